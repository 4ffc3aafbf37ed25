// What making a commit never does, and what it refuses.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { writeCommit, type CommitDraft, type FileChange } from '../../../src/git/new-commit.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { checkoutOf, commitFiles, git, makeHostile, recordGit, snapshot } from './checkouts.ts'

const BOT = { name: 'bot', mail: 'bot@example.com' }

async function commit(
  repository: Repository,
  changes: readonly FileChange[],
  more: Partial<CommitDraft> = {},
): Promise<string> {
  const head = git(repository.workTree, 'rev-parse', 'HEAD')
  const people = { author: BOT, committer: BOT, time: new Date() }
  const draft = { parents: [head], base: head, changes, message: 'm', ...people, ...more }
  return writeCommit(repository, draft)
}

function file(path: string, content: string | undefined = 'new'): FileChange {
  return { path, content: Buffer.from(content) }
}

/** A checkout in the middle of work: staged, dirty, stashed, fetched, untracked. */
function busyCheckout(t: TestContext): Repository {
  const repository = checkoutOf(t, { a: '1', b: '1', c: '1', '.gitignore': 'ignored' })
  const { workTree } = repository
  fs.writeFileSync(join(workTree, 'a'), 'stashed')
  git(workTree, 'stash', '--quiet')
  git(workTree, 'fetch', '--quiet', workTree, 'main')
  git(workTree, 'branch', 'other')
  fs.writeFileSync(join(workTree, 'b'), 'staged')
  git(workTree, 'add', 'b')
  for (const name of ['c', 'untracked', 'ignored']) fs.writeFileSync(join(workTree, name), 'dirty')
  return repository
}

describe('the checkout', { skip: withoutGit }, () => {
  test('stays as it is to the byte: files, index, HEAD, refs, stash, FETCH_HEAD', async (t) => {
    const repository = busyCheckout(t)
    const before = snapshot(repository.workTree)
    assert.ok('.git/refs/stash' in before && '.git/FETCH_HEAD' in before && '.git/index' in before)
    const id = await commit(repository, [file('b'), file('new'), { path: 'a', content: undefined }])
    assert.deepEqual(snapshot(repository.workTree), before)
    assert.equal(git(repository.workTree, 'cat-file', 'blob', `${id}:b`), 'new')
    assert.equal(git(repository.workTree, 'cat-file', 'blob', `${id}:c`), '1')
  })

  test('stays so where the settings want another kind of index', async (t) => {
    const repository = busyCheckout(t)
    for (const name of ['core.splitIndex', 'core.sparseCheckout', 'index.sparse']) {
      git(repository.workTree, 'config', name, 'true')
    }
    const before = snapshot(repository.workTree)
    await commit(repository, [file('b')])
    assert.deepEqual(snapshot(repository.workTree), before)
  })

  test('that is hostile runs nothing', async (t) => {
    const { workTree } = checkoutOf(t, { a: '1' })
    const marker = join(folder(t), 'marker')
    makeHostile(workTree, marker)
    const before = snapshot(workTree)
    await commit(new Repository(workTree), [file('a'), file('b'), file('.gitattributes')])
    assert.ok(!fs.existsSync(marker))
    assert.deepEqual(snapshot(workTree), before)
    const env = { PATH: process.env['PATH'] }
    spawnSync('git', ['-C', workTree, 'commit', '--all', '--message', 'x'], { env })
    assert.ok(fs.existsSync(marker), 'the checkout of this test is not hostile')
  })

  test('cannot pass one commit off as another', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const { workTree } = repository
    const real = git(workTree, 'rev-parse', 'HEAD')
    commitFiles(workTree, { a: 'evil', evil: 'evil' })
    git(workTree, 'replace', real, 'HEAD')
    fs.writeFileSync(join(workTree, '.git/info/grafts'), `${real}\n`)
    const id = await commit(repository, [file('b')], { base: real, parents: [real] })
    const names = git(workTree, '--no-replace-objects', 'ls-tree', '--name-only', id)
    assert.equal(names, 'a\nb')
  })

  test('is not told by variables of the job to be another', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const other = checkoutOf(t, { evil: '1' })
    setEnvironment(t, {
      GIT_DIR: join(other.workTree, '.git'),
      GIT_INDEX_FILE: join(other.workTree, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other.workTree, '.git/objects'),
    })
    const before = snapshot(other.workTree)
    const id = await commit(repository, [file('b')])
    assert.equal(git(repository.workTree, 'ls-tree', '--name-only', id), 'a\nb')
    assert.deepEqual(snapshot(other.workTree), before)
  })

  test('shows nothing of the content in arguments or environment', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const calls = recordGit(t)
    await commit(repository, [file('a', 'canary')], { message: 'canary' })
    assert.ok(calls().length > 3)
    for (const { args, env } of calls()) {
      assert.doesNotMatch([...args, ...env.values()].join('\n'), /canary/)
    }
  })
})

