// A rotation that was cut off, and who brings it to an end: the next command, whichever it is, or post.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, filesIn, FIXTURES, key } from '../helpers/action.ts'
import { killedSync } from '../helpers/killed-sync.ts'
import {
  assertHeldBy,
  assertOpenedBy,
  assertRefused,
  auditLines,
  BASIC,
  BOB,
  CAROL,
  everythingIn,
  LAPTOP,
  leftInTemp,
  plaintextsOf,
  sync,
  synced,
  WORKSTATION,
  wrappedKeys,
  type Synced,
  type Variables,
  TEAM,
} from '../helpers/rotating.ts'

const OPEN = { ...BASIC, 'write-files': 'false' }

/** When a rotation of `basic` is cut off, and what becomes of it. */
const MOMENTS = {
  'before it counts': [/^\d+ renameSync .*journal\.json$/, 'discarded', 'as it was before'],
  'when it counts, and nothing is in place': [
    /^\d+ renameSync .*\.kanuka\/secrets\/[0-9a-f-]+\.kanuka$/,
    'discarded',
    'as it was before',
  ],
  'with the half in place': [
    /^\d+ renameSync .*config\/\.env\.production\.kanuka$/,
    'completed',
    'entirely new',
  ],
  'with all in place': [/^\d+ renameSync .*journal\.tmp$/, 'cleaned up', 'already complete'],
} as const

const HALF = MOMENTS['with the half in place'][0]

async function cutOff(t: TestContext, before: RegExp): Promise<Synced & { workspace: string }> {
  const workspace = checkout(t, 'basic')
  return { workspace, ...(await killedSync(t, workspace, { before, inputs: BASIC })) }
}

/** Entirely old or entirely new, and nothing lies around. */
async function assertWhole(workspace: string, isNew: boolean): Promise<void> {
  await assertHeldBy(workspace, [WORKSTATION], plaintextsOf('basic'))
  assert.deepEqual(filesIn(workspace), filesIn(join(FIXTURES, 'basic')))
  assert.ok(!fs.existsSync(join(workspace, '.git/kanuka')))
  const lines = auditLines(join(FIXTURES, 'basic')).length
  assert.equal(auditLines(workspace).length, isNew ? lines + 1 : lines)
}

/** That of a dead run goes whoever comes next. */
function withoutLock(found: Variables): Variables {
  return Object.fromEntries(Object.entries(found).filter(([path]) => !path.endsWith('/owner.1')))
}

