// One file that is no secret: whole or as it was, never through a link, and nothing left beside it.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { ActionError } from '../../../src/errors.ts'
import { writeAtomically } from '../../../src/platform/atomic-write.ts'
import { folder } from '../../helpers/action.ts'

const SHOWN = 'reports/a.txt'

function fails(path: string, code: string, what: RegExp): void {
  assert.throws(
    () => writeAtomically(path, 'new', SHOWN),
    (error: ActionError) => {
      assert.equal(error.code, code)
      assert.match(error.what, what)
      assert.ok(error.what.includes(SHOWN))
      assert.deepEqual(error.where, { file: SHOWN })
      return true
    },
  )
}

describe('writeAtomically', () => {
  test('makes the folders on the way', (t) => {
    const path = join(folder(t), 'one/two/a.txt')
    writeAtomically(path, 'é\n', SHOWN)
    assert.equal(fs.readFileSync(path, 'utf8'), 'é\n')
    assert.deepEqual(fs.readdirSync(join(path, '..')), ['a.txt'])
  })

  test('replaces a file, and leaves who has the old one open with the old one', (t) => {
    const path = join(folder(t), 'a.txt')
    fs.writeFileSync(path, 'an old and longer text')
    const reader = fs.openSync(path, 'r')
    t.after(() => fs.closeSync(reader))
    writeAtomically(path, 'new', SHOWN)
    assert.equal(fs.readFileSync(path, 'utf8'), 'new')
    assert.equal(fs.readFileSync(reader, 'utf8'), 'an old and longer text')
    assert.deepEqual(fs.readdirSync(join(path, '..')), ['a.txt'])
  })

  test('takes the place of one of two names of a file; the other keeps its text', (t) => {
    const root = folder(t)
    const [path, other] = [join(root, 'a.txt'), join(root, 'b.txt')]
    fs.writeFileSync(other, 'old')
    fs.linkSync(other, path)
    writeAtomically(path, 'new', SHOWN)
    assert.equal(fs.readFileSync(other, 'utf8'), 'old')
  })

  test('a file that may only be read is replaced all the same', (t) => {
    const path = join(folder(t), 'a.txt')
    fs.writeFileSync(path, 'old', { mode: 0o444 })
    writeAtomically(path, 'new', SHOWN)
    assert.equal(fs.readFileSync(path, 'utf8'), 'new')
  })

  test('refuses a folder, and links to whatever', (t) => {
    const root = folder(t)
    const target = join(root, 'target.txt')
    fs.writeFileSync(target, 'untouched')
    fs.mkdirSync(join(root, 'folder'))
    const links = [
      ['to-file', 'target.txt'],
      ['to-folder', 'folder'],
      ['to-nowhere', 'nowhere.txt'],
    ] as const
    for (const [name, to] of links) fs.symlinkSync(to, join(root, name))
    const before = fs.readdirSync(root)
    for (const name of ['folder', ...links.map(([link]) => link)]) {
      fails(join(root, name), 'TARGET_NOT_A_FILE', /no regular file/)
    }
    assert.deepEqual(fs.readdirSync(root), before)
    assert.equal(fs.readFileSync(target, 'utf8'), 'untouched')
    for (const [name] of links) assert.ok(fs.lstatSync(join(root, name)).isSymbolicLink())
  })

  test('a file where a folder should be is a failure to write', (t) => {
    const root = folder(t)
    fs.writeFileSync(join(root, 'a'), 'a file')
    fails(join(root, 'a/b.txt'), 'WRITE_FAILED', /E(?:NOTDIR|EXIST)/)
    assert.equal(fs.readFileSync(join(root, 'a'), 'utf8'), 'a file')
  })

  for (const step of ['writeFileSync', 'renameSync'] as const) {
    test(`leaves the old file, and nothing else, where ${step} fails`, (t) => {
      const path = join(folder(t), 'a.txt')
      fs.writeFileSync(path, 'old')
      failing(t, step)
      fails(path, 'WRITE_FAILED', /ENOSPC/)
      assert.equal(fs.readFileSync(path, 'utf8'), 'old')
      assert.deepEqual(fs.readdirSync(join(path, '..')), ['a.txt'])
    })
  }
})

/** The disk is full at this step; half of what is written is there. */
function failing(t: TestContext, step: 'writeFileSync' | 'renameSync'): void {
  const { writeFileSync } = fs
  t.mock.method(fs, step, (path: string, content: string) => {
    if (step === 'writeFileSync') writeFileSync(path, content.slice(0, 1))
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  })
  syncBuiltinESMExports()
  t.after(() => {
    t.mock.restoreAll()
    syncBuiltinESMExports()
  })
}
