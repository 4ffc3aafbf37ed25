// Pushing to a remote and fetching from it, over HTTP as GitHub has it.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { folder, withoutGit } from '../../helpers/action.ts'
import { withoutHttpBackend } from '../../helpers/github/fake-github.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { cloneOf, git, makeHostile, recordGit, snapshot } from './checkouts.ts'
import { commitOn, place, pushFile, pushNew, remoteOf } from './remotes.ts'

const skip = withoutGit || withoutHttpBackend

describe('a push', { skip }, () => {
  test('lands where the branch stands as expected', async (t) => {
    const { github, repository, remote, head } = await place(t)
    const commit = await commitOn(repository, head)
    assert.deepEqual(await remote.push({ commit, branch: 'main', expected: head }), {
      kind: 'landed',
    })
    assert.equal(github.git('rev-parse', 'main'), commit)
    assert.equal(github.git('show', 'main:new'), 'new')
    assert.equal(await remote.tip('main'), commit)
  })

  test('makes a branch that is not there, and only then', async (t) => {
    const { github, repository, remote, head } = await place(t)
    const commit = await commitOn(repository, head)
    const push = { commit, branch: 'kanuka/größe', expected: undefined }
    assert.deepEqual(await remote.push(push), { kind: 'landed' })
    assert.equal(github.git('rev-parse', push.branch), commit)
    const other = await commitOn(repository, head, 'other')
    assert.deepEqual(await remote.push({ ...push, commit: other }), { kind: 'moved' })
    assert.equal(github.git('rev-parse', push.branch), commit)
  })

  test('of what stands there already has landed', async (t) => {
    const { repository, remote, head } = await place(t)
    const commit = await commitOn(repository, head)
    for (let time = 0; time < 2; time += 1) {
      const pushed = await remote.push({ commit, branch: 'main', expected: head })
      assert.deepEqual(pushed, { kind: 'landed' })
    }
  })

  test('moves nothing when the branch moved on, or back, or is gone', async (t) => {
    const here = await place(t)
    const { github, head } = here
    const next = pushFile(t, github, '2')
    assert.deepEqual(await pushNew(here), { kind: 'moved' })
    assert.equal(github.git('rev-parse', 'main'), next)
    const onNext = { ...here, head: (await here.remote.fetch('main')) ?? '' }
    github.git('update-ref', 'refs/heads/main', head)
    assert.deepEqual(await pushNew(onNext), { kind: 'moved' })
    assert.equal(github.git('rev-parse', 'main'), head)
    github.git('update-ref', '-d', 'refs/heads/main')
    assert.deepEqual(await pushNew(here), { kind: 'moved' })
    assert.equal(github.git('for-each-ref'), '')
  })

  test('moves nothing when the branch moves in the very moment', async (t) => {
    const here = await place(t)
    let theirs = ''
    here.github.before('git-receive-pack', () => {
      theirs = pushFile(t, here.github, 'theirs')
    })
    assert.deepEqual(await pushNew(here), { kind: 'moved' })
    assert.equal(here.github.git('rev-parse', 'main'), theirs)
  })

  test('that would be forced is not tried', async (t) => {
    const { github, repository, remote, head } = await place(t)
    pushFile(t, github, '2')
    const tip = await remote.fetch('main')
    const calls = github.calls.length
    const commit = await commitOn(repository, head)
    await assert.rejects(remote.push({ commit, branch: 'main', expected: tip }), /no fast-forward/)
    assert.equal(github.calls.length, calls)
  })

  test('of several commits, or of a merge, is no force', async (t) => {
    const { github, repository, remote, head } = await place(t)
    const second = await commitOn(repository, await commitOn(repository, head), 'second')
    const pushed = await remote.push({ commit: second, branch: 'main', expected: head })
    assert.deepEqual(pushed, { kind: 'landed' })
    assert.equal(github.git('rev-parse', 'main~2'), head)
  })

  for (const [kind, words] of [
    [
      'classic',
      'GH006: Protected branch update failed for refs/heads/main. - Changes must be made through a pull request.',
    ],
    [
      'ruleset',
      'GH013: Repository rule violations found for refs/heads/main. Review all repository rules at https://github.com/acme/widgets/rules - Changes must be made through a pull request.',
    ],
  ] as const) {
    test(`to a protected branch says so in GitHub’s words (${kind})`, async (t) => {
      const here = await place(t)
      here.github.protect('main', kind)
      assert.deepEqual(await pushNew(here), { kind: 'protected', why: words })
      assert.equal(here.github.git('rev-parse', 'main'), here.head)
    })
  }

  test('is refused by a hook for another reason', async (t) => {
    const here = await place(t)
    const hook = '#!/bin/sh\necho "no ::error::\u001b[31m today" >&2\nexit 1\n'
    fs.writeFileSync(join(here.github.bare, 'hooks/pre-receive'), hook)
    await assert.rejects(pushNew(here), {
      code: 'REMOTE_FAILED',
      what: /^git could not push to http:[^\n]+widgets.git \(remote: no [^\n\u001b]+today; \[remote rejected\] \(pre-receive hook declined\)\)$/,
    })
  })
})

