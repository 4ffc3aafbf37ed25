// What sync does when GitHub does not: no permission, no answer, too many questions, a proxy between.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import {
  assertFails,
  assertLanded,
  assertNoLeak,
  assertNothingDone,
  PROPOSED,
} from '../helpers/committing-asserts.ts'
import { proxy, secured } from '../helpers/committing-network.ts'
import { checkoutOf, git, operations, scene } from '../helpers/committing.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'

const OPTIONS = { skip: withoutGit || withoutHttpBackend, concurrency: 2 }
const METHODS = ['api', 'git'] as const
const PASTE = /permissions:\n {2}contents: write/
/** Longer than anybody waits: the first such answer is the last try. */
const FOR_LONG = { 'retry-after': '3600' }

describe('a token that may not', OPTIONS, () => {
  for (const method of METHODS) {
    test(`${method}: without write access it stops, with the lines to paste`, async (t) => {
      const story = await scene(t, { github: { permissions: { contents: 'read' } } })
      const result = await story.sync({ 'commit-method': method })
      assertFails(result, 'COMMIT_DENIED', PASTE)
      assertNothingDone(story)
      assert.equal(result.outputs.has('commit-sha'), false)
      assertNoLeak(story.github, result)
    })

    test(`${method}: a revoked token is said to be one`, async (t) => {
      const story = await scene(t)
      story.github.revoke(story.github.token)
      const result = await story.sync({ 'commit-method': method })
      assertFails(result, 'COMMIT_DENIED', /not valid \(any more\)|must be valid still/)
      assertNothingDone(story)
      assertNoLeak(story.github, result)
    })
  }

  test('through the Git Data API GitHub says which permission it wants', async (t) => {
    const story = await scene(t, { github: { permissions: { contents: 'read' } } })
    const result = await story.sync({ 'commit-author': 'Ada <ada@example.com>' })
    assertFails(result, 'COMMIT_DENIED', /GitHub wants contents=write\n/)
    assertNothingDone(story)
  })
})

test('a 403 that names a permission may be a rule: a pull request is tried', OPTIONS, async (t) => {
  const story = await scene(t)
  const headers = { 'x-accepted-github-permissions': 'contents=write' }
  const body = { message: 'Resource not accessible by integration' }
  story.github.failNext('git/update-ref', { status: 403, headers, body })
  const result = await story.sync({ 'commit-author': 'Ada <ada@example.com>' })
  assert.equal(result.exitCode, 0, result.log)
  assert.equal(story.github.git('rev-parse', 'main'), story.head)
  assert.equal(story.github.git('rev-parse', PROPOSED), result.outputs.get('commit-sha'))
  assert.equal(result.outputs.get('pull-request-number'), '1')
  assert.match(result.log, /main takes no direct commits .*GitHub wants contents=write/)
})

describe('a GitHub in trouble', OPTIONS, () => {
  for (const [what, failure] of [
    ['500', { status: 500 }],
    ['502', { status: 502, body: 'Bad Gateway' }],
    ['429 and a second to wait', { status: 429, headers: { 'retry-after': '1' } }],
    ['403 and a second to wait', { status: 403, headers: { 'retry-after': '1' } }],
    ['nothing, and hangs up', { hangUp: true }],
  ] as const) {
    test(`that first answers ${what} is asked again`, async (t) => {
      const story = await scene(t)
      story.github.failNext('graphql', failure)
      const result = await story.sync()
      await assertLanded(t, { scene: story, result })
      assert.deepEqual(operations(story.github), ['graphql', 'graphql'])
      assert.equal(result.outputs.get('commit-verified'), 'true')
    })
  }

  for (const [what, failure] of [
    ['502', { status: 502 }],
    ['nothing, and hangs up', { hangUp: true }],
  ] as const) {
    test(`that first answers a push with ${what} is asked again`, async (t) => {
      const story = await scene(t)
      story.github.failNext('git-receive-pack', failure)
      const result = await story.sync({ 'commit-method': 'git' })
      await assertLanded(t, { scene: story, result })
    })
  }

  test('that is down for long ends the run, and nothing was changed', async (t) => {
    for (const inputs of [{}, { 'commit-author': 'Ada <ada@example.com>' }]) {
      const story = await scene(t)
      const operation = 'commit-author' in inputs ? 'git/create-tree' : 'graphql'
      story.github.failNext(operation, { status: 503, headers: FOR_LONG })
      const result = await story.sync(inputs)
      assertFails(result, 'GITHUB_UNREACHABLE', /answered 503/)
      assertNothingDone(story)
      assertNoLeak(story.github, result)
    }
  })

  for (const [what, failure] of [
    ['429', { status: 429, headers: FOR_LONG }],
    ['403', { status: 403, headers: FOR_LONG }],
    [
      'a used-up limit',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' },
      },
    ],
  ] as const) {
    test(`that wants fewer questions (${what}) is not mistaken for a lack of rights`, async (t) => {
      const story = await scene(t)
      const body = { message: 'You have exceeded a secondary rate limit.' }
      story.github.failNext('graphql', { ...failure, body })
      const result = await story.sync()
      assertFails(result, 'GITHUB_UNREACHABLE', /fewer requests .*secondary rate limit/)
      assertNothingDone(story)
    })
  }

  test('that is down when the pull request is to be opened leaves the branch', async (t) => {
    const story = await scene(t)
    story.github.failNext('pulls/list', { status: 503, headers: FOR_LONG })
    const result = await story.sync({ commit: 'pull-request' })
    await assertLanded(t, { scene: story, result }, { branch: 'kanuka/sync-main' })
    assert.match(result.log, /no pull request could be opened: the GitHub API at .* answered 503/)
  })
})

