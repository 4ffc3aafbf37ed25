// A refusal of the fake AWS, and its clock.
export class AwsFault extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, status = 400) {
    super(code)
    this.code = code
    this.status = status
  }
}

export interface FakeClock {
  /** Seconds since 1970. */
  now(): number
}
