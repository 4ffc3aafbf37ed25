// Opens a Kanuka store with other people's cryptography: node-forge for PEM and RSA, libsodium for
// the secret files. Written from the format alone and free of everything in src, so that what both
// read is right for a better reason than that one program agrees with itself.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sodium, { ready } from 'libsodium-wrappers'
import forge from 'node-forge'

export interface IndependentView {
  readonly symmetricKey: Uint8Array
  /** Plaintext by the path of the secret file, relative to the root, with `/`. */
  readonly files: ReadonlyMap<string, Buffer>
}

/**
 * @param root folder that holds `.kanuka/`
 * @param pem PKCS#1 or PKCS#8, without passphrase
 * @throws Error when the key is no member's, or a file does not open
 */
export async function openIndependently(root: string, pem: string): Promise<IndependentView> {
  await ready
  const symmetricKey = unwrap(root, pem)
  const files = new Map<string, Buffer>()
  for (const path of secretFilesIn(root, '')) {
    files.set(path, openFile(readFileSync(join(root, path)), symmetricKey))
  }
  return { symmetricKey, files }
}

/** A secret file as another program would write it. */
export async function sealIndependently(
  plaintext: Uint8Array,
  symmetricKey: Uint8Array,
): Promise<Buffer> {
  await ready
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES)
  return Buffer.concat([nonce, sodium.crypto_secretbox_easy(plaintext, nonce, symmetricKey)])
}

/** The symmetric key as a member's wrapped key holds it. */
export function wrapIndependently(symmetricKey: Uint8Array, publicPem: string): Buffer {
  const text = Buffer.from(symmetricKey).toString('binary')
  return Buffer.from(forge.pki.publicKeyFromPem(publicPem).encrypt(text), 'binary')
}

function openFile(sealed: Buffer, key: Uint8Array): Buffer {
  const nonceBytes = sodium.crypto_secretbox_NONCEBYTES
  const [nonce, box] = [sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes)]
  return Buffer.from(sodium.crypto_secretbox_open_easy(box, nonce, key))
}

function unwrap(root: string, pem: string): Uint8Array {
  const privateKey = forge.pki.privateKeyFromPem(pem)
  const folder = join(root, '.kanuka/public_keys')
  const own = readdirSync(folder).find((name) => {
    const { n, e } = forge.pki.publicKeyFromPem(readFileSync(join(folder, name), 'utf8'))
    return n.equals(privateKey.n) && e.equals(privateKey.e)
  })
  if (own === undefined) throw new Error('the key belongs to no member')
  const wrapped = readFileSync(join(root, '.kanuka/secrets', own.replace(/\.pub$/, '.kanuka')))
  return Buffer.from(privateKey.decrypt(wrapped.toString('binary')), 'binary')
}

// A file belongs to the nearest folder above it that holds `.kanuka`.
function secretFilesIn(root: string, folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  if (folder !== '' && entries.some(({ name }) => name === '.kanuka')) return []
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) return /\.env.*\.kanuka$/.test(entry.name) ? [path] : []
    return entry.isDirectory() && entry.name !== '.kanuka' ? secretFilesIn(root, path) : []
  })
}
