// sync proposes what it rotated as a pull request: where that is asked for, and where the branch
// takes nothing else.
import assert from 'node:assert/strict'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { changedSince, checkoutOf, git, pushedByAda, scene } from '../helpers/committing.ts'
import {
  assertFails,
  assertLanded,
  assertNoLeak,
  assertNothingDone,
  assertProposed,
  PROPOSED,
  warnings,
} from '../helpers/committing-asserts.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const METHODS = ['api', 'git'] as const
const AS_PULL_REQUEST = { commit: 'pull-request' }

describe('a branch that takes no commits', OPTIONS, () => {
  for (const kind of ['classic', 'ruleset'] as const) {
    for (const method of METHODS) {
      test(`${method}, ${kind} protection: a pull request is made instead`, async (t) => {
        const story = await scene(t, { github: { protectedBranches: { main: kind } } })
        const result = await story.sync({ 'commit-method': method })
        await assertProposed(t, story, result)
        const why = /main takes no direct commits \(.*through a pull request.*\), so a pull request/
        assert.match(warnings(result), why)
      })
    }
  }

  test('a branch that is protected as a whole pattern stops it, with what to change', async (t) => {
    for (const kind of ['classic', 'ruleset'] as const) {
      const story = await scene(t, { github: { protectedBranches: { [PROPOSED]: kind } } })
      const result = await story.sync(AS_PULL_REQUEST)
      assertFails(result, 'COMMIT_PROTECTED', /kanuka\/sync-main, is protected itself/)
      assertNothingDone(story)
    }
  })

  test('a branch that may not even be made is no base for a pull request', async (t) => {
    for (const kind of ['classic', 'ruleset'] as const) {
      const story = await scene(t, { github: { protectedBranches: { release: kind } } })
      const result = await story.sync({ 'commit-branch': 'release' })
      assertFails(
        result,
        'COMMIT_PROTECTED',
        /the branch release is not there, and may not be made/,
      )
      assertNothingDone(story)
      assert.deepEqual(story.github.pulls, [])
    }
  })

  test('the protection that a rule brings while the branch moves is seen too', async (t) => {
    const story = await scene(t)
    const { github } = story
    let theirs = ''
    github.before('graphql', async () => {
      theirs = await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'a.txt'), 'a'))
      github.protect('main', 'ruleset')
    })
    const result = await story.sync()
    await assertLanded(t, { scene: story, result }, { branch: PROPOSED, parents: [theirs] })
    assert.equal(github.pulls.length, 1)
  })
})

