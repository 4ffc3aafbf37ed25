// `export` that is killed or cancelled at every step on the disk: under its name there is never half an archive,
// an older one of that name is unharmed, and post takes away what was staged.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AT_ONCE } from '../helpers/crashing.ts'
import type { Variables } from '../helpers/rotating.ts'
import {
  assertNothingHalf,
  assertNothingLeft,
  run,
  stepsOn,
  STORIES,
  traced,
} from '../helpers/stopped-exports.ts'
import { inParallel } from '../helpers/transaction-place.ts'

const isWindows = process.platform === 'win32' && 'signals of this kind are not sent there'

/** After a call is before the next one. The report is written when all is done. */
function killsAt(steps: readonly string[]): readonly Variables[] {
  return steps.flatMap((line, index) => {
    const [number = '', call = '', path = ''] = line.split(' ')
    if (call === 'fsyncSync' || path.includes('/_runner_file_commands/')) return []
    const isWrite = ['writeSync', 'writeFileSync'].includes(call)
    const hows = [
      'before',
      ...(isWrite ? ['half'] : []),
      ...(index === steps.length - 1 ? ['after'] : []),
    ]
    return hows.map((how) => ({ KILL_AT: number, KILL_HOW: how }))
  })
}

describe('an export that is stopped at every step', () => {
  for (const story of STORIES) {
    test(`SIGKILL: ${story.what}`, async (t) => {
      const { steps, archive } = await traced(t, story)
      const kills = killsAt(steps)
      await inParallel(kills, AT_ONCE, async (faults) => {
        const ended = await run(t, story, faults)
        assert.equal(ended.result.signal, 'SIGKILL', ended.name + ended.result.log)
        await assertNothingHalf(ended, story, archive)
        const [post] = await ended.job.post()
        assert.equal(post?.exitCode, 0, post?.log)
        await assertNothingHalf(ended, story, archive)
        assertNothingLeft(ended, story)
      })
      t.diagnostic(`${kills.length} kills at ${steps.length} calls`)
    })
  }

  test(
    'SIGINT, as when the job is cancelled: post has nothing left to do',
    { skip: isWindows },
    async (t) => {
      for (const story of STORIES) {
        const { steps, archive } = await traced(t, story)
        for (const at of stepsOn(steps, /\/backups\/.*(?:staged|tar\.gz)/)) {
          const ended = await run(t, story, { KILL_AT: at, KILL_HOW: 'SIGINT' })
          assert.ok(['SIGINT', null].includes(ended.result.signal), ended.result.log)
          await assertNothingHalf(ended, story, archive)
          assertNothingLeft(ended, story)
          await ended.job.post()
          await assertNothingHalf(ended, story, archive)
          assertNothingLeft(ended, story)
        }
      }
    },
  )
})
