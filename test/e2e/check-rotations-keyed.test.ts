// The same pull requests with a member's private key: what it opens replaces what bytes suggest, and what
// stands in the way of opening is said.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { publicKeyPath, wrappedKeyPath } from '../../src/kanuka/layout.ts'
import { withoutGit } from '../helpers/action.ts'
import { becomes, checkPull, removes, type CheckResult } from '../helpers/checking.ts'
import {
  ACTIVE,
  ALICES_KEY,
  all,
  checked as checkedPull,
  encrypts,
  keepsOld,
  keepsAside,
  leaves,
  putsBack,
  logs,
  notesOf,
  only,
  registers,
  respells,
  rotates,
  rotatesOwnKey,
  seals,
  SECRET_FILES,
  tidied,
  withoutOrphan,
  wraps,
} from '../helpers/checking-rotations.ts'
import { BOB, CAROL, DAVE, LAPTOP, WORKSTATION } from '../helpers/rotating.ts'

const LEFT = 'deploy/app.env.kanuka'
const NEW_FILE = 'new/.env.kanuka'
const CAROLS_KEY = 'team-carol-rsa3072.pem'
const DAVES_KEY = 'team-dave-pending.pem'

/** With a member's key, by default Alice's. */
async function checked(
  t: TestContext,
  story: Parameters<typeof checkedPull>[1],
  codes: CheckResult['codes'],
): Promise<CheckResult> {
  return checkedPull(t, { given: ALICES_KEY, ...story }, codes)
}

