// What of a store goes into its archive: every file read and judged. What must not
// go in is collected, so that all of it is said at once; then there is no archive.
import { archiveOrder, fileLimit, MAX_ENTRIES, nameClash, pathProblem } from '../archive/entries.ts'
import type { PackFile } from '../archive/pack.ts'
import { judgeKeyFile, judgeSecretFile, type Unsoundness } from '../check/file-soundness.ts'
import { ActionError } from '../errors.ts'
import { CONFIG_FILE, MAX_SELECTED_BYTES, publicKeyPath, wrappedKeyPath } from '../kanuka/layout.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { size } from '../platform/printable.ts'
import type { Message } from './command.ts'

export class ExportSource {
  readonly store: Store
  /** In the order of the archive; paths relative to the store. */
  readonly paths: readonly string[]
  /** Damaged files that are packed because `allow-damaged` says so. */
  readonly damaged: Message[] = []
  /** Why there is to be no archive. */
  readonly problems: ActionError[] = []
  /** Bytes of all files. */
  total = 0
  readonly #allowDamaged: boolean
  readonly #keyFiles: ReadonlyMap<string, Buffer>
  readonly #secretFiles: ReadonlySet<string>

  private constructor(store: Store, allowDamaged: boolean, keyFiles: ReadonlyMap<string, Buffer>) {
    this.store = store
    this.paths = archiveOrder([...keyFiles.keys(), ...store.secretFiles])
    this.#allowDamaged = allowDamaged
    this.#keyFiles = keyFiles
    this.#secretFiles = new Set(store.secretFiles)
    this.problems.push(...unpackable(store, this.paths))
  }

  /** Reads configuration and keys, which are small, and judges them. @throws ActionError FILE_UNREADABLE */
  static async open(store: Store, allowDamaged: boolean): Promise<ExportSource> {
    const keyFiles = readKeyFiles(store)
    const source = new ExportSource(store, allowDamaged, keyFiles)
    const owners = new Map<string, string>()
    for (const member of store.members) {
      for (const path of [publicKeyPath(member.uuid), wrappedKeyPath(member.uuid)]) {
        const bytes = keyFiles.get(path)
        if (bytes) source.#note(path, await judgeKeyFile(path, bytes, member))
      }
      const wrapped = keyFiles.get(wrappedKeyPath(member.uuid))?.toString('latin1')
      if (wrapped === undefined) continue
      if (owners.has(wrapped)) source.#note(wrappedKeyPath(member.uuid), COPIED)
      owners.set(wrapped, member.uuid)
    }
    const config = keyFiles.get(CONFIG_FILE)
    if (config) source.#note(CONFIG_FILE, await judgeKeyFile(CONFIG_FILE, config, undefined))
    return source
  }

  /** Each is read and judged when its turn comes; one that may not go in gives no bytes. */
  *files(): Generator<PackFile> {
    for (const path of this.paths) yield { path, bytes: () => this.#read(path) }
  }

  #read(path: string): Uint8Array {
    const bytes = this.#keyFiles.get(path) ?? readFile(this.store, path, fileLimit(path))
    this.total += bytes.length
    if (this.total > MAX_SELECTED_BYTES) throw tooMuch(this.store)
    if (this.#secretFiles.has(path)) this.#note(path, judgeSecretFile(bytes))
    // What is readable must not get to another place on disk, not even for a moment.
    return this.problems.length > 0 ? NOTHING : bytes
  }

  /** Whether the store has these bytes now. */
  isOnDisk(path: string, bytes: Buffer): boolean {
    const read = this.store.tree.read(path, bytes.length)
    return 'bytes' in read && read.bytes.equals(bytes)
  }

  /** Whether the store has the files now that it had. */
  hasSamePaths(): boolean {
    const { store, paths } = this
    const { secretFiles, ...rest } = readStore(store.root, store.root)
    const now = new Set([...keyFilesOf(rest), ...secretFiles])
    return now.size === paths.length && paths.every((path) => now.has(path))
  }

  #note(path: string, found: Unsoundness | undefined): void {
    if (!found) return
    const file = this.store.shown(path)
    if (found.kind === 'damaged' && this.#allowDamaged) {
      this.damaged.push({ file, text: `${file} ${found.what}; packed as it is` })
    } else this.problems.push(unsound(file, found))
  }
}

const NOTHING = new Uint8Array()
const COPIED: Unsoundness = {
  kind: 'damaged',
  what: 'has the very bytes of the wrapped key of another member',
}

function readKeyFiles(store: Store): ReadonlyMap<string, Buffer> {
  return new Map(keyFilesOf(store).map((path) => [path, readFile(store, path, fileLimit(path))]))
}

function keyFilesOf({ members }: Pick<Store, 'members'>): readonly string[] {
  const ofMembers = members.flatMap(({ uuid, state }) => [
    ...(state === 'orphan' ? [] : [publicKeyPath(uuid)]),
    ...(state === 'pending' ? [] : [wrappedKeyPath(uuid)]),
  ])
  return [CONFIG_FILE, ...ofMembers]
}

function readFile(store: Store, path: string, limit: number): Buffer {
  const read = store.tree.read(path, limit)
  if ('bytes' in read) return read.bytes
  const file = store.shown(path)
  if (read.failure === 'too large') {
    throw new ActionError('FILE_TOO_LARGE', {
      what: `${file} has ${size(read.size ?? 0)}; at most ${size(limit)} are packed`,
      where: { file },
      fix: 'Keep large data elsewhere and its key here.',
    })
  }
  throw new ActionError('FILE_UNREADABLE', {
    what: `${file} cannot be read: ${read.failure}`,
    where: { file },
    fix: 'It must be a regular file that the runner may read: restore it from git history.',
  })
}

function tooMuch(store: Store): ActionError {
  return new ActionError('FILE_TOO_LARGE', {
    what: `the files of ${store.title} have over ${size(MAX_SELECTED_BYTES)} together, which no import takes`,
    fix: 'Split the store.',
  })
}

// An archive that no import takes is found out now, not on the day when it is needed.
function unpackable(store: Store, paths: readonly string[]): readonly ActionError[] {
  const named = paths.flatMap((path) => {
    const why = pathProblem(path)
    return why === undefined ? [] : [{ file: store.shown(path), what: why }]
  })
  const clash = nameClash(paths)
  const reasons = [
    ...named.map(({ file, what }) => `${file} ${what}`),
    ...(clash === undefined ? [] : [`In ${store.title}, ${clash}`]),
    ...(paths.length > MAX_ENTRIES ? [`${store.title} has over ${MAX_ENTRIES} files`] : []),
  ]
  return reasons.map(
    (what) =>
      new ActionError('STORE_UNSOUND', {
        what: `${what}, so no import would take an archive of it`,
        fix: 'Rename the files, or split the store.',
      }),
  )
}

function unsound(file: string, { kind, what }: Unsoundness): ActionError {
  return new ActionError('STORE_UNSOUND', {
    what: `${file} ${what}`,
    where: { file },
    fix:
      kind === 'exposed'
        ? 'Take it out of the store and out of git history, and change what it holds: whoever can read the repository has it. It is never packed.'
        : 'Restore it from git history; `command: check` says more. Or pack it as it is with `allow-damaged: true`.',
  })
}
