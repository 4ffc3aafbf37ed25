// Opens archives that are encrypted or signed with OpenPGP, ours and gpg's. Owns which files are taken for
// such, and what is read of the inputs.
import type * as OpenPgp from 'openpgp'
import { ActionError, throwIfAny } from '../errors.ts'
import { openPrivateKey } from '../platform/openpgp-keys.ts'
import type { SecretText } from '../secret-value.ts'
import { judge, readSigners, type Judging, type SignatureState } from './judging.ts'
import { SealedMessage } from './sealed-message.ts'

export interface OpeningRequest {
  /** How errors name the archive. */
  readonly shown: string
  readonly passphrase: SecretText | undefined
  readonly decryptionKey: SecretText | undefined
  readonly decryptionPassphrase: SecretText | undefined
  readonly signers: string | undefined
  readonly requireSignature: boolean
  /** Of the contents, after decompression. */
  readonly maxBytes: number
}

export interface OpenedArchive {
  readonly chunks: readonly Uint8Array[]
  readonly signature: SignatureState
}

const ARMOR = '-----BEGIN PGP '

/** The packets that a message begins with: session keys, encrypted or signed data, a marker. */
const FIRST_TAGS: ReadonlySet<number> = new Set([1, 2, 3, 4, 8, 9, 10, 11, 18, 20])

/** Whether a file that starts so is OpenPGP, armored or not. Neither gzip nor tar are. */
export function isSealed(start: Uint8Array): boolean {
  return isArmored(start) || FIRST_TAGS.has(tagOf(start[0] ?? 0))
}

function isArmored(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 1024)).toString('latin1').trimStart().startsWith(ARMOR)
}

function tagOf(first: number): number {
  if (first < 0x80) return 0
  return first < 0xc0 ? (first >> 2) & 0xf : first & 0x3f
}

/** @throws ActionError ARCHIVE_LOCKED, ARCHIVE_DAMAGED, ARCHIVE_SIGNATURE, ARCHIVE_TOO_LARGE, ARCHIVE_KEY_INVALID */
export async function openSealed(
  bytes: Uint8Array,
  request: OpeningRequest,
): Promise<OpenedArchive> {
  const errors: ActionError[] = []
  const judging = await readJudging(request, errors)
  const key = await readDecryptionKey(request, errors)
  throwIfAny(errors)
  const { shown, maxBytes, passphrase } = request
  const source = { bytes, isArmored: isArmored(bytes), shown, maxBytes }
  const message = new SealedMessage(await import('openpgp'), source)
  const sessionKey = await message.unlock({ key, passphrase })
  const { chunks, signatures } = await message.contents(sessionKey)
  return { chunks, signature: await judge(signatures, chunks, judging) }
}

/**
 * @param signature what lies beside an archive that is not encrypted, armored or binary
 * @throws ActionError ARCHIVE_SIGNATURE, ARCHIVE_KEY_INVALID
 */
export async function verifyDetached(
  bytes: Uint8Array,
  signature: Uint8Array,
  request: OpeningRequest,
): Promise<SignatureState> {
  const errors: ActionError[] = []
  const judging = await readJudging(request, errors)
  throwIfAny(errors)
  return judge(await readSignature(signature, request.shown), [bytes], judging)
}

async function readSignature(
  bytes: Uint8Array,
  shown: string,
): Promise<readonly OpenPgp.SignaturePacket[]> {
  const openpgp = await import('openpgp')
  try {
    const given = isArmored(bytes)
      ? { armoredSignature: Buffer.from(bytes).toString('utf8').trim() }
      : { binarySignature: bytes }
    const { packets } = await openpgp.readSignature(given as { binarySignature: Uint8Array })
    const signatures = packets.filterByTag(openpgp.enums.packet.signature)
    if (signatures.length > 0) return signatures
  } catch {
    // Said below.
  }
  throw new ActionError('ARCHIVE_SIGNATURE', {
    what: `the signature beside ${shown} cannot be read: it is cut off, damaged or something else`,
    fix: 'Fetch archive and signature again, or remove the signature if you trust the archive without it.',
  })
}

async function readJudging(request: OpeningRequest, errors: ActionError[]): Promise<Judging> {
  const { shown, requireSignature } = request
  return { shown, requireSignature, signers: await readSigners(request.signers, errors) }
}

async function readDecryptionKey(
  { decryptionKey, decryptionPassphrase }: OpeningRequest,
  errors: ActionError[],
): Promise<OpenPgp.PrivateKey | undefined> {
  if (decryptionKey === undefined) return undefined
  try {
    return await openPrivateKey({
      key: decryptionKey,
      passphrase: decryptionPassphrase,
      passphraseInput: 'archive-decryption-passphrase',
      invalid: notADecryptionKey,
    })
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    errors.push(error)
    return undefined
  }
}

function notADecryptionKey(why: string): ActionError {
  return new ActionError('ARCHIVE_KEY_INVALID', {
    what: `\`archive-decryption-key\` cannot be used: ${why}`,
    fix: 'Give the whole output of `gpg --armor --export-secret-keys KEY-ID` as a secret, and its passphrase as `archive-decryption-passphrase`.',
  })
}
