// A tree of files to read a store from: the disk here, a commit in git/commit-tree.ts. Paths are
// relative to the root of the tree, with `/`; the root itself is ''.
import { createHash } from 'node:crypto'
import { readdirSync, type Dirent } from 'node:fs'
import { ActionError } from '../errors.ts'
import { errorCode, readRegularFile, statOf, type ReadResult } from './files.ts'

export interface TreeEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
}

export interface Tree {
  /**
   * @returns undefined when there is no such folder
   * @throws ActionError FILE_UNREADABLE
   */
  entries(folder: string): readonly TreeEntry[] | undefined
  /** Reads one regular file of at most `limit` bytes. Says why not instead of throwing. */
  read(path: string, limit: number): ReadResult
}

/** What lies below `root` (absolute) on disk. */
export function diskTree(root: string): Tree {
  return {
    entries: (folder) => listFolder(root, folder),
    read: (path, limit) => readRegularFile(`${root}/${path}`, limit),
  }
}

function listFolder(root: string, folder: string): readonly TreeEntry[] | undefined {
  if (folder !== '' && statOf(`${root}/${folder}`)?.isSymbolicLink()) {
    throw unlistable(folder, 'a link')
  }
  try {
    const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true })
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw unlistable(folder, errorCode(error))
  }
}

function kindOf(entry: Dirent): TreeEntry['kind'] {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  return entry.isSymbolicLink() ? 'link' : 'other'
}

function unlistable(folder: string, why: string): ActionError {
  return new ActionError('FILE_UNREADABLE', {
    what: `the folder ${folder || '.'} cannot be listed (${why})`,
    where: { file: folder },
    fix: 'It must be a real folder that the runner may read: restore it from git history, or remove it before this step.',
  })
}

/** What lies in each folder, told from the paths of everything below; without folders that are empty. */
export function foldersOf(
  kinds: ReadonlyMap<string, TreeEntry['kind']>,
): ReadonlyMap<string, readonly TreeEntry[]> {
  const folders = new Map<string, TreeEntry[]>()
  const add = (path: string, kind: TreeEntry['kind']): void => {
    const slash = path.lastIndexOf('/')
    const parent = path.slice(0, Math.max(slash, 0))
    const siblings = folders.get(parent)
    const entry = { name: path.slice(slash + 1), kind }
    if (siblings) siblings.push(entry)
    else {
      folders.set(parent, [entry])
      if (parent !== '') add(parent, 'folder')
    }
  }
  for (const [path, kind] of kinds) add(path, kind)
  return folders
}

/** Remembers the SHA-256 of everything when it was first read: what a change was made from. */
export class RecordingTree implements Tree {
  /** By path, hex. */
  readonly digests = new Map<string, string>()
  readonly #tree: Tree

  constructor(tree: Tree) {
    this.#tree = tree
  }

  entries(folder: string): readonly TreeEntry[] | undefined {
    return this.#tree.entries(folder)
  }

  read(path: string, limit: number): ReadResult {
    const result = this.#tree.read(path, limit)
    if ('bytes' in result && !this.digests.has(path)) this.digests.set(path, sha256(result.bytes))
    return result
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
