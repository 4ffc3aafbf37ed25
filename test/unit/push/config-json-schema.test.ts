// The JSON Schema for editors: it accepts what the check accepts, and knows the commonest mistakes.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import * as v from 'valibot'
import { destinationsSchema } from '../../../scripts/destinations-schema.ts'
import { entry, inFile, REGISTRY, told } from './config-samples.ts'
import { editorsCheck } from './editors-check.ts'

const validate = editorsCheck(destinationsSchema(REGISTRY))

const GOOD = [
  entry(),
  entry('region: eu-west-1', 'auth: { role: x }', 'tags: { a: b }', 'from: [a, b]', 'select: "*"'),
  entry('values: { A: "{{B}}" }', 'format: json', 'item: x', 'max-deletes: 0', 'formerly: old'),
  'connections: { c: { type: vault, url: "https://v", auth: { token: "env:T" } } }\ndestinations: [ { name: a, type: vault, connection: c, path: x } ]',
  '- { name: a, type: file, path: x, format: yaml }',
  '- { name: a, type: github, scope: environment, kind: variables }',
]
const BAD = [
  entry('regoin: x'),
  entry('delete: maybe'),
  entry('max-deletes: -1'),
  entry('values: { A: 5 }'),
  entry('auth: { token: literal }'),
  entry('auth: { role: x, token: "env:T" }'),
  '- { name: a, type: nope }',
  '- { name: a, type: vault, path: x }',
  '- { type: file, path: x }',
  'connections: { c: { type: aws, url: x } }\ndestinations: [ { name: a, type: file, path: x } ]',
]

describe('the schema and the check agree', () => {
  for (const text of GOOD) {
    test(`yes: ${text.trim().replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(
        told(() => inFile(text)),
        [],
      )
      assert.deepEqual(validate(parse(text)), [])
    })
  }
  for (const text of BAD) {
    test(`no: ${text.trim().replaceAll('\n', ' ')}`, () => {
      assert.notDeepEqual(
        told(() => inFile(text)),
        [],
      )
      assert.notDeepEqual(validate(parse(text)), [])
    })
  }
})

test('the same registry gives the same text', () => {
  assert.equal(destinationsSchema(REGISTRY), destinationsSchema({ ...REGISTRY }))
  assert.match(destinationsSchema(REGISTRY), /\n\}\n$/)
})

test('a kind of schema that it does not know is an error, not a gap', () => {
  const registry = { odd: { options: v.strictObject({ when: v.date() }) } }
  assert.throws(() => destinationsSchema(registry), /no JSON Schema is known for valibot's date/)
})
