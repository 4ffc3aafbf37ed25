// Which word was meant: near ones, and none where nothing is near.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { nearWord } from '../../../src/platform/near-words.ts'

describe('the nearest word', () => {
  for (const [given, known, expected] of [
    ['DB_PASSWORD', ['DB_USER', 'DB_PASSWORD'], 'DB_PASSWORD'],
    ['db_password', ['DB_PASSWORD'], 'DB_PASSWORD'],
    ['DB_PASSWROD', ['DB_PASSWORD'], 'DB_PASSWORD'],
    ['max_deletes', ['max-deletes'], 'max-deletes'],
    ['PROT', ['HOST', 'PORT'], 'PORT'],
    ['HOTS', ['HOSTS', 'HOST'], 'HOSTS'],
    ['rol', ['region', 'role'], 'role'],
    ['A', ['B'], undefined],
    ['', ['a'], undefined],
    ['NAME', ['OTHER'], undefined],
    ['NAME', [], undefined],
    ['N'.repeat(65), ['N'.repeat(65)], undefined],
  ] as const) {
    test(`${given.slice(0, 20)}: ${expected ?? 'none'}`, () => {
      assert.equal(nearWord(given, known), expected)
    })
  }

  test('among more names than a checkout should have, only the first are looked at', () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `OTHER_${at}`)
    assert.equal(nearWord('NAME', [...names, 'NAME_']), undefined)
    assert.equal(nearWord('NAME', ['NAME_', ...names]), 'NAME_')
  })
})
