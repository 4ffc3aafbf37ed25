// Reads objects from a checkout or a git folder of our own: entries of trees, sizes, contents. Holds no
// more than it is asked to give back, whatever the repository has. Writes nothing, and fetches nothing.
import { ActionError } from '../errors.ts'
import { BatchParser, pathText, Splitter } from './git-output.ts'
import { streamGit, throwIfMissing, type GitPlace } from './git-process.ts'

const LINE_END = 10

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

export type OnBlob = (id: string, bytes: Buffer) => void

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

  /** Bytes of each blob; what is missing or no blob is left out. */
  async sizes(ids: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>()
    const lines = new Splitter(LINE_END, (line) => {
      const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line.toString('latin1')) ?? []
      if (id !== undefined) sizes.set(id, Number(size))
    })
    await this.#catFile('--batch-check', [...new Set(ids)], lines.take)
    return sizes
  }

  /** Blobs of at most `limit` bytes each, by id; larger and missing ones are left out. */
  async read(ids: Iterable<string>, limit: number): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>()
    await this.stream(ids, limit, (id, bytes) => found.set(id, bytes))
    return found
  }

  /**
   * Hands out blobs of at most `limit` bytes one after the other, each once, and holds none; larger and
   * missing ones are left out. git waits while `onBlob` works.
   * @throws what `onBlob` throws; it is not called again then
   */
  async stream(ids: Iterable<string>, limit: number, onBlob: OnBlob): Promise<void> {
    const sizes = await this.sizes(ids)
    const wanted = [...sizes].filter(([, size]) => size <= limit).map(([id]) => id)
    const parser = new BatchParser((object) => {
      if (object?.type === 'blob') onBlob(object.id, object.bytes)
    })
    await this.#catFile('--batch', wanted, parser.take)
  }

  /** Objects as they are stored, in the order of the ids; undefined when one is missing. */
  async objects(ids: readonly string[]): Promise<readonly GitObject[] | undefined> {
    const objects: GitObject[] = []
    const parser = new BatchParser((object) => {
      if (object) objects.push({ type: object.type, bytes: object.bytes })
    })
    const isDone = await this.#catFile('--batch', ids, parser.take)
    return isDone && objects.length === ids.length ? objects : undefined
  }

  async #catFile(
    how: string,
    ids: readonly string[],
    onOutput: (chunk: Buffer) => void,
  ): Promise<boolean> {
    if (ids.length === 0) return true
    const input = Buffer.from(ids.map((id) => `${id}\n`).join(''))
    const end = await streamGit(this.place, ['cat-file', how], { input, onOutput })
    return end.exitCode === 0
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
