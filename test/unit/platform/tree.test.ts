// What lies in a folder, and a record of what was read of it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { diskTree, RecordingTree, type Tree } from '../../../src/platform/tree.ts'
import { folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'

interface Place {
  readonly root: string
  readonly tree: Tree
}

function place(t: TestContext): Place {
  const root = folder(t)
  return { root, tree: diskTree(root) }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('a folder on disk', () => {
  test('has files, folders, links and other things, told apart without following links', (t) => {
    const { root, tree } = place(t)
    fs.mkdirSync(join(root, 'a/folder'), { recursive: true })
    fs.writeFileSync(join(root, 'a/file'), '')
    fs.symlinkSync('file', join(root, 'a/link'))
    fs.symlinkSync('folder', join(root, 'a/link to a folder'))
    fs.symlinkSync('nothing', join(root, 'a/link to nothing'))
    execFileSync('mkfifo', [join(root, 'a/pipe')])
    const entries = Object.fromEntries((tree.entries('a') ?? []).map((it) => [it.name, it.kind]))
    assert.deepEqual(entries, {
      file: 'file',
      folder: 'folder',
      link: 'link',
      'link to a folder': 'link',
      'link to nothing': 'link',
      pipe: 'other',
    })
    assert.deepEqual(tree.entries(''), [{ name: 'a', kind: 'folder' }])
  })

  test('that is not there has no entries; an empty one has none to list', (t) => {
    const { root, tree } = place(t)
    fs.mkdirSync(join(root, 'empty'))
    assert.equal(tree.entries('absent'), undefined)
    assert.equal(tree.entries('absent/below'), undefined)
    assert.deepEqual(tree.entries('empty'), [])
  })

  test('that is a link or a file cannot be listed', async (t) => {
    const { root, tree } = place(t)
    fs.mkdirSync(join(root, 'real'))
    fs.symlinkSync('real', join(root, 'link'))
    fs.writeFileSync(join(root, 'file'), '')
    const linked = await refusal(() => tree.entries('link'))
    assert.deepEqual([linked.code, linked.where.file], ['FILE_UNREADABLE', 'link'])
    assert.match(linked.what, /\(a link\)/)
    assert.match((await refusal(() => tree.entries('file'))).what, /\(ENOTDIR\)/)
  })

  test('gives files up to a size, and says why it gives no others', (t) => {
    const { root, tree } = place(t)
    fs.mkdirSync(join(root, 'folder'))
    fs.writeFileSync(join(root, 'folder/file'), 'four')
    fs.symlinkSync('file', join(root, 'folder/link'))
    assert.deepEqual(tree.read('folder/file', 4), { bytes: Buffer.from('four') })
    const failure = (path: string, limit = 100): unknown => {
      const read = tree.read(path, limit)
      return 'failure' in read ? read.failure : undefined
    }
    assert.equal(failure('folder/file', 3), 'too large')
    assert.equal(failure('folder/link'), 'no regular file')
    assert.equal(failure('folder'), 'no regular file')
    assert.equal(failure('folder/absent'), 'absent')
    assert.equal(failure('absent/file'), 'absent')
  })
})

describe('a record of what was read', () => {
  test('has the SHA-256 of every file that was, by its path', (t) => {
    const { root, tree } = place(t)
    fs.writeFileSync(join(root, 'one'), '1')
    fs.writeFileSync(join(root, 'other'), '2')
    fs.writeFileSync(join(root, 'unread'), '3')
    const recording = new RecordingTree(tree)
    assert.deepEqual(recording.read('one', 10), tree.read('one', 10))
    assert.deepEqual(recording.read('other', 10), tree.read('other', 10))
    assert.deepEqual(
      [...recording.digests],
      [
        ['one', digest('1')],
        ['other', digest('2')],
      ],
    )
  })

  test('has nothing of what could not be read, nor of what was only listed', (t) => {
    const { root, tree } = place(t)
    fs.writeFileSync(join(root, 'large'), 'large')
    const recording = new RecordingTree(tree)
    assert.deepEqual(recording.read('large', 2), tree.read('large', 2))
    assert.deepEqual(recording.read('absent', 2), tree.read('absent', 2))
    assert.deepEqual(recording.entries(''), [{ name: 'large', kind: 'file' }])
    assert.equal(recording.entries('absent'), undefined)
    assert.equal(recording.digests.size, 0)
  })

  test('has the first, when a file was read twice: what changed in between must show', (t) => {
    const { root, tree } = place(t)
    const recording = new RecordingTree(tree)
    for (const text of ['first', 'second']) {
      fs.writeFileSync(join(root, 'file'), text)
      assert.deepEqual(recording.read('file', 10), { bytes: Buffer.from(text) })
    }
    assert.equal(recording.digests.get('file'), digest('first'))
  })
})
