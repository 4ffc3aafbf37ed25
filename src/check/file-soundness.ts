// Whether a file of a store may go into a backup, or come out of one: ciphertext and public keys may,
// readable text and private keys never. Judges one file by its bytes; shows nothing of it.
import { CONFIG_FILE, PUBLIC_KEY_SUFFIX, WRAPPED_KEYS_FOLDER } from '../kanuka/layout.ts'
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
      return undefined
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
  if (keys.length > 0) return exposed('holds a private key')
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
