// Plaintext is written all or nothing. (Failures are made by what stops even an administrator: a
// folder in the way, a name that is too long. Permissions would not.)
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { CleanupJournal, cleanUpFrom } from '../../../src/platform/cleanup.ts'
import { writeAllOrNothing, type PlannedWrite } from '../../../src/platform/staged-write.ts'
import { filesIn, folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'

interface Place {
  readonly root: string
  readonly journal: CleanupJournal
}

function place(t: TestContext): Place {
  return { root: fs.realpathSync(folder(t)), journal: new CleanupJournal(folder(t)) }
}

function planned(root: string, name: string, others: Partial<PlannedWrite> = {}): PlannedWrite {
  const content = (): Uint8Array => Buffer.from(`NEW=${name}\n`)
  return { path: join(root, name), shown: name, within: root, replaces: false, content, ...others }
}

const mode = (path: string): number => fs.statSync(path).mode & 0o777
const text = (path: string): string => fs.readFileSync(path, 'utf8')

function setUmask(t: TestContext, mask: number): void {
  const before = process.umask(mask)
  t.after(() => process.umask(before))
}

describe('all is well', () => {
  for (const mask of [0o000, 0o022, 0o077]) {
    test(`every file has mode 0600 and every new folder 0700, with a umask of ${mask}`, async (t) => {
      const { root, journal } = place(t)
      setUmask(t, mask)
      const names = ['.env', 'new/.env', 'new/er/.env.local']
      await writeAllOrNothing(
        names.map((name) => planned(root, name)),
        journal,
      )
      for (const name of names) {
        assert.equal(text(join(root, name)), `NEW=${name}\n`)
        assert.equal(mode(join(root, name)), 0o600)
      }
      for (const name of ['new', 'new/er']) assert.equal(mode(join(root, name)), 0o700)
      assert.deepEqual(filesIn(root), names.toSorted())
    })
  }

  test('a file that is replaced has the new content and the private mode', async (t) => {
    const { root, journal } = place(t)
    fs.writeFileSync(join(root, '.env'), 'OLD=1\n', { mode: 0o644 })
    await writeAllOrNothing([planned(root, '.env', { replaces: true })], journal)
    assert.equal(text(join(root, '.env')), 'NEW=.env\n')
    assert.equal(mode(join(root, '.env')), 0o600)
    assert.deepEqual(filesIn(root), ['.env'])
  })

  test('the other name of a file that is replaced keeps the old content', async (t) => {
    const { root, journal } = place(t)
    fs.writeFileSync(join(root, '.env'), 'OLD=1\n')
    fs.linkSync(join(root, '.env'), join(root, 'other'))
    await writeAllOrNothing([planned(root, '.env', { replaces: true })], journal)
    assert.equal(text(join(root, 'other')), 'OLD=1\n')
  })

  test('afterwards everything can be taken back, new folders as well', async (t) => {
    const { root, journal } = place(t)
    const names = ['.env', 'a/b/.env']
    await writeAllOrNothing(
      names.map((name) => planned(root, name)),
      journal,
    )
    const { removed } = cleanUpFrom(journal.path)
    assert.deepEqual(removed.toSorted(), names.map((name) => join(root, name)).toSorted())
    assert.deepEqual(fs.readdirSync(root), [])
  })

  test('large, empty and odd files', async (t) => {
    const { root, journal } = place(t)
    const large = Buffer.alloc(3 * 1024 * 1024, 'x')
    const names = ['größe/日本語/.env', "it's, 100%/.env.a,b", ' blank ']
    await writeAllOrNothing(
      [
        planned(root, 'large', { content: () => large }),
        planned(root, 'empty', { content: () => Buffer.alloc(0) }),
        ...names.map((name) => planned(root, name)),
      ],
      journal,
    )
    assert.ok(fs.readFileSync(join(root, 'large')).equals(large))
    assert.equal(text(join(root, 'empty')), '')
    for (const name of names) assert.equal(text(join(root, name)), `NEW=${name}\n`)
    assert.equal(cleanUpFrom(journal.path).removed.length, 5)
  })

  test('nothing to write is nothing done', async (t) => {
    const { root, journal } = place(t)
    await writeAllOrNothing([], journal)
    assert.deepEqual(fs.readdirSync(root), [])
  })

  test('no staged file is called like a secret file, whatever its target is called', async (t) => {
    const { root, journal } = place(t)
    await writeAllOrNothing([planned(root, 'config/.env.production')], journal)
    const staged = text(journal.path).match(/"[^"]*kanuka-staged[^"]*"/g) ?? []
    assert.ok(staged.length > 0)
    for (const path of staged) assert.doesNotMatch(path, /\.env/)
  })
})

describe('one write fails', () => {
  /** A folder with things in it, and what they are. */
  function before(root: string): () => void {
    fs.mkdirSync(join(root, 'in-the-way'))
    fs.writeFileSync(join(root, '.env'), 'OLD=1\n')
    fs.writeFileSync(join(root, 'theirs'), 'THEIRS=1\n')
    fs.chmodSync(join(root, '.env'), 0o640)
    const { ino } = fs.statSync(join(root, '.env'))
    return () => {
      assert.deepEqual(fs.readdirSync(root).toSorted(), ['.env', 'in-the-way', 'theirs'])
      assert.equal(text(join(root, '.env')), 'OLD=1\n')
      assert.equal(mode(join(root, '.env')), 0o640)
      assert.equal(fs.statSync(join(root, '.env')).ino, ino)
    }
  }

  const replacing = (root: string): PlannedWrite => planned(root, '.env', { replaces: true })

  test('a folder is in the way: nothing is left behind, what was replaced is back', async (t) => {
    const { root, journal } = place(t)
    const assertAsBefore = before(root)
    const writes = [replacing(root), planned(root, 'new/er/.env'), planned(root, 'in-the-way')]
    const error = await refusal(() => writeAllOrNothing(writes, journal))
    assert.equal(error.code, 'TARGET_NOT_A_FILE')
    assert.match(error.what, /^in-the-way appeared/)
    assertAsBefore()
  })

  test('wherever it stands in the row', async (t) => {
    for (const at of [0, 1, 2]) {
      const { root, journal } = place(t)
      const assertAsBefore = before(root)
      const writes = [replacing(root), planned(root, 'new/.env')]
      writes.splice(at, 0, planned(root, 'in-the-way'))
      await refusal(() => writeAllOrNothing(writes, journal))
      assertAsBefore()
    }
  })

  test('a file that was not there when it was planned is not overwritten', async (t) => {
    const { root, journal } = place(t)
    const assertAsBefore = before(root)
    const writes = [planned(root, 'new'), planned(root, 'theirs')]
    const error = await refusal(() => writeAllOrNothing(writes, journal))
    assert.equal(error.code, 'TARGET_NOT_A_FILE')
    assert.equal(text(join(root, 'theirs')), 'THEIRS=1\n')
    assertAsBefore()
  })

  test('a file that was to be replaced and is gone is an error, not a surprise', async (t) => {
    const { root, journal } = place(t)
    const assertAsBefore = before(root)
    const writes = [replacing(root), planned(root, 'gone', { replaces: true })]
    const error = await refusal(() => writeAllOrNothing(writes, journal))
    assert.equal(error.code, 'WRITE_FAILED')
    assert.match(error.what, /^gone could not be written \(ENOENT\); nothing was left behind$/)
    assertAsBefore()
  })

  test('a name that no disk takes, as file or as folder', async (t) => {
    const long = 'x'.repeat(256)
    for (const name of [long, `${long}/.env`]) {
      const { root, journal } = place(t)
      const assertAsBefore = before(root)
      const writes = [replacing(root), planned(root, name)]
      const error = await refusal(() => writeAllOrNothing(writes, journal))
      assert.equal(error.code, 'WRITE_FAILED')
      assert.match(error.what, /ENAMETOOLONG/)
      assertAsBefore()
    }
  })

  test('a file where a folder should be', async (t) => {
    const { root, journal } = place(t)
    const assertAsBefore = before(root)
    const writes = [replacing(root), planned(root, 'theirs/.env')]
    const error = await refusal(() => writeAllOrNothing(writes, journal))
    assert.equal(error.code, 'WRITE_FAILED')
    assert.match(error.what, /ENOTDIR|EEXIST/)
    assertAsBefore()
  })

  test('content that cannot be had: the error of whoever should give it', async (t) => {
    const { root, journal } = place(t)
    const assertAsBefore = before(root)
    const content = (): Uint8Array => assert.fail('gone')
    const writes = [replacing(root), planned(root, 'x', { content })]
    await assert.rejects(writeAllOrNothing(writes, journal), { message: 'gone' })
    assertAsBefore()
  })
})

describe('links', () => {
  test('a folder on the way that is a link is refused, and nothing goes through it', async (t) => {
    for (const [target, name] of [
      [folder(t), 'link/.env'],
      [folder(t), 'link/new/.env'],
      ['.', 'link/.env'],
      ['nowhere', 'link/.env'],
    ] as const) {
      const { root, journal } = place(t)
      fs.symlinkSync(target, join(root, 'link'))
      const writes = [planned(root, '.env'), planned(root, name)]
      const error = await refusal(() => writeAllOrNothing(writes, journal))
      assert.equal(error.code, 'PATH_UNSAFE')
      assert.ok(error.what.startsWith(name))
      assert.deepEqual(fs.readdirSync(root), ['link'])
      if (fs.existsSync(target) && target !== '.') assert.deepEqual(fs.readdirSync(target), [])
    }
  })

  test('a target that is a link is not followed', async (t) => {
    const { root, journal } = place(t)
    const theirs = join(folder(t), 'theirs')
    fs.writeFileSync(theirs, 'THEIRS=1\n')
    for (const replaces of [true, false]) {
      fs.rmSync(join(root, '.env'), { force: true })
      fs.symlinkSync(theirs, join(root, '.env'))
      const error = await refusal(() =>
        writeAllOrNothing([planned(root, '.env', { replaces })], journal),
      )
      assert.equal(error.code, 'TARGET_NOT_A_FILE')
      assert.equal(text(theirs), 'THEIRS=1\n')
    }
  })
})
