// A store is changed all or nothing. Kills and failing disks: transaction-crash.test.ts.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { hasLeftovers, recover } from '../../../src/kanuka/recovery.ts'
import { applyChanges, type Change } from '../../../src/kanuka/transaction.ts'
import { refusal } from '../../helpers/refusals.ts'
import { CHANGED, changeTo, VERSIONS } from '../../helpers/transaction-driver.ts'
import {
  assertIs,
  failWith,
  leftIn,
  place,
  replace,
  watch,
  whileStaged,
  type Place,
} from '../../helpers/transaction-place.ts'

const modeOf = (path: string): number => fs.statSync(path).mode & 0o777

const options = { runId: 'test', head: undefined }

function apply(at: Place, changes: readonly Change[]): Promise<void> {
  return applyChanges(at.home, changes, options)
}

describe('all is well', () => {
  test('files are replaced, made and deleted, and nothing else is left', async (t) => {
    const at = place(t)
    await changeTo(at.home, 'new')
    assertIs(at, 'new')
    assert.deepEqual(fs.readdirSync(join(at.root, '.git')), [])
  })

  test('in this order: keys, secret files, public keys, configuration, history, deletions', async (t) => {
    const at = place(t)
    const done: unknown[] = []
    watch(t, 'renameSync', (_from, to) => done.push(to))
    watch(t, 'unlinkSync', (path) => done.push(path))
    await changeTo(at.home, 'new')
    const targets = CHANGED.map((path) => join(at.root, path))
    assert.deepEqual(
      done.filter((path) => targets.includes(path as string)),
      targets,
    )
  })

  test('a file keeps its mode, a new one has 0644 less the umask', async (t) => {
    const mask = process.umask(0o027)
    t.after(() => process.umask(mask))
    const at = place(t)
    const modes = {
      '.env.kanuka': 0o600,
      '.env.staging.kanuka': 0o444,
      '.kanuka/config.toml': 0o755,
    }
    for (const [path, mode] of Object.entries(modes)) fs.chmodSync(join(at.root, path), mode)
    await changeTo(at.home, 'new')
    for (const [path, mode] of Object.entries(modes)) {
      assert.equal(modeOf(join(at.root, path)), mode)
    }
    assert.equal(modeOf(join(at.root, 'apps/api/.env.production.kanuka')), 0o640)
  })

  test('the other name of a file that is replaced keeps the old content', async (t) => {
    const at = place(t)
    fs.linkSync(join(at.root, '.env.kanuka'), join(at.around, 'other'))
    await changeTo(at.home, 'new')
    assert.deepEqual(fs.readFileSync(join(at.around, 'other')), VERSIONS.old.get('.env.kanuka'))
  })

  test('what is right already is not written again', async (t) => {
    const at = place(t)
    const [path, bytes] = [...VERSIONS.old][0] ?? assert.fail()
    const { ino } = fs.statSync(join(at.root, path))
    whileStaged(t, () => assert.fail('something is staged'))
    const before = createHash('sha256').update(bytes).digest('hex')
    await applyChanges(at.home, [{ path, before, after: bytes }], options)
    assert.equal(fs.statSync(join(at.root, path)).ino, ino)
    assertIs(at)
  })

  test('a disk without hard links: the same, and the same when all has to be put back', async (t) => {
    replace(t, 'linkSync', () => () => failWith('EPERM'))
    const at = place(t)
    await changeTo(at.home, 'new')
    assertIs(at, 'new')
    const last = join(at.root, '.kanuka/audit.jsonl')
    fs.chmodSync(join(at.root, '.env.kanuka'), 0o640)
    watch(t, 'renameSync', (_from, to) => to === last && failWith('EACCES'))
    assert.equal((await refusal(() => changeTo(at.home, 'old'))).code, 'WRITE_FAILED')
    assertIs(at, 'new')
    assert.equal(modeOf(join(at.root, '.env.kanuka')), 0o640)
  })
})

test('a disk that gives other bytes back is noticed before', async (t) => {
  const at = place(t)
  replace(t, 'writeFileSync', (original) => (file, bytes, ...more) => {
    const isStaged = typeof file === 'number' && !String(bytes).startsWith('{')
    return original(file, isStaged ? `X${String(bytes).slice(1)}` : bytes, ...more)
  })
  assert.equal((await refusal(() => changeTo(at.home, 'new'))).code, 'WRITE_FAILED')
  assertIs(at)
})

test('nothing begins before everything could be put back', async (t) => {
  const at = place(t)
  replace(t, 'linkSync', (original) => (from, to) => {
    const isKept = String(to).includes('/old/')
    return isKept ? fs.writeFileSync(to as string, 'no copy') : original(from, to)
  })
  assert.equal((await refusal(() => changeTo(at.home, 'new'))).code, 'STORE_CHANGED')
  assertIs(at)
})

describe('what cannot be written', () => {
  test('a file where a folder should be', async (t) => {
    const at = place(t)
    fs.writeFileSync(join(at.root, 'apps'), 'theirs')
    const error = await refusal(() => changeTo(at.home, 'new'))
    assert.equal(error.code, 'WRITE_FAILED')
    assert.match(error.what, /^apps\/api could not be written/)
    fs.rmSync(join(at.root, 'apps'))
    assertIs(at)
  })

  test('a folder that takes no file is named, before anything is staged', async (t) => {
    const at = place(t)
    const keys = join(at.root, '.kanuka/public_keys')
    watch(t, 'renameSync', (_from, to) => dirname(to as string) === keys && failWith('EROFS'))
    whileStaged(t, () => assert.fail('too late'))
    const error = await refusal(() => changeTo(at.home, 'new'))
    assert.match(error.what, /^\.kanuka\/public_keys could not be written \(EROFS\)/)
    assertIs(at)
  })

  test('neither forward nor back: all is kept, and the files are named', async (t) => {
    const at = place(t)
    let isStuck = false
    let works = false
    const target = join(at.root, '.kanuka/config.toml')
    watch(t, 'renameSync', (_from, to) => {
      isStuck ||= to === target
      if (isStuck && !works) failWith('EIO')
    })
    const error = await refusal(() => changeTo(at.home, 'new'))
    assert.equal(error.code, 'STORE_INTERRUPTED')
    for (const path of CHANGED.slice(0, 5)) assert.ok(error.what.includes(path), path)
    assert.ok(error.fix.includes(at.home.folder))
    assert.ok(leftIn(at).includes('journal.json'))
    assert.equal(hasLeftovers(at.home), true)
    works = true
    // Files that were made had been taken back before the disk stopped that too.
    assert.equal(recover(at.home, { dryRun: false }).outcome, 'rolled back')
    assertIs(at)
  })
})

describe('what is no change of a store', () => {
  const bytes = Buffer.from('x')
  for (const path of ['README.md', '.env', '../.env.kanuka', '/tmp/.env.kanuka', '.git/config']) {
    test(path, async (t) => {
      const at = place(t)
      const error = await refusal(() => apply(at, [{ path, before: undefined, after: bytes }]))
      assert.equal(error.code, 'PATH_UNSAFE')
      assertIs(at)
    })
  }

  test('a path that is there twice', async (t) => {
    const at = place(t)
    const change = { path: 'a.env.kanuka', before: undefined, after: bytes }
    assert.equal((await refusal(() => apply(at, [change, change]))).code, 'PATH_UNSAFE')
    assertIs(at)
  })
})
