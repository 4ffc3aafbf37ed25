// The end of the job before ours: the runner sends SIGINT to a step that is cancelled, SIGTERM 7.5 s
// later, and kills 2.5 s after that. Owns the listeners, not what follows from the signals.

export interface Interruption {
  readonly signal: AbortSignal
  /** From here on a signal ends the process again. */
  close(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** As long as somebody listens, a signal does not end the process: whoever does has to come to an end. */
export function listenForInterruption(): Interruption {
  const interrupted = new AbortController()
  const onSignal = (): void => interrupted.abort()
  for (const name of SIGNALS) process.on(name, onSignal)
  return {
    signal: interrupted.signal,
    close() {
      for (const name of SIGNALS) process.off(name, onSignal)
    },
  }
}
