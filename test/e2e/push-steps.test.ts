// push beside the other commands: after a rotation, and in one step with decrypt and sync. It comes last,
// and only when what was before it succeeded.
import assert from 'node:assert/strict'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { commitAll, folder, withoutGit } from '../helpers/action.ts'
import { git, published } from '../helpers/committing.ts'
import { watchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  assertRow,
  CANARIES,
  push,
  pushed,
  seenIn,
  storeOf,
  vaultEntry,
} from '../helpers/pushing.ts'

const COMMITTING = { command: 'sync', commit: 'branch', 'commit-method': 'git' }

const BOTH = { 'working-directory': 'api\nworker' }

async function twoStores(t: TestContext): Promise<string> {
  const workspace = folder(t)
  for (const name of ['api', 'worker']) {
    cpSync(await storeOf(t), join(workspace, name), { recursive: true })
  }
  return workspace
}

function wrappedKeys(workspace: string): string {
  const keys = join(workspace, '.kanuka/secrets')
  return readdirSync(keys)
    .map((name) => readFileSync(join(keys, name), 'hex'))
    .join('\n')
}

describe('a rotation of the store', () => {
  test('changes no mark, and writes no value', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const inputs = { destinations: vaultEntry(vault.url) }
    await pushed(t, { workspace, inputs })
    const [marks, keys] = [vault.marks(), wrappedKeys(workspace)]
    await pushed(t, { workspace, inputs: { command: 'sync' } })
    assert.notEqual(wrappedKeys(workspace), keys)
    vault.seen.length = 0
    const run = await pushed(t, { workspace, inputs })
    assertRow(run, { destination: 'prod', unchanged: 4 })
    assert.deepEqual(vault.writes, [])
    assert.equal(vault.marks(), marks)
  })
})

describe('decrypt with destinations', () => {
  test('decrypts first, then pushes', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const wasThere: boolean[] = []
    vault.instead = () => {
      wasThere.push(existsSync(join(workspace, '.env')))
      return false
    }
    const inputs = { command: 'decrypt', destinations: vaultEntry(vault.url) }
    const run = await pushed(t, { workspace, inputs })
    assertRow(run, { destination: 'prod', created: 4 })
    assert.equal(wasThere[0], true)
    assert.deepEqual({ ...vault.entry() }, CANARIES)
    assert.equal(run.result.outputs.get('files-count'), '1')
    assert.match(run.result.log, /1 file.*; 1 destination: 4 created/)
    await run.job.post()
    assert.ok(!existsSync(join(workspace, '.env')))
  })

  test('pushes nothing when a file does not open', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t, { '.env.kanuka': CANARIES, 'b/.env.kanuka': CANARIES })
    truncateSync(join(workspace, 'b/.env.kanuka'), 50)
    const inputs = { command: 'decrypt', destinations: vaultEntry(vault.url) }
    assertFailed(await push(t, { workspace, inputs }), /^DECRYPT_FAILED b\/.env.kanuka/)
    assert.deepEqual(vault.calls, [])
  })

  test('pushes nothing when a plaintext cannot be written', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    mkdirSync(join(workspace, '.env'))
    const inputs = { command: 'decrypt', destinations: vaultEntry(vault.url) }
    assertFailed(await push(t, { workspace, inputs }), /./)
    assert.deepEqual(vault.calls, [])
  })

  test('decrypts nothing when the destinations are wrong', async (t) => {
    const workspace = await storeOf(t)
    const inputs = { command: 'decrypt', destinations: vaultEntry('http://vault.example.com') }
    assertFailed(await push(t, { workspace, inputs }), /^ENDPOINT_REFUSED .*https/)
    assert.ok(!existsSync(join(workspace, '.env')))
  })

  test('a push that fails undoes nothing and fails the step', async (t) => {
    const vault = await watchedVault(t)
    vault.fake.denied.push('GET sys', 'GET secret')
    const workspace = await storeOf(t)
    const inputs = { command: 'decrypt', destinations: vaultEntry(vault.url) }
    assertFailed(await push(t, { workspace, inputs }), /^DESTINATION_FAILED "prod"/)
    assert.ok(existsSync(join(workspace, '.env')))
  })
})

