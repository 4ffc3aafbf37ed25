// An archive in memory, after unpacking, as a tree that a store can be read from.
import { foldersOf, type Tree } from '../platform/tree.ts'

export interface ArchiveContents {
  /** By path relative to the root of the store; paths of the layout alone. */
  readonly files: ReadonlyMap<string, Buffer>
  /** Entries that the CLI packs and that are no files of a store. */
  readonly skipped: readonly string[]
  /** The newest date of an entry. */
  readonly newest: Date | undefined
}

export function archiveTree({ files }: ArchiveContents): Tree {
  return fileTree(files.keys(), (path, limit) => bounded(files.get(path) ?? Buffer.alloc(0), limit))
}

/** A tree of these files and of the folders that they lie in. */
export function fileTree(paths: Iterable<string>, read: Tree['read']): Tree {
  const kinds = new Map([...paths].map((path) => [path, 'file' as const]))
  const folders = foldersOf(kinds)
  return {
    entries: (folder) => folders.get(folder) ?? (folder === '' ? [] : undefined),
    read: (path, limit) => {
      if (kinds.has(path)) return read(path, limit)
      return { failure: folders.has(path) ? 'no regular file' : 'absent' }
    },
  }
}

export function bounded(bytes: Uint8Array, limit: number): ReturnType<Tree['read']> {
  if (bytes.length > limit) return { failure: 'too large', size: bytes.length }
  return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) }
}
