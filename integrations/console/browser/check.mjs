// Uses the console as an operator does, and as somebody does who cannot use a mouse, and looks for what it must not do.
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [log, screenshot] = process.argv.slice(2);
const settings = Object.fromEntries(readFileSync(log, "utf8").split("\n").filter((line) => /^[A-Z]+=/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2)));
const { CONSOLE, OPERATOR, READER, EXPIRED, BOUND } = settings;
const origin = new URL(CONSOLE).origin;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MAX_SCREENSHOT = 150_000;

let failed = 0;
function check(what, found, expected) {
  const passed = JSON.stringify(found) === JSON.stringify(expected);
  failed += passed ? 0 : 1;
  console.log(`${passed ? "ok" : "FAILED"}: ${what}: ${JSON.stringify(found)}${passed ? "" : `, and not ${JSON.stringify(expected)}`}`);
}

const elsewhere = [];
const complaints = [];
const requests = [];

async function opened(browser, colorScheme, path = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1100 }, colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push({ url: request.url(), method: request.method(), body: request.postData() ?? "" }));
  await page.route((url) => url.origin !== origin, (route) => {
    elsewhere.push(route.request().url());
    return route.abort();
  });
  await page.goto(CONSOLE + path);
  return page;
}

async function connected(browser, colorScheme, path = "") {
  const page = await opened(browser, colorScheme, path);
  await page.locator("#access-token").fill(OPERATOR);
  await page.keyboard.press("Enter");
  await page.locator("#console").waitFor();
  return page;
}

const text = (page, selector) => page.locator(selector).innerText();
const shownRows = (page, section) => page.locator(`${section} tbody tr:not([hidden])`).count();
const until = (page, id, part) => page.waitForFunction(([element, expected]) => document.getElementById(element).textContent.includes(expected), [id, part]);

