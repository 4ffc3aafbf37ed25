// A commit made of objects alone.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { writeCommit, type CommitDraft, type FileChange } from '../../../src/git/new-commit.ts'
import { Repository } from '../../../src/git/repository.ts'
import { withoutGit } from '../../helpers/action.ts'
import {
  checkoutOf,
  cloneOf,
  commitFiles,
  emptyCheckout,
  git,
  gitBytes,
  recordGit,
} from './checkouts.ts'

const BOT = {
  name: 'github-actions[bot]',
  mail: '41898282+github-actions[bot]@users.noreply.github.com',
}
const TIME = new Date('2026-03-04T05:06:07.890Z')

/** A commit on top of HEAD. */
async function commit(
  repository: Repository,
  changes: Readonly<Record<string, string | Uint8Array | undefined>>,
  more: Partial<CommitDraft> = {},
): Promise<string> {
  const head = (await repository.head()) ?? ''
  return writeCommit(repository, {
    parents: [head],
    base: head,
    changes: changesOf(changes),
    message: 'Rotate the keys\n\nBody.\n',
    author: BOT,
    committer: BOT,
    time: TIME,
    ...more,
  })
}

function changesOf(
  changes: Readonly<Record<string, string | Uint8Array | undefined>>,
): readonly FileChange[] {
  return Object.entries(changes).map(([path, content]) => ({
    path,
    content: typeof content === 'string' ? Buffer.from(content) : content,
  }))
}

function listing(root: string, id: string): readonly string[] {
  const text = gitBytes(root, ['ls-tree', '-r', '-z', id]).toString()
  return text
    .split('\0')
    .filter(Boolean)
    .map((line) => line.replace(/^(\d+) \S+ [0-9a-f]+\t/, '$1 '))
}

