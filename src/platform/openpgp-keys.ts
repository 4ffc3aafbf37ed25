// Reads OpenPGP keys in the forms in which people paste them. Owns which forms are taken, what is wrong
// with a key, and that neither a key nor a word of the library gets into an error.
import type * as OpenPgp from 'openpgp'
import { ActionError } from '../errors.ts'
import type { SecretText } from '../secret-value.ts'

export interface PrivateKeyInput {
  readonly key: SecretText
  readonly passphrase: SecretText | undefined
  /** The input that `passphrase` is from. */
  readonly passphraseInput: string
  /** The error to throw, from the end of its sentence. */
  invalid(why: string): ActionError
}

export interface PublicKeys {
  readonly keys: readonly OpenPgp.PublicKey[]
  /** Sentences that begin with a small letter, about blocks that are no public keys. */
  readonly problems: readonly string[]
}

/**
 * @param input its key is as `gpg --armor --export-secret-keys` writes it, or that in base64
 * @throws what `input.invalid` makes
 */
export async function openPrivateKey(input: PrivateKeyInput): Promise<OpenPgp.PrivateKey> {
  const openpgp = await import('openpgp')
  const given = input.key.reveal()
  const armored = armorOf(given)
  if (armored === undefined) {
    throw input.invalid('it has no line `-----BEGIN PGP PRIVATE KEY BLOCK-----`')
  }
  if (!armored.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) {
    throw input.invalid(
      armored.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')
        ? 'it is a public key'
        : 'it is another OpenPGP block than a private key',
    )
  }
  return unlock(input, await readPrivateKey(openpgp, armored, input))
}

async function readPrivateKey(
  openpgp: typeof OpenPgp,
  armored: string,
  input: PrivateKeyInput,
): Promise<OpenPgp.PrivateKey> {
  try {
    return await openpgp.readPrivateKey({ armoredKey: armored.trim() })
  } catch {
    throw input.invalid('the block is cut off, damaged, or of a form that is not known here')
  }
}

async function unlock(
  input: PrivateKeyInput,
  key: OpenPgp.PrivateKey,
): Promise<OpenPgp.PrivateKey> {
  if (key.isDecrypted()) return key
  const passphrase = input.passphrase?.reveal() ?? ''
  if (passphrase === '') {
    throw input.invalid(`it is protected, and \`${input.passphraseInput}\` is empty`)
  }
  const openpgp = await import('openpgp')
  for (const attempt of passphraseForms(passphrase)) {
    try {
      return await openpgp.decryptKey({ privateKey: key, passphrase: attempt })
    } catch {
      // The next one, or none.
    }
  }
  throw input.invalid(`\`${input.passphraseInput}\` does not open it`)
}

/** As given, and without the line end that a secret has that was set from a file or by `echo`. */
export function passphraseForms(passphrase: string): readonly string[] {
  return [...new Set([passphrase, passphrase.replace(/\r?\n$/, '')])]
}

/**
 * The key of `signing-key`; it was seen to sign.
 * @throws ActionError SIGNING_KEY_INVALID
 */
export async function openSigningKey(
  key: SecretText,
  passphrase: SecretText | undefined,
): Promise<OpenPgp.PrivateKey> {
  const input = { key, passphrase, passphraseInput: 'signing-passphrase', invalid: cannotSign }
  const opened = await openPrivateKey(input)
  const openpgp = await import('openpgp')
  const message = await openpgp.createMessage({ binary: new Uint8Array() })
  try {
    // Only this tells: parts of a key may be missing, expired, revoked, or there for other ends.
    await openpgp.sign({ message, signingKeys: opened, detached: true })
  } catch {
    throw cannotSign(
      (await whyUnusable(opened)) ??
        'no part of it may sign now: it is for encryption alone, its signing subkey is missing, expired or revoked, or its first day is still to come',
    )
  }
  return opened
}

function cannotSign(why: string): ActionError {
  return new ActionError('SIGNING_KEY_INVALID', {
    what: `\`signing-key\` cannot sign: ${why}`,
    fix: 'Give the whole output of `gpg --armor --export-secret-keys KEY-ID` as a secret, and its passphrase as `signing-passphrase`.',
  })
}

/** Public keys, block after block, as `gpg --armor --export` writes them, or that in base64. */
export async function readPublicKeys(given: string): Promise<PublicKeys> {
  const openpgp = await import('openpgp')
  const armored = armorOf(given)
  if (armored === undefined) {
    return { keys: [], problems: ['there is no line `-----BEGIN PGP PUBLIC KEY BLOCK-----`'] }
  }
  const keys = new Map<string, OpenPgp.PublicKey>()
  const problems: string[] = []
  const blocks = armored.split(/(?=-----BEGIN PGP )/).filter((part) => part.startsWith('-----B'))
  for (const [index, block] of blocks.entries()) {
    const read = await readBlock(openpgp, block)
    if (typeof read === 'string') problems.push(`block ${index + 1} ${read}`)
    else for (const key of read) keys.set(key.getFingerprint(), key)
  }
  return { keys: [...keys.values()], problems }
}

async function readBlock(
  openpgp: typeof OpenPgp,
  block: string,
): Promise<readonly OpenPgp.PublicKey[] | string> {
  const kind = /^-----BEGIN PGP ([A-Z ]+)-----/.exec(block)?.[1]
  if (kind === 'PRIVATE KEY BLOCK') return PRIVATE
  if (kind !== 'PUBLIC KEY BLOCK') return 'is another OpenPGP block than a public key'
  const last = `-----END PGP ${kind}-----`
  const end = block.indexOf(last)
  // The library takes a block without its end, which may have lost keys with it.
  if (end === -1) return DAMAGED
  try {
    const keys = await openpgp.readKeys({ armoredKeys: block.slice(0, end + last.length) })
    return keys.some((key) => key.isPrivate()) ? PRIVATE : keys
  } catch {
    return DAMAGED
  }
}

const PRIVATE = 'is a private key: keep it secret, and give the public one'
const DAMAGED = 'is cut off, damaged, or of a form that is not known here'

// One key may be in base64, or several, one after the other, each with its padding.
function armorOf(given: string): string | undefined {
  const pieces = given.replaceAll(/\s+/g, '').match(/[^=]+=*/g) ?? []
  const decoded = pieces.map((piece) => Buffer.from(piece, 'base64').toString('utf8')).join('\n')
  return [given, decoded].find((text) => text.includes('-----BEGIN PGP'))
}

/** As gpg shows it. */
export function keyIdText(id: OpenPgp.KeyID): string {
  return id.toHex().toUpperCase()
}

export function fingerprintText(key: OpenPgp.Key): string {
  return key.getFingerprint().toUpperCase()
}

/** The name and mail that the owner wrote into the key: text from outside. */
export async function userIdOf(key: OpenPgp.Key): Promise<string> {
  const primary = await key.getPrimaryUser().catch(() => undefined)
  return primary?.user.userID?.userID ?? key.getUserIDs()[0] ?? ''
}

/** Why no part of the key can be used at that time; `undefined` where the key itself can. */
export async function whyUnusable(key: OpenPgp.Key, at = new Date()): Promise<string | undefined> {
  if (await key.isRevoked()) return 'it is revoked'
  const end = await key.getExpirationTime().catch(() => null)
  return end instanceof Date && end <= at
    ? `it expired on ${end.toISOString().slice(0, 10)}`
    : undefined
}
