// Has a later run pushed already? Told from the clone, from `origin`, or not at all.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { LaterCommits } from '../../../src/commands/later-commits.ts'
import { Remote } from '../../../src/git/remote.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'

function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' }
  return execFileSync('git', ['-C', root, ...identity, ...args], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

interface Origin {
  readonly url: string
  /** In the order of time. */
  readonly commits: readonly string[]
  /** Of another branch, made of the first commit. */
  readonly aside: string
}

function originIn(root: string): Origin {
  const path = join(root, 'origin')
  fs.mkdirSync(path)
  git(path, 'init', '-q', '-b', 'main')
  const commit = (text: string): string => {
    git(path, 'commit', '-q', '--allow-empty', '-m', text)
    return git(path, 'rev-parse', 'HEAD')
  }
  const commits = ['one', 'two', 'three'].map(commit)
  git(path, 'checkout', '-q', '-b', 'aside', commits[0] ?? '')
  const aside = commit('aside')
  git(path, 'checkout', '-q', 'main')
  git(path, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  return { url: `file://${path}`, commits, aside }
}

interface Made extends Origin {
  readonly root: string
}

/** A run for one of the commits. */
function runAt({ root, url }: Made, commit: string, depth?: number): LaterCommits {
  const path = join(root, 'clone')
  fs.mkdirSync(path)
  git(path, 'init', '-q')
  git(path, 'remote', 'add', 'origin', url)
  const cut = depth === undefined ? [] : [`--depth=${depth}`]
  git(path, 'fetch', '-q', ...cut, 'origin', commit)
  git(path, 'checkout', '-q', commit)
  const repository = new Repository(path)
  const remote = new Remote(repository, { url, serverUrl: 'https://github.com', pauseMs: 0 })
  return new LaterCommits(commit, { repository, remote })
}

function made(t: TestContext): Made {
  const root = fs.realpathSync(folder(t))
  return { root, ...originIn(root) }
}

for (const depth of [1, undefined]) {
  describe(`a clone of ${depth ?? 'full'} depth`, { skip: withoutGit }, () => {
    test('knows what comes after the commit of the run, and what does not', async (t) => {
      const place = made(t)
      const [one = '', two = '', three = ''] = place.commits
      const { aside } = place
      const later = runAt(place, two, depth)
      assert.deepEqual(await later.among([one, two, three, aside]), new Set([three]))
      assert.deepEqual(later.warnings, [])
      assert.deepEqual(await later.among([three]), new Set([three]))
    })

    test('says so when nobody knows', async (t) => {
      const place = made(t)
      const [one = '', two = ''] = place.commits
      const later = runAt(place, two, depth)
      assert.deepEqual(await later.among(['d'.repeat(40), one]), new Set())
      assert.equal(later.warnings.length, 1)
      assert.match(later.warnings[0] ?? '', /Could not tell .*dddddddddddd, .*fetch-depth: 0/)
    })
  })
}

test('without any clone nothing is taken for known', async () => {
  const later = new LaterCommits('a'.repeat(40), undefined)
  assert.deepEqual(await later.among(['a'.repeat(40)]), new Set())
  assert.deepEqual(later.warnings, [])
  assert.deepEqual(await later.among(['b'.repeat(40)]), new Set())
  assert.match(later.warnings[0] ?? '', /bbbbbbbbbbbb/)
})
