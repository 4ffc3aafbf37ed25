// What a run compares on a shallow clone for other events than pull requests, and for a `base-ref`.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withoutGit } from '../../helpers/action.ts'
import { withoutHttpBackend } from '../../helpers/github/fake-github.ts'
import { workflowIn } from '../../helpers/workflows.ts'
import { git } from './checkouts.ts'
import { checkedOut, compare, pull, pullWorkflow } from './ranges.ts'

const skip = withoutGit || withoutHttpBackend

describe('other events on a shallow clone', { skip }, () => {
  test('a push, also one that was forced', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'main' })
    for (const before of [here.base, here.head]) {
      const workflow = workflowIn(repository.workTree, { eventName: 'push', commits: { before } })
      const ends = await compare(repository, workflow, here)
      assert.deepEqual([ends.head, ends.tip, ends.base], [here.tip, before, before])
    }
  })

  test('a first push fetches nothing', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'main' })
    const commits = { before: '0'.repeat(40) }
    const workflow = workflowIn(repository.workTree, { eventName: 'push', commits })
    assert.match((await compare(repository, workflow, here)).notes.join(), /first push/)
    assert.equal(here.github.calls.length, 0)
  })

  test('a schedule', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'main' })
    const workflow = workflowIn(repository.workTree, { eventName: 'schedule' })
    const young = await compare(repository, workflow, here)
    assert.match(young.notes.join(), /whole history/)
    assert.notEqual(here.github.calls.length, 0)
    const asked = here.github.calls.length
    const now = new Date(Date.now() + 2 * 24 * 60 * 60 * 1000)
    assert.match((await compare(repository, workflow, { ...here, now })).notes.join(), /no commits/)
    assert.equal(here.github.calls.length, asked)
  })
})

describe('a `base-ref` that is not in the clone', { skip }, () => {
  test('is a branch, tag or commit of the remote', async (t) => {
    const here = await pull(t)
    const { github, base, head, tip } = here
    const person = ['-c', 'user.name=a', '-c', 'user.email=a@b']
    github.git(...person, 'tag', '-a', '-m', 'tag', 'v1', tip)
    github.git('branch', 'v1', base)
    github.git('branch', 'x/main', base)
    const repository = checkedOut(t, github, { ref: 'refs/pull/1/head' })
    const workflow = pullWorkflow(repository, here)
    for (const [baseRef, commit] of [
      ['main', tip],
      ['refs/tags/v1', tip],
      ['v1', base],
      [tip, tip],
    ] as const) {
      const ends = await compare(repository, workflow, { github, baseRef })
      assert.deepEqual([ends.head, ends.tip, ends.base], [head, commit, base], baseRef)
    }
  })

  test('and not on the remote either is an error', async (t) => {
    const here = await pull(t)
    const repository = checkedOut(t, here.github, { ref: 'refs/pull/1/head' })
    const workflow = pullWorkflow(repository, here)
    for (const baseRef of ['nowhere', '--upload-pack=x', '*']) {
      const unknown = compare(repository, workflow, { ...here, baseRef })
      await assert.rejects(unknown, { code: 'INPUT_INVALID', what: /`base-ref` names/ })
    }
    const gone = await compare(repository, workflow, { ...here, baseRef: '1'.repeat(40) })
    assert.match(gone.notes.join(), /could not be fetched/)
  })
})

test(
  'a merge base that only looks like one, as history is cut off, is not taken',
  { skip },
  async (t) => {
    const here = await pull(t)
    const { github, base: fork } = here
    const commit = (subject: string, ...parents: readonly string[]): string => {
      const person = ['-c', 'user.name=a', '-c', 'user.email=a@b']
      const args = parents.flatMap((parent) => ['-p', parent])
      return github.git(...person, 'commit-tree', ...args, '-m', subject, `${fork}^{tree}`)
    }
    // Both have a short way to the old fork, and the branch has a long one to where it really began.
    const began = commit('began', commit('2', commit('1', fork)))
    const long = ['a', 'b', 'c', 'd'].reduce((parent, name) => commit(name, parent), began)
    const head = commit('head', long, commit('short', fork))
    const tip = commit('tip', began, commit('short too', fork))
    const merge = commit('trial', tip, head)
    github.git('update-ref', 'refs/pull/1/merge', merge)
    const repository = checkedOut(t, github, { ref: 'refs/pull/1/merge', args: ['--depth=4'] })
    assert.equal(git(repository.workTree, 'merge-base', tip, head), fork)
    const workflow = pullWorkflow(repository, { ...here, head, tip, merge })
    const ends = await compare(repository, workflow, { github })
    assert.deepEqual(ends, { head, tip, base: began, notes: [] })
  },
)
