// The fake GitHub: commits by GraphQL, and protected branches by both APIs.
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
  type CommitOptions,
} from '../../helpers/github/client.ts'

const skip = withoutGit
const BOT = 'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>'

test('createCommitOnBranch adds and deletes in one verified commit', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const add = { 'README.md': 'changed', 'deep/new': 'new' }
  const { status, body } = await commitOnBranch(github, { head, add, remove: ['store/a.kanuka'] })
  const oid = github.git('rev-parse', 'main')
  const commit = {
    oid,
    url: `${github.url}/acme/widgets/commit/${oid}`,
    message: 'Rotate\n\nAll of them.',
    signature: { isValid: true, state: 'VALID', wasSignedByGitHub: true },
  }
  assert.deepEqual([status, body], [200, { data: { createCommitOnBranch: { commit } } }])
  assert.equal(github.git('ls-tree', '-r', '--name-only', oid), 'README.md\ndeep/new')
  assert.equal(github.git('show', `${oid}:README.md`), 'changed')
  assert.equal(
    github.git('show', '--no-patch', '--format=%P %an <%ae> %cn <%ce>', oid),
    `${head} ${BOT} GitHub <noreply@github.com>`,
  )
  const shown = await rest(github, `GET /git/commits/${oid}`)
  assert.equal((shown.body['verification'] as Record<string, unknown>)['reason'], 'valid')
})

test('createCommitOnBranch takes a branch by its id', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const ref = await rest(github, 'GET /git/ref/heads/main')
  const branch = { id: ref.body['node_id'] }
  const input = { branch, expectedHeadOid: head, message: { headline: 'Empty' } }
  await graphql(github, { query: COMMIT, variables: { input } })
  assert.equal(github.git('show', '--no-patch', '--format=%P %s', 'main'), `${head} Empty`)
})

test('a commit on a head that has moved is refused', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const next = filesWith(t, { next: 'x' })
  github.before('graphql', () => {
    github.push(next)
  })
  const answer = await commitOnBranch(github, { head, add: { x: 'x' } })
  assert.deepEqual([answer.status, answer.body['data']], [200, { createCommitOnBranch: null }])
  const { type, path, message } = firstError(answer)
  assert.deepEqual([type, path], ['STALE_DATA', ['createCommitOnBranch']])
  assert.equal(
    message,
    `Expected branch to point to "${head}" but it did not.  Pull and try again.`,
  )
  assert.equal(github.git('show', '--no-patch', '--format=%s', 'main'), 'test')
})

test('what createCommitOnBranch cannot do has a type', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const typeOf = async (options: Omit<CommitOptions, 'head'>): Promise<unknown> =>
    firstError(await commitOnBranch(github, { head, ...options }))['type']
  assert.equal(await typeOf({ branch: 'nowhere', add: { x: 'x' } }), 'NOT_FOUND')
  assert.equal(await typeOf({ remove: ['absent'] }), 'NOT_FOUND')
  assert.equal(await typeOf({ add: { x: 'x' }, remove: ['x'] }), 'UNPROCESSABLE')
  github.allow('reader', { contents: 'read' })
  const refused = await commitOnBranch(github, { head, add: { x: 'x' }, token: 'reader' })
  assert.deepEqual(firstError(refused), {
    type: 'FORBIDDEN',
    path: ['createCommitOnBranch'],
    locations: [{ line: 2, column: 3 }],
    message: 'Resource not accessible by integration',
  })
  assert.equal(github.git('rev-parse', 'main'), head)
})

test('a GraphQL request over 45 MB is too large', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const add = { big: 'x'.repeat(34_000_000) }
  const { status, body } = await commitOnBranch(github, { head, add })
  assert.deepEqual(
    [status, body['message']],
    [413, 'The request payload cannot be larger than 45MB'],
  )
})

test('a protected branch refuses by every way, in the words of its kind', { skip }, async (t) => {
  const { github, head } = await withCommit(t, { protectedBranches: { main: 'classic' } })
  github.protect('ruled', 'ruleset')
  github.git('update-ref', 'refs/heads/ruled', head)
  const next = github.push(filesWith(t, { x: 'x' }), 'next')
  const expected = [
    ['main', 'BRANCH_PROTECTION_RULE_VIOLATION', /^Changes must be made through a pull request\.$/],
    [
      'ruled',
      'UNPROCESSABLE',
      /^Repository rule violations found\n\nChanges must be made through a pull request\./,
    ],
  ] as const
  for (const [branch, type, wording] of expected) {
    const update = await rest(github, `PATCH /git/refs/heads/${branch}`, {
      body: { sha: next, force: true },
    })
    assert.equal(update.status, 422)
    assert.match(String(update.body['message']), wording)
    const mutation = await commitOnBranch(github, { head, branch, add: { x: 'x' } })
    const error = firstError(mutation)
    assert.equal(error['type'], type)
    assert.match(String(error['message']), wording)
    assert.equal((await rest(github, `DELETE /git/refs/heads/${branch}`)).status, 422)
    assert.equal(github.git('rev-parse', branch), head)
  }
})
