// Where a transaction keeps what it needs: in a place that nobody else can write to.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { describe, test } from 'node:test'
import { transactionHome } from '../../../src/kanuka/transaction.ts'
import { folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import { changeTo } from '../../helpers/transaction-driver.ts'
import { assertIs, failWith, place, watch, type Place } from '../../helpers/transaction-place.ts'

describe('the home', () => {
  test('is in the git folder, else in the temp folder, one for each store', () => {
    const [one, other] = ['/store', '/store2'].map((root) => transactionHome(root, '/git', '/tmp'))
    assert.match(one?.folder ?? '', /^\/git\/kanuka\/[0-9a-f]{16}$/)
    assert.notEqual(one?.folder, other?.folder)
    assert.match(transactionHome('/store', undefined, '/tmp').folder, /^\/tmp\/kanuka\//)
  })

  test('there must be one', async () => {
    const error = await refusal(() => transactionHome('/store', undefined, ''))
    assert.equal(error.code, 'RUNNER_FILE_MISSING')
  })
})

describe('the home must be our own', () => {
  const parts: Readonly<Record<string, (at: Place) => string>> = {
    'the home': (at) => at.home.folder,
    'the folder above': (at) => dirname(at.home.folder),
  }
  for (const [what, pathOf] of Object.entries(parts)) {
    for (const [how, make] of [
      ['a link', (path: string, target: string): void => fs.symlinkSync(target, path)],
      ['a file', (path: string): void => fs.writeFileSync(path, '')],
      [
        'open to others',
        (path: string): void => {
          fs.mkdirSync(path)
          fs.chmodSync(path, 0o777)
        },
      ],
    ] as const) {
      test(`${what} is ${how}`, async (t) => {
        const [at, outside] = [place(t), folder(t)]
        fs.mkdirSync(dirname(pathOf(at)), { recursive: true, mode: 0o700 })
        make(pathOf(at), outside)
        const error = await refusal(() => changeTo(at.home, 'new'))
        assert.equal(error.code, 'PATH_UNSAFE')
        assert.ok(error.what.startsWith(pathOf(at)), error.what)
        assert.deepEqual(fs.readdirSync(outside), [])
        fs.rmSync(pathOf(at), { recursive: true })
        assertIs(at)
      })
    }
  }

  test('it cannot be made: nothing happens', async (t) => {
    const at = place(t)
    watch(t, 'mkdirSync', () => failWith('EROFS'))
    const error = await refusal(() => changeTo(at.home, 'new'))
    assert.equal(error.code, 'WRITE_FAILED')
    assertIs(at)
  })
})
