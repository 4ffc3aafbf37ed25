// Reads objects from a checkout or a git folder of our own: entries of trees, sizes, contents. Holds no
// more than it is asked to give back, whatever the repository has. Writes nothing, and fetches nothing.
import { ActionError } from '../errors.ts'
import { BatchParser, pathText, Splitter } from './git-output.ts'
import { streamGit, throwIfMissing, type GitPlace } from './git-process.ts'
import { ObjectSession, type OnBlob } from './object-session.ts'

export interface GitObject {
  readonly type: string
  readonly bytes: Buffer
}

export interface GitTreeEntry {
  /** `100644`, `100755`, `120000` (a link), `160000` (a submodule), `040000` (a folder). */
  readonly mode: string
  readonly type: string
  readonly id: string
}

export class ObjectReader {
  readonly place: GitPlace

  constructor(place: GitPlace) {
    this.place = place
  }

  /**
   * Everything but folders at a commit below `prefix` (a folder with `/` at its end, or empty), by path.
   * @throws ActionError GIT_MISSING, HISTORY_MISSING when the commit is not there
   */
  async treeEntries(commit: string, prefix: string): Promise<ReadonlyMap<string, GitTreeEntry>> {
    const below = prefix === '' ? [] : ['--', prefix]
    const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit, ...below]
    const { entries, take } = treeParser()
    const end = await streamGit(this.place, args, { onOutput: take })
    throwIfMissing(end)
    if (end.exitCode === 0) return entries
    throw new ActionError('HISTORY_MISSING', {
      what: `git does not have the commit ${commit}, or not all of its folders`,
      fix: 'Check out again with actions/checkout: `.git` lacks objects, or holds damaged ones.',
    })
  }

  /** Contents of at most `limit` bytes each, by id; larger and missing ones are left out. */
  async read(ids: Iterable<string>, limit: number): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>()
    await this.stream(ids, limit, (id, bytes) => found.set(id, bytes))
    return found
  }

  /** As ObjectSession.sizes, for who asks once. */
  async sizes(ids: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    return this.#once(async (session) => session.sizes(ids))
  }

  /** As ObjectSession.stream, for who asks once; blobs over `limit` bytes are left out. */
  async stream(ids: Iterable<string>, limit: number, onBlob: OnBlob): Promise<void> {
    await this.#once(async (session) => {
      const sizes = await session.sizes(ids)
      const wanted = [...sizes].filter(([, size]) => size <= limit).map(([id]) => id)
      await session.stream(wanted, onBlob)
    })
  }

  /** Objects as they are stored, in the order of the ids; undefined when one is missing. */
  async objects(ids: readonly string[]): Promise<readonly GitObject[] | undefined> {
    const objects: GitObject[] = []
    const parser = new BatchParser((object) => {
      if (object) objects.push({ type: object.type, bytes: object.bytes })
    })
    if (ids.length === 0) return objects
    const input = Buffer.from(ids.map((id) => `${id}\n`).join(''))
    const options = { input, onOutput: parser.take }
    const { exitCode } = await streamGit(this.place, ['cat-file', '--batch'], options)
    return exitCode === 0 && objects.length === ids.length ? objects : undefined
  }

  async #once<T>(ask: (session: ObjectSession) => Promise<T>): Promise<T> {
    const session = new ObjectSession(this.place)
    try {
      return await ask(session)
    } finally {
      await session.close()
    }
  }
}

interface TreeParser {
  readonly entries: ReadonlyMap<string, GitTreeEntry>
  readonly take: (chunk: Buffer) => void
}

function treeParser(): TreeParser {
  const entries = new Map<string, GitTreeEntry>()
  const { take } = new Splitter(0, (line) => {
    const tab = line.indexOf('\t')
    const [mode = '', type = '', id = ''] = line.toString('latin1', 0, tab).split(' ')
    if (tab !== -1) entries.set(pathText(line.subarray(tab + 1)), { mode, type, id })
  })
  return { entries, take }
}

/** The output of `ls-tree -z`. */
export function parseTree(output: Buffer): ReadonlyMap<string, GitTreeEntry> {
  const { entries, take } = treeParser()
  take(output)
  return entries
}
