// Which file an import goes into: the one that `from` names.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importTarget } from '../../../src/push/import-target.ts'
import { refusal } from '../../helpers/refusals.ts'

describe('the file that takes the values', () => {
  const there = ['.env.kanuka', '.env.[prod].kanuka']
  const target = (from: readonly string[] | undefined) => importTarget({ name: 'd', from }, there)

  test('is there, or is made', () => {
    assert.deepEqual(target(['.env.kanuka']), { path: '.env.kanuka', isNew: false })
    assert.deepEqual(target(['./.env.kanuka']), { path: '.env.kanuka', isNew: false })
    assert.deepEqual(target(['a/.env.x.kanuka']), { path: 'a/.env.x.kanuka', isNew: true })
    assert.deepEqual(target(['.env.[prod].kanuka']), { path: '.env.[prod].kanuka', isNew: false })
  })

  for (const from of [
    undefined,
    [],
    ['.env.kanuka', '.env.other.kanuka'],
    ['*.kanuka'],
    ['.env.{a,b}.kanuka'],
    ['.env'],
    ['config'],
    ['!.env.kanuka'],
    ['/.env.kanuka'],
    ['a\\.env.kanuka'],
  ]) {
    test(`is not ${from?.join(' and ') ?? 'what is left out'}`, async () => {
      const { code, what } = await refusal(() => target(from))
      assert.equal(code, 'DESTINATIONS_INVALID')
      assert.match(what, /^destination "d": /)
    })
  }
})
