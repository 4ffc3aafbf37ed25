// Histories that are cut, long, or made to deceive.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  publicKeysWhenWrapped,
  readKeyLog,
  wrappedKeysChangedAt,
} from '../../../src/git/history.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'
import {
  checkoutOf,
  cloneOf,
  commitFiles,
  emptyCheckout,
  git,
  gitBytes,
  makeHostile,
} from './checkouts.ts'
import { ALICE, BOB, blobOf, keyWhenWrapped, logOf, pub, wrapped } from './histories.ts'

describe('history that ends early', { skip: withoutGit }, () => {
  test('tells what it holds, and not what was before', async (t) => {
    const origin = checkoutOf(t, { [pub(ALICE)]: 'old', [wrapped(ALICE)]: '1' })
    const { workTree } = origin
    commitFiles(workTree, { [pub(ALICE)]: 'new', [pub(BOB)]: 'bob' })
    commitFiles(workTree, { [wrapped(BOB)]: '1' })
    const cut = cloneOf(t, workTree, '--depth=1')
    assert.equal(await keyWhenWrapped(cut), 'unknown')
    assert.equal(await keyWhenWrapped(cut, BOB), 'unknown')
    assert.equal(await keyWhenWrapped(cut, 'nobody'), 'absent')
    assert.equal(wrappedKeysChangedAt(await logOf(cut)), undefined)
    // Here the last commit that is left says whose key was there when the next one wrapped it.
    const longer = cloneOf(t, workTree, '--depth=2')
    assert.equal(await keyWhenWrapped(longer), 'unknown')
    assert.equal(await keyWhenWrapped(longer, BOB), blobOf('bob'))
    assert.ok(wrappedKeysChangedAt(await logOf(longer)))
    const whole = cloneOf(t, workTree)
    assert.equal(await keyWhenWrapped(whole), blobOf('old'))
  })

  test('or is not there at all, is unknown', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    const log = await readKeyLog(repository, { commit: '1'.repeat(40), storePrefix: '' })
    assert.equal(log, undefined)
    assert.equal(wrappedKeysChangedAt(log), undefined)
    assert.deepEqual([...publicKeysWhenWrapped(log, [ALICE])], [[ALICE, 'unknown']])
  })

  test('because an object is missing, is unknown', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    const { workTree } = repository
    const tree = git(workTree, 'rev-parse', 'HEAD:.kanuka')
    commitFiles(workTree, { [wrapped(ALICE)]: '2' })
    fs.rmSync(join(workTree, '.git/objects', tree.slice(0, 2), tree.slice(2)))
    assert.equal(await keyWhenWrapped(repository), 'unknown')
  })
})

describe('a hostile checkout', { skip: withoutGit }, () => {
  test('runs nothing, and cannot change history', async (t) => {
    const repository = checkoutOf(t, { [pub(ALICE)]: 'key', [wrapped(ALICE)]: '1' })
    const { workTree } = repository
    const marker = join(folder(t), 'marker')
    commitFiles(workTree, { [pub(ALICE)]: 'evil' })
    makeHostile(workTree, marker)
    const head = git(workTree, 'rev-parse', 'HEAD')
    git(workTree, 'replace', '--graft', head)
    fs.writeFileSync(join(workTree, '.git/info/grafts'), `${head}\n`)
    fs.rmSync(marker, { force: true })
    assert.equal(await keyWhenWrapped(repository), blobOf('key'))
    assert.ok(!fs.existsSync(marker))
  })

  test('without a git program is an error that says so', async (t) => {
    const repository = checkoutOf(t, {})
    setEnvironment(t, { PATH: folder(t) })
    await assert.rejects(readKeyLog(repository, { commit: 'x', storePrefix: '' }), {
      code: 'GIT_MISSING',
    })
  })
})

test('ten thousand commits are read', { skip: withoutGit }, async (t) => {
  const root = emptyCheckout(t)
  const at = (index: number): string =>
    `committer t <t@example.com> ${1_700_000_000 + index} +0000\n`
  const commits = Array.from({ length: 10_000 }, (_, index) => {
    const path = index === 0 ? pub(ALICE) : wrapped(index % 2 ? ALICE : BOB)
    const data = `data ${String(index).length}\n${index}\n`
    return `commit refs/heads/main\n${at(index)}data 1\nx\nM 100644 inline ${path}\n${data}`
  })
  gitBytes(root, ['fast-import', '--quiet'], Buffer.from(commits.join('')))
  const repository = new Repository(root)
  const log = await logOf(repository)
  assert.equal(log?.length, 10_000)
  assert.equal(wrappedKeysChangedAt(log)?.getTime(), 1_700_009_999_000)
  assert.equal(publicKeysWhenWrapped(log, [ALICE]).get(ALICE), blobOf('0'))
})
