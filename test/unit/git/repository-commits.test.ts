// What a repository tells about branches, commits and attributes.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import {
  checkoutOf,
  cloneOf,
  commitFiles,
  emptyCheckout,
  git,
  gitBytes,
  recordGit,
} from './checkouts.ts'
import { Repository } from '../../../src/git/repository.ts'

describe('the branch', { skip: withoutGit }, () => {
  test('is the one that is checked out, by its whole name', async (t) => {
    const repository = checkoutOf(t, {})
    assert.equal(await repository.branch(), 'main')
    git(repository.workTree, 'checkout', '--quiet', '-b', 'feature/größe')
    assert.equal(await repository.branch(), 'feature/größe')
  })

  test('is not confused by a tag of its name', async (t) => {
    const repository = checkoutOf(t, {})
    git(repository.workTree, 'tag', 'main')
    assert.equal(await repository.branch(), 'main')
  })

  test('has a name before the first commit', async (t) => {
    assert.equal(await new Repository(emptyCheckout(t)).branch(), 'main')
  })

  test('is none when HEAD is detached, or no branch', async (t) => {
    const repository = checkoutOf(t, {})
    git(repository.workTree, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
    git(repository.workTree, 'symbolic-ref', 'HEAD', 'refs/remotes/origin/main')
    assert.equal(await repository.branch(), undefined)
    git(repository.workTree, 'checkout', '--quiet', '--detach')
    assert.equal(await repository.branch(), undefined)
  })
})

test('history is cut off, or not', { skip: withoutGit }, async (t) => {
  const origin = checkoutOf(t, { a: '1' })
  commitFiles(origin.workTree, { a: '2' })
  assert.equal(await origin.isShallow(), false)
  assert.equal(await cloneOf(t, origin.workTree, '--depth=1').isShallow(), true)
  assert.equal(await cloneOf(t, origin.workTree).isShallow(), false)
})

describe('the tree of a commit', { skip: withoutGit }, () => {
  test('has files, links and submodules with their modes', async (t) => {
    const repository = checkoutOf(t, { plain: 'p', 'run.sh': 'r', 'a/b c/größe\n日本': 'x' })
    const { workTree } = repository
    fs.chmodSync(join(workTree, 'run.sh'), 0o755)
    fs.symlinkSync('plain', join(workTree, 'link'))
    git(workTree, 'add', '--all')
    const head = git(workTree, 'rev-parse', 'HEAD')
    git(workTree, 'update-index', '--add', '--cacheinfo', `160000,${head},module`)
    git(workTree, 'commit', '--quiet', '--message', 'all')
    const entries = await repository.treeEntries(git(workTree, 'rev-parse', 'HEAD'), '')
    const found = [...entries].map(([path, { mode, type }]) => [path, mode, type])
    assert.deepEqual(found, [
      ['a/b c/größe\n日本', '100644', 'blob'],
      ['link', '120000', 'blob'],
      ['module', '160000', 'commit'],
      ['plain', '100644', 'blob'],
      ['run.sh', '100755', 'blob'],
    ])
    assert.equal(entries.get('plain')?.id, git(workTree, 'hash-object', 'plain'))
    assert.equal(entries.get('module')?.id, head)
  })

  test('is told below a folder, which is no pattern', async (t) => {
    const files = { 'a*/x': '1', 'ab/x': '2', 'a*': '3', ':(top)/x': '4', '-a/x': '5' }
    const repository = checkoutOf(t, { 'a*/x': '1', 'ab/x': '2', ':(top)/x': '4', '-a/x': '5' })
    const head = (await repository.head()) ?? ''
    for (const [prefix, names] of [
      ['a*/', ['a*/x']],
      [':(top)/', [':(top)/x']],
      ['-a/', ['-a/x']],
      ['no/', []],
      ['a/', []],
    ] as const) {
      assert.deepEqual([...(await repository.treeEntries(head, prefix)).keys()], names, prefix)
    }
    assert.equal((await repository.treeEntries(head, '')).size, Object.keys(files).length - 1)
  })

  test('of a commit that is not there is an error, and without git another', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const missing = repository.treeEntries('1'.repeat(40), '')
    await assert.rejects(missing, { code: 'HISTORY_MISSING' })
    setEnvironment(t, { PATH: folder(t) })
    await assert.rejects(repository.treeEntries('HEAD', ''), { code: 'GIT_MISSING' })
  })
})

