// Fetches the document of the example, checks what it says of each operation, and has all documents of a folder validated.
import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";

const [api, folder] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));

const EXPECTED = {
  "GET /contact": "profile | email",
  "GET /export": "profile",
  "GET /mixed": "profile email | user",
  "GET /posts/{id}": "open",
  "GET /profile": "profile email",
  "GET /timeline": "optional",
  "GET /user": "profile",
  "GET /user/anything": "any",
  "POST /mcp": "profile",
  "POST /posts": "post",
};

function said(operation) {
  const security = operation.security;
  if (security.length === 0) {
    return "open";
  }
  if (security.some((requirement) => Object.keys(requirement).length === 0)) {
    return "optional";
  }
  const scopes = /scope (.*)\.$/.exec(operation.description);
  return scopes === null ? "any" : scopes[1].replace(/,? or /g, " | ").replace(/ and /g, " ").replaceAll("`", "");
}

let failed = 0;
function check(what, passed, detail = "") {
  failed += passed ? 0 : 1;
  console.log(`${passed ? "ok" : "FAILED"}: ${what} ${passed ? "" : detail}`.trim());
}

const response = await fetch(new URL("openapi.json", api));
check("the document of the example is readable without a token", response.status === 200, response.status);
const text = await response.text();
writeFileSync(join(folder, "jersey-example.json"), text);

const found = {};
for (const [path, item] of Object.entries(JSON.parse(text).paths)) {
  for (const [method, operation] of Object.entries(item)) {
    found[`${method.toUpperCase()} ${path}`] = said(operation);
  }
}
const sorted = JSON.stringify(Object.fromEntries(Object.entries(found).sort()));
check("it has every operation with its rule", sorted === JSON.stringify(EXPECTED), sorted);

const documents = readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
check("there are documents of swagger-core, SmallRye and the example", documents.length >= 4, documents);
for (const document of documents) {
  const result = await new Validator().validate(document);
  check(`${document} is valid`, result.valid, JSON.stringify(result.errors));
}
try {
  execFileSync(process.execPath, [join(here, "node_modules/@redocly/cli/bin/cli.js"), "lint", "--config", join(here, "redocly.yaml"), ...documents], {
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    encoding: "utf8",
    stdio: "pipe",
  });
  check("all of them are, for the second validator", true);
} catch (problem) {
  check("all of them are, for the second validator", false, `${problem.stdout}\n${problem.stderr}`);
}
process.exit(failed === 0 ? 0 : 1);
