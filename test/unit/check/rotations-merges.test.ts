// What git really does with two branches of which one rotated: it merges clean, and keys are mixed.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { constants, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { before, describe, test, type TestContext } from 'node:test'
import sodium from 'libsodium-wrappers'
import { rotations } from '../../../src/check/rotations.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import { checkout, commitAll, key, withoutGit } from '../../helpers/action.ts'
import { codesOf, edited, filesOf, findingsOf, fixture, textOf, type Files } from './snapshots.ts'
import { ALICE, DAVE } from './team.ts'

const NEW_FILE = 'new/.env.kanuka'
const ENVIRONMENT = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
const PKCS1 = { padding: constants.RSA_PKCS1_PADDING }

const rotated = fixture('rotated/after')
const unrotated = fixture('rotated/before')

function git(path: string, ...args: readonly string[]): void {
  execFileSync('git', ['-C', path, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    stdio: 'pipe',
    env: ENVIRONMENT,
  })
}

/** Makes the work tree these files, and commits it. */
function commit(path: string, files: Files): void {
  for (const name of filesOf(path).keys()) rmSync(join(path, name))
  for (const [name, { bytes }] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), bytes)
  }
  git(path, 'add', '--all', '--force')
  git(path, 'commit', '--quiet', '--message', 'more')
}

/** main and the branch `work` from one commit, each with a commit of its own; `work` is checked out. */
function branches(t: TestContext, main: Files, work: Files): string {
  const path = checkout(t, 'rotated/before')
  commitAll(path)
  git(path, 'branch', 'work')
  commit(path, main)
  git(path, 'checkout', '--quiet', 'work')
  commit(path, work)
  return path
}

function isCleanMerge(path: string, ...args: readonly string[]): boolean {
  const options = ['-C', path, '-c', 'user.name=t', '-c', 'user.email=t@t']
  const merge = ['merge', '--quiet', '--no-edit', ...args, 'main']
  const { status } = spawnSync('git', options.concat(merge), { env: ENVIRONMENT })
  return status === 0
}

function symmetricKey(files: Files, uuid: string, pem: string): Buffer {
  const wrapped = files.get(wrappedKeyPath(uuid))?.bytes ?? Buffer.alloc(0)
  return privateDecrypt({ key: key(pem), ...PKCS1 }, wrapped)
}

function seal(files: Files, plaintext: string): Buffer {
  const nonce = randomBytes(24)
  const secret = symmetricKey(files, ALICE, 'team-alice-workstation.pem')
  return Buffer.concat([nonce, sodium.crypto_secretbox_easy(plaintext, nonce, secret)])
}

function opens(files: Files, path: string): boolean {
  const bytes = files.get(path)?.bytes ?? Buffer.alloc(0)
  const secret = symmetricKey(files, ALICE, 'team-alice-workstation.pem')
  try {
    sodium.crypto_secretbox_open_easy(bytes.subarray(24), bytes.subarray(0, 24), secret)
    return true
  } catch {
    return false
  }
}

/** A new secret file under the key of the store as it was. */
function withNewFile(files: Files): Files {
  return edited(files, { [NEW_FILE]: seal(files, 'A=1\n') })
}

/** Dave let in, without a rotation: a member's `register`. */
function withDave(files: Files): Files {
  const secret = symmetricKey(files, ALICE, 'team-alice-workstation.pem')
  const pub = textOf(files, publicKeyPath(DAVE))
  return edited(files, { [wrappedKeyPath(DAVE)]: publicEncrypt({ key: pub, ...PKCS1 }, secret) })
}

/** The rotation of the fixture, with only its members: dave stays out of it. */
const rotatedWithoutDave = edited(rotated, { [wrappedKeyPath(DAVE)]: undefined })

describe('merges of a rotation', { skip: withoutGit }, () => {
  before(() => sodium.ready)

  for (const [what, other, rotation] of [
    ['a secret file is added', withNewFile, rotated],
    ['a member is let in', withDave, rotatedWithoutDave],
  ] as const) {
    test(`main rotates, and on the branch ${what}: git sees no conflict, the rule does`, async (t) => {
      const work = other(unrotated)
      const path = branches(t, rotation, work)
      const found = await findingsOf(rotations(), { base: unrotated, tip: rotation, head: work })
      assert.deepEqual(codesOf(found), ['ROTATION_CONFLICT'])
      assert.ok(isCleanMerge(path))
      assertMixed(filesOf(path))
    })

    test(`the mirror: the branch rotates, and on main ${what}`, async (t) => {
      const main = other(unrotated)
      const path = branches(t, main, rotation)
      const found = await findingsOf(rotations(), { base: unrotated, tip: main, head: rotation })
      assert.deepEqual(codesOf(found), ['ROTATION_CONFLICT', 'KEY_ROTATED'])
      assert.ok(isCleanMerge(path))
      const merged = filesOf(path)
      assertMixed(merged)
      // Once main is merged into the branch, the merge base is main itself.
      const later = codesOf(await findingsOf(rotations(), { base: main, tip: main, head: merged }))
      assert.deepEqual(later, ['ROTATION_PARTIAL'])
    })
  }

  test('both rotate: git conflicts, and a merge that takes one side for all is whole again', async (t) => {
    const pub = [...unrotated.keys()].filter((name) => /secrets\/|\.env/.test(name))
    const other = edited(unrotated, Object.fromEntries(pub.map((name) => [name, randomBytes(256)])))
    const path = branches(t, other, rotated)
    const found = await findingsOf(rotations(), { base: unrotated, tip: other, head: rotated })
    assert.deepEqual(codesOf(found), ['ROTATION_CONFLICT', 'KEY_ROTATED'])
    assert.ok(!isCleanMerge(path))
    git(path, 'merge', '--abort')
    assert.ok(isCleanMerge(path, '--strategy', 'ours'))
    const merged = filesOf(path)
    const later = codesOf(await findingsOf(rotations(), { base: other, tip: other, head: merged }))
    assert.deepEqual(later, ['KEY_ROTATED'])
  })

  test('a conflict resolved file by file, now one side and now the other, is partial', async (t) => {
    const names = [...unrotated.keys()].filter((name) => /secrets\/|\.env/.test(name))
    const other = edited(
      unrotated,
      Object.fromEntries(names.map((name) => [name, randomBytes(256)])),
    )
    const path = branches(t, other, rotated)
    assert.ok(isCleanMerge(path, '--strategy', 'ours'))
    commit(path, edited(filesOf(path), { '.env.kanuka': other.get('.env.kanuka') }))
    const merged = filesOf(path)
    const later = codesOf(await findingsOf(rotations(), { base: other, tip: other, head: merged }))
    assert.deepEqual(later, ['ROTATION_PARTIAL'])
  })

  test('no conflict where the rest of the branch is no ciphertext', async (t) => {
    const work = edited(unrotated, { 'README.md': 'hello\n' })
    const path = branches(t, rotated, work)
    assert.deepEqual(
      await findingsOf(rotations(), { base: unrotated, tip: rotated, head: work }),
      [],
    )
    assert.ok(isCleanMerge(path))
    assert.ok(opens(filesOf(path), '.env.kanuka'))
  })
})

/** Two symmetric keys in one store: the new file or the new member is under the old one. */
function assertMixed(merged: Files): void {
  assert.ok(opens(merged, '.env.kanuka'))
  if (merged.has(NEW_FILE)) assert.ok(!opens(merged, NEW_FILE))
  else {
    const daves = symmetricKey(merged, DAVE, 'team-dave-pending.pem')
    assert.notDeepEqual(daves, symmetricKey(merged, ALICE, 'team-alice-workstation.pem'))
  }
}
