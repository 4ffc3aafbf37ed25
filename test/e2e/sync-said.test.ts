// What a run of sync must say, or must not: each of these was once said wrongly, or not at all.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, folder, withoutGit } from '../helpers/action.ts'
import { commit, DAY } from '../helpers/dated-commits.ts'
import { killedSync } from '../helpers/killed-sync.ts'
import {
  assertNothingDone,
  assertRefused,
  BASIC,
  CAROL,
  sync,
  synced,
  TEAM,
} from '../helpers/rotating.ts'

const SINCE = /got access since the last rotation/

describe('who came since the last rotation', { skip: withoutGit }, () => {
  test('is warned of with the fingerprint, also when the wrapped key is made up', async (t) => {
    const root = checkout(t, 'team')
    const wrapped = join(root, `.kanuka/secrets/${CAROL}.kanuka`)
    const made = fs.readFileSync(wrapped).map((byte) => byte ^ 1)
    commit(root, 9 * DAY)
    fs.writeFileSync(wrapped, made)
    commit(root, DAY)
    const { result } = await synced(t, root, TEAM)
    const warnings = result.annotations.filter(({ message }) => SINCE.test(message))
    assert.equal(warnings.length, 1)
    assert.match(warnings[0]?.message ?? '', /^carol@example\.com, studio .*: [0-9a-f]{64}$/)
  })

  test('is nobody after a second rotation in one checkout', async (t) => {
    const root = checkout(t, 'team')
    commit(root, DAY)
    await synced(t, root, TEAM)
    const { result } = await synced(t, root, TEAM)
    assert.doesNotMatch(result.log, SINCE)
  })
})

test('a recovery is told of although the run then fails', async (t) => {
  const workspace = checkout(t, 'basic')
  const before = /^\d+ renameSync .*config\/\.env\.production\.kanuka$/
  const { job } = await killedSync(t, workspace, { before, inputs: BASIC })
  const result = await job.run({ inputs: { ...BASIC, files: 'none.env.kanuka' } })
  assertRefused(result, 'NOTHING_SELECTED', /none\.env\.kanuka/)
  const notice = result.annotations.find(({ type }) => type === 'notice')
  assert.match(notice?.message ?? '', /earlier run was completed: the store is entirely new/)
  assert.match(result.summary, /earlier run was completed/)
})

test('a dry run stops at what would stop the real one', async (t) => {
  const workspace = checkout(t, 'team')
  fs.appendFileSync(join(workspace, '.kanuka/audit.jsonl'), '<<<<<<< ours\n')
  const refusal = { code: 'FILE_DAMAGED', says: /conflict markers/ }
  for (const dryRun of ['true', 'false']) {
    await assertNothingDone(t, workspace, { ...refusal, inputs: { ...TEAM, 'dry-run': dryRun } })
  }
})

test(
  'without a git program a commit is refused for that reason',
  { skip: withoutGit },
  async (t) => {
    const workspace = checkout(t, 'team')
    commit(workspace, DAY)
    const env = { PATH: folder(t) }
    const { result } = await sync(t, { workspace, env }, { ...TEAM, commit: 'branch' })
    assertRefused(result, 'GIT_MISSING', /no git program/)
  },
)
