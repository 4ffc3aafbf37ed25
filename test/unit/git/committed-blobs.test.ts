// Which files a commit holds, proven from its id downwards: nothing that lies in `.git` is believed.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { committedBlobs, objectId } from '../../../src/git/committed-blobs.ts'
import { Repository } from '../../../src/git/repository.ts'
import { checkout, commitAll, folder, withoutGit } from '../../helpers/action.ts'

function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com']
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' }
  const stdio = ['ignore', 'pipe', 'ignore'] as const
  return execFileSync('git', ['-C', root, ...identity, ...args], {
    encoding: 'utf8',
    env,
    stdio: [...stdio],
  })
}

interface Committed {
  readonly root: string
  readonly commit: string
}

function committed(t: TestContext, files: readonly string[]): Committed {
  const root = fs.realpathSync(folder(t))
  for (const name of files) {
    fs.mkdirSync(join(root, name, '..'), { recursive: true })
    fs.writeFileSync(join(root, name), `content of ${name}\n`)
  }
  return { root, commit: commitAll(root) }
}

/** What git itself lists, which believes its objects. */
function listed({ root, commit }: Committed, prefix: string): readonly (readonly string[])[] {
  const records = git(root, 'ls-tree', '-r', '-z', commit).split('\0').filter(Boolean)
  return records
    .map((record) => /^100\d{3} blob (\w+)\t(.*)$/s.exec(record) ?? assert.fail(record))
    .map(([, id = '', path = '']) => [path, id])
    .filter(([path = '']) => path.startsWith(prefix))
    .toSorted()
}

async function found(
  made: Committed,
  prefix = '',
): Promise<ReadonlyMap<string, string> | undefined> {
  return committedBlobs(new Repository(made.root), made.commit, prefix)
}

describe('in an honest repository', { skip: withoutGit }, () => {
  for (const store of ['basic', 'team', 'dotenv-zoo', 'monorepo']) {
    test(`the files of ${store} are those that git lists`, async (t) => {
      const root = fs.realpathSync(checkout(t, store))
      const made = { root, commit: commitAll(root) }
      for (const prefix of ['', '.kanuka/', 'services/api/', 'nothing/']) {
        const blobs = await found(made, prefix)
        assert.deepEqual([...(blobs ?? assert.fail())].toSorted(), listed(made, prefix), prefix)
      }
    })
  }

  test('thousands of files, more than a pipe holds at once', async (t) => {
    const names = Array.from({ length: 4000 }, (_, index) => `folder-${index % 50}/file-${index}`)
    const made = committed(t, names)
    const blobs = await found(made)
    assert.equal(blobs?.size, 4000)
    assert.deepEqual([...blobs].toSorted(), listed(made, ''))
  })

  test('names with blanks, line ends and quotes; folders whose names begin alike', async (t) => {
    const made = committed(t, ['a b/c', 'two\nlines', '"q"', 'app/x', 'app-2/x', 'app.env/x'])
    assert.deepEqual([...((await found(made)) ?? [])].toSorted(), listed(made, ''))
    assert.deepEqual([...((await found(made, 'app/')) ?? new Map()).keys()], ['app/x'])
  })

  test('ids may be SHA-256', async (t) => {
    const root = fs.realpathSync(checkout(t, 'basic'))
    git(root, 'init', '--quiet', '--object-format=sha256')
    git(root, 'add', '--all', '--force')
    git(root, 'commit', '--quiet', '--message', 'x')
    const made = { root, commit: git(root, 'rev-parse', 'HEAD').trim() }
    assert.deepEqual([...((await found(made)) ?? [])].toSorted(), listed(made, ''))
  })
})

describe('an object that is not what its id says', { skip: withoutGit }, () => {
  const path = (root: string, id: string): string =>
    join(root, '.git/objects', id.slice(0, 2), id.slice(2))

  /** Puts the object `other` where `id` should be. */
  function swap({ root }: Committed, id: string, other: string): void {
    fs.rmSync(path(root, id))
    fs.copyFileSync(path(root, other), path(root, id))
  }

  for (const [what, revision] of [
    ['the commit', 'HEAD'],
    ['its root folder', 'HEAD^{tree}'],
    ['a folder below', 'HEAD:a'],
    ['a folder far below', 'HEAD:a/b/c'],
  ] as const) {
    test(`${what}: nothing is known`, async (t) => {
      const made = committed(t, ['a/b/c/d', 'e'])
      const honest = git(made.root, 'rev-parse', revision).trim()
      fs.appendFileSync(join(made.root, 'a/b/c/d'), 'evil')
      git(made.root, 'commit', '--quiet', '--all', '--message', 'evil')
      swap(made, honest, git(made.root, 'rev-parse', revision).trim())
      assert.equal(await found(made), undefined)
    })

    test(`${what} is missing: nothing is known`, async (t) => {
      const made = committed(t, ['a/b/c/d', 'e'])
      fs.rmSync(path(made.root, git(made.root, 'rev-parse', revision).trim()))
      assert.equal(await found(made), undefined)
    })
  }

  test('does not matter where nobody asks', async (t) => {
    const made = committed(t, ['a/b', 'other/c'])
    fs.rmSync(path(made.root, git(made.root, 'rev-parse', 'HEAD:other').trim()))
    assert.deepEqual([...((await found(made, 'a/')) ?? new Map()).keys()], ['a/b'])
    assert.equal(await found(made), undefined)
  })

  test('nor does the content of a file: its id is what is asked for', async (t) => {
    const made = committed(t, ['a'])
    fs.rmSync(path(made.root, git(made.root, 'rev-parse', 'HEAD:a').trim()))
    assert.deepEqual([...((await found(made)) ?? new Map()).keys()], ['a'])
  })
})

test('ids are those of git', () => {
  const nothing = new Uint8Array()
  assert.equal(objectId('blob', nothing, 40), 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391')
  assert.equal(objectId('tree', nothing, 40), '4b825dc642cb6eb9a060e54bf8d69288fbee4904')
  assert.equal(
    objectId('blob', nothing, 64),
    '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
  )
  assert.equal(
    objectId('blob', Buffer.from('what is up, doc?'), 40),
    'bd9dbf5aae1a3862dd1526723246b20206e5fc37',
  )
})
