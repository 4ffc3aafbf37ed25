// The way back from names at a destination to keys: what goes out must come back, nothing else does.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { parseKeySchema, schemaInverse } from '../../../src/secrets/key-schema-parser.ts'
import { refusal } from '../../helpers/refusals.ts'

const VALUES = new Map([
  ['environment', 'production'],
  ['project', 'shop'],
  ['file', '.env.production'],
  ['branch', 'main'],
])

describe('names back to keys', () => {
  for (const [schema, name, key] of [
    ['{{secretKey}}', 'DB_URL', 'DB_URL'],
    ['APP_{{secretKey}}', 'APP_DB_URL', 'DB_URL'],
    ['APP_{{secretKey}}', 'APP_APP_', 'APP_'],
    ['APP_{{secretKey}}', 'APP_', undefined],
    ['APP_{{secretKey}}', 'AP', undefined],
    ['APP_{{secretKey}}', '', undefined],
    ['APP_{{secretKey}}', 'OTHER_DB_URL', undefined],
    ['APP_{{secretKey}}', 'app_DB_URL', undefined],
    ['{{secretKey}}_END', 'DB_END', 'DB'],
    ['{{secretKey}}_END', 'DB_END2', undefined],
    ['a{{secretKey}}b', 'aab', 'a'],
    ['a{{secretKey}}a', 'aa', undefined],
    ['a{{secretKey}}a', 'a', undefined],
    ['{{environment}}/{{secretKey}}/{{project}}', 'production/DB/shop', 'DB'],
    ['{{environment}}/{{secretKey}}/{{project}}', 'staging/DB/shop', undefined],
    ['{{secretKey}}-{{secretKey}}', 'DB-DB', 'DB'],
    ['{{secretKey}}-{{secretKey}}', 'DB-DC', undefined],
    ['{{secretKey}}-{{secretKey}}', 'DB-DBX', undefined],
    ['{{secretKey}}{{secretKey}}', 'abab', 'ab'],
    ['{{secretKey}}{{secretKey}}', 'aba', undefined],
    ['{{secretKey}}', '{{environment}}', '{{environment}}'],
    ['\\{{secretKey}}{{secretKey}}', '{{secretKey}}A', 'A'],
  ] as const) {
    test(`${schema} of ${name || 'nothing'}: ${key ?? 'none of ours'}`, () => {
      assert.equal(schemaInverse(schema)(name, VALUES), key)
    })
  }

  test('as the provider spells names, so is the key', () => {
    const upper = (name: string): string => name.toUpperCase()
    const inverse = schemaInverse('app_{{secretKey}}')
    assert.equal(inverse('APP_DB', VALUES, upper), 'DB')
    assert.equal(inverse('app_db', VALUES, upper), undefined)
    const dashed = (name: string): string => name.replaceAll('_', '-')
    assert.equal(inverse('app-DB-URL', VALUES, dashed), 'DB-URL')
  })
})

describe('a schema that cannot be taken back is refused when it is read', () => {
  for (const schema of [
    '{{upper secretKey}}',
    'APP_{{secretKey}}{{lower environment}}',
    '{{secretKey}}{{replace "a" "b" "c"}}',
    '{{replace secretKey "-" "_"}}',
  ]) {
    test(schema, async () => {
      const error = await refusal(() => schemaInverse(schema))
      assert.equal(error.code, 'SCHEMA_INVALID')
      assert.match(error.what, /import needs it: it uses a helper \(column \d+\)/)
    })
  }

  test('and one that is none at all, for that reason', async () => {
    assert.match((await refusal(() => schemaInverse('APP_'))).what, /must stand in it/)
    assert.match((await refusal(() => schemaInverse('{{#if secretKey}}'))).what, /cannot be used/)
  })
})

const anySchema = fc
  .array(
    fc.oneof(
      fc.constantFrom('{{secretKey}}', '{{environment}}', '{{project}}', 'A', '_', 'AA', '😀'),
      fc.stringMatching(/^[A-C_]{0,3}$/),
    ),
    { maxLength: 6 },
  )
  .map((parts) => [...parts, '{{secretKey}}'].join(''))

test('whatever goes out comes back as the same key', () => {
  fc.assert(
    fc.property(anySchema, fc.string({ minLength: 1, unit: 'grapheme' }), (schema, key) => {
      const name = parseKeySchema(schema).apply(new Map([...VALUES, ['secretKey', key]]))
      assert.equal(schemaInverse(schema)(name, VALUES), key)
    }),
  )
})

test('whatever comes back would go out under that name', () => {
  const anyName = fc.stringMatching(/^[A-C_]{0,8}$/)
  fc.assert(
    fc.property(anySchema, anyName, (schema, name) => {
      const key = schemaInverse(schema)(name, VALUES)
      if (key === undefined) return
      const back = parseKeySchema(schema).apply(new Map([...VALUES, ['secretKey', key]]))
      assert.equal(back, name)
    }),
    { numRuns: 2000 },
  )
})