describe('there is no commit', { skip: withoutGit }, () => {
  function objectsIn(root: string): string {
    return git(root, 'count-objects', '-v')
  }

  test('in the place of a link, a folder or a submodule, or below a file', async (t) => {
    const repository = checkoutOf(t, { file: '1', 'folder/x': '1' })
    const { workTree } = repository
    fs.symlinkSync('/etc', join(workTree, 'link'))
    git(workTree, 'add', '--all')
    const head = git(workTree, 'rev-parse', 'HEAD')
    git(workTree, 'update-index', '--add', '--cacheinfo', `160000,${head},module`)
    git(workTree, 'commit', '--quiet', '--message', 'all')
    const before = objectsIn(workTree)
    for (const [path, why] of [
      ['link', /a link there/],
      ['link/x', /link is a link in the commit/],
      ['folder', /a folder there/],
      ['module', /a submodule there/],
      ['module/x/y', /module is a submodule/],
      ['file/x', /file is a file/],
    ] as const) {
      const expected = { code: 'PATH_UNSAFE', what: why, where: { file: path } }
      await assert.rejects(commit(repository, [file('good'), file(path)]), expected, path)
      await assert.rejects(commit(repository, [{ path, content: undefined }]), expected, path)
    }
    assert.equal(objectsIn(workTree), before)
  })

  test('with a file and a folder of one name', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const both = commit(repository, [file('x'), file('x/y')])
    await assert.rejects(both, { code: 'PATH_UNSAFE', what: /x changes too/ })
    const deep = commit(repository, [file('folder/y/z'), file('folder')])
    await assert.rejects(deep, { code: 'PATH_UNSAFE' })
  })

  test('with a path that git would not check out, or that leads elsewhere', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const odd = ['', '/a', 'a/', 'b//c', './b', '../b', 'b/../c', '.git/config', 'b/.GIT/x', 'b\0c']
    for (const path of odd) {
      await assert.rejects(commit(repository, [file(path)]), { code: 'PATH_UNSAFE' }, path)
    }
  })

  test('by somebody without a name, or with one that says more', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const before = objectsIn(repository.workTree)
    for (const author of [
      { name: '', mail: 'a@b' },
      { name: ' ', mail: 'a@b' },
      { name: 'a', mail: '' },
      { name: '...', mail: 'a@b' },
      { name: 'a\nparent 0', mail: 'a@b' },
      { name: 'a <b> ', mail: 'a@b' },
      { name: 'a', mail: 'a@b> 0 +0000\ngpgsig x' },
      { name: 'a\0', mail: 'a@b' },
    ]) {
      for (const role of ['author', 'committer']) {
        const made = commit(repository, [file('b')], { [role]: author })
        const expected = { code: 'INPUT_INVALID', what: new RegExp(`^the ${role} of`) }
        await assert.rejects(made, expected, JSON.stringify(author))
      }
    }
    assert.equal(objectsIn(repository.workTree), before)
  })

  test('on a base that is not there', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const made = commit(repository, [file('b')], { base: '1'.repeat(40) })
    await assert.rejects(made, { code: 'WRITE_FAILED', what: /^git ls-tree failed/ })
  })

  test('without a git program', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const head = git(repository.workTree, 'rev-parse', 'HEAD')
    setEnvironment(t, { PATH: folder(t) })
    const draft = { parents: [head], base: head, changes: [], message: 'm', author: BOT }
    const made = writeCommit(repository, { ...draft, committer: BOT, time: new Date() })
    await assert.rejects(made, { code: 'GIT_MISSING' })
  })

  test('by a git that writes something else', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const bin = folder(t)
    const real = process.env['PATH']?.split(':').find((path) => fs.existsSync(join(path, 'git')))
    const script = `#!/bin/sh
case "$*" in *fast-import*) cat > /dev/null; echo ${'1'.repeat(40)};; *) exec ${real}/git "$@";; esac
`
    fs.writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
    const draft = { changes: [file('b')], message: 'm', author: BOT, committer: BOT }
    const head = git(repository.workTree, 'rev-parse', 'HEAD')
    setEnvironment(t, { PATH: `${bin}:${process.env['PATH']}` })
    const made = writeCommit(repository, {
      ...draft,
      parents: [head],
      base: head,
      time: new Date(),
    })
    await assert.rejects(made, { message: /other objects/ })
  })
})
