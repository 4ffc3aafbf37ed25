// The store as it would be after an import, before anything is written: read as a whole, opened where a
// key is there, and looked at where none is.
import { ActionError, ActionErrors, throwIfAny } from '../errors.ts'
import type { Edit } from '../kanuka/edits.ts'
import { wrappedKeyPath, publicKeyPath } from '../kanuka/layout.ts'
import type { Member } from '../kanuka/members.ts'
import { damageOf, openStore, type OpenedStore } from '../kanuka/open-store.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { inArchive, type Archived } from './archived.ts'
import { bounded, fileTree } from './contents.ts'
import type { PresentStore } from './present.ts'

export interface Origins {
  readonly present: PresentStore
  /** How errors name the archive. */
  readonly shown: string
  readonly mode: 'merge' | 'replace'
}

interface Warning {
  readonly file: string
  readonly what: string
}

/** Messages name files that come from the archive as such. */
export function restoredStore({ present, shown, mode }: Origins, edits: readonly Edit[]): Store {
  const after = new Map(edits.map((edit) => [edit.path, edit.after]))
  const paths = new Set(
    [...present.files, ...after.keys()].filter((path) => after.get(path) ?? !after.has(path)),
  )
  const tree = fileTree(paths, (path, limit) => {
    const bytes = after.get(path)
    return bytes ? bounded(bytes, limit) : present.tree.read(path, limit)
  })
  const store = readStore(present.workspace, present.root, tree)
  return {
    ...store,
    title: mode === 'replace' ? `${store.title} of ${shown}` : store.title,
    shown: (path) =>
      mode === 'replace' || after.has(path) ? inArchive(shown, path) : store.shown(path),
  }
}

/** @throws ActionError, ActionErrors when anything in it does not open */
export async function openRestored(
  store: Store,
  privateKey: PrivateKey,
  { shown, mode }: Origins,
): Promise<OpenedStore> {
  try {
    return await openStore(store, privateKey, store.secretFiles)
  } catch (error) {
    if (!(error instanceof ActionError) && !(error instanceof ActionErrors)) throw error
    const errors = error instanceof ActionErrors ? error.errors : [error]
    throwIfAny(errors.map((each) => fromArchive(each, { shown, mode })))
    throw error
  }
}

// A place in an archive is none that an annotation could point to.
function fromArchive(error: ActionError, { shown, mode }: Omit<Origins, 'present'>): ActionError {
  const { code, what, where, fix } = error
  if (where.file?.startsWith(inArchive(shown, '')) !== true) return error
  const isAboutTheKey = ['KEY_NOT_A_MEMBER', 'KEY_PENDING'].includes(code)
  const byMode =
    mode === 'replace'
      ? 'Give the private key of somebody who has access in the archive; without one it is imported unverified.'
      : 'Give the private key of somebody who has access today.'
  return new ActionError(code, {
    what,
    fix: isAboutTheKey ? byMode : code === 'FILE_TOO_LARGE' ? fix : 'Take another archive.',
  })
}

/** What can be told without a key of the files that the archive brings. */
export function damages(
  { files, members, secretFiles }: Archived,
  isTaken: (path: string) => boolean,
): readonly Warning[] {
  const ofMembers = members.flatMap((member) => [...oddPublicKey(member), ...oddKey(member, files)])
  const ofFiles = secretFiles.flatMap((file) => {
    const what = damageOf(files.get(file) ?? Buffer.alloc(0))
    return what === undefined ? [] : [{ file, what }]
  })
  return [...ofMembers, ...ofFiles].filter(({ file }) => isTaken(file))
}

function oddPublicKey({ uuid, oddity }: Member): readonly Warning[] {
  return oddity === undefined ? [] : [{ file: publicKeyPath(uuid), what: oddity }]
}

function oddKey(
  { uuid, publicKey }: Member,
  files: ReadonlyMap<string, Buffer>,
): readonly Warning[] {
  const file = wrappedKeyPath(uuid)
  const bytes = files.get(file)?.length
  const bits = publicKey?.asymmetricKeyDetails?.modulusLength
  if (bytes === undefined || bits === undefined || bytes === Math.ceil(bits / 8)) return []
  return [
    { file, what: `has ${bytes} bytes, and a key wrapped for ${uuid} has ${Math.ceil(bits / 8)}` },
  ]
}
