// What the parts of a check hand to each other. Types only.
import type { CommentOutcome } from '../check/comment.ts'
import type { ContentChange } from '../check/content-diff.ts'
import type { Blobs, CheckContext } from '../check/context.ts'
import type { Finding } from '../check/finding.ts'
import type { CheckView } from '../check/markdown.ts'
import type { KnownKeys } from '../check/rotations.ts'
import type { ActionError } from '../errors.ts'
import type { Comparison } from '../git/range.ts'
import type { Inputs } from '../inputs.ts'
import type { CheckPlace } from './check-place.ts'
import type { Deps, Message } from './command.ts'

export interface CheckRun {
  readonly inputs: Inputs
  readonly deps: Deps
  readonly place: CheckPlace
  readonly comparison: Comparison
  readonly blobs: Blobs
}

export interface Checked extends Pick<Keyed, 'changes' | 'isKeyed' | 'isCancelled' | 'notices'> {
  readonly context: CheckContext
  /** Paths relative to the workspace. */
  readonly findings: readonly Finding[]
  readonly notes: readonly string[]
  /** What was to be done with a key and could not be. */
  readonly failures: readonly ActionError[]
  /** Relative to the workspace; `.` for its root. */
  readonly stores: readonly string[]
  /** Secret files that were judged, relative to the workspace. */
  readonly files: readonly string[]
}

export interface Keyed {
  readonly isKeyed: boolean
  /** The job is: nothing is published any more. */
  readonly isCancelled: boolean
  readonly findings: readonly Finding[]
  /** What differs at the destinations; paths relative to the workspace. */
  readonly drift: readonly Finding[]
  /** undefined without a key, or without something to compare with. */
  readonly changes: readonly ContentChange[] | undefined
  readonly keys: KnownKeys
  readonly notes: readonly string[]
  readonly notices: readonly Message[]
  readonly failures: readonly ActionError[]
}

export interface ShownCheck extends Checked, Omit<CheckView, 'changes' | 'notes' | 'scope'> {}

export interface Published {
  readonly notes: readonly string[]
  readonly notices: readonly Message[]
  readonly warnings: readonly Message[]
  /** What was asked for and could not be written. */
  readonly failures: readonly ActionError[]
  /** What became of the comment; null where none was asked for. */
  readonly comment: CommentOutcome['kind'] | null
}
