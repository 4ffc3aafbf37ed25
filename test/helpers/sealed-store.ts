// A store made for one test: the member and key of the fixture `basic`, and secret files with given
// plaintext, sealed by libsodium (not by our own code).
import { constants, privateDecrypt, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import sodium from 'libsodium-wrappers'
import { checkout, key } from './action.ts'

export interface SealedStore {
  readonly workspace: string
  /** The private key that opens it. */
  readonly key: string
}

/** @param files plaintext by the path of the secret file */
export async function sealedStore(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<SealedStore> {
  await sodium.ready
  const workspace = checkout(t, 'basic')
  const pem = key('basic-alice.pkcs1.pem')
  const folder = join(workspace, '.kanuka/secrets')
  const wrapped = readFileSync(join(folder, readdirSync(folder)[0] ?? ''))
  const symmetric = privateDecrypt({ key: pem, padding: constants.RSA_PKCS1_PADDING }, wrapped)
  for (const name of ['.env.kanuka', '.env.local.kanuka', 'config']) {
    rmSync(join(workspace, name), { recursive: true })
  }
  for (const [path, plaintext] of Object.entries(files)) {
    const nonce = randomBytes(24)
    const box = sodium.crypto_secretbox_easy(plaintext, nonce, symmetric)
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), Buffer.concat([nonce, box]))
  }
  return { workspace, key: pem }
}
