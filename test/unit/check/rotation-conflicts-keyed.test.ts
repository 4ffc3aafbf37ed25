// Merges that would mix keys, where a private key tells which side rotated, and which only looks like it.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Finding } from '../../../src/check/finding.ts'
import { rotations } from '../../../src/check/rotations.ts'
import { contextOf, edited, fixture, type Files } from './snapshots.ts'
import { ACTIVE, BOB, logged, rewritten, SECRET_FILES } from './team.ts'

type Answer = boolean | undefined

const before = fixture('rotated/before')
const after = fixture('rotated/after')
const rewrittenWhole = edited(before, rewritten(ACTIVE, SECRET_FILES))
const registered = edited(before, rewritten([BOB], SECRET_FILES))
const claimed = edited(before, logged(before, 'sync'))

describe('the key of the tip', () => {
  const grown = edited(before, { 'new/.env.kanuka': randomBytes(80) })
  const grownToo = edited(before, { 'other/.env.kanuka': randomBytes(80) })

  function conflicts(
    [tip, head]: readonly [Files, Files],
    [tipIsBase, headIsBase, headIsTip]: readonly [Answer, Answer, Answer],
  ): readonly string[] {
    const known = new Map([['', { tipIsBase, headIsBase, headIsTip, unopened: [] }]])
    const context = contextOf({ base: before, tip, head })
    const found = rotations(known)(context) as readonly Finding[]
    return found.flatMap(({ code, message }) => {
      if (code !== 'ROTATION_CONFLICT') return []
      return [
        ...(/the base branch rotated since/.test(message) ? ['theirs'] : []),
        ...(/this range rotated/.test(message) ? ['ours'] : []),
      ]
    })
  }

  for (const [what, sides, keys, expected] of [
    ['theirs, by bytes', [after, grown], [undefined, undefined, undefined], ['theirs']],
    ['theirs, proven', [after, grown], [false, true, false], ['theirs']],
    ['theirs is the same key after all', [rewrittenWhole, grown], [true, true, true], []],
    ['theirs claims a rotation that was none', [claimed, grown], [true, true, true], []],
    [
      'theirs looks like no rotation, and is one',
      [registered, grown],
      [false, true, false],
      ['theirs'],
    ],
    ['only the tip is known', [registered, grown], [false, undefined, undefined], ['theirs']],
    [
      'only the tip is known, and is no rotation',
      [claimed, grown],
      [true, undefined, undefined],
      [],
    ],
    ['ours, by bytes', [grown, after], [undefined, undefined, undefined], ['ours']],
    ['ours, proven', [grown, after], [true, false, false], ['ours']],
    ['ours is the same key after all', [grown, rewrittenWhole], [true, true, true], []],
    [
      'ours looks like no rotation, and is one',
      [grown, registered],
      [true, false, false],
      ['ours'],
    ],
    ['ours claims a rotation that was none', [grown, claimed], [undefined, true, undefined], []],
    [
      'both, by bytes',
      [rewrittenWhole, after],
      [undefined, undefined, undefined],
      ['theirs', 'ours'],
    ],
    ['both, proven', [rewrittenWhole, after], [false, false, false], ['theirs', 'ours']],
    // One rotation that came to both sides by different ways, and was gone on with on both.
    ['both rotated to one key', [rewrittenWhole, after], [false, false, true], []],
    [
      'one key on both sides, whatever the base had',
      [after, grown],
      [undefined, undefined, true],
      [],
    ],
    ['nobody rotated', [grownToo, grown], [true, true, true], []],
    ['nobody rotated, nothing known', [grownToo, grown], [undefined, undefined, undefined], []],
    ['theirs, and the range writes no ciphertext', [after, before], [false, true, false], []],
    ['ours, and the base branch writes no ciphertext', [before, after], [true, false, false], []],
  ] as const) {
    test(`${what}: ${expected.join(' and ') || 'no conflict'}`, () => {
      assert.deepEqual(conflicts(sides, keys), expected)
    })
  }
})
