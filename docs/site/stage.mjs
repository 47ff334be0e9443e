// Puts what the site is made of into target/pages: every document, what documents link to, and site.json, which the configuration reads. The folders stay as
// they are in the repository, so that links between documents need no change; a README is the index of its folder, and a source becomes a page that shows it.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, process.env.SITE_VERSION ? `target/versions/${process.env.SITE_VERSION}` : "../..");
const pages = path.join(here, "target/pages");

const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)\s]+)?\)/g;
const IMAGE = /\.(png|svg|jpg|gif)$/;
const LANGUAGES = { ".java": "java", ".sh": "sh", ".mjs": "js", ".json": "json", ".xml": "xml" };

const SIDEBAR = [
  ["Start", ["README.md", "docs/protecting.md", "docs/recipes.md", "docs/testing.md", "docs/migrating.md", "docs/troubleshooting.md"]],
  ["Tokens", ["docs/jwt.md", "docs/introspection.md", "docs/authorization-servers.md", "docs/proof-of-possession.md", "docs/proxies.md"]],
  ["Runtimes and modules", ["docs/runtimes.md", "docs/cdi.md", "docs/metadata.md", "docs/openapi.md", "docs/mcp.md", "docs/nodes.md"]],
  ["Operation", ["docs/metrics.md", "docs/console.md", "SECURITY.md"]],
  ["Project", ["CHANGELOG.md", "docs/requirements.md", "benchmarks/RESULTS.md", "load/RESULTS.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/mutation.md", "docs/release.md"]],
];
const OTHERS = "Runtimes and modules";

const markdownOf = (folder) =>
  fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".md")).map((name) => path.posix.join(folder, name));

const waiting = [...markdownOf("."), ...markdownOf("docs")];
const staged = new Set();
while (waiting.length > 0) {
  const file = waiting.pop();
  if (staged.has(file)) {
    continue;
  }
  staged.add(file);
  const source = path.join(root, file);
  if (!fs.existsSync(source) || !fs.statSync(source).isFile() || file.startsWith("..")) {
    throw new Error(`a document links to ${file}, which is no file of the repository`);
  }
  const extension = path.extname(file);
  if (IMAGE.test(file)) {
    write(file, fs.readFileSync(source));
  } else if (extension === ".md") {
    const text = fs.readFileSync(source, "utf8");
    write(file.replace(/README\.md$/, "index.md"), text);
    for (const [, link] of text.matchAll(LINK)) {
      waiting.push(path.posix.normalize(path.posix.join(path.posix.dirname(file), link)));
    }
  } else {
    const fence = "`".repeat(6);
    const language = LANGUAGES[extension] ?? "text";
    const text = fs.readFileSync(source, "utf8");
    write(`${file}.md`, `---\nsearch: false\n---\n# ${path.posix.basename(file)}\n\n\`${file}\`\n\n${fence}${language}\n${text}\n${fence}\n`);
  }
}

function write(file, content) {
  const target = path.join(pages, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
}

// a title ends at its colon: the sidebar is narrow
const titleOf = (file) => /^# ([^\n:]+)/m.exec(fs.readFileSync(path.join(root, file), "utf8"))[1];
const entry = (file) => ({
  text: file === "README.md" ? "Overview" : titleOf(file),
  link: `/${file.replace(/README\.md$/, "").replace(/\.md$/, "")}`,
});
const listed = SIDEBAR.flatMap(([, files]) => files);
const forgotten = markdownOf("docs").filter((file) => !listed.includes(file));
const sidebar = SIDEBAR.map(([text, files]) => ({
  text,
  items: [...files, ...(text === OTHERS ? forgotten : [])].filter((file) => fs.existsSync(path.join(root, file))).map(entry),
}));

// a version has the name of its tag, and today's documents that of the build
const version = process.env.SITE_VERSION ?? /^ {2}<version>(.+)<\/version>$/m.exec(fs.readFileSync(path.join(root, "pom.xml"), "utf8"))[1];
const javadoc = path.join(pages, "public/javadoc");
const modules = fs.existsSync(javadoc) ? fs.readdirSync(javadoc).sort() : [];
const versions = (process.env.SITE_VERSIONS ?? "").split(",").filter((name) => name !== "");
write("site.json", JSON.stringify({ version, versions, sidebar, modules }));
