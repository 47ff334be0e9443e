#!/usr/bin/env bash
# Packages:  npm structured-headers 2.1.0, npm structured-field-values 2.0.4
# Behaviour: a Decimal with a zero fraction changes its type on the way through: "1.0" is read and
#            written as the Integer "1". RFC 9651 section 4.1.5 writes it "1.0". A signature base of
#            RFC 9421 that covers such a field with the "sf" parameter is different then, and a
#            field defined as Decimal is no longer valid.
# Guess:     "Parse and serialize give the canonical text back", as they do for all other types.
# Seen:      "1.0 -> 1 and 1" and "a;q=1.0 -> a;q=1 and a;q=1"; "1.5" stays.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund structured-headers@2.1.0 structured-field-values@2.0.4

cat >probe.mjs <<'J'
import { parseList, serializeList } from 'structured-headers';
import { decodeList, encodeList } from 'structured-field-values';
for (const text of ['1.5', 'a;q=0.5', '1.0', 'a;q=1.0', ':AQI=:', '@1700000000'])
  console.log(`${text} -> ${serializeList(parseList(text))} and ${encodeList(decodeList(text))}`);
J
node probe.mjs | tee seen
diff seen - <<'E'
1.5 -> 1.5 and 1.5
a;q=0.5 -> a;q=0.5 and a;q=0.5
1.0 -> 1 and 1
a;q=1.0 -> a;q=1 and a;q=1
:AQI=: -> :AQI=: and :AQI=:
@1700000000 -> @1700000000 and @1700000000
E
