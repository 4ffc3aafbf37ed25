// Any loss of a store, and an archive of it: what comes back is the store, and nobody comes back who was
// not named.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { ActionError, ActionErrors } from '../../../src/errors.ts'
import { parsePublicKey } from '../../../src/kanuka/members.ts'
import { fingerprintOf } from '../../../src/kanuka/public-key.ts'
import { ALICE_KEY, ALL_TEAM, team } from './team.ts'
import {
  applied,
  assertSame,
  changed,
  CONFIG,
  filesOf,
  LOG,
  planned,
  publicKey,
  states,
  without,
  type Files,
} from './stores.ts'

const before = filesOf('rotated/before')

/** Paths that are lost. */
const lossOf = (files: Files): fc.Arbitrary<readonly string[]> => fc.subarray([...files.keys()])
const withoutLog = (files: Files): Files => (files.has(LOG) ? without(files, LOG) : files)

test('a merge in which all are named brings the whole store back', async () => {
  await fc.assert(
    fc.asyncProperty(lossOf(team), async (lost) => {
      const present = without(team, ...lost)
      const grant = ALL_TEAM
      const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY, grant })
      assert.equal(plan.verified, 'opened')
      assertSame(withoutLog(applied(present, plan)), withoutLog(team))
      const isWhole = present.size - Number(present.has(LOG)) === team.size - 1
      assert.equal(plan.edits.length === 0, isWhole)
    }),
    { numRuns: 150 },
  )
})

test('a merge in which nobody is named changes no file, and lets nobody in', async () => {
  await fc.assert(
    fc.asyncProperty(lossOf(team), fc.constantFrom(undefined, ALICE_KEY), async (lost, key) => {
      const present = without(team, ...lost)
      const isAnybodyThere = [...present.keys()].some((path) => /^\.kanuka\/[ps]/.test(path))
      try {
        const plan = await planned({
          present,
          archive: team,
          mode: 'merge',
          ...(key !== undefined && { key }),
        })
        const result = applied(present, plan)
        for (const [path, bytes] of present) {
          if (path !== LOG) assert.ok(result.get(path)?.equals(bytes), path)
        }
        if (isAnybodyThere) {
          assert.ok(!states(plan, 'added').some((path) => /^\.kanuka\/[ps]/.test(path)))
        }
        const left = withoutLog(team).size - withoutLog(result).size
        assert.equal(left, states(plan, 'left out').length)
      } catch (error) {
        assert.ok(error instanceof ActionError, 'no other error')
        // Who has no access today cannot open what comes back.
        const codes = [
          'KEY_MISSING',
          'KEY_NOT_A_MEMBER',
          'KEY_PENDING',
          'KEY_OR_STORE_DAMAGED',
          'MEMBER_RETURNS',
        ]
        assert.ok(codes.includes(error.code), error.code)
        assert.ok(isAnybodyThere)
      }
    }),
    { numRuns: 150 },
  )
})

test('a replacement makes the store what the archive holds, whatever was there', async () => {
  const prints = ALL_TEAM.flatMap((uuid) => {
    const key = parsePublicKey(before.get(publicKey(uuid)) ?? Buffer.alloc(0)).publicKey
    return key ? [fingerprintOf(key)] : []
  })
  const any = fc
    .constantFrom('rotated/after', 'rotated/before', 'team')
    .chain((name) => fc.tuple(fc.constant(name), lossOf(filesOf(name))))
  await fc.assert(
    fc.asyncProperty(
      any,
      fc.boolean(),
      fc.boolean(),
      async ([name, lost], hasBroken, isGranted) => {
        const some = without(filesOf(name), ...lost)
        const project = before.get(CONFIG)
        const present = some.has(CONFIG)
          ? changed(some, { [CONFIG]: hasBroken ? '[' : project })
          : some
        const grant = isGranted ? [...ALL_TEAM, ...prints] : []
        try {
          const plan = await planned({
            present,
            archive: before,
            mode: 'replace',
            key: ALICE_KEY,
            grant,
          })
          assert.equal(plan.verified, 'opened')
          assertSame(withoutLog(applied(present, plan)), withoutLog(before))
          assert.ok(plan.returning.every((returning) => returning.isGranted))
        } catch (error) {
          const errors = error instanceof ActionErrors ? error.errors : [error]
          for (const each of errors) {
            assert.ok(each instanceof ActionError && each.code === 'MEMBER_RETURNS', String(each))
          }
          assert.ok(!isGranted)
        }
      },
    ),
    { numRuns: 150 },
  )
})
