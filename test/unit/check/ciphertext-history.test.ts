// CIPHERTEXT_MOVED, CIPHERTEXT_ROLLED_BACK.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ciphertext, type OlderVersions } from '../../../src/check/ciphertext.ts'
import type { Finding } from '../../../src/check/finding.ts'
import { objectId } from '../../../src/git/committed-blobs.ts'
import { commitsOf, historyOf, sealed, shown } from './histories.ts'
import { edited, fixture, type Edits, type Files } from './snapshots.ts'

const BASIC = fixture('basic')
const [A, B, C] = ['a', 'b', 'c'].map((seed) => sealed(seed)) as [Buffer, Buffer, Buffer]

async function judged(
  commits: readonly Files[],
  older?: OlderVersions,
): Promise<readonly Finding[]> {
  return ciphertext(older)(historyOf(commits))
}

async function range(base: Edits, ...edits: readonly Edits[]): Promise<readonly string[]> {
  return shown(await judged(commitsOf(edited(BASIC, base), ...edits)))
}

describe('CIPHERTEXT_MOVED', () => {
  test('files that change places', async () => {
    const base = { 'x.env.kanuka': A, 'y.env.kanuka': B }
    assert.deepEqual(await range(base, { 'x.env.kanuka': B, 'y.env.kanuka': A }), [
      'CIPHERTEXT_MOVED x.env.kanuka',
      'CIPHERTEXT_MOVED y.env.kanuka',
    ])
  })

  test('a copy, also of a file that is none of a store', async () => {
    const found = await judged(commitsOf(edited(BASIC, { 'old.bin': A }), { 'x.env.kanuka': A }))
    assert.deepEqual(shown(found), ['CIPHERTEXT_MOVED x.env.kanuka'])
    assert.match(found[0]?.message ?? '', /that old\.bin has/)
  })

  test('not what was twice before, what only moved within the range, nor new bytes', async () => {
    const twice = { 'x.env.kanuka': A, 'y.env.kanuka': A }
    assert.deepEqual(await range(twice, { readme: '' }), [])
    assert.deepEqual(
      await range({}, { 'x.env.kanuka': A }, { 'x.env.kanuka': undefined, 'y.env.kanuka': A }),
      [],
    )
    assert.deepEqual(await range({ 'x.env.kanuka': A }, { 'y.env.kanuka': B }), [])
  })

  test('nor bytes that are damaged', async () => {
    assert.deepEqual(await range({ 'a.txt': '' }, { 'x.env.kanuka': '' }), [
      'CIPHERTEXT_DAMAGED x.env.kanuka',
    ])
  })
})

describe('CIPHERTEXT_ROLLED_BACK', () => {
  const path = 'x.env.kanuka'
  const older = new Map([[path, [objectId('blob', A, 40)]]])

  test('to a version before the merge base', async () => {
    const commits = commitsOf(edited(BASIC, { [path]: B }), { [path]: A })
    const found = await judged(commits, older)
    assert.deepEqual(shown(found), [`CIPHERTEXT_ROLLED_BACK ${path}`])
    assert.match(found[0]?.fix ?? '', /git checkout 000000000000 -- x\.env\.kanuka/)
    assert.deepEqual(shown(await judged(commits)), [])
  })

  test('to a version before it was removed', async () => {
    const found = await judged(commitsOf(BASIC, { [path]: A }), older)
    assert.deepEqual(shown(found), [`CIPHERTEXT_ROLLED_BACK ${path}`])
    assert.doesNotMatch(found[0]?.fix ?? '', /checkout/)
  })

  test('within the range', async () => {
    assert.deepEqual(await range({ [path]: C }, { [path]: A }, { [path]: B }, { [path]: A }), [
      `CIPHERTEXT_ROLLED_BACK ${path}`,
    ])
  })

  test('not for what the range leaves as the merge base has it', async () => {
    assert.deepEqual(
      shown(await judged(commitsOf(edited(BASIC, { [path]: A }), { readme: '' }), older)),
      [],
    )
    const back = commitsOf(edited(BASIC, { [path]: A }), { [path]: B }, { [path]: A })
    assert.deepEqual(shown(await judged(back, older)), [])
  })

  test('not for the older version of another file, nor for new bytes', async () => {
    const commits = commitsOf(edited(BASIC, { 'y.env.kanuka': B }), { 'y.env.kanuka': A })
    assert.deepEqual(shown(await judged(commits, older)), [])
    assert.deepEqual(
      shown(await judged(commitsOf(edited(BASIC, { [path]: B }), { [path]: C }), older)),
      [],
    )
  })

  test('not for two new versions', async () => {
    assert.deepEqual(await range({ [path]: C }, { [path]: A }, { [path]: B }), [])
  })

  test('not for removing and adding the same again', async () => {
    assert.deepEqual(await range({}, { [path]: A }, { [path]: undefined }, { [path]: A }), [])
  })
})
