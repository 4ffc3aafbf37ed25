// The disk comes after the remote: what happens when it cannot follow, or the run ends in between.
import assert from 'node:assert/strict'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { folder, withoutGit } from '../helpers/action.ts'
import {
  assertFails,
  assertLanded,
  assertNoLeak,
  assertOpens,
  PROPOSED,
} from '../helpers/committing-asserts.ts'
import { changedSince, remoteTree, scene } from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }

describe('the disk after the remote', OPTIONS, () => {
  test('a file that changes on the disk meanwhile is left alone; the commit stands', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const { github, workspace, store } = story
    github.before('graphql', () => appendFileSync(join(workspace, '.env.kanuka'), 'x'))
    const result = await story.sync()
    assertFails(
      result,
      'STORE_CHANGED',
      /\.env\.kanuka .*The commit has landed; only this checkout/,
    )
    assert.deepEqual(changedSince(story.before, workspace), ['.env.kanuka'])
    assert.equal(result.outputs.get('commit-sha'), github.git('rev-parse', 'main'))
    assert.equal(result.outputs.get('changed'), 'true')
    await assertOpens(remoteTree(t, github), { store })
    assertNoLeak(github, result)
  })

  test('a run that is killed in between leaves both whole, and the next one goes on', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const { github, workspace, store, head } = story
    const file = join(folder(t), 'landed')
    const dead = Promise.withResolvers<void>()
    github.before('pulls/create', async () => {
      writeFileSync(file, '')
      await dead.promise
    })
    const inputs = { commit: 'pull-request' }
    const killed = await story.sync(inputs, { step: { signalWhen: { file, signal: 'SIGKILL' } } })
    dead.resolve()
    assert.equal(killed.signal, 'SIGKILL')
    assert.deepEqual(changedSince(story.before, workspace), [])
    await assertOpens(workspace, { store })
    await assertOpens(remoteTree(t, github, PROPOSED), { store })
    const first = github.git('rev-parse', PROPOSED)
    const result = await story.sync(inputs)
    const landing = { branch: PROPOSED, parents: [first, head] }
    await assertLanded(t, { scene: story, result }, landing)
    assert.equal(github.pulls.length, 1)
  })
})
