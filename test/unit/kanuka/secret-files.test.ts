// The walk below a store: what counts as its secret files, and what a reader should know.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { findSecretFiles } from '../../../src/kanuka/secret-files.ts'
import { checkout, folder, FIXTURES } from '../../helpers/action.ts'
import { manifest } from '../../helpers/manifest.ts'
import { diskTree } from '../../../src/platform/tree.ts'

/** A folder with these files (a path ending in `/` is a folder). */
function tree(t: TestContext, paths: readonly string[]): string {
  const root = folder(t)
  for (const path of paths) add(root, path)
  return root
}

function add(root: string, path: string): void {
  const isFolder = path.endsWith('/')
  mkdirSync(join(root, isFolder ? path : dirname(path)), { recursive: true })
  if (!isFolder) writeFileSync(join(root, path), '')
}

describe('every store of the fixtures has the files that its manifest lists', () => {
  for (const { path, files } of manifest.stores) {
    test(path, () => {
      const { secretFiles } = findSecretFiles(diskTree(join(FIXTURES, path)))
      assert.deepEqual(secretFiles, files.map((file) => file.path).toSorted())
    })
  }
})

test('names: `.env` somewhere in the base name, `.kanuka` at its end', (t) => {
  const yes = [
    '.env.kanuka',
    '.env.local.kanuka',
    '.environment.kanuka',
    '.envrc.kanuka',
    'app.env.kanuka',
    'config/.env.production.kanuka',
    'my.env.old.kanuka',
    'größe/日本語/.env.kanuka',
    "with blank/it's, 100%/.env.a,b.kanuka",
  ]
  const no = [
    'env.kanuka',
    '.env',
    '.env.kanuka.bak',
    '.env.KANUKA',
    '.ENV.kanuka',
    'notes.kanuka',
    'old.env/values.kanuka',
    '.kanuka/secrets/.env.kanuka',
    'services/.kanuka-old/readme',
  ]
  const root = tree(t, [...yes, ...no])
  assert.deepEqual(findSecretFiles(diskTree(root)).secretFiles, yes.toSorted())
})

describe('folders', () => {
  test('a file belongs to the nearest store above it', (t) => {
    const root = tree(t, [
      '.kanuka/',
      '.env.kanuka',
      'services/jobs/.env.kanuka',
      'services/api/.kanuka/',
      'services/api/.env.kanuka',
      'services/api/deep/er/.env.kanuka',
      'services/api/deep/.kanuka/',
    ])
    const found = findSecretFiles(diskTree(root))
    assert.deepEqual(found.secretFiles, ['.env.kanuka', 'services/jobs/.env.kanuka'])
    assert.deepEqual(found.nestedStores, ['services/api'])
    const nested = findSecretFiles(diskTree(join(root, 'services/api')))
    assert.deepEqual(nested.secretFiles, ['.env.kanuka'])
    assert.deepEqual(nested.nestedStores, ['deep'])
  })

  test('a file or a link called `.kanuka` makes no store', (t) => {
    const root = tree(t, ['.kanuka/', 'a/.kanuka', 'a/.env.kanuka', 'b/.env.kanuka'])
    symlinkSync(join(root, '.kanuka'), join(root, 'b/.kanuka'))
    const found = findSecretFiles(diskTree(root))
    assert.deepEqual(found.secretFiles, ['a/.env.kanuka', 'b/.env.kanuka'])
    assert.deepEqual(found.nestedStores, [])
  })

  test('neither .git nor .kanuka is ever walked, at any depth', (t) => {
    const root = tree(t, [
      '.git/.env.kanuka',
      '.git/refs/heads/.env.kanuka',
      '.kanuka/.env.kanuka',
      'vendor/lib/.git/.env.kanuka',
      '.github/.env.kanuka',
      '.gitea/.env.kanuka',
    ])
    const found = findSecretFiles(diskTree(root))
    assert.deepEqual(found.secretFiles, ['.gitea/.env.kanuka', '.github/.env.kanuka'])
    assert.deepEqual(found.oddities, [])
  })

  test('a folder named like a secret file is a folder like others', (t) => {
    const root = tree(t, ['logs/.env.kanuka/today.log', 'logs/.env.kanuka/.env.kanuka'])
    assert.deepEqual(findSecretFiles(diskTree(root)).secretFiles, ['logs/.env.kanuka/.env.kanuka'])
  })

  test('an empty store has nothing', (t) => {
    const nothing = { secretFiles: [], oddities: [], nestedStores: [] }
    assert.deepEqual(findSecretFiles(diskTree(tree(t, ['.kanuka/']))), nothing)
  })

  test('a folder whose name is not UTF-8 does not stop the run', (t) => {
    const root = tree(t, ['.env.kanuka'])
    mkdirSync(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]))
    assert.deepEqual(findSecretFiles(diskTree(root)).secretFiles, ['.env.kanuka'])
  })
})

