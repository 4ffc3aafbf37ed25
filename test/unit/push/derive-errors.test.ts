// What is wrong with the items of a destination: all of it at once, by name, without a value.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { Limits, NameRule } from '../../../src/destinations/contract.ts'
import { derive, type Derivation } from '../../../src/push/derive.ts'
import { entryOf, errorsOf, itemsOf, source } from './derivations.ts'

interface Place {
  readonly names?: Partial<NameRule>
  readonly limits?: Partial<Limits>
}

function errors(
  text: string,
  place: Place = {},
  changes: Partial<Derivation> = {},
): readonly string[] {
  const { capabilities } = entryOf({}, place.names, place.limits)
  return errorsOf(derive([source('.env.kanuka', text)], entryOf({ capabilities, ...changes })))
}

describe('names', () => {
  test('that become one as the provider spells them', () => {
    const spelled = (name: string): string => name.toUpperCase().replaceAll('.', '_')
    assert.deepEqual(errors('a.b=1\nA_B=2\nc=3\na_b=4', { names: { spelled } }), [
      'NAME_CLASH: destination "prod": several would be written under one name: a.b (.env.kanuka), A_B (.env.kanuka), a_b (.env.kanuka) as A_B',
    ])
  })

  test('that become one by renaming', () => {
    assert.deepEqual(errors('a=1\nb=2', {}, { select: ['*', 'a=b'] }), [
      'NAME_CLASH: destination "prod": a (.env.kanuka) and b (.env.kanuka) would both go out as a',
    ])
  })

  test('one variable twice under one name is once there', () => {
    const changes = { select: ['x=a', 'X=a'], keySchema: '{{upper secretKey}}' }
    assert.deepEqual(errors('a=1', {}, changes), [])
  })

  test('a derived value beside a variable of its name', () => {
    const values = new Map([['A', 'x{{A}}']])
    assert.match(
      errors('A=1', {}, { values }).join(),
      /^NAME_CLASH: .*: A \(\.env\.kanuka\), values\.A \+ A \(\.env\.kanuka\) as A$/,
    )
    assert.deepEqual(errors('A=1', {}, { values, select: ['!A'] }), [])
  })

  test('also where one of the two is left out for being empty', () => {
    const names = { spelled: (name: string) => name.toUpperCase() }
    assert.match(errors('a=\nA=1', { names }, { empty: 'skip' }).join(), /^NAME_CLASH/)
  })

  test('that the provider does not take, in one error', () => {
    const names = { pattern: /[A-Z]+/g, allows: 'upper-case letters', maxLength: 4 }
    for (const _ of [1, 2]) {
      assert.deepEqual(errors('AB=1\nABCDE=2\nA-B=3\nABc=4', { names }), [
        'NAME_INVALID: destination "prod": not a possible name there: A-B, ABCDE, ABc',
      ])
    }
  })

  test('one with a line end, whatever the pattern says of lines', () => {
    const names = { pattern: /^[A-Z]+$/m }
    assert.match(
      errors('A=1', { names }, { keySchema: '{{secretKey}}\nx' }).join(),
      /^NAME_INVALID/,
    )
  })

  test('that the provider keeps for itself, whatever their case', () => {
    assert.deepEqual(
      errors('github_x=1\nGITHUB_Y=2\nGIT=3', { names: { reservedPrefixes: ['GITHUB_'] } }),
      [
        'NAME_RESERVED: destination "prod": the provider keeps these names for itself: GITHUB_Y, github_x',
      ],
    )
  })

  test('of an item for many, and in it', () => {
    const bundle = { format: 'dotenv', item: 'not possible' } as const
    assert.deepEqual(errors('A=1', {}, { bundle, keySchema: 'x {{secretKey}}' }), [
      'NAME_INVALID: destination "prod": not a possible name there: x A',
      'NAME_INVALID: destination "prod": not a possible name there: not possible',
    ])
  })

  test('many of them are counted, long ones cut', () => {
    const text = Array.from({ length: 50 }, (_, index) => `${'x'.repeat(200)}${index}=1`).join('\n')
    const [error = ''] = errors(text)
    assert.match(error, /x{80}…, .* and 30 more$/)
    assert.ok(error.length < 2000)
  })
})

describe('limits', () => {
  test('bytes of a value, not characters', () => {
    const limits = { valueBytes: 4 }
    assert.deepEqual(errors('A=1234\nB=😀\nC=é€', { limits }), [
      'VALUE_TOO_LARGE: destination "prod": over 4 bytes, which is all a value may have there: C (5 bytes)',
    ])
  })

  test('bytes of many in one item', () => {
    const bundle = { format: 'json', item: 'all' } as const
    assert.deepEqual(errors('A=1', { limits: { valueBytes: 8 } }, { bundle }), [
      'VALUE_TOO_LARGE: destination "prod": over 8 bytes, which is all a value may have there: all (9 bytes)',
    ])
    assert.deepEqual(errors('A=1', { limits: { valueBytes: 9 } }, { bundle }), [])
  })

  test('items', () => {
    assert.deepEqual(errors('A=1\nB=2\nC=3', { limits: { items: 2 } }), [
      'DESTINATION_FULL: destination "prod": 3 items, and it takes 2',
    ])
    assert.deepEqual(errors('A=1\nB=2', { limits: { items: 2 } }), [])
  })

  test('all values together', () => {
    assert.deepEqual(errors('A=123\nB=456', { limits: { totalBytes: 5 } }), [
      'VALUE_TOO_LARGE: destination "prod": the values have 6 bytes together, and it takes 5',
    ])
    assert.deepEqual(errors('A=123\nB=456', { limits: { totalBytes: 6 } }), [])
  })
})

