// What a public key is worth: its fingerprint, and whether anything may be wrapped for it.
import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Member } from '../../../src/kanuka/members.ts'
import { fingerprintOf, publicKeyProblem } from '../../../src/kanuka/public-key.ts'
import { FIXTURES } from '../../helpers/action.ts'
import { manifest } from '../../helpers/manifest.ts'

function memberWith(publicKey: KeyObject | undefined, oddity?: string): Member {
  return { uuid: 'u', email: undefined, device: undefined, state: 'active', publicKey, oddity }
}

function rsa(modulus: string, exponent: string): KeyObject {
  const n = Buffer.from(modulus, 'hex').toString('base64url')
  const e = Buffer.from(exponent, 'hex').toString('base64url')
  return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
}

/** Of so many bits, the first and the last of them set. */
const modulusOf = (bits: number): string => (2n ** BigInt(bits - 1) + 1n).toString(16)

test('the fingerprint is the SHA-256 of the key as SPKI, in hex, whatever form it came in', () => {
  for (const { path, members } of manifest.stores) {
    for (const { uuid, state, public_key_sha256: expected } of members) {
      if (state === 'orphan' || expected === undefined || path === 'legacy') continue
      const pem = readFileSync(join(FIXTURES, path, `.kanuka/public_keys/${uuid}.pub`))
      assert.equal(fingerprintOf(createPublicKey(pem)), expected, `${uuid} in ${path}`)
    }
  }
})

describe('nothing is wrapped for', () => {
  for (const [what, key, says] of [
    ['an RSA key of 512 bits', rsa(modulusOf(512), '010001'), /RSA key of 512 bits; at least 1024/],
    ['an RSA key of 1023 bits', rsa(modulusOf(1023), '010001'), /1023 bits/],
    ['the exponent 1', rsa(modulusOf(2048), '01'), /unusual exponent 1$/],
    ['the exponent 2', rsa(modulusOf(2048), '02'), /unusual exponent 2$/],
    ['an even exponent', rsa(modulusOf(2048), '010000'), /unusual exponent 65536$/],
    ['the exponent 2^31 + 1', rsa(modulusOf(2048), '80000001'), /unusual exponent 2147483649$/],
    ['an exponent of 64 bits', rsa(modulusOf(2048), 'ffffffffffffffff'), /unusual exponent/],
  ] as const) {
    test(what, () => {
      assert.match(publicKeyProblem(memberWith(key)) ?? 'no problem', says)
    })
  }

  test('a key that could not be read, for the reason that it was not', () => {
    assert.equal(publicKeyProblem(memberWith(undefined, 'is odd')), 'is odd')
    assert.equal(publicKeyProblem(memberWith(undefined)), 'is missing')
  })
})

describe('something may be wrapped for', () => {
  for (const [what, key] of [
    ['an RSA key of 1024 bits', rsa(modulusOf(1024), '010001')],
    ['an RSA key of 4096 bits', rsa(modulusOf(4096), '010001')],
    ['the exponent 3', rsa(modulusOf(2048), '03')],
    ['the largest exponent that Go takes', rsa(modulusOf(2048), '7fffffff')],
    ['a key as OpenSSL makes it', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey],
  ] as const) {
    test(what, () => {
      assert.equal(publicKeyProblem(memberWith(key)), undefined)
    })
  }

  test('a key in a form that only the CLI does not take', () => {
    const key = rsa(modulusOf(2048), '010001')
    assert.equal(publicKeyProblem(memberWith(key, 'is in PKCS#1 form')), undefined)
  })
})
