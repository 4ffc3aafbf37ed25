// What the commits of a range added or changed, in real histories.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { rangeChanges } from '../../../src/git/range-changes.ts'
import { Repository } from '../../../src/git/repository.ts'
import { inScratch } from '../../../src/git/scratch.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import { commitFiles, emptyCheckout, git, gitBytes, makeHostile, recordGit } from './checkouts.ts'

const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

interface Line {
  readonly root: string
  readonly base: string
}

function line(t: TestContext, ...args: readonly string[]): Line {
  const root = emptyCheckout(t, ...args)
  return { root, base: commitFiles(root, { old: '0', kept: 'k' }) }
}

/** `<commit> <path> <content>` of each change since the base. */
async function changesIn({ root, base }: Line, head = 'HEAD'): Promise<readonly string[]> {
  const changes = await rangeChanges(new Repository(root).place, { head, without: [base] })
  return changes.map(({ commit, path, file }) => {
    const content = file.mode === '160000' ? '' : git(root, 'cat-file', 'blob', file.id)
    return `${git(root, 'log', '-1', '--format=%s', commit)} ${path} ${content}`.trim()
  })
}

function commitAs(root: string, subject: string, files: Readonly<Record<string, string>>): string {
  commitFiles(root, files)
  git(root, 'commit', '--quiet', '--amend', '--message', subject)
  return git(root, 'rev-parse', 'HEAD')
}

/** Merges as said, with these files put over it. */
function merge(
  root: string,
  others: readonly string[],
  files: Readonly<Record<string, string>>,
): void {
  const parents = ['HEAD', ...others].flatMap((name) => ['-p', git(root, 'rev-parse', name)])
  for (const name of others) {
    const [base, ours] = [git(root, 'merge-base', 'HEAD', name), git(root, 'write-tree')]
    git(root, 'read-tree', '-m', '--aggressive', '-i', base, ours, name)
  }
  for (const [name, content] of Object.entries(files)) {
    const id = gitBytes(root, ['hash-object', '-w', '--stdin'], Buffer.from(content))
      .toString()
      .trim()
    git(root, 'update-index', '--add', '--cacheinfo', `100644,${id},${name}`)
  }
  const id = git(root, 'commit-tree', ...parents, '-m', 'merge', git(root, 'write-tree'))
  git(root, 'reset', '--quiet', '--hard', id)
}

