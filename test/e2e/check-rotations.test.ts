// Pull requests that rotate the store's key, or take access away, told without a private key.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { publicKeyPath, wrappedKeyPath } from '../../src/kanuka/layout.ts'
import { withoutGit } from '../helpers/action.ts'
import { becomes, checkPull, removes } from '../helpers/checking.ts'
import {
  ACTIVE,
  all,
  checked,
  AUDIT,
  encrypts,
  keepsOld,
  leaves,
  logs,
  notesOf,
  only,
  registers,
  respells,
  rotates,
  rotatesOwnKey,
  SECRET_FILES,
  tidied,
  withoutOrphan,
  wraps,
} from '../helpers/checking-rotations.ts'
import { BOB, CAROL, DAVE, ERIN, LAPTOP, WORKSTATION } from '../helpers/rotating.ts'

const LEFT = 'deploy/app.env.kanuka'

describe('check of rotations without a key', { skip: withoutGit }, () => {
  describe('KEY_ROTATED', () => {
    test("a pull request with the CLI's own sync says by whom and for whom", async (t) => {
      const pull = await checkPull(t, {
        store: 'rotated/before',
        branch: [becomes('rotated/after')],
      })
      const result = await pull.check()
      assert.deepEqual(result.codes, ['MEMBER_ORPHANED', 'MEMBER_ADDED', 'KEY_ROTATED'], result.log)
      const found = only(result, 'KEY_ROTATED')
      assert.deepEqual([found.severity, found.path, found.line], ['notice', AUDIT, 12])
      assert.match(found.message, /was rotated by alice@example\.com, for 5 members \(dave@/)
      assert.match(found.fix, /`kanuka secrets access`/)
    })

    test('a pull request with a rotation by this action', async (t) => {
      const result = await checked(t, { branch: [rotates(t)] }, ['KEY_ROTATED'])
      assert.match(only(result, 'KEY_ROTATED').message, /by alice@example\.com, for 4 members/)
      assert.equal(result.status, 'pass')
    })

    test('a rotation that revokes somebody', async (t) => {
      const branch = [rotates(t, { revoke: CAROL })]
      const result = await checked(t, { branch }, ['KEY_ROTATED', 'MEMBER_REMOVED'])
      assert.match(only(result, 'KEY_ROTATED').message, /for 3 members/)
      assert.doesNotMatch(only(result, 'KEY_ROTATED').message, /carol@/)
    })

    test('a rotation in a store without secret files', async (t) => {
      const arrange = all(tidied, removes(...SECRET_FILES))
      await checked(t, { arrange, branch: [rotates(t)] }, ['KEY_ROTATED'])
    })

    test('two rotations in one pull request', async (t) => {
      await checked(t, { branch: [rotates(t), rotates(t)] }, ['KEY_ROTATED'])
    })

    test('what bytes cannot tell: all wrapped and encrypted anew with the old key', async (t) => {
      const branch = [wraps(...ACTIVE), encrypts(...SECRET_FILES)]
      const result = await checked(t, { branch }, ['KEY_ROTATED'])
      const found = only(result, 'KEY_ROTATED')
      assert.match(found.message, /by somebody whom its audit log does not name/)
      assert.match(found.path, /^\.kanuka\/secrets\//)
    })
  })

  describe('ROTATION_PARTIAL', () => {
    test('a secret file was left behind', async (t) => {
      const branch = [rotates(t), keepsOld(LEFT)]
      const found = only(await checked(t, { branch }, ['ROTATION_PARTIAL']), 'ROTATION_PARTIAL')
      assert.deepEqual([found.severity, found.path, found.line], ['error', LEFT, undefined])
      assert.match(found.message, /rotated in part: 1 secret file \(deploy\/app\.env\.kanuka\)/)
      assert.match(found.fix, /`kanuka secrets sync` again, and commit all/)
    })

    test("a member's wrapped key was left behind", async (t) => {
      const path = wrappedKeyPath(CAROL)
      const branch = [rotates(t), keepsOld(path)]
      const found = only(await checked(t, { branch }, ['ROTATION_PARTIAL']), 'ROTATION_PARTIAL')
      assert.equal(found.path, path)
      assert.match(found.message, /1 wrapped key \(carol@example\.com, studio/)
    })

    test('several were, and they are counted', async (t) => {
      const branch = [rotates(t), keepsOld(wrappedKeyPath(CAROL), wrappedKeyPath(BOB))]
      const found = only(await checked(t, { branch }, ['ROTATION_PARTIAL']), 'ROTATION_PARTIAL')
      assert.match(found.message, /: 2 wrapped keys \(bob@example\.com.*carol@example\.com/)
    })

    test('a line `sync` in the log, and nothing rotated', async (t) => {
      const result = await checked(t, { branch: [logs('sync')] }, ['ROTATION_PARTIAL'])
      assert.match(only(result, 'ROTATION_PARTIAL').message, /4 wrapped keys .* and 5 secret files/)
    })

    test('what bytes cannot tell: all wrapped anew with the old key', async (t) => {
      await checked(t, { branch: [wraps(...ACTIVE)] }, ['ROTATION_PARTIAL'])
    })

    for (const [what, edit, codes] of [
      ['one member is registered again', registers(CAROL), []],
      ['a member has a new key pair', rotatesOwnKey(CAROL), ['MEMBER_KEY_CHANGED']],
      [
        'two members have new key pairs',
        all(rotatesOwnKey(CAROL), rotatesOwnKey(LAPTOP)),
        ['MEMBER_KEY_CHANGED'],
      ],
      ['a secret file is encrypted again', encrypts('.env.kanuka'), []],
      ['all secret files are', encrypts(...SECRET_FILES), []],
      ['a secret file is added', encrypts('new/.env.kanuka'), []],
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
      assert.deepEqual([found.severity, found.path], ['error', wrappedKeyPath(CAROL)])
      assert.match(
        found.message,
        /^carol@example\.com, studio .* still in use: the bytes of 3 wrapped keys /,
      )
      assert.match(found.fix, /^Run `kanuka secrets sync`.*change the values that they could read/)
    })

    test('in a store without secret files', async (t) => {
      const arrange = all(tidied, removes(...SECRET_FILES))
      await checked(t, { arrange, branch: [leaves(CAROL)] }, [
        'REVOKED_WITHOUT_ROTATION',
        'MEMBER_REMOVED',
      ])
    })

    test('the wrapped key stayed behind: an orphan who knows the key', async (t) => {
      const result = await checked(t, { branch: [removes(publicKeyPath(CAROL))] }, [
        'MEMBER_ORPHANED',
        'REVOKED_WITHOUT_ROTATION',
      ])
      assert.match(only(result, 'REVOKED_WITHOUT_ROTATION').fix, /`kanuka secrets clean` and then/)
    })

    test('the rotation that should follow missed a file', async (t) => {
      const branch = [rotates(t, { revoke: CAROL }), keepsOld(LEFT)]
      await checked(t, { branch }, [
        'REVOKED_WITHOUT_ROTATION',
        'ROTATION_PARTIAL',
        'MEMBER_REMOVED',
      ])
    })

    test('removed by hand, and rotated in a later commit of the branch: not', async (t) => {
      const branch = [leaves(CAROL), rotates(t)]
      await checked(t, { branch }, ['KEY_ROTATED', 'MEMBER_REMOVED'])
    })

    test('nothing is left to compare: a note, and no finding', async (t) => {
      const result = await checked(
        t,
        {
          arrange: all(tidied, leaves(LAPTOP, BOB)),
          branch: [
            leaves(CAROL),
            all(wraps(WORKSTATION), respells(WORKSTATION), encrypts(...SECRET_FILES)),
          ],
        },
        ['MEMBER_REMOVED'],
      )
      assert.match(
        notesOf(result),
        /access was taken from carol@example\.com.* cannot be told without a key/,
      )
      assert.match(result.summary, /cannot be told without a key/)
    })

    test('not: somebody who waited for access is turned away', async (t) => {
      const branch = [removes(publicKeyPath(DAVE))]
      await checked(t, { arrange: withoutOrphan, branch }, [])
    })

    test("not: an orphan's wrapped key is cleaned away", async (t) => {
      const arrange = (root: string): void => rmSync(join(root, publicKeyPath(DAVE)))
      const branch = [removes(wrappedKeyPath(ERIN))]
      await checked(t, { arrange, branch }, ['MEMBER_REMOVED'])
    })
  })
})
