// A journal is a means to rename and delete. None that comes with a checkout is read, and one in the
// right place is not believed: nothing but files of the store is touched, whatever it says.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { isLayoutPath } from '../../../src/kanuka/layout.ts'
import { hasLeftovers, recover } from '../../../src/kanuka/recovery.ts'
import { digestOf } from '../../../src/kanuka/transaction-journal.ts'
import { folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import { changeTo } from '../../helpers/transaction-driver.ts'
import { assertIs, place, versionOf, type Place } from '../../helpers/transaction-place.ts'

const UUID = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const ABSENT = digestOf(undefined)
const bytesOf = (at: Place, path: string): Buffer => fs.readFileSync(join(at.root, path))

/** One that would delete `path`, as half done: `.env.staging.kanuka` looks as if it were in place. */
function deleting(at: Place, path: string, before = ABSENT): Record<string, unknown> {
  const entries = [
    {
      index: 0,
      path: '.env.staging.kanuka',
      before: ABSENT,
      after: digestOf(bytesOf(at, '.env.staging.kanuka')),
    },
    { index: 1, path, before, after: before === ABSENT ? digestOf(Buffer.from('x')) : ABSENT },
  ]
  return { version: 1, id: '0123456789abcdef', root: at.root, head: '', folders: [], entries }
}

function plant(path: string, content: unknown): void {
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  fs.writeFileSync(path, text)
}

function treeOf(path: string): readonly (readonly [string, string])[] {
  return fs
    .readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, fs.readFileSync(file, 'utf8')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

test('the planted journal would do harm if it were believed', (t) => {
  const at = place(t)
  const path = '.env.kanuka'
  plant(join(at.home.folder, 'journal.json'), deleting(at, path, digestOf(bytesOf(at, path))))
  assert.equal(recover(at.home, { dryRun: false }).outcome, 'rolled back')
  assert.equal(fs.existsSync(join(at.root, '.env.staging.kanuka')), false)
})

test('what lies in the work tree is no journal', async (t) => {
  const at = place(t)
  const names = [
    'journal.json',
    '.kanuka/journal.json',
    `kanuka/${basename(at.home.folder)}/journal.json`,
    `.kanuka/kanuka/${basename(at.home.folder)}/journal.json`,
  ]
  for (const name of names) plant(join(at.root, name), deleting(at, '.env.kanuka'))
  const before = treeOf(at.root)
  assert.equal(hasLeftovers(at.home), false)
  assert.deepEqual(recover(at.home, { dryRun: false }), { outcome: 'nothing', files: [] })
  assert.deepEqual(treeOf(at.root), before)
  await changeTo(at.home, 'new')
  for (const name of names) fs.rmSync(join(at.root, name))
  assert.equal(versionOf(at), 'new')
})

const valid = (at: Place): Record<string, unknown> => deleting(at, '.env.kanuka')
const withEntry = (at: Place, more: object): Record<string, unknown> => {
  const journal = valid(at)
  const [first, second] = journal['entries'] as readonly object[]
  return { ...journal, entries: [first, { ...second, ...more }] }
}

const hostile: Readonly<Record<string, (at: Place) => unknown>> = {
  'no JSON': () => '{"version":1',
  nothing: () => '',
  'another type': () => [1, null],
  null: () => 'null',
  'another version': (at) => ({ ...valid(at), version: 2 }),
  'another store': (at) => ({ ...valid(at), root: '/elsewhere' }),
  'a key too many': (at) => ({ ...valid(at), more: 1 }),
  'a key too few': (at) => ({ ...valid(at), head: undefined }),
  'a name for an id': (at) => ({ ...valid(at), id: '../../../..' }),
  'no entries': (at) => ({ ...valid(at), entries: [] }),
  'entries that are none': (at) => ({ ...valid(at), entries: { length: 1 } }),
  'an entry that is none': (at) => ({ ...valid(at), entries: [null] }),
  'entries in disorder': (at) => withEntry(at, { index: 0 }),
  'an index that is none': (at) => withEntry(at, { index: '1' }),
  'a path twice': (at) => withEntry(at, { path: '.env.staging.kanuka' }),
  'no digest': (at) => withEntry(at, { after: 'abc' }),
  'no change': (at) => withEntry(at, { after: ABSENT, before: ABSENT }),
  'a folder of nobody': (at) => ({ ...valid(at), folders: ['.git'] }),
  'a folder outside': (at) => ({ ...valid(at), folders: ['..'] }),
  'a folder that is none': (at) => ({ ...valid(at), folders: [1] }),
  'a number for a path': (at) => withEntry(at, { path: 1 }),
  'a path without end': (at) => withEntry(at, { path: `${'a/'.repeat(1e6)}.env.kanuka` }),
}
const FOREIGN_PATHS = [
  '../victim.env.kanuka',
  'a/../../victim.env.kanuka',
  '/etc/x.env.kanuka',
  './.env.kanuka',
  'a//.env.kanuka',
  '.git/config',
  '.git/x.env.kanuka',
  'a/.GIT/x.env.kanuka',
  'victim.txt',
  '.env',
  '.kanuka/x.env.kanuka',
  'b/.kanuka/secrets/x.env.kanuka',
  '',
  '..',
  '.kanuka',
  '.kanuka/config.toml/',
  '.kanuka/secrets',
  'x\0.env.kanuka',
  `.kanuka/secrets/${UUID}.pub`,
  `.kanuka/secrets/../${UUID}.kanuka`,
  '.kanuka/secrets/x.kanuka',
]

function assertRefused(t: TestContext, make: (at: Place) => unknown): Promise<void> {
  const at = place(t)
  fs.writeFileSync(join(at.around, 'victim.env.kanuka'), 'x')
  fs.writeFileSync(join(at.root, '.git/config'), 'x')
  fs.writeFileSync(join(at.root, 'victim.txt'), 'x')
  plant(join(at.home.folder, 'journal.json'), make(at))
  return assertStops(at)
}

async function assertStops(at: Place): Promise<void> {
  const before = treeOf(at.around)
  for (const dryRun of [true, false]) {
    const error = await refusal(() => recover(at.home, { dryRun }))
    assert.equal(error.code, 'STORE_INTERRUPTED')
    assert.ok(error.what.includes(join(at.home.folder, 'journal.json')))
  }
  assert.equal((await refusal(() => changeTo(at.home, 'new'))).code, 'STORE_INTERRUPTED')
  assert.deepEqual(treeOf(at.around), before)
}

describe('a journal in the right place that is not one of ours', () => {
  for (const [what, make] of Object.entries(hostile)) {
    test(what, (t) => assertRefused(t, make))
  }

  for (const path of FOREIGN_PATHS) {
    test(`the path ${JSON.stringify(path)}`, async (t) => {
      assert.equal(isLayoutPath(path), false)
      for (const bytes of ['x', undefined]) {
        const before = digestOf(bytes === undefined ? undefined : Buffer.from(bytes))
        await assertRefused(t, (at) => deleting(at, path, before))
      }
    })
  }

  test('100 MB', async (t) => {
    const at = place(t)
    plant(join(at.home.folder, 'journal.json'), '')
    fs.truncateSync(join(at.home.folder, 'journal.json'), 100 * 1024 * 1024)
    const error = await refusal(() => recover(at.home, { dryRun: false }))
    assert.equal(error.code, 'STORE_INTERRUPTED')
    assert.equal(versionOf(at), 'old')
  })

  test('a folder, a link to a good one', async (t) => {
    const [at, other] = [place(t), place(t)]
    fs.mkdirSync(join(at.home.folder, 'journal.json'), { recursive: true, mode: 0o700 })
    await assertStops(at)
    const good = join(folder(t), 'journal.json')
    plant(good, deleting(other, '.env.kanuka', digestOf(bytesOf(other, '.env.kanuka'))))
    fs.mkdirSync(other.home.folder, { recursive: true, mode: 0o700 })
    fs.symlinkSync(good, join(other.home.folder, 'journal.json'))
    await assertStops(other)
  })

  test('a plan that is not one of ours is removed, and nothing else', (t) => {
    for (const make of Object.values(hostile)) {
      const at = place(t)
      plant(join(at.home.folder, 'journal.tmp'), make(at))
      assert.deepEqual(recover(at.home, { dryRun: false }), { outcome: 'nothing', files: [] })
      assertIs(at)
    }
  })
})

describe('paths of the layout', () => {
  for (const path of [
    '.kanuka/config.toml',
    '.kanuka/audit.jsonl',
    `.kanuka/public_keys/${UUID}.pub`,
    `.kanuka/secrets/${UUID.toUpperCase()}.kanuka`,
    '.env.kanuka',
    '...env.kanuka',
    'a/b c/größe.env.x.kanuka',
    'a/.github/.env.kanuka',
    '.kanuka.d/.env.kanuka',
  ]) {
    test(path, () => assert.equal(isLayoutPath(path), true))
  }
})
