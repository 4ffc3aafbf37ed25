// OpenPGP keys for tests, made when the tests run, and requests to seal and to open with them.
import assert from 'node:assert/strict'
import * as openpgp from 'openpgp'
import { openSealed, type OpenedArchive, type OpeningRequest } from '../../src/archive/opening.ts'
import { prepareSealing, type Sealing, type SealingRequest } from '../../src/archive/sealing.ts'
import type { ErrorCode } from '../../src/errors.ts'
import { SecretValue } from '../../src/secret-value.ts'
import { refusal } from './refusals.ts'

export interface TestKey {
  readonly publicKey: string
  readonly privateKey: string
  readonly revocationCertificate: string
  /** Of the primary key, in capitals. */
  readonly fingerprint: string
  readonly id: string
}

export const YEAR_S = 365 * 24 * 60 * 60

export function yearsAgo(years: number): Date {
  return new Date(Date.now() - years * YEAR_S * 1000)
}

export async function testKey(options: Partial<openpgp.KeyOptions> = {}): Promise<TestKey> {
  const keys = await openpgp.generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: 'test key', email: 'test@example.com' }],
    ...options,
    format: 'armored',
  })
  const key = await openpgp.readKey({ armoredKey: keys.publicKey })
  const fingerprint = key.getFingerprint().toUpperCase()
  return { ...keys, fingerprint, id: fingerprint.slice(-16) }
}

/** The public key after its owner revoked it. */
export async function revoked(
  { publicKey, revocationCertificate, privateKey }: TestKey,
  flag?: openpgp.enums.reasonForRevocation,
): Promise<string> {
  if (flag === undefined) {
    const key = await openpgp.readKey({ armoredKey: publicKey })
    return (await openpgp.revokeKey({ key, revocationCertificate })).publicKey
  }
  const key = await openpgp.readPrivateKey({ armoredKey: privateKey })
  return (await openpgp.revokeKey({ key, reasonForRevocation: { flag } })).publicKey
}

function secret(text: string | undefined): SecretValue<string> | undefined {
  return text === undefined ? undefined : new SecretValue(text)
}

/** In pieces of odd sizes, as files come. */
export async function* pieces(bytes: Uint8Array, size = 777): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

interface Given {
  readonly recipients?: string
  readonly passphrase?: string
  readonly signingKey?: string
  readonly signingPassphrase?: string
}

export function sealingRequest(given: Given): SealingRequest {
  return {
    recipients: given.recipients,
    passphrase: secret(given.passphrase),
    signingKey: secret(given.signingKey),
    signingPassphrase: secret(given.signingPassphrase),
  }
}

export async function sealing(given: Given): Promise<Sealing> {
  const made = await prepareSealing(sealingRequest(given))
  if (made === undefined) throw new Error('nothing to seal with')
  return made
}

export async function sealed(bytes: Uint8Array, given: Given): Promise<Buffer> {
  return bytesOf((await sealing(given)).seal(pieces(bytes)))
}

interface Opener {
  readonly passphrase?: string
  readonly key?: string
  readonly keyPassphrase?: string
  readonly signers?: string
  readonly requireSignature?: boolean
  readonly maxBytes?: number
}

export function openingRequest(opener: Opener): OpeningRequest {
  return {
    shown: 'backup.tar.gz.gpg',
    passphrase: secret(opener.passphrase),
    decryptionKey: secret(opener.key),
    decryptionPassphrase: secret(opener.keyPassphrase),
    signers: opener.signers,
    requireSignature: opener.requireSignature ?? false,
    maxBytes: opener.maxBytes ?? 10_000_000,
  }
}

export async function open(bytes: Uint8Array, opener: Opener): Promise<OpenedArchive> {
  return openSealed(bytes, openingRequest(opener))
}

export async function contents(bytes: Uint8Array, opener: Opener): Promise<Buffer> {
  return Buffer.concat((await open(bytes, opener)).chunks)
}

/** As another program puts bytes into a message. */
export async function plain(bytes: Uint8Array): Promise<openpgp.Message<Uint8Array>> {
  return openpgp.createMessage({ binary: bytes })
}

/** What another program writes to a key; the message as it is, also signed before. */
export async function written(
  message: openpgp.Message<Uint8Array>,
  { publicKey }: TestKey,
  options: Partial<openpgp.EncryptOptions> = {},
): Promise<Uint8Array> {
  const encryptionKeys = await openpgp.readKey({ armoredKey: publicKey })
  return openpgp.encrypt({ message, encryptionKeys, ...options, format: 'binary' })
}

export async function refused(
  code: ErrorCode,
  what: RegExp,
  run: () => Promise<unknown>,
): Promise<void> {
  const error = await refusal(run)
  assert.equal(error.code, code, error.what)
  assert.match(error.what, what)
  // Nothing of what the library says, which may quote what it read.
  assert.doesNotMatch(error.what, /Error|packet|digest|decompressed|Modification|malformed/)
  assert.equal(error.cause, undefined)
}
