// When keys of a store were last written.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { publicKeysWhenWrapped, wrappedKeysChangedAt } from '../../../src/git/history.ts'
import { Repository } from '../../../src/git/repository.ts'
import { withoutGit } from '../../helpers/action.ts'
import { checkoutOf, commitFiles, emptyCheckout, git, recordGit } from './checkouts.ts'
import {
  ALICE,
  BOB,
  blobOf,
  commitAt,
  keyWhenWrapped,
  logOf,
  pub,
  remove,
  wrapped,
} from './histories.ts'

describe('the public key when the wrapped key was last written', { skip: withoutGit }, () => {
  test('is that of the same commit, or of the one before', async (t) => {
    const same = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    assert.equal(await keyWhenWrapped(same), blobOf('key'))
    const later = checkoutOf(t, { [pub(ALICE)]: 'key' })
    commitFiles(later.workTree, { [wrapped(ALICE)]: '1' })
    assert.equal(await keyWhenWrapped(later), blobOf('key'))
  })

  test('is not one that came later', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'old', [wrapped(ALICE)]: '1' })
    commitFiles(repository.workTree, { [pub(ALICE)]: 'new', other: '1' })
    commitFiles(repository.workTree, { [pub(ALICE)]: 'newer' })
    assert.equal(await keyWhenWrapped(repository), blobOf('old'))
    commitFiles(repository.workTree, { [wrapped(ALICE)]: '2' })
    assert.equal(await keyWhenWrapped(repository), blobOf('newer'))
  })

  test('is absent where it came later, or was removed before', async (t) => {
    const repository = checkoutOf(t, { [wrapped(ALICE)]: '1' })
    commitFiles(repository.workTree, { [pub(ALICE)]: 'key' })
    assert.equal(await keyWhenWrapped(repository), 'absent')
    remove(repository.workTree, pub(ALICE))
    commitFiles(repository.workTree, { [wrapped(ALICE)]: '2' })
    assert.equal(await keyWhenWrapped(repository), 'absent')
  })

  test('is absent where there is no wrapped key (any more)', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    assert.equal(await keyWhenWrapped(repository, BOB), 'absent')
    remove(repository.workTree, wrapped(ALICE))
    assert.equal(await keyWhenWrapped(repository), 'absent')
  })

  test('is told for many members with one process for history', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'a', [wrapped(ALICE)]: '1', [pub(BOB)]: 'b' })
    commitFiles(repository.workTree, { [wrapped(BOB)]: '1', [pub(ALICE)]: 'a2' })
    const calls = recordGit(t)
    const keys = publicKeysWhenWrapped(await logOf(repository), [ALICE, BOB])
    assert.deepEqual(
      [...keys],
      [
        [ALICE, blobOf('a')],
        [BOB, blobOf('b')],
      ],
    )
    assert.equal(calls().filter(({ args }) => args.includes('log')).length, 1)
  })

  test('is that of the store in question, whose folder is no pattern', async (t) => {
    const repository = checkoutOf(t, {
      [`s*/${pub(ALICE)}`]: 'star',
      [`s*/${wrapped(ALICE)}`]: '1',
    })
    const others = { [`sx/${pub(ALICE)}`]: 'x', [pub(ALICE)]: 'root' }
    commitFiles(repository.workTree, {
      ...others,
      [`sx/${wrapped(ALICE)}`]: '1',
      [wrapped(ALICE)]: '1',
    })
    assert.equal(await keyWhenWrapped(repository, ALICE, 's*/'), blobOf('star'))
    assert.equal(await keyWhenWrapped(repository, ALICE, 'sx/'), blobOf('x'))
    assert.equal(await keyWhenWrapped(repository), blobOf('root'))
    assert.equal(await keyWhenWrapped(repository, ALICE, 'no/'), 'absent')
  })

  test('is told past names of any bytes, renames, and files that became links', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    const { workTree } = repository
    const odd = Buffer.concat([
      Buffer.from(`${workTree}/.kanuka/secrets/`),
      Buffer.from([0xff, 1, 10, 58]),
    ])
    fs.writeFileSync(odd, '1')
    commitFiles(workTree, { [pub('\u0001two\n:100644 100644')]: 'x', [wrapped('größe')]: '1' })
    fs.renameSync(join(workTree, pub(ALICE)), join(workTree, pub(BOB)))
    fs.rmSync(join(workTree, wrapped('größe')))
    fs.symlinkSync('x', join(workTree, wrapped('größe')))
    commitFiles(workTree, {})
    assert.equal(await keyWhenWrapped(repository), blobOf('key'))
    assert.equal(await keyWhenWrapped(repository, 'größe'), 'absent')
    assert.equal((await logOf(repository))?.length, 3)
  })

  test('follows what came onto the branch: a merge counts as one commit', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'old', [wrapped(ALICE)]: '1' })
    const { workTree } = repository
    git(workTree, 'checkout', '--quiet', '-b', 'side')
    commitFiles(workTree, { [wrapped(ALICE)]: '2' })
    git(workTree, 'checkout', '--quiet', 'main')
    commitFiles(workTree, { [pub(ALICE)]: 'new' })
    git(workTree, 'merge', '--quiet', '--no-edit', 'side')
    // On the side branch it was wrapped for the old key; what counts is that of the merge.
    assert.equal(await keyWhenWrapped(repository), blobOf('new'))
    commitFiles(workTree, { other: '1' })
    git(workTree, 'checkout', '--quiet', '-b', 'nothing')
    commitFiles(workTree, { [pub(ALICE)]: 'x' })
    commitFiles(workTree, { [pub(ALICE)]: 'new' })
    git(workTree, 'checkout', '--quiet', 'main')
    git(workTree, 'merge', '--quiet', '--no-edit', '--no-ff', 'nothing')
    assert.equal(await keyWhenWrapped(repository), blobOf('new'))
  })

  test('does not follow what happened on other lines', async (t) => {
    const root = emptyCheckout(t)
    commitAt(root, 1_600_000_000, { [pub(ALICE)]: 'old', [wrapped(ALICE)]: '1' })
    git(root, 'checkout', '--quiet', '-b', 'side')
    git(root, 'checkout', '--quiet', 'main')
    commitAt(root, 1_600_000_100, { [pub(ALICE)]: 'new' })
    git(root, 'checkout', '--quiet', 'side')
    commitAt(root, 1_600_000_200, { [wrapped(ALICE)]: '2', [wrapped(BOB)]: '1' })
    commitAt(root, 1_600_000_300, { [wrapped(ALICE)]: '1' })
    git(root, 'checkout', '--quiet', 'main')
    git(root, 'merge', '--quiet', '--no-edit', 'side')
    // For main, Alice's wrapped key never changed.
    assert.equal(await keyWhenWrapped(new Repository(root)), blobOf('old'))
  })

  test('is told in a SHA-256 repository', async (t) => {
    const root = emptyCheckout(t, '--object-format=sha256')
    commitFiles(root, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    assert.equal(
      await keyWhenWrapped(new Repository(root)),
      git(root, 'rev-parse', `HEAD:${pub(ALICE)}`),
    )
  })
})

describe('the time when wrapped keys last changed', { skip: withoutGit }, () => {
  test('is that of the last commit that wrote or removed one', async (t) => {
    const root = emptyCheckout(t)
    const repository = new Repository(root)
    const seconds = async (): Promise<number | undefined> => {
      const time = wrappedKeysChangedAt(await logOf(repository))
      return time && time.getTime() / 1000
    }
    commitAt(root, 1_600_000_000, { a: '1' })
    assert.equal(await seconds(), undefined)
    commitAt(root, 1_600_000_100, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    assert.equal(await seconds(), 1_600_000_100)
    commitAt(root, 1_600_000_200, { [pub(ALICE)]: 'new', '.kanuka/secrets/README.md': '1', a: '2' })
    assert.equal(await seconds(), 1_600_000_100)
    commitAt(root, 1_600_000_300, { [wrapped(ALICE)]: '2' })
    assert.equal(await seconds(), 1_600_000_300)
    fs.rmSync(join(root, wrapped(ALICE)))
    commitAt(root, 1_600_000_400, {})
    assert.equal(await seconds(), 1_600_000_400)
  })
})
