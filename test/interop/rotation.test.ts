// Stores that the real CLI made, rotated through dist/: what comes out has the shape of what the CLI's
// own `sync` makes, opens with other people's cryptography for every member, and for nobody else.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, filesIn, FIXTURES, folder, key } from '../helpers/action.ts'
import { fixtureStore } from '../helpers/manifest.ts'
import {
  assertHeldBy,
  auditLines,
  BASIC,
  BOB,
  CAROL,
  DAVE,
  ERIN,
  LAPTOP,
  noncesIn,
  opensWith,
  opensWithAny,
  plaintextsOf,
  secretFiles,
  synced,
  TEAM,
  WORKSTATION,
  wrappedKeys,
} from '../helpers/rotating.ts'

const BEFORE = join(FIXTURES, 'rotated/before')
const AFTER = join(FIXTURES, 'rotated/after')

function read(root: string, path: string): Buffer {
  return fs.readFileSync(join(root, path))
}

/** The new key; what must be fresh is, and what was there before opens nothing any more. */
async function assertFresh(root: string, before: string, newKey: Uint8Array): Promise<void> {
  assert.equal(newKey.length, 32)
  assert.deepEqual(await opensWith(root, newKey), secretFiles(root))
  const nonces = noncesIn(root)
  assert.equal(new Set(nonces).size, nonces.length, 'no two files share a nonce')
  const old = new Set(noncesIn(before))
  assert.ok(!nonces.some((nonce) => old.has(nonce)), 'no nonce was there before')
  for (const path of secretFiles(root)) {
    assert.equal(read(root, path).length, read(before, path).length, path)
  }
}

async function oldKeyOf(store: string, pem: string): Promise<Uint8Array> {
  const { openIndependently } = await import('../helpers/independent-reader.ts')
  return (await openIndependently(join(FIXTURES, store), pem)).symmetricKey
}