describe('a rotation that was killed', () => {
  for (const [when, [before, outcome, says]] of Object.entries(MOMENTS)) {
    const isNew = outcome !== 'discarded'

    test(`${when}: the next \`decrypt\` brings it to an end, and says so`, async (t) => {
      const { workspace, job } = await cutOff(t, before)
      const { exitCode, annotations, log } = await job.run({ inputs: OPEN })
      assert.equal(exitCode, 0, log)
      assert.deepEqual(
        annotations.map(({ type }) => type),
        ['notice'],
      )
      assert.match(
        annotations[0]?.message ?? '',
        /^an unfinished change of \.kanuka .* earlier run/,
      )
      assert.ok(annotations[0]?.message.includes(says), annotations[0]?.message)
      await assertWhole(workspace, isNew)
      const again = await job.run({ inputs: OPEN })
      assert.deepEqual(again.annotations, [])
    })

    test(`${when}: the next \`sync\` brings it to an end and rotates`, async (t) => {
      const { workspace } = await cutOff(t, before)
      const { result } = await synced(t, workspace, BASIC)
      const notice = result.annotations.find(({ type }) => type === 'notice')
      assert.ok(notice?.message.includes(says), result.log)
      await assertHeldBy(workspace, [WORKSTATION], plaintextsOf('basic'))
      const lines = auditLines(join(FIXTURES, 'basic')).length + (isNew ? 2 : 1)
      assert.equal(auditLines(workspace).length, lines)
      assert.ok(!fs.existsSync(join(workspace, '.git/kanuka')))
    })

    test(`${when}: post brings it to an end, and says so`, async (t) => {
      const { workspace, job } = await cutOff(t, before)
      const [post] = await job.post()
      assert.equal(post?.exitCode, 0, post?.log)
      assert.deepEqual(
        post.annotations.map(({ type }) => type),
        ['warning'],
      )
      const message = post.annotations[0]?.message ?? ''
      assert.match(message, new RegExp(`was not finished; it was ${outcome} \\(\\d+ files\\)`))
      await assertWhole(workspace, isNew)
      assert.deepEqual(leftInTemp(job), [])
      const next = await job.run({ inputs: OPEN })
      assert.deepEqual(next.annotations, [])
    })
  }

  test('post of a run that was not killed has nothing to say', async (t) => {
    const workspace = checkout(t, 'basic')
    fs.mkdirSync(join(workspace, '.git'))
    const { job } = await synced(t, workspace, BASIC)
    const [post] = await job.post()
    assert.equal(post?.log, '')
  })

  test('with a revocation in it: whoever was to go is gone', async (t) => {
    const workspace = checkout(t, 'team')
    const inputs = { ...TEAM, revoke: CAROL }
    const before = /^\d+ unlinkSync .*public_keys\/[0-9a-f-]+\.pub$/
    const { job } = await killedSync(t, workspace, { before, inputs })
    const half = wrappedKeys(workspace)
    assert.ok(half.includes(CAROL))
    const next = await job.run({ inputs: { ...TEAM, 'write-files': 'false' } })
    assert.equal(next.exitCode, 0, next.log)
    assert.deepEqual(wrappedKeys(workspace).toSorted(), [WORKSTATION, LAPTOP, BOB].toSorted())
    assert.doesNotMatch(fs.readFileSync(join(workspace, '.kanuka/config.toml'), 'utf8'), /carol/)
    await assertOpenedBy(workspace, [WORKSTATION, LAPTOP], plaintextsOf('team'))
  })

  test('in the second of three stores: the first is new, the others are whole', async (t) => {
    const workspace = checkout(t, 'monorepo')
    const inputs = {
      'private-key': key('monorepo-ci-all-stores.pem'),
      'working-directory': '**',
    }
    const before = /^\d+ renameSync .*services\/api\/\.env\.kanuka$/
    const { job } = await killedSync(t, workspace, { before, inputs })
    const next = await job.run({ inputs: { ...inputs, 'write-files': 'false' } })
    assert.equal(next.exitCode, 0, next.log)
    const notices = next.annotations.filter(({ type }) => type === 'notice')
    assert.deepEqual(
      notices.map(({ file }) => file),
      ['services/api/.kanuka'],
    )
    const added = ['', 'services/api', 'services/web'].map(
      (path) =>
        auditLines(join(workspace, path)).length -
        auditLines(join(FIXTURES, 'monorepo', path)).length,
    )
    assert.deepEqual(added, [1, 1, 0])
    assert.deepEqual(filesIn(workspace), filesIn(join(FIXTURES, 'monorepo')))
  })

  test('and whose files were put back since, as a checkout does, stays old', async (t) => {
    const { workspace, job } = await cutOff(t, HALF)
    for (const path of filesIn(join(FIXTURES, 'basic'))) {
      fs.copyFileSync(join(FIXTURES, 'basic', path), join(workspace, path))
    }
    const { annotations, exitCode } = await job.run({ inputs: OPEN })
    assert.equal(exitCode, 0)
    assert.match(annotations[0]?.message ?? '', /was discarded/)
    await assertWhole(workspace, false)
  })

  test('and whose files somebody changed since: nobody guesses, and `git restore` helps', async (t) => {
    const { workspace, job } = await cutOff(t, HALF)
    fs.writeFileSync(join(workspace, '.kanuka/audit.jsonl'), 'by somebody else\n')
    const before = withoutLock(everythingIn(workspace))
    for (const inputs of [OPEN, { command: 'sync', ...BASIC }]) {
      const result = await job.run({ inputs })
      assertRefused(result, 'STORE_INTERRUPTED', /audit\.jsonl[^]*git restore/)
      assert.deepEqual(withoutLock(everythingIn(workspace)), before)
    }
    for (const path of filesIn(join(FIXTURES, 'basic'))) {
      fs.copyFileSync(join(FIXTURES, 'basic', path), join(workspace, path))
    }
    assert.equal((await job.run({ inputs: OPEN })).exitCode, 0)
    await assertWhole(workspace, false)
  })

  test('post says it too when nobody may guess, and fails', async (t) => {
    const { workspace, job } = await cutOff(t, HALF)
    fs.writeFileSync(join(workspace, '.kanuka/audit.jsonl'), 'by somebody else\n')
    const before = withoutLock(everythingIn(workspace))
    const [post] = await job.post()
    assert.equal(post?.exitCode, 1)
    assert.match(post.annotations[0]?.message ?? '', /^STORE_INTERRUPTED: .*audit\.jsonl/)
    assert.deepEqual(withoutLock(everythingIn(workspace)), before)
  })
})

describe('a dry run after a rotation that was killed', () => {
  for (const [when, [before, outcome]] of Object.entries(MOMENTS)) {
    for (const command of ['decrypt', 'sync']) {
      test(`${when}: \`${command}\` says what would be done, and does nothing`, async (t) => {
        const { workspace, job } = await cutOff(t, before)
        const found = everythingIn(workspace)
        const result = await job.run({ inputs: { command, ...BASIC, 'dry-run': 'true' } })
        assert.deepEqual(everythingIn(workspace), found)
        const said = `would be brought to an end (${outcome}); a dry run changes nothing`
        assert.ok(result.log.includes(said), result.log)
        // Half old and half new it cannot be opened, so nothing can be said of it.
        assert.equal(result.exitCode, outcome === 'completed' ? 1 : 0)
        assert.equal(
          result.annotations.filter(({ type }) => type === 'error').length,
          result.exitCode,
        )
      })
    }
  }
})

test('what was brought to an end is said also when the run fails then', async (t) => {
  const { workspace } = await cutOff(t, HALF)
  fs.writeFileSync(join(workspace, '.env.new.kanuka'), 'damaged')
  const { result } = await sync(t, workspace, BASIC)
  assertRefused(result, 'FILE_DAMAGED', /\.env\.new\.kanuka/)
  assert.match(result.log, /unfinished change of \.kanuka .* was completed/)
  assert.ok(!fs.existsSync(join(workspace, '.git/kanuka')))
})
