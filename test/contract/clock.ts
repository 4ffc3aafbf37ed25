// A clock that runs while work is done, so that nobody waits. Of its own: the test runner's, once set
// back, lets timers left over from before (those of fetch) call off timers of others.
import type { TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'

const STEP_MS = 100

class Timer {
  at: number
  readonly #run: () => void
  readonly #clock: Clock
  readonly #delayMs: number

  constructor(clock: Clock, run: () => void, delayMs: number) {
    this.#clock = clock
    this.#run = run
    this.#delayMs = delayMs
    this.at = clock.now + delayMs
  }

  run(): void {
    this.#run()
  }

  refresh(): this {
    this.at = this.#clock.now + this.#delayMs
    this.#clock.timers.add(this)
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }
}

class Clock {
  now = 0
  readonly timers = new Set<Timer>()

  advance(milliseconds: number): void {
    this.now += milliseconds
    for (const timer of [...this.timers].toSorted((one, other) => one.at - other.at)) {
      if (timer.at <= this.now && this.timers.delete(timer)) timer.run()
    }
  }
}

/** Puts the clock in the place of `setTimeout` and `Date`, until the test or `end` ends. */
function startClock(t: TestContext): {
  readonly advance: (milliseconds: number) => void
  readonly end: () => void
} {
  const clock = new Clock()
  const clear = globalThis.clearTimeout
  const setting = t.mock.method(
    globalThis,
    'setTimeout',
    (run: (...given: unknown[]) => void, delayMs = 1, ...given: unknown[]) => {
      const timer = new Timer(clock, () => run(...given), delayMs)
      clock.timers.add(timer)
      return timer
    },
  )
  const clearing = t.mock.method(globalThis, 'clearTimeout', (timer: unknown) => {
    if (timer instanceof Timer) clock.timers.delete(timer)
    else clear(timer as NodeJS.Timeout)
  })
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  return {
    advance(milliseconds) {
      t.mock.timers.tick(milliseconds)
      clock.advance(milliseconds)
    },
    end() {
      setting.mock.restore()
      clearing.mock.restore()
      t.mock.timers.reset()
    },
  }
}

/** The clock stands still while the server works: a millisecond of a real one would be minutes. */
export async function whileTimePasses<T>(
  t: TestContext,
  server: { readonly isAtWork: boolean },
  work: () => Promise<T>,
): Promise<T> {
  const clock = startClock(t)
  const over = new AbortController()
  const result = work().finally(() => over.abort())
  result.catch(() => undefined)
  while (!over.signal.aborted) {
    await turn()
    if (!server.isAtWork) clock.advance(STEP_MS)
  }
  clock.end()
  return result
}

/** Whether the work ends by itself: on a clock that stands still, in so many turns. */
export async function endsWithoutWaiting(
  t: TestContext,
  work: () => Promise<unknown>,
): Promise<boolean> {
  const clock = startClock(t)
  const over = new AbortController()
  const end = (): void => over.abort()
  work().then(end, end)
  for (let turns = 0; turns < 20_000 && !over.signal.aborted; turns++) await turn()
  const isOver = over.signal.aborted
  while (!over.signal.aborted) {
    await turn()
    clock.advance(STEP_MS)
  }
  clock.end()
  return isOver
}
