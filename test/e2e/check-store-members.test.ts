// A check of who waits in a store, who is left over, whom nobody knows, and of pull requests that take
// somebody out.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  all,
  assertFindings,
  CONFIG,
  freshKey,
  lineOf,
  publicKey,
  replaces,
  tidy,
  wrappedKey,
} from '../helpers/checking-store.ts'
import { becomes, checkPull, removes, writes } from '../helpers/checking.ts'
import { fixtureStore } from '../helpers/manifest.ts'
import { DAVE, ERIN, LAPTOP } from '../helpers/rotating.ts'

const TEAM = { store: 'team', arrange: tidy }
const STRANGER = '11111111-2222-4333-8444-555555555555'

describe('who waits, who is left over, whom nobody knows', () => {
  test('a member who waits and one whose public key is gone, with what to do', async (t) => {
    const pull = await checkPull(t, { store: 'team', branch: [writes('docs/a.md', 'hello\n')] })
    const [dave = assert.fail()] = fixtureStore('team').members
    assertFindings(
      await pull.check(),
      {
        code: 'MEMBER_ORPHANED',
        path: wrappedKey(ERIN),
        message: /^erin@example\.com, old-tower \(726ad8cf-.* nobody can account for that access$/,
        fix: /`kanuka secrets clean` and then `kanuka secrets sync`/,
      },
      {
        code: 'MEMBER_PENDING',
        severity: 'warning',
        path: CONFIG,
        line: lineOf(pull.workspace, CONFIG, `${DAVE} =`),
        message: new RegExp(`^dave@example\\.com, daves-mac .*${dave.public_key_sha256}$`),
        fix: new RegExp(`\`kanuka secrets sync\`.*\`git rm ${publicKey(DAVE)}\``),
      },
    )
  })

  test('not: a pull request that takes out both', async (t) => {
    const pull = await checkPull(t, { store: 'team', branch: [tidy] })
    assertFindings(await pull.check(), {
      code: 'MEMBER_REMOVED',
      severity: 'notice',
      path: wrappedKey(ERIN),
      message: /^erin@example\.com, old-tower .* loses access to \.kanuka$/,
    })
  })

  test('keys of a UUID that config.toml does not know, smuggled in', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      branch: [
        all(
          writes(publicKey(STRANGER), freshKey()),
          writes(wrappedKey(STRANGER), randomBytes(256)),
        ),
      ],
    })
    assertFindings(
      await pull.check(),
      {
        code: 'MEMBER_UNLISTED',
        path: publicKey(STRANGER),
        message: new RegExp(
          `^${STRANGER} has a wrapped key in \\.kanuka, but config\\.toml does not`,
        ),
        fix: new RegExp(`\`kanuka secrets revoke --file ${wrappedKey(STRANGER)}\``),
      },
      {
        code: 'MEMBER_ADDED',
        severity: 'warning',
        path: publicKey(STRANGER),
        message: new RegExp(`^${STRANGER} is let in to \\.kanuka with an RSA key of 2048 bits`),
      },
    )
  })
})

describe('MEMBER_REMOVED', () => {
  test('by hand, and without a rotation', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      branch: [removes(publicKey(LAPTOP), wrappedKey(LAPTOP))],
    })
    assertFindings(
      await pull.check(),
      {
        code: 'REVOKED_WITHOUT_ROTATION',
        path: wrappedKey(LAPTOP),
        message: /^alice@example\.com, laptop /,
      },
      {
        code: 'MEMBER_REMOVED',
        severity: 'notice',
        path: wrappedKey(LAPTOP),
        message: /^alice@example\.com, laptop \(985ed0c8-.* loses access to \.kanuka$/,
      },
    )
  })

  test('not: who only waited, with what config.toml said of them', async (t) => {
    const pull = await checkPull(t, {
      store: 'team',
      arrange: removes(wrappedKey(ERIN)),
      branch: [
        all(
          removes(publicKey(DAVE)),
          replaces(CONFIG, /^ {2}0022552f.*\n/, ''),
          replaces(CONFIG, /^ {2}\[devices\.0022552f.*\n.*\n.*\n.*\n/, ''),
        ),
      ],
    })
    assertFindings(await pull.check())
  })
})

test('errors stand before warnings and notices, in the log as in the findings', async (t) => {
  const pull = await checkPull(t, { store: 'rotated/before', branch: [becomes('rotated/after')] })
  const { annotations } = await pull.check()
  assert.deepEqual(
    annotations.map(({ type }) => type),
    ['error', 'warning', 'notice'],
  )
})
