// Remotes that refuse, fail, or do it and do not say so.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SecretValue } from '../../../src/secret-value.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { withoutHttpBackend } from '../../helpers/github/fake-github.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { git } from './checkouts.ts'
import { commitOn, place, pushFile, pushNew, remoteOf } from './remotes.ts'

const skip = withoutGit || withoutHttpBackend
const LANDED = { kind: 'landed' }

describe('a token that may not', { skip }, () => {
  test('write is told what the job needs', async (t) => {
    const here = await place(t)
    here.github.allow(here.github.token, { contents: 'read' })
    await assert.rejects(pushNew(here), {
      code: 'COMMIT_DENIED',
      what: /^git could not push to http:\S+widgets\.git: access was refused \(remote: Permission to acme\/widgets.git denied[^\n]*403\)$/,
      fix: /\npermissions:\n {2}contents: write\n/,
    })
    assert.equal(await here.remote.tip('main'), here.head)
  })

  test('do anything any more is refused too', async (t) => {
    const here = await place(t)
    here.github.revoke(here.github.token)
    const expected = { code: 'COMMIT_DENIED', what: /access was refused/ }
    await assert.rejects(pushNew(here), expected)
    await assert.rejects(here.remote.tip('main'), expected)
    await assert.rejects(here.remote.fetch('main'), expected)
    await assert.rejects(
      here.remote.fetchHistory('main', async () => undefined),
      expected,
    )
  })

  test('see the repository is told so by the server', async (t) => {
    const here = await place(t)
    const elsewhere = remoteOf(here.repository, here.github, {
      url: `${here.github.url}/acme/other.git`,
    })
    await assert.rejects(elsewhere.tip('main'), { code: 'REMOTE_FAILED', what: /not found/ })
  })

  test('is asked once: refusals are not tried again', async (t) => {
    const here = await place(t)
    here.github.allow(here.github.token, { contents: 'read' })
    await assert.rejects(pushNew(here))
    assert.equal(here.github.calls.filter(({ status }) => status === 403).length, 1)
  })
})

describe('credentials', { skip }, () => {
  const header = (token: string): string =>
    `AUTHORIZATION: basic ${btoa(`x-access-token:${token}`)}`

  test('that actions/checkout stored give way to the token', async (t) => {
    const here = await place(t)
    const { github, repository } = here
    const name = `http.${github.url}/.extraheader`
    git(repository.workTree, 'config', name, header('old'))
    git(repository.workTree, 'config', `http.${github.cloneUrl}.extraheader`, header('older'))
    const credentials = `${folder(t)}/git-credentials.config`
    git(repository.workTree, 'config', '--file', credentials, name, header('new-style'))
    const include = `includeIf.gitdir:${repository.workTree}/.git.path`
    git(repository.workTree, 'config', include, credentials)
    assert.deepEqual(await pushNew(here), LANDED)
    assert.equal(await here.remote.tip('main'), await commitOn(repository, here.head))
  })

  test('that actions/checkout stored serve where there is no token', async (t) => {
    const here = await place(t)
    const { github, repository } = here
    const remote = remoteOf(repository, github, { token: undefined })
    await assert.rejects(remote.tip('main'), { code: 'COMMIT_DENIED' })
    const credentials = `${folder(t)}/git-credentials.config`
    const name = `http.${github.url}/.extraheader`
    git(repository.workTree, 'config', '--file', credentials, name, header(github.token))
    const include = `includeIf.gitdir:${repository.workTree}/.git.path`
    git(repository.workTree, 'config', include, credentials)
    const stored = remoteOf(repository, github, { token: undefined })
    assert.equal(await stored.tip('main'), here.head)
    assert.deepEqual(await pushNew({ ...here, remote: stored }), LANDED)
  })

  test('of the URL serve where there is no token, and are not shown', async (t) => {
    const here = await place(t)
    const { github, repository } = here
    const withPassword = (password: string): string =>
      github.cloneUrl.replace('http://', `http://x-access-token:${password}@`)
    const options = { token: undefined, url: withPassword(github.token) }
    assert.equal(await remoteOf(repository, github, options).tip('main'), here.head)
    const wrong = remoteOf(repository, github, { token: undefined, url: withPassword('canary') })
    await assert.rejects(wrong.tip('main'), (error: Error) => {
      assert.doesNotMatch(JSON.stringify(error) + error.message, /canary/)
      return true
    })
  })

  test('are not sent to another server', async (t) => {
    const here = await place(t)
    const { github, repository } = here
    const other = remoteOf(repository, github, { serverUrl: 'https://github.com' })
    await assert.rejects(other.tip('main'), { code: 'COMMIT_DENIED' })
  })

  test('are not needed where the remote needs none', async (t) => {
    const here = await place(t)
    const bare = remoteOf(here.repository, here.github, { token: undefined, url: here.github.bare })
    assert.deepEqual(await pushNew({ ...here, remote: bare }), LANDED)
    assert.equal(here.github.git('show', 'main:new'), 'new')
    const file = remoteOf(here.repository, here.github, { url: `file://${here.github.bare}` })
    assert.ok(await file.fetch('main'))
  })
})

