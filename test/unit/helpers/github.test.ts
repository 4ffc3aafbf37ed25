// The fake GitHub as a whole: who may ask, what is recorded, what fails a test.
import assert from 'node:assert/strict'
import test from 'node:test'
import { withoutGit } from '../../helpers/action.ts'
import {
  COMMIT,
  commitOnBranch,
  filesWith,
  firstError,
  graphql,
  rest,
  withCommit,
  type Reply,
} from '../../helpers/github/client.ts'
import {
  fakeGithub,
  type FakeGithub,
  type FakeGithubOptions,
} from '../../helpers/github/fake-github.ts'

const skip = withoutGit

/** What the fake objects to when its test ends. */
async function objections(
  options: FakeGithubOptions,
  story: (github: FakeGithub) => Promise<unknown> | void,
): Promise<string> {
  const endings: (() => Promise<unknown>)[] = []
  const after = (ending: unknown): void => void endings.push(ending as () => Promise<unknown>)
  const github = await fakeGithub({ after }, options)
  let ended: PromiseSettledResult<unknown>[] = []
  try {
    await story(github)
  } finally {
    ended = await Promise.allSettled(endings.map((end) => end()))
  }
  return ended.map((end) => (end.status === 'rejected' ? String(end.reason) : '')).join('\n')
}

test('tokens: none, unknown, revoked, and one that lacks a permission', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const body = { ref: 'refs/heads/x', sha: head }
  const create = (token: string | undefined): Promise<Reply> =>
    rest(github, 'POST /git/refs', { token, body })
  assert.equal((await create(undefined)).status, 401)
  const unknown = await create('nobody')
  assert.deepEqual([unknown.status, unknown.body['message']], [401, 'Bad credentials'])
  github.allow('reader', { contents: 'read', pull_requests: 'none' })
  const refused = await create('reader')
  assert.deepEqual(refused.body, {
    message: 'Resource not accessible by integration',
    documentation_url: 'https://docs.github.com/rest/git/refs#create-a-reference',
    status: '403',
  })
  assert.equal(refused.headers.get('x-accepted-github-permissions'), 'contents=write')
  const pulls = await rest(github, 'GET /pulls', { token: 'reader' })
  assert.equal(pulls.status, 403)
  assert.equal(pulls.headers.get('x-accepted-github-permissions'), 'pull_requests=read')
  github.revoke('reader')
  assert.equal((await rest(github, 'GET /pulls', { token: 'reader' })).status, 401)
  assert.equal((await commitOnBranch(github, { head, token: 'reader' })).status, 401)
  assert.equal((await create(github.token)).status, 201)
})

test('every call is recorded', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const body = { ref: 'refs/heads/main', sha: head }
  await rest(github, 'GET /pulls?state=all')
  await rest(github, 'POST /git/refs', { body })
  const root = '/api/v3/repos/acme/widgets'
  assert.deepEqual(github.calls, [
    {
      operation: 'pulls/list',
      method: 'GET',
      path: `${root}/pulls?state=all`,
      body: undefined,
      status: 200,
    },
    { operation: 'git/create-ref', method: 'POST', path: `${root}/git/refs`, body, status: 422 },
  ])
})

test('failures are used once each, in order', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const create = (name: string): Promise<Reply> =>
    rest(github, 'POST /git/refs', { body: { ref: `refs/heads/${name}`, sha: head } })
  const has = (name: string): boolean => github.git('branch', '--list', name) !== ''
  github.failNext('git/create-ref', {
    status: 403,
    headers: { 'retry-after': '1' },
    body: { a: 1 },
  })
  github.failNext('git/create-ref', { hangUp: true })
  github.failNext('git/create-ref', { actThenHangUp: true })
  github.failNext('git/create-ref', { actThenStatus: 502 })
  await rest(github, 'GET /git/ref/heads/main')

  const answered = await create('first')
  assert.deepEqual([answered.status, answered.body], [403, { a: 1 }])
  assert.equal(answered.headers.get('retry-after'), '1')
  await assert.rejects(create('second'))
  assert.ok(!has('first') && !has('second'))
  await assert.rejects(create('third'))
  assert.equal((await create('fourth')).status, 502)
  assert.ok(has('third') && has('fourth'))
  assert.equal((await create('fifth')).status, 201)
  const statuses = github.calls.map(({ status }) => status)
  assert.deepEqual(statuses, [200, 403, undefined, undefined, 502, 201])
})

test('what is not as GitHub describes it fails the test that did it', { skip }, async (t) => {
  const empty = filesWith(t, { x: 'x' })
  const asked = await objections({}, async (github) => {
    const head = github.push(empty)
    const wrong = await rest(github, 'POST /git/refs', { body: { ref: 'refs/heads/x' } })
    assert.equal(wrong.status, 422)
    const body = { sha: head, force: 'true' }
    await rest(github, 'PATCH /git/refs/heads/main', { body })
    await rest(github, 'GET /pulls?state=maybe')
    await rest(github, 'GET /git/tags/x')
    await rest(github, 'GET /no/such/thing')
    await fetch(`${github.url}/elsewhere`)
    const unknown = { query: '{ viewer { login } nonsense }' }
    assert.match(String(firstError(await graphql(github, unknown))['message']), /nonsense/)
    assert.equal(
      firstError(await graphql(github, { query: '{ viewer { id } }' }))['type'],
      undefined,
    )
    const input = { branch: {}, expectedHeadOid: head, message: { headline: 'x' } }
    const fileChanges = { additions: [{ path: 'x', contents: 'no base64' }] }
    await graphql(github, { query: COMMIT, variables: { input: { ...input, fileChanges } } })
  })
  const expected = [
    /git\/create-ref: the request is not .* required property 'sha'/,
    /git\/update-ref: the request is not .*force must be boolean/,
    /pulls\/list: the request is not .*\/query\/state .*allowedValues/,
    /unexpected call: GET .*\/git\/tags\/x \(git\/get-tag\)/,
    /unexpected call: GET .*\/no\/such\/thing \(unknown\)/,
    /unexpected call: GET \/elsewhere/,
    /graphql: Cannot query field "nonsense"/,
    /graphql: unexpected call: the fake has no User\.id/,
    /graphql: .*Could not coerce value to Base64String/,
  ]
  for (const pattern of expected) assert.match(asked, pattern)
  assert.equal(asked.match(/^- /gm)?.length, expected.length, asked)
})

test('what was lined up and never happened fails the test too', { skip }, async () => {
  const said = await objections({}, (github) => {
    github.failNext('git/create-ref', { hangUp: true })
    github.before('graphql', () => undefined)
  })
  assert.match(said, /failNext\('git\/create-ref', \{"hangUp":true\}\) was never used/)
  assert.match(said, /before\('graphql'\) never ran/)
  assert.equal(await objections({}, () => undefined), '')
})

test('a test that means its mistake takes it out', { skip }, async (t) => {
  const { github } = await withCommit(t)
  await rest(github, 'GET /no/such/thing')
  assert.equal(github.problems.splice(0).length, 1)
})

test('a request without a User-Agent is turned away', { skip }, async (t) => {
  const { github } = await withCommit(t)
  const { GITHUB_API_URL: root } = github.env
  const headers = { authorization: `Bearer ${github.token}`, 'user-agent': '' }
  const response = await fetch(`${root}/repos/acme/widgets`, { headers })
  assert.equal(response.status, 403)
})
