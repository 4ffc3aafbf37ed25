// The fake GitHub: refs, blobs, trees and commits by the REST API.
import assert from 'node:assert/strict'
import test from 'node:test'
import { withoutGit } from '../../helpers/action.ts'
import { filesWith, rest, withCommit, type Reply } from '../../helpers/github/client.ts'
import { fakeGithub, type FakeGithub } from '../../helpers/github/fake-github.ts'

const skip = withoutGit
const BOT = 'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>'
const NOBODY = '0123456789012345678901234567890123456789'

async function newTree(github: FakeGithub, base_tree: string, tree: unknown): Promise<Reply> {
  return rest(github, 'POST /git/trees', { body: { base_tree, tree } })
}

test('refs are made, moved and deleted, with slashes in either form', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const ref = 'refs/heads/kanuka/rotate'
  const made = await rest(github, 'POST /git/refs', { body: { ref, sha: head } })
  assert.equal(made.status, 201)
  for (const path of ['heads/kanuka/rotate', 'heads%2Fkanuka%2Frotate', 'heads/kanuka%2Frotate']) {
    const { status, body } = await rest(github, `GET /git/ref/${path}`)
    assert.deepEqual([status, body['ref']], [200, ref])
  }
  const next = github.push(filesWith(t, { other: 'x' }))
  const moved = await rest(github, `PATCH /git/${ref}`, { body: { sha: next } })
  assert.equal(moved.status, 200)
  assert.equal(github.git('rev-parse', ref), next)
  const back = await rest(github, `PATCH /git/${ref}`, { body: { sha: head, force: false } })
  assert.deepEqual([back.status, back.body['message']], [422, 'Update is not a fast forward'])
  const forced = await rest(github, `PATCH /git/${ref}`, { body: { sha: head, force: true } })
  assert.equal(forced.status, 200)
  assert.equal((await rest(github, `DELETE /git/${ref}`)).status, 204)
  assert.equal((await rest(github, `GET /git/ref/heads/kanuka/rotate`)).status, 404)
})

test('what cannot be done with a ref is refused in GitHub’s words', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const refusals = [
    ['POST /git/refs', { ref: 'refs/heads/main', sha: head }, 'Reference already exists'],
    ['POST /git/refs', { ref: 'refs/heads/x', sha: NOBODY }, 'Object does not exist'],
    ['POST /git/refs', { ref: 'refs/heads/main/x', sha: head }, 'Reference update failed'],
    ['PATCH /git/refs/heads/x', { sha: head }, 'Reference does not exist'],
    ['PATCH /git/refs/heads/main', { sha: NOBODY }, 'Object does not exist'],
  ] as const
  for (const [what, body, message] of refusals) {
    const answer = await rest(github, what, { body })
    assert.deepEqual([answer.status, answer.body['message']], [422, message])
  }
  assert.equal(github.git('for-each-ref', '--format=%(refname)'), 'refs/heads/main')
})

test('an empty repository has no git data', { skip }, async (t) => {
  const github = await fakeGithub(t)
  const { status, body } = await rest(github, 'GET /git/ref/heads/main')
  assert.deepEqual([status, body['message']], [409, 'Git Repository is empty.'])
})

test('a tree is built on another: modes kept, files and folders removed', { skip }, async (t) => {
  const github = await fakeGithub(t)
  const work = filesWith(t, { 'bin/run': '#!', 'old/a': 'a', 'old/b/c': 'c', 'keep/d': 'd' })
  const head = github.push(work)
  const content = Buffer.from([0, 255, 1]).toString('base64')
  const blob = await rest(github, 'POST /git/blobs', { body: { content, encoding: 'base64' } })
  const { sha } = blob.body
  const plain = await rest(github, 'POST /git/blobs', { body: { content: 'é', encoding: 'utf-8' } })
  const made = await newTree(github, head, [
    { path: 'bin/run', mode: '100755', type: 'blob', sha },
    { path: 'new/é', mode: '100644', type: 'blob', sha: plain.body['sha'] },
    { path: 'old', mode: '040000', type: 'tree', sha: null },
    { path: 'keep/d', mode: '100644', type: 'blob', sha: null },
    { path: 'inline', mode: '100644', type: 'blob', content: 'text' },
  ])
  assert.equal(made.status, 201)
  const tree = String(made.body['sha'])
  assert.deepEqual(github.git('-c', 'core.quotePath=false', 'ls-tree', '-r', tree).split('\n'), [
    `100755 blob ${String(sha)}\tbin/run`,
    `100644 blob ${github.git('rev-parse', `${tree}:inline`)}\tinline`,
    `100644 blob ${String(plain.body['sha'])}\tnew/é`,
  ])
  assert.equal(github.git('cat-file', '-s', String(sha)), '3')
  const copied = await newTree(github, tree, [
    { path: 'copy', mode: '040000', type: 'tree', sha: github.git('rev-parse', `${tree}:bin`) },
  ])
  assert.match(github.git('ls-tree', '-r', String(copied.body['sha'])), /^100755 .*\tcopy\/run$/m)
})

test('a tree with what is not there is refused', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const file = { mode: '100644', type: 'blob' }
  const absent = await newTree(github, head, [{ ...file, path: 'absent', sha: null }])
  assert.deepEqual([absent.status, absent.body['message']], [422, 'GitRPC::BadObjectState'])
  const unknown = await newTree(github, head, [{ ...file, path: 'x', sha: NOBODY }])
  assert.equal(unknown.body['message'], `tree.sha ${NOBODY} is not a valid blob`)
  const outside = await newTree(github, head, [{ ...file, path: '../x', content: 'x' }])
  assert.equal(outside.body['message'], 'tree.path contains a malformed path component')
})

test('a commit of the token’s own is verified; one with an author is not', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const other = github.push(filesWith(t, { other: 'x' }), 'other')
  const tree = github.git('rev-parse', `${head}^{tree}`)
  const given = { message: 'Merge\n\nBoth.', tree, parents: [head, other] }
  const own = await rest(github, 'POST /git/commits', { body: given })
  assert.equal(own.status, 201)
  const sha = String(own.body['sha'])
  assert.equal(github.git('show', '--no-patch', '--format=%P', sha), `${head} ${other}`)
  assert.equal(github.git('show', '--no-patch', '--format=%an <%ae>', sha), BOT)
  assert.equal(github.git('show', '--no-patch', '--format=%B', sha), given.message)
  const shown = await rest(github, `GET /git/commits/${sha}`)
  assert.deepEqual(shown.body, own.body)
  assert.equal((shown.body['verification'] as Record<string, unknown>)['verified'], true)

  const author = { name: 'Kim', email: 'kim@example.com', date: '2026-01-02T03:04:05Z' }
  const named = await rest(github, 'POST /git/commits', { body: { ...given, author } })
  assert.deepEqual([named.body['author'], named.body['committer']], [author, author])
  assert.deepEqual(named.body['verification'], {
    verified: false,
    reason: 'unsigned',
    signature: null,
    payload: null,
    verified_at: null,
  })
  const orphan = await rest(github, 'POST /git/commits', { body: { ...given, parents: [NOBODY] } })
  assert.equal(orphan.body['message'], 'Parent SHA does not exist or is not a commit object')
})