describe('the changes of a range', { skip: withoutGit }, () => {
  test('are what each commit added or changed, the oldest first, and not what it removed', async (t) => {
    const here = line(t)
    const { root } = here
    commitAs(root, 'one', { a: '1', old: '1' })
    fs.rmSync(join(root, 'a'))
    commitAs(root, 'two', { b: '2' })
    commitAs(root, 'three', { b: '3', a: '1' })
    assert.deepEqual(await changesIn(here), ['one a 1', 'one old 1', 'two b 2', 'three b 3'])
    assert.deepEqual(await changesIn({ ...here, base: git(root, 'rev-parse', 'HEAD') }), [])
  })

  test('are all files of a first commit', async (t) => {
    const { root, base } = line(t)
    const changes = await rangeChanges(new Repository(root).place, { head: base, without: [] })
    assert.deepEqual(
      changes.map(({ path }) => path),
      ['kept', 'old'],
    )
  })

  test('count a renamed or copied file as an added one', async (t) => {
    const here = line(t)
    git(here.root, 'config', 'diff.renames', 'copies')
    fs.renameSync(join(here.root, 'old'), join(here.root, 'new'))
    commitAs(here.root, 'moved', { copy: 'k' })
    assert.deepEqual(await changesIn(here), ['moved copy k', 'moved new 0'])
  })

  test('have modes: executables, links, submodules; the same bytes as another kind count', async (t) => {
    const here = line(t)
    const { root, base } = here
    fs.symlinkSync('old', join(root, 'link'))
    fs.writeFileSync(join(root, 'run'), 'r', { mode: 0o755 })
    git(root, 'add', '--all')
    git(root, 'update-index', '--add', '--cacheinfo', `160000,${base},module`)
    git(root, 'commit', '--quiet', '-m', 'kinds')
    git(root, 'config', 'diff.ignoreSubmodules', 'all')
    git(root, 'update-index', '--force-remove', 'module')
    fs.rmSync(join(root, 'link'))
    fs.writeFileSync(join(root, 'link'), 'old')
    commitAs(root, 'no link', {})
    const changes = await rangeChanges(new Repository(root).place, {
      head: 'HEAD',
      without: [base],
    })
    assert.deepEqual(
      changes.map(({ path, file }) => `${file.mode} ${path}`),
      ['120000 link', '160000 module', '100755 run', '100644 link'],
    )
  })

  test('have names of any bytes', async (t) => {
    const here = line(t)
    const { root } = here
    const name = (...bytes: readonly number[]): Buffer =>
      Buffer.concat([Buffer.from(`100644 ${EMPTY_BLOB}\t`), Buffer.from(bytes), Buffer.of(0)])
    const names = [[1, 97], [58, 10, 97], [10], [0xff], [0xfe], [32]]
    git(root, 'hash-object', '-w', '/dev/null')
    const input = Buffer.concat(names.map((bytes) => name(...bytes)))
    gitBytes(root, ['update-index', '-z', '--index-info'], input)
    git(root, 'commit', '--quiet', '-m', 'names')
    git(root, 'commit', '--quiet', '--allow-empty', '-m', 'nothing')
    const changes = await rangeChanges(new Repository(root).place, {
      head: 'HEAD',
      without: [here.base],
    })
    assert.deepEqual(
      changes.map(({ path }) => path).toSorted(),
      ['\x01a', ':\na', '\n', '\udcff', '\udcfe', ' '].toSorted(),
    )
  })

  test('are found in a SHA-256 repository, and in one that is hostile', async (t) => {
    for (const format of ['sha1', 'sha256']) {
      const here = line(t, `--object-format=${format}`)
      const marker = join(folder(t), 'ran')
      commitAs(here.root, 'one', { a: '1' })
      makeHostile(here.root, marker)
      for (const [name, value] of [
        ['log.diffMerges', 'off'],
        ['diff.orderFile', marker],
        ['log.follow', 'true'],
        ['diff.relative', 'true'],
        ['format.pretty', 'oneline'],
        ['log.showRoot', 'false'],
      ] as const) {
        git(here.root, 'config', name, value)
      }
      assert.deepEqual(await changesIn(here), ['one a 1'])
      const { place } = new Repository(here.root)
      const all = await rangeChanges(place, { head: here.base, without: [] })
      assert.deepEqual(
        all.map(({ path }) => path),
        ['kept', 'old'],
      )
      assert.ok(!fs.existsSync(marker))
    }
  })

  test('of commits that are missing are an error, as is a git that is', async (t) => {
    const { root, base } = line(t)
    const { place } = new Repository(root)
    const missing = { code: 'HISTORY_MISSING' }
    await assert.rejects(rangeChanges(place, { head: '1'.repeat(40), without: [] }), missing)
    await assert.rejects(rangeChanges(place, { head: base, without: ['2'.repeat(40)] }), missing)
    setEnvironment(t, { PATH: folder(t) })
    await assert.rejects(rangeChanges(place, { head: base, without: [] }), { code: 'GIT_MISSING' })
  })
})

