// What a reviewer reads: the job summary and the comment, from a verdict and what the range changes.
// Every text from outside is redacted, then made harmless here; nothing is sent or written.
import { createHash } from 'node:crypto'
import { cell, count, markdownCode, markdownText } from '../platform/printable.ts'
import type { ContentChange } from './content-diff.ts'
import type { Finding, FindingCode } from './finding.ts'
import { namesOf } from './names.ts'
import type { Redact } from '../secrets/redaction.ts'
import type { Status, Verdict } from './verdict.ts'

export interface CheckView {
  readonly verdict: Verdict
  /** What was looked at, in one sentence of ours. */
  readonly scope: string
  /** Inside of the secret files; undefined without a key, or without something to compare with. */
  readonly changes: readonly ContentChange[] | undefined
  readonly namesVisible: boolean
  /** What could not be checked, and why; what else a reader should know. One sentence each. */
  readonly notes: readonly string[]
  readonly redact: Redact
}

/** Characters; GitHub takes 65,536 in a comment, and a summary of 1 MiB. */
const MAX_COMMENT = 60_000
const MAX_SUMMARY = 250_000
/** Rows of each list; fewer are tried until all of it fits. Without rows it always does. */
const ROW_LIMITS = [200, 50, 20, 10, 5, 2, 0]
/** Members, and findings, that are told above the fold. */
const MAX_MEMBERS = 20
const MAX_TOP = 5

const MARKS: Readonly<Record<Status, string>> = { pass: '✅', warn: '⚠️', fail: '❌' }
const GAINS: readonly FindingCode[] = ['MEMBER_ADDED', 'MEMBER_KEY_CHANGED']
const LOSES: readonly FindingCode[] = ['MEMBER_REMOVED']

export function summaryMarkdown(view: CheckView): string {
  return fitting(view, { limit: MAX_SUMMARY, start: '' })
}

/**
 * @param marker by which the comment is found again; see markerOf
 * @param link of the run that this is about, or empty
 */
export function commentMarkdown(
  view: CheckView,
  { marker, link }: { readonly marker: string; readonly link: string },
): string {
  const isLink = /^https?:\/\/[\w.:/-]+$/.test(link)
  const end = isLink ? `\n<sub>[The run that says so](${link})</sub>\n` : ''
  return fitting(view, { limit: MAX_COMMENT - end.length, start: `${marker}\n` }) + end
}

/** Invisible first line of the comment. @param key tells apart several checks of one pull request */
export function markerOf(key: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16)
  return `<!-- kanuka-secrets-action check ${hash} -->`
}

/** Whether a reviewer is told anything that deserves a comment where none is yet. */
export function isWorthAComment({ verdict, changes = [] }: CheckView): boolean {
  const { status, findings, ignored } = verdict
  const hasAccess = [...findings, ...ignored].some(({ code }) =>
    [...GAINS, ...LOSES].includes(code),
  )
  return status !== 'pass' || hasAccess || changes.length > 0
}

/** `2 errors, 1 warning`; `all is well`. */
export function headlineOf({ findings, ignored }: Verdict): string {
  const amount = (wanted: string): number =>
    findings.filter(({ severity }) => severity === wanted).length
  const parts = ['error', 'warning', 'notice']
    .filter((severity) => amount(severity) > 0)
    .map((severity) => count(amount(severity), severity))
  const rest = ignored.length > 0 ? ` (${ignored.length} ignored)` : ''
  return (parts.join(', ') || 'all is well') + rest
}

function fitting(view: CheckView, { limit, start }: { limit: number; start: string }): string {
  for (const rows of ROW_LIMITS) {
    const text = start + render(view, rows)
    if (text.length <= limit || rows === 0) return text
  }
  return start
}

function render(view: CheckView, rows: number): string {
  const { verdict } = view
  return [
    `### ${MARKS[verdict.status]} Kanuka: ${headlineOf(verdict)}`,
    '',
    sentence(view, view.scope),
    '',
    ...accessLines(view, rows),
    ...changeLines(view, rows),
    ...topLines(view, rows),
    ...fold('Findings', findingTable(view, verdict.findings, rows)),
    ...fold('Ignored', findingTable(view, verdict.ignored, rows)),
    ...fold('Notes', {
      amount: view.notes.length + verdict.unusedRules.length,
      lines: noteLines(view, rows),
    }),
  ].join('\n')
}

function accessLines(view: CheckView, rows: number): readonly string[] {
  const all = [...view.verdict.findings, ...view.verdict.ignored]
  return [['➕', 'Gains access', GAINS] as const, ['➖', 'Loses access', LOSES] as const].flatMap(
    ([mark, title, codes]) => {
      const found = all.filter(({ code }) => codes.includes(code))
      if (found.length === 0) return []
      const line = ({ message }: Finding): string => `- ${mark} ${sentence(view, message)}`
      const lines = capped(found, { limit: Math.min(rows, MAX_MEMBERS) }, line)
      return [`**${title} (${found.length})**`, '', ...lines, '']
    },
  )
}

