// Where sync can commit: kinds of checkouts, and checkouts from which nothing can be committed.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { assertFails, assertLanded, assertNothingDone } from '../helpers/committing-asserts.ts'
import {
  changedSince,
  checkoutOf,
  git,
  operations,
  pushedByAda,
  scene,
  snapshot,
} from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const METHODS = ['api', 'git'] as const

describe('a checkout without a branch', OPTIONS, () => {
  test('of the very commit of the event counts as the branch of the event', async (t) => {
    const story = await scene(t)
    git(story.workspace, 'checkout', '--quiet', '--detach')
    const result = await story.sync({}, { env: { GITHUB_SHA: story.head } })
    await assertLanded(t, { scene: story, result })
  })

  for (const [what, env, why] of [
    ['of another commit', {}, /HEAD is detached/],
    ['of a tag', { GITHUB_REF: 'refs/tags/v1' }, /about a tag/],
    ['of the merge of a pull request', { GITHUB_REF: 'refs/pull/1/merge' }, /merge of a pull req/],
  ] as const) {
    test(`${what} has none to commit to: the run says what to check out`, async (t) => {
      const story = await scene(t)
      git(story.workspace, 'checkout', '--quiet', '--detach')
      for (const commit of ['branch', 'pull-request']) {
        const result = await story.sync({ commit }, { env })
        assertFails(result, 'COMMIT_BRANCH_UNKNOWN', why)
        assert.match(result.log, /ref: \$\{\{ github\.head_ref \|\| github\.ref_name \}\}/)
      }
      assertNothingDone(story)
      assert.deepEqual(operations(story.github), [])
    })
  }

  test('of a tag commits to the branch that the workflow names', async (t) => {
    const story = await scene(t)
    git(story.workspace, 'checkout', '--quiet', '--detach')
    const env = { GITHUB_REF: 'refs/tags/v1' }
    const result = await story.sync({ 'commit-branch': 'main' }, { env })
    await assertLanded(t, { scene: story, result })
  })
})

describe('a shallow checkout', OPTIONS, () => {
  for (const method of METHODS) {
    test(`${method}: the history that is needed is fetched, and the checkout stays shallow`, async (t) => {
      const { github } = await scene(t, { store: 'rotated/before' })
      await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'later.txt'), 'later'))
      const story = checkoutOf(t, github, { store: 'rotated/before', clone: ['--depth=1'] })
      const result = await story.sync({ 'commit-method': method })
      await assertLanded(t, { scene: story, result })
      assert.equal(git(story.workspace, 'rev-parse', '--is-shallow-repository'), 'true')
      assert.ok(operations(github).includes('git'))
    })
  }

  test('that may not fetch it is not rotated: the run says what checkout needs', async (t) => {
    const { github } = await scene(t, { store: 'rotated/before' })
    const head = await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'a.txt'), 'a'))
    const story = checkoutOf(t, github, { store: 'rotated/before', clone: ['--depth=1'] })
    github.revoke(github.token)
    const result = await story.sync()
    assertFails(result, 'HISTORY_MISSING', /this clone is shallow/)
    assert.match(result.log, /with:\n {2}fetch-depth: 0/)
    assert.equal(github.git('rev-parse', 'main'), head)
    assert.deepEqual(changedSince(story.before, story.workspace), [])
  })

  test('can be moved on from, when its branch has moved', async (t) => {
    const { github } = await scene(t)
    await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'a.txt'), 'a'))
    const story = checkoutOf(t, github, { clone: ['--depth=1'] })
    // Two, so that the first is nowhere in the checkout.
    await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'b.txt'), 'b'))
    const theirs = await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'c.txt'), 'c'))
    for (const method of METHODS) {
      const result = await story.sync({ 'commit-method': method, 'commit-branch': `by-${method}` })
      await assertLanded(t, { scene: story, result }, { branch: `by-${method}` })
      git(story.workspace, 'checkout', '--quiet', '--', '.')
    }
    const result = await story.sync()
    await assertLanded(t, { scene: story, result }, { parents: [theirs] })
  })
})

