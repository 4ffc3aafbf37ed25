// Which files the commits of a range added or changed, with one process that is read as it speaks.
// Looks at no contents.
import { ActionError } from '../errors.ts'
import { pathText, Splitter } from './git-output.ts'
import { streamGit, throwIfMissing, type GitPlace } from './git-process.ts'

/** A file that a commit added or changed. */
export interface CommittedChange {
  readonly commit: string
  readonly path: string
  readonly file: { readonly mode: string; readonly id: string }
}

export interface CommitRange {
  /** Its commits count, and all before it that are not to be left out. */
  readonly head: string
  /** These and all before them do not count. */
  readonly without: readonly string[]
  /** Only these count. Merges that take over one side then count for nothing. */
  readonly paths?: ReadonlySet<string>
}

const LOG = [
  'log',
  '--reverse',
  '--topo-order',
  '--format=%x01%H',
  '--raw',
  '-z',
  // Of a merge, what none of its parents has: what came from a parent is that one's.
  '-c',
  '--root',
  '--no-abbrev',
  '--no-renames',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
  '-O/dev/null',
]

/**
 * Every file as the commits added or changed it, the oldest commit first; what stays as it was counts once.
 * A merge counts where it differs from each of its parents.
 * @throws ActionError GIT_MISSING, HISTORY_MISSING when the place lacks a commit or its folders
 */
export async function rangeChanges(
  place: GitPlace,
  { head, without, paths }: CommitRange,
): Promise<readonly CommittedChange[]> {
  const parser = new LogParser(paths)
  const excluded = [...new Set(without)].map((id) => `^${id}`)
  const args = [...LOG, ...excluded, '--end-of-options', head, '--', ...limits(paths)]
  const end = await streamGit(place, args, { onOutput: parser.take })
  throwIfMissing(end)
  if (end.exitCode === 0) return parser.changes
  throw new ActionError('HISTORY_MISSING', {
    what: `git does not have all commits before ${head}, or not all of their folders`,
    fix: 'Check out with `fetch-depth: 0` and without `filter:`.',
  })
}

// git compares every entry with every path that it is given, so it is given few. A name that is no UTF-8
// cannot be given.
const MAX_LIMITS = 50

function limits(paths: ReadonlySet<string> | undefined): readonly string[] {
  const given = [...(paths ?? [])]
  return given.length > MAX_LIMITS || given.some((path) => !path.isWellFormed()) ? [] : given
}

// For each commit \x01 and its id; then for each path `:<mode>… <id>… <status>` with a colon, a mode and
// an id for each parent, and mode and id of the commit itself; then the path. Each ends with NUL, and
// line ends or nothing come between. https://git-scm.com/docs/diff-format
class LogParser {
  readonly changes: CommittedChange[] = []
  readonly take: (chunk: Buffer) => void
  readonly #paths: ReadonlySet<string> | undefined
  /** What each path was last. */
  readonly #last = new Map<string, string>()
  #commit = ''
  /** What the path that comes next is; undefined: no path comes next. */
  #file: CommittedChange['file'] | 'removed' | undefined

  constructor(paths: ReadonlySet<string> | undefined) {
    this.#paths = paths
    this.take = new Splitter(0, (field) => this.#field(field)).take
  }

  #field(field: Buffer): void {
    const file = this.#file
    this.#file = undefined
    if (file === undefined) this.#record(field.toString('latin1').trim())
    else if (file !== 'removed') this.#add(pathText(field), file)
  }

  #record(text: string): void {
    if (text.startsWith('\x01')) this.#commit = text.slice(1)
    if (!text.startsWith(':')) return
    const parents = text.lastIndexOf(':') + 1
    const words = text.slice(parents).split(' ')
    const [mode = '', id = ''] = [words[parents], words[2 * parents + 1]]
    this.#file = mode === '000000' ? 'removed' : { mode, id }
  }

  #add(path: string, file: CommittedChange['file']): void {
    if (this.#paths && !this.#paths.has(path)) return
    const written = `${file.mode} ${file.id}`
    if (this.#last.get(path) === written) return
    this.#last.set(path, written)
    this.changes.push({ commit: this.#commit, path, file })
  }
}
