// Presses "Authorize" and "Try it out" of Swagger UI, as somebody does who reads the document of the example.
import { createServer, request } from "node:http";
import { readFileSync } from "node:fs";
import { join, basename } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [api, token] = process.argv.slice(2);
const dist = createRequire(import.meta.url)("swagger-ui-dist").absolutePath();
const PAGE = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>API</title><link rel="stylesheet" href="/ui/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/ui/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: "/openapi.json", dom_id: "#ui", validatorUrl: null });</script></body></html>`;
const TYPES = { ".js": "text/javascript", ".css": "text/css" };

// the pages of Swagger UI, and the example behind the same origin
const server = createServer((incoming, outgoing) => {
  const path = new URL(incoming.url, "http://localhost").pathname;
  if (path === "/ui/") {
    outgoing.writeHead(200, { "Content-Type": "text/html" }).end(PAGE);
  } else if (path.startsWith("/ui/")) {
    const file = join(dist, basename(path));
    outgoing.writeHead(200, { "Content-Type": TYPES[file.slice(file.lastIndexOf("."))] ?? "text/plain" }).end(readFileSync(file));
  } else {
    const target = new URL(incoming.url, api);
    const forwarded = request(target, { method: incoming.method, headers: { ...incoming.headers, host: target.host } }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(forwarded);
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

let failed = 0;
function check(what, found, expected) {
  const passed = found === expected;
  failed += passed ? 0 : 1;
  console.log(`${passed ? "ok" : "FAILED"}: ${what}: ${found}${passed ? "" : `, and not ${expected}`}`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  const elsewhere = [];
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(origin) || url.startsWith("data:") || url.startsWith("blob:")) {
      return route.continue();
    }
    elsewhere.push(url);
    return route.abort();
  });
  await page.goto(`${origin}/ui/`);

  const operation = (path) => page.locator(`.opblock:has([data-path="${path}"])`);
  const execute = async (block) => {
    const answered = page.waitForResponse((response) => !response.url().includes("/ui/"));
    await block.locator(".execute").click();
    await answered;
    const status = await block.locator(".live-responses-table tbody .response-col_status").first().innerText();
    return status.trim().split(/\s/)[0];
  };

  await operation("/user").waitFor();
  check("operations that Swagger UI shows", await page.locator(".opblock").count(), 10);
  check("operations with a lock", await page.locator(".opblock .authorization__btn").count(), 9);
  check("the open operation has none", await operation("/posts/{id}").locator(".authorization__btn").count(), 0);

  const user = operation("/user");
  await user.locator(".opblock-summary-control").click();
  await user.locator(".try-out__btn").click();
  check("GET /user without a token", await execute(user), "401");

  await page.locator(".auth-wrapper .btn.authorize").click();
  await page.locator(".auth-container input").fill(token);
  await page.locator(".auth-container .modal-btn.authorize").click();
  await page.locator(".auth-container .btn-done").click();
  await user.locator(".btn-clear").click();
  check("GET /user after Authorize", await execute(user), "200");
  check("the answer is Alice's", (await user.locator(".live-responses-table").innerText()).includes("Alice"), true);

  const both = operation("/profile");
  await both.locator(".opblock-summary-control").click();
  await both.locator(".try-out__btn").click();
  check("GET /profile, which needs one scope more", await execute(both), "403");
  check("calls to other hosts", elsewhere.join(" "), "");
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
process.exit(failed === 0 ? 0 : 1);
