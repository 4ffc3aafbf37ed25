// Public keys that cannot be used, or are weak.
import assert from 'node:assert/strict'
import { createPublicKey, generatePrimeSync } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Finding, FindingCode } from '../../../src/check/finding.ts'
import { keyRule } from '../../../src/check/keys.ts'
import { publicKeyPath } from '../../../src/kanuka/layout.ts'
import { edited, findingsOf, fixture, ofCode, type Commits } from './snapshots.ts'
import { ALICE, BOB, CAROL, DAVE, freshPem } from './team.ts'

const team = fixture('team')
const basic = fixture('basic')

async function found(code: FindingCode, commits: Commits): Promise<readonly Finding[]> {
  return ofCode(await findingsOf(keyRule, commits), code)
}

function pem(modulus: bigint, exponent = 65537n): string {
  const base64 = (value: bigint): string => {
    const hex = value.toString(16)
    return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString(
      'base64url',
    )
  }
  const key = { kty: 'RSA', n: base64(modulus), e: base64(exponent) }
  return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
}

function prime(bits: number): bigint {
  return generatePrimeSync(bits, { bigint: true })
}

describe('PUBLIC_KEY_INVALID', () => {
  for (const [path, message] of [
    ['damaged/ec-pub', /kind EC; Kanuka takes RSA only/],
    ['damaged/garbage-pub', /no public key in PEM form/],
    ['damaged/garbage-own-pub', /alice@example\.com.* no public key in PEM form/],
  ] as const) {
    test(path, async () => {
      const findings = await found('PUBLIC_KEY_INVALID', { head: fixture(path) })
      assert.equal(findings.length, 1)
      assert.equal(findings[0]?.severity, 'error')
      assert.match(findings[0].message, message)
      assert.match(findings[0].path, /\.pub$/)
    })
  }

  for (const [what, key, message] of [
    ['exponent 1', pem(prime(1024) * prime(1024), 1n), /unusual exponent 1$/],
    ['an even exponent', pem(prime(1024) * prime(1024), 4n), /unusual exponent 4$/],
    ['under 1024 bits', pem(prime(384) * prime(384)), /RSA key of 76[78] bits/],
    ['a private key', '-----BEGIN PRIVATE KEY-----', /holds a PRIVATE key/],
  ] as const) {
    test(what, async () => {
      const head = edited(basic, { [publicKeyPath(ALICE)]: key })
      const [one] = await found('PUBLIC_KEY_INVALID', { head })
      assert.match(one?.message ?? '', message)
      assert.deepEqual(await found('PUBLIC_KEY_WEAK', { head }), [])
    })
  }

  test('PKCS#1 form is a warning: the CLI refuses it, we can wrap for it', async () => {
    const [one] = await found('PUBLIC_KEY_INVALID', { head: fixture('damaged/pkcs1-pub') })
    assert.equal(one?.severity, 'warning')
  })

  test('not: RSA of 2048, 3072 and 4096 bits, exponent 3', async () => {
    assert.deepEqual(await found('PUBLIC_KEY_INVALID', { head: team }), [])
    const head = edited(basic, { [publicKeyPath(ALICE)]: pem(prime(1024) * prime(1024), 3n) })
    assert.deepEqual(await found('PUBLIC_KEY_INVALID', { head }), [])
  })
})

test('one modulus with two exponents is one key', async () => {
  const modulus = prime(1024) * prime(1024)
  const keys = { [publicKeyPath(BOB)]: pem(modulus), [publicKeyPath(DAVE)]: pem(modulus, 3n) }
  const head = edited(team, keys)
  assert.equal((await found('MEMBER_KEY_DUPLICATE', { head })).length, 1)
})

describe('PUBLIC_KEY_WEAK', () => {
  test('1024 to 2047 bits', async () => {
    for (const key of [freshPem(1024), freshPem(2040)]) {
      const head = edited(basic, { [publicKeyPath(ALICE)]: key })
      const [one, ...more] = await found('PUBLIC_KEY_WEAK', { head })
      assert.match(one?.message ?? '', /has only (1024|2040) bits$/)
      assert.match(one?.fix ?? '', /`kanuka secrets rotate`/)
      assert.deepEqual(more, [])
    }
  })

  test('an even modulus', async () => {
    const even = 2n * prime(2047)
    const head = edited(team, {
      [publicKeyPath(ALICE)]: pem(even),
      [publicKeyPath(BOB)]: pem(2n * prime(2047)),
    })
    const findings = await found('PUBLIC_KEY_WEAK', { head })
    assert.equal(findings.length, 2)
    // That both are divided by 2 is no news.
    for (const { message } of findings) assert.match(message, /has an even modulus$/)
  })

  test('a common prime: both, with the name of the other', async () => {
    const [p, q, r, s] = [prime(1024), prime(1024), prime(1024), prime(1024)]
    const head = edited(team, {
      [publicKeyPath(BOB)]: pem(p * q),
      [publicKeyPath(CAROL)]: pem(p * r),
      [publicKeyPath(DAVE)]: pem(q * s),
    })
    const findings = await found('PUBLIC_KEY_WEAK', { head })
    const shown = findings.map(({ path, message }) => [
      path.slice('.kanuka/public_keys/'.length).slice(0, 4),
      /shares a prime with that of (\w+)@/.exec(message)?.[1],
    ])
    assert.deepEqual(shown, [
      ['0022', 'bob'],
      ['45e6', 'dave'],
      ['d52f', 'bob'],
    ])
  })

  test('a key with the primes of two others is found whichever comes first', async () => {
    const [p, q, r, s] = [prime(1024), prime(1024), prime(1024), prime(1024)]
    const keys = [pem(p * r), pem(q * s), pem(p * q)]
    for (const turn of [0, 1, 2]) {
      const head = edited(
        team,
        Object.fromEntries(
          [DAVE, BOB, CAROL].map((uuid, n) => [publicKeyPath(uuid), keys[(n + turn) % 3]]),
        ),
      )
      const findings = await found('PUBLIC_KEY_WEAK', { head })
      assert.equal(findings.length, 3)
      for (const { message } of findings) assert.match(message, /with that of (bob|carol|dave)@/)
    }
  })

  test('250 members are compared in little time', async () => {
    const shared = prime(1024)
    const uuid = (n: number): string =>
      `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
    // Odd numbers will do: what is not shared need not be prime.
    const others = Array.from({ length: 248 }, () => freshOdd())
    const moduli = [shared * prime(1024), ...others, shared * prime(1024)]
    const keys = Object.fromEntries(moduli.map((n, index) => [publicKeyPath(uuid(index)), pem(n)]))
    const start = performance.now()
    const findings = await found('PUBLIC_KEY_WEAK', { head: edited(basic, keys) })
    assert.ok(performance.now() - start < 20_000)
    const ends = findings.filter(({ message }) => message.includes('shares a prime'))
    assert.ok(ends.some(({ path }) => path === publicKeyPath(uuid(0))))
    assert.ok(ends.some(({ path }) => path === publicKeyPath(uuid(249))))
  })

  test('not: sound keys', async () => {
    for (const path of ['team', 'ci', 'rotated/after', 'monorepo']) {
      assert.deepEqual(await found('PUBLIC_KEY_WEAK', { head: fixture(path) }), [])
    }
  })
})

function freshOdd(): bigint {
  return (
    BigInt(`0x${Buffer.from(crypto.getRandomValues(new Uint8Array(256))).toString('hex')}`) |
    1n |
    (1n << 2047n)
  )
}
