// When the keys of a store were last written, told by git's history. It follows first parents: what
// counts is when something came onto the branch, not when it was made elsewhere.
import { runGit } from './git-process.ts'
import { Repository } from './repository.ts'
import { inScratch, type Scratch } from './scratch.ts'

export interface StoreAt {
  readonly commit: string
  /** Folder of the store in the repository, with `/` at its end; empty for the root. */
  readonly storePrefix: string
}

/** Newest first: the commits of the first-parent line that touched the store's keys. */
export type KeyLog = readonly LoggedCommit[]

interface LoggedCommit {
  readonly id: string
  readonly time: Date
  /** Its parents were cut off, so that git shows as added what it merely holds. */
  readonly isCut: boolean
  /** Blob ids by path below `.kanuka/`; undefined: removed. */
  readonly blobs: ReadonlyMap<string, string | undefined>
}

/**
 * Reads, with one process, what the two questions below need.
 * @param source the checkout, or what Remote.fetchHistory got
 * @returns undefined when git cannot tell: the commit or a part of its history is not there
 */
export async function readKeyLog(
  source: Repository | Scratch,
  at: StoreAt,
): Promise<KeyLog | undefined> {
  if (source instanceof Repository) {
    return inScratch(source, async (scratch) => readKeyLog(scratch, at))
  }
  const folder = `${at.storePrefix}.kanuka/`
  // The line end keeps lines short, where @actions/exec looks for them.
  const format = '--format=%x01%H %ct%n'
  const diff = ['--first-parent', '-m', '--raw', '--no-renames', '--no-abbrev', '-z']
  const paths = [`${folder}public_keys`, `${folder}secrets`]
  const args = ['log', ...diff, format, '--end-of-options', at.commit, '--', ...paths]
  const { exitCode, stdout } = await runGit(source, args)
  return exitCode === 0 ? parseLog(stdout, folder, source.shallow) : undefined
}

/**
 * When a wrapped key of the store was last written or removed.
 * @returns undefined when nobody knows: no such commit, or history ends before
 */
export function wrappedKeysChangedAt(log: KeyLog | undefined): Date | undefined {
  const last = log?.find(({ blobs }) => [...blobs.keys()].some((path) => WRAPPED_KEY.test(path)))
  return last === undefined || last.isCut ? undefined : last.time
}

/**
 * For each member: the blob id of its `.pub` when its wrapped key was last written. `absent`: there was
 * no `.pub` then, or there is no wrapped key. `unknown`: history ends before.
 */
export function publicKeysWhenWrapped(
  log: KeyLog | undefined,
  uuids: Iterable<string>,
): ReadonlyMap<string, string> {
  return new Map([...uuids].map((uuid) => [uuid, log ? whenWrapped(log, uuid) : 'unknown']))
}

/**
 * Which wrapped keys were written after that of `own`, which every rotation writes: members who came,
 * or came again, since the last one. Who is not in the log is not said to be.
 */
export function wrappedAfter(
  log: KeyLog | undefined,
  own: string,
  uuids: readonly string[],
): readonly string[] {
  const position = (uuid: string): number =>
    log?.findIndex(({ blobs }) => blobs.has(`secrets/${uuid}.kanuka`)) ?? -1
  const ownPosition = position(own)
  return uuids.filter((uuid) => position(uuid) !== -1 && position(uuid) < ownPosition)
}

const WRAPPED_KEY = /^secrets\/[^/]+\.kanuka$/

function whenWrapped(log: KeyLog, uuid: string): string {
  const wrappedKey = `secrets/${uuid}.kanuka`
  const written = log.findIndex(({ blobs }) => blobs.has(wrappedKey))
  const commit = log[written]
  if (commit?.blobs.get(wrappedKey) === undefined) return 'absent'
  if (commit.isCut) return 'unknown'
  const publicKey = `public_keys/${uuid}.pub`
  // Where history was cut, the last commit shows all that it holds: that is not later than this.
  const before = log.slice(written).find(({ blobs }) => blobs.has(publicKey))
  return before?.blobs.get(publicKey) ?? 'absent'
}

// For each commit \x01, id, blank, time, line end, NUL, line end; then for each path
// `:<modes> <old id> <new id> <status>`, NUL, path, NUL. https://git-scm.com/docs/diff-format
function parseLog(
  output: Buffer,
  folder: string,
  shallow: ReadonlySet<string>,
): KeyLog | undefined {
  const log: LoggedCommit[] = []
  let blobs = new Map<string, string | undefined>()
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at)
    if (end === -1) return undefined
    const field = output.toString('latin1', at, end).trim()
    const [, id, seconds] = /^\x01([0-9a-f]+) (\d+)$/.exec(field) ?? []
    if (id !== undefined) {
      blobs = new Map()
      log.push({ id, time: new Date(Number(seconds) * 1000), isCut: shallow.has(id), blobs })
      at = end + 1
      continue
    }
    const [, blob = '', status] = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/.exec(field) ?? []
    const pathEnd = output.indexOf(0, end + 1)
    if (status === undefined || pathEnd === -1) return undefined
    const path = output.toString('utf8', end + 1, pathEnd)
    blobs.set(path.slice(folder.length), status === 'D' ? undefined : blob)
    at = pathEnd + 1
  }
  return log
}
