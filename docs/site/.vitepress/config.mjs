import fs from "node:fs";
import path from "node:path";
import { slug } from "github-slugger";
import { defineConfig } from "vitepress";

const site = JSON.parse(fs.readFileSync(new URL("../target/pages/site.json", import.meta.url), "utf8"));

const old = process.env.SITE_VERSION;

/** The other versions: from the folder of one of them, the way to another leads out of it. */
const otherVersions = [
  ...(old ? [{ text: "newest", link: "/../", target: "_self" }] : []),
  ...site.versions
    .filter((version) => version !== old && version !== site.version)
    .map((version) => ({ text: version, link: `${old ? "/.." : ""}/${version}/`, target: "_self" })),
];

/** Links as the repository has them: a README is the index of its folder, and a source is a page that shows it. */
const asPages = (href) => {
  if (/^([a-z]+:|#|\/)/.test(href)) {
    return href;
  }
  const [file, anchor] = href.split("#");
  const page = path.posix.extname(file) === ".md" ? file.replace(/README\.md$/, "index.md") : `${file}.md`;
  return anchor === undefined ? page : `${page}#${anchor}`;
};

export default defineConfig({
  srcDir: "target/pages",
  outDir: old ? `target/site/${old}` : "target/site",
  cacheDir: "target/cache",
  base: (process.env.SITE_BASE ?? "/") + (old ? `${old}/` : ""),
  lang: "en",
  title: "Resource Protector",
  description: "An OAuth 2.0 resource server for Jakarta REST",
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: {
    // the documents are plain Markdown: nothing in them is a tag or a template
    html: false,
    linkify: false,
    anchor: { slugify: slug },
    languageAlias: { caddyfile: "nginx", haproxy: "ini" },
    config(md) {
      md.core.ruler.push("links_of_the_repository", (state) => {
        for (const block of state.tokens) {
          for (const token of block.children ?? []) {
            if (token.type === "link_open") {
              token.attrSet("href", asPages(token.attrGet("href")));
            }
          }
        }
      });
      const text = md.renderer.rules.text;
      md.renderer.rules.text = (...of) => text(...of).replaceAll("{{", "&#123;&#123;");
    },
  },
  themeConfig: {
    nav: [
      { text: "Security", link: "/SECURITY" },
      ...(site.modules.length === 0
        ? []
        : [{
            text: "API",
            items: site.modules.map((module) => ({ text: module, link: `/javadoc/${module}/index.html`, target: "_self" })),
          }]),
      { text: site.version, items: [{ text: "Change log", link: "/CHANGELOG" }, ...otherVersions] },
    ],
    sidebar: site.sidebar,
    outline: [2, 3],
    search: { provider: "local" },
    footer: { message: "Apache License 2.0" },
  },
});
