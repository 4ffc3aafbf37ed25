// What happens when the branch moves while sync is at it, or an answer of GitHub gets lost.
import assert from 'node:assert/strict'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { FIXTURES, key, withoutGit } from '../helpers/action.ts'
import {
  changedSince,
  checkoutOf,
  git,
  operations,
  pushedByAda,
  scene,
} from '../helpers/committing.ts'
import { assertFails, assertLanded, assertNothingDone } from '../helpers/committing-asserts.ts'
import { withoutHttpBackend, type FakeGithub } from '../helpers/github/fake-github.ts'
import { openIndependently, sealIndependently } from '../helpers/independent-reader.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const ALICE = key('team-alice-workstation.pem')
/** What lands the commit, by method. */
const LANDS = { api: 'graphql', git: 'git-receive-pack' } as const
const METHODS = ['api', 'git'] as const

async function rotatedByAda(t: TestContext, github: FakeGithub): Promise<string> {
  const other = checkoutOf(t, github, { store: 'rotated/before' })
  const result = await other.sync({ commit: 'none' })
  assert.equal(result.exitCode, 0, result.log)
  return pushedByAda(t, github, (tree) => {
    for (const path of git(other.workspace, 'ls-files').split('\n')) {
      if (!changedSince(other.before, other.workspace).includes(path)) continue
      if (path.includes('726ad8cf')) git(tree, 'rm', '--quiet', path)
      else copyFileSync(join(other.workspace, path), join(tree, path))
    }
  })
}

function madeLongAgo(folder: string): void {
  const path = join(folder, '.kanuka/audit.jsonl')
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/"ts":"20\d\d/g, '"ts":"2019'))
}

function rotations(github: FakeGithub): number {
  const log = github.git('show', 'main:.kanuka/audit.jsonl')
  return log.split('\n').filter((line) => line.includes('"op":"sync"')).length
}

describe('another commit lands meanwhile', OPTIONS, () => {
  for (const [way, operation, inputs] of [
    ['by GraphQL', 'graphql', {}],
    ['by the Git Data API', 'git/update-ref', { 'commit-author': 'Ada <ada@example.com>' }],
    ['by git', 'git-receive-pack', { 'commit-method': 'git' }],
  ] as const) {
    test(`${way}: it is rotated again from there, with the file that came under the old key`, async (t) => {
      const story = await scene(t, { store: 'rotated/before' })
      const { github, workspace } = story
      const text = Buffer.from('NEW=1\n')
      let theirs = ''
      github.before(operation, async () => {
        theirs = await pushedByAda(t, github, async (tree) => {
          const { symmetricKey } = await openIndependently(tree, ALICE)
          writeFileSync(join(tree, 'new.env.kanuka'), await sealIndependently(text, symmetricKey))
          writeFileSync(join(tree, 'README.md'), 'hello\n')
        })
      })
      const result = await story.sync(inputs)
      const more = { 'new.env.kanuka': text }
      await assertLanded(t, { scene: story, result }, { parents: [theirs], more })
      assert.equal(github.git('show', 'main:README.md'), 'hello')
      assert.ok(!changedSince(story.before, workspace).includes('README.md'))
      assert.match(result.outputs.get('files') ?? '', /"new\.env\.kanuka"/)
    })
  }

  test('a rotation by somebody else is rotated once more, never merged', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const { github } = story
    const before = rotations(github)
    let theirs = ''
    github.before('graphql', async () => {
      theirs = await rotatedByAda(t, github)
    })
    const result = await story.sync()
    await assertLanded(t, { scene: story, result }, { parents: [theirs] })
    assert.equal(rotations(github), before + 2)
  })

  test('with `rotate-after` the rotation of somebody else is enough', async (t) => {
    const story = await scene(t, { store: 'rotated/before', arrange: madeLongAgo })
    const { github, workspace } = story
    let theirs = ''
    github.before('graphql', async () => {
      theirs = await rotatedByAda(t, github)
    })
    const result = await story.sync({ 'rotate-after': '1d' })
    assert.equal(result.exitCode, 0, result.log)
    assert.equal(github.git('rev-parse', 'main'), theirs)
    assert.deepEqual(changedSince(story.before, workspace), [])
    assert.equal(result.outputs.get('changed'), 'false')
  })

  test('a public key that is replaced meanwhile is not let in', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const { github, workspace } = story
    let theirs = ''
    github.before('graphql', async () => {
      theirs = await pushedByAda(t, github, (tree) => {
        const path = '.kanuka/public_keys/d52fe85a-58a4-4fca-b3ed-d0931a9705b6.pub'
        const other = 'basic/.kanuka/public_keys/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.pub'
        copyFileSync(join(FIXTURES, other), join(tree, path))
      })
    })
    const result = await story.sync()
    assertFails(result, 'MEMBER_KEY_REPLACED', /carol@example\.com, studio/)
    assert.equal(github.git('rev-parse', 'main'), theirs)
    assert.deepEqual(changedSince(story.before, workspace), [])
  })

  test('a checkout that is behind is rotated from where the branch is', async (t) => {
    const story = await scene(t)
    const theirs = await pushedByAda(t, story.github, (tree) => {
      writeFileSync(join(tree, 'README.md'), 'hello\n')
    })
    const result = await story.sync()
    await assertLanded(t, { scene: story, result }, { parents: [theirs] })
  })

  test('after four times it gives up, and nothing was changed', async (t) => {
    const story = await scene(t)
    const { github, workspace } = story
    const landed: string[] = []
    for (let times = 0; times < 4; times += 1) {
      github.before('graphql', async () => {
        landed.push(await pushedByAda(t, github, () => undefined))
      })
    }
    const result = await story.sync()
    assertFails(result, 'COMMIT_HEAD_MOVED', /main moved 4 times/)
    assert.equal(github.git('rev-parse', 'main'), landed[3])
    assert.deepEqual(changedSince(story.before, workspace), [])
    assert.equal(result.outputs.get('changed') ?? 'false', 'false')
  })

  for (const method of METHODS) {
    test(`${method}: a branch that is gone by now is named`, async (t) => {
      const story = await scene(t)
      const { github, workspace } = story
      git(workspace, 'checkout', '--quiet', '-b', 'feature')
      const result = await story.sync({ 'commit-method': method })
      assertFails(result, 'COMMIT_BRANCH_UNKNOWN', /the branch feature is not on the remote/)
      assertNothingDone(story)
      assert.ok(github.calls.length > 0)
    })
  }
})

