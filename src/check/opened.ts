// Opens the stores of a range with one private key: which symmetric key head, base and tip have, and what
// opens under it. Nothing is written; symmetric keys are gone when it returns.
import { createPublicKey } from 'node:crypto'
import {
  MAX_KEY_FILE_BYTES,
  MAX_SECRET_FILE_BYTES,
  PUBLIC_KEYS_FOLDER,
  wrappedKeyPath,
} from '../kanuka/layout.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { openSecretbox } from '../kanuka/secretbox.ts'
import { unwrap } from '../kanuka/symmetric-key.ts'
import { breathe } from '../platform/files.ts'
import { count } from '../platform/printable.ts'
import { SecretValue, type SecretBytes } from '../secret-value.ts'
import { eachBlob } from './blob-batches.ts'
import { contentOf } from './ciphertext-content.ts'
import { sameBytes, type FileVersion } from './content-diff.ts'
import type { Blobs, CheckContext } from './context.ts'
import { finding, type Finding } from './finding.ts'
import { memberName, membersByUuid, storeName } from './member-wording.ts'
import { pathIn, type StoreState } from './snapshot.ts'
import type { ProvenKeys } from './store-change.ts'

/** Files by path relative to the store's root; those of one side are all of it, opened or not. */
export interface OpenedStore {
  readonly store: StoreState
  readonly head: ReadonlyMap<string, FileVersion>
  /** Plaintext only where the head has other bytes; undefined where there is nothing to compare with. */
  readonly base: ReadonlyMap<string, FileVersion> | undefined
  readonly keys: ProvenKeys
  /** What stands in the way of opening it. */
  readonly findings: readonly Finding[]
}

export async function openRange(
  { head, range, blobs }: CheckContext,
  privateKey: PrivateKey,
): Promise<readonly OpenedStore[]> {
  const opened: OpenedStore[] = []
  for (const [root, store] of head.stores) {
    const base = range?.base.stores.get(root)
    const tip = range?.tip.stores.get(root)
    opened.push(await openOne({ store, base, tip }, { blobs, privateKey }))
  }
  return opened
}

interface Sides {
  readonly store: StoreState
  readonly base: StoreState | undefined
  readonly tip: StoreState | undefined
}

interface Means {
  readonly blobs: Blobs
  readonly privateKey: PrivateKey
}

async function openOne({ store, base, tip }: Sides, means: Means): Promise<OpenedStore> {
  const all = new Set([...store.secretFiles.values()].map(({ id }) => id))
  const changed = [...(base?.secretFiles ?? [])]
    .filter(([path, { id }]) => store.secretFiles.get(path)?.id !== id)
    .map(([, { id }]) => id)
  const ours = await openSide(store, all, means)
  const before = base && (await openSide(base, new Set(changed), means))
  const theirs = tip && (await openSide(tip, new Set(), means))
  try {
    const old = await openAnyway(ours, before?.key, means)
    return {
      store,
      head: versionsOf(store, ours),
      base: base && before && versionsOf(base, before),
      keys: {
        headIsBase: isSame(ours, before),
        tipIsBase: isSame(theirs, before),
        headIsTip: isSame(ours, theirs),
        unopened: [...store.secretFiles]
          .filter(([, { id }]) => ours.failed.has(id))
          .map(([path]) => path),
      },
      findings: problems(store, ours, old),
    }
  } finally {
    for (const side of [ours, before, theirs]) side?.key?.fill(0)
  }
}

interface Side {
  /** Of members whose public key belongs to the private key. */
  readonly own: readonly string[]
  /** Proven on a secret file, if there is one. */
  readonly key: Uint8Array | undefined
  /** By blob id. */
  readonly plaintexts: ReadonlyMap<string, SecretBytes>
  /** Ids of whole ciphertexts that do not open. */
  readonly failed: ReadonlySet<string>
}

/** @param wanted ids of the secret files to open; of the others just enough to prove the key */
async function openSide(
  store: StoreState,
  wanted: ReadonlySet<string>,
  { blobs, privateKey }: Means,
): Promise<Side> {
  const publicKey = createPublicKey(privateKey.key)
  const own = store.members.filter((m) => m.publicKey?.equals(publicKey)).map(({ uuid }) => uuid)
  const wrappedIds = own.flatMap((uuid) => store.wrappedKeys.get(uuid)?.id ?? [])
  const wrapped = await blobs.read(wrappedIds, MAX_KEY_FILE_BYTES)
  const candidates = [...wrapped.values()].flatMap((bytes) => unwrap(bytes, privateKey) ?? [])
  const ring = new KeyRing(candidates)
  const ids = [...store.secretFiles.values()].map(({ id }) => id)
  // Of several keys, it takes all files to tell which is the store's.
  const tried = ring.size > 1 ? new Set([...wanted, ...ids]) : wanted
  const whole = new Set<string>()
  for await (const [id, bytes] of eachBlob(blobs, tried, MAX_SECRET_FILE_BYTES)) {
    await breathe()
    if (contentOf(bytes).kind !== 'ciphertext') continue
    whole.add(id)
    ring.open(id, bytes)
  }
  const others = ids.filter((id) => !tried.has(id))
  if (!ring.isProven) await prove(ring, others, blobs)
  const { key, plaintexts } = ring.finish(ids.length === 0)
  const failed = [...whole].filter((id) => wanted.has(id) && !plaintexts.has(id))
  // What was opened as a proof alone was not asked for.
  const asked = new Map([...plaintexts].filter(([id]) => wanted.has(id)))
  return { own, key, plaintexts: asked, failed: new Set(failed) }
}

