// What the bytes of a secret file are, as far as anybody can tell without a key. Judges one file;
// says nothing to anybody.
import { CIPHERTEXT_OVERHEAD } from '../kanuka/layout.ts'
import { readableText } from './readable-text.ts'

export const NONCE_BYTES = 24

export type CiphertextContent =
  | { readonly kind: 'short'; readonly isText: boolean }
  | { readonly kind: 'pointer' }
  | { readonly kind: 'conflict'; readonly line: number }
  | { readonly kind: 'text' }
  /** May be one: nothing speaks against it. */
  | { readonly kind: 'ciphertext' }

/** A secret file of the head. */
export interface SecretFile {
  readonly path: string
  readonly id: string
  /** Root of its store. */
  readonly root: string
  /** Its plaintext, relative to the root. */
  readonly plaintext: string
}

export interface Ciphertext {
  readonly content: CiphertextContent
  readonly size: number
  /** In hex digits. */
  readonly nonce: string
}

// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md, and the name of its first versions
const POINTER = /^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com|git-media\.io)\//
const MAX_POINTER_BYTES = 1024

export function contentOf(bytes: Buffer): CiphertextContent {
  if (bytes.length < MAX_POINTER_BYTES && POINTER.test(bytes.toString('latin1'))) {
    return { kind: 'pointer' }
  }
  const line = conflictLine(bytes)
  if (line !== undefined) return { kind: 'conflict', line }
  if (bytes.length < CIPHERTEXT_OVERHEAD) {
    return { kind: 'short', isText: bytes.length > 0 && readableText(bytes) !== undefined }
  }
  return { kind: readableText(bytes) === undefined ? 'ciphertext' : 'text' }
}

// All three marks, each at the start of a line and in this order.
function conflictLine(bytes: Buffer): number | undefined {
  const start = lineStarting(bytes, '<<<<<<< ', 0)
  const middle = start === -1 ? -1 : lineStarting(bytes, '=======', start)
  const end = middle === -1 ? -1 : lineStarting(bytes, '>>>>>>> ', middle)
  if (end === -1) return undefined
  return 1 + bytes.subarray(0, start).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 0)
}

function lineStarting(bytes: Buffer, mark: string, from: number): number {
  if (from === 0 && bytes.toString('latin1', 0, mark.length) === mark) return 0
  const at = bytes.indexOf(`\n${mark}`, from)
  return at === -1 ? -1 : at + 1
}
