// One call of a REST operation, as its handler sees it, and how a handler refuses.
import type { Need } from './access.ts'
import type { Contract } from './contract.ts'
import type { Answer, World } from './world.ts'

export const API_ROOT = '/api/v3'

export interface RestCall<Body = unknown> {
  readonly world: World
  readonly contract: Contract
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: Body
}

export interface Handler {
  readonly needs: Need
  /** A body is of the form that GitHub describes: that was checked. */
  readonly act: (call: RestCall<never>) => Answer
}

/** An answer that says no. */
export class Refused extends Error {
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.details = details
  }
}