describe('a checkout inside of another', OPTIONS, () => {
  for (const method of METHODS) {
    test(`${method}: the store of a submodule is committed to the submodule's repository`, async (t) => {
      const story = await scene(t, { at: 'vendor' })
      const { workspace, outer } = story
      git(outer, 'init', '--quiet', '--template=')
      git(outer, 'remote', 'add', 'origin', 'https://github.com/acme/whole')
      mkdirSync(join(outer, '.git/modules'))
      renameSync(join(workspace, '.git'), join(outer, '.git/modules/vendor'))
      writeFileSync(join(workspace, '.git'), 'gitdir: ../.git/modules/vendor\n')
      git(workspace, 'config', 'core.worktree', '../../../vendor')
      git(workspace, 'checkout', '--quiet', '--detach')
      const before = snapshot(outer)
      const refused = await story.sync({ 'commit-method': method })
      assertFails(refused, 'COMMIT_BRANCH_UNKNOWN', /as in a submodule/)
      assert.deepEqual(changedSince(before, outer), [])
      const result = await story.sync({ 'commit-method': method, 'commit-branch': 'main' })
      await assertLanded(t, { scene: story, result })
      for (const path of changedSince(before, outer))
        assert.match(path, /^vendor\/.*\.(?:kanuka|jsonl)$/)
    })
  }

  test('a linked worktree commits the branch that it has', async (t) => {
    const story = await scene(t, { at: 'tree' })
    const { workspace, outer, github } = story
    github.git('branch', 'feature', 'main')
    renameSync(workspace, join(outer, 'first'))
    git(join(outer, 'first'), 'worktree', 'add', '--quiet', '-b', 'feature', workspace)
    const before = snapshot(outer)
    const result = await story.sync({ 'commit-method': 'git' })
    await assertLanded(t, { scene: story, result }, { branch: 'feature' })
    for (const path of changedSince(before, outer)) {
      assert.match(path, /^tree\/.*\.(?:kanuka|jsonl)$/)
    }
  })
})

describe('a place from which nothing can be committed', OPTIONS, () => {
  for (const [what, change, why] of [
    [
      'is no git checkout',
      (path: string) => rmSync(join(path, '.git'), { recursive: true }),
      /in no git checkout/,
    ],
    [
      'has no origin',
      (path: string) => git(path, 'remote', 'remove', 'origin'),
      /no remote `origin`/,
    ],
    [
      'has no commit yet',
      (path: string) => git(path, 'checkout', '--quiet', '--orphan', 'fresh'),
      /no commit yet/,
    ],
  ] as const) {
    test(`${what}: said before anything is done`, async (t) => {
      const story = await scene(t)
      change(story.workspace)
      const result = await story.sync()
      assertFails(result, 'COMMIT_PLACE', why)
      assertNothingDone(story)
      assert.deepEqual(operations(story.github), [])
    })
  }

  test('the API is asked for, but origin is elsewhere', async (t) => {
    const story = await scene(t)
    git(story.workspace, 'remote', 'set-url', 'origin', story.github.bare)
    const result = await story.sync({ 'commit-method': 'api' })
    assertFails(result, 'COMMIT_PLACE', /`origin` is not on the workflow's GitHub/)
    assertNothingDone(story)
  })

  test('two repositories are not committed to in one step', async (t) => {
    const story = await scene(t, { at: 'one' })
    git('.', 'clone', '--quiet', '--template=', story.workspace, join(story.outer, 'two'))
    const before = snapshot(story.outer)
    const result = await story.sync({ 'working-directory': 'one\ntwo' })
    assertFails(result, 'COMMIT_PLACE', /several git repositories/)
    assert.deepEqual(changedSince(before, story.outer), [])
    assertNothingDone(story)
  })

  test('a secret file under Git LFS is named before anything is done', async (t) => {
    const story = await scene(t, {
      arrange: (path) => writeFileSync(join(path, '.gitattributes'), '*.env.kanuka filter=lfs\n'),
    })
    const result = await story.sync()
    assertFails(result, 'LFS_FILTER', /\.env\.kanuka is under Git LFS/)
    assertNothingDone(story)
    assert.deepEqual(operations(story.github), [])
  })
})

test(
  'a checkout of another user is read all the same',
  {
    skip: withoutGit || (process.getuid?.() === 0 ? false : 'only root can give files away'),
  },
  async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const { workspace } = story
    execFileSync('chown', ['-R', '65534:65534', workspace])
    assert.throws(() => git(workspace, 'status'), /dubious ownership/)
    for (const method of METHODS) {
      const branch = `by-${method}`
      const result = await story.sync({ 'commit-method': method, 'commit-branch': branch })
      await assertLanded(t, { scene: story, result }, { branch })
      git(
        '.',
        `--git-dir=${workspace}/.git`,
        `--work-tree=${workspace}`,
        '-c',
        'safe.directory=*',
        'checkout',
        '--quiet',
        '--force',
      )
    }
  },
)
