// What a check compares on each event of GitHub, in a clone with all history and in a shallow one, and with
// each kind of `base-ref`. Real git, a fake GitHub, and what ships in dist/.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { pullEvent, type CheckResult } from '../helpers/checking.ts'
import {
  checkClone,
  checkedOut,
  ends,
  FOUND,
  HEAD,
  MERGE,
  notesOf,
  pullOnGithub,
  visits,
  type PullOnGithub,
} from '../helpers/checking-clones.ts'
import { git } from '../helpers/committing.ts'
import { DAY, git as gitOfThen, HOUR } from '../helpers/dated-commits.ts'
import { fakeGithub, withoutHttpBackend } from '../helpers/github/fake-github.ts'

interface Clone {
  readonly refs: readonly string[]
  readonly args: readonly string[]
}

const skip = withoutGit || withoutHttpBackend
const repository = { private: true, full_name: 'acme/widgets' }
const ALL = '+refs/heads/*:refs/remotes/origin/*'
const WHOLE: Clone = { refs: ['refs/heads/feature', ALL], args: [] }
const SHALLOW: Clone = { refs: ['refs/heads/feature'], args: ['--depth=1'] }
const CLONES = [
  ['with all history', WHOLE, 0],
  ['that is shallow', SHALLOW, 2],
] as const

/** Where main stands is known as well. */
function withMain({ refs, args }: Clone): Clone {
  return { refs: [...refs, '+refs/heads/main:refs/remotes/origin/main'], args }
}

/** A run on the last commit of `feature`. */
async function onEvent(
  t: TestContext,
  here: PullOnGithub,
  run: { clone: Clone; name: string; payload: object; inputs?: Record<string, string> },
): Promise<CheckResult> {
  const workspace = checkedOut(t, here.github, run.clone)
  const event = { name: run.name, payload: { repository, ...run.payload } }
  const env = { GITHUB_SHA: here.head, GITHUB_REF: 'refs/heads/feature' }
  return checkClone(t, here, { workspace, inputs: run.inputs ?? {}, options: { event, env } })
}

for (const [what, clone, asked] of CLONES) {
  describe(`in a clone ${what}`, { skip }, () => {
    test('merge_group: compared with the base of the group', async (t) => {
      const here = await pullOnGithub(t)
      const payload = { merge_group: { base_sha: here.tip, head_sha: here.head } }
      const result = await onEvent(t, here, { clone, name: 'merge_group', payload })
      assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
      assert.deepEqual(result.codes, FOUND)
      assert.equal(visits(here.github), asked)
    })

    test('push: from where the branch stood before', async (t) => {
      const here = await pullOnGithub(t)
      const payload = { before: here.base, after: here.head }
      const result = await onEvent(t, here, { clone, name: 'push', payload })
      assert.deepEqual(ends(result), [here.base, here.base, here.head], result.log)
      assert.deepEqual(result.codes, FOUND)
      assert.equal(visits(here.github), asked)
    })

    test('push: what was pushed before counts no more', async (t) => {
      const here = await pullOnGithub(t)
      const before = here.github.git('rev-parse', 'feature~1')
      const result = await onEvent(t, here, {
        clone,
        name: 'push',
        payload: { before, after: here.head },
      })
      assert.deepEqual(ends(result), [before, before, here.head], result.log)
      assert.deepEqual(result.codes, ['MEMBER_ADDED'])
      assert.equal(result.exitCode, 0)
      assert.equal(result.status, 'warn')
    })

    test('push: the first one of a branch is judged by its last commit, and nobody is asked', async (t) => {
      const here = await pullOnGithub(t)
      const payload = { before: '0'.repeat(40), after: here.head }
      const result = await onEvent(t, here, { clone, name: 'push', payload })
      assert.deepEqual(ends(result), [null, null, here.head])
      assert.deepEqual(result.codes, [])
      assert.equal(result.exitCode, 0)
      assert.match(notesOf(result), /first push of the branch.*`base-ref`/)
      assert.equal(visits(here.github), 0)
    })

    test('push: the first one, with a `base-ref`', async (t) => {
      const here = await pullOnGithub(t)
      const result = await onEvent(t, here, {
        clone: withMain(clone),
        name: 'push',
        payload: { before: '0'.repeat(40), after: here.head },
        inputs: { 'base-ref': 'main' },
      })
      assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
      assert.deepEqual(result.codes, FOUND)
    })

    test('push: a forced one is compared with what the branch was', async (t) => {
      const here = await pullOnGithub(t)
      // It had the same start, and its last commit went another way.
      const result = await onEvent(t, here, {
        clone: withMain(clone),
        name: 'push',
        payload: { before: here.tip, after: here.head, forced: true },
      })
      assert.deepEqual(ends(result), [here.tip, here.tip, here.head], result.log)
      assert.deepEqual(result.codes, FOUND)
      assert.match(notesOf(result), /push was forced/)
    })

    for (const name of ['schedule', 'workflow_dispatch', 'repository_dispatch']) {
      test(`${name}: the last day`, async (t) => {
        const here = await pullOnGithub(t)
        const { head, day } = dated(here)
        const result = await onEvent(t, { ...here, head }, { clone, name, payload: {} })
        assert.deepEqual(ends(result), [day, day, head], result.log)
        assert.deepEqual(result.codes, ['MEMBER_ADDED'])
        assert.ok(visits(here.github) <= asked)
      })
    }
  })
}