describe('sync with destinations', () => {
  test('rotates first, then pushes', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const before = wrappedKeys(workspace)
    const seen: string[] = []
    vault.instead = () => {
      seen.push(wrappedKeys(workspace))
      return false
    }
    const inputs = { command: 'sync', destinations: vaultEntry(vault.url) }
    const run = await pushed(t, { workspace, inputs })
    assertRow(run, { destination: 'prod', created: 4 })
    assert.notEqual(seen[0], before)
    assert.equal(run.result.outputs.get('changed'), 'true')
    assert.deepEqual({ ...vault.entry() }, CANARIES)
  })

  test('a dry run of both changes nothing', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const before = wrappedKeys(workspace)
    const inputs = {
      command: 'sync',
      'dry-run': 'true',
      destinations: vaultEntry(vault.url),
    }
    const run = await pushed(t, { workspace, inputs })
    assert.equal(wrappedKeys(workspace), before)
    assert.deepEqual(vault.writes, [])
    assert.notEqual(run.result.outputs.get('changed'), 'true')
  })

  test('pushes nothing when a file cannot be rotated', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    truncateSync(join(workspace, '.env.kanuka'), 50)
    const inputs = { command: 'sync', destinations: vaultEntry(vault.url) }
    assertFailed(await push(t, { workspace, inputs }), /./)
    assert.deepEqual(vault.calls, [])
  })

  // What fails here stops the rotation alone: every file of both stores can be opened.
  test(
    'pushes nothing of the store that was rotated when another one could not be',
    { skip: withoutGit },
    async (t) => {
      const vault = await watchedVault(t)
      const workspace = await twoStores(t)
      writeFileSync(join(workspace, '.gitattributes'), 'worker/*.kanuka filter=lfs\n')
      commitAll(workspace)
      git(workspace, 'remote', 'remove', 'origin')
      const before = wrappedKeys(join(workspace, 'api'))
      const destinations = vaultEntry(vault.url, 'store: api')
      const inputs = { ...BOTH, command: 'sync', destinations }
      const run = await push(t, { workspace, inputs })
      assertFailed(run, /^LFS_FILTER worker/)
      assert.notEqual(wrappedKeys(join(workspace, 'api')), before)
      assert.deepEqual(vault.calls, [])
      assert.match(
        seenIn(run),
        /Nothing was pushed to the destinations, because of the errors before/,
      )
    },
  )

  test(
    'pushes nothing of the store that was committed when another one could not be',
    { skip: withoutGit },
    async (t) => {
      const vault = await watchedVault(t)
      const workspace = await twoStores(t)
      const { origin, head } = published(t, workspace)
      cpSync(join(workspace, 'worker/.env.kanuka'), join(workspace, 'worker/.env.local.kanuka'))
      const destinations = vaultEntry(vault.url, 'store: api')
      const run = await push(t, { workspace, inputs: { ...COMMITTING, ...BOTH, destinations } })
      assertFailed(run, /^STORE_DIRTY worker/)
      assert.equal(git(origin, 'rev-parse', 'main^'), head)
      assert.deepEqual(vault.calls, [])
    },
  )

  test('pushes nothing when the commit does not land', { skip: withoutGit }, async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    commitAll(workspace, join(workspace, 'no-such-remote.git'))
    const inputs = { ...COMMITTING, destinations: vaultEntry(vault.url) }
    const run = await push(t, { workspace, inputs })
    assert.equal(run.result.exitCode, 1, run.result.log)
    assert.deepEqual(vault.calls, [])
    assert.doesNotMatch(seenIn(run), /created/)
  })

  test('pushes once the commit has landed', { skip: withoutGit }, async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const { origin } = published(t, workspace)
    const seen: string[] = []
    vault.instead = () => {
      seen.push(git(origin, 'rev-parse', 'main'))
      return false
    }
    const inputs = { ...COMMITTING, destinations: vaultEntry(vault.url) }
    const run = await pushed(t, { workspace, inputs })
    assert.equal(seen[0], run.result.outputs.get('commit-sha'))
    assertRow(run, { destination: 'prod', created: 4 })
  })
})
