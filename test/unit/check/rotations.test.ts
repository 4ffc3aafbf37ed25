// Whole and partial rotations, told without a key, from stores that Kanuka's CLI made and changes of them.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { rotations } from '../../../src/check/rotations.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import { codesOf, edited, findingsOf, fixture, textOf, type Commits } from './snapshots.ts'
import {
  ALICE,
  AUDIT,
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

describe('KEY_ROTATED', () => {
  test("the CLI's own sync: by whom and for whom, with the line of the log", async () => {
    const findings = await findingsOf(rotations(), { base: before, head: after })
    assert.deepEqual(codesOf(findings), ['KEY_ROTATED'])
    const [found] = findings
    assert.equal(found?.path, AUDIT)
    assert.equal(found?.line, textOf(after, AUDIT).trimEnd().split('\n').length)
    assert.match(found?.message ?? '', /by alice@example\.com, for 5 members/)
    assert.match(found?.message ?? '', /dave@example\.com, daves-mac/)
    assert.doesNotMatch(found?.message ?? '', /erin@/)
    assert.match(found?.fix ?? '', /kanuka secrets/)
  })

  test('without a line in the log', async () => {
    const head = edited(after, { [AUDIT]: textOf(before, AUDIT) })
    const [found, ...more] = await findingsOf(rotations(), { base: before, head })
    assert.equal(found?.code, 'KEY_ROTATED')
    assert.match(found?.path ?? '', /^\.kanuka\/secrets\//)
    assert.match(found?.message ?? '', /does not name/)
    assert.deepEqual(more, [])
  })

  test('a line without a name names its UUID', async () => {
    const head = edited(after, logged(before, 'sync', { user: '' }))
    const [found] = await findingsOf(rotations(), { base: before, head })
    assert.match(found?.message ?? '', new RegExp(`by ${BOB},`))
  })

  test('claimed by a revocation, with other members only', async () => {
    const base = edited(before, removed(ALICE, LAPTOP, CAROL))
    const head = edited(base, {
      ...removed(BOB),
      ...rewritten([], SECRET_FILES),
      [wrappedKeyPath(DAVE)]: randomBytes(256),
      ...logged(base, 'revoke'),
    })
    assert.deepEqual(await codes({ base, head }), ['KEY_ROTATED'])
  })

  test('a nested store by its own files, not by those of the store around it', async () => {
    const base = fixture('monorepo')
    const api = [...base.keys()].filter((path) => path.startsWith('services/api/'))
    const rotated = Object.fromEntries(
      api.filter((path) => path.endsWith('.kanuka')).map((path) => [path, randomBytes(256)]),
    )
    const findings = await findingsOf(rotations(), { base, head: edited(base, rotated) })
    assert.deepEqual(codesOf(findings), ['KEY_ROTATED'])
    assert.match(findings[0]?.path ?? '', /^services\/api\/\.kanuka\//)
  })

  for (const [what, edits] of [
    ['nothing', {}],
    ['all files encrypted anew, no wrapped key', rewritten([], SECRET_FILES)],
    ['a line in the log alone', { ...logged(before, 'encrypt') }],
  ] as const) {
    test(`not: ${what}`, async () => {
      assert.deepEqual(await codes({ base: before, head: edited(before, edits) }), [])
    })
  }

  test('not where the store is new, or is compared with nothing', async () => {
    assert.deepEqual(await codes({ head: after }), [])
    assert.deepEqual(await codes({ base: new Map(), head: after }), [])
    assert.deepEqual(await codes({ base: before, head: new Map() }), [])
  })
})

describe('ROTATION_PARTIAL', () => {
  for (const [what, edits, left] of [
    [
      'a rotation that one file did not get',
      { '.env.production.kanuka': before.get('.env.production.kanuka') },
      /1 secret file \(\.env\.production\.kanuka\)/,
    ],
    [
      'a rotation that one member did not get',
      { [wrappedKeyPath(CAROL)]: before.get(wrappedKeyPath(CAROL)) },
      /1 wrapped key \(carol@example\.com, studio/,
    ],
  ] as const) {
    test(`${what}, logged or not`, async () => {
      for (const log of [{}, { [AUDIT]: textOf(before, AUDIT) }]) {
        const head = edited(after, { ...edits, ...log })
        const findings = await findingsOf(rotations(), { base: before, head })
        assert.deepEqual(codesOf(findings), ['ROTATION_PARTIAL'])
        assert.match(findings[0]?.message ?? '', left)
        assert.ok(head.has(findings[0]?.path ?? ''), findings[0]?.path)
        assert.match(findings[0]?.fix ?? '', /`kanuka secrets sync`/)
      }
    })
  }

  for (const op of ['sync', 'revoke']) {
    test(`a line ${op} and some files, no wrapped key`, async () => {
      const head = edited(before, { ...rewritten([], ['.env.kanuka']), ...logged(before, op) })
      assert.deepEqual(await codes({ base: before, head }), ['ROTATION_PARTIAL'])
    })
  }

  test('two wrapped keys with the same public keys', async () => {
    const head = edited(before, rewritten([ALICE, BOB]))
    assert.deepEqual(await codes({ base: before, head }), ['ROTATION_PARTIAL'])
  })

  test('the only wrapped key, but no file', async () => {
    const base = fixture('basic')
    const head = edited(base, rewritten([ALICE]))
    assert.deepEqual(await codes({ base, head }), ['ROTATION_PARTIAL'])
  })

  for (const [what, edits] of [
    ['one member registered again', rewritten([BOB])],
    [
      'one member registered again, and a line for it',
      { ...rewritten([BOB]), ...logged(before, 'register') },
    ],
    [
      'one file encrypted anew',
      { ...rewritten([], ['.env.kanuka']), ...logged(before, 'encrypt') },
    ],
    ["an orphan's key written anew", rewritten([BOB, ERIN])],
    ['a pending member let in', rewritten([DAVE, BOB])],
    [
      "two members' own new key pairs",
      {
        ...rewritten([ALICE, BOB]),
        [publicKeyPath(ALICE)]: before.get(publicKeyPath(DAVE)),
        [publicKeyPath(BOB)]: before.get(publicKeyPath(CAROL)),
        ...logged(before, 'rotate'),
      },
    ],
    ['files of no store', { '.kanuka/.env.kanuka': 'x', 'notes.kanuka': 'y' }],
  ] as const) {
    test(`not: ${what}`, async () => {
      assert.deepEqual(await codes({ base: before, head: edited(before, edits) }), [])
    })
  }

  test('lines that only moved, or have other line ends, claim nothing', async () => {
    const base = after
    const lines = textOf(base, AUDIT).trimEnd().split('\n')
    for (const text of [lines.toReversed().join('\n'), lines.join('\r\n')]) {
      const head = edited(base, { [AUDIT]: text, ...rewritten([], ['.env.kanuka']) })
      assert.deepEqual(await codes({ base, head }), [])
    }
  })
})
