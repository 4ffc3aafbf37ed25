// The fake GitHub: comments on pull requests.
import assert from 'node:assert/strict'
import test from 'node:test'
import { withoutGit } from '../../helpers/action.ts'
import { filesWith, firstError, graphql, rest, withCommit } from '../../helpers/github/client.ts'

const skip = withoutGit

test('comments: written, listed in pages, changed', { skip }, async (t) => {
  const { github } = await withCommit(t)
  github.push(filesWith(t, { x: 'x' }), 'b')
  await rest(github, 'POST /pulls', { body: { title: 'x', head: 'b', base: 'main' } })
  github.comments.push({ id: 7, pullNumber: 1, author: 'alice', body: 'hello' })
  const written = await rest(github, 'POST /issues/1/comments', { body: { body: 'mine' } })
  assert.deepEqual([written.status, written.body['id'], written.body['body']], [201, 8, 'mine'])
  assert.equal(written.body['html_url'], `${github.url}/acme/widgets/pull/1#issuecomment-8`)
  const list = async (query: string): Promise<readonly unknown[]> => {
    const { body } = await rest(github, `GET /issues/1/comments?${query}`)
    return (body as unknown as { body: string; user: { login: string } }[]).map((each) => [
      each.user.login,
      each.body,
    ])
  }
  assert.deepEqual(await list(''), [
    ['alice', 'hello'],
    ['github-actions[bot]', 'mine'],
  ])
  assert.deepEqual(await list('per_page=1&page=2'), [['github-actions[bot]', 'mine']])
  assert.deepEqual(await list('per_page=1&page=3'), [])
  const changed = await rest(github, 'PATCH /issues/comments/7', { body: { body: 'other' } })
  assert.deepEqual([changed.status, github.comments[0]?.body], [200, 'other'])
})

test('comments that GitHub does not take', { skip }, async (t) => {
  const { github } = await withCommit(t)
  const body = { body: 'x' }
  assert.equal((await rest(github, 'POST /issues/1/comments', { body })).status, 404)
  assert.equal((await rest(github, 'GET /issues/1/comments')).status, 404)
  assert.equal((await rest(github, 'PATCH /issues/comments/1', { body })).status, 404)
  github.comments.push({ id: 1, pullNumber: 1, author: 'alice', body: 'hello' })
  for (const text of ['', 'x'.repeat(65_537)]) {
    const asked = { body: { body: text } }
    const refused = await rest(github, 'PATCH /issues/comments/1', asked)
    assert.deepEqual([refused.status, firstError(refused)['field']], [422, 'data'])
  }
  github.allow('reader', { pull_requests: 'read' })
  const denied = await rest(github, 'PATCH /issues/comments/1', { body, token: 'reader' })
  assert.equal(denied.status, 403)
})

test('whom the token belongs to', { skip }, async (t) => {
  const { github } = await withCommit(t)
  const { body } = await graphql(github, { query: 'query { viewer { login } }' })
  assert.deepEqual(body, { data: { viewer: { login: 'github-actions[bot]' } } })
})
