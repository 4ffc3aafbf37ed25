// What a checkout does not have: history that was cut off, files that were left out, git itself.
import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { checkout, folder, key, withoutGit } from '../helpers/action.ts'
import { commit, DAY, git } from '../helpers/dated-commits.ts'
import {
  assertHeldBy,
  assertRefused,
  BOB,
  CAROL,
  everythingIn,
  fingerprint,
  LAPTOP,
  opensWithAny,
  plaintextsOf,
  sync,
  synced,
  TEAM,
  WORKSTATION,
  type Variables,
  reported,
} from '../helpers/rotating.ts'

const STRANGER = key('stranger-rsa2048.pem')
const STRANGERS_PUB = createPublicKey(STRANGER).export({ type: 'spki', format: 'pem' })
const CAROLS_PUB = `.kanuka/public_keys/${CAROL}.pub`
const ACTIVE = [WORKSTATION, LAPTOP, BOB, CAROL]

/** `team` in git, with Carol's public key exchanged by a later commit. */
function replaced(t: TestContext): string {
  const root = checkout(t, 'team')
  commit(root, 9 * DAY)
  fs.writeFileSync(join(root, CAROLS_PUB), STRANGERS_PUB)
  commit(root, DAY)
  return root
}

async function assertReplaced(t: TestContext, root: string, inputs: Variables = {}): Promise<void> {
  const before = everythingIn(root)
  const { result } = await sync(t, root, { ...TEAM, ...inputs })
  const strangers = fingerprint(root, CAROL)
  const says = new RegExp(`carol@example\\.com, studio .*was replaced.* is now ${strangers}`)
  assertRefused(result, 'MEMBER_KEY_REPLACED', says)
  assert.equal(result.annotations[0]?.file, CAROLS_PUB)
  assert.deepEqual(everythingIn(root), before)
}

/** As actions/checkout makes it: the last commit alone. */
function shallow(t: TestContext, root: string): string {
  const clone = join(folder(t), 'clone')
  const from = pathToFileURL(root).href
  git(root, ['clone', '--quiet', '--depth=1', from, clone])
  return clone
}

describe('a shallow clone', { skip: withoutGit }, () => {
  test('asks origin for the history that it has not, and finds the replaced key', async (t) => {
    await assertReplaced(t, shallow(t, replaced(t)))
  })

  test('asks origin, finds all in order, and leaves the clone as shallow as it was', async (t) => {
    const root = checkout(t, 'team')
    commit(root, 9 * DAY)
    fs.writeFileSync(join(root, 'other'), '1')
    commit(root, DAY)
    const clone = shallow(t, root)
    const kept = everythingIn(join(clone, '.git'))
    await synced(t, clone, TEAM)
    await assertHeldBy(clone, ACTIVE, plaintextsOf('team'))
    assert.deepEqual(everythingIn(join(clone, '.git')), kept)
  })

  test('without an origin that answers nothing is rotated', async (t) => {
    const clone = shallow(t, replaced(t))
    for (const change of [
      ['remote', 'set-url', 'origin', 'file:///nowhere/at/all'],
      ['remote', 'remove', 'origin'],
    ]) {
      git(clone, change)
      const before = everythingIn(clone)
      const { result } = await sync(t, clone, TEAM)
      assertRefused(result, 'HISTORY_MISSING', /fetch-depth: 0/)
      assert.deepEqual(everythingIn(clone), before)
    }
  })
})

const NEW = 'ffffffff-0000-4000-8000-000000000001'

/** Who may commit can put both files there; only a member can know whether the second is a key. */
function madeUp(root: string): void {
  fs.writeFileSync(join(root, `.kanuka/public_keys/${NEW}.pub`), STRANGERS_PUB)
  fs.writeFileSync(join(root, `.kanuka/secrets/${NEW}.kanuka`), Buffer.alloc(256, 7))
}

describe('who came since the last rotation', { skip: withoutGit }, () => {
  test('gets the new key, with a warning that has what `revoke` takes', async (t) => {
    const root = checkout(t, 'team')
    commit(root, 9 * DAY)
    madeUp(root)
    commit(root, DAY)
    const run = await synced(t, root, TEAM)
    const warning = run.result.annotations.find(({ message }) => message.startsWith(NEW))
    assert.match(warning?.message ?? '', /got access since the last rotation/)
    assert.ok(warning?.message.includes(fingerprint(root, NEW)))
    assert.match(run.result.log, new RegExp(`${NEW} \\| has access since the last rotation`))
    assert.deepEqual(reported(run).stores[0]?.['sinceLastRotation'], [NEW])
    commit(root)
    const next = await synced(t, root, TEAM)
    assert.ok(!next.result.annotations.some(({ message: text }) => text.includes(NEW)))
  })

  test('is removed by the UUID of that warning', async (t) => {
    const root = checkout(t, 'team')
    commit(root, 9 * DAY)
    madeUp(root)
    commit(root, DAY)
    await synced(t, root, { ...TEAM, revoke: NEW })
    await assertHeldBy(root, ACTIVE, plaintextsOf('team'))
    assert.deepEqual(await opensWithAny(root, STRANGER), [])
  })

  test('nobody, right after the first commit', async (t) => {
    const root = checkout(t, 'team')
    commit(root, 9 * DAY)
    const { result } = await synced(t, root, TEAM)
    assert.ok(!result.log.includes('since the last rotation'), result.log)
  })
})

test(
  'a sparse checkout, in which secret files are missing, is refused',
  { skip: withoutGit },
  async (t) => {
    const root = checkout(t, 'team')
    commit(root)
    fs.rmSync(join(root, 'services'), { recursive: true })
    const before = everythingIn(root)
    const { result } = await sync(t, root, TEAM)
    assertRefused(
      result,
      'STORE_DIRTY',
      /2 secret files of the commit are missing, such as services/,
    )
    assert.deepEqual(everythingIn(root), before)
    git(root, ['rm', '--quiet', '-r', '--cached', 'services'])
    git(root, ['commit', '--quiet', '--message', 'gone'])
    await synced(t, root, TEAM)
  },
)

test('outside of git nobody can tell, which is said', async (t) => {
  const root = checkout(t, 'team')
  fs.writeFileSync(join(root, CAROLS_PUB), STRANGERS_PUB)
  const { result } = await synced(t, root, TEAM)
  assert.ok(
    result.annotations.some(({ message }) => /replaced, .* could not be checked/.test(message)),
    result.log,
  )
})
