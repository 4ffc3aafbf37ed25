// Nobody is let in unasked; who waits, and who is let in, is named.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, FIXTURES, key } from '../helpers/action.ts'
import {
  assertOpenedBy,
  assertRefused,
  BOB,
  CAROL,
  DAVE,
  ERIN,
  everythingIn,
  fingerprint,
  LAPTOP,
  opensWithAny,
  plaintextsOf,
  reported,
  sync,
  synced,
  WORKSTATION,
  wrappedKeys,
  type Synced,
  type Variables,
  TEAM,
} from '../helpers/rotating.ts'

const ACTIVE = [WORKSTATION, LAPTOP, BOB, CAROL]
const FIXTURE = join(FIXTURES, 'team')
const DAVES = fingerprint(FIXTURE, DAVE)
const COLONS = DAVES.replaceAll(/(..)(?=.)/g, '$1:')
const PLAINTEXTS = plaintextsOf('team')

interface Rotated extends Synced {
  readonly root: string
}

async function rotated(t: TestContext, inputs: Variables): Promise<Rotated> {
  const root = checkout(t, 'team')
  return { root, ...(await synced(t, root, { ...TEAM, ...inputs })) }
}

/** Bob's key is of 4096 bits, too slow to look with every time. */
async function assertHeld(root: string, uuids: readonly string[]): Promise<void> {
  assert.deepEqual(wrappedKeys(root).toSorted(), uuids.toSorted())
  const openers = uuids.filter((uuid) => uuid !== BOB)
  await assertOpenedBy(root, openers, PLAINTEXTS)
}

async function refused(t: TestContext, inputs: Variables, code: string): Promise<string> {
  const root = checkout(t, 'team')
  const before = everythingIn(root)
  const { result } = await sync(t, root, { ...TEAM, ...inputs })
  assertRefused(result, code, /./)
  assert.deepEqual(everythingIn(root), before)
  return result.annotations.map(({ message }) => message).join('\n')
}

describe('grant', () => {
  test('nobody named: who waits goes on waiting, and a warning has all that `grant` takes', async (t) => {
    const run = await rotated(t, {})
    await assertHeld(run.root, ACTIVE)
    assert.deepEqual(await opensWithAny(run.root, key('team-dave-pending.pem')), [])
    const warning = run.result.annotations.find(({ message }) => message.includes('waits'))
    assert.equal(warning?.type, 'warning')
    for (const text of ['dave@example.com', 'daves-mac', DAVE, DAVES, '`grant`']) {
      assert.ok(warning?.message.includes(text), text)
    }
    assert.ok(run.result.summary.includes(DAVES))
    assert.deepEqual(reported(run).stores[0]?.['pending'], [DAVE])
    assert.deepEqual(reported(run).stores[0]?.['letIn'], [])
    assert.match(run.result.log, new RegExp(`${DAVE} \\| waits: not named in .grant.`))
  })

  for (const [what, grant] of [
    ['the UUID', DAVE],
    ['the UUID in upper case', DAVE.toUpperCase()],
    ['the fingerprint', DAVES],
    ['the fingerprint in upper case', DAVES.toUpperCase()],
    ['the fingerprint with colons', COLONS],
    ['the fingerprint with SHA256: and colons in upper case', `SHA256:${COLONS.toUpperCase()}`],
    ['sha256: in lower case', `sha256:${DAVES}`],
    ['all-pending', 'all-pending'],
    ['some who have access, too', `${BOB}, ${DAVE}\n# a comment\n${CAROL}`],
  ] as const) {
    test(`by ${what}`, async (t) => {
      const run = await rotated(t, { grant })
      await assertHeld(run.root, [...ACTIVE, DAVE])
      assert.match(run.result.log, /1 member let in/)
      assert.match(run.result.log, new RegExp(`${DAVE} \\| let in`))
      assert.ok(run.result.summary.includes('let in'))
      assert.deepEqual(reported(run).stores[0]?.['letIn'], [DAVE])
      assert.deepEqual(reported(run).stores[0]?.['pending'], [])
      assert.ok(!run.result.annotations.some(({ message }) => message.includes('waits')))
    })
  }

  for (const [what, grant] of [
    ['a UUID that nobody has', 'ffffffff-0000-4000-8000-000000000000'],
    ['a fingerprint that no key has', `SHA256:${'ab'.repeat(32)}`],
    ['the start of a fingerprint', DAVES.slice(0, 40)],
    ['an email, which anybody can write into config.toml', 'dave@example.com'],
    ['all-pending in another spelling', 'ALL-PENDING'],
    ['an orphan, who has no public key', ERIN],
    ['one that is right and one that is not', `${DAVE}\nnobody`],
  ] as const) {
    test(`${what} is refused`, async (t) => {
      const message = await refused(t, { grant }, 'GRANT_UNKNOWN')
      assert.ok(message.includes(grant.split('\n').at(-1) ?? ''), message)
    })
  }
})

describe('an orphan', () => {
  test('has the wrapped key taken away, said so, and opens nothing', async (t) => {
    const run = await rotated(t, {})
    assert.ok(!wrappedKeys(run.root).includes(ERIN))
    assert.deepEqual(await opensWithAny(run.root, key('team-erin-orphan.pem')), [])
    const warning = run.result.annotations.find(({ message }) => message.includes(ERIN))
    assert.match(warning?.message ?? '', /erin@example\.com, old-tower .*It was removed/)
    assert.deepEqual(reported(run).stores[0]?.['orphansRemoved'], [ERIN])
    const config = fs.readFileSync(join(run.root, '.kanuka/config.toml'))
    assert.deepEqual(config, fs.readFileSync(join(FIXTURE, '.kanuka/config.toml')))
  })
})
