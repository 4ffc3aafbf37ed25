// What stands in the way of opening a store with the key that a job has: whose key it is, what does not open.
import assert from 'node:assert/strict'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { PUBLIC_KEYS_FOLDER, publicKeyPath, wrappedKeyPath } from '../../src/kanuka/layout.ts'
import { withoutGit } from '../helpers/action.ts'
import { becomes, writes, type CheckResult } from '../helpers/checking.ts'
import {
  ALICES_KEY,
  all,
  checked as checkedPull,
  keepsAside,
  leaves,
  putsBack,
  only,
  registers,
  rotates,
  SECRET_FILES,
  tidied,
  withoutOrphan,
  wraps,
} from '../helpers/checking-rotations.ts'
import { CAROL, DAVE, WORKSTATION } from '../helpers/rotating.ts'

const CAROLS_KEY = 'team-carol-rsa3072.pem'
const DAVES_KEY = 'team-dave-pending.pem'
const BASIC_KEY = 'basic-alice.pkcs1.pem'
const README = writes('README.md', 'hello\n')

/** With a member's key, by default Alice's. */
async function checked(
  t: TestContext,
  story: Parameters<typeof checkedPull>[1],
  codes: CheckResult['codes'],
): Promise<CheckResult> {
  return checkedPull(t, { given: ALICES_KEY, ...story }, codes)
}

