// What git makes of two branches of which one rotated: it merges without a conflict, and the store is broken.
// The pull request's check says so before, the merge queue's and the push's after.
import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { FindingCode } from '../../src/check/finding.ts'
import { wrappedKeyPath } from '../../src/kanuka/layout.ts'
import { key, withoutGit } from '../helpers/action.ts'
import { checkPull, runCheck, writes, type CheckPull, type Edit } from '../helpers/checking.ts'
import {
  ALICES_KEY,
  all,
  AUDIT,
  encrypts,
  only,
  rotates,
  seals,
  symmetricKey,
  tidied,
  withoutOrphan,
  wraps,
} from '../helpers/checking-rotations.ts'
import { git } from '../helpers/committing.ts'
import { DAVE, opensWith, opensWithAny } from '../helpers/rotating.ts'

import { checkHead, KEYS, merge, mergeClean, onEvent } from '../helpers/checking-merges.ts'

const NEW_FILE = 'new/.env.kanuka'
const DAVES_KEY = 'team-dave-pending.pem'
async function assertFileIsLost({ workspace }: CheckPull): Promise<void> {
  const opened = await opensWith(workspace, symmetricKey(workspace))
  assert.ok(opened.includes('.env.kanuka'))
  assert.ok(!opened.includes(NEW_FILE), 'the merge is broken')
  assert.ok(!(await opensWithAny(workspace, key(ALICES_KEY))).includes(NEW_FILE))
}

const withoutAttributes: Edit = (root) => rmSync(join(root, '.gitattributes'))

