// A job that is cancelled: who listens comes to an end by itself.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { listenForInterruption } from '../../../src/platform/interruption.ts'
import { startDeadline } from '../../../src/push/deadline.ts'

const isWindows = process.platform === 'win32'

describe(
  'a cancelled job',
  { skip: isWindows && 'signals of this kind are not sent there' },
  () => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      test(`${name} stops a push, and does not end the process`, async (t) => {
        const interruption = listenForInterruption()
        const interrupt = interruption.signal
        const deadline = startDeadline({ limitMs: 1e6, graceMs: 1e6, interrupt })
        t.after(() => {
          deadline.close()
          interruption.close()
        })
        const stopped = once(deadline.stop, 'abort')
        process.kill(process.pid, name)
        await stopped
        assert.match(String(deadline.stop.reason), /end of the job/)
        assert.equal(deadline.cut.aborted, false)
        // The runner's second signal, and one raised again by who takes files back.
        const again = once(process, 'SIGTERM')
        process.kill(process.pid, 'SIGTERM')
        await again
      })
    }

    test('afterwards signals mean what they meant', () => {
      const before = process.listenerCount('SIGINT')
      const interruption = listenForInterruption()
      assert.equal(process.listenerCount('SIGINT'), before + 1)
      interruption.close()
      assert.equal(process.listenerCount('SIGINT'), before)
      assert.equal(interruption.signal.aborted, false)
    })
  },
)
