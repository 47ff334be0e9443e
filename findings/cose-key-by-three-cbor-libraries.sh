#!/usr/bin/env bash
# Packages:  npm cbor-x 1.6.9, npm cbor 10.0.12, npm cbor2 2.3.0
# Behaviour: the same COSE_Key (a Map with integer labels and a byte string) gets three encodings,
#            and no library gives the plain RFC 9052 form for both kinds of bytes: cbor-x puts tag
#            259 before the map, cbor-x and cbor put tag 64 before a Uint8Array, and cbor2 writes a
#            Buffer as a map of the texts "type" and "data". A time in milliseconds is a float in
#            cbor-x, which reads a 64-bit integer of others as a BigInt even if it is small.
# Guess:     "A Map is a map, bytes are bytes, integers are integers: CBOR has one plain form."
# Seen:      "cbor-x: Map d90103a12101, Uint8Array d840420102", "cbor2: Buffer a26474797065...",
#            where plain is a12101 (a map of one pair) and 420102 (two bytes).
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund cbor-x@1.6.9 cbor@10.0.12 cbor2@2.3.0

cat >probe.mjs <<'J'
import * as cborX from 'cbor-x';
import cbor from 'cbor';
import * as cbor2 from 'cbor2';
const bytes = new Uint8Array([1, 2]);
for (const [name, library] of Object.entries({ 'cbor-x': cborX, cbor, cbor2 })) {
  const hex = value => Buffer.from(library.encode(value)).toString('hex');
  console.log(`${name}: Map ${hex(new Map([[-2, 1]]))}, Uint8Array ${hex(bytes)}, Buffer ${hex(Buffer.from(bytes))}`);
  const read = library.decode(Buffer.from('1b0000018bcfe56800', 'hex'));
  console.log(`${name}: 1700000000000 is ${hex(1700000000000)}, read as ${typeof read}`);
}
J
node probe.mjs | tee seen
diff seen - <<'E'
cbor-x: Map d90103a12101, Uint8Array d840420102, Buffer 420102
cbor-x: 1700000000000 is fb4278bcfe56800000, read as bigint
cbor: Map a12101, Uint8Array d840420102, Buffer 420102
cbor: 1700000000000 is 1b0000018bcfe56800, read as number
cbor2: Map a12101, Uint8Array 420102, Buffer a26474797065664275666665726464617461820102
cbor2: 1700000000000 is 1b0000018bcfe56800, read as number
E
