// Ciphertext in a pull request that is damaged, empty, swapped, rolled back, or under a nonce that was used
// before: all of it told without a key.
import assert from 'node:assert/strict'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { FIXTURES } from '../helpers/action.ts'
import { ALICE, all, encrypts, only, places } from '../helpers/checking-contents.ts'
import { checkPull, commit, put, removes, writes, type Edit } from '../helpers/checking.ts'
import { git } from '../helpers/committing.ts'

const PLAIN = join(FIXTURES, 'plain/basic')
const ciphertext = (path: string): Buffer => readFileSync(join(FIXTURES, 'basic', path))

describe('damaged ciphertext', () => {
  const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 329\n`
  const CONFLICT = Buffer.concat([
    Buffer.from('\0\n<<<<<<< HEAD\n'),
    ciphertext('.env.kanuka'),
    Buffer.from('\n=======\n'),
    ciphertext('.env.local.kanuka'),
    Buffer.from('\n>>>>>>> feature\n'),
  ])
  for (const [what, bytes, line, says, fix] of [
    [
      'cut short',
      ciphertext('.env.kanuka').subarray(0, 39),
      '',
      /is 39 bytes long.*at least 40/,
      /restore a version/,
    ],
    ['empty', '', '', /is 0 bytes long/, /restore a version/],
    ['a short text', 'A=1\n', '', /is 4 bytes long.*readable text/, /Change every value/],
    ['a pointer of Git LFS', POINTER, '', /pointer of Git LFS/, /git lfs untrack \.env\.kanuka/],
    [
      'full of conflict markers',
      CONFLICT,
      ':2',
      /conflict markers/,
      /kanuka secrets encrypt \.env/,
    ],
  ] as const) {
    test(`${what}, with and without a key`, async (t) => {
      const pull = await checkPull(t, { store: 'basic', branch: [writes('.env.kanuka', bytes)] })
      for (const options of [{}, { key: ALICE }]) {
        const result = await pull.check({}, options)
        assert.deepEqual(places(result), [`CIPHERTEXT_DAMAGED error .env.kanuka${line}`])
        const found = only(result, 'CIPHERTEXT_DAMAGED')
        assert.match(found.message, says)
        assert.match(found.fix, fix)
      }
    })
  }

  test('without contents it is whole, but holds nothing', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [encrypts('.env.local.kanuka', '')] })
    const result = await pull.check({}, { key: ALICE })
    assert.deepEqual(places(result), ['CIPHERTEXT_EMPTY warning .env.local.kanuka'])
    assert.match(only(result, 'CIPHERTEXT_EMPTY').message, /40 bytes/)
    assert.deepEqual([result.exitCode, result.status], [0, 'warn'])
    const one = await checkPull(t, {
      store: 'basic',
      branch: [encrypts('.env.local.kanuka', '\n')],
    })
    assert.deepEqual(places(await one.check({}, { key: ALICE })), [])
  })
})

describe('ciphertext that was used before', () => {
  const withNonceOf =
    (path: string, other: string): Edit =>
    (root) => {
      const sealed = readFileSync(join(root, path))
      put(
        root,
        path,
        Buffer.concat([readFileSync(join(root, other)).subarray(0, 24), sealed.subarray(24)]),
      )
    }

  test('a nonce is used for two files, or for two versions of one', async (t) => {
    const two = await checkPull(t, {
      store: 'basic',
      branch: [withNonceOf('.env.kanuka', '.env.local.kanuka')],
    })
    const result = await two.check()
    assert.deepEqual(places(result), ['NONCE_REUSED error .env.kanuka'])
    const { message, fix } = only(result, 'NONCE_REUSED')
    assert.match(message, /begins with the nonce of \.env\.local\.kanuka/)
    assert.match(fix, /Change the values in both.*kanuka secrets sync/)
    const own = await checkPull(t, {
      store: 'basic',
      branch: [(root) => put(root, '.env.kanuka', ciphertext('.env.kanuka').fill(7, 60, 61))],
    })
    const again = await own.check()
    assert.deepEqual(places(again), ['NONCE_REUSED error .env.kanuka'])
    assert.match(only(again, 'NONCE_REUSED').message, /another version of itself/)
  })

  test('a nonce is used twice in the range, and no more at the head', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      branch: [withNonceOf('.env.kanuka', '.env.local.kanuka'), removes('.env.kanuka')],
    })
    const result = await pull.check()
    assert.deepEqual(result.codes, ['NONCE_REUSED'])
    const bad = git(pull.workspace, 'rev-parse', 'feature~1').slice(0, 12)
    assert.match(
      only(result, 'NONCE_REUSED').message,
      new RegExp(`\\.env\\.kanuka in commit ${bad}`),
    )
  })

  test('a file is encrypted anew: a new nonce, nothing to say', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [encrypts('.env.kanuka', 'A=1\n')] })
    assert.deepEqual(places(await pull.check()), [])
  })

  test('production gets the file of development', async (t) => {
    const swapped = writes('config/.env.production.kanuka', ciphertext('.env.kanuka'))
    const pull = await checkPull(t, { store: 'basic', branch: [swapped] })
    const result = await pull.check({}, { key: ALICE })
    assert.deepEqual(places(result), ['CIPHERTEXT_MOVED warning config/.env.production.kanuka'])
    const { message, fix } = only(result, 'CIPHERTEXT_MOVED')
    assert.match(message, /has the bytes that \.env\.kanuka has at the merge base/)
    assert.match(fix, /kanuka secrets encrypt config\/\.env\.production/)
  })

  test('equal files that the branch leaves alone are no move', async (t) => {
    const pull = await checkPull(t, {
      store: 'basic',
      arrange: writes('.env.copy.kanuka', ciphertext('.env.kanuka')),
      branch: [writes('docs/a.md', 'a\n')],
    })
    assert.deepEqual(places(await pull.check()), [])
  })

  // The first version, sixty commits of something else with another version in between, and the newest.
  const longHistory: Edit = async (root) => {
    git(root, 'init', '--quiet', '--initial-branch=main', '--template=')
    commit(root, 'first')
    for (let index = 0; index < 60; index += 1) {
      if (index === 30) await encrypts('.env.kanuka', 'A=between\n')(root)
      put(root, 'docs/log.md', `${index}\n`)
      commit(root, `commit ${index}`)
    }
    await encrypts('.env.kanuka', 'A=newest\n')(root)
  }

  test('a version from long before the branch comes back', async (t) => {
    const branch = [writes('.env.kanuka', ciphertext('.env.kanuka'))]
    const pull = await checkPull(t, { store: 'basic', arrange: longHistory, branch })
    const result = await pull.check()
    assert.deepEqual(places(result), ['CIPHERTEXT_ROLLED_BACK warning .env.kanuka'])
    const { message, fix } = only(result, 'CIPHERTEXT_ROLLED_BACK')
    assert.match(message, /bytes of an older version of itself/)
    assert.match(fix, new RegExp(`git checkout ${pull.base.slice(0, 12)} -- \\.env\\.kanuka`))
    assert.deepEqual([result.exitCode, result.status], [0, 'warn'])
  })

  test('an old plaintext that is encrypted anew, or an unchanged file, is no way back', async (t) => {
    const old = encrypts('.env.kanuka', readFileSync(join(PLAIN, '.env')))
    const pull = await checkPull(t, { store: 'basic', arrange: longHistory, branch: [old] })
    assert.deepEqual(places(await pull.check()), [])
  })

  test('the branch changes a file and takes that back', async (t) => {
    const sealed = ciphertext('.env.kanuka')
    const [newer, back] = [encrypts('.env.kanuka', 'A=1\n'), writes('.env.kanuka', sealed)]
    const undone = await checkPull(t, { store: 'basic', branch: [newer, back] })
    assert.deepEqual(places(await undone.check()), [])
    let first: Buffer = sealed
    const kept: Edit = (root) => void (first = readFileSync(join(root, '.env.kanuka')))
    const pull = await checkPull(t, {
      store: 'basic',
      branch: [all(newer, kept), newer, (root) => put(root, '.env.kanuka', first)],
    })
    assert.deepEqual(places(await pull.check()), ['CIPHERTEXT_ROLLED_BACK warning .env.kanuka'])
  })

  test('two new versions, the last of which gets another mode, are no way back', async (t) => {
    const newer = encrypts('.env.kanuka', 'A=1\n')
    const mode: Edit = (root) => chmodSync(join(root, '.env.kanuka'), 0o755)
    const pull = await checkPull(t, { store: 'basic', branch: [newer, newer, mode] })
    assert.deepEqual(places(await pull.check()), [])
  })
})
