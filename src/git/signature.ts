// Signs commits with an OpenPGP key. Owns which keys are taken, and that neither the key nor a word of
// the library gets into an error.
import type * as OpenPgp from 'openpgp'
import { ActionError } from '../errors.ts'
import type { SecretText } from '../secret-value.ts'

export type Signer = (payload: Uint8Array) => Promise<string>

/**
 * @param armoredKey as `gpg --armor --export-secret-keys` writes it, or that in base64
 * @throws ActionError SIGNING_KEY_INVALID
 */
export async function openPgpSigner(
  armoredKey: SecretText,
  passphrase: SecretText | undefined,
): Promise<Signer> {
  const openpgp = await import('openpgp')
  const locked = await readKey(openpgp, armoredKey.reveal())
  const key = await unlock(openpgp, locked, passphrase?.reveal() ?? '')
  const sign: Signer = async (payload) => {
    const message = await openpgp.createMessage({ binary: payload })
    return openpgp.sign({ message, signingKeys: key, detached: true, format: 'armored' })
  }
  try {
    // Only this tells: parts of a key may be missing, expired, revoked, or there for other ends.
    await sign(new Uint8Array())
  } catch {
    throw invalid(await whyNot(key))
  }
  return sign
}

async function readKey(openpgp: typeof OpenPgp, given: string): Promise<OpenPgp.PrivateKey> {
  const decoded = Buffer.from(given, 'base64').toString('utf8')
  const armored = [given, decoded].find((text) => text.includes('-----BEGIN PGP'))
  if (armored === undefined) throw invalid('it has no line `-----BEGIN PGP PRIVATE KEY BLOCK-----`')
  if (!armored.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) {
    throw invalid(
      armored.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')
        ? 'it is a public key'
        : 'it is another OpenPGP block than a private key',
    )
  }
  try {
    return await openpgp.readPrivateKey({ armoredKey: armored.trim() })
  } catch {
    throw invalid('the block is cut off, damaged, or of a form that is not known here')
  }
}

async function unlock(
  openpgp: typeof OpenPgp,
  key: OpenPgp.PrivateKey,
  passphrase: string,
): Promise<OpenPgp.PrivateKey> {
  if (key.isDecrypted()) return key
  if (passphrase === '') throw invalid('it is protected, and `signing-passphrase` is empty')
  // A secret that was set from a file or by `echo` has a line end too many.
  const tries = new Set([passphrase, passphrase.replace(/\r?\n$/, '')])
  for (const attempt of tries) {
    try {
      return await openpgp.decryptKey({ privateKey: key, passphrase: attempt })
    } catch {
      // The next one, or none.
    }
  }
  throw invalid('`signing-passphrase` does not open it')
}

async function whyNot(key: OpenPgp.PrivateKey): Promise<string> {
  if (await key.isRevoked()) return 'it is revoked'
  const end = await key.getExpirationTime().catch(() => null)
  if (end instanceof Date && end.getTime() <= Date.now()) {
    return `it expired on ${end.toISOString().slice(0, 10)}`
  }
  return 'no part of it may sign now: it is for encryption alone, its signing subkey is missing, expired or revoked, or its first day is still to come'
}

function invalid(why: string): ActionError {
  return new ActionError('SIGNING_KEY_INVALID', {
    what: `\`signing-key\` cannot sign commits: ${why}`,
    fix: 'Give the whole output of `gpg --armor --export-secret-keys KEY-ID` as a secret, and its passphrase as `signing-passphrase`.',
  })
}
