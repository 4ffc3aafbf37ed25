// Members who left, and branches that would mix keys, told without a key.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { rotationNotes, rotations } from '../../../src/check/rotations.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import {
  codesOf,
  contextOf,
  edited,
  findingsOf,
  fixture,
  ofCode,
  textOf,
  type Commits,
  type Files,
} from './snapshots.ts'
import {
  ACTIVE,
  ALICE,
  BOB,
  CAROL,
  DAVE,
  ERIN,
  LAPTOP,
  logged,
  removed,
  rewritten,
  SECRET_FILES,
} from './team.ts'

const before = fixture('rotated/before')
const after = fixture('rotated/after')

async function codes(commits: Commits): Promise<readonly string[]> {
  return codesOf(await findingsOf(rotations(), commits))
}

describe('REVOKED_WITHOUT_ROTATION', () => {
  test('a member removed by hand', async () => {
    const findings = await findingsOf(rotations(), {
      base: before,
      head: edited(before, removed(CAROL)),
    })
    assert.deepEqual(codesOf(findings), ['REVOKED_WITHOUT_ROTATION'])
    assert.match(findings[0]?.message ?? '', /carol@example\.com, studio .* was removed/)
    assert.equal(findings[0]?.path, wrappedKeyPath(CAROL))
    assert.match(findings[0]?.fix ?? '', /^Run `kanuka secrets sync`/)
  })

  test('also where config.toml does not name them any more', async () => {
    const text = textOf(before, '.kanuka/config.toml')
    const config = text
      .replace(/.*carol@example\.com".*\n/g, '')
      .replace(/.*\[devices\.d52f.*\n/, '')
    const head = edited(before, { ...removed(CAROL), '.kanuka/config.toml': config })
    const [found] = await findingsOf(rotations(), { base: before, head })
    assert.match(found?.message ?? '', /carol@example\.com/)
  })

  test('one of the two files is enough, and the advice fits', async () => {
    const pubGone = edited(before, { [publicKeyPath(CAROL)]: undefined })
    const [orphan] = await findingsOf(rotations(), { base: before, head: pubGone })
    assert.equal(orphan?.code, 'REVOKED_WITHOUT_ROTATION')
    assert.equal(orphan.path, publicKeyPath(CAROL))
    assert.match(orphan.fix, /`kanuka secrets clean` and then `kanuka secrets sync`/)
    const keyGone = edited(before, { [wrappedKeyPath(CAROL)]: undefined })
    const [pending] = await findingsOf(rotations(), { base: before, head: keyGone })
    assert.equal(pending?.code, 'REVOKED_WITHOUT_ROTATION')
    assert.match(pending.fix, new RegExp(`^Run \`git rm ${publicKeyPath(CAROL)}\``))
  })

  test('a link in place of the wrapped key is no access', async () => {
    const link = { mode: '120000', bytes: Buffer.from('elsewhere') }
    const head = edited(before, { [wrappedKeyPath(CAROL)]: link })
    assert.deepEqual(await codes({ base: before, head }), ['REVOKED_WITHOUT_ROTATION'])
  })

  test('a file that stayed convicts, where all wrapped keys are new', async () => {
    const head = edited(before, {
      ...removed(CAROL),
      ...rewritten([ALICE, LAPTOP, BOB], SECRET_FILES.slice(1)),
    })
    assert.deepEqual(await codes({ base: before, head }), [
      'REVOKED_WITHOUT_ROTATION',
      'ROTATION_PARTIAL',
    ])
  })

  for (const [what, edits] of [
    ['with a rotation', { ...removed(CAROL), ...rewritten([ALICE, LAPTOP, BOB], SECRET_FILES) }],
    ['a pending member', { [publicKeyPath(DAVE)]: undefined }],
    ['an orphan', { [wrappedKeyPath(ERIN)]: undefined }],
  ] as const) {
    test(`not: ${what}`, async () => {
      const commits = { base: before, head: edited(before, edits) }
      assert.ok(!(await codes(commits)).includes('REVOKED_WITHOUT_ROTATION'))
      assert.deepEqual(rotationNotes(contextOf(commits)), [])
    })
  }

  test('nothing left to compare: said, and no finding', async () => {
    const base = edited(before, removed(ALICE, LAPTOP, CAROL))
    const files = Object.fromEntries(SECRET_FILES.map((path) => [path, undefined]))
    const commits = { base, head: edited(base, { ...removed(BOB), ...files }) }
    assert.deepEqual(await codes(commits), [])
    const notes = rotationNotes(contextOf(commits))
    assert.equal(notes.length, 1)
    assert.match(notes[0] ?? '', /bob@example\.com.* cannot be told without a key/)
    assert.deepEqual(rotationNotes(contextOf({ head: base })), [])
  })
})

describe('ROTATION_CONFLICT', () => {
  const touched = edited(before, rewritten([], ['.env.kanuka']))
  const grown = edited(before, { 'new/.env.kanuka': randomBytes(80) })
  const registered = edited(before, { [wrappedKeyPath(DAVE)]: randomBytes(256) })
  const claimed = edited(before, logged(before, 'sync'))
  const untouched = edited(before, { 'README.md': 'hello' })

  for (const [what, one] of [
    ['changes a secret file', touched],
    ['adds a secret file', grown],
    ['lets a member in', registered],
  ] as const) {
    test(`the base branch rotated, and the range ${what}`, async () => {
      const found = ofCode(
        await findingsOf(rotations(), { base: before, tip: after, head: one }),
        'ROTATION_CONFLICT',
      )
      assert.equal(found.length, 1)
      assert.match(found[0]?.message ?? '', /the base branch rotated since/)
      assert.ok(one.has(found[0]?.path ?? ''))
    })

    test(`the mirror: the range rotated, and the base branch ${what}`, async () => {
      const found = ofCode(
        await findingsOf(rotations(), { base: before, tip: one, head: after }),
        'ROTATION_CONFLICT',
      )
      assert.equal(found.length, 1)
      assert.match(found[0]?.message ?? '', /this range rotated/)
      assert.ok(after.has(found[0]?.path ?? ''), 'a file that the head does not have')
      assert.match(found[0]?.fix ?? '', /`kanuka secrets sync`/)
    })
  }

  test('a rotation that is only claimed counts, on either side', async () => {
    const there = await codes({ base: before, tip: claimed, head: grown })
    assert.ok(there.includes('ROTATION_CONFLICT'))
    const here = await codes({ base: before, tip: grown, head: claimed })
    assert.ok(here.includes('ROTATION_CONFLICT'))
  })

  test('two rotations: both sides are named', async () => {
    const other = edited(before, rewritten([...ACTIVE, DAVE], SECRET_FILES))
    const found = await findingsOf(rotations(), { base: before, tip: other, head: after })
    const [conflict] = ofCode(found, 'ROTATION_CONFLICT')
    assert.match(conflict?.message ?? '', /base branch rotated since.*this range rotated/)
  })

  for (const [what, commits] of [
    ['nobody rotated', { base: before, tip: touched, head: grown }],
    ['the range writes no ciphertext', { base: before, tip: after, head: untouched }],
    ['the base branch writes no ciphertext', { base: before, tip: untouched, head: after }],
    ['the same rotation on both sides', { base: before, tip: after, head: after }],
    [
      'up to date with the rotated base',
      { base: after, tip: after, head: edited(after, { 'new/.env.kanuka': 'x' }) },
    ],
    [
      "the range touches an orphan's key",
      { base: before, tip: after, head: edited(before, rewritten([ERIN])) },
    ],
    ['the base branch removes the store', { base: before, tip: new Map() as Files, head: after }],
  ] as const) {
    test(`not: ${what}`, async () => {
      assert.ok(!(await codes(commits)).includes('ROTATION_CONFLICT'))
    })
  }
})

test('a store whose config.toml is unusable is judged all the same, by UUIDs', async () => {
  const broken = { '.kanuka/config.toml': '<<<<<<< HEAD\n' }
  const head = edited(edited(before, broken), removed(CAROL))
  const findings = await findingsOf(rotations(), { base: edited(before, broken), head })
  assert.deepEqual(codesOf(findings), ['REVOKED_WITHOUT_ROTATION'])
  assert.match(findings[0]?.message ?? '', new RegExp(`^${CAROL} was removed`))
})
