// Who owns a path by a CODEOWNERS file, as GitHub has it. Parses text; knows nothing of stores.
// https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
import type { PathMatcher } from '../kanuka/glob.ts'

/** GitHub takes the first that is there. */
export const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const
/** GitHub does not load a larger one. */
export const MAX_CODEOWNERS_BYTES = 3 * 1024 * 1024
// A pull request decides how many there are.
const MAX_RULES = 50_000

interface OwnerRule {
  readonly matches: PathMatcher
  readonly hasOwner: boolean
}

/** Whether a path has an owner: the last rule that matches counts, and may take owners away. */
export function readCodeowners(text: string): PathMatcher {
  const lines = text.split(/\r?\n/).slice(-MAX_RULES).toReversed()
  const rules = lines.flatMap((line) => ruleIn(line) ?? [])
  return (path) => rules.find(({ matches }) => matches(path))?.hasOwner ?? false
}

const LINE = /^((?:\\.|[^\s\\])+)(?:\s+(.*))?$/
const OWNER = /^(?:@[\w.-]+(?:\/[\w.-]+)?|[^@\s]+@[^@\s]+)$/

// GitHub passes over a line that it does not understand.
function ruleIn(line: string): OwnerRule | undefined {
  const [, pattern = '', rest = ''] = LINE.exec(line.trim()) ?? []
  if (pattern === '' || /^[#!]|^\\#|[[\]]/.test(pattern)) return undefined
  const words = rest.split(/\s+/).filter((word) => word !== '')
  const comment = words.findIndex((word) => word.startsWith('#'))
  const owners = comment === -1 ? words : words.slice(0, comment)
  if (!owners.every((owner) => OWNER.test(owner))) return undefined
  const matches = matcherOf(pattern.replace(/\\(.)/g, '$1'))
  return matches && { matches, hasOwner: owners.length > 0 }
}

// As in .gitignore, but that `folder/*` does not reach into the folders in it.
function matcherOf(pattern: string): PathMatcher | undefined {
  const isFolder = pattern.endsWith('/')
  const bare = isFolder ? pattern.slice(0, -1) : pattern
  const isAnchored = bare.includes('/')
  const path = bare.startsWith('/') ? bare.slice(1) : bare
  if (path === '') return isAnchored || isFolder ? () => true : undefined
  const names = [...(isAnchored ? [] : ['**']), ...path.split('/')]
  const last = isAnchored && names.at(-1) === '*' && !isFolder
  const wanted = last ? names : [...names, isFolder ? BELOW : ANY_DEPTH]
  return (one) => matchesNames(wanted, one.split('/'))
}

/** In place of a name: at least one, any number of names. */
const BELOW = '/+'
const ANY_DEPTH = '**'

// No library's regular expressions: with a few stars a hostile pattern keeps them busy for hours. This
// goes through the pattern once, with all places of the path that it may have come to.
function matchesNames(pattern: readonly string[], names: readonly string[]): boolean {
  let reached = new Set([0])
  for (const part of pattern) {
    const next = new Set<number>()
    const first = Math.min(...reached)
    if (part === ANY_DEPTH || part === BELOW) {
      for (let at = first + (part === BELOW ? 1 : 0); at <= names.length; at += 1) next.add(at)
    } else {
      for (const at of reached) {
        const name = names[at]
        if (name !== undefined && matchesName(part, name)) next.add(at + 1)
      }
    }
    if (next.size === 0) return false
    reached = next
  }
  return reached.has(names.length)
}

// After a mismatch only the last star takes one character more: earlier ones gain nothing by it.
function matchesName(pattern: string, name: string): boolean {
  let [at, from, star, taken] = [0, 0, -1, 0]
  while (at < name.length) {
    if (pattern[from] === '*') {
      star = from
      taken = at
      from += 1
    } else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === name[at])) {
      at += 1
      from += 1
    } else if (star !== -1) {
      from = star + 1
      taken += 1
      at = taken
    } else return false
  }
  while (pattern[from] === '*') from += 1
  return from === pattern.length
}