function changeLines(view: CheckView, rows: number): readonly string[] {
  const { changes = [] } = view
  if (changes.length === 0) return []
  const same = changes.filter(({ kind }) => kind === 're-encrypted')
  const others = changes.filter(({ kind }) => kind !== 're-encrypted')
  const names = (list: readonly string[]): string => {
    if (list.length === 0) return ''
    return view.namesVisible ? asCode(view, namesOf(list, true)) : String(list.length)
  }
  const line = (change: ContentChange): string => {
    const lists = [change.added, change.removed, change.changed].map(names)
    return `| ${[asCode(view, change.path), whatHappened(change), ...lists].join(' | ')} |`
  }
  const header = [
    '| secret file | | added | removed | changed |',
    '| --- | --- | --- | --- | --- |',
  ]
  const lines = capped(others, { limit: rows, more: '| … | | | | |' }, line)
  return [
    others.length > 0
      ? `**Variables (${count(others.length, 'file')})**`
      : '**Variables**: none changes',
    '',
    ...(others.length > 0 ? [...header, ...lines, ''] : []),
    ...sameLines(view, same, rows),
  ]
}

function sameLines(
  view: CheckView,
  same: readonly ContentChange[],
  rows: number,
): readonly string[] {
  if (same.length === 0) return []
  const limit = Math.min(rows, MAX_TOP)
  const more = `and ${count(Math.max(0, same.length - limit), 'more file')}`
  const files = capped(same, { limit, more }, ({ path }) => asCode(view, path))
  return [`Encrypted again, same content: ${files.join(', ')}`, '']
}

function whatHappened({ kind, hasVariables, added, removed, changed }: ContentChange): string {
  if (kind === 'added') return 'new file'
  if (kind === 'removed') return 'file removed'
  if (kind === 'unknown') return 'cannot be compared'
  if (!hasVariables) return 'content changed, no variables in it'
  return added.length + removed.length + changed.length === 0 ? 'comments or order only' : ''
}

function topLines(view: CheckView, rows: number): readonly string[] {
  const known = new Set<FindingCode>([...GAINS, ...LOSES])
  const pressing = view.verdict.findings.filter(
    ({ severity, code: what }) =>
      severity === 'error' || (severity === 'warning' && !known.has(what)),
  )
  if (pressing.length === 0) return []
  const line = (each: Finding): string =>
    `- **${markdownText(each.code)}** ${placeOf(view, each)}: ${sentence(view, each.message)}<br>${sentence(view, each.fix)}`
  const lines = capped(pressing, { limit: Math.min(rows, MAX_TOP) }, line)
  return ['**To look at**', '', ...lines, '']
}

interface Folded {
  readonly amount: number
  readonly lines: readonly string[]
}

function fold(title: string, { amount, lines }: Folded): readonly string[] {
  if (amount === 0) return []
  return [`<details><summary>${title} (${amount})</summary>`, '', ...lines, '', '</details>', '']
}

function findingTable(view: CheckView, findings: readonly Finding[], rows: number): Folded {
  const row = (each: Finding): string => {
    const { severity, code: what, message, fix } = each
    const cells = [severity, markdownText(what), placeOf(view, each), sentence(view, message)]
    return `| ${cells.join(' | ')}<br>${sentence(view, fix)} |`
  }
  const header = ['| | code | where | what and how to mend it |', '| --- | --- | --- | --- |']
  const more = '| … | | | The `findings` output has the rest |'
  return {
    amount: findings.length,
    lines: [...header, ...capped(findings, { limit: rows, more }, row)],
  }
}

function placeOf(view: CheckView, { path, line }: Finding): string {
  return asCode(view, path + (line === undefined ? '' : `:${line}`))
}

export function unusedNotes({ unusedRules }: Verdict): readonly string[] {
  return unusedRules.map((rule) => `The \`ignore\` rule met no finding: ${rule}`)
}

function noteLines(view: CheckView, rows: number): readonly string[] {
  const { notes, verdict } = view
  return capped(
    [...notes, ...unusedNotes(verdict)],
    { limit: rows },
    (note) => `- ${sentence(view, note)}`,
  )
}

// What is not shown is not made either: there may be very much of it.
function capped<T>(
  items: readonly T[],
  { limit, more }: { readonly limit: number; readonly more?: string },
  line: (item: T) => string,
): readonly string[] {
  const shown = items.slice(0, limit).map(line)
  const rest = items.length - shown.length
  return rest === 0 ? shown : [...shown, more ?? `- … and ${rest} more`]
}

function asCode(view: CheckView, text: string): string {
  return markdownCode(view.redact(text))
}

// GitHub looks for mentions, references and addresses in the text that the browser would show, where
// an entity is the character again: only inside of code it leaves them alone. https is dealt with
// by the same means, for good measure.
const WORD = /[^\s<>]+/g
const REFERENCE = /&#(?:35|46|58|64);|\bgh-\d/i

/** A sentence of ours that may quote names from outside. */
function sentence({ redact }: CheckView, text: string): string {
  return markdownText(cell(redact(text)))
    .split(/(<code>.*?<\/code>)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : // A backtick without its like here could find one in the next sentence.
          part
            .replaceAll('`', '&#96;')
            .replaceAll(WORD, (word) => (REFERENCE.test(word) ? `<code>${word}</code>` : word)),
    )
    .join('')
}
