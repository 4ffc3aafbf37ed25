// Signs commits with an OpenPGP key.
import { openSigningKey } from '../platform/openpgp-keys.ts'
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
  const key = await openSigningKey(armoredKey, passphrase)
  return async (payload) => {
    const message = await openpgp.createMessage({ binary: payload })
    return openpgp.sign({ message, signingKeys: key, detached: true, format: 'armored' })
  }
}
