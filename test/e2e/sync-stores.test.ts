// Several stores in one step; and when nothing is to be done, or may be.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, commitAll, key, withoutGit } from '../helpers/action.ts'
import {
  assertHeldBy,
  assertRefused,
  auditLines,
  BASIC,
  everythingIn,
  leftInTemp,
  plaintextsOf,
  reported,
  sync,
  synced,
} from '../helpers/rotating.ts'

describe('several stores', () => {
  const MONOREPO = {
    'private-key': key('monorepo-ci-all-stores.pem'),
    'working-directory': '**',
  }

  test('one is damaged: the others are rotated, and the step fails in the end', async (t) => {
    const workspace = checkout(t, 'monorepo')
    fs.appendFileSync(join(workspace, 'services/api/.env.kanuka'), 'x')
    const api = everythingIn(join(workspace, 'services/api'))
    const run = await sync(t, workspace, MONOREPO)
    const { result } = run
    assertRefused(result, 'DECRYPT_FAILED', /services\/api\/\.env\.kanuka/)
    assert.equal(result.outcome, 'failure')
    assert.deepEqual(everythingIn(join(workspace, 'services/api')), api)
    const members = ['99800d12-', '7c1d65f0-', '45e676e3-']
    for (const below of ['', 'services/web']) {
      const uuids = fs.readdirSync(join(workspace, below, '.kanuka/secrets'))
      assert.ok(uuids.every((name) => members.some((start) => name.startsWith(start))))
      const plaintexts = plaintextsOf(join('monorepo', below))
      await assertHeldBy(
        join(workspace, below),
        uuids.map((name) => name.replace('.kanuka', '')),
        plaintexts,
      )
    }
    const files = JSON.parse(result.outputs.get('files') ?? '') as readonly string[]
    assert.equal(files.length, 4)
    assert.ok(!files.some((path) => path.startsWith('services/api/')))
    assert.equal(result.outputs.get('files-count'), '4')
    assert.equal(result.outputs.get('members-count'), '4')
    assert.equal(result.outputs.get('changed'), 'true')
    assert.equal(result.outputs.get('matrix'), '{"store":[".","services/web"]}')
    assert.deepEqual(
      reported(run).errors.map(({ code }) => code),
      ['DECRYPT_FAILED'],
    )
    assert.match(result.log, /The keys of 2 stores were rotated.*1 problem, see below/)
    const [post] = await run.job.post()
    assert.equal(post?.exitCode, 0, post?.log)
    assert.deepEqual(leftInTemp(run.job), [])
  })

  test('one that cannot even be read does not stop the others', async (t) => {
    const workspace = checkout(t, 'monorepo')
    fs.writeFileSync(join(workspace, 'services/web/.kanuka/config.toml'), 'no TOML')
    const { result } = await sync(t, workspace, MONOREPO)
    assertRefused(result, 'CONFIG_INVALID', /services\/web\/\.kanuka\/config\.toml/)
    assert.equal(result.outputs.get('matrix'), '{"store":[".","services/api"]}')
    assert.equal(result.outputs.get('changed'), 'true')
  })

  test('all are damaged: nothing is changed, and all is said', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const stores = ['', 'services/api/', 'services/web/']
    for (const path of stores) fs.writeFileSync(join(workspace, path, '.kanuka/config.toml'), '?')
    const before = everythingIn(workspace)
    const { result } = await sync(t, workspace, MONOREPO)
    assert.equal(result.exitCode, 1)
    const named = result.annotations.map(({ file }) => file).toSorted()
    assert.deepEqual(named, stores.map((path) => `${path}.kanuka/config.toml`).toSorted())
    assert.deepEqual(everythingIn(workspace), before)
  })

  test('a revocation counts wherever the member is, and need not be everywhere', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const { result } = await synced(t, workspace, { ...MONOREPO, revoke: 'bob@example.com' })
    assert.match(result.log, /1 member removed/)
    assert.deepEqual(fs.readdirSync(join(workspace, 'services/web/.kanuka/secrets')).length, 1)
    const api = auditLines(join(workspace, 'services/api')).at(-1) ?? ''
    assert.match(api, /"op":"sync"/)
  })

  test('a key that opens only one of them fails for the others', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const inputs = { ...MONOREPO, 'private-key': key('monorepo-web-bob.pem') }
    const { result } = await sync(t, workspace, inputs)
    assertRefused(result, 'KEY_NOT_A_MEMBER', /./)
    assert.equal(result.outputs.get('matrix'), '{"store":["services/web"]}')
  })
})

describe('when nothing is to be done', () => {
  test('no key and `if-no-key: skip`: said, and nothing else', async (t) => {
    const workspace = checkout(t, 'team')
    const before = everythingIn(workspace)
    const { job, result } = await synced(t, workspace, { 'if-no-key': 'skip' })
    assert.equal(result.outputs.get('skipped'), 'true')
    assert.equal(result.outputs.get('changed'), 'false')
    assert.deepEqual(
      result.annotations.map(({ type }) => type),
      ['notice'],
    )
    assert.match(result.log, /^Nothing was rotated: there is no private key/)
    assert.deepEqual(everythingIn(workspace), before)
    assert.deepEqual(leftInTemp(job), [])
  })

  test('a key and `if-no-key: skip`: rotated', async (t) => {
    const { result } = await synced(t, checkout(t, 'basic'), { ...BASIC, 'if-no-key': 'skip' })
    assert.equal(result.outputs.get('changed'), 'true')
    assert.ok(!result.outputs.has('skipped'))
  })

  test(
    'a checkout that outsiders chose is refused, its own commit is not',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'basic')
      const head = commitAll(workspace)
      const event = {
        name: 'pull_request_target',
        payload: { repository: { private: true, full_name: 'acme/widgets' } },
      }
      const before = everythingIn(workspace)
      const env = { GITHUB_SHA: '1'.repeat(40) }
      const foreign = await sync(t, { workspace, event, env }, BASIC)
      assertRefused(foreign.result, 'UNTRUSTED_EVENT', /not the event's own/)
      assert.deepEqual(everythingIn(workspace), before)
      await synced(t, { workspace, event, env: { GITHUB_SHA: head } }, BASIC)
    },
  )

  test(
    'a file that an outsider added is refused before the key is used',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'basic')
      const head = commitAll(workspace)
      const [own = ''] = fs.readdirSync(join(workspace, '.kanuka/public_keys'))
      const added = '.kanuka/public_keys/ffffffff-0000-4000-8000-000000000000.pub'
      fs.copyFileSync(join(workspace, '.kanuka/public_keys', own), join(workspace, added))
      const before = everythingIn(workspace)
      const event = {
        name: 'workflow_run',
        payload: { repository: { private: true, full_name: 'acme/widgets' } },
      }
      const env = { GITHUB_SHA: head }
      const { result } = await sync(
        t,
        { workspace, event, env },
        { ...BASIC, grant: 'all-pending' },
      )
      assertRefused(result, 'UNTRUSTED_EVENT', /ffffffff/)
      assert.deepEqual(everythingIn(workspace), before)
    },
  )
})
