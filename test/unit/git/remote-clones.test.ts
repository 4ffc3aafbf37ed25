// All kinds of clones commit, push and fetch.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { publicKeysWhenWrapped, readKeyLog } from '../../../src/git/history.ts'
import { runGit } from '../../../src/git/git-process.ts'
import { Remote } from '../../../src/git/remote.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { withoutHttpBackend } from '../../helpers/github/fake-github.ts'
import { cloneOf, commitFiles, emptyCheckout, git, snapshot } from './checkouts.ts'
import { commitOn, place, pushFile, pushNew, remoteOf, type Place } from './remotes.ts'

const skip = withoutGit || withoutHttpBackend
const LANDED = { kind: 'landed' }
/** Sent as the difference from what stood there before, if the remote thinks that we have that. */
const LARGE = Array.from({ length: 2000 }, (_, at) => (at * 7919 ** 3).toString(36)).join('\n')

/** A clone, made by `git clone` with these options, of a GitHub with three commits. */
async function placeWith(t: TestContext, ...args: readonly string[]): Promise<Place> {
  const { github } = await place(t)
  pushFile(t, github, '2')
  const head = pushFile(t, github, LARGE)
  const repository = cloneOf(t, github.bare, ...args)
  return { github, repository, head, remote: remoteOf(repository, github) }
}

/** Pushes, is overtaken, fetches, and pushes again; the clone stays as it is. */
async function wholeRound(t: TestContext, here: Place): Promise<void> {
  const { github, repository, remote } = here
  const before = snapshot(repository.workTree)
  const theirs = pushFile(t, github, `${LARGE}4`)
  const newest = pushFile(t, github, `${LARGE}5`)
  github.git('repack', '-adqf')
  assert.deepEqual(await pushNew(here), { kind: 'moved' })
  assert.equal(await remote.fetch('main'), newest)
  const entries = [...(await repository.treeEntries(newest, '')).values()]
  assert.ok(await repository.blobs(entries.map(({ id }) => id)), 'a file of the tip is missing')
  assert.deepEqual(await pushNew({ ...here, head: newest }), LANDED)
  const landed = await commitOn(repository, newest)
  assert.equal(github.git('rev-parse', 'main'), landed)
  assert.equal(github.git('rev-parse', 'main~2'), theirs)
  assert.equal(github.git('show', 'main:new'), 'new')
  const branch = { commit: landed, branch: 'proposal', expected: undefined }
  assert.deepEqual(await remote.push(branch), LANDED)
  assert.equal(github.git('fsck', '--no-dangling'), '')
  assert.deepEqual(snapshot(repository.workTree), before)
}

describe('a clone', { skip }, () => {
  for (const args of [
    [],
    ['--depth=1'],
    ['--depth=2'],
    ['--filter=blob:none'],
    ['--filter=blob:none', '--no-checkout'],
    ['--filter=tree:0'],
    ['--filter=blob:none', '--depth=1', '--no-checkout'],
    ['--sparse'],
  ]) {
    test(`with ${args.join(' ') || 'everything'} goes all the way`, async (t) => {
      const here = await placeWith(t, ...args)
      const wasShallow = await here.repository.isShallow()
      await wholeRound(t, here)
      assert.equal(await here.repository.isShallow(), wasShallow)
      assert.equal(
        wasShallow,
        args.some((arg) => arg.startsWith('--depth')),
      )
    })
  }

  test('whose history was rewritten upstream gets the new tip without the old line', async (t) => {
    const here = await placeWith(t, '--depth=1')
    const { github, repository, remote } = here
    const orphan = git(github.bare, 'commit-tree', 'main^{tree}', '-m', 'all new')
    github.git('update-ref', 'refs/heads/main', orphan)
    const tip = pushFile(t, github, 'new line')
    assert.equal(await remote.fetch('main'), tip)
    assert.throws(() => git(repository.workTree, 'cat-file', '-e', orphan))
    assert.deepEqual(await pushNew({ ...here, head: tip }), LANDED)
    assert.equal(await repository.isShallow(), true)
  })

  test('pulls on in the usual way afterwards', async (t) => {
    const here = await placeWith(t, '--depth=1')
    const { workTree } = here.repository
    const theirs = pushFile(t, here.github, '4')
    await here.remote.fetch('main')
    assert.deepEqual(await pushNew({ ...here, head: theirs }), LANDED)
    git(workTree, 'pull', '--quiet', '--ff-only')
    assert.equal(git(workTree, 'rev-parse', 'HEAD~1'), theirs)
    assert.equal(git(workTree, 'fsck', '--no-dangling'), '')
  })
})

describe('a worktree and a submodule', { skip }, () => {
  test('push to where they are told', async (t) => {
    const here = await placeWith(t)
    const { github, repository } = here
    const { workTree } = repository
    const outer = emptyCheckout(t)
    const allow = ['-c', 'protocol.file.allow=always']
    git(outer, ...allow, 'submodule', '--quiet', 'add', github.bare, 'module')
    git(workTree, 'worktree', 'add', '--quiet', '-b', 'side', 'tree')
    for (const root of [join(outer, 'module'), join(workTree, 'tree')]) {
      const inner = new Repository(root)
      const head = github.git('rev-parse', 'main')
      const remote = remoteOf(inner, github)
      assert.equal(await remote.fetch('main'), head)
      const there = { ...here, repository: inner, remote, head }
      const before = snapshot(outer)
      assert.deepEqual(await pushNew(there), LANDED)
      assert.deepEqual(snapshot(outer), before)
    }
  })
})