describe('an answer that gets lost', OPTIONS, () => {
  for (const [what, operation, inputs] of [
    ['of GraphQL', 'graphql', {}],
    ['to moving the branch', 'git/update-ref', { 'commit-author': 'Ada <ada@example.com>' }],
    ['to a push', 'git-receive-pack', { 'commit-method': 'git' }],
  ] as const) {
    test(`${what}: the commit is found again, and there is one`, async (t) => {
      const story = await scene(t)
      story.github.failNext(operation, { actThenHangUp: true })
      const result = await story.sync(inputs)
      await assertLanded(t, { scene: story, result })
      assert.equal(story.github.git('rev-list', '--count', 'main'), '2')
      const isVerified = String(operation === 'graphql')
      assert.equal(result.outputs.get('commit-verified'), isVerified)
    })
  }

  for (const [what, operation, inputs] of [
    ['of GraphQL', 'graphql', {}],
    ['to making the branch', 'git/create-ref', {}],
    ['to making it with its commit', 'git/create-ref', { 'commit-author': 'A <a@example.com>' }],
  ] as const) {
    test(`on a new branch, ${what}: the branch has one commit`, async (t) => {
      const story = await scene(t)
      const { github } = story
      github.failNext(operation, { actThenHangUp: true })
      const result = await story.sync({ ...inputs, 'commit-branch': 'fresh' })
      await assertLanded(t, { scene: story, result }, { branch: 'fresh' })
      assert.equal(github.git('rev-list', '--count', 'fresh'), '2')
      assert.ok(!operations(github).includes('git/delete-ref'))
    })
  }

  test('a branch that somebody else has used since we made it is not deleted', async (t) => {
    const story = await scene(t)
    const { github } = story
    let theirs = ''
    github.before('graphql', () => {
      const tree = git(github.bare, 'rev-parse', 'main^{tree}')
      theirs = git(github.bare, 'commit-tree', '-p', story.head, '-m', 'by Ada', tree)
      github.git('update-ref', 'refs/heads/fresh', theirs)
    })
    const result = await story.sync({ 'commit-branch': 'fresh' })
    await assertLanded(t, { scene: story, result }, { branch: 'fresh', parents: [theirs] })
    assert.ok(!operations(github).includes('git/delete-ref'))
  })
})

describe('two runs at once', OPTIONS, () => {
  for (const method of METHODS) {
    test(`${method}: both end well, and the store is whole under one key`, async (t) => {
      const story = await scene(t, { store: 'rotated/before' })
      const { github, head } = story
      const rival = checkoutOf(t, github, { store: story.store })
      // Each has its commit ready before the first of them lands.
      const meeting = Promise.withResolvers<void>()
      github.before(LANDS[method], () => meeting.promise)
      github.before(LANDS[method], () => meeting.resolve())
      const inputs = { 'commit-method': method }
      const results = await Promise.all([story.sync(inputs), rival.sync(inputs)])
      for (const result of results) assert.equal(result.exitCode, 0, result.log)
      const commits = results.map(({ outputs }) => outputs.get('commit-sha') ?? '')
      const order = github.git('rev-list', '--reverse', `${head}..main`).split('\n')
      assert.deepEqual(commits.toSorted(), order.toSorted())
      const last = commits.indexOf(order[1] ?? '')
      const [winner, told] = [[story, rival][last], results[last]]
      assert.ok(winner && told)
      await assertLanded(t, { scene: winner, result: told }, { parents: [order[0] ?? ''] })
      const line = readFileSync(join(winner.workspace, '.kanuka/audit.jsonl'), 'utf8')
      assert.equal(
        line
          .trim()
          .split('\n')
          .filter((text) => text.includes('"sync"')).length,
        rotations(github),
      )
    })
  }
})
