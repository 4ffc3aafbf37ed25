// Which values an import asks for: of a whole account only those that it would take in.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { namesToRead } from '../../../src/push/import-names.ts'
import { livingNames } from '../../../src/push/import-plan.ts'
import { SecretValue } from '../../../src/secret-value.ts'

const ENTRY = {
  keySchema: 'app/{{environment}}/{{secretKey}}',
  schemaValues: new Map([['environment', 'production']]),
  select: [],
  derived: [],
}

function read(names: readonly string[], entry: object = {}): readonly string[] {
  const current = new Map([['DB_URL', new SecretValue('x')]])
  return namesToRead({ ...ENTRY, ...entry, names }, current)
}

describe('the values that are asked for', () => {
  test('are those whose names the key schema gives', () => {
    const there = ['app/production/A', 'app/staging/A', 'other', 'app/production/']
    assert.deepEqual(read(there), ['app/production/A'])
  })

  test('are not those that are left out, derived, or no name of a variable', () => {
    const there = ['app/production/A', 'app/production/B', 'app/production/C', 'app/production/D E']
    const entry = { select: ['*', '!B'], derived: ['C'] }
    assert.deepEqual(read(there, entry), ['app/production/A'])
  })

  test('are found where the provider writes names otherwise', () => {
    const spelled = (name: string): string => name.replaceAll('_', '-')
    assert.deepEqual(read(['app/production/DB-URL'], { spelled }), ['app/production/DB-URL'])
  })

  test('are none under a schema that cannot be taken off', () => {
    assert.deepEqual(read(['app/A'], { keySchema: 'app/{{upper secretKey}}' }), [])
  })

  test('are not those of items that are deleted', () => {
    const item = { version: '1', mark: undefined, isDrifted: false }
    const there = [
      { ...item, name: 'A', isDeleted: false },
      { ...item, name: 'B', isDeleted: true },
    ]
    assert.deepEqual(livingNames(there), ['A'])
  })
})
