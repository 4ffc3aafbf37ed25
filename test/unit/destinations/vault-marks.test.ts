// Marks as custom metadata: what is written is read back, within Vault's limits; whatever else stands
// there is no mark.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  decodeBook,
  EMPTY_BOOK,
  encodeBook,
  isBookKey,
  METADATA_KEYS_MAX,
} from '../../../src/destinations/vault-marks.ts'
import { markOf } from './vaults.ts'

const hex = (length: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
const mark = fc.record(
  {
    owner: fc.stringMatching(/^[a-z0-9-]{1,400}$/),
    kid: hex(8),
    own: hex(16),
    fp: hex(32),
    commit: fc.oneof(hex(40), hex(64)),
  },
  { noNullPrototype: true },
)
const rows = fc
  .array(
    fc.tuple(
      fc.stringMatching(/^[A-Za-z0-9_.-]{1,200}$/),
      fc.record({ mark, isDrifted: fc.boolean() }, { noNullPrototype: true }),
    ),
    { maxLength: 60 },
  )
  .map((entries) => new Map(entries))
const claims = fc
  .tuple(
    hex(8),
    mark,
    fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z0-9_.-]{1,200}$/), hex(16), hex(32)), {
      minLength: 1,
    }),
  )
  .map(([run, { owner, kid }, all]) => ({
    run,
    marks: new Map(
      all.map(([name, own, fp]) => [name, { owner, kid, own, fp, commit: '0'.repeat(40) }]),
    ),
  }))
const runs = fc.uniqueArray(claims, { maxLength: 3, selector: ({ run }) => run })
const book = fc.record(
  { version: fc.nat(), hasOthers: fc.boolean(), rows, claims: runs },
  { noNullPrototype: true },
)

test('what is written is read back, and Vault takes every value', () => {
  fc.assert(
    fc.property(book, (each) => {
      const map = encodeBook(each)
      assert.deepEqual(decodeBook(map), {
        ...each,
        rows: new Map([...each.rows].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      })
      for (const [key, value] of Object.entries(map)) {
        assert.ok(isBookKey(key) && key.length <= 128, key)
        assert.match(value, /^[ -~]{1,512}$/)
      }
    }),
    { numRuns: 50 },
  )
})

test('the marks of 100 ordinary names fit into the metadata', () => {
  const many = Array.from(
    { length: 100 },
    (_, index) =>
      [`A_VARIABLE_NAME_OF_25_${index}`, { mark: markOf(index), isDrifted: false }] as const,
  )
  const map = encodeBook({ version: 1, hasOthers: false, rows: new Map(many), claims: [] })
  assert.ok(Object.keys(map).length < METADATA_KEYS_MAX, `${Object.keys(map).length}`)
})

test('a key taken away takes its rows alone', () => {
  const many = Array.from(
    { length: 20 },
    (_, index) => [`NAME_${index}`, { mark: markOf(index), isDrifted: false }] as const,
  )
  const { 'kanuka-rows-001': gone, ...rest } = encodeBook({
    version: 7,
    hasOthers: false,
    rows: new Map(many),
    claims: [],
  })
  const left = decodeBook(rest).rows
  assert.equal(left.size, 20 - (gone ?? '').split(';').length)
})

test('whatever stands there, reading it does not throw', () => {
  const key = fc.oneof(
    fc.constantFrom('kanuka', 'kanuka-owner-0', 'kanuka-rows-000', '__proto__'),
    fc.string(),
  )
  const value = fc.oneof(fc.string(), fc.constantFrom('v1,1,0', 'v1,beside', 'o,k', 'a,b,c,d,0,='))
  fc.assert(
    fc.property(fc.dictionary(key, value), (map) => {
      assert.equal(decodeBook(map).rows.size, 0)
    }),
  )
})

describe('no mark', () => {
  const good = encodeBook({
    version: 1,
    hasOthers: false,
    rows: new Map([['A', { mark: markOf(1), isDrifted: false }]]),
    claims: [],
  })
  const row = good['kanuka-rows-000'] ?? ''

  test('(while the good one is)', () => assert.equal(decodeBook(good).rows.size, 1))

  for (const [what, change] of [
    ['without an owner', { 'kanuka-owner-0': '' }],
    ['of an owner with capitals', { 'kanuka-owner-0': 'Me,0123abcd' }],
    ['twice, differently', { 'kanuka-rows-001': row.replace('ccc', 'ddd') }],
    ['with capitals', { 'kanuka-rows-000': row.replace('fff', 'FFF') }],
    ['too short', { 'kanuka-rows-000': row.replace('ffff', '') }],
    ['of another form', { kanuka: 'v2,1,0' }],
  ] as const) {
    test(what, () => assert.equal(decodeBook({ ...good, ...change }).rows.size, 0))
  }

  test('nothing there', () => assert.equal(decodeBook({}), EMPTY_BOOK))
  test('of an encoder that was given nonsense', () => {
    const bad = { ...markOf(1), owner: 'a,b' }
    const rowsOf = new Map([['A', { mark: bad, isDrifted: false }]])
    assert.throws(() => encodeBook({ ...EMPTY_BOOK, rows: rowsOf }), RangeError)
  })
})
