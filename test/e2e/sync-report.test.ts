// What a rotation says of itself: outputs, log, summary and report; and what a dry run would say.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, commitAll, key, withoutGit } from '../helpers/action.ts'
import {
  assertRefused,
  CAROL,
  DAVE,
  ERIN,
  everythingIn,
  fingerprint,
  leftInTemp,
  reported,
  sync,
  synced,
  TEAM,
  WORKSTATION,
  secretFiles,
  BASIC,
} from '../helpers/rotating.ts'

describe('what is said', () => {
  test('outputs, log, summary and report', async (t) => {
    const workspace = checkout(t, 'team')
    const run = await synced(t, workspace, { ...TEAM, grant: DAVE, revoke: CAROL })
    const { outputs, log, summary } = run.result
    assert.equal(outputs.get('changed'), 'true')
    assert.deepEqual(JSON.parse(outputs.get('files') ?? ''), [...secretFiles(workspace)])
    assert.equal(outputs.get('files-count'), '5')
    assert.equal(outputs.get('members-count'), '4')
    assert.equal(outputs.get('matrix'), '{"store":["."]}')
    for (const name of ['commit-sha', 'pull-request-url', 'skipped', 'secrets']) {
      assert.ok(!outputs.has(name), name)
    }
    const headline = 'The key of "payments" was rotated: 4 members with the new one, 5 files'
    assert.ok(log.startsWith(headline), log)
    assert.match(log, /commit them all together, or set `commit`/)
    assert.match(log, /change the values themselves too/)
    for (const text of [DAVE, CAROL, ERIN, 'services/worker/config/.env.staging.kanuka']) {
      assert.ok(log.includes(text) && summary.includes(text), text)
    }
    const [store] = reported(run).stores
    assert.deepEqual(store, {
      path: '.',
      project: 'payments',
      projectUuid: 'a211b91e-d303-4c9a-b308-6b6ca612cc92',
      result: 'rotated',
      openedAs: WORKSTATION,
      files: [...secretFiles(workspace)],
      members: store?.['members'],
      letIn: [DAVE],
      sinceLastRotation: [],
      pending: [],
      revoked: [CAROL],
      orphansRemoved: [ERIN],
    })
    assert.equal([store?.['members']].flat().length, 4)
    assert.deepEqual(reported(run).errors, [])
  })

  test('the store is found from a folder below, and named by its path', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const inputs = {
      'private-key': key('monorepo-ci-all-stores.pem'),
      'working-directory': 'services/api',
    }
    const { result } = await synced(t, workspace, inputs)
    const files = JSON.parse(result.outputs.get('files') ?? '') as readonly string[]
    assert.ok(files.length > 0 && files.every((path) => path.startsWith('services/api/')))
    assert.equal(result.outputs.get('matrix'), '{"store":["services/api"]}')
  })

  test('names in a store are only text: no commands, no markup', async (t) => {
    const workspace = checkout(t, 'team')
    const path = join(workspace, '.kanuka/config.toml')
    const name = '"x\\n::error title=pwned::y<script>](z) @octocat"'
    const text = fs.readFileSync(path, 'utf8').replace('"payments"', name)
    fs.writeFileSync(path, text.replaceAll('"dave@example.com"', name))
    const { result } = await synced(t, workspace, TEAM)
    assert.ok(!result.annotations.some(({ type }) => type === 'error'))
    assert.doesNotMatch(result.summary, /<script>|@octocat/)
  })
})

describe('dry-run', () => {
  test(
    'says the same of members and files, and touches nothing',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'team')
      commitAll(workspace)
      const inputs = { ...TEAM, grant: fingerprint(workspace, DAVE), revoke: 'carol@example.com' }
      const before = everythingIn(workspace)
      const dry = await synced(t, workspace, { ...inputs, 'dry-run': 'true' })
      assert.deepEqual(everythingIn(workspace), before)
      assert.deepEqual(leftInTemp(dry.job), [])
      const real = await synced(t, workspace, inputs)
      assert.deepEqual(reported(dry).stores, reported(real).stores)
      assert.equal(reported(dry).dryRun, true)
      const names = ['files', 'files-count', 'members-count', 'matrix']
      for (const name of names) {
        assert.equal(dry.result.outputs.get(name), real.result.outputs.get(name), name)
      }
      assert.equal(dry.result.outputs.get('changed'), 'false')
      assert.match(
        dry.result.log,
        /^Dry run, nothing was changed: .* would be rotated, for 4 members/,
      )
      assert.match(dry.result.log, /1 member would be let in\. 1 member would be removed/)
      assert.match(dry.result.log, new RegExp(`${DAVE} \\| would be let in`))
      assert.match(dry.result.log, /would be re-encrypted/)
      assert.doesNotMatch(dry.result.log, /was removed|were changed/)
    },
  )

  test('without git no folder is made in the temp folder either', async (t) => {
    const workspace = checkout(t, 'team')
    const before = everythingIn(workspace)
    const { job } = await synced(t, workspace, { ...TEAM, 'dry-run': 'true' })
    assert.deepEqual(everythingIn(workspace), before)
    assert.deepEqual(leftInTemp(job), [])
  })

  test('what would be refused is refused', async (t) => {
    const workspace = checkout(t, 'damaged/mixed-keys')
    const { result } = await sync(t, workspace, { ...BASIC, 'dry-run': 'true' })
    assertRefused(result, 'DECRYPT_FAILED', /\.env\.local\.kanuka/)
    assert.notEqual(result.outputs.get('changed'), 'true')
  })
})