describe('behind a proxy', OPTIONS, () => {
  test('API and git go through it', async (t) => {
    for (const method of METHODS) {
      const story = await scene(t)
      const { url, seen } = await proxy(t)
      const env = { HTTP_PROXY: url, http_proxy: url }
      const result = await story.sync({ 'commit-method': method }, { env })
      await assertLanded(t, { scene: story, result })
      assert.ok(seen.length > 0)
      const { host } = new URL(story.github.url)
      const graphql = seen.some(
        (line) => line.includes(`${host}/api/graphql`) || line === `CONNECT ${host}`,
      )
      assert.ok(method === 'git' ? seen.some((line) => line.includes('git-receive-pack')) : graphql)
      assert.ok(!seen.join().includes(story.github.token))
    }
  })

  test('a server that NO_PROXY names is asked directly', async (t) => {
    const story = await scene(t)
    const { url, seen } = await proxy(t)
    const env = { HTTP_PROXY: url, http_proxy: url, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' }
    const result = await story.sync({}, { env })
    await assertLanded(t, { scene: story, result })
    assert.deepEqual(seen, [])
  })

  for (const method of METHODS) {
    test(`${method}: a GitHub of one's own, with its own certificate authority`, async (t) => {
      const { github } = await scene(t)
      const server = await secured(t, github.url)
      const { url, seen } = await proxy(t)
      const story = checkoutOf(t, github)
      git(story.workspace, 'remote', 'set-url', 'origin', `${server.url}/acme/widgets.git`)
      const env = {
        GITHUB_SERVER_URL: server.url,
        GITHUB_API_URL: `${server.url}/api/v3`,
        GITHUB_GRAPHQL_URL: `${server.url}/api/graphql`,
        NODE_EXTRA_CA_CERTS: server.certificate,
        GIT_SSL_CAINFO: server.certificate,
        HTTPS_PROXY: url,
      }
      const result = await story.sync({ 'commit-method': method }, { env })
      await assertLanded(t, { scene: story, result })
      assert.deepEqual([...new Set(seen)], [`CONNECT ${new URL(server.url).host}`])
    })
  }

  test('a certificate that nobody knows is not trusted', async (t) => {
    const { github } = await scene(t)
    const server = await secured(t, github.url)
    const story = checkoutOf(t, github)
    git(story.workspace, 'remote', 'set-url', 'origin', `${server.url}/acme/widgets.git`)
    const env = { GITHUB_SERVER_URL: server.url }
    const result = await story.sync({ 'commit-method': 'git' }, { env })
    assertFails(result, 'REMOTE_FAILED', /certificate/)
    assertNothingDone(story)
    assert.deepEqual(operations(github), [])
  })

  test('nor by the API, which says so', async (t) => {
    const story = await scene(t)
    const server = await secured(t, story.github.url)
    const env = {
      GITHUB_API_URL: `${server.url}/api/v3`,
      GITHUB_GRAPHQL_URL: `${server.url}/api/graphql`,
    }
    const result = await story.sync({ 'commit-method': 'api' }, { env })
    assertFails(result, 'GITHUB_UNREACHABLE', /did not answer: its certificate is of an authority/)
    assertNothingDone(story)
  })
})
