// From decrypted files to the items of one destination, and everything that must be wrong before the
// first write rather than after it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { derive, type Derivation, type Derived } from '../../../src/push/derive.ts'
import { entryOf, errorsOf, itemsOf, source } from './derivations.ts'

function run(
  files: readonly (readonly [string, string])[],
  changes: Partial<Derivation> = {},
): Derived {
  return derive(
    files.map(([file, text]) => source(file, text)),
    entryOf(changes),
  )
}

const DB = ['.env.production.kanuka', 'DB_USER=ada\nDB_PASSWORD=p@ss\nDB_HOST=h\n'] as const

describe('an item a variable', () => {
  test('sorted by name, each with where it comes from', () => {
    const { items, parts, errors } = run([['.env.kanuka', 'b=2\na=1\nB=3\n']])
    assert.deepEqual(errors, [])
    assert.deepEqual(
      items.map(({ name, value, sources }) => [name, value.reveal(), sources]),
      [
        ['B', '3', ['B (.env.kanuka)']],
        ['a', '1', ['a (.env.kanuka)']],
        ['b', '2', ['b (.env.kanuka)']],
      ],
    )
    assert.deepEqual(parts, items)
  })

  test('later files win, and it is told', () => {
    const derived = run([
      ['a/.env.kanuka', 'A=1\nB=1'],
      ['b/.env.kanuka', 'B=2'],
    ])
    assert.deepEqual(itemsOf(derived), { A: '1', B: '2' })
    assert.deepEqual(derived.overridden, [{ name: 'B', files: ['a/.env.kanuka', 'b/.env.kanuka'] }])
  })

  test('selected, renamed by rule, then by schema, then as the provider spells', () => {
    const spelled = (name: string): string => name.replaceAll('_', '-')
    const derived = run([DB], {
      select: ['USER=DB_USER', 'DB_HOST'],
      keySchema: '{{environment}}_{{project}}_{{secretKey}}',
      capabilities: entryOf({}, { spelled }).capabilities,
    })
    assert.deepEqual(itemsOf(derived), {
      'production-shop-DB-HOST': 'h',
      'production-shop-USER': 'ada',
    })
  })

  test('the environment of the entry overrides that of the file name', () => {
    const keySchema = '{{environment}}/{{branch}}/{{file}}/{{secretKey}}'
    const derived = run([['.env.qa.kanuka', 'A=1']], { keySchema, environment: 'prod' })
    assert.deepEqual(itemsOf(derived), { 'prod/main/.env.qa/A': '1' })
  })

  test('no variables, no items', () => {
    assert.deepEqual(itemsOf(run([['.env.kanuka', '# nothing']])), {})
  })
})

describe('derived values', () => {
  const url = 'postgres://{{DB_USER}}:{{urlencode DB_PASSWORD}}@{{DB_HOST}}/app'

  test('are made of any variable, also those that do not go out themselves', () => {
    const derived = run([DB], { select: ['DB_HOST'], values: new Map([['URL', url]]) })
    assert.deepEqual(itemsOf(derived), { DB_HOST: 'h', URL: 'postgres://ada:p%40ss@h/app' })
    assert.deepEqual(derived.items[1]?.sources, [
      'values.URL',
      'DB_USER (.env.production.kanuka)',
      'DB_PASSWORD (.env.production.kanuka)',
      'DB_HOST (.env.production.kanuka)',
    ])
  })

  test('follow the schema as variables do', () => {
    const changes = { select: ['!*'], keySchema: '{{environment}}_{{secretKey}}' }
    const derived = run([DB], { ...changes, values: new Map([['URL', 'x{{DB_HOST}}']]) })
    assert.deepEqual(itemsOf(derived), { production_URL: 'xh' })
  })

  test('use the value of the last file that has a variable', () => {
    const files = [DB, ['local/.env.kanuka', 'DB_HOST=other']] as const
    const derived = run(files, { select: ['!*'], values: new Map([['H', '{{DB_HOST}}']]) })
    assert.deepEqual(itemsOf(derived), { H: 'other' })
    assert.deepEqual(derived.items[0]?.sources, ['values.H', 'DB_HOST (local/.env.kanuka)'])
  })

  test('one without variables comes from the configuration alone', () => {
    const derived = run([DB], { select: ['!*'], values: new Map([['REGION', 'eu']]) })
    assert.deepEqual(derived.items[0]?.sources, ['values.REGION'])
  })

  test('are never made of each other, nor of what a value says', () => {
    const values = new Map([
      ['ONE', '{{A}}'],
      ['TWO', '{{ONE}}'],
    ])
    const derived = run([['.env.kanuka', "A='{{B}}'\nB=secret"]], { select: ['!*'], values })
    assert.deepEqual(itemsOf(derived), { ONE: '{{B}}' })
    assert.match(errorsOf(derived)[0] ?? '', /TEMPLATE_INVALID: the value TWO of .* uses ONE/)
  })

  test('a missing variable names template, destination, position and the nearest name', () => {
    const where = { file: 'destinations.yml', line: 3 }
    const derived = run([DB], { values: new Map([['URL', 'a:{{DB_PASWORD}}']]), where })
    const [error] = derived.errors
    assert.equal(
      error?.what,
      'the value URL of destination "prod" uses DB_PASWORD (line 1, column 5), which none of its files holds',
    )
    assert.match(error.fix, /Did you mean DB_PASSWORD\?/)
    assert.deepEqual(error.where, where)
  })

  test('of files with several environments it cannot be said what the schema calls them', () => {
    const files = [
      ['.env.qa.kanuka', 'A=1'],
      ['.env.prod.kanuka', 'B=2'],
    ] as const
    const values = new Map([['AB', '{{A}}{{B}}']])
    const derived = run(files, { values, keySchema: '{{environment}}_{{secretKey}}' })
    assert.equal(errorsOf(derived).length, 1)
    assert.match(
      errorsOf(derived)[0] ?? '',
      /SCHEMA_INVALID: destination "prod": the value AB is made of several files.*qa_AB, prod_AB/,
    )
    const one = run(files, {
      values: new Map([['AB', '{{B}}']]),
      keySchema: '{{environment}}_{{secretKey}}',
    })
    assert.deepEqual(itemsOf(one), { prod_AB: '2', prod_B: '2', qa_A: '1' })
  })
})