describe('a server that fails', { skip }, () => {
  for (const failure of [
    { status: 500 },
    { status: 502 },
    { status: 429 },
    { hangUp: true } as const,
  ]) {
    const name = JSON.stringify(failure)
    test(`once is tried again: ${name}`, async (t) => {
      const here = await place(t)
      const { github, remote } = here
      github.failNext('git', failure)
      assert.equal(await remote.tip('main'), here.head)
      github.failNext('git-receive-pack', failure)
      assert.deepEqual(await pushNew(here), LANDED)
      const theirs = pushFile(t, github, '2')
      github.failNext('git-upload-pack', failure)
      assert.equal(await remote.fetch('main'), theirs)
      github.failNext('git', failure)
      assert.equal(await remote.fetchHistory('main', async (_, tip) => tip), theirs)
    })
  }

  test('three times is an error', async (t) => {
    const here = await place(t)
    const { github, remote } = here
    for (let time = 0; time < 3; time += 1) github.failNext('git', { status: 503 })
    await assert.rejects(remote.tip('main'), {
      code: 'REMOTE_FAILED',
      what: /^git could not look at http:\S+ \([^\n]*503\)$/,
    })
    assert.equal(github.calls.filter(({ status }) => status === 503).length, 3)
  })

  test('all the time is an error of what was to be done', async (t) => {
    const here = await place(t)
    // Each try looks where the branch stands, in case that the answer was lost.
    for (let time = 0; time < 6; time += 1) here.github.failNext('git', { status: 503 })
    const expected = { code: 'REMOTE_FAILED', what: /^git could not push to/ }
    await assert.rejects(pushNew(here), expected)
  })

  for (const failure of [{ actThenHangUp: true }, { actThenStatus: 502 }] as const) {
    test(`to say that it did it: ${JSON.stringify(failure)}`, async (t) => {
      const here = await place(t)
      here.github.failNext('git-receive-pack', failure)
      assert.deepEqual(await pushNew(here), LANDED)
      const commit = await commitOn(here.repository, here.head)
      assert.equal(here.github.git('rev-parse', 'main'), commit)
    })
  }

  test('to say so, and then somebody builds upon it', async (t) => {
    const here = await place(t)
    const { github } = here
    github.failNext('git-receive-pack', { actThenStatus: 500 })
    github.before('git-upload-pack', () => {
      pushFile(t, github, 'on top')
    })
    assert.deepEqual(await pushNew(here), LANDED)
    assert.equal(github.git('rev-parse', 'main~1'), await commitOn(here.repository, here.head))
  })

  test('and then somebody else was faster', async (t) => {
    const here = await place(t)
    const { github } = here
    github.failNext('git-receive-pack', { status: 502 })
    github.before('git-upload-pack', () => {
      pushFile(t, github, 'theirs')
    })
    assert.deepEqual(await pushNew(here), { kind: 'moved' })
  })
})

describe('a remote that cannot be reached', { skip }, () => {
  test('is an error that names it', async (t) => {
    const { repository, github } = await place(t)
    for (const [url, words] of [
      ['https://nowhere.invalid/acme/widgets', /resolve host/],
      ['http://127.0.0.1:1/acme/widgets', /connect/i],
      ['/no/such/repository.git', /does not appear to be a git repository/],
    ] as const) {
      const remote = remoteOf(repository, github, { url })
      await assert.rejects(remote.tip('main'), { code: 'REMOTE_FAILED', what: words })
    }
    const remote = remoteOf(repository, github, { url: 'ext::sh -c true' })
    await assert.rejects(remote.tip('main'), { code: 'REMOTE_FAILED', what: /\(ext\)/ })
  })

  test('because there is no git program is another', async (t) => {
    const here = await place(t)
    const commit = await commitOn(here.repository, here.head)
    setEnvironment(t, { PATH: folder(t) })
    const { remote, head } = here
    const expected = { code: 'GIT_MISSING' }
    await assert.rejects(remote.push({ commit, branch: 'main', expected: head }), expected)
    await assert.rejects(remote.tip('main'), expected)
    await assert.rejects(remote.fetch('main'), expected)
  })

  test('holds no token in what it says', async (t) => {
    const { repository, github } = await place(t)
    const token = new SecretValue('canary-of-the-token')
    const url = `${github.url}/${btoa('x-access-token:canary-of-the-token')}/canary-of-the-token`
    const remote = remoteOf(repository, github, { url, token })
    await assert.rejects(remote.tip('main'), (error: Error) => {
      assert.match(error.message, /^git could not look at/)
      assert.doesNotMatch(error.message, /canary/)
      return true
    })
  })
})
