// The fake GitHub: git over HTTP, asked by the real git.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { commitAll, folder, withoutGit } from '../../helpers/action.ts'
import { filesWith, rest, runGit, withCommit, type Ran } from '../../helpers/github/client.ts'
import { withoutHttpBackend } from '../../helpers/github/fake-github.ts'

const skip = withoutGit || withoutHttpBackend

test('git clones, pushes and fetches over HTTP', { skip }, async (t) => {
  const { github, head } = await withCommit(t)
  const clone = join(folder(t), 'clone')
  assert.equal((await runGit(github, ['clone', github.cloneUrl, clone])).code, 0)
  assert.equal(readFileSync(join(clone, 'README.md'), 'utf8'), 'hello\n')

  const work = filesWith(t, { 'new.txt': 'new' })
  const pushed = commitAll(work, github.cloneUrl)
  const push = await runGit(github, ['-C', work, 'push', 'origin', 'HEAD:refs/heads/a/b'])
  assert.equal(push.code, 0, push.output)
  assert.equal(github.git('rev-parse', 'refs/heads/a/b'), pushed)

  // As actions/checkout asks: without `.git`, and for a part of the objects.
  const url = `${github.url}/acme/widgets`
  const fetched = await runGit(github, ['-C', clone, 'fetch', '--filter=blob:none', url, 'a/b'])
  assert.equal(fetched.code, 0, fetched.output)
  assert.notEqual(pushed, head)
})

test('git needs a token, and may push only with contents: write', { skip }, async (t) => {
  const { github } = await withCommit(t, { permissions: { contents: 'read' } })
  const refs = `${github.cloneUrl}/info/refs?service=git-upload-pack`
  const unasked = await fetch(refs)
  assert.equal(unasked.status, 401)
  assert.equal(unasked.headers.get('www-authenticate'), 'Basic realm="GitHub"')
  const listed = await runGit(github, ['ls-remote', github.cloneUrl])
  assert.match(listed.output, /refs\/heads\/main/)
  const stranger = await runGit(github, ['ls-remote', github.cloneUrl], 'nobody')
  assert.notEqual(stranger.code, 0)

  const work = filesWith(t, { x: 'x' })
  commitAll(work, github.cloneUrl)
  const push = await runGit(github, ['-C', work, 'push', 'origin', 'HEAD:refs/heads/x'])
  assert.match(push.output, /Permission to acme\/widgets\.git denied/)
  assert.match(push.output, /error: 403/)
})

test('a public repository is read without a token', { skip }, async (t) => {
  const { github, head } = await withCommit(t, { anonymousRead: true })
  const refs = await fetch(`${github.cloneUrl}/info/refs?service=git-upload-pack`)
  assert.equal(refs.status, 200)
  const ref = await rest(github, 'GET /git/ref/heads/main', { token: undefined })
  assert.deepEqual(ref.body['object'], {
    sha: head,
    type: 'commit',
    url: `${github.url}/api/v3/repos/acme/widgets/git/commits/${head}`,
  })
  const body = { ref: 'refs/heads/x', sha: head }
  assert.equal((await rest(github, 'POST /git/refs', { token: undefined, body })).status, 401)
})

test('a push to a protected branch is declined by the server', { skip }, async (t) => {
  const { github, head } = await withCommit(t, { protectedBranches: { main: 'classic' } })
  const work = filesWith(t, { x: 'x' })
  commitAll(work, github.cloneUrl)
  const push = (branch: string): Promise<Ran> =>
    runGit(github, ['-C', work, 'push', '--porcelain', '--force', 'origin', `HEAD:${branch}`])
  const classic = await push('refs/heads/main')
  assert.equal(classic.code, 1)
  assert.match(
    classic.output,
    /remote: error: GH006: Protected branch update failed for refs\/heads\/main\./,
  )
  assert.match(classic.output, /^!.*\[remote rejected\]/m)
  github.protect('main', 'ruleset')
  assert.match((await push('refs/heads/main')).output, /GH013: Repository rule violations found/)
  assert.equal((await push('refs/heads/free')).code, 0)
  assert.equal(github.git('rev-parse', 'main'), head)
})

test('a push whose answer is lost has landed all the same', { skip }, async (t) => {
  const { github } = await withCommit(t)
  const work = folder(t)
  // So large that git sends it in chunks, after a request that only tries the token.
  writeFileSync(join(work, 'large'), randomBytes(2_000_000))
  const id = commitAll(work, github.cloneUrl)
  const push = (): Promise<Ran> =>
    runGit(github, ['-C', work, 'push', 'origin', 'HEAD:refs/heads/x'])
  github.failNext('git', { status: 503 })
  assert.match((await push()).output, /error: 503/)
  github.failNext('git-receive-pack', { actThenHangUp: true })
  assert.notEqual((await push()).code, 0)
  assert.equal(github.git('rev-parse', 'refs/heads/x'), id)
  const again = await push()
  assert.match(again.output, /Everything up-to-date/)
})

test('a push that meets another is refused', { skip }, async (t) => {
  const { github } = await withCommit(t)
  const clone = join(folder(t), 'clone')
  await runGit(github, ['clone', github.cloneUrl, clone])
  const theirs = filesWith(t, { theirs: 'x' })
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  await runGit(github, ['-C', clone, ...identity, 'commit', '--allow-empty', '--message', 'ours'])
  github.before('git-receive-pack', () => {
    github.push(theirs)
  })
  const push = await runGit(github, ['-C', clone, 'push', 'origin', 'HEAD:main'])
  assert.equal(push.code, 1)
  assert.match(push.output, /rejected/)
  assert.equal(github.git('show', '--no-patch', '--format=%s', 'main'), 'test')
})