/** `feature` made anew: its plaintext came and went days ago, the newcomer an hour ago. */
function dated({ workspace, github, base, head }: PullOnGithub): { day: string; head: string } {
  const ids = git(workspace, 'rev-list', '--reverse', `${base}..${head}`).split('\n')
  const ages = [9 * DAY, 3 * DAY, 2 * DAY, HOUR]
  const made: string[] = []
  for (const [index, id] of [base, ...ids].entries()) {
    const parents = made.slice(-1).flatMap((parent) => ['-p', parent])
    const args = ['commit-tree', ...parents, '-m', 'dated', `${id}^{tree}`]
    made.push(gitOfThen(workspace, args, ages[index]))
  }
  git(workspace, 'push', '--quiet', '--force', github.bare, `${made[3]}:refs/heads/feature`)
  return { day: made[2] ?? '', head: made[3] ?? '' }
}

describe('pull_request', { skip }, () => {
  test('from a fork: the same without a key, which it has none of, and says so', async (t) => {
    const here = await pullOnGithub(t)
    const workspace = checkedOut(t, here.github, { refs: MERGE })
    here.github.allow('token-of-a-fork', { contents: 'read', pull_requests: 'read' })
    const result = await checkClone(t, here, {
      workspace,
      inputs: { 'github-token': 'token-of-a-fork' },
      options: { event: pullEvent({ base: here.tip, head: here.head, fork: 'mallory/widgets' }) },
    })
    assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
    assert.deepEqual(result.codes, FOUND)
    assert.match(
      notesOf(result),
      /Without a private key \(a pull request from a fork gets no secrets\)/,
    )
    assert.equal(visits(here.github), 2)
  })

  test("from a fork, of which the fork's head is checked out: the fork's own main is not the base", async (t) => {
    const here = await pullOnGithub(t)
    const fork = await fakeGithub(t, { repository: 'mallory/widgets' })
    // Mallory's main already has what the pull request brings.
    const heads = [`${here.head}:refs/heads/main`, `${here.head}:refs/heads/feature`]
    // As on GitHub, where a repository and its forks share their objects.
    git(here.workspace, 'push', '--quiet', fork.bare, ...heads, `${here.tip}:refs/pull/0/base`)
    for (const { refs, args } of [SHALLOW, WHOLE]) {
      const workspace = checkedOut(t, fork, { refs, args })
      const result = await checkClone(t, here, {
        workspace,
        inputs: { 'github-token': fork.token },
        options: {
          env: { ...fork.env, GITHUB_REPOSITORY: 'acme/widgets', GITHUB_REPOSITORY_OWNER: 'acme' },
          event: pullEvent({ base: here.tip, head: here.head, fork: 'mallory/widgets' }),
        },
      })
      assert.deepEqual(ends(result), [here.base, here.tip, here.head], result.log)
      assert.deepEqual(result.codes, FOUND)
    }
  })

  test('of another commit than the last one: that is judged, and a note says so', async (t) => {
    const here = await pullOnGithub(t)
    const workspace = checkedOut(t, here.github, WHOLE)
    const earlier = git(workspace, 'rev-parse', 'HEAD~1')
    git(workspace, 'checkout', '--quiet', '--detach', earlier)
    const result = await checkClone(t, here, { workspace })
    assert.deepEqual(ends(result), [here.base, here.tip, earlier])
    assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY'])
    assert.match(notesOf(result), /not the last commit of the pull request/)
  })

  test('on the branch itself instead of a detached HEAD', async (t) => {
    const here = await pullOnGithub(t)
    const workspace = checkedOut(t, here.github, WHOLE)
    git(workspace, 'checkout', '--quiet', '-b', 'feature')
    const result = await checkClone(t, here, { workspace })
    assert.deepEqual(ends(result), [here.base, here.tip, here.head])
    assert.deepEqual(result.codes, FOUND)
  })
})

