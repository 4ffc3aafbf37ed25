// The comment on a pull request: one, ours, up to date, and never the reason for a failure.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { keepComment, type CommentOutcome } from '../../../src/check/comment.ts'
import { markerOf } from '../../../src/check/markdown.ts'
import { GithubApi } from '../../../src/platform/github-api.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { withoutGit } from '../../helpers/action.ts'
import { filesWith, rest, withCommit } from '../../helpers/github/client.ts'
import type { FakeGithub } from '../../helpers/github/fake-github.ts'

const skip = withoutGit
const MARKER = markerOf('')
const BOT = 'github-actions[bot]'

async function withPull(t: TestContext): Promise<FakeGithub> {
  const { github } = await withCommit(t)
  github.push(filesWith(t, { x: 'x' }), 'change')
  await rest(github, 'POST /pulls', { body: { title: 'x', head: 'change', base: 'main' } })
  return github
}

async function keep(
  github: FakeGithub,
  text: string,
  options: {
    readonly mayCreate?: boolean
    readonly token?: string
    readonly pullNumber?: number
  } = {},
): Promise<CommentOutcome> {
  const { mayCreate = true, token = github.token, pullNumber = 1 } = options
  const api = new GithubApi({
    repository: github.env['GITHUB_REPOSITORY'] ?? '',
    apiUrl: github.env['GITHUB_API_URL'] ?? '',
    graphqlUrl: github.env['GITHUB_GRAPHQL_URL'] ?? '',
    token: new SecretValue(token),
  })
  return keepComment(api, { pullNumber, marker: MARKER, body: `${MARKER}\n${text}\n`, mayCreate })
}

const bodies = (github: FakeGithub): readonly string[] => github.comments.map(({ body }) => body)
const operations = (github: FakeGithub): readonly string[] =>
  github.calls.map(({ operation }) => operation).filter((name) => !name.startsWith('pulls/'))
const add = (github: FakeGithub, author: string, body: string): number =>
  github.comments.push({ id: github.comments.length + 1, pullNumber: 1, author, body })

test('created, left alone, updated in place, turned green', { skip }, async (t) => {
  const github = await withPull(t)
  add(github, 'alice', 'Looks good')
  const url = `${github.url}/acme/widgets/pull/1#issuecomment-2`
  assert.deepEqual(await keep(github, 'bad'), { kind: 'created', url })
  assert.equal((await keep(github, 'bad')).kind, 'unchanged')
  // Green: nothing to create, and an old result to replace.
  assert.equal((await keep(github, 'good', { mayCreate: false })).kind, 'updated')
  assert.deepEqual(bodies(github), ['Looks good', `${MARKER}\ngood\n`])
  assert.equal(operations(github).filter((name) => name === 'issues/create-comment').length, 1)
})

test('none is begun where there is nothing to tell', { skip }, async (t) => {
  const github = await withPull(t)
  assert.deepEqual(await keep(github, 'good', { mayCreate: false }), { kind: 'none' })
  assert.deepEqual(operations(github), ['issues/list-comments'])
})

test(
  'the marker in somebody else’s comment, or further down, is not believed',
  { skip },
  async (t) => {
    const github = await withPull(t)
    const others = [
      ['mallory', `${MARKER}\nall is well`],
      ['github-actions', `${MARKER}\nall is well`],
      ['Github-Actions[bot] ', `${MARKER}\nall is well`],
      [BOT, `> ${MARKER}\nquoted`],
      [BOT, `Other tool\n${MARKER}\n`],
      [BOT, `${markerOf('another check')}\nx`],
    ] as const
    for (const [author, body] of others) add(github, author, body)
    assert.equal((await keep(github, 'bad')).kind, 'created')
    assert.deepEqual(
      bodies(github).slice(0, -1),
      others.map(([, body]) => body),
    )
  },
)

