// Which files a backup holds, in which order, and which names are never packed or unpacked. By names
// alone: nothing is read.
import {
  AUDIT_FILE,
  CIPHERTEXT_SUFFIX,
  CONFIG_FILE,
  isLayoutPath,
  MAX_CONFIG_BYTES,
  MAX_KEY_FILE_BYTES,
  MAX_SECRET_FILE_BYTES,
  PUBLIC_KEYS_FOLDER,
  STORE_FOLDER,
  WRAPPED_KEYS_FOLDER,
} from '../kanuka/layout.ts'

export const MAX_ENTRIES = 100_000
const MAX_PART_BYTES = 255
/** What macOS takes; it also bounds what the names of an archive need in memory. */
const MAX_PATH_BYTES = 1024

/** A file that a backup holds. The log stays where it is: it tells of the checkout, not of the secrets. */
export function isArchivePath(path: string): boolean {
  return path !== AUDIT_FILE && isLayoutPath(path)
}

/** What Kanuka's CLI packs too, though no store has it: `.env.kanuka.bak`. */
export function isExtraOfCli(path: string): boolean {
  const parts = path.split('/')
  if (parts.includes(STORE_FOLDER)) return false
  return (parts.at(-1) ?? '').includes('.env') && path.includes(CIPHERTEXT_SUFFIX)
}

/** The largest file that is packed or unpacked under this path. */
export function fileLimit(path: string): number {
  if (path === CONFIG_FILE) return MAX_CONFIG_BYTES
  return path.startsWith(`${STORE_FOLDER}/`) ? MAX_KEY_FILE_BYTES : MAX_SECRET_FILE_BYTES
}

/** The order of Kanuka's CLI: config.toml, public keys, wrapped keys, secret files as a walk meets them. */
export function archiveOrder(paths: readonly string[]): readonly string[] {
  const ranked = paths.map((path) => ({ path, rank: rankOf(path), key: walkKey(path) }))
  const sorted = ranked.toSorted((a, b) => a.rank - b.rank || Buffer.compare(a.key, b.key))
  return sorted.map(({ path }) => path)
}

function rankOf(path: string): number {
  if (path === CONFIG_FILE) return 0
  if (path.startsWith(`${PUBLIC_KEYS_FOLDER}/`)) return 1
  return path.startsWith(`${WRAPPED_KEYS_FOLDER}/`) ? 2 : 3
}

// A walk finishes the folder `deep` before it comes to `deep.env.kanuka`.
function walkKey(path: string): Buffer {
  return Buffer.from(path.replaceAll('/', '\0'))
}

// `\p{Surrogate}` finds those that stand alone: no file system gave them, and no archive holds them.
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/[\n\r\u2028\u2029]/, 'has a line end in its name'],
  [/\0/, 'has a NUL in its name'],
  [/[\u0001-\u001f\u007f-\u009f]/, 'has control characters in its name'],
  [
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
    'has characters in its name that turn the reading direction',
  ],
  [/\ufffd|\p{Surrogate}/u, 'has a name that is not UTF-8'],
  [/\\/, 'has a backslash in its name'],
  [/^(\/|[a-z]:)/i, 'is an absolute path'],
  [/(^|\/)\.\.(\/|$)/, 'leads out of the store'],
  [/\/$/, 'is a folder'],
  [/(^|\/)\.?(\/|$)/, 'has an empty part in its path'],
]

/**
 * Why a path (relative, with `/`) is neither packed nor unpacked, as the end of a sentence; undefined when
 * nothing is wrong with it. Whether the layout has such a file is another question.
 */
export function pathProblem(path: string): string | undefined {
  // First, so that the patterns below are never given more.
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `has a path over ${MAX_PATH_BYTES} bytes`
  const found = PROBLEMS.find(([pattern]) => pattern.test(path))
  if (found) return found[1]
  if (isInGitFolder(path)) return 'is inside a `.git` folder'
  if (isInOtherStoreFolder(path)) return 'is inside `.kanuka` where case does not count'
  const isLong = path.split('/').some((part) => Buffer.byteLength(part) > MAX_PART_BYTES)
  return isLong ? `has a name over ${MAX_PART_BYTES} bytes` : undefined
}

// `.git` under all the names that file systems of macOS and Windows take for it.
function isInGitFolder(path: string): boolean {
  const visible = path.replace(/\p{Default_Ignorable_Code_Point}+/gu, '').toLowerCase()
  return visible.split('/').some((part) => {
    if (!part.startsWith('.git') && !part.startsWith('git~')) return false
    const name = withoutTail(part.split(':')[0] ?? '')
    return name === '.git' || /^git~\d+$/.test(name)
  })
}

function isInOtherStoreFolder(path: string): boolean {
  const given = path.split('/')
  const folded = foldedName(path).split('/')
  return folded.some((part, index) => part === FOLDED_STORE && given[index] !== STORE_FOLDER)
}

// One key for all the names that are one file on some disk: by case, by Unicode form, by the end that
// Windows drops.
export function foldedName(path: string): string {
  const upper = path.toLowerCase().toUpperCase().normalize('NFC')
  return /[ .](\/|$)/.test(upper) ? upper.split('/').map(withoutTail).join('/') : upper
}

// Without the dots and blanks at the end. A pattern would try each of many dots as a beginning.
function withoutTail(name: string): string {
  let end = name.length
  while (end > 0 && ' .'.includes(name.charAt(end - 1))) end -= 1
  return name.slice(0, end)
}

const FOLDED_STORE = foldedName(STORE_FOLDER)

/** Which of the paths cannot stand beside each other on every disk, as a sentence; undefined when all can. */
export function nameClash(paths: readonly string[]): string | undefined {
  // With `/` before everything else, what clashes stands side by side: a file before what is below it.
  const keyed = paths.map((path) => ({ path, key: foldedName(path).split('/').join('\0') }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
  for (const [index, { path, key }] of keyed.entries()) {
    const next = keyed[index + 1]
    if (next === undefined) break
    if (next.path === path) return `${path} is there twice`
    if (next.key === key) return `${path} and ${next.path} are one file on some disks`
    if (next.key.startsWith(`${key}\0`)) return `${path} is a file, and the folder of ${next.path}`
  }
  return undefined
}
