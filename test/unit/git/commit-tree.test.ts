// A commit read as a tree of files: what is a file there, what is not, and how much of it is read.
import assert from 'node:assert/strict'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readCommitTree } from '../../../src/git/commit-tree.ts'
import { withoutGit } from '../../helpers/action.ts'
import { checkoutOf, commitFiles, git } from './checkouts.ts'

const everything = { folder: '', isWanted: () => true }

describe('a commit as a tree', { skip: withoutGit }, () => {
  test('has the files of the commit, whatever lies on the disk', async (t) => {
    const repository = checkoutOf(t, { 'a.txt': 'old', 'sub/ü b.txt': 'deep' })
    const commit = git(repository.workTree, 'rev-parse', 'HEAD')
    commitFiles(repository.workTree, { 'a.txt': 'new', 'c.txt': 'later' })
    const tree = await readCommitTree(repository, commit, everything)
    assert.deepEqual(tree.read('a.txt', 9), { bytes: Buffer.from('old') })
    assert.deepEqual(tree.read('sub/ü b.txt', 9), { bytes: Buffer.from('deep') })
    assert.deepEqual(tree.read('c.txt', 9), { failure: 'absent' })
    assert.deepEqual(tree.entries('sub'), [{ name: 'ü b.txt', kind: 'file' }])
    assert.equal(tree.entries('nowhere'), undefined)
  })

  test('tells files, folders, links and submodules apart', async (t) => {
    const repository = checkoutOf(t, { 'a/b/c.txt': 'c', 'run.sh': 'x' })
    const { workTree } = repository
    symlinkSync('a/b/c.txt', join(workTree, 'link'))
    git(workTree, 'add', 'link')
    git(workTree, 'update-index', '--chmod=+x', 'run.sh')
    const id = git(workTree, 'rev-parse', 'HEAD')
    git(workTree, 'update-index', '--add', '--cacheinfo', `160000,${id},module`)
    git(workTree, 'commit', '--quiet', '--message', 'kinds')
    const tree = await readCommitTree(repository, 'HEAD', everything)
    const kinds = (tree.entries('') ?? []).map(({ name, kind }) => `${name} ${kind}`)
    assert.deepEqual(kinds.toSorted(), ['a folder', 'link link', 'module other', 'run.sh file'])
    assert.deepEqual(tree.entries('a'), [{ name: 'b', kind: 'folder' }])
    for (const path of ['link', 'module']) {
      assert.deepEqual(tree.read(path, 9), { failure: 'no regular file' })
    }
  })

  test('of a folder has its paths relative to it, and nothing of its neighbours', async (t) => {
    const files = { 'one/a.txt': '1', 'one-more/a.txt': '2', 'one/sub/b.txt': '3' }
    const repository = checkoutOf(t, files)
    const tree = await readCommitTree(repository, 'HEAD', { ...everything, folder: 'one' })
    assert.deepEqual(tree.read('a.txt', 9), { bytes: Buffer.from('1') })
    const names = (tree.entries('') ?? []).map(({ name }) => name)
    assert.deepEqual(names.toSorted(), ['a.txt', 'sub'])
    const none = await readCommitTree(repository, 'HEAD', { ...everything, folder: 'two' })
    assert.deepEqual(none.entries(''), [])
  })

  test('says the size of a file that is larger than asked for', async (t) => {
    const repository = checkoutOf(t, { 'a.txt': '0123456789' })
    const tree = await readCommitTree(repository, 'HEAD', everything)
    assert.deepEqual(tree.read('a.txt', 10), { bytes: Buffer.from('0123456789') })
    assert.deepEqual(tree.read('a.txt', 9), { failure: 'too large', size: 10 })
  })

  test('needs only what is wanted: the rest may be missing', async (t) => {
    const repository = checkoutOf(t, { 'a.txt': 'here', 'b.txt': 'not here' })
    const { workTree } = repository
    const id = git(workTree, 'rev-parse', 'HEAD:b.txt')
    rmSync(join(workTree, '.git/objects', id.slice(0, 2), id.slice(2)))
    const wanted = { folder: '', isWanted: (path: string) => path === 'a.txt' }
    const tree = await readCommitTree(repository, 'HEAD', wanted)
    assert.deepEqual(tree.read('a.txt', 9), { bytes: Buffer.from('here') })
    await assert.rejects(readCommitTree(repository, 'HEAD', everything), {
      code: 'HISTORY_MISSING',
      fix: /without `filter:`/,
    })
  })

  test('that git does not have is an error', async (t) => {
    const repository = checkoutOf(t, { 'a.txt': 'a' })
    const unknown = readCommitTree(repository, '0'.repeat(40), everything)
    await assert.rejects(unknown, { code: 'HISTORY_MISSING' })
  })
})
