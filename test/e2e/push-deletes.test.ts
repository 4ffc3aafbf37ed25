// What a push deletes, which is little: only what is ours, not too much, and nothing for want of a source.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { watchedVault, type WatchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  assertRow,
  CANARIES,
  FEWER,
  push,
  pushed,
  storeOf,
  storeWith,
  vaultEntry,
} from '../helpers/pushing.ts'

/** A Vault to which all canaries were pushed, beside a key of somebody else. */
async function pushedBefore(t: TestContext): Promise<WatchedVault> {
  const vault = await watchedVault(t)
  vault.fake.writeByHand('app', { THEIRS: 'by somebody else' })
  await pushed(t, { workspace: await storeOf(t), inputs: { destinations: vaultEntry(vault.url) } })
  vault.seen.length = 0
  return vault
}

describe('`delete: owned`', () => {
  test('deletes what is ours and no longer in the source, and nothing else', async (t) => {
    const vault = await pushedBefore(t)
    const inputs = { destinations: vaultEntry(vault.url, 'delete: owned') }
    const run = await pushed(t, { workspace: await storeWith(t, FEWER), inputs })
    assertRow(run, { destination: 'prod', unchanged: 1, deleted: 3 })
    assert.deepEqual({ ...vault.entry() }, { ...FEWER, THEIRS: 'by somebody else' })
    assert.equal(run.result.outputs.get('changed'), 'true')
  })

  test('more than `max-deletes` are none, and what is new is written all the same', async (t) => {
    const vault = await pushedBefore(t)
    const inputs = { destinations: vaultEntry(vault.url, 'delete: owned', 'max-deletes: 2') }
    const workspace = await storeWith(t, { ...FEWER, NEW: 'canary-new-one' })
    const run = await push(t, { workspace, inputs })
    assertFailed(run, /^DELETE_REFUSED/)
    assertRow(run, { destination: 'prod', created: 1, unchanged: 1, skipped: 3 })
    const all = { ...CANARIES, NEW: 'canary-new-one', THEIRS: 'by somebody else' }
    assert.deepEqual({ ...vault.entry() }, all)
  })

  test('an empty source deletes nothing', async (t) => {
    const vault = await pushedBefore(t)
    const entry = vaultEntry(vault.url, 'delete: owned', 'max-deletes: 100')
    const run = await push(t, {
      workspace: await storeWith(t, {}),
      inputs: { destinations: entry },
    })
    assertFailed(run, /^DELETE_REFUSED/)
    assert.deepEqual(vault.writes, [])
  })

  test('nothing is deleted where another destination could not be written', async (t) => {
    const [vault, other] = [await pushedBefore(t), await watchedVault(t)]
    other.instead = ({ method }, response) => {
      if (method === 'GET') return false
      response.writeHead(403).end('{"errors":["permission denied"]}')
      return true
    }
    const destinations =
      vaultEntry(vault.url, 'delete: owned') + vaultEntry(other.url, 'name: second')
    const run = await push(t, { workspace: await storeWith(t, FEWER), inputs: { destinations } })
    assertFailed(run, /^DESTINATION_FAILED "second".* denies/)
    assert.deepEqual({ ...vault.entry() }, { ...CANARIES, THEIRS: 'by somebody else' })
  })

  test('with another private key nothing of it can be deleted', async (t) => {
    const vault = await pushedBefore(t)
    const inputs = {
      destinations: vaultEntry(vault.url, 'delete: owned'),
      'fingerprint-key': 'another-key-for-the-marks-0123456789',
    }
    const run = await pushed(t, { workspace: await storeWith(t, FEWER), inputs })
    assertRow(run, { destination: 'prod', updated: 1, skipped: 3 })
    assert.deepEqual({ ...vault.entry() }, { ...CANARIES, THEIRS: 'by somebody else' })
  })
})

describe('an empty value', () => {
  const WITH_EMPTY = { ...FEWER, DB_USER: '' }

  test('is an error by default, before anything is asked', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url) }
    const run = await push(t, { workspace: await storeWith(t, WITH_EMPTY), inputs })
    assertFailed(run, /^VALUE_EMPTY .*DB_USER/)
    assert.deepEqual(vault.calls, [])
  })

  test('with `empty: skip` is neither written nor deleted', async (t) => {
    const vault = await pushedBefore(t)
    const inputs = { destinations: vaultEntry(vault.url, 'empty: skip', 'delete: owned') }
    const run = await pushed(t, { workspace: await storeWith(t, WITH_EMPTY), inputs })
    assertRow(run, { destination: 'prod', unchanged: 1, skipped: 1, deleted: 2 })
    assert.equal(vault.entry()?.['DB_USER'], CANARIES['DB_USER'])
  })

  test('with `empty: push` is written', async (t) => {
    const vault = await pushedBefore(t)
    const inputs = { destinations: vaultEntry(vault.url, 'empty: push') }
    await pushed(t, { workspace: await storeWith(t, WITH_EMPTY), inputs })
    assert.equal(vault.entry()?.['DB_USER'], '')
  })
})
