// What a rule may look at. A rule is a function from this to findings; it reads blobs and nothing else,
// writes nothing, and treats every byte as hostile.
import type { Finding } from './finding.ts'
import type { CommitFile, Snapshot } from './snapshot.ts'

/** A file that a commit of the range added or changed. */
export interface RangeChange {
  readonly commit: string
  readonly path: string
  readonly file: CommitFile
}

/** What the head is compared with. */
export interface Range {
  /** Merge base of head and tip (M in the rules). */
  readonly base: Snapshot
  /** The branch to merge into, as it stands (T); the base itself where there is none. */
  readonly tip: Snapshot
  /** Every file that a commit after the base and up to the head added or changed, merges seen against each parent. */
  readonly changes: readonly RangeChange[]
}

export interface Blobs {
  /** In bytes; what is missing is left out. */
  sizes(ids: Iterable<string>): Promise<ReadonlyMap<string, number>>
  /** Those of at most `limit` bytes each; larger and missing ones are left out. */
  read(ids: Iterable<string>, limit: number): Promise<ReadonlyMap<string, Buffer>>
}

export interface CheckContext {
  readonly head: Snapshot
  /** undefined where nothing can be compared: a first push, a schedule without commits. */
  readonly range: Range | undefined
  readonly blobs: Blobs
  readonly now: Date
  /** The `max-key-age` input, in milliseconds. */
  readonly maxKeyAge: number | undefined
  /** The `destinations-file` input, relative to the repository's root; undefined: none in it. */
  readonly destinationsFile?: string | undefined
}

export type Rule = (context: CheckContext) => Promise<readonly Finding[]> | readonly Finding[]

/** What rules come to. */
export interface Judgement {
  readonly findings: readonly Finding[]
  /** What could not be judged, and why. One sentence each. */
  readonly notes: readonly string[]
}
