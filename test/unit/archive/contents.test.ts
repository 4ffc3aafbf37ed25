// An archive in memory as a tree: a store is read from it as from disk.
import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { archiveTree } from '../../../src/archive/contents.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { diskTree, type Tree } from '../../../src/platform/tree.ts'
import { FIXTURES } from '../../helpers/action.ts'
import { filesOf, type Files } from './stores.ts'

const treeOf = (files: Files): Tree => archiveTree({ files, skipped: [], newest: undefined })
const names = (tree: Tree, folder: string): readonly string[] | undefined =>
  tree
    .entries(folder)
    ?.map(({ name, kind }) => `${kind} ${name}`)
    .toSorted()

describe('the same as on disk', () => {
  for (const fixture of ['team', 'monorepo', 'dotenv-zoo', 'legacy']) {
    test(fixture, () => {
      const files = filesOf(fixture)
      const [memory, disk] = [treeOf(files), diskTree(join(FIXTURES, fixture))]
      const folders = [...files.keys()].map((path) => dirname(path).replace(/^\.$/, ''))
      for (const folder of ['', '.kanuka', 'absent', 'absent/below', ...folders]) {
        assert.deepEqual(names(memory, folder), names(disk, folder), folder)
      }
      for (const path of [...files.keys(), 'absent', '.kanuka', '.kanuka/public_keys']) {
        const [mine, theirs] = [memory.read(path, 1 << 20), disk.read(path, 1 << 20)]
        if ('bytes' in theirs) assert.deepEqual(mine, theirs)
        else assert.equal('failure' in mine && mine.failure, theirs.failure, path)
      }
    })
  }

  test('members and secret files of a store', () => {
    const root = join(FIXTURES, 'team')
    const [mine, theirs] = [readStore('/w', '/w', treeOf(filesOf('team'))), readStore(root, root)]
    const uuids = (store: typeof mine): unknown =>
      store.members.map((m) => [m.uuid, m.state, m.email])
    assert.deepEqual(uuids(mine), uuids(theirs))
    assert.deepEqual(mine.secretFiles, theirs.secretFiles)
  })
})

test('no file is read beyond the limit', () => {
  const tree = treeOf(new Map([['.env.kanuka', Buffer.alloc(10)]]))
  assert.deepEqual(tree.read('.env.kanuka', 9), { failure: 'too large', size: 10 })
  assert.ok('bytes' in tree.read('.env.kanuka', 10))
})

test('an archive without anything has a root without anything', () => {
  assert.deepEqual(treeOf(new Map()).entries(''), [])
  assert.equal(treeOf(new Map()).entries('.kanuka'), undefined)
})
