// Known values in text that the runner does not mask.
import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { redactorFor, redactorOf } from '../../../src/secrets/redaction.ts'
import { masksOf } from '../../../src/secrets/masking.ts'
import { hostile } from '../check/hostile-texts.ts'

for (const [masks, text, expected] of [
  [['hunter22'], 'a hunter22 b', 'a *** b'],
  [['hunter22'], 'hunter22hunter22', '******'],
  [['abcd', 'cdef'], 'x abcdef y', 'x *** y'],
  [['abcd', 'abcdefgh', 'cd'], 'x abcdefgh y', 'x *** y'],
  [['aaaa'], 'aaaaaaa', '***'],
  [['größe1'], 'ö größe1 ß', 'ö *** ß'],
  [[' padded '], 'x padded', 'x ***'],
  [['', '  '], 'nothing to do', 'nothing to do'],
  [[], 'nothing', 'nothing'],
  [['x'], 'axb', 'a***b'],
] as const) {
  test(`${JSON.stringify(masks)}: ${text}`, () => assert.equal(redactorOf(masks)(text), expected))
}

test('no mask is left in any text, and what stands around stays', () => {
  const mask = fc.oneof(hostile, fc.string({ minLength: 1, maxLength: 5 }))
  const around = fc.constantFrom('', 'before ', '日本')
  fc.assert(
    fc.property(fc.array(mask, { maxLength: 6 }), around, hostile, (masks, before, text) => {
      const whole = `${before}${masks.join(text)}${before}`
      const parts = redactorOf(masks)(whole).split('***')
      for (const each of masks) {
        // A mask of asterisks alone is what a placeholder looks like.
        if (each.trim() === '' || /^\*+$/.test(each.trim()) || !each.isWellFormed()) continue
        for (const part of parts) assert.ok(!part.includes(each), JSON.stringify([each, part]))
      }
    }),
  )
})

test('for known texts it is the same', () => {
  const mask = fc.oneof(hostile, fc.string({ maxLength: 5 }), fc.constantFrom(' ab ', 'x', ' é\n'))
  fc.assert(
    fc.property(fc.array(mask, { maxLength: 6 }), hostile, (masks, text) => {
      fc.pre(masks.every((each) => each.isWellFormed()))
      const texts = ['another', `${masks.join(text)}xab`]
      const [all, some] = [redactorOf(masks), redactorFor(masks, texts)]
      for (const each of texts) assert.equal(some(each), all(each))
    }),
  )
})

test('every form that the runner is told of is taken out', () => {
  const { masks } = masksOf('p@ss "wörd" <1>', { minLength: 4, publicValues: new Set() })
  const redact = redactorOf(masks)
  assert.ok(masks.size > 5)
  for (const each of masks) assert.equal(redact(`x ${each} y`).includes(each), false)
})

test('more masks than the search has room for', () => {
  const long = Array.from(
    { length: 80 },
    (_, index) => `${index}:${'x'.repeat(64 * 1024)}:${index}`,
  )
  const redact = redactorOf([...long, 'hunter22'])
  assert.equal(redact(`hunter22 ${long[79]} y`), '*** *** y')
  assert.equal(redact(`${long[0]}`), '***')
})