describe('check of rotations with a key', { skip: withoutGit }, () => {
  describe('KEY_ROTATED', () => {
    test("the CLI's own sync, with the key of a member and of one whom it let in", async (t) => {
      const stores = { store: 'rotated/before', branch: [becomes('rotated/after')] }
      const codes = ['MEMBER_ORPHANED', 'MEMBER_ADDED', 'KEY_ROTATED'] as const
      const result = await checked(t, stores, codes)
      assert.equal(only(result, 'KEY_ROTATED').line, 12)
      // At the merge base this key opened nothing, so bytes decide.
      await checked(t, { ...stores, given: DAVES_KEY }, codes)
    })

    test('a rotation by this action', async (t) => {
      await checked(t, { branch: [rotates(t)] }, ['KEY_ROTATED'])
    })

    test('a rotation that revokes somebody', async (t) => {
      const branch = [rotates(t, { revoke: CAROL })]
      await checked(t, { branch }, ['KEY_ROTATED', 'MEMBER_REMOVED'])
    })

    test('a rotation in a store without secret files', async (t) => {
      const arrange = all(tidied, removes(...SECRET_FILES))
      await checked(t, { arrange, branch: [rotates(t)] }, ['KEY_ROTATED'])
    })

    test('a new key where bytes look like no rotation: only a key tells', async (t) => {
      // The only public key is spelled in another way, and nothing is logged.
      const branch = [rotates(t), all(respells(WORKSTATION), keepsOldLog)]
      const arrange = all(tidied, leaves(LAPTOP, BOB, CAROL))
      const pull = await checkPull(t, { arrange, branch })
      assert.deepEqual((await pull.check()).codes, [])
      assert.deepEqual((await pull.check({}, { key: ALICES_KEY })).codes, ['KEY_ROTATED'])
    })

    test('not: all wrapped and encrypted anew with the old key', async (t) => {
      await checked(t, { branch: [wraps(...ACTIVE), encrypts(...SECRET_FILES)] }, [])
    })

    test('not: the same in a store without secret files', async (t) => {
      const arrange = all(tidied, removes(...SECRET_FILES))
      await checked(t, { arrange, branch: [wraps(...ACTIVE)] }, [])
    })
  })

  describe('ROTATION_PARTIAL', () => {
    test('a secret file was left behind, and opens with the old key alone', async (t) => {
      const result = await checked(t, { branch: [rotates(t), keepsOld(LEFT)] }, [
        'DECRYPT_FAILED',
        'ROTATION_PARTIAL',
      ])
      const failed = only(result, 'DECRYPT_FAILED')
      assert.deepEqual([failed.severity, failed.path], ['error', LEFT])
      assert.match(failed.message, /encrypted with the key that the merge base had$/)
      assert.match(failed.fix, /whole from one side/)
      const partial = only(result, 'ROTATION_PARTIAL')
      assert.equal(partial.path, LEFT)
      assert.match(
        partial.message,
        /1 secret file \(deploy\/app\.env\.kanuka\) .*not belong to the new key$/,
      )
    })

    test('a secret file was encrypted again with the old key: its bytes tell nothing', async (t) => {
      // As a colleague does who did not pull.
      const branch = [seals(LEFT), keepsAside(LEFT), rotates(t), putsBack(LEFT)]
      const pull = await checkPull(t, { arrange: tidied, branch })
      const back = 'CIPHERTEXT_ROLLED_BACK'
      assert.deepEqual((await pull.check()).codes, [back, 'KEY_ROTATED'])
      const result = await pull.check({}, { key: ALICES_KEY })
      assert.deepEqual(result.codes, ['DECRYPT_FAILED', 'ROTATION_PARTIAL', back], result.log)
      assert.equal(only(result, 'ROTATION_PARTIAL').path, LEFT)
    })

    test("a member's wrapped key was left behind", async (t) => {
      const path = wrappedKeyPath(CAROL)
      const branch = [rotates(t), keepsOld(path)]
      const result = await checked(t, { branch }, ['ROTATION_PARTIAL'])
      const found = only(result, 'ROTATION_PARTIAL')
      assert.equal(found.path, path)
      assert.match(found.message, /not belong to the new key$/)
      // The very member whom it locked out.
      const hers = await checked(t, { branch, given: CAROLS_KEY }, [
        'DECRYPT_FAILED',
        'ROTATION_PARTIAL',
      ])
      const failed = only(hers, 'DECRYPT_FAILED')
      assert.equal(failed.path, path)
      assert.match(failed.message, /opens none of the 5 secret files/)
      assert.match(failed.fix, /let another member run `kanuka secrets sync`/)
    })

    test('not: a line `sync` in the log, and nothing rotated', async (t) => {
      await checked(t, { branch: [logs('sync')] }, [])
    })

    test('not: all wrapped anew with the old key', async (t) => {
      await checked(t, { branch: [wraps(...ACTIVE)] }, [])
    })

    test('a damaged file and no rotation: just that', async (t) => {
      const branch = [registers(CAROL), damages('.env.kanuka')]
      const result = await checked(t, { branch }, ['DECRYPT_FAILED'])
      const { message, fix } = only(result, 'DECRYPT_FAILED')
      assert.doesNotMatch(message, /merge base/)
      assert.match(fix, /^Restore it from git history/)
    })

    for (const [what, edit, codes] of [
      ['one member is registered again', registers(CAROL), []],
      ['a member has a new key pair', rotatesOwnKey(CAROL), ['MEMBER_KEY_CHANGED']],
      ['all secret files are encrypted again', encrypts(...SECRET_FILES), []],
    ] as const) {
      test(`not: ${what}`, async (t) => {
        await checked(t, { branch: [edit] }, codes)
      })
    }
  })

  describe('REVOKED_WITHOUT_ROTATION', () => {
    test('a member was removed, and the key stayed', async (t) => {
      const codes = ['REVOKED_WITHOUT_ROTATION', 'MEMBER_REMOVED'] as const
      const result = await checked(t, { branch: [leaves(CAROL)] }, codes)
      const found = only(result, 'REVOKED_WITHOUT_ROTATION')
      assert.equal(found.path, wrappedKeyPath(CAROL))
      assert.match(found.message, /still in use: it is the same before and after this range$/)
    })

    test('nothing has the bytes from before, and the key is the same all the same', async (t) => {
      const rewritten = [wraps(LAPTOP, BOB, WORKSTATION), encrypts(...SECRET_FILES)]
      const branch = [leaves(CAROL), all(...rewritten), logs('revoke')]
      const codes = ['REVOKED_WITHOUT_ROTATION', 'MEMBER_REMOVED'] as const
      const pull = await checkPull(t, { arrange: tidied, branch })
      assert.deepEqual((await pull.check()).codes, ['KEY_ROTATED', 'MEMBER_REMOVED'])
      assert.deepEqual((await pull.check({}, { key: ALICES_KEY })).codes, codes)
    })

    test('nothing is left to compare: a key tells, and the note is gone', async (t) => {
      const result = await checked(
        t,
        {
          arrange: all(tidied, leaves(LAPTOP, BOB)),
          branch: [
            leaves(CAROL),
            all(wraps(WORKSTATION), respells(WORKSTATION), encrypts(...SECRET_FILES)),
          ],
        },
        ['REVOKED_WITHOUT_ROTATION', 'MEMBER_REMOVED'],
      )
      assert.doesNotMatch(notesOf(result), /cannot be told/)
    })

    test('in a store without secret files', async (t) => {
      const arrange = all(tidied, removes(...SECRET_FILES))
      await checked(t, { arrange, branch: [leaves(CAROL)] }, [
        'REVOKED_WITHOUT_ROTATION',
        'MEMBER_REMOVED',
      ])
    })

    test('not: somebody who waited for access is turned away', async (t) => {
      const branch = [removes(publicKeyPath(DAVE))]
      await checked(t, { arrange: withoutOrphan, branch }, [])
    })
  })

  describe('ROTATION_CONFLICT', () => {
    const conflict = ['ROTATION_CONFLICT'] as const
    for (const [what, branch, main, codes] of [
      ['main rotated, the branch adds a secret file', 'adds', 'rotates', conflict],
      ['the branch rotated, main added one', 'rotates', 'adds', [...conflict, 'KEY_ROTATED']],
      ['both rotated', 'rotates', 'rotates', [...conflict, 'KEY_ROTATED']],
      // Here bytes would say so.
      ['not: main only claims a rotation', 'adds', 'claims', []],
      ['not: the branch only claims one', 'claims', 'adds', []],
      ['not: main wrapped and encrypted all anew', 'adds', 'rewrites', []],
      ['not: the branch did', 'rewrites', 'adds', []],
      ['not: nobody rotated', 'adds', 'encrypts', []],
    ] as const) {
      test(what, async (t) => {
        const edits = {
          adds: seals(NEW_FILE),
          rotates: rotates(t),
          claims: logs('sync'),
          rewrites: all(wraps(...ACTIVE), encrypts(...SECRET_FILES)),
          encrypts: encrypts(LEFT),
        }
        await checked(t, { branch: [edits[branch]], main: [edits[main]] }, codes)
      })
    }
  })
})

function keepsOldLog(root: string): void {
  const path = join(root, '.kanuka/audit.jsonl')
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  writeFileSync(path, `${lines.slice(0, -1).join('\n')}\n`)
}

function damages(path: string) {
  return (root: string): void => {
    const bytes = readFileSync(join(root, path))
    // A nonce twice would be a finding of its own.
    bytes[5] = (bytes[5] ?? 0) ^ 1
    writeFileSync(join(root, path), bytes)
  }
}
