// Which files of a store are secret files: the walk below its root, and the `files` patterns.
// A file belongs to the nearest ancestor that holds `.kanuka/`; `.git` is never walked, links are
// never followed.
import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import picomatch from 'picomatch'
import { ActionError } from '../errors.ts'
import { isSecretFileName, plaintextPath, STORE_FOLDER } from './layout.ts'

export interface FoundFiles {
  /** Relative to the root, with `/`, sorted. */
  readonly secretFiles: readonly string[]
  /** What a reader should know: near misses that Kanuka's CLI treats otherwise, links. */
  readonly oddities: readonly { readonly path: string; readonly what: string }[]
  /** Folders below that are stores of their own. */
  readonly nestedStores: readonly string[]
}

/** Walks the store at `root` (absolute). */
export async function findSecretFiles(root: string): Promise<FoundFiles> {
  const secretFiles: string[] = []
  const oddities: { path: string; what: string }[] = []
  const nestedStores: string[] = []
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(folder === '' ? root : `${root}/${folder}`, {
      withFileTypes: true,
    })
    if (folder !== '' && entries.some(isStoreFolder)) return void nestedStores.push(folder)
    const below: string[] = []
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (entry.name !== STORE_FOLDER && entry.name !== '.git') below.push(path)
        continue
      }
      if (entry.isFile() && isSecretFileName(entry.name)) secretFiles.push(path)
      else {
        const what = oddityOf(entry, path)
        if (what !== undefined) oddities.push({ path, what })
      }
    }
    await Promise.all(below.map(visit))
  }
  await visit('')
  return {
    secretFiles: secretFiles.toSorted(),
    oddities: oddities.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    nestedStores: nestedStores.toSorted(),
  }
}

function isStoreFolder(entry: Dirent): boolean {
  return entry.name === STORE_FOLDER && entry.isDirectory()
}

function oddityOf(entry: Dirent, path: string): string | undefined {
  if (isSecretFileName(entry.name)) {
    return entry.isSymbolicLink()
      ? 'is a link and was skipped: secret files are regular files'
      : 'is no regular file and was skipped'
  }
  const isTakenByCli = entry.isFile() && entry.name.includes('.env') && path.includes('.kanuka')
  return isTakenByCli
    ? "is no secret file by its name, but Kanuka's CLI without arguments takes it for one"
    : undefined
}

/**
 * The files that `patterns` choose, in the order of the patterns (later files win), sorted within
 * each. No pattern but exclusions = all.
 * @param lines one pattern a line; commas separate too, unless the whole line is a path
 * @throws ActionError NOTHING_SELECTED, PATTERN_INVALID
 */
export function selectFiles(
  secretFiles: readonly string[],
  lines: readonly string[],
): readonly string[] {
  const known = new Set(secretFiles)
  const patterns = lines.flatMap((line) => splitPatterns(line, known)).map(normalise)
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((p) => p.slice(1))
  const included = patterns.filter((pattern) => !pattern.startsWith('!'))
  const isExcluded = anyOf(excluded)
  const chosen = new Set<string>()
  for (const pattern of included.length === 0 ? ['**'] : included) {
    for (const path of secretFiles.filter(matcher(pattern))) {
      if (!isExcluded(path)) chosen.add(path)
    }
  }
  return [...chosen]
}

/**
 * Literal paths among the patterns that name no secret file: likely mistakes.
 * @returns one error a pattern; the caller drops those that another store knows
 */
export function unknownLiterals(
  secretFiles: readonly string[],
  lines: readonly string[],
): ReadonlyMap<string, ActionError> {
  const known = new Set(secretFiles)
  const errors = new Map<string, ActionError>()
  for (const pattern of lines.flatMap((line) => splitPatterns(line, known)).map(normalise)) {
    if (pattern.startsWith('!') || isGlob(pattern) || pattern === '') continue
    if (secretFiles.some(matcher(pattern))) continue
    const isPlaintext = secretFiles.find((path) => plaintextPath(path) === pattern)
    errors.set(
      pattern,
      new ActionError('NOTHING_SELECTED', {
        what: `\`files\` names ${pattern}, which is no secret file of the store`,
        fix: isPlaintext
          ? `Name the encrypted file: ${isPlaintext}`
          : 'Give paths relative to the folder that holds `.kanuka/`, with the `.kanuka` ending.',
      }),
    )
  }
  return errors
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
  return mark + path.replace(/^(\.\/)+/, '').replace(/\/+$/, '').replace(/^\.$/, '**')
}

const GLOB = { dot: true, noextglob: true, nonegate: true } as const

function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern)
}

function matcher(pattern: string): (path: string) => boolean {
  const literal = (path: string): boolean => path === pattern || path.startsWith(`${pattern}/`)
  if (!isGlob(pattern)) return literal
  // A name may look like a glob and be meant literally: `.env.[prod].kanuka`.
  const glob = picomatch(pattern, GLOB)
  return (path) => glob(path) || literal(path)
}

function anyOf(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map(matcher)
  return (path) => matchers.some((matches) => matches(path))
}
