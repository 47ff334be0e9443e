#!/usr/bin/env bash
# Packages:  npm tinycolor2 1.6.0, colord 2.14.0, culori 4.0.2, d3-color 3.1.1, chroma-js 3.2.0, colorjs.io 0.7.1
# Behaviour: colours as CSS has them today: without commas, with an angle beyond the circle, by the name of a space. tinycolor2
#            calls them valid and reads others: a hue of 480 or -120 degrees is red, color(srgb 1 0 0) is black but
#            for one step, and what is behind a slash, or a percentage of opacity, is opaque. The other five
#            read them as CSS does, or refuse them.
# Guess:     "A colour that is valid for a library is the one that a browser shows."
# Seen:      hsl(480 100% 50%), which is green, is #ff0000ff in tinycolor2.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund tinycolor2@1.6.0 colord@2.14.0 culori@4.0.2 d3-color@3.1.1 chroma-js@3.2.0 colorjs.io@0.7.1
cat >probe.mjs <<'J'
import chroma from 'chroma-js';
import { colord } from 'colord';
import Color from 'colorjs.io';
import * as culori from 'culori';
import { color } from 'd3-color';
import tinycolor from 'tinycolor2';

const long = hex => {
  const digits = hex.slice(1);
  const full = digits.length < 5 ? [...digits].map(digit => digit + digit).join('') : digits;
  return `#${full.padEnd(8, 'f')}`;
};
const readers = {
  tinycolor2: text => { const read = tinycolor(text); return read.isValid() ? read.toHex8String() : undefined; },
  colord: text => { const read = colord(text); return read.isValid() ? read.toHex() : undefined; },
  culori: text => culori.formatHex8(culori.parse(text)),
  'd3-color': text => color(text)?.formatHex8(),
  'chroma-js': text => chroma(text).hex(),
  'colorjs.io': text => new Color(text).to('srgb').toString({ format: 'hex' }),
};
for (const text of ['hsl(480 100% 50%)', 'hsl(-120 100% 50%)', 'rgb(255 0 0 / 50%)', 'rgb(255, 0, 0, 50%)', 'color(srgb 1 0 0)']) {
  const seen = Object.entries(readers).map(([name, read]) => {
    try { return `${name} ${long(read(text))}`; } catch { return `${name} refused`; }
  });
  console.log(`${text}: ${seen.join(', ')}`);
}
J
node probe.mjs | tee seen
diff seen - <<'E'
hsl(480 100% 50%): tinycolor2 #ff0000ff, colord #00ff00ff, culori #00ff00ff, d3-color refused, chroma-js #00ff00ff, colorjs.io #00ff00ff
hsl(-120 100% 50%): tinycolor2 #ff0000ff, colord #0000ffff, culori #0000ffff, d3-color refused, chroma-js #0000ffff, colorjs.io #0000ffff
rgb(255 0 0 / 50%): tinycolor2 #ff0000ff, colord #ff000080, culori #ff000080, d3-color refused, chroma-js #ff000080, colorjs.io #ff000080
rgb(255, 0, 0, 50%): tinycolor2 #ff0000ff, colord #ff000080, culori #ff000080, d3-color refused, chroma-js refused, colorjs.io #ff000080
color(srgb 1 0 0): tinycolor2 #010000ff, colord refused, culori #ff0000ff, d3-color refused, chroma-js refused, colorjs.io #ff0000ff
E
