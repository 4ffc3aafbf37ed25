// Who belongs to a store: public keys and wrapped keys on disk, names from config.toml.
import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Tree } from '../platform/tree.ts'
import type { Config } from './config.ts'
import {
  CIPHERTEXT_SUFFIX,
  isUuid,
  MAX_KEY_FILE_BYTES,
  PUBLIC_KEY_SUFFIX,
  PUBLIC_KEYS_FOLDER,
  WRAPPED_KEYS_FOLDER,
} from './layout.ts'

/** active: may decrypt. pending: waits for a sync. orphan: has access, but no public key. */
type MemberState = 'active' | 'pending' | 'orphan'

export interface Member {
  readonly uuid: string
  /** From [devices], else from [users]; undefined when config.toml does not know the UUID. */
  readonly email: string | undefined
  readonly device: string | undefined
  readonly state: MemberState
  /** Absent for orphans and when the file does not hold a usable RSA key. */
  readonly publicKey: KeyObject | undefined
  /** What is odd about the `.pub` file, as the end of a sentence. */
  readonly oddity: string | undefined
}

/** All members of the store at the root of `tree`, by UUID. */
export function readMembers(tree: Tree, config: Config): readonly Member[] {
  const publicKeys = uuidsIn(tree, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX)
  const wrappedKeys = uuidsIn(tree, WRAPPED_KEYS_FOLDER, CIPHERTEXT_SUFFIX)
  return [...new Set([...publicKeys, ...wrappedKeys])].toSorted().map((uuid) => ({
    uuid,
    email: config.devices.get(uuid)?.email ?? config.users.get(uuid),
    device: config.devices.get(uuid)?.name,
    state: stateOf(publicKeys.has(uuid), wrappedKeys.has(uuid)),
    ...(publicKeys.has(uuid) ? readPublicKey(tree, uuid) : NO_PUBLIC_KEY),
  }))
}

function stateOf(hasPublicKey: boolean, hasWrappedKey: boolean): MemberState {
  if (!hasPublicKey) return 'orphan'
  return hasWrappedKey ? 'active' : 'pending'
}

function uuidsIn(tree: Tree, folder: string, suffix: string): ReadonlySet<string> {
  const stems = fileNames(tree, folder)
    .filter((name) => name.endsWith(suffix))
    .map((n) => n.slice(0, -suffix.length))
  return new Set(stems.filter(isUuid))
}

/** Names in a folder of the store; none when git did not keep the empty folder. */
export function fileNames(tree: Tree, folder: string): readonly string[] {
  return (tree.entries(folder) ?? []).map(({ name }) => name)
}

type PublicKey = Pick<Member, 'publicKey' | 'oddity'>

const NO_PUBLIC_KEY: PublicKey = { publicKey: undefined, oddity: undefined }

function readPublicKey(tree: Tree, uuid: string): PublicKey {
  const path = `${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`
  const read = tree.read(path, MAX_KEY_FILE_BYTES)
  if ('failure' in read) return { publicKey: undefined, oddity: `cannot be read: ${read.failure}` }
  return parsePublicKey(read.bytes)
}

/** Kanuka writes SPKI PEM with an RSA key; PKCS#1 is readable, but its own `sync` refuses it. */
export function parsePublicKey(bytes: Buffer): PublicKey {
  let key: KeyObject
  try {
    if (bytes.includes('PRIVATE KEY'))
      return { publicKey: undefined, oddity: 'holds a PRIVATE key' }
    key = createPublicKey(bytes)
  } catch {
    return { publicKey: undefined, oddity: 'holds no public key in PEM form' }
  }
  if (key.asymmetricKeyType !== 'rsa') {
    const kind = (key.asymmetricKeyType ?? 'unknown').toUpperCase()
    return { publicKey: undefined, oddity: `holds a key of kind ${kind}; Kanuka takes RSA only` }
  }
  const isPkcs1 = bytes.includes('-----BEGIN RSA PUBLIC KEY-----')
  return {
    publicKey: key,
    oddity: isPkcs1 ? 'is in PKCS#1 form, which `kanuka secrets sync` refuses' : undefined,
  }
}
