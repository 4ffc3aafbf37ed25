// A checkout with commits that the remote does not have: a rotation made from the remote alone would
// lose them.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { key, withoutGit } from '../helpers/action.ts'
import { assertFails } from '../helpers/committing-asserts.ts'
import { changedSince, checkoutOf, git, pushedByAda, scene } from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'
import { openIndependently, sealIndependently } from '../helpers/independent-reader.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }

/** A step before ours adds a secret file, and commits it here only. */
async function addHere(workspace: string): Promise<void> {
  const { symmetricKey } = await openIndependently(workspace, key('basic-alice.pkcs1.pem'))
  const sealed = await sealIndependently(Buffer.from('NEW=1\n'), symmetricKey)
  writeFileSync(join(workspace, 'new.env.kanuka'), sealed)
  git(workspace, 'add', '--all')
  git(workspace, 'commit', '--quiet', '--message', 'here only')
}

describe('a commit that was not pushed', OPTIONS, () => {
  for (const method of ['api', 'git']) {
    for (const [what, clone, moves] of [
      ['on top of the branch', [], false],
      ['in a shallow checkout', ['--depth=1'], false],
      ['and a branch that went on without it', [], true],
      ['and a branch that went on, in a shallow checkout', ['--depth=1'], true],
    ] as const) {
      test(`${method}: ${what}: nothing is done`, async (t) => {
        const { github } = await scene(t)
        await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'a.txt'), 'a'))
        const story = checkoutOf(t, github, { clone })
        await addHere(story.workspace)
        if (moves) await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'b.txt'), 'b'))
        const tip = github.git('rev-parse', 'main')
        const result = await story.sync({ 'commit-method': method })
        assertFails(result, 'COMMIT_PLACE', /checked out is not on the branch main of the remote/)
        assert.match(result.log, /[Pp]ush it/)
        assert.equal(github.git('rev-parse', 'main'), tip)
        assert.deepEqual(changedSince(story.before, story.workspace), [])
      })
    }

    test(`${method}: as a pull request it is not lost either`, async (t) => {
      const story = await scene(t)
      await addHere(story.workspace)
      const result = await story.sync({ 'commit-method': method, commit: 'pull-request' })
      if (method === 'api') {
        assertFails(result, 'COMMIT_PLACE', /Object does not exist/)
        assert.match(result.log, /push it first/)
        assert.deepEqual(changedSince(story.before, story.workspace), [])
      } else {
        assert.equal(result.exitCode, 0, result.log)
        story.github.git('cat-file', '-e', 'kanuka/sync-main:new.env.kanuka')
      }
    })
  }
})
