// The end of a push: first nothing new, then nothing at all; and no timer stays behind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ActionError } from '../../../src/errors.ts'
import { startDeadline, type Deadline } from '../../../src/push/deadline.ts'

/** Timers that a test lets go off itself. */
class Timers {
  readonly waiting = new Map<number, () => void>()
  readonly later = (run: () => void, delayMs: number): (() => void) => {
    this.waiting.set(delayMs, run)
    return () => this.waiting.delete(delayMs)
  }

  goOff(delayMs: number): void {
    const run = this.waiting.get(delayMs)
    this.waiting.delete(delayMs)
    run?.()
  }
}

const TIMES = { limitMs: 600_000, graceMs: 5_000 }

function state({ stop, cut, over }: Deadline): string {
  const steps = [stop.aborted ? 'stopped' : 'goes on']
  return [...steps, ...(cut.aborted ? ['cut off'] : []), ...(over.aborted ? ['over'] : [])].join()
}

test('after its time nothing new is begun, and somewhat later all is cut off', () => {
  const timers = new Timers()
  const deadline = startDeadline({ ...TIMES, later: timers.later })
  assert.equal(state(deadline), 'goes on')
  timers.goOff(TIMES.limitMs)
  assert.equal(state(deadline), 'stopped')
  timers.goOff(TIMES.graceMs)
  assert.equal(state(deadline), 'stopped,cut off')
  timers.goOff(TIMES.graceMs + 500)
  assert.equal(state(deadline), 'stopped,cut off,over')
  for (const { reason } of [deadline.stop, deadline.cut, deadline.over]) {
    assert.ok(reason instanceof ActionError)
    assert.equal(reason.code, 'PUSH_STOPPED')
    assert.match(reason.what, /by its time limit/)
  }
})

test('a cancelled job stops it at once, and its own time changes nothing any more', () => {
  const timers = new Timers()
  const job = new AbortController()
  const deadline = startDeadline({ ...TIMES, interrupt: job.signal, later: timers.later })
  job.abort()
  assert.equal(state(deadline), 'stopped')
  timers.goOff(TIMES.limitMs)
  assert.match((deadline.stop.reason as ActionError).what, /by the end of the job/)
  timers.goOff(TIMES.graceMs)
  assert.equal(state(deadline), 'stopped,cut off')
})

test('it ends once', () => {
  const timers = new Timers()
  const job = new AbortController()
  startDeadline({ ...TIMES, interrupt: job.signal, later: timers.later })
  job.abort()
  timers.goOff(TIMES.graceMs)
  timers.goOff(TIMES.graceMs + 500)
  timers.goOff(TIMES.limitMs)
  assert.equal(timers.waiting.size, 0)
})

test('a job that is cancelled already begins nothing', () => {
  const timers = new Timers()
  const deadline = startDeadline({
    ...TIMES,
    interrupt: AbortSignal.abort(),
    later: timers.later,
  })
  assert.equal(state(deadline), 'stopped')
  deadline.close()
  assert.equal(timers.waiting.size, 0)
})

test('what is over leaves no timer and no listener', () => {
  const timers = new Timers()
  const job = new AbortController()
  const deadline = startDeadline({ ...TIMES, interrupt: job.signal, later: timers.later })
  deadline.close()
  assert.equal(timers.waiting.size, 0)
  job.abort()
  assert.equal(state(deadline), 'goes on')
})

test('real timers do not keep the process alive once it is closed', () => {
  const timersNow = (): number =>
    process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timersNow()
  const deadline = startDeadline(TIMES)
  assert.equal(timersNow(), before + 1)
  deadline.close()
  assert.equal(timersNow(), before)
})
