// What a test has lined up for the next call of an operation: a failure, or something that happens
// just before it. Each is used once, in the order given.

export type Failure =
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
    }
  /** The connection breaks, nothing was done. */
  | { readonly hangUp: true }
  /** It was done, but the answer is lost. */
  | { readonly actThenHangUp: true }
  | { readonly actThenStatus: number }

export interface Named {
  /** The names by which a test may mean this request. */
  readonly names: readonly string[]
  /** Whether the request does more than prepare the next one. */
  readonly acts: boolean
}

type Action = () => Promise<unknown> | void

interface Waiting {
  readonly operation: string
  readonly failure?: Failure
  readonly action?: Action
}

export class Injections {
  #waiting: Waiting[] = []

  failNext(operation: string, failure: Failure): void {
    this.#waiting.push({ operation, failure })
  }

  before(operation: string, action: Action): void {
    this.#waiting.push({ operation, action })
  }

  takeFailure({ names, acts }: Named): Failure | undefined {
    return this.#take(
      ({ operation, failure }) =>
        failure !== undefined &&
        names.includes(operation) &&
        (acts || !('actThenHangUp' in failure || 'actThenStatus' in failure)),
    )?.failure
  }

  async runBefore({ names, acts }: Named): Promise<void> {
    if (!acts) return
    await this.#take(({ operation, action }) => action && names.includes(operation))?.action?.()
  }

  /** Descriptions of what was never used. */
  get unused(): readonly string[] {
    return this.#waiting.map(({ operation, failure }) =>
      failure === undefined
        ? `before('${operation}') never ran`
        : `failNext('${operation}', ${JSON.stringify(failure)}) was never used`,
    )
  }

  #take(matches: (waiting: Waiting) => unknown): Waiting | undefined {
    const at = this.#waiting.findIndex(matches)
    return at === -1 ? undefined : this.#waiting.splice(at, 1)[0]
  }
}