test('a SHA-256 repository pushes and fetches', { skip: withoutGit }, async (t) => {
  const origin = emptyCheckout(t, '--object-format=sha256')
  const head = commitFiles(origin, { a: '1' })
  const bare = join(folder(t), 'bare.git')
  git(origin, 'clone', '--quiet', '--bare', '.', bare)
  const repository = cloneOf(t, bare, '--depth=1')
  const remote = new Remote(repository, { url: bare, serverUrl: 'https://github.com' })
  const commit = await commitOn(repository, head)
  assert.deepEqual(await remote.push({ commit, branch: 'main', expected: head }), LANDED)
  assert.equal(await remote.tip('main'), commit)
  const fetched = await remote.fetchHistory(commit, async (_, tip) => tip)
  assert.equal(fetched, commit)
  assert.equal(await remote.fetch('main'), commit)
})

test('a path may be relative to the work tree', { skip: withoutGit }, async (t) => {
  const root = fs.realpathSync(folder(t))
  git(root, 'init', '--quiet', '--initial-branch=main', 'origin')
  const head = commitFiles(join(root, 'origin'), { a: '1' })
  git(root, 'clone', '--quiet', 'origin', 'clone')
  const repository = new Repository(join(root, 'clone'))
  const remote = new Remote(repository, { url: '../origin', serverUrl: 'https://github.com' })
  assert.equal(await remote.tip('main'), head)
})

describe('the history of a remote', { skip }, () => {
  const uuid = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
  const [pub, wrapped] = [`.kanuka/public_keys/${uuid}.pub`, `.kanuka/secrets/${uuid}.kanuka`]

  async function withStore(t: TestContext): Promise<Place & { readonly old: string }> {
    const { github } = await place(t)
    const root = folder(t)
    const write = (name: string, content: string): string => {
      fs.mkdirSync(join(root, name, '..'), { recursive: true })
      fs.writeFileSync(join(root, name), content)
      return github.push(root)
    }
    write(pub, 'old')
    write(wrapped, '1')
    const old = github.git('rev-parse', `main:${pub}`)
    const head = write(pub, 'new')
    const repository = cloneOf(t, github.bare, '--depth=1')
    return { github, repository, head, remote: remoteOf(repository, github), old }
  }

  for (const what of ['branch', 'commit'] as const) {
    test(`tells a shallow clone what it lacks, and leaves it as it is (${what})`, async (t) => {
      const { github, repository, remote, head, old } = await withStore(t)
      const before = snapshot(repository.workTree)
      const objects = git(repository.workTree, 'count-objects', '-v')
      const at = { commit: head, storePrefix: '' }
      const cut = publicKeysWhenWrapped(await readKeyLog(repository, at), [uuid])
      assert.equal(cut.get(uuid), 'unknown')
      const wanted = what === 'branch' ? 'main' : head
      if (what === 'commit') pushFile(t, github, '9')
      const log = await remote.fetchHistory(wanted, async (history, tip) => {
        assert.equal(tip, head)
        assert.deepEqual([...history.shallow], [])
        return readKeyLog(history, at)
      })
      assert.equal(publicKeysWhenWrapped(log, [uuid]).get(uuid), old)
      assert.deepEqual(snapshot(repository.workTree), before)
      assert.equal(git(repository.workTree, 'count-objects', '-v'), objects)
    })
  }

  test('comes without the contents of files', async (t) => {
    const { remote, old } = await withStore(t)
    await remote.fetchHistory('main', async (history, tip) => {
      const has = async (id: string): Promise<boolean> =>
        (await runGit(history, ['cat-file', '-e', id])).exitCode === 0
      assert.deepEqual([await has(tip), await has(`${tip}^{tree}`)], [true, true])
      assert.equal(await has(old), false)
    })
  })

  test('of a server that cannot leave contents out comes with them', async (t) => {
    const { github, remote, head } = await withStore(t)
    github.git('config', 'uploadpack.allowFilter', 'false')
    const log = await remote.fetchHistory('main', async (history) =>
      readKeyLog(history, { commit: head, storePrefix: '' }),
    )
    assert.equal(log?.length, 3)
  })

  test('of a branch or a commit that is not there is an error', async (t) => {
    const { remote } = await withStore(t)
    const use = async (): Promise<never> => assert.fail('there is nothing to use')
    const missing = { code: 'REMOTE_FAILED', what: /no branch no\/such/ }
    await assert.rejects(remote.fetchHistory('no/such', use), missing)
    const unknown = remote.fetchHistory('1'.repeat(40), use)
    await assert.rejects(unknown, { code: 'REMOTE_FAILED', what: /not our ref/ })
  })

  test('is removed again when its use fails', async (t) => {
    const { remote } = await withStore(t)
    let where = ''
    const failing = remote.fetchHistory('main', async ({ gitDir }) => {
      where = gitDir
      throw new Error('no')
    })
    await assert.rejects(failing, { message: 'no' })
    assert.ok(where !== '' && !fs.existsSync(where))
  })
})
