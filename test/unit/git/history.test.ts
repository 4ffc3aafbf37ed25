// When keys of a store were last written.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  publicKeysWhenWrapped,
  readKeyLog,
  wrappedKeysChangedAt,
  type KeyLog,
} from '../../../src/git/history.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import {
  checkoutOf,
  cloneOf,
  commitFiles,
  emptyCheckout,
  git,
  gitBytes,
  makeHostile,
  recordGit,
} from './checkouts.ts'

const ALICE = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
const BOB = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'

function pub(uuid: string): string {
  return `.kanuka/public_keys/${uuid}.pub`
}

function wrapped(uuid: string): string {
  return `.kanuka/secrets/${uuid}.kanuka`
}

async function logOf(repository: Repository, storePrefix = ''): Promise<KeyLog | undefined> {
  return readKeyLog(repository, { commit: (await repository.head()) ?? '', storePrefix })
}

async function keyWhenWrapped(repository: Repository, uuid = ALICE, prefix = ''): Promise<unknown> {
  return publicKeysWhenWrapped(await logOf(repository, prefix), [uuid]).get(uuid)
}

function blobOf(content: string): string {
  return gitBytes('.', ['hash-object', '--stdin'], Buffer.from(content)).toString().trim()
}

function remove(root: string, name: string): string {
  fs.rmSync(join(root, name))
  return commitFiles(root, {})
}

/** Commits at a time of its own. */
function commitAt(root: string, seconds: number, files: Readonly<Record<string, string>>): void {
  commitFiles(root, files)
  const raw = gitBytes(root, ['cat-file', 'commit', 'HEAD']).toString()
  const dated = raw.replaceAll(/^(author|committer) (.*>) .*$/gm, `$1 $2 ${seconds} +0100`)
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin']
  git(root, 'update-ref', 'HEAD', gitBytes(root, args, Buffer.from(dated)).toString().trim())
}

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

describe('history that ends early', { skip: withoutGit }, () => {
  test('tells what it holds, and not what was before', async (t) => {
    const origin = checkoutOf(t, { [pub(ALICE)]: 'old', [wrapped(ALICE)]: '1' })
    const { workTree } = origin
    commitFiles(workTree, { [pub(ALICE)]: 'new', [pub(BOB)]: 'bob' })
    commitFiles(workTree, { [wrapped(BOB)]: '1' })
    const cut = cloneOf(t, workTree, '--depth=1')
    assert.equal(await keyWhenWrapped(cut), 'unknown')
    assert.equal(await keyWhenWrapped(cut, BOB), 'unknown')
    assert.equal(await keyWhenWrapped(cut, 'nobody'), 'absent')
    assert.equal(wrappedKeysChangedAt(await logOf(cut)), undefined)
    // Here the last commit that is left says whose key was there when the next one wrapped it.
    const longer = cloneOf(t, workTree, '--depth=2')
    assert.equal(await keyWhenWrapped(longer), 'unknown')
    assert.equal(await keyWhenWrapped(longer, BOB), blobOf('bob'))
    assert.ok(wrappedKeysChangedAt(await logOf(longer)))
    const whole = cloneOf(t, workTree)
    assert.equal(await keyWhenWrapped(whole), blobOf('old'))
  })

  test('or is not there at all, is unknown', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    const log = await readKeyLog(repository, { commit: '1'.repeat(40), storePrefix: '' })
    assert.equal(log, undefined)
    assert.equal(wrappedKeysChangedAt(log), undefined)
    assert.deepEqual([...publicKeysWhenWrapped(log, [ALICE])], [[ALICE, 'unknown']])
  })

  test('because an object is missing, is unknown', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    const { workTree } = repository
    const tree = git(workTree, 'rev-parse', 'HEAD:.kanuka')
    commitFiles(workTree, { [wrapped(ALICE)]: '2' })
    fs.rmSync(join(workTree, '.git/objects', tree.slice(0, 2), tree.slice(2)))
    assert.equal(await keyWhenWrapped(repository), 'unknown')
  })
})

describe('a hostile checkout', { skip: withoutGit }, () => {
  test('runs nothing, and cannot change history', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    const { workTree } = repository
    const marker = join(folder(t), 'marker')
    commitFiles(workTree, { [pub(ALICE)]: 'evil' })
    makeHostile(workTree, marker)
    const head = git(workTree, 'rev-parse', 'HEAD')
    git(workTree, 'replace', '--graft', head)
    fs.writeFileSync(join(workTree, '.git/info/grafts'), `${head}\n`)
    fs.rmSync(marker, { force: true })
    assert.equal(await keyWhenWrapped(repository), blobOf('key'))
    assert.ok(!fs.existsSync(marker))
  })

  test('without a git program is an error that says so', async (t) => {
    const repository = checkoutOf(t, {})
    setEnvironment(t, { PATH: folder(t) })
    await assert.rejects(readKeyLog(repository, { commit: 'x', storePrefix: '' }), {
      code: 'GIT_MISSING',
    })
  })
})

test('ten thousand commits are read', { skip: withoutGit }, async (t) => {
  const root = emptyCheckout(t)
  const at = (index: number): string =>
    `committer t <t@example.com> ${1_700_000_000 + index} +0000\n`
  const commits = Array.from({ length: 10_000 }, (_, index) => {
    const path = index === 0 ? pub(ALICE) : wrapped(index % 2 ? ALICE : BOB)
    const data = `data ${String(index).length}\n${index}\n`
    return `commit refs/heads/main\n${at(index)}data 1\nx\nM 100644 inline ${path}\n${data}`
  })
  gitBytes(root, ['fast-import', '--quiet'], Buffer.from(commits.join('')))
  const repository = new Repository(root)
  const log = await logOf(repository)
  assert.equal(log?.length, 10_000)
  assert.equal(wrappedKeysChangedAt(log)?.getTime(), 1_700_009_999_000)
  assert.equal(publicKeysWhenWrapped(log, [ALICE]).get(ALICE), blobOf('0'))
})
