// What a private key proves replaces what bytes suggest: every answer that it can give, for every change of
// a store that bytes alone would judge.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { rotationNotes, rotations } from '../../../src/check/rotations.ts'
import type { ProvenKeys } from '../../../src/check/store-change.ts'
import type { Finding, FindingCode } from '../../../src/check/finding.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import {
  codesOf,
  contextOf,
  edited,
  fixture,
  textOf,
  type Commits,
  type Files,
} from './snapshots.ts'
import {
  ACTIVE,
  ALICE,
  BOB,
  CAROL,
  LAPTOP,
  logged,
  removed,
  rewritten,
  SECRET_FILES,
} from './team.ts'

const UNKNOWN: ProvenKeys = {
  headIsBase: undefined,
  tipIsBase: undefined,
  headIsTip: undefined,
  unopened: [],
}
const LEFT = '.env.production.kanuka'
const STAYED = [ALICE, LAPTOP, BOB]

const before = fixture('rotated/before')
const after = fixture('rotated/after')
const rewrapped = edited(before, rewritten(ACTIVE))
const rewrittenWhole = edited(before, rewritten(ACTIVE, SECRET_FILES))
const leftFile = edited(after, { [LEFT]: before.get(LEFT) })
const leftMember = edited(after, { [wrappedKeyPath(CAROL)]: before.get(wrappedKeyPath(CAROL)) })
const registered = edited(before, rewritten([BOB], SECRET_FILES))
const claimed = edited(before, logged(before, 'sync'))
const carolGone = edited(before, removed(CAROL))
const revoked = edited(before, { ...removed(CAROL), ...rewritten(STAYED, SECRET_FILES) })
// All who stay with new key pairs, all files encrypted anew.
const incomparable = edited(before, {
  ...removed(CAROL),
  ...rewritten(STAYED, SECRET_FILES),
  ...Object.fromEntries(
    STAYED.map((uuid) => [
      publicKeyPath(uuid),
      textOf(before, publicKeyPath(uuid)).replaceAll('\n', '\r\n'),
    ]),
  ),
})

function judged(commits: Commits, proven: Partial<ProvenKeys>): readonly Finding[] {
  const known = new Map([['', { ...UNKNOWN, ...proven }]])
  return rotations(known)(contextOf(commits)) as readonly Finding[]
}

function notes(commits: Commits, proven: Partial<ProvenKeys>): readonly string[] {
  return rotationNotes(contextOf(commits), new Map([['', { ...UNKNOWN, ...proven }]]))
}

type Row = readonly [
  what: string,
  head: Files,
  codes: Readonly<Record<'unknown' | 'same' | 'new', readonly FindingCode[]>>,
]

describe('the key of head and merge base', () => {
  const nothing: readonly FindingCode[] = []
  const rows: readonly Row[] = [
    [
      'nothing is as it was',
      after,
      { unknown: ['KEY_ROTATED'], same: nothing, new: ['KEY_ROTATED'] },
    ],
    [
      'all written anew, unlogged',
      rewrittenWhole,
      { unknown: ['KEY_ROTATED'], same: nothing, new: ['KEY_ROTATED'] },
    ],
    [
      'all wrapped keys written anew',
      rewrapped,
      { unknown: ['ROTATION_PARTIAL'], same: nothing, new: ['ROTATION_PARTIAL'] },
    ],
    [
      'a file kept its bytes',
      leftFile,
      { unknown: ['ROTATION_PARTIAL'], same: nothing, new: ['ROTATION_PARTIAL'] },
    ],
    [
      'a member kept the wrapped key',
      leftMember,
      { unknown: ['ROTATION_PARTIAL'], same: nothing, new: ['ROTATION_PARTIAL'] },
    ],
    [
      'only claimed',
      claimed,
      { unknown: ['ROTATION_PARTIAL'], same: nothing, new: ['ROTATION_PARTIAL'] },
    ],
    // Bytes alone would not suspect this one.
    [
      'one member registered again, all files anew',
      registered,
      { unknown: nothing, same: nothing, new: ['ROTATION_PARTIAL'] },
    ],
    [
      'a member removed by hand',
      carolGone,
      {
        unknown: ['REVOKED_WITHOUT_ROTATION'],
        same: ['REVOKED_WITHOUT_ROTATION'],
        new: ['ROTATION_PARTIAL'],
      },
    ],
    [
      'a member removed, and all written anew',
      revoked,
      { unknown: ['KEY_ROTATED'], same: ['REVOKED_WITHOUT_ROTATION'], new: ['KEY_ROTATED'] },
    ],
    [
      'a member removed, nothing to compare',
      incomparable,
      { unknown: nothing, same: ['REVOKED_WITHOUT_ROTATION'], new: ['KEY_ROTATED'] },
    ],
  ]
  for (const [what, head, codes] of rows) {
    for (const [answer, headIsBase] of [
      ['unknown', undefined],
      ['same', true],
      ['new', false],
    ] as const) {
      test(`${what}; the key is ${answer}`, () => {
        const proven = { headIsBase, tipIsBase: true, headIsTip: headIsBase }
        assert.deepEqual(codesOf(judged({ base: before, head }, proven)), codes[answer])
        const isOpen = head === incomparable && headIsBase === undefined
        assert.equal(notes({ base: before, head }, proven).length, isOpen ? 1 : 0)
      })
    }
  }

  test('says which of both it knows', () => {
    const [same] = judged({ base: before, head: carolGone }, { headIsBase: true })
    assert.match(same?.message ?? '', /still in use: it is the same before and after this range$/)
    const [bytes] = judged({ base: before, head: carolGone }, {})
    assert.match(bytes?.message ?? '', /still in use: the bytes of .* did not change$/)
    const [proven] = judged({ base: before, head: leftFile }, { headIsBase: false })
    assert.match(
      proven?.message ?? '',
      /\(\.env\.production\.kanuka\) do(?:es)? not belong to the new key$/,
    )
    const [told] = judged({ base: before, head: leftFile }, {})
    assert.match(told?.message ?? '', /the bytes from before, so .* the old key$/)
  })
})

