// What a destination gives the contract suite: places that are new and empty, ways to look behind the
// adapter's back, and what it may cost. Types only.
import type { ServerResponse } from 'node:http'
import type { TestContext } from 'node:test'
import type { Capabilities, Session } from '../../src/destinations/contract.ts'
import type { Gate } from './gate.ts'

export interface Harness {
  readonly capabilities: Capabilities
  readonly cost: Cost
  /** Credentials, as every place of this harness has them: they may stand in these headers only. */
  readonly credentials: readonly string[]
  readonly credentialHeaders: readonly string[]
  /** Values that it does not take, of those that all others keep; '' is in `limits.takesEmpty`. */
  readonly refuses?: readonly string[]
  /** All items have one version: a change of one by hand is a change of all. */
  readonly driftsTogether?: boolean
  /** How many items its server takes in seconds; 1,000 unless it is slow. */
  readonly many?: number
  /** Its places have `lag` and `settle`. */
  readonly lags?: boolean
  /** Its places have `interrupt`. */
  readonly interrupts?: boolean
  /** How its server says things; undefined: there is no server. */
  readonly server?: ServerWords
  open(t: TestContext): Promise<Place>
}

/** Requests for 100 items, by the engine. */
export interface Cost {
  readonly firstPush: number
  readonly nothingChanged: number
}

export type Answer = (response: ServerResponse) => void

export interface ServerWords {
  readonly denied: Answer
  readonly limited: Answer
  /** Well-formed JSON that is no answer to a list. */
  readonly wrongShapes: readonly unknown[]
  /** A page of these items, with a token for the next; undefined: it has no pages. */
  page?(token: string, names: readonly string[]): unknown
}

/** Fakes answer at once, servers do not. */
export type MaybeLater<T> = T | Promise<T>

export interface Place {
  connect(signal?: AbortSignal): Promise<Session>
  /** What is there, of these; without what is not, or deleted. */
  values(names: readonly string[]): MaybeLater<ReadonlyMap<string, string>>
  /** Somebody else makes an item. */
  foreign(name: string, value: string): MaybeLater<void>
  /** Somebody changes an item, as in the provider's console. */
  byHand(name: string, value: string): MaybeLater<void>
  /** Requests so far; 0 for ever where there is no server. */
  requests(): number
  /** Calls `stop` at this request of those to come: before it is carried out, or before its answer. */
  interrupt?(at: number, when: 'before' | 'after', stop: () => void): void
  /** From now on lists tell of the present; `settle` ends it. */
  readonly lag?: () => MaybeLater<void>
  settle?(): void
  setPageSize?(size: number): void
  /** Where there is a server. */
  readonly gate?: Gate
}