describe('a branch', { skip }, () => {
  test('stands at its tip, or is not there', async (t) => {
    const { github, remote, head } = await place(t)
    github.git('update-ref', 'refs/heads/refs/heads/main', head)
    github.git('update-ref', 'refs/heads/x/refs/heads/other', head)
    assert.equal(await remote.tip('main'), head)
    assert.equal(await remote.tip('other'), undefined)
    assert.equal(await remote.tip('no/such'), undefined)
    assert.equal(await remote.tip('ma*'), undefined)
  })

  test('is fetched: its objects, and no more', async (t) => {
    const { github, repository, remote } = await place(t)
    const { workTree } = repository
    git(workTree, 'fetch', '--quiet', 'origin')
    const tip = pushFile(t, github, '2')
    github.git('tag', 'v1', tip)
    const before = snapshot(workTree)
    assert.ok('.git/FETCH_HEAD' in before)
    assert.equal(await remote.fetch('main'), tip)
    assert.equal(git(workTree, 'cat-file', 'blob', `${tip}:a`), '2')
    assert.deepEqual(snapshot(workTree), before)
    assert.equal(await repository.isShallow(), false)
    assert.equal(await remote.fetch('main'), tip)
    assert.equal(await remote.fetch('no/such'), undefined)
    assert.equal(git(workTree, 'fsck', '--no-dangling'), '')
  })

  test('is fetched before the first commit of a checkout', async (t) => {
    const { github, head } = await place(t)
    const empty = cloneOf(t, github.bare)
    git(empty.workTree, 'symbolic-ref', 'HEAD', 'refs/heads/unborn')
    assert.equal(await remoteOf(empty, github).fetch('main'), head)
  })
})

describe('the checkout', { skip }, () => {
  test('stays as it is to the byte, whatever is pushed and fetched', async (t) => {
    const here = await place(t)
    const { github, repository, remote } = here
    const { workTree } = repository
    fs.writeFileSync(join(workTree, 'a'), 'dirty')
    fs.writeFileSync(join(workTree, 'b'), 'staged')
    git(workTree, 'add', 'b')
    git(workTree, 'stash', '--quiet', '--keep-index')
    git(workTree, 'fetch', '--quiet', 'origin')
    const before = snapshot(workTree)
    assert.deepEqual(await pushNew(here), { kind: 'landed' })
    assert.deepEqual(await pushNew(here), { kind: 'landed' })
    assert.deepEqual(await remote.push({ commit: here.head, branch: 'x', expected: undefined }), {
      kind: 'landed',
    })
    pushFile(t, github, '2')
    await remote.fetch('main')
    await remote.fetchHistory('main', async () => undefined)
    assert.deepEqual(snapshot(workTree), before)
  })

  test('that is hostile runs nothing, and does not lead elsewhere', async (t) => {
    const here = await place(t)
    const { github, repository, remote } = here
    const { workTree } = repository
    const marker = join(folder(t), 'marker')
    const elsewhere = join(folder(t), 'elsewhere.git')
    git(workTree, 'clone', '--quiet', '--bare', '.', elsewhere)
    makeHostile(workTree, marker)
    const script = join(workTree, '.git/evil.sh')
    git(workTree, 'config', `url.${elsewhere}.insteadOf`, github.cloneUrl)
    git(workTree, 'config', 'http.proxy', 'http://127.0.0.1:1')
    git(workTree, 'config', `credential.${github.url}.helper`, `!${script}`)
    for (const name of ['uploadpack', 'receivepack', 'vcs']) {
      git(workTree, 'config', `remote.${github.cloneUrl}.${name}`, script)
    }
    fs.mkdirSync(join(workTree, '.git/objects/info'), { recursive: true })
    fs.rmSync(marker, { force: true })
    const before = snapshot(elsewhere)
    assert.deepEqual(await pushNew(here), { kind: 'landed' })
    pushFile(t, github, '2')
    await remote.fetch('main')
    await remote.fetchHistory('main', async () => undefined)
    assert.ok(!fs.existsSync(marker))
    assert.deepEqual(snapshot(elsewhere), before)
  })

  test('leaves no trace in the temp folder, and no token anywhere but in the environment', async (t) => {
    const here = await place(t)
    const { github, repository, remote } = here
    const calls = recordGit(t)
    const temp = folder(t)
    setEnvironment(t, { RUNNER_TEMP: temp })
    assert.deepEqual(await pushNew(here), { kind: 'landed' })
    await remote.fetch('main')
    await remote.fetchHistory('main', async () => undefined)
    assert.deepEqual(fs.readdirSync(temp), [])
    const basic = btoa(`x-access-token:${github.token}`)
    const networked = calls().filter(({ args }) => args.some((arg) => arg.startsWith('http:')))
    assert.ok(networked.length >= 3)
    for (const { args } of calls()) {
      const line = args.join(' ')
      assert.ok(!line.includes(github.token) && !line.includes(basic), line)
    }
    const holders = calls().filter(({ env }) => [...env.values()].join('\n').includes(basic))
    for (const { args } of holders) {
      const isNetwork = args.some((arg) => ['push', 'fetch', 'ls-remote'].includes(arg))
      assert.ok(isNetwork, args.join(' '))
    }
    assert.ok(holders.length >= 3)
    assert.doesNotMatch(inspect(remote, { showHidden: true, depth: 9 }), new RegExp(github.token))
    const config = fs.readFileSync(join(repository.workTree, '.git/config'), 'utf8')
    assert.doesNotMatch(config, /token|extraheader/i)
  })
})
