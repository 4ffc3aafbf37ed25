// GitHub's trial merge of a pull request, which actions/checkout takes by default, is checked as the head of
// the branch would be.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import {
  checkPull,
  pullEvent,
  writes,
  type CheckPull,
  type CheckResult,
} from '../helpers/checking.ts'
import { registers, rotates, seals, tidied, withoutOrphan } from '../helpers/checking-rotations.ts'
import { DAVE } from '../helpers/rotating.ts'

import { checkHead, KEYS, mergeClean, type Given } from '../helpers/checking-merges.ts'

const NEW_FILE = 'new/.env.kanuka'

/** The pull request with GitHub's trial merge checked out, as actions/checkout does by default. */
async function checkTrial(pull: CheckPull, given: Given): Promise<CheckResult> {
  const trial = mergeClean(pull)
  const env = { GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: trial }
  return pull.check({}, { env, ...(given && { key: given }) })
}

function said({ findings, exitCode, status }: CheckResult): unknown {
  return { findings, exitCode, status }
}

describe('the trial merge of a pull request', { skip: withoutGit }, () => {
  for (const [what, story, codes] of [
    [
      'main rotated, the branch adds a file',
      (t: TestContext) => ({ branch: [seals(NEW_FILE)], main: [rotates(t)] }),
      ['ROTATION_CONFLICT'],
    ],
    [
      'the mirror',
      (t: TestContext) => ({ branch: [rotates(t)], main: [seals(NEW_FILE)] }),
      ['ROTATION_CONFLICT', 'KEY_ROTATED'],
    ],
    [
      'a rotation, and main went on elsewhere',
      (t: TestContext) => ({ branch: [rotates(t)], main: [writes('README.md', 'hello\n')] }),
      ['KEY_ROTATED'],
    ],
    ['nobody rotated', () => ({ branch: [registers(DAVE)] }), ['MEMBER_ADDED']],
  ] as const) {
    test(`gives what the head of the branch gives: ${what}`, async (t) => {
      const arrange = codes[0] === 'MEMBER_ADDED' ? withoutOrphan : tidied
      const pull = await checkPull(t, { arrange, ...story(t) })
      for (const given of KEYS) {
        const ofHead = await checkHead(pull, given)
        assert.deepEqual(ofHead.codes, codes, ofHead.log)
        const ofTrial = await checkTrial(pull, given)
        assert.deepEqual(said(ofTrial), said(ofHead))
        assert.equal(ofTrial.report['head'], pull.head)
        assert.equal(ofTrial.report['base'], pull.base)
        assert.equal(ofTrial.report['tip'], pull.tip)
      }
    })
  }

  test('an event from before main rotated: the trial merge has the newer tip, and that counts', async (t) => {
    const story = { arrange: tidied, branch: [seals(NEW_FILE)], main: [rotates(t)] }
    const pull = await checkPull(t, story)
    const trial = mergeClean(pull)
    const env = { GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: trial }
    const event = pullEvent({ base: pull.base, head: pull.head })
    const result = await pull.check({}, { env, event })
    assert.deepEqual(result.codes, ['ROTATION_CONFLICT'], result.log)
    assert.equal(result.report['tip'], pull.tip)
  })
})