describe('a pull request', OPTIONS, () => {
  for (const method of METHODS) {
    test(`${method}: the next run brings the open one up to date, and forces nothing`, async (t) => {
      const story = await scene(t, { store: 'rotated/before' })
      const { github, head } = story
      const inputs = { ...AS_PULL_REQUEST, 'commit-method': method }
      const first = await assertProposed(t, story, await story.sync(inputs))
      const text = github.pulls[0]?.body
      const again = checkoutOf(t, github, { store: story.store })
      const result = await again.sync({ ...inputs, grant: 'all-pending' })
      const landing = { branch: PROPOSED, parents: [first, head] }
      await assertLanded(t, { scene: again, result }, landing)
      assert.equal(github.pulls.length, 1)
      assert.equal(result.outputs.get('pull-request-number'), '1')
      assert.notEqual(github.pulls[0]?.body, text)
      assert.match(github.pulls[0]?.body ?? '', /dave.*<\/code>: \*\*let in\*\* [0-9a-f]{64}/)
      const log = github.git('log', '--format=%H', '--first-parent', PROPOSED).split('\n')
      assert.deepEqual(log.slice(1), [first, head])
      const isVerified = String(method === 'api')
      assert.equal(result.outputs.get('commit-verified'), isVerified)
    })
  }

  test('a proposal is made from what is checked out, not on top of the one before', async (t) => {
    const story = await scene(t)
    const { github } = story
    await story.sync(AS_PULL_REQUEST)
    await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'later.txt'), 'later'))
    const again = checkoutOf(t, github)
    const first = github.git('rev-parse', PROPOSED)
    const result = await again.sync(AS_PULL_REQUEST)
    const landing = { branch: PROPOSED, parents: [first, again.head] }
    await assertLanded(t, { scene: again, result }, landing)
    const audit = github.git('show', `${PROPOSED}:.kanuka/audit.jsonl`)
    assert.equal(audit.split('"op":"sync"').length, 2)
    assert.equal(github.git('show', `${PROPOSED}:later.txt`), 'later')
  })

  test('title, text and labels are as given; members and files are listed', async (t) => {
    const story = await scene(t, { store: 'rotated/before' })
    const result = await story.sync({
      ...AS_PULL_REQUEST,
      'pull-request-title': 'Monthly rotation',
      'pull-request-body': 'See the *handbook*.',
      'pull-request-labels': 'security, secrets\nautomated',
      'commit-branch': 'bots/rotation',
      revoke: 'carol@example.com/studio',
    })
    assert.equal(result.exitCode, 0, result.log)
    const [pull] = story.github.pulls
    assert.equal(pull?.title, 'Monthly rotation')
    assert.equal(pull?.head, 'bots/rotation')
    assert.deepEqual(pull?.labels, ['security', 'secrets', 'automated'])
    const body = pull?.body ?? ''
    assert.match(body, /^See the \*handbook\*\.\n\n/)
    assert.match(body, /payments.*: 3 members with the new key, 5 files re-encrypted/)
    for (const name of ['bobs-thinkpad', 'workstation', 'laptop']) assert.match(body, RegExp(name))
    assert.match(body, /studio.*<\/code>: \*\*removed\*\*/)
    assert.match(body, /old-tower.*<\/code>: orphaned key removed/)
    assert.match(body, /services&#47;api|services\/api\/\.env\.kanuka/)
    assertNoLeak(story.github, result)
  })

  test('names that a member chose do no harm in message, title and text', async (t) => {
    const story = await scene(t, { store: 'rotated/before', arrange: hostileNames })
    const result = await story.sync({ ...AS_PULL_REQUEST, grant: 'all-pending' })
    assert.equal(result.exitCode, 0, result.log)
    const { github } = story
    const message = github.git('log', '-1', '--format=%B', PROPOSED)
    const { title = '', body } = github.pulls[0] ?? {}
    assert.match(title, /^Rotate the Kanuka key of "pay/)
    for (const text of [title, message]) assert.doesNotMatch(text, /(?<!\w)@team|#12/)
    assert.doesNotMatch(body ?? '', /\]\(|@team|#12|<!--|http:\/\//)
    assert.doesNotMatch(message, /^ments/m)
    assert.match(message, /^Let in: dave@example\.com, .*, key [0-9a-f]{64}$/m)
    assert.equal(message.trim().split('\n').at(-1), 'Made-by: kanuka-secrets-action')
    assertNoLeak(github, result)
  })

  test('title and text are cut to what GitHub takes', async (t) => {
    const story = await scene(t)
    const long = 'x'.repeat(300)
    const text = 'word '.repeat(20_000)
    const inputs = { 'commit-message': long, 'pull-request-body': text }
    const result = await story.sync({ ...AS_PULL_REQUEST, ...inputs })
    await assertProposed(t, story, result)
    const { title = '', body } = story.github.pulls[0] ?? {}
    assert.equal(title.length, 256)
    assert.equal(body?.length, 65_536)
  })

  test('each store of a monorepo has a proposal of its own', async (t) => {
    const story = await scene(t, { store: 'monorepo' })
    const { github } = story
    for (const path of ['services/api', 'services/web']) {
      const result = await checkoutOf(t, github, { store: 'monorepo' }).sync({
        ...AS_PULL_REQUEST,
        'working-directory': path,
      })
      assert.equal(result.exitCode, 0, result.log)
    }
    const heads = github.pulls.map(({ head }) => head)
    assert.deepEqual(heads, ['kanuka/sync-services-api-main', 'kanuka/sync-services-web-main'])
  })

  test('stores in folders without Latin letters do not share one either', async (t) => {
    const story = await scene(t, {
      store: 'monorepo',
      arrange: (path) => {
        renameSync(join(path, 'services/api'), join(path, '服务'))
        renameSync(join(path, 'services/web'), join(path, '网站'))
      },
    })
    const { github } = story
    for (const path of ['服务', '网站']) {
      const inputs = { ...AS_PULL_REQUEST, 'working-directory': path }
      const result = await checkoutOf(t, github, { store: 'monorepo' }).sync(inputs)
      assert.equal(result.exitCode, 0, result.log)
    }
    assert.equal(new Set(github.pulls.map(({ head }) => head)).size, 2)
    for (const { head } of github.pulls) assert.match(head, /^kanuka\/sync-[0-9a-f]{8}-main$/)
  })

  test('a branch of the same name by somebody else is left alone', async (t) => {
    const story = await scene(t)
    const { github, workspace, before } = story
    git(workspace, 'checkout', '--quiet', '-b', 'other')
    git(workspace, 'commit', '--quiet', '--allow-empty', '--message', 'by Ada')
    git(workspace, 'push', '--quiet', github.bare, `other:refs/heads/${PROPOSED}`)
    const theirs = git(workspace, 'rev-parse', 'HEAD')
    git(workspace, 'checkout', '--quiet', 'main')
    const result = await story.sync(AS_PULL_REQUEST)
    assertFails(result, 'COMMIT_BRANCH_TAKEN', /kanuka\/sync-main exists.* not of this action/)
    assert.equal(github.git('rev-parse', PROPOSED), theirs)
    assert.ok(before.size > 0)
    assert.deepEqual(changedSince(story.before, workspace), [])
    assert.deepEqual(github.pulls, [])
  })

  test('a branch of that name with nothing of its own is used again', async (t) => {
    const story = await scene(t)
    const { github, head } = story
    github.git('update-ref', `refs/heads/${PROPOSED}`, head)
    await pushedByAda(t, github, (tree) => writeFileSync(join(tree, 'later.txt'), 'later'))
    const again = checkoutOf(t, github)
    const result = await again.sync(AS_PULL_REQUEST)
    const landing = { branch: PROPOSED, parents: [head, again.head] }
    await assertLanded(t, { scene: again, result }, landing)
    assert.equal(github.pulls.length, 1)
  })

  test('a pull request from a branch into itself is refused', async (t) => {
    const story = await scene(t)
    const result = await story.sync({ ...AS_PULL_REQUEST, 'commit-branch': 'main' })
    assertFails(result, 'COMMIT_BRANCH_UNKNOWN', /from main into itself/)
    assertNothingDone(story)
  })
})

function hostileNames(folder: string): void {
  const path = join(folder, '.kanuka/config.toml')
  const config = readFileSync(path, 'utf8')
    .replace('"daves-mac"', String.raw`"](http://x) @team #12 <!--\nMade-by: nobody"`)
    .replace('name = "payments"', String.raw`name = "pay\nments @team #12"`)
  writeFileSync(path, config)
}
