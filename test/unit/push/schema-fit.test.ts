// Which names at a destination the key schema could have made: all others are left alone.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { schemaFit, type SchemaScope } from '../../../src/push/schema-fit.ts'
import { parseKeySchema } from '../../../src/secrets/key-schema-parser.ts'

const settingsOf = (environment: string): ReadonlyMap<string, string> =>
  new Map([
    ['environment', environment],
    ['project', 'shop'],
    ['file', `.env.${environment}`],
    ['branch', 'main'],
  ])
const PRODUCTION = settingsOf('production')

function fits(keySchema: string, name: string, scope: Partial<SchemaScope> = {}): boolean {
  const fit = schemaFit({ keySchema, item: undefined, settings: [PRODUCTION], ...scope })
  return fit === undefined || fit(name)
}

describe('a name fits the key schema', () => {
  for (const [schema, name, expected] of [
    ['{{secretKey}}', 'anything', true],
    ['APP_{{secretKey}}', 'APP_DB', true],
    ['APP_{{secretKey}}', 'APP_', false],
    ['APP_{{secretKey}}', 'OTHER_DB', false],
    ['{{secretKey}}_END', 'DB_END', true],
    ['{{secretKey}}_END', 'DB_END2', false],
    ['a{{secretKey}}a', 'aaa', true],
    ['a{{secretKey}}a', 'aa', false],
    ['a{{secretKey}}a', 'a', false],
    ['{{secretKey}}-{{secretKey}}', 'DB-DB', true],
    ['{{secretKey}}-{{secretKey}}', 'DB-DC', false],
    ['{{environment}}/{{secretKey}}', 'production/DB', true],
    ['{{environment}}/{{secretKey}}', 'staging/DB', false],
    ['APP_{{upper secretKey}}', 'APP_DB', true],
    ['APP_{{upper secretKey}}', 'APP_db', false],
    ['{{lower secretKey}}', 'db', true],
    ['{{lower secretKey}}', 'DB', false],
    ['x-{{replace secretKey "_" "-"}}', 'x-DB-URL', true],
    ['x-{{replace secretKey "_" "-"}}', 'x-DB_URL', false],
  ] as const) {
    test(`${schema}: ${name} ${expected ? 'does' : 'does not'}`, () => {
      assert.equal(fits(schema, name), expected)
    })
  }

  test('the environment of any of the files will do', () => {
    const settings = [PRODUCTION, settingsOf('staging')]
    assert.equal(fits('{{environment}}/{{secretKey}}', 'staging/DB', { settings }), true)
    assert.equal(fits('{{environment}}/{{secretKey}}', 'test/DB', { settings }), false)
  })

  test('of all in one item it is the one name, whatever the schema', () => {
    assert.equal(fits('APP_{{secretKey}}', 'shop/prod', { item: 'shop/prod' }), true)
    assert.equal(fits('{{secretKey}}', 'APP_DB', { item: 'shop/prod' }), false)
  })

  test('names are compared as the destination spells them', () => {
    const spelled = (name: string): string => name.replaceAll('_', '-')
    assert.equal(fits('APP_{{secretKey}}', 'APP-DB-URL', { spelled }), true)
    assert.equal(fits('APP_{{secretKey}}', 'WEB-DB-URL', { spelled }), false)
  })

  test('whatever is pushed fits', () => {
    const schemas = ['APP_{{secretKey}}', '{{upper secretKey}}', '{{lower secretKey}}_{{project}}']
    const keys = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/)
    fc.assert(
      fc.property(fc.constantFrom(...schemas), keys, (schema, key) => {
        const name = parseKeySchema(schema).apply(new Map([...PRODUCTION, ['secretKey', key]]))
        assert.equal(fits(schema, name), true)
      }),
    )
  })
})
