// Whether a file of a store may go into a backup, or come out of one: ciphertext and public keys may,
// readable text and private keys never. Judges one file by its bytes; shows nothing of it.
import { createPrivateKey } from 'node:crypto'
import {
  CONFIG_FILE,
  MAX_KEY_FILE_BYTES,
  PUBLIC_KEY_SUFFIX,
  WRAPPED_KEYS_FOLDER,
} from '../kanuka/layout.ts'
import type { Member } from '../kanuka/members.ts'
import { publicKeyProblem } from '../kanuka/public-key.ts'
import { count } from '../platform/printable.ts'
import { contentOf } from './ciphertext-content.ts'
import { findPrivateKeys } from './private-key-blocks.ts'
import { readableText } from './readable-text.ts'

export interface Unsoundness {
  /** exposed: it holds what must not be in clear. damaged: it is of no use. */
  readonly kind: 'exposed' | 'damaged'
  /** The end of a sentence about the file. */
  readonly what: string
}

/** Of a secret file, by what can be told without a key. */
export function judgeSecretFile(bytes: Buffer): Unsoundness | undefined {
  const content = contentOf(bytes)
  switch (content.kind) {
    case 'ciphertext':
      return judgeRandomness(bytes)
    case 'pointer':
      return damaged('is a pointer of Git LFS, not the file itself')
    case 'short':
      return content.isText
        ? exposed('holds readable text, no ciphertext')
        : damaged(`is ${count(bytes.length, 'byte')} long, too short for a ciphertext`)
    case 'conflict':
      // A merge of two ciphertexts is no text.
      return readableText(bytes) === undefined
        ? damaged('holds the conflict markers of a merge')
        : exposed('holds readable text, with the conflict markers of a merge')
    case 'text':
      return exposed('holds readable text, no ciphertext')
  }
}

/** In so many random bytes as there can be, one in a billion files has a run as long as these. */
const TEXT_RUN = 48
const EQUAL_RUN = 16

// Each byte of a ciphertext is as likely as any other: whatever shows a pattern is none.
function judgeRandomness(bytes: Buffer): Unsoundness | undefined {
  if (isBinaryPrivateKey(bytes)) return exposed('is a private key, no ciphertext')
  if (hasRun(bytes, TEXT_RUN, isCharacter)) {
    return exposed('holds readable text among other bytes, no ciphertext')
  }
  return hasRun(bytes, EQUAL_RUN, (byte, last) => byte === last)
    ? damaged('holds a run of equal bytes, as no ciphertext does: it was not written to its end')
    : undefined
}

function isCharacter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d))
}

// From the end of each possible run, so that most bytes are not looked at.
function hasRun(
  bytes: Buffer,
  length: number,
  continues: (byte: number | undefined, last: number | undefined) => boolean,
): boolean {
  for (let start = 0; start + length <= bytes.length;) {
    const last = bytes[start + length - 1]
    let at = start + length - 1
    while (at >= start && continues(bytes[at], last)) at -= 1
    if (at < start) return true
    start = at + 1
  }
  return false
}

/** In DER, which is no text. */
function isBinaryPrivateKey(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30 || bytes.length > MAX_KEY_FILE_BYTES) return false
  return (['pkcs8', 'pkcs1', 'sec1'] as const).some((type) => {
    try {
      createPrivateKey({ key: bytes, format: 'der', type })
      return true
    } catch {
      return false
    }
  })
}

/**
 * Of config.toml, a public key or a wrapped key.
 * @param member whose key it is, as the store has them
 */
export async function judgeKeyFile(
  path: string,
  bytes: Buffer,
  member: Member | undefined,
): Promise<Unsoundness | undefined> {
  const text = readableText(bytes)
  const keys = await findPrivateKeys(text ?? bytes.toString('latin1'))
  if (keys.length > 0 || isBinaryPrivateKey(bytes)) return exposed('holds a private key')
  if (path === CONFIG_FILE) return undefined
  if (path.endsWith(PUBLIC_KEY_SUFFIX)) {
    const problem = member && publicKeyProblem(member)
    return problem === undefined ? undefined : damaged(problem)
  }
  if (!path.startsWith(`${WRAPPED_KEYS_FOLDER}/`)) return undefined
  if (text !== undefined && text !== '') return exposed('holds readable text, no wrapped key')
  const bits = member?.publicKey?.asymmetricKeyDetails?.modulusLength
  const expected = bits === undefined ? undefined : Math.ceil(bits / 8)
  if (expected === undefined || bytes.length === expected) return undefined
  return damaged(`has ${count(bytes.length, 'byte')}, where its public key makes ${expected}`)
}

function exposed(what: string): Unsoundness {
  return { kind: 'exposed', what }
}

function damaged(what: string): Unsoundness {
  return { kind: 'damaged', what }
}
