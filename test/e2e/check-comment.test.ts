// The comment of a check on a pull request: begun only when something is worth telling, kept up to date in
// place, never in somebody else's place, and never what decides the result.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  becomes,
  commit,
  put,
  pullEvent,
  removes,
  writes,
  type CheckResult,
} from '../helpers/checking.ts'
import { bodyOf, commented } from '../helpers/checking-comments.ts'
import { git, operations } from '../helpers/committing.ts'
import type { FakeGithub } from '../helpers/github/fake-github.ts'

const LEAK = writes('src/.env', 'PASSWORD=in-clear-12345\n')
const HARMLESS = writes('docs/README.md', 'hello\n')
const WRITES = ['issues/create-comment', 'issues/update-comment']

function written(github: FakeGithub): readonly string[] {
  return operations(github).filter((name) => WRITES.includes(name))
}

function told({ annotations }: CheckResult, type: string): string {
  return annotations
    .filter((each) => each.type === type && each.title === 'Kanuka')
    .map(({ message }) => message)
    .join('\n')
}

describe('the life of a comment', () => {
  test('begun with the first finding, updated in place, and turned green', async (t) => {
    const { github, pull, check } = await commented(t, { branch: [LEAK] })
    const first = await check()
    assert.equal(first.exitCode, 1)
    assert.equal(first.report['comment'], 'created')
    assert.equal(github.comments.length, 1)
    assert.equal(github.comments[0]?.pullNumber, 7)
    const [marker, headline] = bodyOf(github).split('\n')
    assert.match(marker ?? '', /^<!-- kanuka-secrets-action check [0-9a-f]{16} -->$/)
    assert.equal(headline, '### ❌ Kanuka: 2 errors')
    assert.match(bodyOf(github), /\*\*PLAINTEXT&#95;TRACKED\*\* <code>src\/\.env&#58;1<\/code>/)
    // It says what the summary says.
    const summary = first.summary.trim().split('\n')
    for (const line of summary.filter((each) => !each.includes('comment'))) {
      if (!line.startsWith('<details><summary>Notes'))
        assert.ok(bodyOf(github).includes(line), line)
    }

    const again = await check()
    assert.equal(again.report['comment'], 'unchanged')
    assert.deepEqual(written(github), ['issues/create-comment'])

    await removes('src/.env')(pull.workspace)
    commit(pull.workspace, 'remove it')
    const second = await check()
    assert.deepEqual(second.codes, ['PLAINTEXT_IN_HISTORY'])
    assert.equal(second.report['comment'], 'updated')
    assert.equal(bodyOf(github).split('\n')[1], '### ❌ Kanuka: 1 error')

    // Rewritten without the commit that had it.
    git(pull.workspace, 'reset', '--quiet', '--hard', pull.tip)
    await HARMLESS(pull.workspace)
    commit(pull.workspace, 'mended')
    const mended = await check()
    assert.equal(mended.exitCode, 0)
    assert.equal(mended.report['comment'], 'updated')
    assert.equal(github.comments.length, 1)
    assert.equal(bodyOf(github).split('\n')[0], marker)
    assert.equal(bodyOf(github).split('\n')[1], '### ✅ Kanuka: all is well')
    assert.doesNotMatch(bodyOf(github), /PLAINTEXT/)
  })

  test('none is begun where all is well', async (t) => {
    const { github, check } = await commented(t, { branch: [HARMLESS] })
    const result = await check()
    assert.equal(result.exitCode, 0)
    assert.equal(result.report['comment'], 'none')
    assert.deepEqual(github.comments, [])
    assert.match(result.log, /no comment was begun/)
  })

  test('without `comment` nothing is asked of GitHub', async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    const result = await check({ comment: 'false' })
    assert.equal(result.exitCode, 1)
    assert.equal(result.report['comment'], null)
    assert.deepEqual(github.calls, [])
  })

  test('somebody who is let in is worth one, though that fails nothing', async (t) => {
    const { github, check } = await commented(t, {
      store: 'rotated/before',
      branch: [becomes('rotated/after')],
    })
    const result = await check({ ignore: 'MEMBER_ORPHANED', 'fail-on': 'none' })
    assert.equal(result.report['comment'], 'created', result.log)
    assert.match(bodyOf(github), /\*\*Gains access \(1\)\*\*[^]*dave/)
    assert.match(bodyOf(github), /KEY&#95;ROTATED/)
  })

  test('a dry run writes none, and says so', async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    const result = await check({ 'dry-run': 'true' })
    assert.deepEqual(written(github), [])
    assert.match(result.log, /A comment on pull request 7 would be kept up to date/)
    assert.match(result.summary, /would be kept up to date/)
    assert.equal(result.exitCode, 1)
  })
})

