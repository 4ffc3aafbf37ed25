// Secret files: 24 bytes nonce ‖ NaCl secretbox (XSalsa20-Poly1305). No header, no name bound in.
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'

const NONCE_LENGTH = 24

/** @returns the plaintext, or undefined when key and ciphertext do not belong together */
export function openSecretbox(ciphertext: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  try {
    const nonce = ciphertext.subarray(0, NONCE_LENGTH)
    return xsalsa20poly1305(key, nonce).decrypt(ciphertext.subarray(NONCE_LENGTH))
  } catch {
    return undefined
  }
}
