// Commits as the rules see them, from real repositories.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { readSnapshot, readTree } from '../../../src/check/read-snapshot.ts'
import type { Snapshot, StoreState } from '../../../src/check/snapshot.ts'
import { Repository } from '../../../src/git/repository.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { checkout, commitAll, FIXTURES, withoutGit } from '../../helpers/action.ts'
import { commitFiles, emptyCheckout, git, gitBytes } from '../git/checkouts.ts'
import { blobsOf } from './git-blobs.ts'

const ALICE = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
const BOB = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const CONFIG = `[project]\nproject_uuid = "p"\n[users]\n"${ALICE}" = "alice@example.com"\n`

async function snapshotOf(t: TestContext, root: string, commit = 'HEAD'): Promise<Snapshot> {
  const { place } = new Repository(root)
  const id = git(root, 'rev-parse', commit)
  return readSnapshot(await readTree(place, id), blobsOf(t, place))
}

/** The store at the root of a commit with these files. */
async function storeWith(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<StoreState | undefined> {
  const root = emptyCheckout(t)
  commitFiles(root, files)
  return (await snapshotOf(t, root)).stores.get('')
}

describe('the stores of the CLI', { skip: withoutGit }, () => {
  for (const name of ['basic', 'team', 'rotated/before', 'ci', 'dotenv-zoo']) {
    test(`${name} is what it is on disk`, async (t) => {
      const root = fs.realpathSync(checkout(t, name))
      commitAll(root)
      const { stores, commit, files } = await snapshotOf(t, root)
      assert.equal(commit, git(root, 'rev-parse', 'HEAD'))
      assert.equal(files.size, git(root, 'ls-files').split('\n').length)
      assert.deepEqual([...stores.keys()], [''])
      const state = stores.get('')
      const store = readStore(root, root)
      assert.ok(state?.config.kind === 'valid')
      assert.deepEqual(state.config.config, store.config)
      assert.deepEqual([...state.secretFiles.keys()].toSorted(), store.secretFiles)
      const plain = (members: StoreState['members']): unknown =>
        members.map(({ publicKey, ...member }) => [
          member,
          publicKey?.export({ type: 'spki', format: 'pem' }),
        ])
      assert.deepEqual(plain(state.members), plain(store.members))
      const log = join(root, '.kanuka/audit.jsonl')
      const expected = fs.existsSync(log) ? fs.readFileSync(log) : undefined
      assert.deepEqual(state.auditLog, expected)
    })
  }

  test('monorepo has its stores, each with its own files', async (t) => {
    const root = fs.realpathSync(checkout(t, 'monorepo'))
    commitAll(root)
    const { stores } = await snapshotOf(t, root)
    assert.ok(stores.size > 1)
    for (const [path, state] of stores) {
      const store = readStore(root, join(root, path))
      assert.deepEqual([...state.secretFiles.keys()].toSorted(), store.secretFiles, path)
      assert.equal(state.root, path)
    }
  })

  test('legacy is legacy', async (t) => {
    const folders = fs.readdirSync(join(FIXTURES, 'legacy'))
    const name = folders.includes('.kanuka') ? 'legacy' : `legacy/${folders[0]}`
    const root = fs.realpathSync(checkout(t, name))
    commitAll(root)
    const state = (await snapshotOf(t, root)).stores.get('')
    assert.deepEqual(state?.config, { kind: 'legacy' })
    assert.deepEqual(state?.members, [])
  })
})

describe('a store', { skip: withoutGit }, () => {
  test('is any folder with `.kanuka/`; a secret file belongs to the nearest one above it', async (t) => {
    const root = emptyCheckout(t)
    commitFiles(root, {
      'a/.kanuka/config.toml': CONFIG,
      'a/x/.env.kanuka': '1',
      'a/b/c/.kanuka/.gitkeep': '',
      'a/b/c/d/.env.kanuka': '2',
      'a/b/.env.kanuka': '3',
      'ab/.env.kanuka': '4',
      '.env.kanuka': '5',
      'a/.kanuka/deep/.kanuka/config.toml': CONFIG,
      'a/.kanuka/.env.kanuka': '6',
      'a/kanuka': '7',
      '.kanuka-notes/x': '9',
      'x.kanuka/.env.kanuka': '8',
    })
    const { stores } = await snapshotOf(t, root)
    assert.deepEqual([...stores.keys()].toSorted(), ['a', 'a/b/c'])
    const [outer, inner] = [stores.get('a'), stores.get('a/b/c')]
    assert.deepEqual([...(outer?.secretFiles.keys() ?? [])], ['b/.env.kanuka', 'x/.env.kanuka'])
    assert.deepEqual([...(inner?.secretFiles.keys() ?? [])], ['d/.env.kanuka'])
    assert.deepEqual(
      [...(outer?.storeFiles.keys() ?? [])],
      ['.kanuka/.env.kanuka', '.kanuka/config.toml', '.kanuka/deep/.kanuka/config.toml'],
    )
    assert.deepEqual(inner?.config, { kind: 'missing' })
    commitFiles(root, { '.kanuka/config.toml': CONFIG })
    const all = await snapshotOf(t, root)
    assert.deepEqual([...(all.stores.get('')?.secretFiles.keys() ?? [])].toSorted(), [
      '.env.kanuka',
      'ab/.env.kanuka',
      'x.kanuka/.env.kanuka',
    ])
    assert.deepEqual([...(await snapshotOf(t, root, 'HEAD~1')).stores.keys()], [...stores.keys()])
  })

  test('has neither links nor submodules for files', async (t) => {
    const root = emptyCheckout(t)
    const head = commitFiles(root, { '.kanuka/config.toml': CONFIG, target: 'x' })
    fs.mkdirSync(join(root, '.kanuka/public_keys'), { recursive: true })
    fs.symlinkSync('../../target', join(root, `.kanuka/public_keys/${ALICE}.pub`))
    fs.symlinkSync('target', join(root, '.env.kanuka'))
    fs.symlinkSync('../target', join(root, '.kanuka/audit.jsonl'))
    fs.mkdirSync(join(root, 'other'))
    fs.symlinkSync('../.kanuka', join(root, 'other/.kanuka'))
    commitFiles(root, {})
    const modules = [`.kanuka/secrets/${ALICE}.kanuka`, 'module/.env.kanuka', 'm/.kanuka']
    for (const path of modules) {
      git(root, 'update-index', '--add', '--cacheinfo', `160000,${head},${path}`)
    }
    git(root, 'commit', '--quiet', '-m', 'modules')
    const { stores, files } = await snapshotOf(t, root)
    assert.deepEqual([...stores.keys()], [''])
    const state = stores.get('')
    const sizes = [state?.publicKeys, state?.wrappedKeys, state?.secretFiles].map((m) => m?.size)
    assert.deepEqual(sizes, [0, 0, 0])
    assert.deepEqual([state?.members, state?.auditLog], [[], undefined])
    assert.equal(state?.storeFiles.get(`.kanuka/public_keys/${ALICE}.pub`)?.mode, '120000')
    assert.equal(files.get('.env.kanuka')?.mode, '120000')
    assert.equal(files.get('m/.kanuka')?.mode, '160000')
  })

  test('has members of every kind, by what regular files say', async (t) => {
    const state = await storeWith(t, {
      '.kanuka/config.toml': CONFIG,
      [`.kanuka/public_keys/${ALICE}.pub`]: 'no key',
      [`.kanuka/secrets/${ALICE}.kanuka`]: 'w',
      [`.kanuka/secrets/${BOB}.kanuka`]: 'w',
      '.kanuka/public_keys/nobody.pub': 'x',
      [`.kanuka/public_keys/deep/${BOB}.pub`]: 'x',
      '.kanuka/audit.jsonl': '{}\n',
    })
    assert.deepEqual(
      state?.members.map(({ uuid, email, state: kind, oddity }) => [uuid, email, kind, oddity]),
      [
        [ALICE, 'alice@example.com', 'active', 'holds no public key in PEM form'],
        [BOB, undefined, 'orphan', undefined],
      ],
    )
    assert.deepEqual([...(state?.publicKeys.keys() ?? [])], [ALICE])
    assert.deepEqual([...(state?.wrappedKeys.keys() ?? [])], [ALICE, BOB])
    assert.equal(Buffer.from(state?.auditLog ?? []).toString(), '{}\n')
  })

  for (const [what, config, expected] of [
    ['no TOML', '[project', { kind: 'invalid', what: 'is no TOML', line: 1 }],
    ['an empty one', '', { kind: 'invalid', what: 'has no `project_uuid` in [project]' }],
    [
      'conflict markers',
      'a = 1\n<<<<<<< ours\n',
      { kind: 'invalid', what: 'holds conflict markers of an unfinished merge', line: 2 },
    ],
    [
      'too much',
      '#'.repeat(4 * 1024 * 1024 + 1),
      { kind: 'invalid', what: 'is larger than 4.2 MB' },
    ],
  ] as const) {
    test(`with ${what} for a config.toml says so, and has members without names`, async (t) => {
      const state = await storeWith(t, {
        '.kanuka/config.toml': config,
        [`.kanuka/secrets/${ALICE}.kanuka`]: 'w',
      })
      assert.deepEqual(state?.config, expected)
      assert.deepEqual(
        state?.members.map(({ uuid, email }) => [uuid, email]),
        [[ALICE, undefined]],
      )
    })
  }

  test('with a link or a folder for a config.toml has none that can be used', async (t) => {
    const root = emptyCheckout(t)
    fs.mkdirSync(join(root, '.kanuka'))
    fs.symlinkSync('/etc/passwd', join(root, '.kanuka/config.toml'))
    commitFiles(root, { 'b/.kanuka/config.toml/x': '1' })
    const { stores } = await snapshotOf(t, root)
    const link = { kind: 'invalid', what: 'is no regular file' }
    assert.deepEqual(stores.get('')?.config, link)
    assert.deepEqual(stores.get('b')?.config, { kind: 'missing' })
  })

  test('with a key that is too large has no key of it', async (t) => {
    const state = await storeWith(t, {
      '.kanuka/config.toml': CONFIG,
      [`.kanuka/public_keys/${ALICE}.pub`]: 'x'.repeat(64 * 1024 + 1),
    })
    assert.equal(state?.members[0]?.oddity, 'cannot be read: too large')
  })

  test('has files with names of any bytes', async (t) => {
    const root = emptyCheckout(t)
    commitFiles(root, { '.kanuka/config.toml': CONFIG })
    const id = git(root, 'rev-parse', 'HEAD:.kanuka/config.toml')
    const names = [[0xff], [0xfe], [10]].map((start) =>
      Buffer.concat([
        Buffer.from(`100644 ${id}\t`),
        Buffer.from(start),
        Buffer.from('.env.kanuka\0'),
      ]),
    )
    gitBytes(root, ['update-index', '-z', '--index-info'], Buffer.concat(names))
    git(root, 'commit', '--quiet', '-m', 'names')
    const state = (await snapshotOf(t, root)).stores.get('')
    assert.deepEqual(
      [...(state?.secretFiles.keys() ?? [])].toSorted(),
      ['\n.env.kanuka', '\udcfe.env.kanuka', '\udcff.env.kanuka'].toSorted(),
    )
  })
})