describe('files that do not open under the key of the head', () => {
  const unopened = ['.env.kanuka']

  test('under a new key they were left behind, whatever their bytes', () => {
    const found = judged({ base: before, head: after }, { headIsBase: false, unopened })
    assert.deepEqual(codesOf(found), ['ROTATION_PARTIAL'])
    assert.equal(found[0]?.path, '.env.kanuka')
    assert.match(found[0]?.message ?? '', /1 secret file \(\.env\.kanuka\)/)
  })

  test('one that kept its bytes is named once', () => {
    const found = judged({ base: before, head: leftFile }, { headIsBase: false, unopened: [LEFT] })
    assert.match(found[0]?.message ?? '', /1 secret file \(\.env\.production\.kanuka\)/)
  })

  test('also one that the range added', () => {
    const head = edited(after, { 'new/.env.kanuka': randomBytes(80) })
    const found = judged(
      { base: before, head },
      { headIsBase: false, unopened: ['new/.env.kanuka'] },
    )
    assert.deepEqual(codesOf(found), ['ROTATION_PARTIAL'])
    assert.equal(found[0]?.path, 'new/.env.kanuka')
  })

  test('under the old key: a rotation that missed the own wrapped key, where something speaks for one', () => {
    const head = edited(leftMember, { [LEFT]: before.get(LEFT) })
    const others = SECRET_FILES.filter((path) => path !== LEFT)
    const found = judged({ base: before, head }, { headIsBase: true, unopened: others })
    assert.deepEqual(codesOf(found), ['ROTATION_PARTIAL'])
  })

  test('under the old key, and nothing speaks for a rotation: just damaged', () => {
    const head = edited(before, rewritten([], ['.env.kanuka']))
    assert.deepEqual(judged({ base: before, head }, { headIsBase: true, unopened }), [])
  })

  test('where no key is proven they say nothing', () => {
    assert.deepEqual(codesOf(judged({ base: before, head: after }, { unopened })), ['KEY_ROTATED'])
  })
})

describe('stores are judged each by what is known of its own key', () => {
  const base = fixture('monorepo')
  const rotated = Object.fromEntries(
    [...base.keys()]
      .filter((path) => path.startsWith('services/api/') && path.endsWith('.kanuka'))
      .map((path) => [path, randomBytes(256)]),
  )

  for (const [root, expected] of [
    ['services/api', []],
    ['services/web', ['KEY_ROTATED']],
    ['', ['KEY_ROTATED']],
  ] as const) {
    test(`the same key is proven for ${root === '' ? 'the root' : root}`, () => {
      const known = new Map([[root, { ...UNKNOWN, headIsBase: true }]])
      const found = rotations(known)(contextOf({ base, head: edited(base, rotated) }))
      assert.deepEqual(codesOf(found as readonly Finding[]), expected)
    })
  }
})
