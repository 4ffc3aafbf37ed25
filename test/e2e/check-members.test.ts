// A check of pull requests that let somebody in: by a rotation, by hand, with a public key alone.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { FIXTURES } from '../helpers/action.ts'
import {
  all,
  assertFindings,
  AUDIT,
  CONFIG,
  lineOf,
  publicKey,
  replaces,
  tidy,
  wrappedKey,
} from '../helpers/checking-store.ts'
import { becomes, checkPull, removes, writes, type Edit } from '../helpers/checking.ts'
import { fixtureStore } from '../helpers/manifest.ts'
import {
  BOB,
  CAROL,
  DAVE,
  ERIN,
  fingerprint,
  synced,
  TEAM as TEAM_KEY,
  WORKSTATION,
} from '../helpers/rotating.ts'

const TEAM = { store: 'team', arrange: tidy }
const STRANGER = '11111111-2222-4333-8444-555555555555'
const BOT = '08af7e16-2b39-45b6-b13e-9de1b7641b3f'

/** Takes a file over from a fixture. */
function from(store: string, path: string): Edit {
  return (root) => cpSync(join(FIXTURES, store, path), join(root, path))
}

function listed(uuid: string, email: string): Edit {
  return replaces(CONFIG, '[users]\n', `[users]\n  ${uuid} = "${email}"\n`)
}

describe('MEMBER_ADDED', () => {
  test('a rotation by the CLI lets in who waited', async (t) => {
    const pull = await checkPull(t, {
      store: 'rotated/before',
      branch: [becomes('rotated/after')],
    })
    const [dave = assert.fail()] = fixtureStore('rotated/after').members
    const result = await pull.check()
    assertFindings(
      result,
      { code: 'MEMBER_ORPHANED', path: wrappedKey(ERIN) },
      {
        code: 'MEMBER_ADDED',
        severity: 'warning',
        path: CONFIG,
        line: lineOf(pull.workspace, CONFIG, `${DAVE} =`),
        message: new RegExp(
          `^dave@example\\.com, daves-mac \\(${DAVE}\\) is let in to \\.kanuka with an RSA key of 2048 bits, SHA-256 ${dave.public_key_sha256}$`,
        ),
        fix: new RegExp(`in another way .*\`kanuka secrets revoke --file ${wrappedKey(DAVE)}\``),
      },
      {
        code: 'KEY_ROTATED',
        severity: 'notice',
        path: AUDIT,
        line: lineOf(pull.workspace, AUDIT, '"op":"sync"'),
        message: /rotated by alice@example\.com, for 5 members \(dave@example\.com/,
      },
    )
    assert.match(result.summary, /Gains access \(1\)[^]*daves-mac \(0022552f/)
  })

  test('a rotation by this action lets one in and takes another out', async (t) => {
    const pull = await checkPull(t, {
      store: 'team',
      branch: [
        async (root) => {
          await synced(t, root, { ...TEAM_KEY, grant: fingerprint(root, DAVE), revoke: CAROL })
        },
      ],
    })
    const added = { code: 'MEMBER_ADDED', severity: 'warning', path: CONFIG } as const
    const notice = { severity: 'notice', path: AUDIT } as const
    assertFindings(
      await pull.check(),
      {
        ...added,
        line: lineOf(pull.workspace, CONFIG, `${DAVE} =`),
        message: /^dave@.* is let in/,
      },
      { ...notice, code: 'KEY_ROTATED', line: lineOf(pull.workspace, AUDIT, '"op":"revoke"') },
      // The orphan's wrapped key goes with every rotation of ours.
      { ...notice, code: 'MEMBER_REMOVED', path: wrappedKey(ERIN) },
      {
        ...notice,
        code: 'MEMBER_REMOVED',
        path: wrappedKey(CAROL),
        message: /^carol@example\.com, studio .* loses access/,
        fix: /change the values that must not be known any more/,
      },
    )
  })

  const withoutBot = removes(publicKey(BOT), wrappedKey(BOT))

  test('a public key and a wrapped key, put there by `register`', async (t) => {
    const pull = await checkPull(t, {
      store: 'ci',
      arrange: withoutBot,
      branch: [all(from('ci', publicKey(BOT)), from('ci', wrappedKey(BOT)))],
    })
    assertFindings(await pull.check(), {
      code: 'MEMBER_ADDED',
      severity: 'warning',
      path: CONFIG,
      line: lineOf(pull.workspace, CONFIG, `${BOT} =`),
      message: /^41898282\+github-actions\[bot\]@.*, github-actions .* is let in to \.kanuka with/,
    })
  })

  test('a public key alone: no access so far, but the next rotation may give it', async (t) => {
    const pull = await checkPull(t, {
      store: 'ci',
      arrange: withoutBot,
      branch: [from('ci', publicKey(BOT))],
    })
    const place = {
      severity: 'warning',
      path: CONFIG,
      line: lineOf(pull.workspace, CONFIG, `${BOT} =`),
    } as const
    assertFindings(
      await pull.check(),
      { ...place, code: 'MEMBER_ADDED', message: /gets a public key, so far without access, in/ },
      { ...place, code: 'MEMBER_PENDING' },
    )
  })

  test('a wrapped key alone: access without an account of it', async (t) => {
    const pull = await checkPull(t, {
      store: 'ci',
      arrange: withoutBot,
      branch: [from('ci', wrappedKey(BOT))],
    })
    assertFindings(
      await pull.check(),
      { code: 'MEMBER_ORPHANED', path: wrappedKey(BOT) },
      {
        code: 'MEMBER_ADDED',
        severity: 'warning',
        path: CONFIG,
        line: lineOf(pull.workspace, CONFIG, `${BOT} =`),
        message: /is let in to \.kanuka without a public key/,
      },
    )
  })

  test('everybody of a new store', async (t) => {
    const pull = await checkPull(t, {
      store: 'monorepo',
      branch: [(root) => cpSync(join(FIXTURES, 'ci'), join(root, 'apps/ci'), { recursive: true })],
    })
    const config = `apps/ci/${CONFIG}`
    const added = { code: 'MEMBER_ADDED', severity: 'warning', path: config } as const
    assertFindings(
      await pull.check({ 'working-directory': 'apps/ci' }),
      { ...added, line: lineOf(pull.workspace, config, BOT), message: /in to apps\/ci\/\.kanuka / },
      { ...added, line: lineOf(pull.workspace, config, WORKSTATION) },
    )
  })

  for (const [what, branch] of [
    ['a member who is registered once more', writes(wrappedKey(BOB), randomBytes(512))],
    ['somebody who is listed and has no key', listed(STRANGER, 'zoe@example.com')],
    ['nothing of the store', writes('src/main.ts', 'export {}\n')],
  ] as const) {
    test(`not: ${what}`, async (t) => {
      const pull = await checkPull(t, { ...TEAM, branch: [branch] })
      assertFindings(await pull.check())
    })
  }

  test('not: who came to the base branch since', async (t) => {
    const pull = await checkPull(t, {
      store: 'ci',
      arrange: withoutBot,
      branch: [writes('src/main.ts', 'export {}\n')],
      main: [all(from('ci', publicKey(BOT)), from('ci', wrappedKey(BOT)))],
    })
    assertFindings(await pull.check())
  })
})
