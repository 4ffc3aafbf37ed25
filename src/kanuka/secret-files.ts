// Which files of a store are secret files: the walk below its root, and the `files` patterns.
// A file belongs to the nearest ancestor that holds `.kanuka/`; `.git` is never walked, links are
// never followed.
import { ActionError } from '../errors.ts'
import type { Tree, TreeEntry } from '../platform/tree.ts'
import { compilePattern, isGlob } from './glob.ts'
import { isSecretFileName, plaintextPath, STORE_FOLDER } from './layout.ts'

export interface FoundFiles {
  /** Relative to the root, with `/`, sorted. */
  readonly secretFiles: readonly string[]
  /** What a reader should know: near misses that Kanuka's CLI treats otherwise, links. */
  readonly oddities: readonly { readonly path: string; readonly what: string }[]
  /** Folders below that are stores of their own. */
  readonly nestedStores: readonly string[]
}

/** Walks the store at the root of `tree`. */
export function findSecretFiles(tree: Tree): FoundFiles {
  const secretFiles: string[] = []
  const oddities: { path: string; what: string }[] = []
  const nestedStores: string[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = tree.entries(folder)
    if (!entries) {
      // node gives a name that is not UTF-8 as one that does not exist.
      oddities.push({ path: folder, what: 'was skipped: its name is not UTF-8' })
      continue
    }
    if (folder !== '' && entries.some(isStoreFolder)) {
      nestedStores.push(folder)
      continue
    }
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.kind === 'folder') {
        if (entry.name !== STORE_FOLDER && entry.name !== '.git') pending.push(path)
        continue
      }
      if (entry.kind === 'file' && isSecretFileName(entry.name)) secretFiles.push(path)
      else {
        const what = oddityOf(entry, path)
        if (what !== undefined) oddities.push({ path, what })
      }
    }
  }
  return {
    secretFiles: secretFiles.toSorted(),
    oddities: oddities.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    nestedStores: nestedStores.toSorted(),
  }
}

function isStoreFolder(entry: TreeEntry): boolean {
  return entry.name === STORE_FOLDER && entry.kind === 'folder'
}

function oddityOf(entry: TreeEntry, path: string): string | undefined {
  if (isSecretFileName(entry.name)) {
    return entry.kind === 'link'
      ? 'is a link and was skipped: secret files are regular files'
      : 'is no regular file and was skipped'
  }
  const isTakenByCli =
    entry.kind === 'file' && entry.name.includes('.env') && path.includes('.kanuka')
  return isTakenByCli
    ? "is no secret file by its name, but Kanuka's CLI without arguments takes it for one"
    : undefined
}

export interface SelectedFiles {
  /** In the order of the patterns (later files win), sorted within each. */
  readonly paths: readonly string[]
  /** Literal paths that name no secret file here: mistakes, unless another store knows them. */
  readonly unknown: ReadonlyMap<string, ActionError>
}

/**
 * The files that `lines` choose. No pattern but exclusions = all.
 * @param lines one pattern a line; commas separate too, unless the whole line is a path
 * @throws ActionError PATTERN_INVALID
 */
export async function selectFiles(
  secretFiles: readonly string[],
  lines: readonly string[],
): Promise<SelectedFiles> {
  if (lines.length === 0) return { paths: secretFiles, unknown: new Map() }
  const known = new Set(secretFiles)
  const patterns = lines.flatMap((line) => splitPatterns(line, known)).map(normalise)
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((p) => p.slice(1))
  const included = patterns.filter((pattern) => !pattern.startsWith('!'))
  const exclusions = await Promise.all(excluded.map(compilePattern))
  const chosen = new Set<string>()
  const unknown = new Map<string, ActionError>()
  for (const pattern of included.length === 0 ? ['**'] : included) {
    const matching = secretFiles.filter(await compilePattern(pattern))
    if (matching.length === 0 && !isGlob(pattern)) {
      unknown.set(pattern, unknownFile(pattern, secretFiles))
    }
    for (const path of matching) {
      // Named again, it counts where it is named last.
      chosen.delete(path)
      if (!exclusions.some((matches) => matches(path))) chosen.add(path)
    }
  }
  return { paths: [...chosen], unknown }
}

function unknownFile(pattern: string, secretFiles: readonly string[]): ActionError {
  const encrypted = secretFiles.find((path) => plaintextPath(path) === pattern)
  return new ActionError('NOTHING_SELECTED', {
    what: `\`files\` names ${pattern}, which is no secret file of the store`,
    fix: encrypted
      ? `Name the encrypted file: ${encrypted}`
      : 'Give paths relative to the folder that holds `.kanuka/`, with the `.kanuka` ending.',
  })
}

// A file name may hold commas, so a line that is a path as a whole is not split.
function splitPatterns(line: string, known: ReadonlySet<string>): readonly string[] {
  if (known.has(line.trim().replace(/^!/, '').replace(/^\.\//, ''))) return [line.trim()]
  return line
    .split(/,(?![^{]*\})/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function normalise(pattern: string): string {
  const [, mark = '', path = ''] = /^(!?)(.*)$/s.exec(pattern) ?? []
  if (path.startsWith('/') || path.split('/').includes('..')) {
    throw new ActionError('PATTERN_INVALID', {
      what: `\`files\` holds ${pattern}: patterns stay inside the store`,
      fix: 'Give paths relative to the folder that holds `.kanuka/`, without `..`.',
    })
  }
  return (
    mark +
    path
      .replace(/^(\.\/)+/, '')
      .replace(/\/+$/, '')
      .replace(/^\.?$/, '**')
  )
}