describe('a commit', { skip: withoutGit }, () => {
  for (const format of ['sha1', 'sha256']) {
    test(`has the bytes that git commit-tree gives it (${format})`, async (t) => {
      const root = emptyCheckout(t, `--object-format=${format}`)
      commitFiles(root, { a: '1', 'b/c': '2', gone: '3' })
      const repository = new Repository(root)
      // git takes the blanks and the last dot away.
      const author = { name: ' Größe, "Inc.". ', mail: ' mail+x@example.com, ' }
      const message = 'Zwei Zeilen\n\nüber etwas\n'
      const changes = { 'b/c': '3', new: 'x', gone: undefined }
      const id = await commit(repository, changes, { author, message })
      fs.rmSync(join(root, 'gone'))
      fs.writeFileSync(join(root, 'b/c'), '3')
      fs.writeFileSync(join(root, 'new'), 'x')
      git(root, 'add', '--all')
      const env = {
        PATH: process.env['PATH'] ?? '',
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.mail,
        GIT_COMMITTER_NAME: BOT.name,
        GIT_COMMITTER_EMAIL: BOT.mail,
        GIT_AUTHOR_DATE: `@${Math.floor(TIME.getTime() / 1000)} +0000`,
        GIT_COMMITTER_DATE: `@${Math.floor(TIME.getTime() / 1000)} +0000`,
      }
      const args = ['-C', root, 'commit-tree', git(root, 'write-tree'), '-p', 'HEAD', '-F', '-']
      const expected = execFileSync('git', args, { env, input: message, encoding: 'utf8' }).trim()
      assert.equal(
        gitBytes(root, ['cat-file', 'commit', id]).toString(),
        gitBytes(root, ['cat-file', 'commit', expected]).toString(),
      )
      assert.equal(id, expected)
      assert.equal(git(root, 'fsck', '--strict', '--no-dangling'), '')
    })
  }

  test('ends its message with a line end, and holds no NUL', async (t) => {
    const repository = checkoutOf(t, {})
    for (const [message, written] of [
      ['one', 'one\n'],
      ['one\n', 'one\n'],
      ['one\n\n', 'one\n\n'],
      ['a\0b', 'ab\n'],
      ['', ''],
    ] as const) {
      const id = await commit(repository, {}, { message })
      const text = gitBytes(repository.workTree, ['cat-file', 'commit', id]).toString()
      assert.equal(text.slice(text.indexOf('\n\n') + 2), written)
    }
  })

  test('adds, changes and removes files, and keeps all others and their modes', async (t) => {
    const repository = checkoutOf(t, {
      plain: '1',
      'run.sh': '2',
      gone: '3',
      'a/b': '4',
      'a/c': '5',
    })
    const { workTree } = repository
    fs.chmodSync(join(workTree, 'run.sh'), 0o755)
    fs.symlinkSync('plain', join(workTree, 'link'))
    commitFiles(workTree, {})
    const id = await commit(repository, {
      plain: 'new',
      'run.sh': 'new',
      gone: undefined,
      'a/b': undefined,
      'never/was': undefined,
      'x/y/z': 'new',
      empty: '',
    })
    assert.deepEqual(listing(workTree, id), [
      '100644 a/c',
      '100644 empty',
      '120000 link',
      '100644 plain',
      '100755 run.sh',
      '100644 x/y/z',
    ])
    assert.equal(git(workTree, 'cat-file', 'blob', `${id}:run.sh`), 'new')
    assert.equal(git(workTree, 'cat-file', 'blob', `${id}:empty`), '')
  })

  test('holds any bytes under any name, and no folder that is empty', async (t) => {
    const repository = checkoutOf(t, { 'only/one': '1', other: '2' })
    const names = [
      'größe/日本語',
      'two\nlines',
      '-option',
      '*',
      'a\tb',
      '"q"',
      ':(top)x',
      '.gitx',
      'a b',
    ]
    const bytes = randomBytes(300_000)
    const files = Object.fromEntries(names.map((name) => [name, bytes]))
    const id = await commit(repository, { ...files, 'only/one': undefined })
    const found = listing(repository.workTree, id).map((line) => line.slice('100644 '.length))
    assert.deepEqual(found.toSorted(), [...names, 'other'].toSorted())
    for (const name of names) {
      const blob = gitBytes(repository.workTree, ['cat-file', 'blob', `${id}:${name}`])
      assert.ok(bytes.equals(blob), name)
    }
  })

  test('has the tree of its base and the parents that it is given', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const first = (await repository.head()) ?? ''
    const second = commitFiles(repository.workTree, { a: '2', b: '2' })
    const parents = [second, first, second]
    const id = await commit(repository, { c: '3' }, { parents, base: first })
    assert.equal(git(repository.workTree, 'log', '-1', '--format=%P', id), `${second} ${first}`)
    assert.deepEqual(listing(repository.workTree, id), ['100644 a', '100644 c'])
    assert.equal(git(repository.workTree, 'cat-file', 'blob', `${id}:a`), '1')
    const root = await commit(repository, {}, { parents: [] })
    assert.equal(git(repository.workTree, 'log', '-1', '--format=%P', root), '')
  })

  test('goes through no filter and no conversion', async (t) => {
    const repository = checkoutOf(t, { '.gitattributes': '* text eol=lf filter=up\n' })
    git(repository.workTree, 'config', 'core.autocrlf', 'input')
    git(repository.workTree, 'config', 'filter.up.clean', 'tr a-z A-Z')
    const id = await commit(repository, { file: 'small\r\n' })
    const blob = gitBytes(repository.workTree, ['cat-file', 'blob', `${id}:file`])
    assert.equal(blob.toString(), 'small\r\n')
  })

  test('of many files takes as many processes as one of a single file', async (t) => {
    const repository = checkoutOf(t, { a: '1' })
    const calls = recordGit(t)
    await commit(repository, { b: '2' })
    const one = calls().length
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f/${at}`, `${at}`]))
    const id = await commit(repository, files)
    assert.equal(calls().length, 2 * one)
    assert.equal(listing(repository.workTree, id).length, 301)
  })

  test('of so many files that their names do not fit into one call', async (t) => {
    const name = (at: number): string => `folder/${'x'.repeat(100)}-${at}`
    const repository = checkoutOf(t, { [name(7)]: '1' })
    fs.chmodSync(join(repository.workTree, name(7)), 0o755)
    commitFiles(repository.workTree, {})
    const files = Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [name(at), `${at}`]))
    const lines = listing(repository.workTree, await commit(repository, files))
    assert.equal(lines.length, 1500)
    assert.deepEqual(
      lines.filter((line) => line.startsWith('100755')),
      [`100755 ${name(7)}`],
    )
  })
})

describe('a commit is made in', { skip: withoutGit }, () => {
  test('clones without history, without contents, without folders', async (t) => {
    const origin = checkoutOf(t, { a: '1', 'b/c': '2' })
    git(origin.workTree, 'config', 'uploadpack.allowFilter', 'true')
    commitFiles(origin.workTree, { a: '3' })
    for (const args of [['--depth=1'], ['--filter=blob:none', '--no-checkout'], ['--sparse']]) {
      const clone = cloneOf(t, origin.workTree, ...args)
      const id = await commit(clone, { 'b/new': 'x' })
      assert.deepEqual(listing(clone.workTree, id), ['100644 a', '100644 b/c', '100644 b/new'])
    }
  })

  test('a worktree, which has the objects of its checkout', async (t) => {
    const { workTree } = checkoutOf(t, { a: '1' })
    git(workTree, 'worktree', 'add', '--quiet', '--detach', 'tree')
    const id = await commit(new Repository(join(workTree, 'tree')), { b: '2' })
    assert.deepEqual(listing(workTree, id), ['100644 a', '100644 b'])
  })
})
