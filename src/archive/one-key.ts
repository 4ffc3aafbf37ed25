// A merge puts files of two sides into one store: whether both have one symmetric key, told by the wrapped
// keys, with or without a private key. That all files open is looked at afterwards, on the result.
import { createPublicKey, timingSafeEqual } from 'node:crypto'
import { ActionError } from '../errors.ts'
import { breathe } from '../platform/files.ts'
import type { Tree } from '../platform/tree.ts'
import { MAX_KEY_FILE_BYTES, MAX_SECRET_FILE_BYTES, wrappedKeyPath } from '../kanuka/layout.ts'
import type { Member } from '../kanuka/members.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { openSecretbox } from '../kanuka/secretbox.ts'
import { unwrap } from '../kanuka/symmetric-key.ts'

/** What a store is told by here: the one of today, or the archive. */
export interface Side {
  readonly tree: Tree
  readonly members: readonly Member[]
  readonly secretFiles: readonly string[]
}

/** Both sides have wrapped keys for somebody, and the same bytes for everybody whom both have. */
export function haveSameKeys(one: Side, other: Side): boolean {
  const pairs = one.members.flatMap(({ uuid }) => {
    const [mine, theirs] = [one, other].map((side) => wrappedKey(side, uuid))
    return mine && theirs ? [mine.equals(theirs)] : []
  })
  return pairs.length > 0 && pairs.every(Boolean)
}

/**
 * Without a private key bytes have to tell.
 * @param shown how errors name the archive
 * @throws ActionError KEY_MISSING
 */
export function refuseUnproven(present: Side, archived: Side, shown: string): void {
  const hasKeys = present.members.some(({ state }) => state !== 'pending')
  const isProven = hasKeys ? haveSameKeys(present, archived) : haveSameFiles(present, archived)
  if (isProven) return
  throw new ActionError('KEY_MISSING', {
    what: `\`private-key\` is empty, and nothing else shows that the secret files of the store and of ${shown} open with one symmetric key`,
    fix: 'Give `private-key` of a member, or take the archive as a whole: `import-mode: replace`.',
  })
}

/**
 * @throws ActionError KEYS_MIXED
 */
export async function refuseMixed(
  [present, archived]: readonly [Side, Side],
  privateKey: PrivateKey,
  shown: string,
): Promise<void> {
  const keys = [present, archived].map((side) => ownKeys(side, privateKey))
  try {
    const [today = [], then = []] = keys
    const isOne =
      today.length > 0 && then.length > 0
        ? today.some((key) => then.some((other) => timingSafeEqual(key, other)))
        : haveSameKeys(present, archived) ||
          // Who is a member on one side only: what the other side sealed tells.
          ((await opensOneOf(archived, today)) && (await opensOneOf(present, then)))
    if (!isOne) throw mixed(shown)
  } finally {
    for (const key of keys.flat()) key.fill(0)
  }
}

function mixed(shown: string): ActionError {
  return new ActionError('KEYS_MIXED', {
    what: `${shown} has another symmetric key than the store: after a merge, some files would open with one and others with the other`,
    fix: 'Take the archive as a whole with `import-mode: replace`; or decrypt it elsewhere, and encrypt what is missing here anew.',
  })
}

function haveSameFiles(one: Side, other: Side): boolean {
  return one.secretFiles.every((path) => {
    const [mine, theirs] = [one, other].map(({ tree }) => tree.read(path, MAX_SECRET_FILE_BYTES))
    return mine && theirs && 'bytes' in mine && 'bytes' in theirs && mine.bytes.equals(theirs.bytes)
  })
}

function wrappedKey({ tree }: Side, uuid: string): Buffer | undefined {
  const read = tree.read(wrappedKeyPath(uuid), MAX_KEY_FILE_BYTES)
  return 'bytes' in read ? read.bytes : undefined
}

function ownKeys(side: Side, privateKey: PrivateKey): readonly Uint8Array[] {
  const own = createPublicKey(privateKey.key)
  return side.members
    .filter(({ publicKey }) => publicKey?.equals(own))
    .flatMap(({ uuid }) => {
      const wrapped = wrappedKey(side, uuid)
      return (wrapped && unwrap(wrapped, privateKey)) ?? []
    })
}

/** True also where there is nothing that could have another key. */
async function opensOneOf(side: Side, keys: readonly Uint8Array[]): Promise<boolean> {
  if (keys.length === 0) return true
  if (side.secretFiles.length === 0) return side.members.every(({ state }) => state === 'pending')
  for (const path of side.secretFiles) {
    const read = side.tree.read(path, MAX_SECRET_FILE_BYTES)
    if ('bytes' in read && keys.some((key) => openSecretbox(read.bytes, key))) return true
    await breathe()
  }
  return false
}