test('everything that is wrong comes together', () => {
  const place = { names: { reservedPrefixes: ['AWS'] }, limits: { valueBytes: 3, items: 1 } }
  const values = new Map([['URL', '{{MISSING}}']])
  const found = errors('AWS_X=\nB=1234\nC:C=1\nD.E=1\nstray', place, {
    values,
    select: ['*', 'NO'],
  })
  assert.deepEqual(
    found.map((error) => error.split(':')[0]),
    [
      'FILE_NOT_DOTENV',
      'SELECT_INVALID',
      'TEMPLATE_INVALID',
      'NAME_RESERVED',
      'VALUE_EMPTY',
      'VALUE_TOO_LARGE',
      'DESTINATION_FULL',
    ],
  )
})

test('a rule and a schema that cannot be read, and what can be said without them', () => {
  const found = errors(
    'A=1\nstray',
    {},
    { select: ['a b'], keySchema: 'X', values: new Map([['V', '{{B}}']]) },
  )
  assert.deepEqual(
    found.map((error) => /^(\w+: (?:destination "prod")?)/.exec(error)?.[1]),
    [
      'SCHEMA_INVALID: destination "prod"',
      'SELECT_INVALID: destination "prod"',
      'FILE_NOT_DOTENV: ',
      'TEMPLATE_INVALID: ',
    ],
  )
})

test('without a schema nothing is said of names and values that depend on it', () => {
  const found = errors('A=\n__proto__=1', {}, { keySchema: 'X', select: ['a b'] })
  assert.deepEqual(
    found.map((error) => error.split(':')[0]),
    ['SCHEMA_INVALID', 'SELECT_INVALID'],
  )
  assert.equal(errors('A=', {}, { keySchema: 'X' }).length, 1)
})

test('a file without an environment is told of once, with the destination', () => {
  const values = new Map([
    ['V', '{{A}}'],
    ['W', '{{A}}'],
  ])
  const found = errors('A=1', {}, { values, keySchema: '{{environment}}_{{secretKey}}' })
  assert.equal(found.length, 1)
  assert.match(
    found[0] ?? '',
    /^SCHEMA_INVALID: destination "prod": .*the name of \.env\.kanuka tells none/,
  )
})

test('an error about the entry stands where the configuration has it', () => {
  const where = { file: 'destinations.yml', line: 12 }
  const sources = [source('.env.kanuka', 'A=\nB-=1')]
  const { errors: found } = derive(sources, entryOf({ where, select: ['*', 'NO'] }))
  assert.deepEqual(
    found.map((error) => error.where),
    [where, where],
  )
})

test('no error holds a value, and without errors every value goes out as it is', () => {
  const name = fc.stringMatching(/^[a-cA-C._-]{1,3}$/)
  const value = fc.stringMatching(/^[xyz]{0,9}$/).map((text) => (text === '' ? '' : `%${text}%`))
  const files = fc.array(fc.dictionary(name, value, { maxKeys: 6 }), { minLength: 1, maxLength: 3 })
  const changes = fc.record({
    empty: fc.constantFrom('error', 'skip', 'push'),
    keySchema: fc.constantFrom('{{secretKey}}', 'P_{{secretKey}}', '{{upper secretKey}}'),
    bundle: fc.constantFrom(undefined, { format: 'json', item: 'all' } as const),
    values: fc.constantFrom(new Map(), new Map([['V', '{{a}}{{b}}']])),
  })
  const places = fc.record({ takesEmpty: fc.boolean(), valueBytes: fc.constantFrom(5, 1000) })
  fc.assert(
    fc.property(files, changes, places, (texts, entry, limits) => {
      const sources = texts.map((variables, index) =>
        source(
          `${index}/.env.kanuka`,
          Object.entries(variables)
            .map((one) => one.join('='))
            .join('\n'),
        ),
      )
      const { capabilities } = entryOf({}, {}, limits)
      const derived = derive(sources, entryOf({ capabilities, ...entry }))
      for (const { what, fix } of derived.errors) assert.doesNotMatch(what + fix, /%/)
      assert.doesNotMatch(JSON.stringify(derived), /%/)
      if (derived.errors.length > 0 || entry.bundle || entry.values.size > 0) return
      const rename = (key: string): string =>
        entry.keySchema.startsWith('{{upper')
          ? key.toUpperCase()
          : entry.keySchema.replace('{{secretKey}}', key)
      const merged = Object.entries(Object.assign({}, ...texts) as Record<string, string>)
      const kept = merged.filter(([, text]) => entry.empty !== 'skip' || text !== '')
      assert.deepEqual(
        itemsOf(derived),
        Object.fromEntries(kept.map(([key, text]) => [rename(key), text])),
      )
    }),
    { numRuns: 1000 },
  )
})
