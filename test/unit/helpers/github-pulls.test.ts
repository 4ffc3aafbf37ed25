// The fake GitHub: pull requests, labels, the repository.
import assert from 'node:assert/strict'
import test from 'node:test'
import { withoutGit } from '../../helpers/action.ts'
import { filesWith, firstError, rest, withCommit, type Reply } from '../../helpers/github/client.ts'

const skip = withoutGit

test('pull requests: opened once, found, changed, labelled, closed', { skip }, async (t) => {
  const { github } = await withCommit(t)
  github.push(filesWith(t, { x: 'x' }), 'a/b')
  const given = { title: 'Rotate', head: 'a/b', base: 'main', body: 'why', draft: true }
  const opened = await rest(github, 'POST /pulls', { body: given })
  assert.deepEqual([opened.status, opened.body['number'], opened.body['state']], [201, 1, 'open'])
  assert.equal(opened.body['html_url'], `${github.url}/acme/widgets/pull/1`)
  const again = await rest(github, 'POST /pulls', { body: { ...given, head: 'acme:a/b' } })
  assert.equal(again.status, 422)
  assert.equal(firstError(again)['message'], 'A pull request already exists for acme:a/b.')

  const found = async (query: string): Promise<number> => {
    const { body } = await rest(github, `GET /pulls?${query}`)
    return (body as unknown as readonly unknown[]).length
  }
  assert.equal(await found('head=acme:a/b&base=main&state=open&per_page=100'), 1)
  assert.equal(await found('head=acme:other&state=all'), 0)
  assert.equal(await found('base=other'), 0)
  // GitHub ignores a head without its owner.
  assert.equal(await found('head=other'), 1)

  const changed = await rest(github, 'PATCH /pulls/1', { body: { title: 'Again', body: 'new' } })
  assert.deepEqual([changed.body['title'], changed.body['body']], ['Again', 'new'])
  const labels = { labels: ['kanuka', 'secrets'] }
  const labelled = await rest(github, 'POST /issues/1/labels', { body: labels })
  assert.equal(labelled.status, 200)
  assert.deepEqual(github.pulls[0]?.labels, labels.labels)
  assert.equal((await rest(github, 'POST /issues/2/labels', { body: labels })).status, 404)
  assert.equal((await rest(github, 'DELETE /git/refs/heads/a/b')).status, 204)
  assert.equal(github.pulls[0]?.state, 'closed')
  assert.equal(await found('state=closed'), 1)
})

test('pull requests that GitHub does not open', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  github.git('update-ref', 'refs/heads/same', head)
  const open = (side: object): Promise<Reply> =>
    rest(github, 'POST /pulls', { body: { title: 'x', head: 'same', base: 'main', ...side } })
  const empty = await open({})
  assert.deepEqual(
    [empty.status, firstError(empty)['message']],
    [422, 'No commits between main and same'],
  )
  assert.equal(firstError(await open({ head: 'nowhere' }))['field'], 'head')
  assert.equal(firstError(await open({ base: 'nowhere' }))['field'], 'base')
})

test('the repository says whether Actions may open pull requests', { skip }, async (t) => {
  const { github } = await withCommit(t, { mayOpenPullRequests: false })
  const body = { title: 'x', head: 'x', base: 'main' }
  const { status, body: said } = await rest(github, 'POST /pulls', { body })
  assert.deepEqual(
    [status, said['message']],
    [403, 'GitHub Actions is not permitted to create or approve pull requests.'],
  )
})

test('repos/get names the default branch', { skip }, async (t) => {
  const { github } = await withCommit(t)
  const { body } = await rest(github, 'GET ')
  assert.deepEqual([body['full_name'], body['default_branch']], ['acme/widgets', 'main'])
  assert.equal(body['clone_url'], github.cloneUrl)
})
