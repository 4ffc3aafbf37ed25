// The git folder of our own.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { mustGit, runGit } from '../../../src/git/git-process.ts'
import { Repository } from '../../../src/git/repository.ts'
import { inScratch, type Scratch } from '../../../src/git/scratch.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { checkoutOf, cloneOf, commitFiles, emptyCheckout, git, snapshot } from './checkouts.ts'

async function written(scratch: Scratch): Promise<string> {
  const args = ['hash-object', '-w', '--stdin']
  return (await mustGit(scratch, args, { input: Buffer.from('new') })).toString().trim()
}

describe('a git folder of our own', { skip: withoutGit }, () => {
  test('shares the objects of the checkout, and nothing else', async (t) => {
    const { workTree } = checkoutOf(t, { a: '1' })
    git(workTree, 'config', 'alias.x', 'y')
    const before = snapshot(workTree)
    const id = await inScratch(new Repository(workTree), async (scratch) => {
      const head = git(workTree, 'rev-parse', 'HEAD')
      assert.equal((await mustGit(scratch, ['cat-file', '-t', head])).toString(), 'commit\n')
      assert.equal((await runGit(scratch, ['rev-parse', '--verify', '-q', 'HEAD'])).exitCode, 1)
      assert.equal((await runGit(scratch, ['config', '--get', 'alias.x'])).exitCode, 1)
      assert.equal((await mustGit(scratch, ['for-each-ref'])).toString(), '')
      await mustGit(scratch, ['update-ref', 'refs/heads/main', head])
      await mustGit(scratch, ['read-tree', head])
      return written(scratch)
    })
    assert.equal(git(workTree, 'cat-file', 'blob', id), 'new')
    assert.deepEqual(snapshot(workTree), before)
  })

  test('with objects of its own shares nothing', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const head = (await repository.head()) ?? ''
    const use = async (scratch: Scratch): Promise<string> => {
      assert.equal((await runGit(scratch, ['cat-file', '-t', head])).exitCode, 128)
      return written(scratch)
    }
    const id = await inScratch(repository, use, { objects: 'own' })
    assert.throws(() => git(repository.workTree, 'cat-file', 'blob', id))
  })

  test('lies in the runner’s temp folder for as long as it is used, also when that fails', async (t) => {
    const repository = checkoutOf(t, {})
    const temp = folder(t)
    setEnvironment(t, { RUNNER_TEMP: temp })
    await inScratch(repository, async ({ gitDir }) => {
      assert.ok(gitDir.startsWith(`${temp}/`))
      assert.equal(fs.statSync(gitDir).mode & 0o777, 0o700)
    })
    assert.deepEqual(fs.readdirSync(temp), [])
    const failing = inScratch(repository, async () => {
      assert.equal(fs.readdirSync(temp).length, 1)
      throw new Error('no')
    })
    await assert.rejects(failing, { message: 'no' })
    assert.deepEqual(fs.readdirSync(temp), [])
  })

  test('is made for worktrees and submodules', async (t) => {
    const library = checkoutOf(t, { file: '1' })
    const { workTree } = checkoutOf(t, {})
    const allow = ['-c', 'protocol.file.allow=always']
    git(workTree, ...allow, 'submodule', '--quiet', 'add', library.workTree, 'library')
    git(workTree, 'worktree', 'add', '--quiet', '--detach', 'tree')
    for (const name of ['library', 'tree']) {
      const id = await inScratch(new Repository(join(workTree, name)), written)
      assert.equal(git(join(workTree, name), 'cat-file', 'blob', id), 'new', name)
    }
  })

  test('has the form of the checkout: SHA-256', async (t) => {
    const workTree = emptyCheckout(t, '--object-format=sha256')
    commitFiles(workTree, { a: '1' })
    const id = await inScratch(new Repository(workTree), async (scratch) => {
      assert.equal(scratch.idLength, 64)
      return written(scratch)
    })
    assert.equal(id.length, 64)
    assert.equal(git(workTree, 'cat-file', 'blob', id), 'new')
  })

  test('knows where history was cut off, and what is missing', async (t) => {
    const origin = checkoutOf(t, { a: '1' })
    git(origin.workTree, 'config', 'uploadpack.allowFilter', 'true')
    const head = commitFiles(origin.workTree, { a: '2' })
    const look = async (...args: readonly string[]): Promise<readonly unknown[]> =>
      inScratch(cloneOf(t, origin.workTree, ...args), async (scratch) => {
        const log = await mustGit(scratch, ['log', '--format=%H', head])
        return [[...scratch.shallow], scratch.isPartial, log.toString().trim().split('\n').length]
      })
    assert.deepEqual(await look(), [[], false, 2])
    assert.deepEqual(await look('--depth=1'), [[head], false, 1])
    assert.deepEqual(await look('--filter=blob:none'), [[], true, 2])
    assert.deepEqual(await look('--filter=blob:none', '--no-checkout', '--depth=1'), [
      [head],
      true,
      1,
    ])
  })
})

describe('there is none', { skip: withoutGit }, () => {
  test('without git, or with one that is too old', async (t) => {
    const repository = checkoutOf(t, {})
    const bin = folder(t)
    setEnvironment(t, { PATH: bin })
    const missing = inScratch(repository, written)
    await assert.rejects(missing, { code: 'GIT_MISSING', what: /no git program/ })
    // What git 2.30 says: it gives back what it does not know.
    const old = `#!/bin/sh\necho --path-format=absolute\necho sha1\necho .git\n`
    fs.writeFileSync(join(bin, 'git'), old, { mode: 0o755 })
    await assert.rejects(inScratch(repository, written), { code: 'GIT_MISSING', what: /too old/ })
  })

  test('where the `.git` file leads into the checkout', async (t) => {
    const { workTree } = checkoutOf(t, { 'inner/file': '1' })
    fs.writeFileSync(join(workTree, 'inner/.git'), 'gitdir: ../brought\n')
    fs.cpSync(join(workTree, '.git'), join(workTree, 'brought'), { recursive: true })
    const inner = new Repository(join(workTree, 'inner'))
    assert.equal(inner.gitDir(), undefined)
    await assert.rejects(inScratch(inner, written), { code: 'PATH_UNSAFE' })
  })

  test('where `.git` is an empty folder', async (t) => {
    const root = folder(t)
    fs.mkdirSync(join(root, '.git'))
    const use = inScratch(new Repository(root), written)
    await assert.rejects(use, { code: 'WRITE_FAILED', what: /no git repository/ })
  })
})
