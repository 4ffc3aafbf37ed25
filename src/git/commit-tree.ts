// A commit as a tree of files to read a store from, as `platform/tree.ts` means it.
import type { ReadResult } from '../platform/files.ts'
import { foldersOf, type Tree, type TreeEntry } from '../platform/tree.ts'
import { ActionError } from '../errors.ts'
import type { Repository } from './repository.ts'

export interface Subtree {
  /** Folder inside of the repository, without slash at its end; '' for all. */
  readonly folder: string
  /** Which files are to be read, by path below the folder: they are all held in memory. */
  readonly isWanted: (path: string) => boolean
}

/** @throws ActionError HISTORY_MISSING when git does not have all of it */
export async function readCommitTree(
  repository: Repository,
  commit: string,
  { folder, isWanted }: Subtree,
): Promise<Tree> {
  const prefix = folder === '' ? '' : `${folder}/`
  const kinds = new Map<string, TreeEntry['kind']>()
  const ids = new Map<string, string>()
  for (const [full, { mode, id }] of await repository.treeEntries(commit, prefix)) {
    if (!full.startsWith(prefix)) continue
    const path = full.slice(prefix.length)
    const kind = kindOf(mode)
    kinds.set(path, kind)
    if (kind === 'file' && isWanted(path)) ids.set(path, id)
  }
  const blobs = await repository.blobs(ids.values())
  if (!blobs) throw incomplete(commit)
  const folders = foldersOf(kinds)
  return {
    entries: (path) => folders.get(path) ?? (path === '' ? [] : undefined),
    read: (path, limit) =>
      readFrom(blobs.get(ids.get(path) ?? ''), { limit, kind: kinds.get(path) }),
  }
}

function readFrom(
  bytes: Buffer | undefined,
  { limit, kind }: { readonly limit: number; readonly kind: TreeEntry['kind'] | undefined },
): ReadResult {
  if (!bytes) return { failure: kind === undefined ? 'absent' : 'no regular file' }
  return bytes.length > limit ? { failure: 'too large', size: bytes.length } : { bytes }
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode.startsWith('100')) return 'file'
  return mode === '120000' ? 'link' : 'other'
}

function incomplete(commit: string): ActionError {
  return new ActionError('HISTORY_MISSING', {
    what: `git does not have all files of ${commit}`,
    fix: 'Use actions/checkout without `filter:` and `sparse-checkout:`, or let them include `.kanuka/` and the secret files.',
  })
}
