// What a check says: log, annotations, summary and outputs out of a verdict. Finds nothing, and writes
// nothing; what leaves the runner by other ways is check-outlets.ts.
import { findingDefinitions, type Finding, type Severity } from '../check/finding.ts'
import { headlineOf, summaryMarkdown, unusedNotes, type CheckView } from '../check/markdown.ts'
import { namesOf } from '../check/names.ts'
import type { StoreState } from '../check/snapshot.ts'
import { findingsOutput, jsonWithin } from '../check/verdict.ts'
import { count } from '../platform/printable.ts'
import type { Checked, Published, ShownCheck } from './check-run.ts'
import { EMPTY_REPORT, type Message, type Report, type Section } from './command.ts'

/** Characters; beside `findings` and `report` there must be room for other outputs of the job. */
const MAX_FILES_OUTPUT = 100_000

export function describeCheck(check: ShownCheck, published: Published): Report {
  const { context, verdict, notices, files, stores: roots } = check
  const failures = [...check.failures, ...published.failures]
  const findings = verdict.findings.map((each) => redacted(each, check))
  const ignored = verdict.ignored.map((each) => redacted(each, check))
  const notes = [...check.notes, ...published.notes]
  const told = [...notes, ...unusedNotes(verdict)]
  const { head, range } = context
  const stores = [...head.stores.values()]
  const status = failures.length > 0 ? 'fail' : verdict.status
  return {
    ...EMPTY_REPORT,
    headline: `${count(stores.length, 'store')} checked, ${check.isKeyed ? 'with a private key' : 'without a key'}: ${headlineOf(verdict)}`,
    sections: [...variableSections(check), findingSection(findings)],
    notes: told,
    notices: [...notices, ...published.notices, ...annotations(findings, 'notice')],
    warnings: [...published.warnings, ...annotations(findings, 'warning')],
    errors: annotations(findings, 'error'),
    fails: verdict.fails,
    failures,
    summary: summaryMarkdown({
      ...viewOf(check),
      notes: [...noticesOf(check, published), ...notes],
    }),
    outputs: {
      changed: 'false',
      status,
      findings: findingsOutput({ findings, ignored }),
      files: jsonWithin(MAX_FILES_OUTPUT, files),
      'files-count': String(files.length),
      'members-count': String(activeMembers(stores)),
      matrix: JSON.stringify({ store: roots }),
    },
    details: {
      status,
      isKeyed: check.isKeyed,
      stores: roots,
      head: head.commit,
      base: range?.base.commit ?? null,
      tip: range?.tip.commit ?? null,
      counts: countsOf(findings),
      ignoredCount: ignored.length,
      comment: published.comment,
      notes: told,
      changes: changesOf(check),
    },
  }
}

export function viewOf(check: ShownCheck): CheckView {
  return { ...check, scope: scopeOf(check) }
}

function scopeOf({ context: { head, range }, files, isKeyed }: Checked): string {
  const stores = [...head.stores.values()]
  const against = range
    ? `compared with \`${range.base.commit.slice(0, 12)}\``
    : 'on its own, without a range'
  const what = [
    count(stores.length, 'store'),
    count(files.length, 'secret file'),
    count(activeMembers(stores), 'member'),
  ].join(', ')
  return `Commit \`${head.commit.slice(0, 12)}\` ${against}, ${isKeyed ? 'with' : 'without'} a private key: ${what}`
}

function activeMembers(stores: readonly StoreState[]): number {
  return stores.flatMap(({ members }) => members.filter((m) => m.state === 'active')).length
}

function noticesOf(check: ShownCheck, published: Published): readonly string[] {
  return [...check.notices, ...published.notices, ...published.warnings].map(({ text }) => text)
}

function redacted(each: Finding, { redact }: ShownCheck): Finding {
  const { path, message, fix } = each
  return { ...each, path: redact(path), message: redact(message), fix: redact(fix) }
}

function annotations(findings: readonly Finding[], wanted: Severity): readonly Message[] {
  return findings
    .filter(({ severity }) => severity === wanted)
    .map(({ code, path, line, message, fix }) => ({
      title: `${code}: ${findingDefinitions[code].title}`,
      file: path,
      ...(line !== undefined && { line }),
      text: `${message}. ${fix}`,
    }))
}

function variableSections({ changes = [], namesVisible }: ShownCheck): readonly Section[] {
  const shown = (names: readonly string[]): string =>
    namesVisible && names.length > 0 ? namesOf(names, true) : String(names.length)
  return [
    {
      title: 'What changes in the secret files',
      columns: ['secret file', 'what', 'added', 'removed', 'changed'],
      rows: changes.map(({ path, kind, added, removed, changed }) => [
        path,
        kind,
        shown(added),
        shown(removed),
        shown(changed),
      ]),
    },
  ]
}

const MAX_ROWS = 500

// The log shows annotations without their files and codes.
function findingSection(findings: readonly Finding[]): Section {
  const rows = findings
    .slice(0, MAX_ROWS)
    .map(({ severity, code, path, line }) => [
      severity,
      code,
      path + (line === undefined ? '' : `:${line}`),
    ])
  const rest = findings.length - rows.length
  return {
    title: 'Findings',
    columns: ['severity', 'code', 'where'],
    rows: rest === 0 ? rows : [...rows, ['…', `and ${rest} more`, '']],
  }
}

function countsOf(findings: readonly Finding[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(findings, ({ code }) => code)].map(([code, found]) => [code, found.length]),
  )
}

function changesOf({ changes, namesVisible }: ShownCheck): unknown {
  const hide = (names: readonly string[]): unknown => (namesVisible ? names : names.length)
  return changes?.map(({ path, kind, added, removed, changed }) => ({
    path,
    kind,
    added: hide(added),
    removed: hide(removed),
    changed: hide(changed),
  }))
}
