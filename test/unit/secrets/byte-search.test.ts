// The multi-pattern search, against a naive one.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ByteSearch, MAX_SEARCH_BYTES } from '../../../src/secrets/byte-search.ts'

interface Hit {
  readonly pattern: number
  readonly end: number
  readonly line: number
}

const inOrder = (hits: readonly Hit[]): readonly Hit[] =>
  hits.toSorted((one, other) => one.end - other.end || one.pattern - other.pattern)

function naive(patterns: readonly Uint8Array[], text: Buffer): readonly Hit[] {
  const hits: Hit[] = []
  for (const [pattern, bytes] of patterns.entries()) {
    for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, at + 1)) {
      const line = text.subarray(0, at).toString('latin1').split('\n').length
      hits.push({ pattern, end: at + bytes.length, line })
    }
  }
  return inOrder(hits)
}

function searched(patterns: readonly Uint8Array[], chunks: readonly Uint8Array[]): readonly Hit[] {
  const search = new ByteSearch(patterns)
  const cursor = search.start()
  const hits: Hit[] = []
  for (const chunk of chunks) search.feed(chunk, cursor, (hit) => hits.push({ ...hit }))
  return inOrder(hits)
}

function split(text: Buffer, at: readonly number[]): readonly Uint8Array[] {
  const cuts = [
    0,
    ...at.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b),
    text.length,
  ]
  return cuts.slice(1).map((cut, index) => text.subarray(cuts[index], cut))
}

// Few different bytes, so that patterns overlap, nest and share beginnings; line feeds among them.
const fewBytes = (minLength: number, maxLength: number): fc.Arbitrary<Buffer> =>
  fc.array(fc.constantFrom(97, 98, 10), { minLength, maxLength }).map((bytes) => Buffer.from(bytes))
const unique = (pattern: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer[]> =>
  fc.uniqueArray(pattern, { maxLength: 8, selector: (bytes) => bytes.toString('latin1') })

describe('finds what a naive search finds, however the text is cut', () => {
  for (const [what, pattern] of [
    ['patterns of one byte and more', fewBytes(1, 6)],
    ['patterns of three bytes and more', fewBytes(3, 9)],
    ['any bytes', fc.uint8Array({ minLength: 1, maxLength: 4 }).map((bytes) => Buffer.from(bytes))],
  ] as const) {
    test(what, () => {
      const cuts = fc.array(fc.nat(500), { maxLength: 6 })
      fc.assert(
        fc.property(unique(pattern), fewBytes(0, 120), cuts, (patterns, text, at) => {
          const all = Buffer.concat([text, ...patterns, text])
          assert.deepEqual(searched(patterns, split(all, at)), naive(patterns, all))
        }),
        { numRuns: 1500 },
      )
    })
  }
})

test('no patterns find nothing', () => {
  assert.deepEqual(searched([], [Buffer.from('abc')]), [])
})

test('an empty pattern, and too many bytes, are refused', () => {
  assert.throws(() => new ByteSearch([Buffer.alloc(0)]), TypeError)
  assert.throws(() => new ByteSearch([Buffer.alloc(MAX_SEARCH_BYTES + 1)]), RangeError)
})

test('takes a time that grows with the text alone, also where every byte goes on a pattern', () => {
  const patterns = [Buffer.from(`${'a'.repeat(2000)}b`), Buffer.from(`${'a'.repeat(1000)}c`)]
  const started = performance.now()
  assert.deepEqual(searched(patterns, [Buffer.alloc(4_000_000, 'a')]), [])
  assert.ok(performance.now() - started < 5000)
})
