// The restore test of an export: the archive as the disk has it, unpacked and compared with the store,
// entry by entry; with a private key every secret file in it is also opened, in memory.
import type { Sealing } from '../archive/sealing.ts'
import { unpackArchive } from '../archive/unpack.ts'
import { ActionError, throwIfAny } from '../errors.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { openSecretbox } from '../kanuka/secretbox.ts'
import type { Store } from '../kanuka/store.ts'
import { findOwnMembers, keyOrStoreDamaged, unwrapSymmetricKey } from '../kanuka/symmetric-key.ts'
import { breathe } from '../platform/files.ts'
import type { ExportSource } from './export-source.ts'

export interface Proof {
  /** How many entries came back as they are in the store. */
  readonly compared: number
  /** How many secret files opened; undefined without a key. */
  readonly opened: number | undefined
}

interface ProofMeans {
  readonly sealing: Sealing | undefined
  readonly privateKey: PrivateKey | undefined
}

/**
 * @param chunks what was written, read back
 * @throws ActionError ARCHIVE_UNTRUE, DECRYPT_FAILED, KEY_NOT_A_MEMBER, KEY_OR_STORE_DAMAGED
 */
export async function provedArchive(
  source: ExportSource,
  chunks: AsyncIterable<Uint8Array>,
  { sealing, privateKey }: ProofMeans,
): Promise<Proof> {
  const { store, paths } = source
  const secretFiles = new Set(store.secretFiles)
  const keys = privateKey ? new Keys(store, privateKey) : undefined
  const missing = new Set(paths)
  try {
    const packed = sealing ? sealing.unseal(chunks) : chunks
    // What cannot be unpacked is told as what it is: an archive that nobody could restore.
    for await (const { path, bytes } of unpacked(packed, store)) {
      // With the store as it is now: read twice alike, nothing has changed it in between.
      if (!missing.delete(path) || !source.isOnDisk(path, bytes)) {
        throw untrue(store, `${store.shown(path)} in it is not that of the store`)
      }
      if (secretFiles.has(path)) keys?.open(path, bytes)
      await breathe()
    }
    const [first] = missing
    if (first !== undefined) throw untrue(store, `${store.shown(first)} is missing in it`)
    if (!source.hasSamePaths()) {
      throw untrue(store, 'the store has got other files meanwhile')
    }
    return { compared: paths.length, opened: keys?.finish() }
  } finally {
    keys?.wipe()
  }
}

function unpacked(
  chunks: AsyncIterable<Uint8Array>,
  store: Store,
): ReturnType<typeof unpackArchive> {
  return unpackArchive(chunks, {
    shown: 'the archive',
    skipped: (path) => {
      throw untrue(store, `${path} in it is no file of a backup`)
    },
  })
}

function untrue(store: Store, what: string): ActionError {
  return new ActionError('ARCHIVE_UNTRUE', {
    what: `the archive of ${store.title} was read back, and ${what}; it was removed`,
    fix: 'Run it again, with no other step that changes the store meanwhile.',
  })
}

/** The symmetric keys that may be the store's: those that have opened everything so far. */
class Keys {
  readonly #store: Store
  readonly #all: readonly Uint8Array[]
  #right: readonly Uint8Array[]
  readonly #failed: ActionError[] = []
  #opened = 0

  constructor(store: Store, privateKey: PrivateKey) {
    this.#store = store
    const members = findOwnMembers(store, privateKey)
    this.#all = members.flatMap((member) => unwrapSymmetricKey(store, member, privateKey) ?? [])
    this.#right = this.#all
    const [first] = members
    if (first && this.#all.length === 0) throw keyOrStoreDamaged(store, first)
  }

  open(path: string, bytes: Buffer): void {
    const right = this.#right.filter((key) => {
      const plaintext = openSecretbox(bytes, key)
      plaintext?.fill(0)
      return plaintext !== undefined
    })
    if (right.length === 0) this.#failed.push(unopened(this.#store.shown(path)))
    else {
      this.#right = right
      this.#opened += 1
    }
  }

  finish(): number {
    throwIfAny(this.#failed)
    return this.#opened
  }

  wipe(): void {
    for (const key of this.#all) key.fill(0)
  }
}

function unopened(file: string): ActionError {
  return new ActionError('DECRYPT_FAILED', {
    what: `${file} does not open with the private key that was given, so its backup would be of no use`,
    where: { file },
    fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`. Without `private-key` the store is packed as it is.',
  })
}
