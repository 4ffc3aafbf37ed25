// Where the git folder of a work tree is.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { gitDirOf } from '../../../src/git/git-dir.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { checkoutOf, git } from './checkouts.ts'

/** A work tree whose `.git` is a file with this text. */
function treeWith(t: TestContext, text: string): string {
  const root = fs.realpathSync(folder(t))
  fs.mkdirSync(join(root, 'tree'))
  fs.writeFileSync(join(root, 'tree/.git'), text)
  return join(root, 'tree')
}

describe('the git folder', { skip: withoutGit }, () => {
  test('of a checkout is `.git`', (t) => {
    const repository = checkoutOf(t, {})
    assert.equal(gitDirOf(repository.workTree), join(repository.workTree, '.git'))
    assert.equal(repository.gitDir(), join(repository.workTree, '.git'))
  })

  test('is a real path', (t) => {
    const { workTree } = checkoutOf(t, {})
    const link = join(folder(t), 'link')
    fs.symlinkSync(workTree, link)
    assert.equal(gitDirOf(link), join(workTree, '.git'))
  })

  test('of a checkout inside of another is its own', (t) => {
    const { workTree } = checkoutOf(t, {})
    git(workTree, 'init', '--quiet', 'inner')
    assert.equal(gitDirOf(join(workTree, 'inner')), join(workTree, 'inner/.git'))
  })

  test('of a worktree, inside or outside of its checkout, lies below that of the checkout', (t) => {
    const { workTree } = checkoutOf(t, {})
    for (const place of [join(workTree, 'inside'), join(fs.realpathSync(folder(t)), 'outside')]) {
      git(workTree, 'worktree', 'add', '--quiet', '--detach', place)
      const name = place.split('/').at(-1)
      assert.equal(gitDirOf(place), join(workTree, '.git/worktrees', name ?? ''))
    }
  })

  test('of a submodule lies below that of the checkout', (t) => {
    const library = checkoutOf(t, { file: '1' })
    const { workTree } = checkoutOf(t, {})
    const allow = ['-c', 'protocol.file.allow=always']
    git(workTree, ...allow, 'submodule', '--quiet', 'add', library.workTree, 'library')
    assert.equal(gitDirOf(join(workTree, 'library')), join(workTree, '.git/modules/library'))
  })

  test('may be elsewhere, outside of any checkout', (t) => {
    const elsewhere = join(fs.realpathSync(folder(t)), 'elsewhere')
    const root = folder(t)
    git(root, 'init', '--quiet', `--separate-git-dir=${elsewhere}`)
    assert.equal(gitDirOf(root), elsewhere)
  })
})

describe('there is none', () => {
  test('without `.git`', (t) => assert.equal(gitDirOf(folder(t)), undefined))

  test('where `.git` is a link', (t) => {
    const root = folder(t)
    fs.mkdirSync(join(root, 'real'))
    fs.symlinkSync(join(root, 'real'), join(root, '.git'))
    assert.equal(gitDirOf(root), undefined)
  })

  test('where the file leads into the work tree', (t) => {
    const root = treeWith(t, 'gitdir: brought\n')
    fs.mkdirSync(join(root, 'brought'))
    assert.equal(gitDirOf(root), undefined)
  })

  test('where it leads into another checkout', (t) => {
    const root = treeWith(t, 'gitdir: ../outer/brought\n')
    fs.mkdirSync(join(root, '../outer/.git'), { recursive: true })
    fs.mkdirSync(join(root, '../outer/brought'))
    assert.equal(gitDirOf(root), undefined)
  })

  test('where it leads there by a link', (t) => {
    const root = treeWith(t, 'gitdir: ../link\n')
    fs.mkdirSync(join(root, 'brought'))
    fs.symlinkSync(join(root, 'brought'), join(root, '../link'))
    assert.equal(gitDirOf(root), undefined)
  })

  test('where it leads nowhere, to a file, or is no such file', (t) => {
    for (const text of [
      'gitdir: ../nowhere\n',
      'gitdir: .git\n',
      'garbage',
      '',
      'gitdir: \n',
      'gitdir: a\0b',
    ]) {
      assert.equal(gitDirOf(treeWith(t, text)), undefined, JSON.stringify(text))
    }
  })

  test('where the file names more than any path has', (t) => {
    const root = treeWith(t, `gitdir: ${'x'.repeat(100_000)}\n`)
    assert.equal(gitDirOf(root), undefined)
  })
})
