// Secret files: 24 bytes nonce ‖ NaCl secretbox (XSalsa20-Poly1305). No header, no name bound in.
import { randomBytes } from 'node:crypto'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'

const NONCE_LENGTH = 24
const TAG_LENGTH = 16

/** @returns the plaintext, or undefined when key and ciphertext do not belong together */
export function openSecretbox(ciphertext: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  try {
    const nonce = ciphertext.subarray(0, NONCE_LENGTH)
    return xsalsa20poly1305(key, nonce).decrypt(ciphertext.subarray(NONCE_LENGTH))
  } catch {
    return undefined
  }
}

/** With a fresh random nonce: the same plaintext never gives the same bytes twice. */
export function sealSecretbox(plaintext: Uint8Array, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_LENGTH)
  const sealed = new Uint8Array(NONCE_LENGTH + TAG_LENGTH + plaintext.length)
  // The library works 16 bytes before the tag; those hold the end of the nonce, set afterwards.
  const work = sealed.subarray(NONCE_LENGTH - TAG_LENGTH)
  xsalsa20poly1305(key, nonce).encrypt(plaintext, work)
  sealed.set(nonce)
  return sealed
}