describe('whose comment it is', () => {
  test("somebody else's with the same marker is left alone", async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    await check()
    const [own] = github.comments.splice(0)
    const body = `${(own?.body ?? '').split('\n')[0]}\n### ✅ Kanuka: all is well`
    for (const author of ['mallory', 'dependabot[bot]', 'GitHub-Actions[bot]x']) {
      const id = github.comments.length + 1
      github.comments.push({ id, pullNumber: 7, author, body })
    }
    const result = await check()
    assert.equal(result.report['comment'], 'created')
    assert.equal(github.comments.length, 4)
    for (const comment of github.comments.slice(0, 3)) assert.equal(comment.body, body)
    assert.equal(github.comments[3]?.author, 'github-actions[bot]')
  })

  test('one that quotes the marker further down is not ours either', async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    await check()
    const body = `see below\n${bodyOf(github)}`
    github.comments.splice(0, 1, { id: 1, pullNumber: 7, author: 'github-actions[bot]', body })
    await check()
    assert.equal(github.comments.length, 2)
    assert.equal(github.comments[0]?.body, body)
  })

  test('ours is found behind a hundred others', async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    for (let id = 1; id <= 130; id += 1) {
      github.comments.push({ id, pullNumber: 7, author: 'ada', body: `remark ${id}` })
    }
    await check()
    github.comments.push({ id: 500, pullNumber: 7, author: 'ada', body: 'thanks' })
    const second = await check()
    assert.equal(second.report['comment'], 'unchanged')
    assert.equal(github.comments.length, 132)
  })

  test('two checks of one pull request keep a comment each', async (t) => {
    const { github, check } = await commented(t, {
      store: 'monorepo',
      arrange: (root) => put(root, '.gitignore', '.env\n.env.*\n*.env\n!*.kanuka\n'),
      branch: [writes('services/api/.env', 'PASSWORD=in-clear-12345\n')],
    })
    for (const place of ['services/api', 'services/web']) {
      const result = await check({ 'working-directory': place })
      assert.equal(result.report['comment'], 'created')
    }
    const markers = github.comments.map(({ body }) => body.split('\n')[0])
    assert.equal(new Set(markers).size, 2)
    for (const place of ['services/api', 'services/web']) {
      const result = await check({ 'working-directory': place })
      assert.equal(result.report['comment'], 'unchanged')
    }
    assert.equal(github.comments.length, 2)
  })
})

describe('a comment that cannot be written', () => {
  test("is a notice with a fork's token, and the result stays", async (t) => {
    const github = { permissions: { contents: 'read', pull_requests: 'read' } } as const
    for (const [edit, exitCode] of [
      [LEAK, 1],
      [writes('.gitignore', '\n'), 0],
    ] as const) {
      const story = await commented(t, { branch: [edit], github })
      const event = pullEvent({ base: story.pull.tip, head: story.pull.head, fork: 'mallory/fork' })
      const result = await story.check({}, { event })
      assert.equal(result.exitCode, exitCode, result.log)
      assert.equal(result.outcome, exitCode === 0 ? 'success' : 'failure')
      assert.equal(result.report['comment'], 'forbidden')
      assert.match(told(result, 'notice'), /pull-requests: write[^]*fork/)
      assert.equal(told(result, 'warning'), '')
      assert.equal(told(result, 'error'), '')
      assert.deepEqual(story.github.comments, [])
    }
  })

  test('is a warning when GitHub has a fault, and the result stays', async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    for (let time = 0; time < 5; time += 1) {
      github.failNext('issues/create-comment', { status: 502, headers: { 'retry-after': '0' } })
    }
    const result = await check({ 'fail-on': 'none' })
    assert.equal(result.exitCode, 0, result.log)
    assert.match(told(result, 'warning'), /could not be kept up to date/)
    assert.equal(told(result, 'notice'), '')
    assert.equal(result.report['comment'], 'failed')
    assert.equal(result.status, 'warn')
  })

  test('a token that is unknown is a notice', async (t) => {
    const { check } = await commented(t, { branch: [LEAK] })
    const result = await check({ 'github-token': 'test-token-that-nobody-knows' })
    assert.equal(result.exitCode, 1)
    assert.match(told(result, 'notice'), /the token may not/)
    assert.equal(told(result, 'warning'), '')
  })

  test('an empty token is a notice', async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    const result = await check({ 'github-token': '' })
    assert.equal(result.exitCode, 1)
    assert.match(told(result, 'notice'), /`github-token` is empty/)
    assert.deepEqual(github.calls, [])
  })

  test('an event without a pull request is a notice', async (t) => {
    const { github, check } = await commented(t, { branch: [LEAK] })
    const payload = { repository: { private: true, full_name: 'acme/widgets' } }
    const event = { name: 'workflow_dispatch', payload }
    const result = await check({ 'fail-on': 'none' }, { event })
    assert.equal(result.exitCode, 0, result.log)
    assert.match(told(result, 'notice'), /about no pull request/)
    assert.deepEqual(github.calls, [])
  })
})