async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0].target} ${violation.nodes[0].failureSummary}`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
try {
  const page = await opened(browser, "light");

  // closed: tokens that are none, or not enough
  check("nothing is asked before there is a token", requests.map((request) => new URL(request.url).pathname), ["/ops/console", "/ops/console/console.css", "/ops/console/console.js"]);
  check("the cursor is in the field", await page.evaluate(() => document.activeElement.id), "access-token");
  await page.keyboard.type("two words");
  await page.keyboard.press("Enter");
  check("what is no token", await text(page, "#login-error"), "This is not a token.");
  await page.locator("#access-token").fill(READER);
  await page.keyboard.press("Enter");
  await until(page, "login-error", "scope");
  check("a token without the scope", await text(page, "#login-error"), "The token does not open this console: it needs the scope ops.");
  await page.locator("#access-token").fill(EXPIRED);
  await page.keyboard.press("Enter");
  await until(page, "login-error", "any more");
  check("the data stay hidden", await page.locator("#console").isVisible(), false);
  const expectedComplaints = complaints.splice(0).filter((line) => !/status of 40[13]/.test(line));
  check("the browser complains of nothing but these answers", expectedComplaints, []);

  // by keyboard
  await page.locator("#access-token").focus();
  await page.keyboard.insertText(`Bearer ${OPERATOR}`);
  await page.keyboard.press("Enter");
  await page.locator("#console").waitFor();
  check("the connection is announced", await text(page, "#connection"), "Connected, live");
  check("the role of the announcement", await page.locator("#connection").getAttribute("role"), "status");

  // the token is in memory only
  check("storages, cookies and address", await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, location.search + location.hash]), [0, 0, "", ""]);
  check("the token is not in the page", (await page.content()).includes(OPERATOR), false);
  check("the field is empty", await page.locator("#access-token").inputValue(), "");

  // the access map
  check("endpoints", await text(page, "#map-count"), "206 of 206 endpoints");
  check("sorted by path", await page.evaluate(() => [...document.querySelectorAll("#map tbody tr")].map((row) => row.cells[1].textContent).every((path, i, all) => i === 0 || all[i - 1] <= path)), true);
  await page.locator("#map-show").selectOption("open");
  check("open ones", await shownRows(page, "#map"), 7);
  check("open ones are marked", await page.locator("#map tbody tr:not([hidden]) .badge.open").count(), 7);
  await page.locator("#map-show").selectOption("optional");
  check("optional ones", await shownRows(page, "#map"), 4);
  await page.locator("#map-show").selectOption("");
  await page.locator("#map-text").fill("PUT invoices");
  check("search", await page.locator("#map tbody tr:not([hidden])").allInnerTexts().then((rows) => rows.map((row) => row.replace(/\s+/g, " ").trim())),
    ["PUT /invoices/{id} token scope stock:write; role clerk; permitted by Warehouse.SameSite Warehouse.Things#change"]);
  await page.locator("#map-text").fill("Site Manager delete invoices");
  check("a role with a blank", await text(page, "#map tbody tr:not([hidden]) .rule"), "scope stock:write; role Site Manager; login with acr gold; login within 300 s");
  await page.locator("#map-text").fill("");

  // decisions
  check("minutes in the chart", await page.locator("#chart g").count() > 50, true);
  check("the chart has a text", /^[\d,]+ decisions in the last hour, [\d,]+ of them refusals; the busiest minute has \d+$/.test(await page.locator("#chart-title").textContent()), true);
  const wrongAudience = page.locator("#outcomes button", { hasText: "WRONG_AUDIENCE" });
  await wrongAudience.focus();
  await page.keyboard.press("Enter");
  check("one outcome alone", [await wrongAudience.getAttribute("aria-pressed"), await page.locator("#chart rect:not(.s401)").count()], ["true", 0]);
  await page.keyboard.press("Space");
  check("all again", await page.locator("#chart rect.passed").count() > 50, true);

  // parts
  check("keys", /RS256.*ago.*in \d+ min.*in 1 h/s.test(await text(page, "#keys tbody")), true);
  check("caches", await page.locator("#caches tbody tr").count(), 2);
  check("hit rate", /9\d % of \d+/.test(await text(page, "#caches tbody")), true);
  check("introspection", await text(page, "#servers .badge"), "closed");
  check("used proofs", (await text(page, "#stores tbody")).includes("0 of 250,000"), true);

  // refusals, with text that would like to be markup
  await page.locator("#refusals-reason").selectOption("NOT_PERMITTED");
  check("a reason alone", await shownRows(page, "#refusals"), 1);
  check("text is text", (await text(page, "#refusals tbody tr:not([hidden])")).includes("<img src=x onerror=\"document.title='broken'\"><script>"), true);
  check("and nothing else", await page.evaluate(() => [document.title, document.querySelectorAll("main img, main script").length]), ["Resource Protector console", 0]);
  await page.locator("#refusals-reason").selectOption("");
  await page.locator("#refusals-text").fill("https://other.example.com/");
  check("search in refusals", await shownRows(page, "#refusals"), 2);
  await page.locator("#refusals-text").fill("");

  // live
  await page.locator("#map-text").focus();
  const before = await text(page, "#outcomes tr[data-outcome=WRONG_AUDIENCE] td:nth-child(3)");
  for (let i = 0; i < 3; i++) {
    await fetch(`${origin}/orders`, { headers: { Authorization: `Bearer ${READER}x` } });
  }
  await page.locator("#outcomes tr[data-outcome=BAD_SIGNATURE], #outcomes tr[data-outcome=MALFORMED_TOKEN]").first().waitFor();
  check("a refusal appears by itself", (await page.locator("#refusals tbody tr").first().innerText()).includes("GET /orders"), true);
  check("the rest stays", await text(page, "#outcomes tr[data-outcome=WRONG_AUDIENCE] td:nth-child(3)"), before);
  check("the cursor stays where it was", await page.evaluate(() => document.activeElement.id), "map-text");

  // bad days: an issuer that does not answer, an open circuit, a listener that is not registered, and names that would like to be markup
  await page.route("**/ops/console/state", async (route) => {
    const response = await route.fetch();
    const bad = {
      listening: false,
      partsLeftOut: 7,
      keySources: [{ source: "<b>issuer</b>", keys: [{ id: "<img src=x>", algorithms: ["RS256"] }], failures: 3, failure: "connection refused" }],
      introspection: [{ server: "https://as.example.com", circuit: "HALF_OPEN", waiting: 9, maxWaiting: 10, calls: 1, maxCalls: 16 }],
      tokenCaches: [{ validator: "<i>", tokens: 950, maximum: 1000, hits: 0, misses: 0 }],
    };
    await route.fulfill({ response, json: { ...(await response.json()), ...bad } });
  });
  await page.locator("#unheard").waitFor();
  check("keys that could not be fetched", (await text(page, "#keys tbody")).replace(/\s+/g, " ").trim(), "<b>issuer</b> <img src=x> RS256 – at the next token – failed 3× connection refused");
  check("a circuit that is not closed", [await text(page, "#servers .badge"), await page.locator("#servers .badge.bad").count()], ["half open", 1]);
  check("a cache that is full", [(await text(page, "#caches tbody")).replace(/\s+/g, " ").trim(), await page.locator("#caches .full").count()], ["<i> 950 of 1,000 –", 1]);
  check("what is left out", await text(page, "#parts-left-out"), "7 more parts are not shown.");
  check("names are text", await page.locator("main img, main b, main i").count(), 0);
  await page.unroute("**/ops/console/state");
  await page.locator("#unheard").waitFor({ state: "hidden" });

  // a pasted token
  requests.length = 0;
  await page.locator("#pasted").focus();
  await page.keyboard.insertText(`Authorization: Bearer ${READER}`);
  await page.keyboard.press("Enter");
  await until(page, "ask-result", "opens");
  check("what it opens", await text(page, "#ask-result"), "The token opens 71 of 206 endpoints.");
  check("announced", await page.locator("#ask-result").getAttribute("role"), "status");
  check("the token is in a body, and in no address", [requests.filter((request) => request.body.includes(READER)).map((request) => `${request.method} ${new URL(request.url).pathname}`), requests.filter((request) => request.url.includes(READER.slice(0, 20))).length],
    [["POST /ops/console/token"], 0]);
  check("and not in the page", [(await page.content()).includes(READER), await page.locator("#pasted").inputValue()], [false, ""]);
  await page.locator("#map-show").selectOption("no");
  check("what it does not open", await shownRows(page, "#map"), 135);
  await page.locator("#map-text").fill("POST orders");
  check("and why", (await page.locator("#map tbody tr:not([hidden])").first().innerText()).includes("403 INSUFFICIENT_SCOPE"), true);
  await page.locator("#map-text").fill("");
  await page.locator("#pasted").fill(EXPIRED);
  await page.keyboard.press("Enter");
  await until(page, "ask-result", "7 of 206");
  check("an expired one opens what is open", await shownRows(page, "#map"), 199);
  await page.locator("#map-show").selectOption("yes");
  await page.locator("#pasted").fill(BOUND);
  await page.keyboard.press("Enter");
  await until(page, "ask-result", "71 of 206");
  check("one that is bound to a key may open", await page.locator("#map tbody tr:not([hidden])", { hasText: "may open" }).count() > 50, true);

  // what the policy keeps out
  check("a script that got in does not run", await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.broken = true";
    document.head.append(script);
    return window.broken === undefined;
  }), true);
  check("data do not get out", await page.evaluate(() => fetch("https://elsewhere.example/").then(() => "sent", () => "blocked")), "blocked");
  check("the policy said so", complaints.splice(0).filter((line) => !/Content Security Policy|Refused to|status of/.test(line)), []);

  // an outage, and a token that expires
  await page.route("**/ops/console/state", (route) => route.abort());
  await until(page, "connection", "does not answer");
  await page.unroute("**/ops/console/state");
  await until(page, "connection", "live");
  await page.locator("#pause").focus();
  await page.keyboard.press("Space");
  check("paused", [await text(page, "#connection"), await page.locator("#pause").getAttribute("aria-pressed")], ["Paused", "true"]);
  await page.route("**/ops/console/state", (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" }));
  await page.keyboard.press("Space");
  await until(page, "login-error", "any more");
  check("after a 401 the data are gone", [await page.locator("#console").isVisible(), await page.locator("tbody tr").count()], [false, 0]);
  await page.unroute("**/ops/console/state");
  complaints.length = 0;
  await page.context().close();

  // an answer that comes late, and a token that expires before its answer is cleared
  const late = await opened(browser, "light");
  let answerFirst;
  const first = new Promise((resolve) => { answerFirst = resolve; });
  await late.route("**/ops/console/state", async (route) => {
    await first;
    await route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" }).catch(() => {});
  }, { times: 1 });
  await late.locator("#access-token").fill(EXPIRED);
  await late.keyboard.press("Enter");
  await late.locator("#access-token").fill(OPERATOR);
  await late.keyboard.press("Enter");
  await late.locator("#console").waitFor();
  const refused = late.waitForResponse((response) => response.status() === 401);
  answerFirst();
  await refused;
  await late.waitForTimeout(200);
  check("the refusal of a token that another took the place of changes nothing", [await late.locator("#console").isVisible(), await late.locator("tbody tr").count() > 0], [true, true]);
  await late.locator("#pasted").fill(READER);
  await late.keyboard.press("Enter");
  await until(late, "ask-result", "opens");
  await late.route("**/ops/console/endpoints", (route) => route.fulfill({ status: 403, contentType: "application/problem+json", body: "{}" }));
  await late.locator("#ask-clear").click();
  await until(late, "login-error", "does not open");
  check("after a 403 the data are gone", [await late.locator("#console").isVisible(), await late.locator("tbody tr").count()], [false, 0]);
  complaints.length = 0;
  await late.context().close();

  // dark and light, large and small
  for (const colorScheme of ["light", "dark"]) {
    const themed = await opened(browser, colorScheme);
    check(`accessibility of the login, ${colorScheme}`, await violations(themed), []);
    await themed.context().close();
    const page2 = await connected(browser, colorScheme, "/");
    await page2.locator("#pasted").fill(READER);
    await page2.keyboard.press("Enter");
    await until(page2, "ask-result", "opens");
    check(`the ground is ${colorScheme}`, await page2.evaluate(() => getComputedStyle(document.body).backgroundColor), colorScheme === "dark" ? "rgb(17, 20, 27)" : "rgb(244, 245, 248)");
    check(`accessibility of the console, ${colorScheme}`, await violations(page2), []);
    if (colorScheme === "light") {
      await tabs(page2);
      await page2.setViewportSize({ width: 360, height: 740 });
      check("a small screen does not scroll sideways", await page2.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    }
    await page2.context().close();
  }

  const shown = await connected(browser, "light");
  await shown.evaluate(() => document.activeElement.blur());
  await shown.screenshot({ path: screenshot });
  check("the screenshot is small", statSync(screenshot).size < MAX_SCREENSHOT, true);
  await shown.locator("#forget").click();
  check("forgotten", await shown.locator("tbody tr").count(), 0);

  check("complaints of the browser", complaints, []);
  check("calls to elsewhere", elsewhere, []);
} finally {
  await browser.close();
}
console.log(failed === 0 ? "all passed" : `${failed} FAILED`);
process.exit(failed === 0 ? 0 : 1);

/** Every control can be reached by the key, in the order in which it is read, and shows that it is reached. */
async function tabs(page) {
  await page.evaluate(() => document.querySelector(".skip").focus());
  const reached = [];
  for (let i = 0; i < 60; i++) {
    const element = await page.evaluate(() => {
      const active = document.activeElement;
      const style = getComputedStyle(active);
      return {
        name: active.id || active.getAttribute("aria-label") || active.getAttribute("href") || active.textContent,
        isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isBody: active === document.body,
      };
    });
    if (element.isBody) {
      break;
    }
    reached.push(element);
    await page.keyboard.press("Tab");
  }
  const names = reached.map((element) => element.name);
  const expected = ["#main", "pause", "forget", "#decisions", "#map", "Decisions by outcome", "accepted", "keys", "caches", "refusals-text", "refusals-reason", "Table of refusals", "pasted", "map-text", "map-show", "Table of endpoints"];
  check("by the Tab key, in order", expected.filter((name) => names.includes(name)).sort((one, other) => names.indexOf(one) - names.indexOf(other)), expected);
  check("focus is always seen", reached.filter((element) => !element.isSeen).map((element) => element.name), []);
}