describe('links and pipes', () => {
  test('links are not followed, and a link named like a secret file is noted', (t) => {
    const outside = tree(t, ['.env.kanuka', 'more/.env.kanuka'])
    const root = tree(t, ['.kanuka/', 'real/.env.kanuka'])
    symlinkSync(outside, join(root, 'folder'))
    symlinkSync(join(outside, '.env.kanuka'), join(root, '.env.kanuka'))
    symlinkSync('nowhere', join(root, '.env.dangling.kanuka'))
    symlinkSync(root, join(root, 'real/loop'))
    const found = findSecretFiles(diskTree(root))
    assert.deepEqual(found.secretFiles, ['real/.env.kanuka'])
    const what = 'is a link and was skipped: secret files are regular files'
    assert.deepEqual(found.oddities, [
      { path: '.env.dangling.kanuka', what },
      { path: '.env.kanuka', what },
    ])
  })

  test('a named pipe is noted and never opened', (t) => {
    const root = tree(t, ['.kanuka/'])
    execFileSync('mkfifo', [join(root, '.env.kanuka'), join(root, 'pipe')])
    const found = findSecretFiles(diskTree(root))
    assert.deepEqual(found.secretFiles, [])
    const what = 'is no regular file and was skipped'
    assert.deepEqual(found.oddities, [{ path: '.env.kanuka', what }])
  })
})

describe("what Kanuka's CLI would take for a secret file is noted", () => {
  const what = "is no secret file by its name, but Kanuka's CLI without arguments takes it for one"

  for (const [store, ...paths] of [
    ['damaged/stray-files', '.env.kanuka.bak', '.env.kanuka~'],
    ['damaged/stray-kanuka-in-path', 'my.kanuka-notes/.env', 'x/.kanuka.env'],
  ] as const) {
    test(`${store}: ${paths.join(', ')}`, () => {
      const { oddities } = findSecretFiles(diskTree(join(FIXTURES, store)))
      assert.deepEqual(
        oddities,
        paths.map((path) => ({ path, what })),
      )
    })
  }

  test('ordinary plaintext, examples and other files of Kanuka are not', (t) => {
    const root = tree(t, ['.env', 'app.env', '.env.example', 'notes.kanuka', 'x.kanuka/readme'])
    assert.deepEqual(findSecretFiles(diskTree(root)).oddities, [])
  })

  test('not where the store itself lies in a folder with such a name', (t) => {
    const root = join(tree(t, ['my.kanuka-project/app/.env']), 'my.kanuka-project')
    assert.deepEqual(findSecretFiles(diskTree(root)).oddities, [])
  })
})

test('the order is that of the names, wherever the disk puts them', (t) => {
  const root = checkout(t, 'team')
  for (const path of ['z/.env.kanuka', 'a/.env.kanuka', '.env.a.kanuka']) add(root, path)
  const { secretFiles } = findSecretFiles(diskTree(root))
  assert.deepEqual(secretFiles, secretFiles.toSorted())
  assert.equal(secretFiles.length, 8)
})
