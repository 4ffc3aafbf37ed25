// Opens secret files of a store in memory. All or nothing is decided here: every file that does not
// open is reported, and the caller gets plaintext only when all of them did.
import { ActionError, throwIfAny } from '../errors.ts'
import { breathe, type ReadResult } from '../platform/files.ts'
import { size } from '../platform/printable.ts'
import { SecretValue, type SecretBytes } from '../secret-value.ts'
import {
  CIPHERTEXT_OVERHEAD,
  MAX_SECRET_FILE_BYTES,
  MAX_SELECTED_BYTES,
  plaintextPath,
} from './layout.ts'
import type { Member } from './members.ts'
import type { PrivateKey } from './private-key.ts'
import { openSecretbox } from './secretbox.ts'
import type { Store } from './store.ts'
import { findOwnMembers, keyOrStoreDamaged, unwrapSymmetricKey } from './symmetric-key.ts'

export interface OpenedFile {
  /** The secret file, relative to the store's root. */
  readonly path: string
  /** Where its plaintext goes beside it, relative to the store's root. */
  readonly plaintextPath: string
  /** Bytes of plaintext. */
  readonly size: number
  readonly plaintext: SecretBytes
}

export interface OpenedStore {
  readonly store: Store
  readonly member: Member
  readonly files: readonly OpenedFile[]
  /** False when the store has no secret file that could prove the key. */
  readonly isProven: boolean
}

/**
 * Opens `paths` (relative to the root) with the private key.
 * @throws ActionError, or ActionErrors with one error a file
 */
export async function openStore(
  store: Store,
  privateKey: PrivateKey,
  paths: readonly string[],
): Promise<OpenedStore> {
  const candidates = findOwnMembers(store, privateKey)
  for (const member of candidates) {
    const key = unwrapSymmetricKey(store, member, privateKey)
    if (!key) continue
    try {
      const opened = await openFiles(store, key, paths)
      const isRight = opened.files.length > 0 || (await opensAnyOther(store, key, paths))
      if (isRight) throwIfAny(opened.errors)
      // Nothing to prove it on: 32 bytes have to do, and the report says so.
      if (isRight || store.secretFiles.length === 0) {
        return { store, member, files: opened.files, isProven: isRight }
      }
      // Of a file that is visibly damaged the reader learns more than of the key.
      throwIfAny(opened.errors.filter(({ code }) => code !== 'DECRYPT_FAILED'))
    } finally {
      key.fill(0)
    }
  }
  const [first] = candidates
  if (!first) throw new TypeError('no candidate')
  throw keyOrStoreDamaged(store, first)
}

interface Attempt {
  readonly files: readonly OpenedFile[]
  readonly errors: readonly ActionError[]
}

async function openFiles(
  store: Store,
  key: Uint8Array,
  paths: readonly string[],
): Promise<Attempt> {
  const files: OpenedFile[] = []
  const errors: ActionError[] = []
  let total = 0
  for (const path of paths) {
    const read = store.tree.read(path, MAX_SECRET_FILE_BYTES)
    total += 'bytes' in read ? read.bytes.length : 0
    if (total > MAX_SELECTED_BYTES) throw tooMuch(store)
    const result = openFile(store, { path, key, read })
    if (result instanceof ActionError) errors.push(result)
    else files.push(result)
    await breathe()
  }
  return { files, errors }
}

interface Reading {
  readonly path: string
  readonly key: Uint8Array
  readonly read: ReadResult
}

function openFile(store: Store, { path, key, read }: Reading): OpenedFile | ActionError {
  const file = store.shown(path)
  if ('failure' in read) return unreadable(file, read)
  const { bytes } = read
  const damage = damageOf(bytes)
  if (damage !== undefined) {
    return new ActionError('FILE_DAMAGED', {
      what: `${file} ${damage}`,
      where: { file },
      fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`.',
    })
  }
  const plaintext = openSecretbox(bytes, key)
  if (!plaintext) {
    return new ActionError('DECRYPT_FAILED', {
      what: `${file} (${bytes.length} bytes) does not open with the key of ${store.title}: damaged, changed, or encrypted with another key`,
      where: { file },
      fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`. After a merge of two rotations, take `.kanuka/` and the secret files whole from one side.',
    })
  }
  return {
    path,
    plaintextPath: plaintextPath(path),
    size: plaintext.length,
    plaintext: new SecretValue(plaintext),
  }
}

/** What is visibly wrong with a secret file, without a key, as the end of a sentence. */
export function damageOf(bytes: Buffer): string | undefined {
  if (bytes.length < CIPHERTEXT_OVERHEAD) {
    return `has ${bytes.length} bytes; an encrypted file has at least ${CIPHERTEXT_OVERHEAD}`
  }
  const start = bytes.toString('latin1', 0, 64)
  if (start.startsWith('version https://git-lfs.github.com/')) {
    return 'is a Git LFS pointer, not the file itself (actions/checkout needs `lfs: true`)'
  }
  if (/^<{7} /.test(start)) return 'holds conflict markers of an unfinished merge'
  return undefined
}

function unreadable(file: string, read: Extract<ReadResult, { failure: string }>): ActionError {
  if (read.failure === 'too large') {
    return new ActionError('FILE_TOO_LARGE', {
      what: `${file} has ${size(read.size ?? 0)}; at most ${size(MAX_SECRET_FILE_BYTES)} are opened`,
      where: { file },
      fix: 'Keep large data elsewhere and its key here, or leave the file out: `files: |` with `!path`.',
    })
  }
  const reason = read.reason === undefined ? '' : ` (${read.reason})`
  return new ActionError('FILE_UNREADABLE', {
    what: `${file} cannot be read: ${read.failure}${reason}`,
    where: { file },
    fix: 'Check its permissions, and that no other step changes the checkout meanwhile.',
  })
}

function tooMuch(store: Store): ActionError {
  return new ActionError('FILE_TOO_LARGE', {
    what: `the selected files of ${store.title} have over ${size(MAX_SELECTED_BYTES)} together`,
    fix: 'Let decrypt choose fewer of them with `files`. A rotation needs all: split the store.',
  })
}

// The chosen files may all be damaged while the key is right: any other file of the store tells.
async function opensAnyOther(
  store: Store,
  key: Uint8Array,
  tried: readonly string[],
): Promise<boolean> {
  const done = new Set(tried)
  for (const path of store.secretFiles) {
    if (done.has(path)) continue
    const read = store.tree.read(path, MAX_SECRET_FILE_BYTES)
    if ('bytes' in read && openSecretbox(read.bytes, key)) return true
    await breathe()
  }
  return false
}
