// Reading in a hostile checkout: regular files only, never through a link, never unbounded.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import {
  breathe,
  errorCode,
  isFreeOfLinks,
  isWithin,
  readRegularFile,
  shownPath,
  slashed,
  statOf,
} from '../../../src/platform/files.ts'
import { folder } from '../../helpers/action.ts'

const LIMIT = 100

function real(t: TestContext): string {
  return realpathSync(folder(t))
}

describe('reading', () => {
  test('a file up to the limit, byte for byte', (t) => {
    const path = join(folder(t), 'file')
    for (const content of [Buffer.alloc(0), Buffer.from([0, 255, 10]), Buffer.alloc(LIMIT, 'x')]) {
      writeFileSync(path, content)
      assert.deepEqual(readRegularFile(path, LIMIT), { bytes: content })
    }
  })

  test('a larger one is not read, and its size is told', (t) => {
    const path = join(folder(t), 'file')
    writeFileSync(path, 'x'.repeat(LIMIT + 1))
    assert.deepEqual(readRegularFile(path, LIMIT), { failure: 'too large', size: LIMIT + 1 })
  })

  test('what is no regular file is not read, and stops nobody', (t) => {
    const root = folder(t)
    writeFileSync(join(root, 'secret'), 'x')
    mkdirSync(join(root, 'folder'))
    symlinkSync('secret', join(root, 'link'))
    symlinkSync('nowhere', join(root, 'dangling'))
    symlinkSync('loop', join(root, 'loop'))
    execFileSync('mkfifo', [join(root, 'pipe')])
    for (const path of ['folder', 'link', 'dangling', 'loop', 'pipe'].map((name) =>
      join(root, name),
    )) {
      const read = readRegularFile(path, LIMIT)
      assert.equal('failure' in read && read.failure, 'no regular file', path)
    }
    const device = readRegularFile('/dev/zero', LIMIT)
    assert.deepEqual(device, { failure: 'no regular file' })
  })

  test('a socket is no file', async (t) => {
    const path = join(folder(t), 'socket')
    const server = createServer().listen(path)
    t.after(() => server.close())
    await once(server, 'listening')
    const read = readRegularFile(path, LIMIT)
    assert.equal('failure' in read && read.failure, 'no regular file')
  })

  test('what is not there', (t) => {
    const root = folder(t)
    writeFileSync(join(root, 'file'), '')
    for (const path of ['nothing', 'nothing/below', 'file/below']) {
      const read = readRegularFile(join(root, path), LIMIT)
      assert.equal('failure' in read && read.failure, 'absent')
    }
  })

  test('what cannot be opened, with the reason of the system', () => {
    const read = readRegularFile(`/${'x'.repeat(300)}`, LIMIT)
    assert.deepEqual(read, { failure: 'unreadable', reason: 'ENAMETOOLONG' })
  })

  test('no more than was measured, should a file grow meanwhile', () => {
    // These say a size of 0 and give text for as long as one reads.
    assert.deepEqual(readRegularFile('/proc/self/status', LIMIT), { bytes: Buffer.alloc(0) })
  })

  test('leaves no file open', (t) => {
    const root = folder(t)
    writeFileSync(join(root, 'file'), 'x'.repeat(LIMIT + 1))
    const open = (): number => readdirSync('/proc/self/fd').length
    const before = open()
    for (const path of [join(root, 'file'), root, '/dev/zero', join(root, 'nothing')]) {
      for (let times = 0; times < 20; times += 1) readRegularFile(path, LIMIT)
    }
    assert.equal(open(), before)
  })
})

test('what stands at a path, links not followed', (t) => {
  const root = folder(t)
  writeFileSync(join(root, 'file'), '')
  symlinkSync('nowhere', join(root, 'link'))
  assert.ok(statOf(join(root, 'file'))?.isFile())
  assert.ok(statOf(join(root, 'link'))?.isSymbolicLink())
  assert.equal(statOf(join(root, 'nothing')), undefined)
  assert.equal(statOf(join(root, 'file/below')), undefined)
  assert.equal(statOf(join(root, 'x'.repeat(300))), undefined)
})

describe('paths by name', () => {
  for (const [folderPath, path, inside, shown] of [
    ['/srv', '/srv', true, '.'],
    ['/srv', '/srv/a/b', true, 'a/b'],
    ['/srv', '/srv/..a', true, '..a'],
    ['/srv', '/srv/.', true, '.'],
    ['/srv', '/srvs', false, '/srvs'],
    ['/srv', '/', false, '/'],
    ['/srv', '/other/work', false, '/other/work'],
    ['/srv/a', '/srv/b', false, '/srv/b'],
    ['/', '/etc', true, 'etc'],
  ] as const) {
    test(`${path} in ${folderPath}: ${inside}`, () => {
      assert.equal(isWithin(folderPath, path), inside)
      assert.equal(shownPath(folderPath, path), shown)
    })
  }

  test('with `/` between, and `.` for the folder itself', () => {
    assert.equal(slashed('/srv', '/srv/a/b'), 'a/b')
    assert.equal(slashed('/srv', '/srv'), '.')
  })
})

describe('links on the way to a file', () => {
  test('none: whether or not the last parts exist', (t) => {
    const root = real(t)
    mkdirSync(join(root, 'a/b'), { recursive: true })
    for (const path of ['', 'a', 'a/b', 'a/b/file', 'a/new/folder/file', 'new']) {
      assert.ok(isFreeOfLinks(root, join(root, path)), path)
    }
  })

  test('the folder itself may be missing', (t) => {
    const root = join(real(t), 'not-yet')
    assert.ok(isFreeOfLinks(root, join(root, 'a/file')))
  })

  for (const [what, target] of [
    ['to a folder inside', 'real'],
    ['to a folder outside', '/etc'],
    ['to the folder above', '..'],
    ['to nothing', 'nowhere'],
    ['to itself', 'link'],
  ] as const) {
    test(`a link ${what} is seen, last or on the way`, (t) => {
      const root = real(t)
      mkdirSync(join(root, 'real'))
      symlinkSync(target, join(root, 'link'))
      for (const path of ['link', 'link/file', 'link/new/file']) {
        assert.equal(isFreeOfLinks(root, join(root, path)), false, path)
      }
    })
  }

  test('a path beside the folder is not on the way', (t) => {
    const root = real(t)
    mkdirSync(join(root, 'a'))
    mkdirSync(join(root, 'b'))
    assert.equal(isFreeOfLinks(join(root, 'a'), join(root, 'b')), false)
  })
})

test('errors of the system by their code', () => {
  assert.equal(errorCode(Object.assign(new Error('x'), { code: 'ENOENT' })), 'ENOENT')
  for (const thrown of [new Error('x'), null, undefined, 'text']) {
    assert.equal(errorCode(thrown), 'unknown')
  }
})

test('in a long stretch of work others get their turn', async () => {
  const end = Date.now() + 60
  while (Date.now() < end);
  let hadTurn = false
  setImmediate(() => {
    hadTurn = true
  })
  await breathe()
  assert.ok(hadTurn)
})
