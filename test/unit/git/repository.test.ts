// git, asked in a checkout that may be hostile.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { committedBlobs } from '../../../src/git/committed-blobs.ts'
import { findRepository, Repository } from '../../../src/git/repository.ts'
import { commitAll, folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { git, makeHostile } from './checkouts.ts'

const ORIGIN = 'https://github.com/acme/widgets'

/** A repository with one commit of these files. */
function repositoryWith(t: TestContext, files: readonly string[]): Repository {
  const root = fs.realpathSync(folder(t))
  for (const name of files) {
    fs.mkdirSync(join(root, name, '..'), { recursive: true })
    fs.writeFileSync(join(root, name), `content of ${name}\n`)
  }
  commitAll(root, ORIGIN)
  return new Repository(root)
}

async function blobsOf(repository: Repository): ReturnType<typeof committedBlobs> {
  return committedBlobs(repository, git(repository.workTree, 'rev-parse', 'HEAD'), '')
}

describe('a repository', { skip: withoutGit }, () => {
  test('knows its commit, its origin, and what it tracks', async (t) => {
    const files = ['.env.kanuka', 'a/b.txt']
    const repository = repositoryWith(t, files)
    assert.equal(await repository.head(), git(repository.workTree, 'rev-parse', 'HEAD'))
    assert.equal(await repository.originUrl(), ORIGIN)
    const tracked = await repository.trackedPaths()
    for (const file of files) assert.ok(tracked?.has(file))
    fs.writeFileSync(join(repository.workTree, 'new'), '')
    assert.ok(!(await repository.trackedPaths())?.has('new'))
  })

  test('names paths as they are: blanks, Unicode, quotes, line ends', async (t) => {
    const names = ['größe/日本語', 'my service', `it's "quoted"`, 'two\nlines', '-option', '*']
    const repository = repositoryWith(t, names)
    const blobs = await blobsOf(repository)
    const tracked = await repository.trackedPaths()
    for (const name of names) {
      assert.ok(tracked?.has(name), name)
      const hash = git(repository.workTree, 'hash-object', '--no-filters', '--', name)
      assert.equal(blobs?.get(name), hash)
      assert.equal(repository.relative(join(repository.workTree, name)), name)
    }
  })

  test('takes regular files for files: neither links nor other repositories', async (t) => {
    const { workTree } = repositoryWith(t, ['real', 'run.sh'])
    fs.symlinkSync('real', join(workTree, 'link'))
    fs.chmodSync(join(workTree, 'run.sh'), 0o755)
    git(workTree, 'add', '--all')
    const head = git(workTree, 'rev-parse', 'HEAD')
    git(workTree, 'update-index', '--add', '--cacheinfo', `160000,${head},module`)
    git(workTree, '-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-qm', 'all')
    const blobs = await blobsOf(new Repository(workTree))
    assert.deepEqual([...(blobs?.keys() ?? [])].toSorted(), ['real', 'run.sh'])
  })

  test('before its first commit has none', async (t) => {
    const root = fs.realpathSync(folder(t))
    git(root, 'init', '--quiet')
    const repository = new Repository(root)
    assert.equal(await repository.head(), undefined)
    assert.equal(await repository.originUrl(), undefined)
    assert.deepEqual([...((await repository.trackedPaths()) ?? [])].filter(Boolean), [])
    assert.equal(await committedBlobs(repository, '0'.repeat(40), ''), undefined)
  })

  test('that is damaged cannot tell', async (t) => {
    const repository = repositoryWith(t, ['a'])
    fs.writeFileSync(join(repository.workTree, '.git/index'), 'garbage')
    assert.equal(await repository.trackedPaths(), undefined)
    fs.rmSync(join(repository.workTree, '.git/HEAD'))
    assert.equal(await repository.head(), undefined)
  })

  test('without a git program cannot tell either', async (t) => {
    const repository = repositoryWith(t, ['a'])
    setEnvironment(t, { PATH: folder(t) })
    assert.equal(await repository.head(), undefined)
    assert.equal(await repository.originUrl(), undefined)
    assert.equal(await repository.trackedPaths(), undefined)
    assert.equal(await committedBlobs(repository, '0'.repeat(40), ''), undefined)
  })
})

test('a folder named .git makes a repository, and where there is none there is none', (t) => {
  const workspace = fs.realpathSync(folder(t))
  fs.mkdirSync(join(workspace, 'a/.git'), { recursive: true })
  fs.mkdirSync(join(workspace, 'b'))
  assert.equal(findRepository(workspace, join(workspace, 'a'))?.workTree, join(workspace, 'a'))
  assert.equal(findRepository(workspace, join(workspace, 'b')), undefined)
})

describe('is looked for', { skip: withoutGit }, () => {
  test('from the folder up to the workspace', (t) => {
    const { workTree } = repositoryWith(t, ['a/b/file'])
    assert.equal(findRepository(workTree, join(workTree, 'a/b'))?.workTree, workTree)
    assert.equal(findRepository(workTree, workTree)?.workTree, workTree)
  })

  test('never above the workspace', (t) => {
    const { workTree } = repositoryWith(t, ['a/b/file'])
    assert.equal(findRepository(join(workTree, 'a'), join(workTree, 'a/b')), undefined)
  })

  test('the nearest one counts, as does a `.git` file (a worktree, a submodule)', async (t) => {
    const outer = repositoryWith(t, ['file'])
    const inner = join(outer.workTree, 'inner')
    git(outer.workTree, 'worktree', 'add', '--quiet', '--detach', inner)
    assert.ok(fs.statSync(join(inner, '.git')).isFile())
    const found = findRepository(outer.workTree, inner)
    assert.equal(found?.workTree, inner)
    assert.equal(await found.head(), await outer.head())
  })

  test('a link called `.git` is none', (t) => {
    const { workTree } = repositoryWith(t, ['file'])
    const root = fs.realpathSync(folder(t))
    fs.symlinkSync(join(workTree, '.git'), join(root, '.git'))
    assert.equal(findRepository(root, root), undefined)
  })
})

describe('a hostile checkout', { skip: withoutGit }, () => {
  async function askEverything(repository: Repository): Promise<void> {
    const head = await repository.head()
    assert.equal(await repository.originUrl(), ORIGIN)
    assert.ok(await repository.trackedPaths())
    assert.ok(head && (await committedBlobs(repository, head, '')))
    assert.equal(await repository.branch(), 'main')
    assert.equal(await repository.isShallow(), false)
    const entries = [...(await repository.treeEntries(head, '')).values()]
    assert.ok(await repository.blobs(entries.map(({ id }) => id)))
    assert.ok(await repository.commitTime(head))
    assert.equal((await repository.attribute('diff', ['a']))?.get('a'), 'evil')
  }

  test('runs nothing of its own, though git as such would', async (t) => {
    const repository = repositoryWith(t, ['a', 'b/c'])
    const marker = join(folder(t), 'marker')
    makeHostile(repository.workTree, marker)
    fs.writeFileSync(join(repository.workTree, 'a'), 'changed')
    await askEverything(repository)
    assert.ok(!fs.existsSync(marker))
    spawnSync('git', ['-C', repository.workTree, 'status'], { env: { PATH: process.env['PATH'] } })
    assert.ok(fs.existsSync(marker), 'the checkout of this test is not hostile')
  })

  test('is asked in an environment that switches off what it could bring', async (t) => {
    const repository = repositoryWith(t, ['a'])
    const bin = folder(t)
    const seen = join(bin, 'seen')
    // Stands before git on the PATH and writes down what it was given.
    const script = `#!/bin/sh\necho "$@" >> ${seen}\nenv >> ${seen}\n`
    fs.writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
    const path = `${bin}:${process.env['PATH'] ?? ''}`
    setEnvironment(t, { PATH: path, HOME: '/home/canary', GITHUB_TOKEN: 'canary' })
    await repository.head()
    const lines = fs.readFileSync(seen, 'utf8').trim().split('\n')
    const folders = [`--git-dir=${repository.workTree}/.git`, `--work-tree=${repository.workTree}`]
    assert.ok(lines[0]?.startsWith(folders.join(' ')), lines[0])
    const given = new Map(lines.slice(1).map((line) => line.split(/=(.*)/s) as [string, string]))
    const settings = Array.from({ length: Number(given.get('GIT_CONFIG_COUNT')) }, (_, index) => [
      given.get(`GIT_CONFIG_KEY_${index}`),
      given.get(`GIT_CONFIG_VALUE_${index}`),
    ])
    assert.deepEqual(Object.fromEntries(settings), {
      'safe.bareRepository': 'explicit',
      'safe.directory': repository.workTree,
      'core.hooksPath': '/dev/null',
      'core.fsmonitor': 'false',
      'gc.auto': '0',
      'submodule.recurse': 'false',
      'protocol.allow': 'never',
    })
    for (const [name, value] of [
      ['PATH', path],
      ['LC_ALL', 'C'],
      ['GIT_CONFIG_NOSYSTEM', '1'],
      ['GIT_CONFIG_GLOBAL', '/dev/null'],
      ['GIT_TERMINAL_PROMPT', '0'],
      ['GIT_OPTIONAL_LOCKS', '0'],
      ['GIT_LITERAL_PATHSPECS', '1'],
      ['GIT_NO_LAZY_FETCH', '1'],
      ['GIT_NO_REPLACE_OBJECTS', '1'],
    ] as const) {
      assert.equal(given.get(name), value, name)
    }
    assert.doesNotMatch(lines.join('\n'), /canary/)
  })

  test('a folder shaped like a bare repository is not taken for one', async (t) => {
    const repository = repositoryWith(t, ['a'])
    const bare = join(repository.workTree, 'docs')
    git(repository.workTree, 'clone', '--quiet', '--bare', '.', bare)
    assert.equal(findRepository(repository.workTree, bare)?.workTree, repository.workTree)
  })

  test('a work tree named in its configuration is not looked at', async (t) => {
    const repository = repositoryWith(t, ['a'])
    fs.writeFileSync(join(repository.workTree, '.gitattributes'), '* diff=evil\n')
    git(repository.workTree, 'config', 'core.worktree', folder(t))
    await askEverything(repository)
  })

  test('variables of the job do not reach git', async (t) => {
    const repository = repositoryWith(t, ['a'])
    const other = repositoryWith(t, ['b'])
    setEnvironment(t, {
      GIT_DIR: join(other.workTree, '.git'),
      GIT_WORK_TREE: other.workTree,
      GIT_INDEX_FILE: join(other.workTree, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other.workTree, '.git/objects'),
      GIT_CONFIG_PARAMETERS: `'remote.origin.url=https://evil.example/x'`,
      GIT_TRACE: join(folder(t), 'trace'),
    })
    assert.deepEqual([...((await repository.trackedPaths()) ?? [])].filter(Boolean), ['a'])
    assert.equal(await repository.originUrl(), ORIGIN)
    assert.ok(!fs.existsSync(process.env['GIT_TRACE'] ?? ''))
  })
})
