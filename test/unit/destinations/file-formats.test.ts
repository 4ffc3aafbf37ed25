// Named values as text and back, apart from any file.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readValues, writeValues } from '../../../src/destinations/shared/file-formats.ts'

test('numbers of JSON come back as they are written, where that is asked for', async () => {
  const text = '{"port": 5432, "id": 12345678901234567890, "rate": 1.50, "tls": true, "host": "db"}'
  const read = await readValues('json', text, 'as written')
  assert.deepEqual(
    [...(read ?? [])],
    [
      ['port', '5432'],
      ['id', '12345678901234567890'],
      ['rate', '1.50'],
      ['tls', 'true'],
      ['host', 'db'],
    ],
  )
  assert.equal(await readValues('json', text), undefined)
  for (const other of ['{"a": null}', '{"a": [1]}', '{"a": {"b": 1}}']) {
    assert.equal(await readValues('json', other, 'as written'), undefined)
  }
})

test('a dotenv value never runs into the next line', async () => {
  const hard = fc.string({
    unit: fc.constantFrom('\\', '"', "'", '`', '#', '\n', '\r', 'n', 'a', ' '),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(hard, { minLength: 1, maxLength: 6 }), async (values) => {
      const map = new Map(values.map((value, index) => [`N${index}`, value]))
      const { text, unkept } = writeValues('dotenv', map)
      for (const name of unkept) map.delete(name)
      assert.deepEqual(await readValues('dotenv', text), map)
    }),
    { numRuns: 2000 },
  )
})

test('a file of nothing but blank lines, and one of many keys, are read', async () => {
  const blank = '\n'.repeat(4_000_000)
  assert.deepEqual(
    await readValues('dotenv', `A=1${blank}B=2`),
    new Map([
      ['A', '1'],
      ['B', '2'],
    ]),
  )
  const keys = Array.from({ length: 30_000 }, (_, at) => `K${at}: v\n`).join('')
  assert.equal((await readValues('yaml', keys))?.size, 30_000)
})

test('YAML that is more than names and texts is refused', async () => {
  for (const text of [
    'a: 1',
    'a: b\na: c',
    'a: &x b\nc: *x',
    'a: [b]',
    '[a]: b',
    '1: b',
    'a: b\n---\na: b',
    '- a',
    '# alone',
    'a: "b',
  ]) {
    assert.equal(await readValues('yaml', text), undefined, text)
  }
  assert.deepEqual(
    await readValues('yaml', 'a: b\n"__proto__": "1"\n'),
    new Map([
      ['a', 'b'],
      ['__proto__', '1'],
    ]),
  )
})
