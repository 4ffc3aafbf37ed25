// Edits of a store: what is to become of which file. Also which files make up a store, whether two
// trees hold the same store, and what an edit means for the files that lie on disk.
import { ActionError } from '../errors.ts'
import type { RecordingTree } from '../platform/tree.ts'
import {
  AUDIT_FILE,
  CONFIG_FILE,
  MAX_SECRET_FILE_BYTES,
  PUBLIC_KEY_SUFFIX,
  publicKeyPath,
  wrappedKeyPath,
} from './layout.ts'
import type { Store } from './store.ts'
import type { Change } from './transaction.ts'

/** One file of the store as it is to be; undefined = gone. Paths are relative to the root. */
export interface Edit {
  readonly path: string
  readonly after: Uint8Array | undefined
}

export type StoreFiles = Pick<Store, 'tree' | 'shown'>

/** Which paths a store can have: configuration, log, keys, secret files. */
function filesOf({ members, secretFiles }: Store): readonly string[] {
  return [
    CONFIG_FILE,
    AUDIT_FILE,
    ...members.flatMap(({ uuid }) => [publicKeyPath(uuid), wrappedKeyPath(uuid)]),
    ...secretFiles,
  ]
}

/** Files of the store that differ between two states of it. */
export function differingFiles(one: Store, other: Store): readonly string[] {
  return differingPaths(one, other, new Set([...filesOf(one), ...filesOf(other)]))
}

/** Those of the paths whose files differ between two states of a store. */
export function differingPaths(
  one: StoreFiles,
  other: StoreFiles,
  paths: Iterable<string>,
): readonly string[] {
  return [...paths].filter((path) => !isSame(path, bytesAt(one, path), bytesAt(other, path)))
}

/** What makes the store on disk the one that `target` is after `edits`. */
export function editsTowards(disk: Store, target: Store, edits: readonly Edit[]): readonly Edit[] {
  const edited = new Map(edits.map(({ path, after }) => [path, after]))
  const paths = new Set([...filesOf(disk), ...filesOf(target), ...edited.keys()])
  return [...paths].flatMap((path) => {
    const after = edited.has(path) ? edited.get(path) : bytesAt(target, path)
    return isSame(path, bytesAt(disk, path), after) ? [] : [{ path, after }]
  })
}

/** The edits with what the files hold now; what was read once is not read again. */
export function changesFor(
  files: StoreFiles & { readonly tree: RecordingTree },
  edits: readonly Edit[],
): readonly Change[] {
  return edits.map(({ path, after }) => {
    if (!files.tree.digests.has(path)) bytesAt(files, path)
    return { path, before: files.tree.digests.get(path), after }
  })
}

/**
 * What a file of the store holds; undefined: there is none.
 * @throws ActionError FILE_UNREADABLE
 */
export function bytesAt(
  { tree, shown }: StoreFiles,
  path: string,
  limit: number = MAX_SECRET_FILE_BYTES,
): Buffer | undefined {
  const read = tree.read(path, limit)
  if ('bytes' in read) return read.bytes
  if (read.failure === 'absent') return undefined
  throw new ActionError('FILE_UNREADABLE', {
    what: `${shown(path)} cannot be read: ${read.failure}`,
    where: { file: shown(path) },
    fix: 'It must be a regular file that the runner may read: restore it from git history.',
  })
}

/** Whether a file holds the same twice; git may have given text files other line ends at checkout. */
export function isSame(
  path: string,
  one: Uint8Array | undefined,
  other: Uint8Array | undefined,
): boolean {
  if (!one || !other) return one === other
  if (Buffer.compare(one, other) === 0) return true
  const isText = path === CONFIG_FILE || path === AUDIT_FILE || path.endsWith(PUBLIC_KEY_SUFFIX)
  return isText && withoutCarriageReturns(one) === withoutCarriageReturns(other)
}

function withoutCarriageReturns(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n')
}
