// The `select` rules.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { parseSelection } from '../../../src/secrets/selection.ts'
import { refusal } from '../../helpers/refusals.ts'

const NAMES = ['API_KEY', 'API_URL', 'DB_HOST', 'DB_PASSWORD', 'TOKEN', 'with.dot', 'with-dash']

/** What goes out, as `SOURCE` or `SOURCE>NEW`. */
function goesOut(...rules: readonly string[]): string {
  const selection = parseSelection(rules)
  return NAMES.flatMap((name) =>
    selection.namesFor(name).map((out) => (out === name ? name : `${name}>${out}`)),
  ).join(' ')
}

const ALL = NAMES.join(' ')
const but = (...left: readonly string[]): string =>
  NAMES.filter((name) => !left.includes(name)).join(' ')

describe('rules', () => {
  for (const [rules, expected] of [
    [[], ALL],
    [['TOKEN'], 'TOKEN'],
    [['API_*'], 'API_KEY API_URL'],
    [['*_KEY', '*_HOST'], 'API_KEY DB_HOST'],
    [['*PASS*'], 'DB_PASSWORD'],
    [['A*_*Y'], 'API_KEY'],
    [['*'], ALL],
    [['token'], ''],
    [['TOKE'], ''],
    [['with.dot'], 'with.dot'],
    [['with_dot'], ''],
    [['withXdot'], ''],
    [['with-*'], 'with-dash'],
    [['!TOKEN'], but('TOKEN')],
    [['! TOKEN'], but('TOKEN')],
    [['!DB_*', '!with*'], 'API_KEY API_URL TOKEN'],
    [['DB_*', '!DB_PASSWORD'], 'DB_HOST'],
    [['!DB_PASSWORD', 'DB_*'], 'DB_HOST'],
    [['!DB_PASSWORD', 'DB_PASSWORD'], ''],
    [['*', '!*'], ''],
    [['NEW=TOKEN'], 'TOKEN>NEW'],
    [['NEW = TOKEN'], 'TOKEN>NEW'],
    [['ONE=TOKEN', 'TWO=TOKEN'], 'TOKEN>ONE TOKEN>TWO'],
    [['*', 'NEW=TOKEN'], 'API_KEY API_URL DB_HOST DB_PASSWORD TOKEN>NEW with.dot with-dash'],
    [['TOKEN', 'NEW=TOKEN'], 'TOKEN TOKEN>NEW'],
    [['T*', 'NEW=TOKEN'], 'TOKEN>NEW'],
    [['!TOKEN', 'NEW=TOKEN'], ''],
    [['WITH_DOT=with.dot', 'API_KEY'], 'API_KEY with.dot>WITH_DOT'],
    [['API_URL=API_KEY', 'API_KEY=API_URL'], 'API_KEY>API_URL API_URL>API_KEY'],
  ] as const) {
    test(`${rules.length === 0 ? 'none' : rules.join(', ')}: ${expected || 'nothing'}`, () => {
      assert.equal(goesOut(...rules), expected)
    })
  }
})

test('the order of the rules changes nothing but that of several new names', () => {
  const rules = ['*', '!DB_*', 'NEW=TOKEN', 'TOKEN', '!with*']
  const expected = goesOut(...rules)
  for (const shuffled of [rules.toReversed(), rules.toSorted()]) {
    assert.equal(goesOut(...shuffled), expected)
  }
})

describe('rules that match nothing are most likely mistakes', () => {
  for (const [rules, unmatched] of [
    [['TOKEN', 'API_*'], []],
    [['TOKNE', 'API_*'], ['TOKNE']],
    [['token'], ['token']],
    [['AWS_*', 'TOKEN'], ['AWS_*']],
    [['NEW=OLD'], ['NEW=OLD']],
    [
      ['A=TOKEN', 'B=OLD', 'C=OLD'],
      ['B=OLD', 'C=OLD'],
    ],
    [['*'], []],
    // A file without a name that others must not give out is no mistake.
    [['!NOTHING'], []],
    [[], []],
  ] as const) {
    test(`${rules.join(', ') || 'none'}: ${unmatched.join(', ') || 'all is well'}`, () => {
      assert.deepEqual(parseSelection(rules).unmatched(NAMES), unmatched)
    })
  }

  test('not even `*` where there is no variable at all', () => {
    assert.deepEqual(parseSelection(['*']).unmatched([]), [])
    assert.deepEqual(parseSelection(['A']).unmatched(new Set()), ['A'])
  })
})

describe('refused, with the rule as it stands', () => {
  for (const rule of [
    '!',
    '',
    '!!TOKEN',
    'MY TOKEN',
    'A=B=C',
    'A=',
    '=B',
    'A_*=B_*',
    '!A=B',
    'NEW=!TOKEN',
    'TOKEN;rm',
    'TOKEN,API_KEY',
    '[A-Z]+',
    'API_?',
    '$TOKEN',
    'TOKEN\nAPI_KEY',
    'größe',
  ]) {
    test(JSON.stringify(rule), async () => {
      const error = await refusal(() => parseSelection(['TOKEN', rule]))
      assert.equal(error.code, 'SELECT_INVALID')
      assert.ok(error.what.includes(`"${rule}"`))
      assert.match(error.fix, /`NAME`, `PREFIX_\*`, `!NAME` or `NEW=OLD`/)
    })
  }
})

describe('a wildcard', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'b', '.', '*'),
    minLength: 1,
    maxLength: 8,
  })
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 })

  test('matches what a regular expression with `.*` in its place matches', () => {
    fc.assert(
      fc.property(letters, name, (pattern, candidate) => {
        const model = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
        const matches = parseSelection([pattern]).namesFor(candidate).length === 1
        assert.equal(matches, model.test(candidate), `${pattern} on ${candidate}`)
      }),
      { numRuns: 5000 },
    )
  })

  test('excludes exactly what it would include', () => {
    fc.assert(
      fc.property(letters, name, (pattern, candidate) => {
        const included = parseSelection([pattern]).namesFor(candidate).length
        const left = parseSelection([`!${pattern}`]).namesFor(candidate).length
        assert.equal(included + left, 1)
      }),
      { numRuns: 2000 },
    )
  })

  test('with many stars is no slower for it', () => {
    const pattern = '*a'.repeat(200)
    assert.deepEqual(parseSelection([pattern]).namesFor(`${'a'.repeat(5000)}b`), [])
  })
})

test('names that every object of JavaScript has are names like others', () => {
  const selection = parseSelection(['toString', 'NEW=constructor', '__proto__'])
  assert.deepEqual(selection.namesFor('toString'), ['toString'])
  assert.deepEqual(selection.namesFor('constructor'), ['NEW'])
  assert.deepEqual(selection.namesFor('__proto__'), ['__proto__'])
  assert.deepEqual(selection.namesFor('valueOf'), [])
  assert.deepEqual(parseSelection(['A=B']).namesFor('toString'), [])
})
