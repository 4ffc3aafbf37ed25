// What a public key is worth: its fingerprint, and whether anything may be wrapped for it.
import { createHash, type KeyObject } from 'node:crypto'
import type { Member } from './members.ts'

const MIN_MODULUS_BITS = 1024
// Go, which Kanuka is written in, takes no larger one.
const MAX_EXPONENT = 2n ** 31n - 1n

/** SHA-256 of the key as SPKI in DER form, 64 hex digits. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

/** Why nothing may be wrapped for this member, as the end of a sentence about its `.pub`. */
export function publicKeyProblem({ publicKey, oddity }: Member): string | undefined {
  if (!publicKey) return oddity ?? 'is missing'
  const { modulusLength = 0, publicExponent = 0n } = publicKey.asymmetricKeyDetails ?? {}
  if (modulusLength < MIN_MODULUS_BITS) {
    return `holds an RSA key of ${modulusLength} bits; at least ${MIN_MODULUS_BITS} are needed`
  }
  // With the exponent 1 "encrypted" is readable by everybody.
  const isUsual =
    publicExponent >= 3n && publicExponent <= MAX_EXPONENT && publicExponent % 2n === 1n
  return isUsual ? undefined : `holds an RSA key with the unusual exponent ${publicExponent}`
}
