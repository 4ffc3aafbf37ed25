// A check of pull requests that touch members' keys: replaced, doubled, unusable or weak public keys, and
// wrapped keys that cannot be right.
import { createPublicKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { FIXTURES, key } from '../helpers/action.ts'
import {
  all,
  assertFindings,
  freshKey,
  keyOf,
  logs,
  prime,
  publicKey,
  replaces,
  tidy,
  wrappedKey,
} from '../helpers/checking-store.ts'
import { checkPull, writes, type Edit } from '../helpers/checking.ts'
import { BOB, CAROL, LAPTOP, WORKSTATION } from '../helpers/rotating.ts'

const TEAM = { store: 'team', arrange: tidy }

function fixtureBytes(path: string): Buffer {
  return readFileSync(join(FIXTURES, 'team', path))
}

/** What a member's own `kanuka secrets rotate` writes, but for its line in the log. */
function rotated(uuid: string, bits: number): Edit {
  return all(
    writes(publicKey(uuid), freshKey(bits)),
    writes(wrappedKey(uuid), randomBytes(bits / 8)),
  )
}

describe('MEMBER_KEY_CHANGED', () => {
  test('a public key is replaced: the next rotation would be for whoever did it', async (t) => {
    const pull = await checkPull(t, { ...TEAM, branch: [writes(publicKey(BOB), freshKey(4096))] })
    assertFindings(await pull.check(), {
      code: 'MEMBER_KEY_CHANGED',
      path: publicKey(BOB),
      message:
        /^The public key of bob@example\.com, bobs-thinkpad .* was an RSA key of 4096 bits, SHA-256 [0-9a-f]{64} and is now an RSA key of 4096 bits, SHA-256 [0-9a-f]{64}$/,
      fix: /in another way.*`kanuka secrets sync`/,
    })
  })

  test("a member's own `rotate`: a warning, as the line is no proof", async (t) => {
    const pull = await checkPull(t, { ...TEAM, branch: [all(rotated(BOB, 4096), logs('rotate'))] })
    assertFindings(await pull.check(), {
      code: 'MEMBER_KEY_CHANGED',
      severity: 'warning',
      path: publicKey(BOB),
      message: /, as a line `rotate` of the audit log says$/,
    })
  })

  for (const [what, branch] of [
    ['with a new wrapped key, and no line says why', rotated(BOB, 4096)],
    [
      'the line names somebody else',
      all(rotated(BOB, 4096), logs('rotate', { user: 'carol@example.com', uuid: CAROL })),
    ],
    ['the wrapped key stays', all(writes(publicKey(BOB), freshKey(4096)), logs('rotate'))],
    ['the line is another one of theirs', all(rotated(BOB, 4096), logs('create'))],
  ] as const) {
    test(`an error: ${what}`, async (t) => {
      const pull = await checkPull(t, { ...TEAM, branch: [branch] })
      assertFindings(await pull.check(), { code: 'MEMBER_KEY_CHANGED', path: publicKey(BOB) })
    })
  }

  test('an error: the line was there before', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      arrange: all(tidy, logs('rotate')),
      branch: [rotated(BOB, 4096)],
    })
    assertFindings(await pull.check(), { code: 'MEMBER_KEY_CHANGED', path: publicKey(BOB) })
  })

  test('not: the same key with other line ends', async (t) => {
    const pull = await checkPull(t, { ...TEAM, branch: [replaces(publicKey(BOB), '\n', '\r\n')] })
    assertFindings(await pull.check())
  })
})

describe('MEMBER_KEY_DUPLICATE', () => {
  test('one person under two UUIDs outlives the revocation of one', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      arrange: all(tidy, writes(publicKey(LAPTOP), fixtureBytes(publicKey(WORKSTATION)))),
    })
    assertFindings(await pull.check(), {
      code: 'MEMBER_KEY_DUPLICATE',
      severity: 'warning',
      path: publicKey(LAPTOP),
      message:
        /have one key, an RSA key of 2048 bits.*: alice@example\.com, workstation .*, alice@example\.com, laptop /,
      fix: new RegExp(`\`kanuka secrets revoke --file ${wrappedKey(LAPTOP)}\``),
    })
  })

  test('not: one person with two devices and a key for each', async (t) => {
    const pull = await checkPull(t, TEAM)
    assertFindings(await pull.check())
  })
})