async function prove(ring: KeyRing, ids: readonly string[], blobs: Blobs): Promise<void> {
  if (ring.size === 0) return
  for await (const [id, bytes] of eachBlob(blobs, ids, MAX_SECRET_FILE_BYTES)) {
    await breathe()
    ring.open(id, bytes)
    if (ring.isProven) return
  }
}

interface Candidate {
  readonly key: Uint8Array
  /** What it opens, by blob id. */
  readonly plaintexts: Map<string, SecretBytes>
}

/** Keys that may be the store's: the one that opens most files is, and the others are forgotten. */
class KeyRing {
  readonly #candidates: readonly Candidate[]

  constructor(keys: readonly Uint8Array[]) {
    // One member with two UUIDs has it twice.
    const isFirst = (key: Uint8Array, index: number): boolean =>
      keys.findIndex((each) => sameBytes(each, key)) === index
    this.#candidates = keys.filter(isFirst).map((key) => ({ key, plaintexts: new Map() }))
    for (const key of keys) if (!this.#candidates.some((each) => each.key === key)) key.fill(0)
  }

  get size(): number {
    return this.#candidates.length
  }

  get isProven(): boolean {
    return this.#candidates.some(({ plaintexts }) => plaintexts.size > 0)
  }

  open(id: string, ciphertext: Uint8Array): void {
    for (const { key, plaintexts } of this.#candidates) {
      const plaintext = openSecretbox(ciphertext, key)
      if (!plaintext) continue
      plaintexts.set(id, new SecretValue(plaintext))
      return
    }
  }

  /** @param needsNoProof there is nothing to prove a key on */
  finish(needsNoProof: boolean): Pick<Side, 'key' | 'plaintexts'> {
    const [best] = this.#candidates.toSorted((a, b) => b.plaintexts.size - a.plaintexts.size)
    const isFound = best !== undefined && (needsNoProof || best.plaintexts.size > 0)
    for (const { key } of this.#candidates) if (!isFound || key !== best.key) key.fill(0)
    return isFound ? best : { key: undefined, plaintexts: new Map() }
  }
}

/** Ids of what failed that another key opens. */
async function openAnyway(
  { failed, key }: Side,
  other: Uint8Array | undefined,
  { blobs }: Means,
): Promise<ReadonlySet<string>> {
  const opened = new Set<string>()
  if (!other || failed.size === 0 || (key && sameBytes(key, other))) return opened
  for await (const [id, bytes] of eachBlob(blobs, failed, MAX_SECRET_FILE_BYTES)) {
    await breathe()
    if (openSecretbox(bytes, other)) opened.add(id)
  }
  return opened
}

function versionsOf(
  { secretFiles }: StoreState,
  { plaintexts }: Side,
): ReadonlyMap<string, FileVersion> {
  return new Map(
    [...secretFiles].map(([path, { id }]) => [path, { id, plaintext: plaintexts.get(id) }]),
  )
}

function isSame(one: Side | undefined, other: Side | undefined): boolean | undefined {
  return one?.key && other?.key && sameBytes(one.key, other.key)
}

function problems(store: StoreState, side: Side, old: ReadonlySet<string>): readonly Finding[] {
  const { own, key, failed } = side
  const [uuid] = own
  if (uuid === undefined) return [notAMember(store)]
  const holder = own.find((each) => store.wrappedKeys.has(each))
  if (holder === undefined) return [pendingMember(store, uuid)]
  if (!key) return [nothingOpens(store, holder, failed.size)]
  return [...store.secretFiles]
    .filter(([, { id }]) => failed.has(id))
    .map(([path, { id }]) => doesNotOpen(store, path, old.has(id)))
}

function notAMember(store: StoreState): Finding {
  return finding('KEY_NOT_A_MEMBER', {
    path: pathIn(store, PUBLIC_KEYS_FOLDER),
    message: `The given private key belongs to no member of ${storeName(store)} (${count(store.publicKeys.size, 'member')} registered), so nothing in it was opened`,
    fix: 'Give the key that `kanuka secrets ci-init` showed, or register its public key with `kanuka secrets register --file <uuid>.pub --user <email>`.',
  })
}

function pendingMember(store: StoreState, uuid: string): Finding {
  const name = memberName(uuid, membersByUuid(store).get(uuid))
  return finding('KEY_NOT_A_MEMBER', {
    path: pathIn(store, wrappedKeyPath(uuid)),
    message: `The given private key belongs to ${name}, who has no access to ${storeName(store)} yet, so nothing in it was opened`,
    fix: 'Let a member with access run `kanuka secrets sync`, and commit what it writes.',
  })
}

function nothingOpens(store: StoreState, uuid: string, files: number): Finding {
  const path = pathIn(store, wrappedKeyPath(uuid))
  return finding('DECRYPT_FAILED', {
    path,
    message: `What ${path} holds for the given private key opens none of the ${count(files, 'secret file')} of ${storeName(store)}`,
    fix: 'The wrapped key is damaged or left from an old rotation, or the secret files are: look for an unfinished merge or rotation with `git log -- .kanuka`, then let another member run `kanuka secrets sync`.',
  })
}

function doesNotOpen(store: StoreState, path: string, isOld: boolean): Finding {
  const why = isOld ? ': it is encrypted with the key that the merge base had' : ''
  return finding('DECRYPT_FAILED', {
    path: pathIn(store, path),
    message: `${pathIn(store, path)} does not open with the key of ${storeName(store)}${why}`,
    fix: isOld
      ? 'Take `.kanuka/` and the secret files whole from one side, make the other changes again, and run `kanuka secrets sync`.'
      : 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`.',
  })
}
