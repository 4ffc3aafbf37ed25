// push to Vault, as a workflow uses it: the first time, again, after a change here or there.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { filesIn } from '../helpers/action.ts'
import { watchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  assertRow,
  CANARIES,
  FEWER,
  push,
  pushed,
  seenIn,
  storeOf,
  storeWith,
  summaryRows,
  vaultEntry,
} from '../helpers/pushing.ts'

describe('push to Vault', () => {
  test('the first push writes all variables into one entry, and says so', async (t) => {
    const vault = await watchedVault(t)
    const workspace = await storeOf(t)
    const before = filesIn(workspace)
    const run = await pushed(t, { workspace, inputs: { destinations: vaultEntry(vault.url) } })
    assert.deepEqual({ ...vault.entry() }, CANARIES)
    assertRow(run, { destination: 'prod', created: 4 })
    const { result } = run
    assert.equal(result.outputs.get('changed'), 'true')
    assert.match(result.log, /1 destination: 4 created, 0 updated, 0 deleted, 0 unchanged/)
    const rows = summaryRows(run)
    assert.ok(rows.includes('prod | 4 | 0 | 0 | 0 | 0 | 0'), rows.join('\n'))
    assert.ok(rows.includes('prod | DB_PASSWORD | create | done |'), rows.join('\n'))
    assert.deepEqual(filesIn(workspace), before)
    assert.equal(vault.calls.length, 6, vault.calls.join('\n'))
  })

  test('pushing again changes nothing, with two requests', async (t) => {
    const vault = await watchedVault(t)
    const how = { workspace: await storeOf(t), inputs: { destinations: vaultEntry(vault.url) } }
    await pushed(t, how)
    vault.seen.length = 0
    const run = await pushed(t, how)
    assertRow(run, { destination: 'prod', unchanged: 4 })
    assert.equal(run.result.outputs.get('changed'), 'false')
    assert.deepEqual(vault.writes, [])
    assert.equal(vault.calls.length, 2, vault.calls.join('\n'))
    assert.equal(vault.fake.v2.get('app')?.current, 1)
  })

  test('only what changed is an update; what is gone stays, and is shown', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url) }
    await pushed(t, { workspace: await storeOf(t), inputs })
    const workspace = await storeWith(t, { ...FEWER, DB_USER: 'canary-other-user' })
    const run = await pushed(t, { workspace, inputs })
    assertRow(run, { destination: 'prod', updated: 1, unchanged: 1, skipped: 2 })
    assert.deepEqual({ ...vault.entry() }, { ...CANARIES, DB_USER: 'canary-other-user' })
    assert.match(summaryRows(run).join('\n'), /DB_HOST .*no longer in the source, and stays/)
  })

  test('renamed, selected and derived variables arrive', async (t) => {
    const vault = await watchedVault(t)
    const entry = vaultEntry(
      vault.url,
      "select: ['DB_*', '!DB_PASSWORD', 'TITLE=APP_TITLE']",
      "key-schema: 'MYAPP_{{secretKey}}'",
      "values: { DATABASE_URL: 'postgres://{{DB_USER}}:{{urlencode DB_PASSWORD}}@{{DB_HOST}}/app' }",
    )
    await pushed(t, { workspace: await storeOf(t), inputs: { destinations: entry } })
    const { DB_USER = '', DB_HOST = '', APP_TITLE } = CANARIES
    assert.deepEqual(
      { ...vault.entry() },
      {
        MYAPP_DB_USER: DB_USER,
        MYAPP_DB_HOST: DB_HOST,
        MYAPP_TITLE: APP_TITLE,
        MYAPP_DATABASE_URL: `postgres://${DB_USER}:canary%20p%40ss%2Fw%26rd%207vq4@${DB_HOST}/app`,
      },
    )
  })

  test('all variables go into one value with `format: json`', async (t) => {
    const vault = await watchedVault(t)
    const entry = vaultEntry(vault.url, 'format: json', 'item: settings')
    await pushed(t, { workspace: await storeOf(t), inputs: { destinations: entry } })
    assert.deepEqual(Object.keys(vault.entry() ?? {}), ['settings'])
    assert.deepEqual(JSON.parse(String(vault.entry()?.['settings'])), CANARIES)
  })

  test('an AppRole signs in, and its token is used', async (t) => {
    const vault = await watchedVault(t)
    const body = { role_id: 'canary-role-id', secret_id: 'canary-secret-id' }
    vault.fake.logins.set('auth/approle/login', JSON.stringify(body))
    const entry = vaultEntry(vault.url, 'auth: { role-id: env:ROLE_ID, secret-id: env:SECRET_ID }')
    const env = { ROLE_ID: body.role_id, SECRET_ID: body.secret_id }
    const inputs = { destinations: entry }
    const run = await pushed(t, { workspace: await storeOf(t), inputs, step: { env } })
    assertRow(run, { destination: 'prod', created: 4 })
    assert.equal(vault.calls[0], 'POST auth/approle/login')
    assert.equal(run.job.print('canary-secret-id'), '***')
  })
})

