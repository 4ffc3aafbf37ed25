// The `select` rules: which variables go out, and under which names.
import { ActionError } from '../errors.ts'

export interface Selection {
  /** The names under which a variable goes out: none, its own, new ones. */
  namesFor(name: string): readonly string[]
  /** Rules that matched nothing of `names`: most likely mistakes. */
  unmatched(names: Iterable<string>): readonly string[]
}

interface Rule {
  readonly text: string
  readonly matches: (name: string) => boolean
}

const RENAME = /^([^=\s]+)\s*=\s*([^=\s]+)$/
const PATTERN = /^[\w.*-]+$/

/**
 * Rules, in any order: `NAME`, `PREFIX_*`, `!NAME` (wins over everything), `NEW=OLD` (goes out as
 * NEW alone, unless a rule names OLD itself). No rule but exclusions = all.
 * @throws ActionError SELECT_INVALID
 */
export function parseSelection(lines: readonly string[]): Selection {
  const excluded: Rule[] = []
  const included: Rule[] = []
  const literal = new Set<string>()
  const renames = new Map<string, string[]>()
  for (const line of lines) {
    const rename = RENAME.exec(line)
    if (rename) {
      const [, to = '', from = ''] = rename
      if (/[*!]/.test(line)) throw invalid(line, 'a rename takes two whole names')
      renames.set(from, [...(renames.get(from) ?? []), to])
    } else {
      const [, mark, pattern = ''] = /^(!?)\s*(.*)$/s.exec(line) ?? []
      if (!PATTERN.test(pattern)) throw invalid(line, 'this is no name and no pattern')
      ;(mark ? excluded : included).push({ text: line, matches: wildcard(pattern) })
      if (!mark && !pattern.includes('*')) literal.add(pattern)
    }
  }
  const takesAll = included.length === 0 && renames.size === 0
  const isIncluded = (name: string): boolean =>
    takesAll || included.some((rule) => rule.matches(name))
  return {
    namesFor(name) {
      if (excluded.some((rule) => rule.matches(name))) return []
      const renamed = renames.get(name) ?? []
      const keepsOwn = renamed.length === 0 ? isIncluded(name) : literal.has(name)
      return keepsOwn ? [name, ...renamed] : renamed
    },
    unmatched(names) {
      const all = [...names]
      const rules = included.filter((rule) => rule.text !== '*' && !all.some(rule.matches))
      const sources = [...renames].filter(([from]) => !all.includes(from))
      return [
        ...rules.map((rule) => rule.text),
        ...sources.flatMap(([from, to]) => to.map((name) => `${name}=${from}`)),
      ]
    },
  }
}

function wildcard(pattern: string): (name: string) => boolean {
  if (!pattern.includes('*')) return (name) => name === pattern
  const [first = '', ...rest] = pattern.split('*')
  return (name) => {
    if (!name.startsWith(first)) return false
    let at = first.length
    for (const [index, part] of rest.entries()) {
      if (index === rest.length - 1) return name.length - part.length >= at && name.endsWith(part)
      const found = name.indexOf(part, at)
      if (found === -1) return false
      at = found + part.length
    }
    return true
  }
}

function invalid(rule: string, why: string): ActionError {
  return new ActionError('SELECT_INVALID', {
    what: `\`select\` holds the rule "${rule}": ${why}`,
    fix: 'One rule a line: `NAME`, `PREFIX_*`, `!NAME` or `NEW=OLD`.',
  })
}
