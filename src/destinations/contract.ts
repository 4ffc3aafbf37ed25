// What a destination is: a place at a provider that holds named values. An adapter translates and
// classifies errors; plan, ownership, limits, order and reporting are the engine's. All items
// of a destination come in one call: how many requests go out at a time is the adapter's.
// Types only.
import type { GenericSchema } from 'valibot'
import type { SecretText } from '../secret-value.ts'

export interface Destination<Options = unknown> {
  /** As people call it: `AWS Secrets Manager`. */
  readonly title: string
  readonly capabilities: Capabilities
  /** Of its entry in the configuration, without what all entries have. Unknown keys are refused. */
  readonly options: GenericSchema<unknown, Options>
  /**
   * Where it writes an item, for the comparison of two entries: the same for one item however options and
   * name spell it, and without what makes no place (sign-in, tags). No secret. Never throws: what is wrong,
   * `connect` tells.
   */
  place(options: Options, variable: Context['variable']): (item: string) => Address
  /** Signs in lazily: nothing is sent before the session is asked something. */
  connect(options: Options, context: Context): Promise<Session>
}

/**
 * From the outside in: server, entry, key. What begins with the whole address of an item is a part of it; two
 * entries of the configuration cannot write both.
 */
export type Address = readonly string[]

export interface Capabilities {
  /** What can be read back. */
  readonly reads: 'values' | 'names' | 'nothing'
  /** Where the mark of ownership stands. */
  readonly marks: 'tags' | 'description' | 'custom metadata' | 'manifest' | 'none'
  readonly canDelete: boolean
  readonly limits: Limits
  readonly names: NameRule
  /** How the adapter is tested; shown in the documents. */
  readonly verified: 'real server' | 'emulator' | 'contract'
}

export interface Limits {
  readonly valueBytes: number
  readonly takesEmpty: boolean
  /** Items in its scope, foreign ones too. */
  readonly items?: number
  /** All values of the scope together. */
  readonly totalBytes?: number
  /** Requests at a time. */
  readonly concurrency: number
}

export interface NameRule {
  /** Of a name as it is written there. */
  readonly pattern: RegExp
  /** The pattern in words, for errors. */
  readonly allows: string
  readonly maxLength: number
  readonly reservedPrefixes?: readonly string[]
  /** Where the provider writes names otherwise: `_` as `-`, upper case. Two that become one are an error. */
  readonly spelled?: (name: string) => string
}

/** What an adapter may use of the outside. */
export interface Context {
  /** Of the entry, for messages. */
  readonly name: string
  /**
   * Retries, time limits, proxies; follows no redirect to another origin. Answers over the size limit throw.
   * https, or http on this machine.
   */
  readonly fetch: typeof fetch
  readonly signal: AbortSignal
  /** Hides strings in the log; called with every credential as soon as it is known. */
  mask(strings: Iterable<string>): void
  /** A token of GitHub's OIDC issuer for this job. @throws ActionError OIDC_UNAVAILABLE, to be passed on */
  oidcToken(audience: string): Promise<SecretText>
  /** A variable of the job's environment: ambient credentials. */
  variable(name: string): string | undefined
  /**
   * Whether our mark was made for this value; for adapters that read values anyway. undefined: the mark is not
   * ours, or of another key. Left out: nobody knows.
   */
  isOfValue?(name: string, mark: Mark, value: SecretText): boolean | undefined
  /** Whether git tracks a file of the workspace; undefined: git cannot be asked. Left out: it is only read. */
  isTracked?(path: string): Promise<boolean | undefined>
}

export interface Session {
  /** Cheap and authenticated. Called for all destinations before the first write anywhere. */
  check(): Promise<void>
  /** Every page, or it throws; no values. */
  list(): Promise<readonly RemoteItem[]>
  /**
   * Bytes that a value may have in the place of this item (undefined: of a new one), where that is less than
   * the capabilities say. Known after `list`; asked before the first write anywhere.
   */
  valueBytes?(current: RemoteItem | undefined): number
  /** In any order; one outcome an item, in the order of the items. The same twice is once. */
  put(items: readonly PutItem[]): Promise<readonly Outcome[]>
  /** null: absent. Denied or down throws. */
  get?(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>>
  /** What is absent is done. */
  remove?(items: readonly RemoteItem[]): Promise<readonly Outcome[]>
}

export interface RemoteItem {
  /** As it is spelled there. */
  readonly name: string
  /**
   * What the provider calls the current version. Where there are none, and values are read anyway, what
   * tells two values apart for as long as the process lives (`valueVersion`); else undefined.
   */
  readonly version: string | undefined
  /** As it stands there, not yet believed; undefined without one. */
  readonly mark: Mark | undefined
  /** The current value was not written together with the mark: somebody changed it by hand. */
  readonly isDrifted: boolean
  /** Scheduled for deletion, soft-deleted: writing it brings it back. */
  readonly isDeleted: boolean
}

/** Lower-case letters, digits and `-` only: the least that every provider takes. */
export interface Mark {
  readonly owner: string
  readonly kid: string
  /** 16 hex digits. */
  readonly own: string
  /** 32 hex digits. All zeros: claimed for a value that is not yet written. */
  readonly fp: string
  /** Commit id. */
  readonly commit: string
}

export interface PutItem {
  readonly name: string
  readonly value: SecretText
  readonly mark: Mark
  /** What is there now; undefined: nothing. A write must not replace another version than this. */
  readonly current: RemoteItem | undefined
}

export type Outcome =
  | { readonly name: string; readonly kind: 'done' }
  /** The signal was aborted before it was begun. */
  | { readonly name: string; readonly kind: 'not tried' }
  | { readonly name: string; readonly kind: 'failed'; readonly error: DestinationError }
  /** In the midst of it: the reason of the signal, or a bug of ours. How far it got is not known. */
  | { readonly name: string; readonly kind: 'broken off'; readonly thrown: unknown }

export type FailureKind =
  /** 401, 403, expired or missing credentials: never tried again. */
  | 'auth'
  /** The place itself (mount, project, repository) is not there. */
  | 'absent'
  /** 429 after all patience. */
  | 'limited'
  /** The provider does not take this item. */
  | 'rejected'
  /** Changed by somebody else between list and write. */
  | 'conflict'
  /** No answer, 5xx, or an answer that makes no sense. */
  | 'down'

/** What went wrong at a destination: never a value, a credential, nor a body of the provider's. */
export class DestinationError extends Error {
  override readonly name = 'DestinationError'
  readonly kind: FailureKind
  readonly what: string
  readonly fix: string

  constructor(kind: FailureKind, { what, fix }: { readonly what: string; readonly fix: string }) {
    super(what)
    this.kind = kind
    this.what = what
    this.fix = fix
  }
}
