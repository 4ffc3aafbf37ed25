// Branches of which one rotated, told before the merge without a private key.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { wrappedKeyPath } from '../../src/kanuka/layout.ts'
import { withoutGit } from '../helpers/action.ts'
import { writes } from '../helpers/checking.ts'
import {
  all,
  checked,
  encrypts,
  logs,
  only,
  registers,
  rotates,
  seals,
  tidied,
  withoutOrphan,
} from '../helpers/checking-rotations.ts'
import { CAROL, DAVE } from '../helpers/rotating.ts'

const LEFT = 'deploy/app.env.kanuka'
const README = writes('README.md', 'hello\n')

describe('check of branches before a merge, without a key', { skip: withoutGit }, () => {
  describe('ROTATION_CONFLICT', () => {
    test('two rotations in parallel', async (t) => {
      const result = await checked(t, { branch: [rotates(t)], main: [rotates(t)] }, [
        'ROTATION_CONFLICT',
        'KEY_ROTATED',
      ])
      const { message } = only(result, 'ROTATION_CONFLICT')
      assert.match(message, /the base branch rotated since, .*; this range rotated, /)
    })

    for (const [what, edit, path, codes] of [
      ['adds a secret file', seals('new/.env.kanuka'), 'new/.env.kanuka', []],
      ['encrypts a secret file again', encrypts('.env.kanuka'), '.env.kanuka', []],
      ['registers a member again', registers(CAROL), wrappedKeyPath(CAROL), []],
      ['lets a member in', registers(DAVE), wrappedKeyPath(DAVE), ['MEMBER_ADDED']],
    ] as const) {
      const isDaves = path === wrappedKeyPath(DAVE)
      const arrange = isDaves ? withoutOrphan : tidied

      test(`main rotated since, and the branch ${what}`, async (t) => {
        const story = { arrange, branch: [edit], main: [rotates(t)] }
        const result = await checked(t, story, ['ROTATION_CONFLICT', ...codes])
        const found = only(result, 'ROTATION_CONFLICT')
        assert.deepEqual([found.severity, found.path], ['error', path])
        assert.match(
          found.message,
          /the base branch rotated since, and this range writes [^;]+ under another key$/,
        )
        assert.match(
          found.fix,
          /^Take `\.kanuka\/` and the secret files whole from the base branch/,
        )
        assert.doesNotMatch(found.fix, /`kanuka secrets sync`/)
      })

      test(`the mirror: the branch rotated, and main ${what}`, async (t) => {
        const story = { arrange, branch: [rotates(t)], main: [edit] }
        const result = await checked(t, story, [
          'ROTATION_CONFLICT',
          ...(isDaves ? (['MEMBER_PENDING'] as const) : []),
          'KEY_ROTATED',
        ])
        const found = only(result, 'ROTATION_CONFLICT')
        assert.match(
          found.message,
          /: this range rotated, and the base branch since wrote [^;]+ under another key$/,
        )
        assert.ok(found.message.includes(path))
        assert.match(found.fix, /`kanuka secrets sync` again/)
      })
    }

    test('a line `sync` on main without a rotation: bytes cannot tell, so it counts', async (t) => {
      const story = { branch: [seals('new/.env.kanuka')], main: [logs('sync')] }
      await checked(t, story, ['ROTATION_CONFLICT'])
    })

    test('not: main rotated since, and the branch writes no ciphertext', async (t) => {
      await checked(t, { branch: [README], main: [rotates(t)] }, [])
    })

    test('not: the branch rotated, and main writes no ciphertext', async (t) => {
      await checked(t, { branch: [rotates(t)], main: [README] }, ['KEY_ROTATED'])
    })

    test('not: both encrypt, and nobody rotated', async (t) => {
      await checked(t, { branch: [encrypts('.env.kanuka')], main: [encrypts(LEFT)] }, [])
    })

    test('not: the branch left after the rotation', async (t) => {
      const arrange = all(tidied, rotates(t))
      await checked(t, { arrange, branch: [encrypts('.env.kanuka')] }, [])
    })
  })
})
