// What the findings come to: which of them are ignored, in which order they are shown, pass, warn or
// fail. Owns the reading of `fail-on` and `ignore`. Finds nothing itself, and prints nothing.
import { ActionError } from '../errors.ts'
import { compilePattern, type PathMatcher } from '../kanuka/glob.ts'
import { nearWord } from '../platform/near-words.ts'
import { findingDefinitions, type Finding, type FindingCode, type Severity } from './finding.ts'

/** What fails the step: these severities, and these codes. */
export interface FailOn {
  readonly severities: ReadonlySet<Severity>
  readonly codes: ReadonlySet<FindingCode>
}

export interface IgnoreRule {
  /** As it was written. */
  readonly text: string
  readonly code: FindingCode
  readonly matches: PathMatcher
}

export interface VerdictRules {
  readonly failOn: FailOn
  readonly ignore: readonly IgnoreRule[]
}

/** `fail`: the step fails. `warn`: errors or warnings that do not fail it. Else `pass`. */
export type Status = 'pass' | 'warn' | 'fail'

export interface Verdict {
  readonly status: Status
  /** The exit decision. */
  readonly fails: boolean
  /** What counts: by severity, code, path, line. */
  readonly findings: readonly Finding[]
  /** What `ignore` takes out of the count; in the same order. */
  readonly ignored: readonly Finding[]
  /** Rules of `ignore` that met no finding: done with, or mistaken. */
  readonly unusedRules: readonly string[]
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice']
/** What `fail-on` takes beside codes. */
const FAIL_ON_WORDS = ['error', 'warning', 'none'] as const
const CODES = Object.keys(findingDefinitions) as readonly FindingCode[]

/**
 * @param items `error`, `warning` (and errors), `none`, or finding codes; severities and codes may
 *   stand together
 * @throws ActionError INPUT_INVALID
 */
export function parseFailOn(items: readonly string[]): FailOn {
  const severities = new Set<Severity>()
  const codes = new Set<FindingCode>()
  for (const item of items) {
    const word = item.toLowerCase()
    if (word === 'none' && items.length > 1) {
      throw invalid('fail-on', {
        why: 'says `none` and more',
        fix: 'Write `none` alone, or leave it out.',
      })
    }
    if (word === 'error' || word === 'warning') severities.add('error')
    if (word === 'warning') severities.add('warning')
    if (!FAIL_ON_WORDS.some((each) => each === word)) codes.add(codeOf('fail-on', item))
  }
  return { severities, codes }
}

/**
 * One rule a line: `CODE`, or `CODE path-glob` with a path as findings show it.
 * @throws ActionError INPUT_INVALID
 */
export async function parseIgnore(lines: readonly string[]): Promise<readonly IgnoreRule[]> {
  const rules: IgnoreRule[] = []
  for (const line of lines) {
    const [, word = '', rest = ''] = /^(\S+)(?:\s+(\S.*))?$/s.exec(line.trim()) ?? []
    rules.push({ text: line.trim(), code: codeOf('ignore', word), matches: await matcher(rest) })
  }
  return rules
}

async function matcher(pattern: string): Promise<PathMatcher> {
  if (pattern === '') return () => true
  const path = pattern.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')
  if (path === '' || path === '.') return () => true
  if (path.startsWith('!')) {
    throw invalid('ignore', {
      why: `holds "${pattern}": there are no exclusions here`,
      fix: 'Write the paths to ignore, one rule a line: `CODE path-glob`.',
    })
  }
  try {
    return await compilePattern(path)
  } catch {
    throw invalid('ignore', {
      why: `holds "${pattern}", which is no pattern`,
      fix: 'Paths are relative to the workspace, with `/`; `*` and `**` are wildcards.',
    })
  }
}

/** Ignored ones out, the rest in order, and what follows from it. */
export function judge(all: readonly Finding[], { failOn, ignore }: VerdictRules): Verdict {
  const used = new Set<IgnoreRule>()
  const findings: Finding[] = []
  const ignored: Finding[] = []
  for (const each of all) {
    const rules = ignore.filter(({ code, matches }) => code === each.code && matches(each.path))
    for (const rule of rules) used.add(rule)
    ;(rules.length > 0 ? ignored : findings).push(each)
  }
  const fails = findings.some(
    ({ code, severity }) => failOn.severities.has(severity) || failOn.codes.has(code),
  )
  const warns = findings.some(({ severity }) => severity !== 'notice')
  const passing: Status = warns ? 'warn' : 'pass'
  return {
    status: fails ? 'fail' : passing,
    fails,
    findings: findings.toSorted(compareFindings),
    ignored: ignored.toSorted(compareFindings),
    unusedRules: ignore.filter((rule) => !used.has(rule)).map(({ text }) => text),
  }
}

/** Characters: all outputs of a job may have 1 MB together. */
const MAX_OUTPUT = 400_000

/** The `findings` output: what counts first; an ignored one says so. The last ones are left out where all are too many. */
export function findingsOutput({
  findings,
  ignored,
}: Pick<Verdict, 'findings' | 'ignored'>): string {
  const shown = ({ code, severity, path, line, message, fix }: Finding): object => ({
    code,
    severity,
    path,
    ...(line !== undefined && { line }),
    message,
    fix,
  })
  const rest = ignored.map((each) => ({ ...shown(each), ignored: true }))
  return jsonWithin(MAX_OUTPUT, [...findings.map(shown), ...rest])
}

/** A JSON array of as many of the items, from the first on, as fit into so many characters. */
export function jsonWithin(limit: number, items: readonly unknown[]): string {
  const parts: string[] = []
  let length = 2
  for (const each of items) {
    const part = JSON.stringify(each)
    length += part.length + 1
    if (length > limit) break
    parts.push(part)
  }
  return `[${parts.join(',')}]`
}

/** Errors first; then by code, path and line, the same on every machine. */
export function compareFindings(one: Finding, other: Finding): number {
  return (
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    compareTexts(one.code, other.code) ||
    compareTexts(one.path, other.path) ||
    (one.line ?? 0) - (other.line ?? 0) ||
    compareTexts(one.message, other.message)
  )
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

type Input = 'fail-on' | 'ignore'

function codeOf(input: Input, word: string): FindingCode {
  const given = word.toUpperCase()
  const found = CODES.find((code) => code === given)
  if (found) return found
  const words = input === 'fail-on' ? FAIL_ON_WORDS : []
  const near = nearWord(word, [...words, ...CODES])
  const takes = words.length === 0 ? '' : `${words.map((each) => `\`${each}\``).join(', ')} or `
  throw invalid(input, {
    why: `holds "${word}", which is no finding code`,
    fix: `${near === undefined ? '' : `Did you mean \`${near}\`? `}The input takes ${takes}finding codes; docs/check.md lists them.`,
  })
}

function invalid(input: Input, { why, fix }: { why: string; fix: string }): ActionError {
  return new ActionError('INPUT_INVALID', { what: `the input \`${input}\` ${why}`, fix })
}
