// Whether each link and each part of the pages in target/site leads to a file of it, and to a place in that file if one is named. Addresses of other hosts
// are not asked.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Parser } from "htmlparser2";

const site = path.join(path.dirname(fileURLToPath(import.meta.url)), "target/site");
// the tool of the JDK links to places on its own pages that it does not write
const javadoc = path.join(site, "javadoc");
const base = process.env.SITE_BASE ?? "/";

const files = fs
  .readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));

const pages = new Map();
for (const file of files.filter((name) => name.endsWith(".html"))) {
  const links = [];
  const places = new Set();
  const parser = new Parser({
    onopentag(name, attributes) {
      for (const place of [attributes.id, name === "a" ? attributes.name : undefined]) {
        if (place) {
          places.add(place);
        }
      }
      for (const link of [attributes.href, attributes.src]) {
        if (link !== undefined) {
          links.push(link);
        }
      }
    },
  });
  parser.end(fs.readFileSync(file, "utf8"));
  pages.set(file, { links, places });
}

const known = new Set(files);
const dead = [];
let checked = 0;
for (const [file, { links }] of pages) {
  for (const link of links.filter((href) => !/^([a-z][a-z+.-]*:|\/\/)/i.test(href))) {
    checked++;
    const [address, anchor] = link.split("#");
    let target = file;
    if (address !== "") {
      const plain = decodeURIComponent(address.split("?")[0]);
      if (plain.startsWith("/") && !plain.startsWith(base)) {
        dead.push(`${path.relative(site, file)}: ${link}, which is not below ${base}`);
        continue;
      }
      target = plain.startsWith("/") ? path.join(site, plain.slice(base.length)) : path.resolve(path.dirname(file), plain);
      target = [target, `${target}.html`, path.join(target, "index.html")].find((name) => known.has(name));
    }
    if (target === undefined) {
      dead.push(`${path.relative(site, file)}: ${link}`);
    } else if (anchor && !file.startsWith(javadoc) && pages.has(target) && !pages.get(target).places.has(decodeURIComponent(anchor))) {
      dead.push(`${path.relative(site, file)}: ${link}, which has no such place`);
    }
  }
}

for (const link of dead.slice(0, 50)) {
  console.error(`DEAD ${link}`);
}
console.log(`${pages.size} pages, ${checked} links, ${dead.length} of them dead`);
process.exit(dead.length > 0 || pages.size < 20 ? 1 : 0);
