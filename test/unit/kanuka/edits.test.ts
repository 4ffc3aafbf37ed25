// What a change means for files: which belong to a store, where two states of it differ, and what was
// there when the change was made.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { changesFor, differingFiles, editsTowards, type Edit } from '../../../src/kanuka/edits.ts'
import { readStore, type Store } from '../../../src/kanuka/store.ts'
import { diskTree, RecordingTree } from '../../../src/platform/tree.ts'
import { checkout } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import { CAROL, DAVE, digest, ERIN, WORKSTATION } from '../../helpers/rotating.ts'

const CONFIG = '.kanuka/config.toml'
const LOG = '.kanuka/audit.jsonl'
const publicKey = (uuid: string): string => `.kanuka/public_keys/${uuid}.pub`
const wrapped = (uuid: string): string => `.kanuka/secrets/${uuid}.kanuka`

function store(root: string): Store {
  return readStore(root, root)
}

interface Pair {
  readonly one: string
  readonly other: string
}

function pair(t: TestContext): Pair {
  return { one: checkout(t, 'team'), other: checkout(t, 'team') }
}

function at(tree: RecordingTree): { tree: RecordingTree; shown: (path: string) => string } {
  return { tree, shown: (path) => path }
}

describe('two states of a store', () => {
  test('are the same when all bytes are', (t) => {
    const { one, other } = pair(t)
    fs.writeFileSync(join(other, 'README.md'), 'not of the store')
    assert.deepEqual(differingFiles(store(one), store(other)), [])
  })

  test('are the same with other line ends in text, and only there', (t) => {
    const { one, other } = pair(t)
    for (const path of [CONFIG, LOG, publicKey(CAROL)]) {
      const text = fs.readFileSync(join(other, path), 'utf8')
      fs.writeFileSync(join(other, path), text.replaceAll('\n', '\r\n'))
    }
    assert.deepEqual(differingFiles(store(one), store(other)), [])
    fs.writeFileSync(join(one, wrapped(CAROL)), 'a\nb')
    fs.writeFileSync(join(other, wrapped(CAROL)), 'a\r\nb')
    fs.appendFileSync(join(one, '.env.kanuka'), '\r\n')
    fs.appendFileSync(join(other, '.env.kanuka'), '\n')
    const found = differingFiles(store(one), store(other))
    assert.deepEqual(found.toSorted(), ['.env.kanuka', wrapped(CAROL)].toSorted())
  })

  test('leave out what belongs to a nested store, or to none', (t) => {
    const [one, other] = [checkout(t, 'monorepo'), checkout(t, 'monorepo')]
    fs.appendFileSync(join(other, 'services/api/.env.kanuka'), 'x')
    fs.appendFileSync(join(other, 'services/api/.kanuka/config.toml'), '# more\n')
    fs.writeFileSync(join(other, '.kanuka/notes'), 'x')
    fs.appendFileSync(join(other, 'services/jobs/.env.kanuka'), 'x')
    assert.deepEqual(differingFiles(store(one), store(other)), ['services/jobs/.env.kanuka'])
  })

  test('differ in what is changed, added and gone, on either side', (t) => {
    const { one, other } = pair(t)
    fs.appendFileSync(join(one, CONFIG), '# more\n')
    fs.rmSync(join(one, publicKey(DAVE)))
    fs.rmSync(join(other, 'deploy/app.env.kanuka'))
    fs.copyFileSync(join(other, '.env.kanuka'), join(other, 'new.env.kanuka'))
    const expected = [CONFIG, publicKey(DAVE), 'deploy/app.env.kanuka', 'new.env.kanuka']
    assert.deepEqual([...differingFiles(store(one), store(other))].toSorted(), expected.toSorted())
    assert.deepEqual([...differingFiles(store(other), store(one))].toSorted(), expected.toSorted())
  })

  test('a file that cannot be compared is an error, not a difference', async (t) => {
    const { one, other } = pair(t)
    fs.rmSync(join(one, LOG))
    fs.mkdirSync(join(one, LOG))
    const { code, where } = await refusal(() => differingFiles(store(one), store(other)))
    assert.deepEqual([code, where.file], ['FILE_UNREADABLE', LOG])
  })
})

describe('edits that bring the disk where a commit is', () => {
  const edits: readonly Edit[] = [
    { path: '.env.kanuka', after: Buffer.from('new') },
    { path: wrapped(ERIN), after: undefined },
    { path: LOG, after: Buffer.from('log\n') },
  ]

  test('are the edits themselves when the disk was there already', (t) => {
    const { one, other } = pair(t)
    const found = editsTowards(store(one), store(other), edits)
    assert.deepEqual([...found].toSorted(byPath), [...edits].toSorted(byPath))
  })

  test('take along what else the commit has, and leave out what is right', (t) => {
    const { one, other } = pair(t)
    fs.writeFileSync(join(one, '.env.kanuka'), 'new')
    fs.writeFileSync(join(one, LOG), 'log\r\n')
    fs.writeFileSync(join(other, 'deploy/app.env.kanuka'), 'from the commit')
    fs.rmSync(join(other, publicKey(DAVE)))
    const found = editsTowards(store(one), store(other), edits)
    assert.deepEqual(
      [...found].toSorted(byPath),
      [
        { path: publicKey(DAVE), after: undefined },
        { path: wrapped(ERIN), after: undefined },
        { path: 'deploy/app.env.kanuka', after: Buffer.from('from the commit') },
      ].toSorted(byPath),
    )
  })

  test('an edit wins over what the commit had', (t) => {
    const { one, other } = pair(t)
    fs.writeFileSync(join(other, '.env.kanuka'), 'of the commit')
    const found = editsTowards(store(one), store(other), edits)
    assert.deepEqual(found.find(({ path }) => path === '.env.kanuka')?.after, Buffer.from('new'))
  })
})

function byPath(a: Edit, b: Edit): number {
  return a.path < b.path ? -1 : 1
}

describe('changes know what was there when they were made', () => {
  test('the digest of what was read first, even when the file is another one now', (t) => {
    const root = checkout(t, 'team')
    const tree = new RecordingTree(diskTree(root))
    const found = readStore(root, root, tree)
    assert.equal(found.members.length, 6)
    const before = digest(fs.readFileSync(join(root, CONFIG)))
    fs.writeFileSync(join(root, CONFIG), 'changed meanwhile')
    const after = Buffer.from('x')
    assert.deepEqual(changesFor(at(tree), [{ path: CONFIG, after }]), [
      { path: CONFIG, before, after },
    ])
  })

  test('a file that was not read yet is read now; one that is not there has none', (t) => {
    const root = checkout(t, 'team')
    const tree = new RecordingTree(diskTree(root))
    const paths = [wrapped(WORKSTATION), wrapped(DAVE)]
    const changes = changesFor(
      at(tree),
      paths.map((path) => ({ path, after: undefined })),
    )
    const before = digest(fs.readFileSync(join(root, wrapped(WORKSTATION))))
    assert.deepEqual(
      changes.map((change) => change.before),
      [before, undefined],
    )
  })

  test('through a link there is nothing to know', async (t) => {
    const root = checkout(t, 'team')
    fs.rmSync(join(root, wrapped(CAROL)))
    fs.symlinkSync(join(root, wrapped(WORKSTATION)), join(root, wrapped(CAROL)))
    const tree = new RecordingTree(diskTree(root))
    const edits = [{ path: wrapped(CAROL), after: undefined }]
    assert.equal((await refusal(() => changesFor(at(tree), edits))).code, 'FILE_UNREADABLE')
  })
})
