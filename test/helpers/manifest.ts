// What the fixtures hold, as they themselves say: stores, members, keys, passphrases.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIXTURES } from './action.ts'

interface ManifestKey {
  readonly encoding: string
  readonly usable: boolean
  readonly passphrase?: string
  /** Of the public key as SPKI in DER form. */
  readonly public_key_sha256?: string
  readonly modulus_bits?: number
  /** Stores that it opens. */
  readonly opens?: readonly string[]
}

interface ManifestMember {
  readonly uuid: string
  readonly email: string | null
  readonly device: string | null
  readonly state: 'active' | 'pending' | 'orphan'
  readonly public_key_type?: string
  readonly public_key_sha256?: string
}

interface ManifestFile {
  readonly path: string
  /** Where its plaintext lies, relative to the fixtures. */
  readonly plain: string
  readonly plaintext_bytes?: number
  readonly plaintext_sha256?: string
  /** Absent, or why not. */
  readonly opens?: boolean | string
}

interface ManifestStore {
  readonly path: string
  readonly name: string | null
  readonly project_uuid: string | null
  readonly members: readonly ManifestMember[]
  readonly files: readonly ManifestFile[]
}

interface Manifest {
  /** By path. */
  readonly keys: Readonly<Record<string, ManifestKey>>
  readonly stores: readonly ManifestStore[]
}

export const manifest = JSON.parse(
  readFileSync(join(FIXTURES, 'manifest.json'), 'utf8'),
) as Manifest

/** What the manifest says of the store at `path`. */
export function fixtureStore(path: string): ManifestStore {
  const found = manifest.stores.find((store) => store.path === path)
  if (!found) throw new Error(`the manifest has no store ${path}`)
  return found
}
