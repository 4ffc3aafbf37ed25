// The only writer of masks, log, annotations, summary, outputs, exports and exit code.
import { appendFileSync } from 'node:fs'
import * as core from '@actions/core'
import type { OutputName } from './action-outputs.ts'
import type { Message, Report, Section } from './commands/command.ts'
import { redactedFailure, redactedReport } from './commands/redacted-report.ts'
import { toActionErrors, type ActionError } from './errors.ts'
import { environment } from './platform/environment.ts'
import { cell, count, markdownCode, markdownText, printable } from './platform/printable.ts'
import type { Workflow } from './platform/workflow.ts'
import { redactorFor, redactorOf, type Redact } from './secrets/redaction.ts'

/** GitHub shows ten annotations of a kind a step; the last one counts the rest. */
const MAX_ANNOTATIONS = 10
const MAX_ROWS = 500
/** GitHub takes 4,096. */
const MAX_ANNOTATION_LENGTH = 3000
const MAX_REPORT_LENGTH = 400_000
/** The runner drops a summary over 1 MiB. */
const MAX_SUMMARY_LENGTH = 300_000
const TITLE = 'Kanuka'

/** What the runner was told to hide, in this run. */
const masks = new Set<string>()

export function mask(strings: Iterable<string>): void {
  // One write for all: thousands of masks are no rarity. (A file as stdout has no cork.)
  process.stdout.cork?.()
  for (const text of strings) {
    if (text.trim() === '') continue
    masks.add(text)
    core.setSecret(text)
  }
  process.stdout.uncork?.()
}

export function redactor(): Redact {
  return redactorOf(masks)
}

export function debug(text: string): void {
  core.debug(printable(redactorFor(masks, [text])(text)))
}

export function show(whole: Report, workflow: Workflow): void {
  const report = redactedReport(whole, masks)
  core.info(printable(report.headline))
  for (const note of report.notes) core.info(printable(note))
  for (const section of report.sections) showTable(section)
  if (report.fails) process.exitCode = 1
  annotate('error', report.errors)
  showErrors(report.failures)
  annotate('warning', report.warnings)
  annotate('notice', report.notices)
  if (report.summary === undefined) writeSummary(report)
  else append([report.summary, errorsMarkdown(report.failures)].join('\n'))
  if (workflow.hasOutputFile) setOutputs(report)
  if (workflow.hasEnvironmentFile) {
    for (const [name, value] of report.exports) core.exportVariable(name, value.reveal())
  }
}

/** Whatever was thrown: annotations, summary, exit code 1. */
export function showFailure(thrown: unknown, announced: readonly Message[]): void {
  const told = { failures: toActionErrors(thrown), notices: announced }
  const { failures: errors, notices: messages } = redactedFailure(told, masks)
  annotate('notice', messages)
  showErrors(errors)
  const notices = messages.map(({ text }) => `- ${markdownText(text)}\n`)
  append([...notices, errorsMarkdown(errors)].join('\n'))
}

function showErrors(errors: readonly ActionError[]): void {
  if (errors.length === 0) return
  process.exitCode = 1
  for (const error of errors.slice(0, MAX_ANNOTATIONS)) {
    const { file, line } = error.where
    core.error(`${lines(error.what)}\n${lines(error.fix)}`, {
      title: `${TITLE}: ${error.code}`,
      ...(file !== undefined && { file }),
      ...(line !== undefined && { startLine: line }),
    })
  }
  const rest = errors.slice(MAX_ANNOTATIONS)
  if (rest.length === 0) return
  core.info(`and ${count(rest.length, 'more error')}:`)
  for (const error of rest) core.info(`- ${printable(`${error.code}: ${error.what}`)}`)
}