describe('base-ref', { skip }, () => {
  for (const [what, refs, args, isShallow] of [
    ['in a clone with all history', [...HEAD, ALL, '+refs/tags/*:refs/tags/*'], [], false],
    ['in a shallow one', HEAD, ['--depth=1'], true],
  ] as const) {
    test(`as branch, tag and commit, ${what}`, async (t) => {
      const here = await pullOnGithub(t)
      const { github, base, tip, head } = here
      const second = github.git('rev-parse', 'feature~1')
      github.git('tag', 'v1', base)
      const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
      github.git(...person, 'tag', '-a', '-m', 'annotated', 'v2', second)
      for (const [baseRef, mergeBase, end, codes] of [
        ['main', base, tip, FOUND],
        ['refs/tags/v1', base, base, FOUND],
        ['v1', base, base, FOUND],
        [tip, base, tip, FOUND],
        ['v2', second, second, ['MEMBER_ADDED']],
        [second, second, second, ['MEMBER_ADDED']],
        ...(isShallow ? [] : ([[second.slice(0, 9), second, second, ['MEMBER_ADDED']]] as const)),
      ] as const) {
        const workspace = checkedOut(t, github, { refs, args })
        const inputs = { 'base-ref': baseRef }
        const result = await checkClone(t, here, { workspace, inputs })
        assert.deepEqual(ends(result), [mergeBase, end, head], `${baseRef} ${result.log}`)
        assert.deepEqual(result.codes, codes, baseRef)
      }
    })

    test(`that is nowhere is an error with its way out, ${what}`, async (t) => {
      const here = await pullOnGithub(t)
      // An abbreviated id can be told where the commit is, and no remote knows it.
      const unknown = [
        'release/9',
        '--upload-pack=x',
        'abcdef012',
        isShallow ? here.tip.slice(0, 9) : '',
      ]
      for (const baseRef of unknown.filter((name) => name !== '')) {
        const workspace = checkedOut(t, here.github, { refs, args })
        const result = await checkClone(t, here, { workspace, inputs: { 'base-ref': baseRef } })
        assert.equal(result.exitCode, 1, baseRef)
        const error = result.annotations.find(({ type }) => type === 'error')
        assert.equal(error?.title, 'Kanuka: INPUT_INVALID', result.log)
        assert.match(error.message, /`base-ref` names .*no commit, branch or tag/)
        assert.match(error.message, /Name a branch or tag of the repository, or a whole commit id/)
        assert.deepEqual(result.findings, [])
      }
    })
  }
})