describe('check with a key that opens not all', { skip: withoutGit }, () => {
  describe('KEY_NOT_A_MEMBER', () => {
    test('a key that no member has', async (t) => {
      const story = { branch: [README], given: 'stranger-rsa2048.pem' }
      const found = only(await checked(t, story, ['KEY_NOT_A_MEMBER']), 'KEY_NOT_A_MEMBER')
      assert.deepEqual([found.severity, found.path], ['error', PUBLIC_KEYS_FOLDER])
      assert.match(found.message, /belongs to no member of \.kanuka \(4 members registered\)/)
      assert.match(found.fix, /`kanuka secrets register /)
    })

    test('an orphan has a wrapped key, but nobody can account for it', async (t) => {
      const story = { store: 'team', branch: [README], given: 'team-erin-orphan.pem' }
      await checked(t, story, ['KEY_NOT_A_MEMBER', 'MEMBER_ORPHANED', 'MEMBER_PENDING'])
    })

    test('a member who waits for access', async (t) => {
      const story = { arrange: withoutOrphan, branch: [README], given: DAVES_KEY }
      const result = await checked(t, story, ['KEY_NOT_A_MEMBER', 'MEMBER_PENDING'])
      const found = only(result, 'KEY_NOT_A_MEMBER')
      assert.equal(found.path, wrappedKeyPath(DAVE))
      assert.match(found.message, /belongs to dave@example\.com, .* no access to \.kanuka yet/)
      assert.match(found.fix, /`kanuka secrets sync`/)
    })

    test('a member whom the range revokes: the rest is told without the key', async (t) => {
      const given = CAROLS_KEY
      await checked(t, { branch: [rotates(t, { revoke: CAROL })], given }, [
        'KEY_NOT_A_MEMBER',
        'KEY_ROTATED',
        'MEMBER_REMOVED',
      ])
      await checked(t, { branch: [leaves(CAROL)], given }, [
        'KEY_NOT_A_MEMBER',
        'REVOKED_WITHOUT_ROTATION',
        'MEMBER_REMOVED',
      ])
    })

    test('not: somebody whom the range lets in', async (t) => {
      const branch = [registers(DAVE)]
      await checked(t, { arrange: withoutOrphan, branch, given: DAVES_KEY }, ['MEMBER_ADDED'])
    })

    for (const store of ['garbage-own-pub', 'no-wrapped-key'] as const) {
      test(`a store of which the own half is missing: damaged/${store}`, async (t) => {
        const other = store === 'no-wrapped-key' ? 'MEMBER_PENDING' : 'PUBLIC_KEY_INVALID'
        const story = { store: `damaged/${store}`, branch: [README], given: BASIC_KEY }
        await checked(t, story, ['KEY_NOT_A_MEMBER', other])
      })
    }
  })

  describe('DECRYPT_FAILED', () => {
    const own = wrappedKeyPath(WORKSTATION)
    for (const [fault, path, more] of [
      ['mixed-keys', '.env.local.kanuka', []],
      ['flipped-ciphertext-byte', 'config/.env.production.kanuka', []],
      ['flipped-nonce-byte', '.env.kanuka', []],
      ['cut-tail', '.env.kanuka', []],
      ['crlf-mangled', '.env.kanuka', []],
      ['flipped-wrapped-key', own, []],
      ['swapped-wrapped-keys', own, []],
      ['wrapped-other-symmetric-key', own, []],
      ['wrapped-16-bytes', own, []],
      ['truncated-wrapped-key', own, ['WRAPPED_KEY_DAMAGED']],
    ] as const) {
      test(`a store that was damaged before: damaged/${fault}`, async (t) => {
        const story = { store: `damaged/${fault}`, branch: [README], given: BASIC_KEY }
        const result = await checked(t, story, ['DECRYPT_FAILED', ...more])
        const found = only(result, 'DECRYPT_FAILED')
        assert.deepEqual([found.severity, found.path], ['error', path])
        const says =
          path === own ? /opens none of the 3 secret files/ : /does not open with the key/
        assert.match(found.message, says)
      })
    }

    test("the CLI's rotation, with a file from before put back", async (t) => {
      const branch = [becomes('damaged/mixed-keys')]
      const result = await checked(t, { store: 'basic', branch, given: BASIC_KEY }, [
        'DECRYPT_FAILED',
        'ROTATION_PARTIAL',
      ])
      assert.match(
        only(result, 'DECRYPT_FAILED').message,
        /^\.env\.local\.kanuka .*the merge base had$/,
      )
    })

    test('not: what is too short to be ciphertext is damaged, and not said twice', async (t) => {
      const story = { store: 'damaged/truncated-file-39-bytes', branch: [README], given: BASIC_KEY }
      await checked(t, story, ['CIPHERTEXT_DAMAGED'])
    })

    test('not: what the range repairs', async (t) => {
      const story = { store: 'damaged/flipped-nonce-byte', branch: [becomes('basic')] }
      await checked(t, { ...story, given: BASIC_KEY }, [])
    })
  })

  describe('one private key with two UUIDs', () => {
    const TWIN = '11111111-2222-4333-8444-555555555555'
    const arrange = all(tidied, async (root) => {
      copyFileSync(join(root, publicKeyPath(WORKSTATION)), join(root, publicKeyPath(TWIN)))
      await wraps(TWIN)(root)
      const config = join(root, '.kanuka/config.toml')
      const text = readFileSync(config, 'utf8')
      writeFileSync(config, text.replace('[users]', `[users]\n${TWIN} = "alice@example.com"`))
    })
    // It is of both, whichever came first in a rotation.
    for (const [left, file] of [
      [TWIN, undefined],
      [WORKSTATION, undefined],
      [TWIN, '.env.kanuka'],
      [WORKSTATION, '.env.kanuka'],
      [TWIN, SECRET_FILES.at(-1)],
      [WORKSTATION, SECRET_FILES.at(-1)],
    ] as const) {
      const what = `${left === TWIN ? 'the second' : 'the first'}'s wrapped key`
      test(`a rotation that missed ${what}${file ? ` and ${file}` : ''}`, async (t) => {
        const paths = [wrappedKeyPath(left), ...(file ? [file] : [])]
        const branch = [all(...paths.map(keepsAside)), rotates(t), all(...paths.map(putsBack))]
        const result = await checked(t, { arrange, branch }, [
          ...(file ? (['DECRYPT_FAILED'] as const) : []),
          'ROTATION_PARTIAL',
          'MEMBER_KEY_DUPLICATE',
        ])
        if (file) assert.equal(only(result, 'DECRYPT_FAILED').path, file)
      })
    }

    test('a whole rotation for both', async (t) => {
      await checked(t, { arrange, branch: [rotates(t)] }, ['MEMBER_KEY_DUPLICATE', 'KEY_ROTATED'])
    })

    test('one of them is removed: the same person still knows the key, and it is said', async (t) => {
      await checked(t, { arrange, branch: [leaves(TWIN)] }, [
        'REVOKED_WITHOUT_ROTATION',
        'MEMBER_REMOVED',
      ])
    })
  })
})