describe('two destinations in one entry', () => {
  for (const engine of [['mount: kv1', 'kv-version: 1'], ['kv-version: 2']]) {
    test(`both arrive, and stay: ${engine.join(', ')}`, async (t) => {
      const vault = await watchedVault(t)
      const destinations =
        vaultEntry(vault.url, ...engine, "select: ['DB_*']") +
        vaultEntry(vault.url, ...engine, 'name: second', "select: ['*', '!DB_*']")
      const how = { workspace: await storeOf(t), inputs: { destinations } }
      const first = await pushed(t, how)
      assertRow(first, { destination: 'prod', created: 3 }, { destination: 'second', created: 1 })
      const entry = engine.includes('mount: kv1') ? vault.fake.v1.get('app') : vault.entry()
      assert.deepEqual({ ...entry }, CANARIES)
      const again = await pushed(t, how)
      assertRow(
        again,
        { destination: 'prod', unchanged: 3 },
        { destination: 'second', unchanged: 1 },
      )
    })
  }
})

describe('what somebody else did there', () => {
  test('a value that was changed by hand is shown as drifted, and written again', async (t) => {
    const vault = await watchedVault(t)
    const how = { workspace: await storeOf(t), inputs: { destinations: vaultEntry(vault.url) } }
    await pushed(t, how)
    vault.fake.writeByHand('app', { ...CANARIES, DB_USER: 'by hand' })
    const plan = await pushed(t, { ...how, inputs: { ...how.inputs, 'dry-run': 'true' } })
    assert.match(summaryRows(plan).join('\n'), /DB_USER \| drifted \| planned/)
    assert.equal(vault.entry()?.['DB_USER'], 'by hand')
    const run = await pushed(t, how)
    assert.match(summaryRows(run).join('\n'), /DB_USER \| drifted \| done/)
    assert.deepEqual({ ...vault.entry() }, CANARIES)
  })

  test('so it is on an engine without versions; what was not changed is left alone', async (t) => {
    const vault = await watchedVault(t)
    const entry = vaultEntry(vault.url, 'mount: kv1', 'kv-version: 1')
    const how = { workspace: await storeOf(t), inputs: { destinations: entry } }
    await pushed(t, how)
    vault.fake.v1.set('app', { ...CANARIES, DB_USER: 'by hand', THEIRS: 'of others' })
    const run = await pushed(t, how)
    assertRow(run, { destination: 'prod', updated: 1, unchanged: 3 })
    assert.match(summaryRows(run).join('\n'), /DB_USER \| drifted \| done/)
    assert.deepEqual({ ...vault.fake.v1.get('app') }, { ...CANARIES, THEIRS: 'of others' })
    assertRow(await pushed(t, how), { destination: 'prod', unchanged: 4 })
  })

  test('a foreign item of the same name stays; the rest is written, and the step fails', async (t) => {
    const vault = await watchedVault(t)
    vault.fake.writeByHand('app', { DB_USER: 'theirs', OTHER: 'theirs too' })
    const how = { workspace: await storeOf(t), inputs: { destinations: vaultEntry(vault.url) } }
    const run = await push(t, how)
    assertFailed(run, /^ITEM_FOREIGN "prod" has DB_USER already/)
    assertRow(run, { destination: 'prod', created: 3, failed: 1 })
    assert.deepEqual({ ...vault.entry() }, { ...CANARIES, DB_USER: 'theirs', OTHER: 'theirs too' })
    assert.match(summaryRows(run).join('\n'), /DB_USER \| foreign \| failed/)
    assert.doesNotMatch(seenIn(run), /OTHER/)
  })

  test('`adopt: true` takes it over, once; after that it is ours', async (t) => {
    const vault = await watchedVault(t)
    vault.fake.writeByHand('app', { DB_USER: 'theirs', OTHER: 'theirs too' })
    const workspace = await storeOf(t)
    const adopting = { destinations: vaultEntry(vault.url, 'adopt: true') }
    const run = await pushed(t, { workspace, inputs: adopting })
    assertRow(run, { destination: 'prod', created: 3, updated: 1 })
    assert.deepEqual({ ...vault.entry() }, { ...CANARIES, OTHER: 'theirs too' })
    const again = await pushed(t, { workspace, inputs: { destinations: vaultEntry(vault.url) } })
    assertRow(again, { destination: 'prod', unchanged: 4 })
  })

  test('a copy of the repository does not own what the first one pushed', async (t) => {
    const vault = await watchedVault(t)
    const how = { workspace: await storeOf(t), inputs: { destinations: vaultEntry(vault.url) } }
    await pushed(t, how)
    const run = await push(t, { ...how, env: { GITHUB_REPOSITORY_ID: '4712' } })
    assertFailed(run, /^ITEM_FOREIGN/)
    assertRow(run, { destination: 'prod', failed: 4 })
    assert.equal(vault.fake.v2.get('app')?.current, 1)
  })
})
