// When talking to destinations has to end: after its time, or when the job is cancelled. First nothing new
// is begun; what is under way has a moment to finish, and then it is cut off; what became of it has
// another moment to be told. Owns the timers, nothing else.
import { ActionError } from '../errors.ts'

export interface Deadline {
  /** Nothing new is begun. Its reason is an ActionError. */
  readonly stop: AbortSignal
  /** Somewhat later: what is under way is cut off. Its reason likewise. */
  readonly cut: AbortSignal
  /** A moment later: nobody waits for an answer any longer. Its reason likewise. */
  readonly over: AbortSignal
  /** To be called at the end: the timers would keep the process alive. */
  close(): void
}

export interface DeadlineOptions {
  readonly limitMs: number
  /** For what is under way. The runner kills 7.5 s after it asked. */
  readonly graceMs: number
  /** The job is cancelled. */
  readonly interrupt?: AbortSignal
  /** What is said of it; left out: a push was stopped. @param by its time limit, or the end of the job */
  readonly stopped?: (by: string) => ActionError
  /** Runs something later; gives back how to call that off. */
  readonly later?: (run: () => void, delayMs: number) => () => void
}

/** Between the cut and the end of all waiting: enough for code, not for requests. */
const TELLING_MS = 500

export function startDeadline(options: DeadlineOptions): Deadline {
  const { limitMs, graceMs, interrupt, stopped = stoppedBy, later = onTimer } = options
  const cutOff = options.stopped ?? cutBy
  const [stop, cut, over] = [new AbortController(), new AbortController(), new AbortController()]
  const callOffs: (() => void)[] = []
  const end = (by: string): void => {
    if (stop.signal.aborted) return
    stop.abort(stopped(by))
    callOffs.push(
      later(() => cut.abort(cutOff(by)), graceMs),
      later(() => over.abort(cutOff(by)), graceMs + TELLING_MS),
    )
  }
  const onInterrupt = (): void => end('the end of the job')
  if (interrupt?.aborted) onInterrupt()
  else {
    callOffs.push(later(() => end('its time limit'), limitMs))
    interrupt?.addEventListener('abort', onInterrupt, { once: true })
  }
  return {
    stop: stop.signal,
    cut: cut.signal,
    over: over.signal,
    close() {
      interrupt?.removeEventListener('abort', onInterrupt)
      for (const callOff of callOffs) callOff()
    },
  }
}

function onTimer(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

// What an aborted request throws is this very error, wherever it comes out.
function stoppedBy(by: string): ActionError {
  return new ActionError('PUSH_STOPPED', {
    what: `the push was stopped by ${by} before all was written`,
    fix: 'Run again: it finishes the rest, and leaves alone what is done.',
  })
}

function cutBy(by: string): ActionError {
  return new ActionError('PUSH_STOPPED', {
    what: `a request was cut off by ${by}: whether it was done is not known`,
    fix: 'Run again: it finishes the rest, and leaves alone what is done.',
  })
}