describe('a merge', { skip: withoutGit }, () => {
  function sides(t: TestContext, ...names: readonly string[]): Line {
    const here = line(t)
    for (const name of names) {
      git(here.root, 'checkout', '--quiet', '-b', name, here.base)
      commitAs(here.root, name, { [name]: name })
    }
    git(here.root, 'checkout', '--quiet', 'main')
    commitAs(here.root, 'main', { main: 'm' })
    return here
  }

  test('brings what its side has, once, as that side’s', async (t) => {
    const here = sides(t, 'side')
    merge(here.root, ['side'], {})
    assert.deepEqual((await changesIn(here)).toSorted(), ['main main m', 'side side side'])
  })

  test('counts where it has what no parent has: an evil one', async (t) => {
    const here = sides(t, 'side')
    merge(here.root, ['side'], { evil: 'e', main: 'changed', side: 'changed too' })
    const changes = await changesIn(here)
    assert.deepEqual(
      changes.filter((text) => text.startsWith('merge')),
      ['merge evil e', 'merge main changed', 'merge side changed too'],
    )
  })

  test('of many sides is seen against each', async (t) => {
    const here = sides(t, 'x', 'y', 'z')
    merge(here.root, ['x', 'y', 'z'], { evil: 'e', y: 'Y' })
    const changes = await changesIn(here)
    assert.deepEqual(changes.toSorted(), [
      'main main m',
      'merge evil e',
      'merge y Y',
      'x x x',
      'y y y',
      'z z z',
    ])
  })

  test('from what is left out does not bring that in', async (t) => {
    const here = sides(t, 'side')
    merge(here.root, ['side'], {})
    const side = git(here.root, 'rev-parse', 'side')
    assert.deepEqual(await changesIn({ ...here, base: side }), ['main main m'])
  })

  test('of a history without a common commit brings all of it', async (t) => {
    const here = sides(t)
    const { root } = here
    const tree = git(root, 'rev-parse', 'HEAD^{tree}')
    git(root, 'checkout', '--quiet', '--orphan', 'other')
    const other = commitAs(root, 'other', { fresh: 'f' })
    git(root, 'checkout', '--quiet', 'main')
    git(
      root,
      'reset',
      '--hard',
      '--quiet',
      git(root, 'commit-tree', '-p', 'HEAD', '-p', other, '-m', 'merge', tree),
    )
    const changes = await changesIn(here)
    assert.ok(changes.includes('other fresh f'), changes.join())
  })
})

test('ten thousand commits take one process, and are all seen', { skip: withoutGit }, async (t) => {
  const root = emptyCheckout(t, '--bare')
  const AMOUNT = 10_000
  const commits = Array.from({ length: AMOUNT }, (_, index) => {
    const [path, content] = [`folder${index % 100}/file${index % 5000}`, `${index}`]
    return `commit refs/heads/main\ncommitter a <a@b> ${index} +0000\ndata 1\nm\nM 100644 inline ${path}\ndata ${content.length}\n${content}\n`
  })
  gitBytes(root, ['fast-import', '--quiet'], Buffer.from(commits.join('')))
  const calls = recordGit(t)
  const changes = await rangeChanges({ gitDir: root }, { head: 'main', without: [] })
  assert.equal(calls().length, 1)
  assert.equal(changes.length, AMOUNT)
  assert.equal(changes[0]?.path, 'folder0/file0')
  assert.equal(new Set(changes.map(({ commit: id }) => id)).size, AMOUNT)
})

test('one commit of fifty thousand files is seen', { skip: withoutGit }, async (t) => {
  const root = emptyCheckout(t)
  commitFiles(root, {})
  const id = gitBytes(root, ['hash-object', '-w', '--stdin'], Buffer.from('x')).toString().trim()
  const lines = Array.from(
    { length: 50_000 },
    (_, index) => `100644 ${id}\td${index % 500}/${index}\0`,
  )
  gitBytes(root, ['update-index', '-z', '--index-info'], Buffer.from(lines.join('')))
  git(root, 'commit', '--quiet', '-m', 'many')
  const use = inScratch(new Repository(root), async (scratch) =>
    rangeChanges(scratch, { head: git(root, 'rev-parse', 'HEAD'), without: [] }),
  )
  assert.equal((await use).length, 50_000)
})