describe('contents', { skip: withoutGit }, () => {
  test('are bytes, by id, each once', async (t) => {
    const bytes = randomBytes(100_000)
    const repository = checkoutOf(t, { text: 'a\r\nb', empty: '' })
    const add = (content: Uint8Array): string =>
      gitBytes(repository.workTree, ['hash-object', '-w', '--stdin'], content).toString().trim()
    const [random, text, empty] = [bytes, Buffer.from('a\r\nb'), Buffer.alloc(0)].map(add)
    const blobs = await repository.blobs([random, text, empty, random].map((id) => id ?? ''))
    assert.equal(blobs?.size, 3)
    assert.ok(bytes.equals(blobs.get(random ?? '') ?? Buffer.alloc(0)))
    assert.equal(blobs.get(text ?? '')?.toString(), 'a\r\nb')
    assert.equal(blobs.get(empty ?? '')?.length, 0)
    assert.deepEqual(await repository.blobs([]), new Map())
  })

  test('are not told where one is missing, or is no file', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const blob = git(repository.workTree, 'rev-parse', 'HEAD:a')
    assert.equal(await repository.blobs([blob, '1'.repeat(40)]), undefined)
    assert.equal(await repository.blobs([blob, (await repository.head()) ?? '']), undefined)
    assert.equal((await repository.blobs([blob]))?.get(blob)?.toString(), '1')
  })

  test('of any size together', async (t) => {
    const repository = checkoutOf(t, {})
    const sizes = [22, 21, 8].map((megabytes) => megabytes * 1024 * 1024)
    const ids = sizes.map((size) =>
      gitBytes(
        repository.workTree,
        ['hash-object', '-w', '--stdin'],
        Buffer.alloc(size, `${size}\n`),
      )
        .toString()
        .trim(),
    )
    const calls = recordGit(t)
    const blobs = await repository.blobs(ids)
    assert.deepEqual(
      ids.map((id) => blobs?.get(id)?.length),
      sizes,
    )
    assert.equal(calls().filter(({ args }) => args.includes('--batch')).length, 1)
  })
})

test('the time of a commit is its committer’s', { skip: withoutGit }, async (t) => {
  const repository = checkoutOf(t, { a: '1' })
  const tree = git(repository.workTree, 'rev-parse', 'HEAD^{tree}')
  const commit = gitBytes(
    repository.workTree,
    ['hash-object', '-t', 'commit', '-w', '--stdin'],
    Buffer.from(
      `tree ${tree}\nauthor a <a@b> 1000 +0200\ncommitter c <c@d> 1700000000 -0800\n\ncommitter x <y> 5 +0000\n`,
    ),
  )
  const time = await repository.commitTime(commit.toString().trim())
  assert.equal(time?.getTime(), 1_700_000_000_000)
  assert.equal(await repository.commitTime('1'.repeat(40)), undefined)
  assert.equal(await repository.commitTime(tree), undefined)
})

test(
  'attributes are those of the work tree, for paths of any name',
  { skip: withoutGit },
  async (t) => {
    const names = ['x.kanuka', 'a b/größe\n.kanuka', 'plain', 'text.txt', 'no.txt']
    const repository = checkoutOf(t, {})
    const lines = ['*.kanuka filter=lfs -text', '*.txt text', 'no.txt -text']
    fs.writeFileSync(join(repository.workTree, '.gitattributes'), lines.join('\n'))
    const filter = await repository.attribute('filter', names)
    assert.deepEqual(
      [...(filter ?? [])],
      [
        ['x.kanuka', 'lfs'],
        ['a b/größe\n.kanuka', 'lfs'],
      ],
    )
    assert.deepEqual(
      [...((await repository.attribute('text', names)) ?? [])],
      [
        ['x.kanuka', 'unset'],
        ['a b/größe\n.kanuka', 'unset'],
        ['text.txt', 'set'],
        ['no.txt', 'unset'],
      ],
    )
    assert.deepEqual(await repository.attribute('filter', []), new Map())
    setEnvironment(t, { PATH: folder(t) })
    assert.equal(await repository.attribute('filter', names), undefined)
  },
)
