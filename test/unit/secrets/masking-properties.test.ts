// No notation of a value escapes its masks, and no mask is one that blanks the log.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { COMMON_WORDS, masksOf } from '../../../src/secrets/masking.ts'
import { SecretMasker } from '../../helpers/runner-masking.ts'

const NUMBER = /^[+-]?\d{1,5}(\.\d{1,3})?$/

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('a', 'é', '\n', '\r\n', ' ', '"', '\\', '+', '😀'),
    maxLength: 20,
  }),
)

function isSecret(value: string, minLength: number): boolean {
  const bare = value.trim()
  return bare.length >= minLength && !COMMON_WORDS.has(bare.toLowerCase()) && !NUMBER.test(bare)
}

interface Case {
  readonly value: string
  readonly prefix: string
  readonly suffix: string
  readonly masks: readonly string[]
}

const around = fc.string({ unit: 'grapheme', maxLength: 8 })

const cases: fc.Arbitrary<Case> = fc
  .record({ minLength: fc.constantFrom(2, 4, 6), value: text, prefix: around, suffix: around })
  .filter(({ value, minLength }) => isSecret(value, minLength))
  .map(({ minLength, ...rest }) => {
    const { masks } = masksOf(rest.value, { minLength, publicValues: new Set() })
    return { ...rest, masks: [...masks] }
  })

/** Some part that belongs to the value alone is masked in what is shown. */
function assertTouched(masks: readonly string[], shown: string): void {
  assert.ok(
    masks.some((mask) => shown.includes(mask)),
    `${shown} shows nothing of ${masks.join(' | ')}`,
  )
}

const NOTATIONS: Readonly<Record<string, (text: string) => string>> = {
  base64: (plain) => Buffer.from(plain).toString('base64'),
  base64url: (plain) => Buffer.from(plain).toString('base64url'),
  'JSON.stringify': (plain) => JSON.stringify({ body: plain }),
  encodeURIComponent: (plain) => encodeURIComponent(plain),
  'a form': (plain) => new URLSearchParams({ token: plain }).toString(),
  'JSON with ASCII alone': (plain) =>
    JSON.stringify(plain).replace(
      /[^\x20-\x7e]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
}

describe('whatever stands around a value, it is hidden in', () => {
  for (const [notation, write] of Object.entries(NOTATIONS)) {
    test(notation, () => {
      fc.assert(
        fc.property(cases, ({ value, prefix, suffix, masks }) => {
          assertTouched(masks, write(prefix + value + suffix))
        }),
        { numRuns: 2000 },
      )
    })
  }

  test('base64, all of it that the value alone decides', () => {
    fc.assert(
      fc.property(cases, ({ value, prefix, suffix, masks }) => {
        const before = Buffer.byteLength(prefix)
        const length = Buffer.byteLength(value)
        const shown = Buffer.from(prefix + value + suffix).toString('base64')
        const own = shown.slice(
          Math.ceil((before * 4) / 3),
          Math.floor(((before + length) * 4) / 3),
        )
        assert.ok(
          masks.some((mask) => mask.includes(own)),
          `${own} in ${shown}`,
        )
      }),
      { numRuns: 2000 },
    )
  })
})

describe('no mask', () => {
  const any = fc.oneof(
    text,
    fc.json(),
    fc.webUrl(),
    fc.constantFrom(...COMMON_WORDS),
    fc
      .array(fc.constantFrom('true', '', ' ', '{', '}', '1', '-----BEGIN X-----', 'ab'))
      .map((lines) => lines.join('\n')),
  )
  const policy = { minLength: 4, publicValues: new Set(['refs/heads/x', 'octocat']) }

  test('holds a line end: the runner would take its first line alone', () => {
    fc.assert(
      fc.property(any, (value) => {
        for (const mask of masksOf(value, policy).masks) assert.doesNotMatch(mask, /[\r\n]/)
      }),
      { numRuns: 5000 },
    )
  })

  test('is shorter than allowed, or blank', () => {
    fc.assert(
      fc.property(any, (value) => {
        for (const mask of masksOf(value, policy).masks) {
          assert.ok(mask.length >= policy.minLength, mask)
          assert.notEqual(mask.trim(), '')
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('is a common word or a small number', () => {
    fc.assert(
      fc.property(any, (value) => {
        for (const mask of masksOf(value, policy).masks) {
          assert.ok(!COMMON_WORDS.has(mask.trim().toLowerCase()), mask)
          assert.doesNotMatch(mask.trim(), NUMBER)
        }
      }),
      { numRuns: 5000 },
    )
  })
})

test('with its masks the runner shows no line of a value that is long enough', () => {
  fc.assert(
    fc.property(cases, ({ value, masks }) => {
      const runner = new SecretMasker()
      for (const mask of masks) runner.addWithLines(mask)
      for (const line of value.split(/\r\n|\r|\n/)) {
        if (isSecret(line, 6)) assert.ok(!runner.mask(`> ${line.trim()} <`).includes(line.trim()))
      }
    }),
    { numRuns: 1000 },
  )
})