describe('PUBLIC_KEY_INVALID', () => {
  const privateKey = key('team-alice-laptop.pem')
  for (const [what, pem, message, isReadable] of [
    ['an RSA key of 768 bits', keyOf(prime(384) * prime(384)), /an RSA key of 76[78] bits/, true],
    ['no key at all', 'to do\n', /no public key in PEM form/, false],
  ] as const) {
    test(what, async (t) => {
      const pull = await checkPull(t, {
        ...TEAM,
        arrange: all(tidy, writes(publicKey(LAPTOP), pem)),
      })
      assertFindings(
        await pull.check(),
        {
          code: 'PUBLIC_KEY_INVALID',
          path: publicKey(LAPTOP),
          message,
          fix: /`kanuka secrets create`/,
        },
        // Wrapped for the key that was there before.
        ...(isReadable ? [{ code: 'WRAPPED_KEY_DAMAGED', path: wrappedKey(LAPTOP) } as const] : []),
      )
    })
  }

  test('a member committed the private key in its place', async (t) => {
    const pull = await checkPull(t, { ...TEAM, branch: [writes(publicKey(LAPTOP), privateKey)] })
    assertFindings(
      await pull.check(),
      { code: 'MEMBER_KEY_CHANGED', path: publicKey(LAPTOP) },
      { code: 'PRIVATE_KEY_TRACKED', path: publicKey(LAPTOP), line: 1 },
      { code: 'PUBLIC_KEY_INVALID', path: publicKey(LAPTOP), message: /holds a PRIVATE key/ },
    )
  })

  test('the form that only OpenSSL likes is a warning', async (t) => {
    const spki = fixtureBytes(publicKey(LAPTOP))
    const pem = createPublicKey(spki).export({ type: 'pkcs1', format: 'pem' })
    const pull = await checkPull(t, { ...TEAM, branch: [writes(publicKey(LAPTOP), pem)] })
    assertFindings(await pull.check(), {
      code: 'PUBLIC_KEY_INVALID',
      severity: 'warning',
      path: publicKey(LAPTOP),
    })
  })
})

describe('PUBLIC_KEY_WEAK', () => {
  const weak = { code: 'PUBLIC_KEY_WEAK', severity: 'warning' } as const

  test('a key of 1024 bits', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      arrange: all(
        tidy,
        writes(publicKey(LAPTOP), freshKey(1024)),
        writes(wrappedKey(LAPTOP), randomBytes(128)),
      ),
    })
    assertFindings(await pull.check(), {
      ...weak,
      path: publicKey(LAPTOP),
      message: /^The public key of alice@example\.com, laptop .* has only 1024 bits$/,
      fix: /at least 2048 bits with `kanuka secrets rotate`/,
    })
  })

  test('an even modulus', async (t) => {
    const pem = keyOf(2n * prime(2047))
    const pull = await checkPull(t, {
      ...TEAM,
      arrange: all(tidy, writes(publicKey(LAPTOP), pem)),
    })
    assertFindings(await pull.check(), {
      ...weak,
      path: publicKey(LAPTOP),
      message: /has an even modulus$/,
    })
  })

  test('two machines without entropy shared a prime: both members, each with the other', async (t) => {
    const shared = prime(1024)
    const pull = await checkPull(t, {
      ...TEAM,
      arrange: all(
        tidy,
        writes(publicKey(LAPTOP), keyOf(shared * prime(1024))),
        writes(publicKey(WORKSTATION), keyOf(shared * prime(1024))),
      ),
    })
    assertFindings(
      await pull.check(),
      {
        ...weak,
        path: publicKey(WORKSTATION),
        message: /shares a prime with that of alice@.*laptop/,
      },
      {
        ...weak,
        path: publicKey(LAPTOP),
        message: /shares a prime with that of alice@.*workstation/,
      },
    )
  })

  test('not: the same prime in another store', async (t) => {
    const shared = prime(1024)
    const pull = await checkPull(t, {
      store: 'monorepo',
      arrange: all(
        writes(publicKey(WORKSTATION), keyOf(shared * prime(1024))),
        writes(`services/web/${publicKey(BOB)}`, keyOf(shared * prime(1024))),
      ),
    })
    assertFindings(await pull.check({ 'working-directory': '**' }))
  })
})

describe('WRAPPED_KEY_DAMAGED', () => {
  test('cut', async (t) => {
    const bytes = fixtureBytes(wrappedKey(CAROL)).subarray(0, 200)
    const pull = await checkPull(t, { ...TEAM, branch: [writes(wrappedKey(CAROL), bytes)] })
    assertFindings(await pull.check(), {
      code: 'WRAPPED_KEY_DAMAGED',
      path: wrappedKey(CAROL),
      message:
        /^The wrapped key of carol@example\.com, studio .* has 200 bytes, where the key makes 384$/,
      fix: /`kanuka secrets sync`/,
    })
  })

  test('one given to two members: it cannot be for both', async (t) => {
    const bytes = fixtureBytes(wrappedKey(WORKSTATION))
    const pull = await checkPull(t, { ...TEAM, branch: [writes(wrappedKey(LAPTOP), bytes)] })
    assertFindings(await pull.check(), {
      code: 'WRAPPED_KEY_DAMAGED',
      path: wrappedKey(LAPTOP),
      message: /has the very bytes of that of alice@example\.com, workstation /,
    })
  })

  test('not: as long as it must be, whatever it holds', async (t) => {
    const edit = writes(wrappedKey(CAROL), randomBytes(384))
    const pull = await checkPull(t, { ...TEAM, branch: [edit] })
    assertFindings(await pull.check())
  })
})
