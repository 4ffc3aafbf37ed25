// From what destinations hold to what a secret file would become.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { RemoteItem } from '../../../src/destinations/contract.ts'
import {
  livingNames,
  planImport,
  type ImportPlan,
  type ImportSource,
} from '../../../src/push/import-plan.ts'
import { SecretValue } from '../../../src/secret-value.ts'

type Texts = Readonly<Record<string, string | null>>

interface Given extends Partial<Omit<ImportSource, 'values'>> {
  readonly values: Texts
}

function secrets<T extends string | null>(texts: Readonly<Record<string, T>>) {
  return new Map(
    Object.entries(texts).map(([name, text]) => [
      name,
      text === null ? null : new SecretValue<string>(text),
    ]),
  )
}

function plan(current: Readonly<Record<string, string>>, ...sources: readonly Given[]): ImportPlan {
  return planImport({
    file: '.env.kanuka',
    current: new Map(Object.entries(current).map(([name, text]) => [name, new SecretValue(text)])),
    sources: sources.map((source, index) => ({
      name: `d${index + 1}`,
      initialSync: 'import-prioritize-destination',
      keySchema: '{{secretKey}}',
      schemaValues: new Map([['environment', 'production']]),
      select: [],
      derived: [],
      empty: 'error',
      names: Object.keys(source.values),
      ...source,
      values: secrets(source.values),
    })),
  })
}

function shown({ rows }: ImportPlan): readonly string[] {
  return rows.map(({ kind, name, destination, why }) =>
    `${destination} ${kind} ${name} ${why}`.trim(),
  )
}

function written({ values }: ImportPlan): Readonly<Record<string, string>> {
  return Object.fromEntries([...values].map(([name, value]) => [name, value.reveal()]))
}

const codes = ({ errors }: ImportPlan): readonly string[] => errors.map(({ code }) => code)

describe('what an import would change', () => {
  test('added, changed, unchanged; what only the file has stays', () => {
    const result = plan({ A: '1', B: '2', MINE: 'x' }, { values: { C: '3', B: 'new', A: '1' } })
    assert.deepEqual(shown(result), ['d1 unchanged A', 'd1 changed B', 'd1 added C'])
    assert.deepEqual(written(result), { B: 'new', C: '3' })
    assert.deepEqual([result.errors, result.clashes], [[], []])
  })

  test('import-prioritize-source adds, and leaves what is there', () => {
    const source = {
      initialSync: 'import-prioritize-source',
      values: { A: 'new', B: '2' },
    } as const
    const result = plan({ A: '1' }, source)
    const why = 'the file has another value, which stays'
    assert.deepEqual(shown(result), [`d1 skipped A ${why}`, 'd1 added B'])
    assert.deepEqual(written(result), { B: '2' })
  })

  test('a pull from a destination that a push overwrites takes its values', () => {
    const source = { initialSync: 'overwrite-destination', values: { A: 'new' } } as const
    assert.deepEqual(written(plan({ A: '1' }, source)), { A: 'new' })
  })

  test('an empty value in the file is a value', () => {
    const source = { initialSync: 'import-prioritize-source', values: { A: 'new' } } as const
    assert.deepEqual(written(plan({ A: '' }, source)), {})
  })

  test('no row and no error holds a value', () => {
    const result = plan(
      { A: 'geheim-1' },
      { values: { A: 'geheim-2', B: null, 'C C': 'geheim-3' } },
    )
    assert.doesNotMatch(JSON.stringify([result.rows, result.errors, result.clashes]), /geheim/)
    assert.doesNotMatch(result.errors.map(({ what, fix }) => what + fix).join(), /geheim/)
  })
})

