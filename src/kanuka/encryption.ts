// Secret files sealed under the key that the store has: for values that come back from elsewhere. From
// an opened store and plaintext to edits in memory; nothing is written here. Nobody gains or loses
// access by it. Proves itself: what was sealed is opened again before it is given out.
import { timingSafeEqual } from 'node:crypto'
import { posix } from 'node:path'
import { ActionError } from '../errors.ts'
import { breathe } from '../platform/files.ts'
import { size } from '../platform/printable.ts'
import type { SecretBytes } from '../secret-value.ts'
import type { AuditEntry } from './audit-log.ts'
import type { Edit } from './edits.ts'
import {
  CIPHERTEXT_OVERHEAD,
  isLayoutPath,
  isSecretFileName,
  MAX_SECRET_FILE_BYTES,
} from './layout.ts'
import { withLogLines } from './log-edit.ts'
import type { OpenedStore } from './open-store.ts'
import type { PrivateKey } from './private-key.ts'
import { openSecretbox, sealSecretbox } from './secretbox.ts'
import type { Store } from './store.ts'
import { keyOrStoreDamaged, unwrapSymmetricKey } from './symmetric-key.ts'

export interface PlaintextFile {
  /** Of the secret file, relative to the root, with `/`: `.env.production.kanuka`. */
  readonly path: string
  readonly plaintext: SecretBytes
}

export interface EncryptionRequest {
  /** With every file that is there already and is to be replaced. */
  readonly opened: OpenedStore
  readonly files: readonly PlaintextFile[]
  readonly privateKey: PrivateKey
  readonly now: Date
}

/**
 * The edits that put these files into the store, and one line into its log. A file that holds the same
 * already is no edit; without any there are none.
 * @throws ActionError PATH_UNSAFE, FILE_TOO_LARGE, FILE_UNREADABLE, FILE_DAMAGED, KEY_OR_STORE_DAMAGED
 */
export async function encryptFiles(request: EncryptionRequest): Promise<readonly Edit[]> {
  const { opened } = request
  refuseTwice(request.files)
  for (const file of request.files) refuseImpossible(opened, file)
  const files = request.files.filter((file) => isChanged(opened, file))
  if (files.length === 0) return []
  const key = await presentKey(request)
  try {
    const sealed: Edit[] = []
    for (const { path, plaintext } of files) {
      sealed.push({ path, after: sealSecretbox(plaintext.reveal(), key) })
      await breathe()
    }
    await prove({ ...request, files }, sealed)
    return [...sealed, withLogLines(opened.store, [logLine({ ...request, files })])]
  } finally {
    key.fill(0)
  }
}

function refuseTwice(files: readonly PlaintextFile[]): void {
  const twice = files.find(({ path }, at) => files.findIndex((one) => one.path === path) !== at)
  if (twice) throw unsafe(`${twice.path} is to be written twice`)
}

function refuseImpossible({ store, files }: OpenedStore, { path, plaintext }: PlaintextFile): void {
  const shown = store.shown(path)
  if (!isLayoutPath(path) || !isSecretFileName(posix.basename(path))) {
    throw unsafe(`${shown} is no name of a secret file in ${store.title}`)
  }
  const nested = store.nestedStores.find((folder) => path.startsWith(`${folder}/`))
  if (nested !== undefined) {
    throw unsafe(`${shown} belongs to the store in ${store.shown(nested)}, not to ${store.title}`)
  }
  const bytes = plaintext.reveal().length + CIPHERTEXT_OVERHEAD
  if (bytes > MAX_SECRET_FILE_BYTES) {
    throw new ActionError('FILE_TOO_LARGE', {
      what: `${shown} would have ${size(bytes)}; at most ${size(MAX_SECRET_FILE_BYTES)} are opened`,
      where: { file: shown },
      fix: 'Keep large data elsewhere and its key here.',
    })
  }
  if (files.some((file) => file.path === path)) return
  // Whoever replaces what was not opened would lose what stands in it.
  if (store.secretFiles.includes(path)) throw new TypeError('a file to replace was not opened')
  const read = store.tree.read(path, 0)
  if ('bytes' in read || read.failure !== 'absent') {
    throw new ActionError('FILE_UNREADABLE', {
      what: `${shown} is to be made, but something else has its name`,
      where: { file: shown },
      fix: 'Remove what is there (a link, a folder), or choose another name.',
    })
  }
}

function unsafe(what: string): ActionError {
  return new ActionError('PATH_UNSAFE', {
    what,
    fix: 'Secret files lie below the folder that holds `.kanuka/`, have `.env` in their name and end in `.kanuka`: `config/.env.production.kanuka`.',
  })
}

function isChanged({ files }: OpenedStore, { path, plaintext }: PlaintextFile): boolean {
  const before = files.find((file) => file.path === path)
  return before === undefined || !isSame(before.plaintext.reveal(), plaintext.reveal())
}

function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one?.length === other.length && timingSafeEqual(one, other)
}

/** Opened again, since a store gives out no key; it must still open one of the store's files. */
async function presentKey({ opened, privateKey }: EncryptionRequest): Promise<Uint8Array> {
  const { store, member, isProven } = opened
  const key = unwrapSymmetricKey(store, member, privateKey)
  if (key) {
    if (!isProven || (await opensAny(store, key))) return key
    key.fill(0)
  }
  throw keyOrStoreDamaged(store, member)
}

async function opensAny(store: Store, key: Uint8Array): Promise<boolean> {
  for (const path of store.secretFiles) {
    const read = store.tree.read(path, MAX_SECRET_FILE_BYTES)
    if ('bytes' in read && openSecretbox(read.bytes, key)) return true
    await breathe()
  }
  return false
}

// The last look before anything leaves memory: what is not opened again is lost.
async function prove(
  { opened, privateKey, files }: EncryptionRequest,
  sealed: readonly Edit[],
): Promise<void> {
  const after = new Map(sealed.map((edit) => [edit.path, edit.after]))
  const key = unwrapSymmetricKey(opened.store, opened.member, privateKey)
  let isProven = key !== undefined
  for (const { path, plaintext } of files) {
    const bytes = after.get(path)
    isProven &&= isSame(key && bytes && openSecretbox(bytes, key), plaintext.reveal())
    await breathe()
  }
  key?.fill(0)
  if (!isProven) throw new TypeError('what was sealed does not open again')
}

/** As Kanuka logs it, but with paths of the store: those of the runner tell nobody anything. */
function logLine({ opened, files, now }: EncryptionRequest): AuditEntry {
  const { member } = opened
  return {
    time: now,
    user: member.email ?? '',
    uuid: member.uuid,
    op: 'encrypt',
    files: files.map(({ path }) => path),
  }
}
