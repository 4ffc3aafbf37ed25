// Whether the public key that a member has now is the one that access was given to, by git's history.
import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
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

describe('a public key that was replaced after access was given', { skip: withoutGit }, () => {
  test('is refused, with the fingerprint to ask for', async (t) => {
    await assertReplaced(t, replaced(t))
  })

  test('also when it lies in the checkout alone', async (t) => {
    const root = checkout(t, 'team')
    commit(root, 9 * DAY)
    fs.writeFileSync(join(root, CAROLS_PUB), STRANGERS_PUB)
    await assertReplaced(t, root)
  })

  test('also when it came with a merge', async (t) => {
    const root = checkout(t, 'team')
    commit(root, 9 * DAY)
    git(root, ['checkout', '--quiet', '-b', 'proposal'])
    fs.writeFileSync(join(root, CAROLS_PUB), STRANGERS_PUB)
    commit(root, 5 * DAY)
    git(root, ['checkout', '--quiet', 'main'])
    fs.writeFileSync(join(root, 'other'), '1')
    commit(root, 4 * DAY)
    git(root, ['merge', '--quiet', '--no-ff', '-m', 'merge', 'proposal'], DAY)
    await assertReplaced(t, root)
  })

  test('is not among those who wait: `all-pending` does not let it in', async (t) => {
    await assertReplaced(t, replaced(t), { grant: 'all-pending' })
  })

  test('is refused by a dry run too', async (t) => {
    await assertReplaced(t, replaced(t), { 'dry-run': 'true' })
  })

  test('is let in by the fingerprint, and listed as let in', async (t) => {
    const root = replaced(t)
    const grant = `SHA256:${fingerprint(root, CAROL)}`
    const { result } = await synced(t, root, { ...TEAM, grant })
    await assertHeldBy(root, ACTIVE, plaintextsOf('team'))
    assert.equal((await opensWithAny(root, STRANGER)).length, 5)
    assert.deepEqual(await opensWithAny(root, key('team-carol-rsa3072.pem')), [])
    assert.match(result.log, /1 member let in/)
    assert.match(result.log, new RegExp(`${CAROL} \\| let in`))
  })

  test('is not let in by the UUID, which stayed the same', async (t) => {
    await assertReplaced(t, replaced(t), { grant: CAROL })
  })

  test('the fingerprint that it had before is not its name any more', async (t) => {
    const old = fingerprint(checkout(t, 'team'), CAROL)
    const { result } = await sync(t, replaced(t), { ...TEAM, grant: old })
    assertRefused(result, 'GRANT_UNKNOWN', /./)
  })

  test('goes with the member that is revoked', async (t) => {
    const root = replaced(t)
    await synced(t, root, { ...TEAM, revoke: CAROL })
    assert.ok(!fs.existsSync(join(root, CAROLS_PUB)))
  })

  test('put back, it is the right one again', async (t) => {
    const root = replaced(t)
    git(root, ['checkout', '--quiet', 'HEAD~1', '--', CAROLS_PUB])
    await synced(t, root, TEAM)
    commit(root)
    const { result } = await synced(t, root, TEAM)
    assert.ok(!result.annotations.some(({ message }) => message.includes('history')))
  })

  test('with line ends that git makes for Windows it is the same key', async (t) => {
    const root = checkout(t, 'team')
    commit(root, DAY)
    const text = fs.readFileSync(join(root, CAROLS_PUB), 'utf8')
    fs.writeFileSync(join(root, CAROLS_PUB), text.replaceAll('\n', '\r\n'))
    await synced(t, root, TEAM)
  })

  test('a new key pair of the member, wrapped for in the same commit, is fine', async (t) => {
    const root = checkout(t, 'team')
    commit(root, 9 * DAY)
    fs.writeFileSync(join(root, CAROLS_PUB), STRANGERS_PUB)
    await synced(t, root, { ...TEAM, grant: fingerprint(root, CAROL) })
    commit(root, DAY)
    await synced(t, root, TEAM)
  })

  test('a registration that is not committed yet is fine', async (t) => {
    const root = checkout(t, 'team')
    const files = [CAROLS_PUB, `.kanuka/secrets/${CAROL}.kanuka`]
    const contents = files.map((path) => fs.readFileSync(join(root, path)))
    for (const path of files) fs.rmSync(join(root, path))
    commit(root, DAY)
    for (const [index, path] of files.entries()) {
      fs.writeFileSync(join(root, path), contents[index] ?? '')
    }
    await synced(t, root, TEAM)
    await assertHeldBy(root, ACTIVE, plaintextsOf('team'))
  })

  test('a registration in two commits is fine: first the key, then the access', async (t) => {
    const root = checkout(t, 'team')
    const path = join(root, `.kanuka/secrets/${CAROL}.kanuka`)
    const wrapped = fs.readFileSync(path)
    fs.rmSync(path)
    commit(root, 9 * DAY)
    fs.writeFileSync(path, wrapped)
    commit(root, DAY)
    await synced(t, root, TEAM)
  })

  test('the private key that is used proves its own public key', async (t) => {
    const root = replaced(t)
    const wrapped = fs.readFileSync(join(root, `.kanuka/secrets/${CAROL}.kanuka`))
    fs.writeFileSync(join(root, CAROLS_PUB), fs.readFileSync(join(checkout(t, 'team'), CAROLS_PUB)))
    await synced(t, root, { 'private-key': key('team-carol-rsa3072.pem') })
    assert.notDeepEqual(fs.readFileSync(join(root, `.kanuka/secrets/${CAROL}.kanuka`)), wrapped)
  })

  test('in a store below the root of the repository', async (t) => {
    const workspace = folder(t)
    const root = join(workspace, 'apps/payments')
    fs.cpSync(checkout(t, 'team'), root, { recursive: true })
    commit(workspace, 9 * DAY)
    fs.writeFileSync(join(root, CAROLS_PUB), STRANGERS_PUB)
    commit(workspace, DAY)
    const inputs = { ...TEAM, 'working-directory': 'apps/payments' }
    const { result } = await sync(t, workspace, inputs)
    assertRefused(result, 'MEMBER_KEY_REPLACED', /apps\/payments\/\.kanuka\/public_keys/)
    await synced(t, workspace, { ...inputs, grant: fingerprint(root, CAROL) })
  })
})