function annotate(kind: 'notice' | 'warning' | 'error', messages: readonly Message[]): void {
  for (const { text, file, line, title } of messages.slice(0, MAX_ANNOTATIONS)) {
    core[kind](printable(text).slice(0, MAX_ANNOTATION_LENGTH).toWellFormed(), {
      title: title === undefined ? TITLE : `${TITLE}: ${printable(title)}`,
      ...(file !== undefined && { file: printable(file) }),
      ...(line !== undefined && { startLine: line }),
    })
  }
  const rest = messages.slice(MAX_ANNOTATIONS)
  if (rest.length === 0) return
  core.info(`and ${count(rest.length, `more ${kind}`)}:`)
  for (const { text, file, title } of rest.slice(0, MAX_ROWS)) {
    const place = [title, file].filter((part) => part !== undefined).join(' ')
    core.info(`- ${printable(place === '' ? text : `${place}: ${text}`)}`)
  }
  if (rest.length > MAX_ROWS) core.info(`- and ${rest.length - MAX_ROWS} more`)
}

function showTable({ title, columns, rows }: Section): void {
  if (rows.length === 0) return
  core.startGroup(`${title} (${rows.length})`)
  const cells = [columns, ...rows].map((row) => row.map(cell))
  const widths = columns.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  )
  for (const row of cells) {
    core.info(`| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  }
  core.endGroup()
}

function setOutputs(report: Report): void {
  const outputs: Partial<Record<OutputName, string>> = {
    ...report.outputs,
    report: asJson(report),
  }
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
  for (const [name, value] of report.stepOutputs) core.setOutput(name, value.reveal())
}

function asJson({ headline, details }: Report): string {
  const whole = JSON.stringify({ headline, ...details })
  if (whole.length <= MAX_REPORT_LENGTH) return whole
  // A job's outputs have 1 MB together; the lists are what is long.
  const short = Object.entries(details).filter(([, value]) => !Array.isArray(value))
  return JSON.stringify({ headline, isShortened: true, ...Object.fromEntries(short) })
}

function writeSummary(report: Report): void {
  const list = (title: string, texts: readonly string[]): string[] =>
    texts.length === 0 ? [] : [`**${title}**`, '', ...texts.map((text) => `- ${text}`), '']
  append(
    [
      `### ${TITLE}: ${markdownText(report.headline)}`,
      '',
      ...list(
        'Warnings',
        report.warnings.slice(0, MAX_ROWS).map(({ text }) => markdownText(text)),
      ),
      ...list(
        'Notices',
        report.notices.map(({ text }) => markdownText(text)),
      ),
      ...report.sections.flatMap(tableMarkdown),
      ...list('Notes', report.notes.map(markdownText)),
      errorsMarkdown(report.failures),
    ].join('\n'),
  )
}

function tableMarkdown({ title, columns, rows }: Section): readonly string[] {
  if (rows.length === 0) return []
  const more =
    rows.length > MAX_ROWS ? ['', `and ${count(rows.length - MAX_ROWS, 'more row')}`] : []
  return [
    `<details><summary>${title} (${rows.length})</summary>`,
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.slice(0, MAX_ROWS).map((row) => `| ${row.map(markdownCode).join(' | ')} |`),
    ...more,
    '',
    '</details>',
    '',
  ]
}

function errorsMarkdown(errors: readonly ActionError[]): string {
  return errors
    .slice(0, MAX_ROWS)
    .map(
      ({ code, what, fix }) =>
        `### ${TITLE}: ${code}\n\n${what.split('\n').map(markdownText).join('<br>')}\n\n${fix.split('\n').map(markdownText).join('<br>')}\n`,
    )
    .join('\n')
}

// Our own line ends stay; what stands in a line is made safe.
function lines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

// The toolkit's summary starts node's thread pool for this one line.
function append(markdown: string): void {
  const file = environment['GITHUB_STEP_SUMMARY']
  if (!file || markdown === '') return
  const isLong = markdown.length > MAX_SUMMARY_LENGTH
  const shown = isLong
    ? `${markdown.slice(0, MAX_SUMMARY_LENGTH)}…\n\nThe log has the rest.`
    : markdown
  appendFileSync(file, `${shown}\n`)
}
