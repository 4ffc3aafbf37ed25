// When a push only plans, and when it does not run at all: dry runs, pull requests, branches, no key.
import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { folder } from '../helpers/action.ts'
import { watchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  assertRow,
  CANARIES,
  push,
  pushed,
  seenIn,
  storeOf,
  summaryRows,
  vaultEntry,
  type Pushed,
} from '../helpers/pushing.ts'

const PULL = {
  name: 'pull_request',
  payload: {
    repository: { private: true, full_name: 'acme/widgets' },
    pull_request: {
      number: 7,
      base: { sha: '1'.repeat(40), ref: 'main' },
      head: { sha: '2'.repeat(40), ref: 'feature', repo: { full_name: 'acme/widgets' } },
    },
  },
}

const PUBLIC = { name: 'push', payload: { repository: { private: false } } }

const noticesOf = ({ result }: Pushed): string =>
  result.annotations
    .filter(({ type }) => type === 'notice')
    .map(({ message }) => message)
    .join('\n')

describe('a plan', () => {
  test('a dry run writes nothing and shows what a push would do', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url), 'dry-run': 'true' }
    const run = await pushed(t, { workspace: await storeOf(t), inputs })
    assertRow(run, { destination: 'prod', created: 4 })
    assert.deepEqual(vault.writes, [])
    assert.equal(run.result.outputs.get('changed'), 'false')
    assert.match(run.result.log, /4 would be created/)
    assert.ok(summaryRows(run).includes('prod | DB_USER | create | planned |'))
  })

  test('a dry run fails where the push would', async (t) => {
    const vault = await watchedVault(t)
    vault.fake.writeByHand('app', { DB_USER: 'theirs' })
    const inputs = { destinations: vaultEntry(vault.url), 'dry-run': 'true' }
    assertFailed(await push(t, { workspace: await storeOf(t), inputs }), /^ITEM_FOREIGN/)
    assert.deepEqual(vault.writes, [])
  })

  test('on a pull request a push is a plan, with a notice', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url) }
    const run = await pushed(t, { workspace: await storeOf(t), inputs, event: PULL })
    assertRow(run, { destination: 'prod', created: 4 })
    assert.deepEqual(vault.writes, [])
    assert.equal(run.result.outputs.get('changed'), 'false')
    assert.match(noticesOf(run), /A plan only.*`allow-pull-request: true`/)
  })

  test('with `allow-pull-request` it writes there too', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url), 'allow-pull-request': 'true' }
    const run = await pushed(t, { workspace: await storeOf(t), inputs, event: PULL })
    assert.deepEqual({ ...vault.entry() }, CANARIES)
    assert.doesNotMatch(noticesOf(run), /A plan only/)
  })

  test('neither can be said by the configuration itself', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url, 'allow-pull-request: true') }
    const run = await push(t, { workspace: await storeOf(t), inputs, event: PULL })
    assertFailed(run, /^DESTINATIONS_INVALID.*`allow-pull-request`/)
    assert.deepEqual(vault.calls, [])
  })
})

describe('where a push does not run', () => {
  test('`branches` limits a destination; a note counts those that are left alone', async (t) => {
    const [vault, other] = [await watchedVault(t), await watchedVault(t)]
    const destinations =
      vaultEntry(vault.url, "branches: ['release/*', main]") +
      vaultEntry(other.url, 'name: second', "branches: ['release/*']")
    const how = { workspace: await storeOf(t), inputs: { destinations } }
    const run = await pushed(t, how)
    assertRow(run, { destination: 'prod', created: 4 })
    assert.deepEqual(other.calls, [])
    assert.match(seenIn(run), /1 destination not pushed to from this branch/)
    const env = { GITHUB_REF: 'refs/heads/release/2', GITHUB_REF_NAME: 'release/2' }
    await pushed(t, { ...how, env })
    assert.deepEqual({ ...other.entry() }, CANARIES)
  })

  test('without a key, `if-no-key: skip` asks nobody and says so', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url), 'private-key': '', 'if-no-key': 'skip' }
    const run = await pushed(t, { workspace: await storeOf(t), inputs })
    assert.equal(run.result.outputs.get('skipped'), 'true')
    assert.match(run.result.log, /Nothing was pushed/)
    assert.deepEqual(vault.calls, [])
  })

  test('without a key and without `if-no-key` the step fails', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url), 'private-key': '' }
    assertFailed(await push(t, { workspace: await storeOf(t), inputs }), /^KEY_MISSING/)
    assert.deepEqual(vault.calls, [])
  })

  test('without any destination the step fails', async (t) => {
    const run = await push(t, { workspace: await storeOf(t), inputs: {} })
    assertFailed(run, /^INPUT_INVALID .*`destinations` or `destinations-file`/)
  })
})

describe('what is shown', () => {
  test('a public repository sees counts, no names', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url), 'dry-run': 'true' }
    const how = { workspace: await storeOf(t), inputs, event: PUBLIC }
    const run = await pushed(t, how)
    assert.ok(summaryRows(run).includes('prod | 4 | 0 | 0 | 0 | 0 | 0'))
    const all = [seenIn(run), run.result.rawOutput, ...run.result.outputs.values()].join('\n')
    for (const name of Object.keys(CANARIES)) assert.ok(!all.includes(name), name)
    const shown = await pushed(t, { ...how, inputs: { ...inputs, 'show-names': 'true' } })
    assert.ok(summaryRows(shown).includes('prod | DB_USER | create | planned |'))
  })
})

describe('several stores', () => {
  test('each destination says which one it means, or is refused', async (t) => {
    const vault = await watchedVault(t)
    const workspace = folder(t)
    cpSync(await storeOf(t), join(workspace, 'api'), { recursive: true })
    const worker = await storeOf(t, { '.env.kanuka': { QUEUE: 'canary-queue-1' } })
    cpSync(worker, join(workspace, 'worker'), { recursive: true })
    const inputs = { 'working-directory': 'api\nworker' }
    const unclear = { ...inputs, destinations: vaultEntry(vault.url) }
    const refused = await push(t, { workspace, inputs: unclear })
    assertFailed(refused, /^DESTINATIONS_INVALID destination "prod".*`store:`, one of: api, worker/)
    assert.deepEqual(vault.calls, [])
    const destinations =
      vaultEntry(vault.url, 'store: api') +
      vaultEntry(vault.url, 'name: second', 'store: worker', 'path: worker')
    await pushed(t, { workspace, inputs: { ...inputs, destinations } })
    assert.deepEqual({ ...vault.entry() }, CANARIES)
    assert.deepEqual({ ...vault.entry('worker') }, { QUEUE: 'canary-queue-1' })
  })
})