describe("the CLI's own rotation of the same store", () => {
  async function rotated(t: TestContext): Promise<string> {
    const root = checkout(t, 'rotated/before')
    await synced(t, root, { ...TEAM, grant: 'all-pending' })
    return root
  }

  test('the same files, but for the wrapped key of the orphan, which goes', async (t) => {
    const root = await rotated(t)
    const orphan = `.kanuka/secrets/${ERIN}.kanuka`
    const theirs = filesIn(AFTER).filter((path) => path !== orphan)
    assert.deepEqual(filesIn(root), theirs)
    assert.ok(filesIn(AFTER).includes(orphan))
  })

  test('config.toml and every public key byte for byte, all other files as long', async (t) => {
    const root = await rotated(t)
    for (const path of filesIn(root)) {
      const isSame = path.endsWith('.toml') || path.endsWith('.pub')
      if (isSame) assert.deepEqual(read(root, path), read(AFTER, path), path)
      else assert.equal(read(root, path).length, read(AFTER, path).length, path)
    }
  })

  test('audit.jsonl: the old bytes and one line with the same fields in the same order', async (t) => {
    const root = await rotated(t)
    const log = read(root, '.kanuka/audit.jsonl')
    const old = read(BEFORE, '.kanuka/audit.jsonl')
    assert.deepEqual(log.subarray(0, old.length), old)
    const ours = auditLines(root)
    const theirs = auditLines(AFTER)
    assert.equal(ours.length, theirs.length)
    const time = /^\{"ts":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",/
    assert.match(theirs.at(-1) ?? '', time)
    assert.match(ours.at(-1) ?? '', time)
    const withoutTime = (line = ''): string => line.replace(time, '{')
    assert.equal(withoutTime(ours.at(-1)), withoutTime(theirs.at(-1)))
  })

  test('the same members open everything, with a new key; the orphan opens nothing', async (t) => {
    const root = await rotated(t)
    const members = [WORKSTATION, LAPTOP, BOB, CAROL, DAVE]
    const newKey = await assertHeldBy(root, members, plaintextsOf('rotated/before'))
    await assertFresh(root, BEFORE, newKey)
    assert.deepEqual(await opensWithAny(root, key('team-erin-orphan.pem')), [])
    assert.equal((await opensWithAny(BEFORE, key('team-erin-orphan.pem'))).length, 5)
    assert.deepEqual(
      await opensWith(root, await oldKeyOf('rotated/before', TEAM['private-key'])),
      [],
    )
  })

  test('a revoked member, with all that git history has of hers, opens nothing', async (t) => {
    const root = checkout(t, 'rotated/before')
    const carols = key('team-carol-rsa3072.pem')
    assert.equal((await opensWithAny(BEFORE, carols)).length, 5)
    await synced(t, root, { ...TEAM, revoke: 'carol@example.com' })
    await assertHeldBy(root, [WORKSTATION, LAPTOP, BOB], plaintextsOf('team'))
    fs.copyFileSync(
      join(BEFORE, `.kanuka/secrets/${CAROL}.kanuka`),
      join(root, `.kanuka/secrets/${CAROL}.kanuka`),
    )
    assert.deepEqual(await opensWithAny(root, carols), [])
  })
})

const ACTIVE: Readonly<Record<string, readonly [keyFile: string, members: readonly string[]]>> = {
  basic: ['basic-alice.pkcs1.pem', [WORKSTATION]],
  team: ['team-bob-rsa4096.pem', [WORKSTATION, LAPTOP, BOB, CAROL]],
  ci: ['ci-bot.pem', [WORKSTATION, '08af7e16-2b39-45b6-b13e-9de1b7641b3f']],
  'dotenv-zoo': ['dotenv-zoo-alice.pem', [WORKSTATION]],
  'rotated/after': ['team-dave-pending.pem', [WORKSTATION, LAPTOP, BOB, CAROL, DAVE]],
}

describe('every healthy store of the fixtures', () => {
  for (const [store, [keyFile, members]] of Object.entries(ACTIVE)) {
    test(`${store}, rotated with ${keyFile}`, async (t) => {
      const root = checkout(t, store)
      const { result } = await synced(t, root, { 'private-key': key(keyFile) })
      const newKey = await assertHeldBy(root, members, plaintextsOf(store))
      await assertFresh(root, join(FIXTURES, store), newKey)
      const oldKey = await oldKeyOf(store, key(keyFile))
      assert.deepEqual(await opensWith(root, oldKey), [])
      const count = fixtureStore(store).files.length
      assert.equal(result.outputs.get('files-count'), String(count))
      const listed = (JSON.parse(result.outputs.get('files') ?? '') as string[]).toSorted()
      assert.deepEqual(listed, [...secretFiles(root)])
      assert.equal(result.outputs.get('members-count'), String(members.length))
      const orphans = wrappedKeys(join(FIXTURES, store)).filter((uuid) => !members.includes(uuid))
      const gone = orphans.map((uuid) => `.kanuka/secrets/${uuid}.kanuka`)
      const kept = filesIn(join(FIXTURES, store)).filter((path) => !gone.includes(path))
      assert.deepEqual(filesIn(root), kept)
      const last = JSON.parse(auditLines(root).at(-1) ?? '') as Record<string, unknown>
      assert.equal(last['users_count'], members.length)
      assert.equal(last['files_count'], count)
    })
  }

  test('the three stores of a monorepo in one step, each with a key of its own', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const inputs = {
      'private-key': key('monorepo-ci-all-stores.pem'),
      'working-directory': '.\nservices/api\nservices/web',
    }
    const { result } = await synced(t, workspace, inputs)
    const newKeys = new Set<string>()
    let count = 0
    for (const [path, below] of [
      ['monorepo', '.'],
      ['monorepo/services/api', 'services/api'],
      ['monorepo/services/web', 'services/web'],
    ] as const) {
      const members = fixtureStore(path).members.map(({ uuid }) => uuid)
      const root = join(workspace, below)
      const newKey = await assertHeldBy(root, members, plaintextsOf(path))
      newKeys.add(Buffer.from(newKey).toString('hex'))
      count += fixtureStore(path).files.length
      assert.match(
        auditLines(root).at(-1) ?? '',
        /"op":"sync","users_count":2,"files_count":[123]\}$/,
      )
    }
    assert.equal(newKeys.size, 3)
    const nonces = noncesIn(workspace)
    assert.equal(new Set(nonces).size, count)
    assert.equal(result.outputs.get('files-count'), String(count))
    assert.equal(result.outputs.get('members-count'), '6')
    assert.deepEqual(filesIn(workspace), filesIn(join(FIXTURES, 'monorepo')))
  })
})

describe('live against the CLI', () => {
  const cli = spawnSync('kanuka', ['--version'])
  const skip = cli.error ? 'kanuka is not on the PATH' : false
  test('the installed `kanuka` decrypts what was rotated here', { skip }, async (t) => {
    const root = checkout(t, 'basic')
    await synced(t, root, BASIC)
    const home = folder(t)
    fs.mkdirSync(join(home, '.config/kanuka'), { recursive: true })
    const identity = `[user]\nemail = "alice@example.com"\nuser_uuid = "${WORKSTATION}"\n`
    fs.writeFileSync(join(home, '.config/kanuka/config.toml'), identity)
    const { stdout } = spawnSync('kanuka', ['secrets', 'decrypt', '--private-key-stdin'], {
      cwd: root,
      input: BASIC['private-key'],
      env: { PATH: process.env['PATH'], HOME: home },
    })
    for (const [path, bytes] of plaintextsOf('basic')) {
      const plaintext = join(root, path.replace(/\.kanuka$/, ''))
      assert.ok(fs.existsSync(plaintext), stdout.toString())
      assert.deepEqual(fs.readFileSync(plaintext), bytes, path)
    }
  })
})