test('is found behind many others, and with other line ends', { skip }, async (t) => {
  const github = await withPull(t)
  for (let index = 0; index < 230; index += 1) add(github, 'alice', `${index}`)
  add(github, BOT, `${MARKER}\r\nbad\r\n`)
  assert.equal((await keep(github, 'bad')).kind, 'unchanged')
  assert.equal((await keep(github, 'new')).kind, 'updated')
  assert.equal(github.comments.length, 231)
})

test('comments of a second pull request are none of ours', { skip }, async (t) => {
  const github = await withPull(t)
  github.comments.push({ id: 1, pullNumber: 2, author: BOT, body: `${MARKER}\nx` })
  assert.equal((await keep(github, 'bad')).kind, 'created')
})

test('removed between reading and writing: written anew', { skip }, async (t) => {
  const github = await withPull(t)
  add(github, BOT, `${MARKER}\nold`)
  github.before('issues/update-comment', () => void github.comments.pop())
  assert.equal((await keep(github, 'new')).kind, 'created')
  assert.deepEqual(bodies(github), [`${MARKER}\nnew\n`])
})

test(
  'whoever asks, the name is learnt from GitHub; where it is not said, the job’s',
  { skip },
  async (t) => {
    const github = await withPull(t)
    add(github, BOT, `${MARKER}\nold`)
    const answer = (viewer: unknown): void =>
      github.failNext('graphql', { status: 200, body: { data: { viewer } } })
    answer({ login: 'kanuka-app[bot]' })
    assert.equal((await keep(github, 'mine', { mayCreate: false })).kind, 'none')
    answer(null)
    assert.equal((await keep(github, 'one')).kind, 'updated')
    github.failNext('graphql', { status: 403, body: { message: 'Resource not accessible' } })
    assert.equal((await keep(github, 'two')).kind, 'updated')
  },
)

describe('what cannot be written fails nothing', () => {
  test('a token that may only read: forbidden, in GitHub’s words', { skip }, async (t) => {
    const github = await withPull(t)
    github.allow('fork', { contents: 'read', pull_requests: 'read' })
    const why = 'Resource not accessible by integration (GitHub wants pull_requests=write)'
    assert.deepEqual(await keep(github, 'x', { token: 'fork' }), { kind: 'forbidden', why })
    add(github, BOT, `${MARKER}\nold`)
    assert.deepEqual(await keep(github, 'x', { token: 'fork' }), { kind: 'forbidden', why })
    github.allow('none', { pull_requests: 'none' })
    assert.equal((await keep(github, 'x', { token: 'none' })).kind, 'forbidden')
    assert.equal((await keep(github, 'x', { token: 'unknown' })).kind, 'forbidden')
  })

  test('a pull request that is not there, or locked', { skip }, async (t) => {
    const github = await withPull(t)
    assert.deepEqual(await keep(github, 'x', { pullNumber: 7 }), {
      kind: 'forbidden',
      why: 'Not Found',
    })
    const message = 'Unable to create comment because issue is locked.'
    github.failNext('issues/create-comment', { status: 403, body: { message } })
    assert.deepEqual(await keep(github, 'x'), {
      kind: 'forbidden',
      why: 'Unable to create comment because issue is locked',
    })
  })

  test('a body that GitHub does not take', { skip }, async (t) => {
    const github = await withPull(t)
    const outcome = await keep(github, 'x'.repeat(70_000))
    assert.equal(outcome.kind, 'failed')
    assert.match('why' in outcome ? outcome.why : '', /Validation Failed.*too long/)
  })

  test('an answer that is not GitHub’s', { skip }, async (t) => {
    const github = await withPull(t)
    github.failNext('issues/list-comments', { status: 200, body: Buffer.from('<html>') })
    const outcome = await keep(github, 'x')
    assert.equal(outcome.kind, 'failed')
    assert.match('why' in outcome ? outcome.why : '', /something that is not GitHub's/)
  })
})