describe('merges of a rotation', { skip: withoutGit }, () => {
  for (const hasAttributes of [true, false]) {
    const attributes = `${hasAttributes ? 'with' : 'without'} \`*.kanuka -text -diff -merge\``
    const missing: readonly FindingCode[] = hasAttributes ? [] : ['ATTRIBUTES_MISSING']
    const arrange = hasAttributes ? tidied : all(tidied, withoutAttributes)

    test(`main rotated and the branch adds a file, ${attributes}: said before the merge, and only a key tells after`, async (t) => {
      const pull = await checkPull(t, { arrange, branch: [seals(NEW_FILE)], main: [rotates(t)] })
      for (const given of KEYS) {
        const before = await checkHead(pull, given)
        assert.deepEqual(before.codes, ['ROTATION_CONFLICT', ...missing], before.log)
        assert.match(only(before, 'ROTATION_CONFLICT').message, /even where git sees no conflict/)
        assert.equal(before.exitCode, 1)
      }
      mergeClean(pull)
      await assertFileIsLost(pull)
      for (const name of ['push', 'merge_group'] as const) {
        const blind = await onEvent(t, pull, { name })
        assert.deepEqual(blind.codes, missing, blind.log)
        const after = await onEvent(t, pull, { name, given: ALICES_KEY })
        assert.deepEqual(after.codes, ['DECRYPT_FAILED', ...missing], after.log)
        assert.equal(only(after, 'DECRYPT_FAILED').path, NEW_FILE)
        assert.equal(after.exitCode, 1)
      }
    })

    test(`the mirror, ${attributes}: said before the merge and after, also without a key`, async (t) => {
      const pull = await checkPull(t, { arrange, branch: [rotates(t)], main: [seals(NEW_FILE)] })
      for (const given of KEYS) {
        const before = await checkHead(pull, given)
        const expected = ['ROTATION_CONFLICT', ...missing, 'KEY_ROTATED'].toSorted()
        assert.deepEqual(before.codes.toSorted(), expected, before.log)
        assert.equal(before.exitCode, 1)
      }
      mergeClean(pull)
      await assertFileIsLost(pull)
      for (const name of ['push', 'merge_group'] as const) {
        const blind = await onEvent(t, pull, { name })
        assert.deepEqual(blind.codes, ['ROTATION_PARTIAL', ...missing], blind.log)
        assert.equal(only(blind, 'ROTATION_PARTIAL').path, NEW_FILE)
        const after = await onEvent(t, pull, { name, given: ALICES_KEY })
        assert.deepEqual(after.codes, ['DECRYPT_FAILED', 'ROTATION_PARTIAL', ...missing], after.log)
        const failed = only(after, 'DECRYPT_FAILED')
        assert.equal(failed.path, NEW_FILE)
        assert.match(failed.message, /encrypted with the key that the merge base had/)
      }
    })
  }

  test('main rotated and the branch lets a member in: nobody but he can tell after the merge', async (t) => {
    const story = { arrange: withoutOrphan, branch: [wraps(DAVE)], main: [rotates(t)] }
    const pull = await checkPull(t, story)
    for (const given of KEYS) {
      const before = await checkHead(pull, given)
      assert.deepEqual(before.codes, ['ROTATION_CONFLICT', 'MEMBER_ADDED'], before.log)
    }
    mergeClean(pull)
    assert.deepEqual(await opensWithAny(pull.workspace, key(DAVES_KEY)), [])
    for (const given of KEYS) {
      const after = await onEvent(t, pull, { name: 'push', ...(given && { given }) })
      assert.deepEqual(after.codes, ['MEMBER_ADDED'], after.log)
    }
    const his = await onEvent(t, pull, { name: 'push', given: DAVES_KEY })
    assert.deepEqual(his.codes, ['DECRYPT_FAILED', 'MEMBER_ADDED'], his.log)
    assert.equal(only(his, 'DECRYPT_FAILED').path, wrappedKeyPath(DAVE))
  })

  test('the mirror: the branch rotated and main let a member in', async (t) => {
    const story = { arrange: withoutOrphan, branch: [rotates(t)], main: [wraps(DAVE)] }
    const pull = await checkPull(t, story)
    for (const given of KEYS) {
      const before = await checkHead(pull, given)
      const expected = ['ROTATION_CONFLICT', 'MEMBER_PENDING', 'KEY_ROTATED']
      assert.deepEqual(before.codes, expected, before.log)
    }
    mergeClean(pull)
    assert.deepEqual(await opensWithAny(pull.workspace, key(DAVES_KEY)), [])
    for (const given of KEYS) {
      const after = await onEvent(t, pull, { name: 'push', ...(given && { given }) })
      assert.deepEqual(after.codes, ['ROTATION_PARTIAL'], after.log)
      assert.equal(only(after, 'ROTATION_PARTIAL').path, wrappedKeyPath(DAVE))
    }
    const his = await onEvent(t, pull, { name: 'push', given: DAVES_KEY })
    assert.deepEqual(his.codes, ['DECRYPT_FAILED', 'ROTATION_PARTIAL'], his.log)
  })

  describe("the CLI's line of the audit log", () => {
    test('makes git stop at the log alone, and whoever keeps both lines has the broken merge', async (t) => {
      const story = { arrange: tidied, branch: [encrypts(NEW_FILE)], main: [rotates(t)] }
      const pull = await checkPull(t, story)
      assert.deepEqual((await checkHead(pull, undefined)).codes, ['ROTATION_CONFLICT'])
      assert.equal(merge(pull), 1)
      const { workspace } = pull
      assert.equal(git(workspace, 'diff', '--name-only', '--diff-filter=U'), AUDIT)
      const text = readFileSync(join(workspace, AUDIT), 'utf8')
      writeFileSync(join(workspace, AUDIT), text.replace(/^(?:<{7}|={7}|>{7}).*\n/gm, ''))
      git(workspace, 'commit', '--quiet', '--all', '--message', 'both lines kept')
      await assertFileIsLost(pull)
      const after = await onEvent(t, pull, { name: 'push', given: ALICES_KEY })
      assert.deepEqual(after.codes, ['DECRYPT_FAILED'], after.log)
    })

    test('with `merge=union` git does not stop, and the check says so before', async (t) => {
      const arrange = all(tidied, (root) =>
        appendFileSync(join(root, '.gitattributes'), `${AUDIT} merge=union\n`),
      )
      const story = { arrange, branch: [encrypts(NEW_FILE)], main: [rotates(t)] }
      const pull = await checkPull(t, story)
      assert.deepEqual((await checkHead(pull, undefined)).codes, ['ROTATION_CONFLICT'])
      mergeClean(pull)
      await assertFileIsLost(pull)
    })
  })

  test('two rotations: git stops at every file, and what took one side whole is right again', async (t) => {
    const story = { arrange: tidied, branch: [rotates(t)], main: [rotates(t)] }
    const pull = await checkPull(t, story)
    assert.equal(merge(pull), 1)
    const { workspace, tip } = pull
    git(workspace, 'checkout', '--quiet', tip, '--', '.')
    git(workspace, 'commit', '--quiet', '--all', '--message', 'theirs')
    for (const given of KEYS) {
      const after = await onEvent(t, pull, { name: 'push', ...(given && { given }) })
      assert.deepEqual(after.codes, [], after.log)
    }
  })

  test('two rotations, and a conflict resolved file by file', async (t) => {
    const story = { arrange: tidied, branch: [rotates(t)], main: [rotates(t)] }
    const pull = await checkPull(t, story)
    assert.equal(merge(pull), 1)
    const { workspace, tip, head } = pull
    git(workspace, 'checkout', '--quiet', tip, '--', '.')
    git(workspace, 'checkout', '--quiet', head, '--', '.env.kanuka')
    git(workspace, 'commit', '--quiet', '--all', '--message', 'a bit of both')
    // Of one changed file bytes tell nothing.
    assert.deepEqual((await onEvent(t, pull, { name: 'push' })).codes, [])
    const after = await onEvent(t, pull, { name: 'push', given: ALICES_KEY })
    assert.deepEqual(after.codes, ['DECRYPT_FAILED'], after.log)
    assert.equal(only(after, 'DECRYPT_FAILED').path, '.env.kanuka')
  })

  test('the way out: all encrypted taken from main, the change made again there', async (t) => {
    const story = { arrange: tidied, branch: [seals(NEW_FILE)], main: [rotates(t)] }
    const pull = await checkPull(t, story)
    const { workspace, tip } = pull
    git(workspace, 'checkout', '--quiet', 'feature')
    git(workspace, 'merge', '--quiet', '--no-commit', '--no-ff', tip)
    await encrypts(NEW_FILE)(workspace)
    git(workspace, 'add', '--all', '--force')
    git(workspace, 'commit', '--quiet', '--message', 'up to date')
    const head = git(workspace, 'rev-parse', 'HEAD')
    for (const given of KEYS) {
      const options = given && { key: given }
      const result = await runCheck(t, { workspace, base: tip, head, options })
      assert.deepEqual(result.codes, [], result.log)
    }
  })

  describe('nothing to say of a merge that is right', () => {
    for (const [what, branch, main, codes] of [
      ['main rotated, the branch writes no ciphertext', 'text', 'rotation', []],
      ['the branch rotated, main writes no ciphertext', 'rotation', 'text', ['KEY_ROTATED']],
      ['nobody rotated, both add a file', 'file', 'otherFile', []],
    ] as const) {
      test(what, async (t) => {
        const edits = {
          text: writes('README.md', 'hello\n'),
          rotation: rotates(t),
          file: seals(NEW_FILE),
          otherFile: seals('other/.env.kanuka'),
        }
        const story = { arrange: tidied, branch: [edits[branch]], main: [edits[main]] }
        const pull = await checkPull(t, story)
        assert.deepEqual((await checkHead(pull, ALICES_KEY)).codes, codes)
        mergeClean(pull)
        for (const name of ['push', 'merge_group'] as const) {
          const after = await onEvent(t, pull, { name, given: ALICES_KEY })
          assert.deepEqual(after.codes, codes, after.log)
        }
      })
    }
  })
})
