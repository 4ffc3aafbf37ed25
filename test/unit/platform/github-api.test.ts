// How GitHub's answers are read: what was refused, what was never answered, and what is safe to print.
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { ActionError } from '../../../src/errors.ts'
import { GithubApi, GithubRefusal, type Refusal } from '../../../src/platform/github-api.ts'
import { SecretValue } from '../../../src/secret-value.ts'

const TOKEN = 'ghs_a.long-token+with/odd=signs'

interface Said {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface Asked {
  readonly api: GithubApi
  readonly url: string
  readonly headers: readonly IncomingHttpHeaders[]
}

/** An API that says the same to everything. */
async function saying(t: TestContext, said: Said): Promise<Asked> {
  const headers: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    headers.push(request.headers)
    const type = typeof said.body === 'string' ? 'text/html' : 'application/json'
    response.writeHead(said.status ?? 200, { 'content-type': type, ...said.headers })
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const place = { repository: 'acme/widgets', apiUrl: url, graphqlUrl: `${url}/graphql` }
  return { api: new GithubApi({ ...place, token: new SecretValue(TOKEN) }), url, headers }
}

async function ask({ api }: Asked): Promise<unknown> {
  return api.rest('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { commit_sha: 'abc' })
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof GithubRefusal, String(error))
  return error.refusal
}

async function failure(work: Promise<unknown>): Promise<ActionError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ActionError, String(error))
  return error
}

describe('what GitHub refuses', () => {
  test('is told in its words, with the permission it wants and where to read on', async (t) => {
    const asked = await saying(t, {
      status: 422,
      headers: { 'x-accepted-github-permissions': 'contents=write' },
      body: {
        message: 'Validation Failed',
        errors: [{ message: 'No commits between a and b' }, 'or so', { code: 'custom' }, null],
        documentation_url: 'https://docs.github.com/rest',
      },
    })
    assert.deepEqual(await refusal(ask(asked)), {
      status: 422,
      type: '',
      message: 'Validation Failed: No commits between a and b: or so',
      permissions: 'contents=write',
      documentation: 'https://docs.github.com/rest',
    })
  })

  test('never holds the token, nor what could act in a log', async (t) => {
    const message = `no ${TOKEN}\r\n::error::x ##[error] \u001b[31m${'long '.repeat(200)}`
    const asked = await saying(t, { status: 422, body: { message } })
    const said = (await refusal(ask(asked))).message
    assert.ok(said.startsWith('no *** ::error::x #\\#[error] \\u{1b}[31m'), said)
    assert.ok(said.length <= 401, said)
    assert.ok(said.endsWith('…'))
  })

  for (const body of [{}, { message: {} }, 'text', null, []]) {
    test(`may come without words: ${JSON.stringify(body)}`, async (t) => {
      const { status, message } = await refusal(ask(await saying(t, { status: 404, body })))
      assert.deepEqual([status, message], [404, ''])
    })
  }

  test('GraphQL refuses with 200 and a type', async (t) => {
    const errors = [{ type: 'STALE_DATA', message: 'moved' }, { message: 'second' }]
    const { api } = await saying(t, { body: { data: { x: null }, errors } })
    const { status, type, message } = await refusal(api.graphql('query', {}))
    assert.deepEqual([status, type, message], [200, 'STALE_DATA', 'moved'])
  })

  test('GraphQL errors of an unknown form are refusals too', async (t) => {
    const { api } = await saying(t, { body: { errors: [{}] } })
    assert.deepEqual((await refusal(api.graphql('query', {}))).type, '')
  })
})

describe('what is no answer', () => {
  for (const [what, said, words] of [
    [
      'the limit of GraphQL',
      { body: { errors: [{ type: 'RATE_LIMITED', message: 'used up' }] } },
      /fewer requests .*: used up/,
    ],
    ['a page of a proxy', { body: '<html>Please log in</html>' }, /is not GitHub's/],
    [
      'a page of a proxy, badly marked',
      { headers: { 'content-type': 'application/json' }, body: '<html>' },
      /not GitHub's/,
    ],
    ['a server that is down', { status: 503, headers: { 'retry-after': '999' } }, /answered 503/],
  ] as const) {
    test(`${what}: GitHub cannot be reached`, async (t) => {
      const { api } = await saying(t, said)
      const { code, what: text } = await failure(api.graphql('query', {}))
      assert.equal(code, 'GITHUB_UNREACHABLE')
      assert.match(text, words)
    })
  }

  test('REST that gives a page is not taken for data', async (t) => {
    const asked = await saying(t, { body: '<html>Please log in</html>' })
    assert.equal((await failure(ask(asked))).code, 'GITHUB_UNREACHABLE')
  })
})

describe('the token', () => {
  test('goes to the API, with a name and a version', async (t) => {
    const asked = await saying(t, { body: { sha: 'abc' } })
    assert.deepEqual(await ask(asked), { sha: 'abc' })
    const [headers] = asked.headers
    assert.equal(headers?.authorization, `bearer ${TOKEN}`)
    assert.equal(headers?.['user-agent']?.startsWith('kanuka-secrets-action'), true)
    assert.match(String(headers?.['x-github-api-version']), /^\d{4}-\d\d-\d\d$/)
  })

  test('does not follow to another server', async (t) => {
    const other = await saying(t, { body: { sha: 'abc' } })
    const asked = await saying(t, { status: 301, headers: { location: `${other.url}/elsewhere` } })
    assert.deepEqual(await ask(asked), { sha: 'abc' })
    assert.equal(asked.headers[0]?.authorization, `bearer ${TOKEN}`)
    assert.equal(other.headers[0]?.authorization, undefined)
  })
})
