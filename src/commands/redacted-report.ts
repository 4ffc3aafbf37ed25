// A report without the values that are known by now. Names and paths come out of the checkout, of
// configurations and of destinations, so one may hold a value; the runner masks neither outputs nor places
// of annotations, and does not recognise what Markdown escapes. What later steps act on stays as it is.
import { ActionError } from '../errors.ts'
import { redactorFor, type Redact } from '../secrets/redaction.ts'
import type { Message, Report } from './command.ts'

/** What is shown: not `outputs`, where a path must be one that can be opened; not `summary`, which is escaped. */
type Shown = Pick<
  Report,
  'headline' | 'sections' | 'notes' | 'notices' | 'warnings' | 'errors' | 'failures' | 'details'
>

/** @param masks all of the run */
export function redactedReport(report: Report, masks: Iterable<string>): Report {
  return { ...report, ...withTexts(report, redactorOfAll(report, masks)) }
}

export interface Failure {
  readonly failures: readonly ActionError[]
  readonly notices: readonly Message[]
}

/** The same for a run that ended without a report. */
export function redactedFailure(failure: Failure, masks: Iterable<string>): Failure {
  return withTexts({ ...NOTHING, ...failure }, redactorOfAll({ ...NOTHING, ...failure }, masks))
}

const NOTHING: Shown = {
  headline: '',
  sections: [],
  notes: [],
  notices: [],
  warnings: [],
  errors: [],
  failures: [],
  details: {},
}

function redactorOfAll(shown: Shown, masks: Iterable<string>): Redact {
  const texts = new Set<string>()
  withTexts(shown, (text) => {
    texts.add(text)
    return text
  })
  return redactorFor(masks, texts)
}

function withTexts(shown: Shown, change: Redact): Shown {
  const messages = (list: readonly Message[]): readonly Message[] =>
    list.map(({ text, file, title, line }) => ({
      text: change(text),
      ...(file !== undefined && { file: change(file) }),
      ...(title !== undefined && { title: change(title) }),
      ...(line !== undefined && { line }),
    }))
  return {
    headline: change(shown.headline),
    // Titles and columns are our own words.
    sections: shown.sections.map((section) => ({
      ...section,
      rows: section.rows.map((row) => row.map(change)),
    })),
    notes: shown.notes.map(change),
    notices: messages(shown.notices),
    warnings: messages(shown.warnings),
    errors: messages(shown.errors),
    failures: shown.failures.map((error) => withErrorTexts(error, change)),
    details: withFields(shown.details, change),
  }
}

function withErrorTexts({ code, what, where, fix }: ActionError, change: Redact): ActionError {
  const { file } = where
  return new ActionError(code, {
    what: change(what),
    where: { ...where, ...(file !== undefined && { file: change(file) }) },
    fix: change(fix),
  })
}

function withFields(
  fields: Readonly<Record<string, unknown>>,
  change: Redact,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, inValue(value, change)]),
  )
}

function inValue(value: unknown, change: Redact): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((each) => inValue(each, change))
  if (typeof value !== 'object' || value === null) return value
  return withFields(value as Readonly<Record<string, unknown>>, change)
}
