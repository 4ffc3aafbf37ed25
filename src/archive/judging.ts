// Judges the signatures of an archive. Owns when one counts: it fits the bytes, and its key was good when
// it was made, by what that key says today.
import { ReadableStream } from 'node:stream/web'
import type * as OpenPgp from 'openpgp'
import { ActionError } from '../errors.ts'
import {
  fingerprintText,
  keyIdText,
  readPublicKeys,
  userIdOf,
  whyUnusable,
} from '../platform/openpgp-keys.ts'
import { drain } from './openpgp-stream.ts'

export type SignatureState =
  | { readonly kind: 'none' }
  /** There is one, and no signers were given. */
  | { readonly kind: 'unchecked' }
  /** By none of the signers that were given. */
  | { readonly kind: 'unknown'; readonly keyId: string }
  /** It fits the bytes, but its key must not be relied on. */
  | { readonly kind: 'invalid'; readonly keyId: string; readonly why: string }
  | {
      readonly kind: 'valid'
      readonly fingerprint: string
      /** As it stands in the key: text from outside. */
      readonly name: string
      readonly made: Date
    }

export interface Judging {
  readonly shown: string
  /** undefined: none were given. */
  readonly signers: readonly OpenPgp.PublicKey[] | undefined
  readonly requireSignature: boolean
}

export async function readSigners(
  given: string | undefined,
  errors: ActionError[],
): Promise<readonly OpenPgp.PublicKey[] | undefined> {
  if (given === undefined || given.trim() === '') return undefined
  const { keys, problems } = await readPublicKeys(given)
  for (const problem of problems) {
    errors.push(
      new ActionError('ARCHIVE_KEY_INVALID', {
        what: `\`archive-signers\`: ${problem}`,
        fix: 'Give public keys as `gpg --armor --export KEY-ID` writes them, one after the other.',
      }),
    )
  }
  return keys
}

/** Nobody signs so often; each costs a pass over all bytes. */
export const MOST_SIGNATURES = 32

/** @throws ActionError ARCHIVE_SIGNATURE where it is wrong, or required and not valid */
export async function judge(
  signatures: readonly OpenPgp.SignaturePacket[],
  content: readonly Uint8Array[],
  judging: Judging,
): Promise<SignatureState> {
  if (signatures.length > MOST_SIGNATURES) {
    throw refused(judging, `has ${signatures.length} signatures, more than are looked at`)
  }
  const state = await stateOf(signatures, content, judging)
  if (!judging.requireSignature || state.kind === 'valid') return state
  throw refused(judging, whyNotEnough(state))
}

function whyNotEnough(state: Exclude<SignatureState, { kind: 'valid' }>): string {
  const required = 'and `require-signature` is set'
  switch (state.kind) {
    case 'none':
      return `is not signed, ${required}`
    case 'unchecked':
      return `is signed, but \`archive-signers\` is empty, ${required}`
    case 'unknown':
      return `is signed with the key ${state.keyId}, which is none of \`archive-signers\`, ${required}`
    case 'invalid':
      return `is signed with the key ${state.keyId}, but ${state.why}, ${required}`
  }
}

async function stateOf(
  signatures: readonly OpenPgp.SignaturePacket[],
  content: readonly Uint8Array[],
  judging: Judging,
): Promise<SignatureState> {
  const [first] = signatures
  if (first === undefined) return { kind: 'none' }
  if (judging.signers === undefined) return { kind: 'unchecked' }
  const known: (Known | 'wrong')[] = []
  for (const signature of signatures) {
    for (const signer of judging.signers) {
      const [part] = signer.getKeys(signature.issuerKeyID)
      if (part !== undefined) known.push(await check({ signature, signer, part, content }))
    }
  }
  const right = known.filter((state) => state !== 'wrong')
  const valid = right.find(({ kind }) => kind === 'valid')
  if (valid !== undefined) return valid
  if (right.length < known.length) {
    throw refused(
      judging,
      'has a signature by one of `archive-signers` that does not hold: its bytes were changed, or it is of a kind too weak',
    )
  }
  return right[0] ?? { kind: 'unknown', keyId: keyIdText(first.issuerKeyID) }
}

/** What is found of a signature by one of the signers. */
type Known = Extract<SignatureState, { kind: 'valid' | 'invalid' }>

interface Claim {
  readonly signature: OpenPgp.SignaturePacket
  readonly signer: OpenPgp.PublicKey
  /** The key or subkey that the signature names. */
  readonly part: OpenPgp.Key | OpenPgp.Subkey
  readonly content: readonly Uint8Array[]
}

async function check(claim: Claim): Promise<Known | 'wrong'> {
  const { signature, signer, part } = claim
  if (await holds(claim)) {
    const name = await userIdOf(signer)
    const made = signature.created ?? new Date(0)
    return { kind: 'valid', fingerprint: fingerprintText(signer), name, made }
  }
  if (!(await fits(claim))) return 'wrong'
  return { kind: 'invalid', keyId: keyIdText(part.getKeyID()), why: await whyInvalid(claim) }
}

async function holds({ signature, signer, content }: Claim): Promise<boolean> {
  const openpgp = await import('openpgp')
  const packets = new openpgp.PacketList<OpenPgp.SignaturePacket>()
  packets.push(signature)
  const message = await messageOf(content)
  const { signatures } = await openpgp.verify({
    message,
    signature: new openpgp.Signature(packets),
    verificationKeys: signer,
    format: 'binary',
  })
  // It is verified while the message flows by.
  await drain(message.write())
  return (await signatures[0]?.verified.catch(() => false)) === true
}

/** Whether the key made this signature for these bytes, whatever became of the key. */
async function fits({ signature, part, content }: Claim): Promise<boolean> {
  const message = await messageOf(content)
  const [literal] = message.packets
  const { enums } = await import('openpgp')
  const { signatureType: type } = signature
  const isOfBytes = type === enums.signature.binary || type === enums.signature.text
  if (literal === undefined || !isOfBytes) return false
  try {
    // Dated as the signature is, so that no date can be wrong here.
    const made = signature.created ?? new Date(0)
    const verified = signature.verify(part.keyPacket, type, literal, made, true)
    await Promise.all([verified, drain(message.write())])
    return true
  } catch {
    return false
  }
}

async function messageOf(content: readonly Uint8Array[]): Promise<OpenPgp.Message<Uint8Array>> {
  const openpgp = await import('openpgp')
  const message = await openpgp.createMessage({ binary: ReadableStream.from(content) })
  return message as unknown as OpenPgp.Message<Uint8Array>
}

async function whyInvalid({ signature, signer }: Claim): Promise<string> {
  const made = signature.created ?? new Date(0)
  if (made.getTime() > Date.now()) return 'its date is still to come'
  if (signature.isExpired()) return 'it has expired'
  return (
    (await whyUnusable(signer, made)) ??
    'that key was not to sign then: it is younger or not meant for it, or its subkey was revoked or had expired'
  )
}

function refused(judging: Judging, how: string): ActionError {
  return new ActionError('ARCHIVE_SIGNATURE', {
    what: `${judging.shown} ${how}; nothing of it was used`,
    fix: 'Find out where it comes from. Add a public key to `archive-signers` only if you trust its owner.',
  })
}