describe('several destinations', () => {
  test('later ones win; different values are told, equal ones are not', () => {
    const result = plan({}, { values: { A: '1', B: 'b', C: 'c' } }, { values: { A: '2', B: 'b' } })
    assert.deepEqual(written(result), { A: '2', B: 'b', C: 'c' })
    assert.deepEqual(shown(result), ['d2 added A', 'd2 added B', 'd1 added C'])
    assert.deepEqual(result.clashes, [{ name: 'A', destinations: ['d1', 'd2'] }])
  })

  test('one that leaves the file as it is does not hide an earlier one that does not', () => {
    const second = { initialSync: 'import-prioritize-source', values: { A: '3', B: '3' } } as const
    const result = plan({ A: '1' }, { values: { A: '2', B: '2' } }, second)
    assert.deepEqual(written(result), { A: '2', B: '3' })
    assert.deepEqual(
      result.clashes.map(({ name }) => name),
      ['A', 'B'],
    )
  })

  test('for any order: the last one that may has its way', () => {
    const text = fc.constantFrom('1', '2', '3')
    const sync = fc.constantFrom('import-prioritize-source', 'import-prioritize-destination')
    const source = fc.record({
      initialSync: sync,
      values: fc.dictionary(fc.constantFrom('A', 'B', 'C'), text, { noNullPrototype: true }),
    })
    const file = fc.dictionary(fc.constantFrom('A', 'B', 'D'), text, { noNullPrototype: true })
    fc.assert(
      fc.property(file, fc.array(source, { maxLength: 4 }), (current, sources) => {
        const result = plan(current, ...sources)
        const expected: Record<string, string> = { ...current }
        for (const { initialSync, values } of sources) {
          for (const [name, value] of Object.entries(values)) {
            const stays = initialSync === 'import-prioritize-source' && Object.hasOwn(current, name)
            if (!stays) expected[name] = value
          }
        }
        assert.deepEqual({ ...current, ...written(result) }, expected)
        assert.equal(new Set(result.rows.map(({ name }) => name)).size, result.rows.length)
        for (const [name, value] of Object.entries(written(result))) {
          assert.notEqual(current[name], value)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('names', () => {
  test('the key schema is taken off; what it does not give is no row', () => {
    const values = { APP_production_A: '1', OTHER: '2', APP_production_: '3', APP_staging_A: '4' }
    const result = plan({}, { keySchema: 'APP_{{environment}}_{{secretKey}}', values })
    assert.deepEqual(written(result), { A: '1' })
    assert.equal(result.rows.length, 1)
  })

  test('a schema with helpers is refused', () => {
    const where = { file: 'destinations.yml', line: 3 }
    const result = plan({}, { keySchema: '{{upper secretKey}}', where, values: { A: '1' } })
    assert.deepEqual(codes(result), ['SCHEMA_INVALID'])
    assert.match(result.errors[0]?.what ?? '', /^destination "d1": .*helper/)
    assert.deepEqual(result.errors[0]?.where, where)
    assert.deepEqual(written(result), {})
  })

  test('as the provider spells them: those of the file are known again, others are as they stand', () => {
    const spelled = (name: string): string => name.replaceAll('_', '-')
    const values = { 'DB-URL': 'new', 'NEW-ONE': '1' }
    const result = plan({ DB_URL: 'old' }, { spelled, values })
    assert.deepEqual(written(result), { DB_URL: 'new', 'NEW-ONE': '1' })
    const two = plan({ DB_URL: '1', 'DB-URL': '2' }, { spelled, values: { 'DB-URL': 'new' } })
    assert.match(shown(two).join(), /skipped DB-URL DB_URL, DB-URL would all go out/)
  })

  test('`select` backwards: renamed, left out, both at once', () => {
    const select = ['OUT=IN', '*', '!NOT', 'THERE = ABSENT']
    const values = { OUT: '1', NOT: '2', OTHER: '3', THERE: '4' }
    const result = plan({ IN: '0' }, { select, values })
    assert.deepEqual(written(result), { ABSENT: '4', IN: '1', OTHER: '3' })
    assert.deepEqual(
      shown(result).filter((row) => row.includes('skipped')),
      ['d1 skipped NOT left out by `select`'],
    )
    assert.deepEqual(codes(plan({}, { select: ['A B'], values })), ['SELECT_INVALID'])
  })

  test('two items that would be one variable', () => {
    const select = ['ONE=A', 'TWO=A']
    const result = plan({}, { select, values: { ONE: '1', TWO: '2' } })
    assert.deepEqual(codes(result), ['NAME_CLASH'])
    assert.match(result.errors[0]?.what ?? '', /ONE, TWO as A/)
  })

  test('what is derived cannot be taken back', () => {
    const result = plan({ URL: 'mine' }, { derived: ['URL'], values: { URL: 'x', A: '1' } })
    assert.deepEqual(written(result), { A: '1' })
    assert.match(shown(result).join(), /skipped URL made from other variables/)
  })

  test('what no file can hold is told, and hurts nothing', () => {
    const values = { 'app/db': '1', 'a b': '2', 'A\nB=3': '3', ['L'.repeat(256)]: '4', A: '5' }
    const result = plan(
      {},
      { values: Object.fromEntries([...Object.entries(values), ['__proto__', '6']]) },
    )
    assert.deepEqual(written(result), { A: '5' })
    assert.equal(result.rows.filter(({ kind }) => kind === 'skipped').length, 5)
  })

  test('listed twice it is one', () => {
    const result = plan({}, { names: ['A', 'A'], values: { A: '1' } })
    assert.deepEqual([codes(result), written(result)], [[], { A: '1' }])
  })
})

describe('what cannot be read is never empty', () => {
  test('null, or no answer at all', () => {
    const result = plan({ A: '1' }, { names: ['A', 'B', 'C'], values: { A: null, C: '3' } })
    assert.deepEqual(codes(result), ['IMPORT_UNREADABLE'])
    assert.match(result.errors[0]?.what ?? '', /^destination "d1": .*: A, B$/)
    assert.ok(!result.values.has('A') && !result.values.has('B'))
  })

  test('what is not asked for need not be read', () => {
    const result = plan({}, { select: ['!B'], names: ['A', 'B', 'a b'], values: { A: '1' } })
    assert.deepEqual([codes(result), written(result)], [[], { A: '1' }])
  })

  for (const [empty, expected, code] of [
    ['error', {}, ['VALUE_EMPTY']],
    ['skip', {}, []],
    ['push', { A: '' }, []],
  ] as const) {
    test(`a value that is empty there, with empty: ${empty}`, () => {
      const result = plan({ A: '1' }, { empty, values: { A: '' } })
      assert.deepEqual([written(result), codes(result)], [expected, code])
    })
  }
})

test('names of what lives', () => {
  const item = (name: string, isDeleted: boolean): RemoteItem => {
    return { name, isDeleted, isDrifted: false, mark: undefined, version: undefined }
  }
  assert.deepEqual(livingNames([item('A', false), item('B', true), item('A', false)]), ['A'])
})