describe('many in one item', () => {
  const bundle = { format: 'json', item: 'app/prod' } as const

  test('one item, and its parts for the masks', () => {
    const derived = run([['.env.kanuka', 'b=2\na=1']], { bundle, keySchema: 'X_{{secretKey}}' })
    assert.deepEqual(itemsOf(derived), { 'app/prod': '{"X_a":"1","X_b":"2"}' })
    assert.deepEqual(
      derived.parts.map(({ name, value }) => [name, value.reveal()]),
      [
        ['X_a', '1'],
        ['X_b', '2'],
      ],
    )
    assert.deepEqual(derived.items[0]?.sources, ['a (.env.kanuka)', 'b (.env.kanuka)'])
  })

  test('the provider spells the item, not what is in it', () => {
    const { capabilities } = entryOf({}, { spelled: (name) => name.toUpperCase() })
    const derived = run([['.env.kanuka', 'a=1\nA=2']], { bundle, capabilities })
    assert.deepEqual(itemsOf(derived), { 'APP/PROD': '{"A":"2","a":"1"}' })
  })

  test('nothing to put in: no item, which is not to be deleted either', () => {
    const derived = run([['.env.kanuka', 'A=']], { bundle, empty: 'skip' })
    assert.deepEqual([derived.items, derived.errors], [[], []])
    assert.deepEqual(derived.leftOut, [{ name: 'app/prod', why: 'it would be empty' }])
    assert.deepEqual(derived.blank, ['A'])
  })

  test('what dotenv cannot hold is named', () => {
    const values = new Map([['BAD', `{{A}}'"\`#`]])
    const derived = run([['.env.kanuka', 'A=secret']], {
      bundle: { ...bundle, format: 'dotenv' },
      values,
    })
    assert.match(
      errorsOf(derived).join(),
      /^VALUE_NOT_WRITABLE: destination "prod": no dotenv text .* of BAD$/,
    )
  })

  test('empty values are nothing special for a provider that takes none', () => {
    const derived = run([['.env.kanuka', 'A=\nB=1']], { bundle, empty: 'push' })
    assert.deepEqual(derived.errors, [])
    assert.deepEqual(itemsOf(derived), { 'app/prod': '{"A":"","B":"1"}' })
  })
})

describe('empty values', () => {
  const files = [['.env.kanuka', 'A=\nB=1']] as const
  const takesEmpty = entryOf({}, {}, { takesEmpty: true })

  test('are an error, unless something else is said', () => {
    for (const { capabilities } of [entryOf({}), takesEmpty]) {
      const errors = errorsOf(run(files, { capabilities }))
      assert.deepEqual(errors, ['VALUE_EMPTY: destination "prod": empty: A (from A (.env.kanuka))'])
    }
  })

  test('skip: neither written nor deleted', () => {
    const derived = run(files, { empty: 'skip' })
    assert.deepEqual(itemsOf(derived), { B: '1' })
    assert.deepEqual(derived.leftOut, [{ name: 'A', why: 'its value is empty' }])
  })

  test('push: where the provider takes them', () => {
    assert.deepEqual(
      itemsOf(run(files, { empty: 'push', capabilities: takesEmpty.capabilities })),
      {
        A: '',
        B: '1',
      },
    )
    assert.match(errorsOf(run(files, { empty: 'push' })).join(), /^VALUE_EMPTY/)
  })
})
