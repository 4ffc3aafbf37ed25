// What a command is: from inputs and the things it may use to a report. A command prints nothing,
// sets no output and no exit code; report.ts does.
import type { OutputName } from '../action-outputs.ts'
import type { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import type { CleanupJournal } from '../platform/cleanup.ts'
import type { Workflow } from '../platform/workflow.ts'
import type { SecretText } from '../secret-value.ts'
import type { Redact } from '../secrets/redaction.ts'

export interface Deps {
  readonly workflow: Workflow
  /** Hides strings in the log from now on. Called before anything else is done with them. */
  mask(strings: Iterable<string>): void
  /** Takes what was hidden so far out of text that leaves by other ways than the report, which is redacted. */
  redactor(): Redact
  debug(text: string): void
  /** For the reader, whatever becomes of the run. */
  announce(message: Message): void
  /** Where to announce what is about to be written; made when it is first asked for. */
  journal(): CleanupJournal
}

export type Command = (inputs: Inputs, deps: Deps) => Promise<Report>

export interface Message {
  readonly text: string
  /** Relative to the workspace. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  /** Above the text, where annotations are shown. */
  readonly title?: string
}

/** A table; cells are plain text from anywhere, escaped where they are shown. */
export interface Section {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface Report {
  /** The run in one sentence. */
  readonly headline: string
  readonly sections: readonly Section[]
  /** For the reader of log and summary. */
  readonly notes: readonly string[]
  /** Shown as annotations. */
  readonly notices: readonly Message[]
  readonly warnings: readonly Message[]
  /** Shown as annotations too; only `fails` makes the step fail. */
  readonly errors: readonly Message[]
  readonly fails: boolean
  /** What failed although the command went on; the step fails. */
  readonly failures: readonly ActionError[]
  readonly outputs: Readonly<Partial<Record<OutputName, string>>>
  /** The `report` output. Names and counts, never a value. */
  readonly details: Readonly<Record<string, unknown>>
  /** Ready Markdown for the job summary; undefined: it is made of all of the above. */
  readonly summary: string | undefined
  /** For the environment of later steps. */
  readonly exports: ReadonlyMap<string, SecretText>
  /** One output a variable. */
  readonly stepOutputs: ReadonlyMap<string, SecretText>
}

export const EMPTY_REPORT: Omit<Report, 'headline'> = {
  sections: [],
  notes: [],
  notices: [],
  warnings: [],
  errors: [],
  fails: false,
  failures: [],
  outputs: {},
  details: {},
  summary: undefined,
  exports: new Map(),
  stepOutputs: new Map(),
}
