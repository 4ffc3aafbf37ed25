// Plain files: every value back as it was, nothing of others lost.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  fileFormats,
  readValues,
  writeValues,
} from '../../../src/destinations/shared/file-formats.ts'
import { itemFor } from '../../helpers/fake-aws.ts'
import { folder, told } from './files.ts'

const HARD = [
  '',
  ' ',
  'a b',
  "it's",
  'line\nline',
  'cr\r',
  '"q"',
  '$x `y`',
  'back\\n',
  '🦜é',
  'tail ',
  '#x',
]

for (const format of fileFormats) {
  describe(`a ${format} file`, () => {
    test('values are kept, marks listed, the mode is 0600', async (t) => {
      const { workspace, connect } = folder(t)
      const session = await connect({ path: 'out/values', format })
      await session.check()
      assert.deepEqual(await session.list(), [])
      const items = HARD.map((value, index) => itemFor(`N${index}`, value))
      assert.deepEqual(new Set(told(await session.put(items))), new Set(['done']))
      const values = await session.get?.([...items.map(({ name }) => name), 'NONE'])
      items.forEach(({ name }, index) => assert.equal(values?.get(name)?.reveal(), HARD[index]))
      assert.equal(values?.get('NONE'), null)
      const path = join(workspace, 'out/values')
      assert.equal(fs.statSync(path).mode & 0o777, 0o600)
      const listed = await (await connect({ path: 'out/values', format })).list()
      assert.deepEqual(
        listed.map(({ name, mark, isDrifted }) => ({ name, mark, isDrifted })),
        items
          .map(({ name, mark }) => ({ name, mark, isDrifted: false }))
          .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      )
      assert.deepEqual(fs.readdirSync(join(workspace, 'out')).length, 2)
    })

    test('what is written is read back, whatever it is', async () => {
      const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/)
      const value = fc
        .string({ unit: 'binary', maxLength: 40 })
        .filter((text) => text.isWellFormed())
      await fc.assert(
        fc.asyncProperty(fc.dictionary(name, value), async (values) => {
          const map = new Map(Object.entries(values))
          const { text, unkept } = writeValues(format, map)
          for (const one of unkept) map.delete(one)
          const read = await readValues(format, text)
          assert.deepEqual(new Map([...(read ?? [])].toSorted()), new Map([...map].toSorted()))
          if (format !== 'dotenv') assert.deepEqual(unkept, [])
        }),
      )
    })
  })
}

describe('a file of others', () => {
  test('put twice is once; a change by hand is told and not replaced unseen', async (t) => {
    const { workspace, connect } = folder(t)
    const path = join(workspace, '.env.out')
    const session = await connect({ path: '.env.out' })
    await session.put([itemFor('A', 'one'), itemFor('B', 'two')])
    const { mtimeNs } = fs.statSync(path, { bigint: true })
    assert.deepEqual(told(await session.put([itemFor('A', 'one')])), ['done'])
    assert.equal(fs.statSync(path, { bigint: true }).mtimeNs, mtimeNs)
    const [listed] = await session.list()
    fs.writeFileSync(path, 'A=by-hand\nB=by-hand\n')
    assert.deepEqual(told(await session.put([itemFor('A', 'new', listed)])), ['conflict'])
    assert.deepEqual(told(await session.remove?.(listed ? [listed] : [])), ['conflict'])
    const drifted = await session.list()
    assert.deepEqual(
      drifted.map(({ isDrifted }) => isDrifted),
      [true, true],
    )
    assert.deepEqual(told(await session.put([itemFor('A', 'new', drifted[0])])), ['done'])
    // B still holds what its mark does not speak of.
    assert.deepEqual(
      (await session.list()).map(({ isDrifted }) => isDrifted),
      [false, true],
    )
    assert.equal(fs.readFileSync(path, 'utf8'), 'A=new\nB=by-hand\n')
  })

  test('items of others stay; one of the same name is foreign', async (t) => {
    const { workspace, connect } = folder(t)
    fs.writeFileSync(join(workspace, 'x.json'), '{\n  "B": "theirs"\n}\n')
    const session = await connect({ path: 'x.json' })
    assert.deepEqual(told(await session.put([itemFor('A', 'v'), itemFor('B', 'v')])), [
      'done',
      'conflict',
    ])
    assert.deepEqual(JSON.parse(fs.readFileSync(join(workspace, 'x.json'), 'utf8')), {
      A: 'v',
      B: 'theirs',
    })
    const items = await session.list()
    assert.deepEqual(
      items.map(({ mark }) => mark === undefined),
      [false, true],
    )
    assert.deepEqual(told(await session.remove?.(items.slice(0, 1))), ['done'])
    assert.deepEqual(fs.readdirSync(workspace), ['x.json'])
  })

  test('comments, numbers and nests are not lost: the file is refused', async (t) => {
    const { workspace, connect } = folder(t)
    for (const [path, text] of [
      ['a.env', '# keep me\nA=1\n'],
      ['a.json', '{"A": 1}'],
      ['a.yaml', 'A: {b: c}\n'],
      ['b.yaml', 'A: &x "1"\nB: *x\n'],
    ] as const) {
      fs.writeFileSync(join(workspace, path), text)
      const session = await connect({ path })
      const outcomes = await session.put([itemFor('N', 'hunter2')])
      assert.deepEqual(told(outcomes), ['rejected'], path)
      assert.ok(!inspect(outcomes, { depth: 9, showHidden: true }).includes('hunter2'))
      assert.equal(fs.readFileSync(join(workspace, path), 'utf8'), text)
    }
  })

  test('a value that dotenv cannot hold fails alone', async (t) => {
    const { connect } = folder(t)
    const session = await connect({ path: '.env.out' })
    const all = `'"\`\r\\n`
    assert.deepEqual(told(await session.put([itemFor('A', all), itemFor('B', 'v')])), [
      'rejected',
      'done',
    ])
    assert.deepEqual(
      (await session.list()).map(({ name }) => name),
      ['B'],
    )
  })

  test('the last one takes the file along; deleting the absent is done', async (t) => {
    const { workspace, connect } = folder(t)
    const session = await connect({ path: 'x.yml' })
    await session.put([itemFor('A', 'v')])
    const items = await session.list()
    assert.deepEqual(told(await session.remove?.(items)), ['done'])
    assert.deepEqual(told(await session.remove?.(items)), ['done'])
    assert.deepEqual(fs.readdirSync(workspace), [])
  })

  test('an abort stops', async (t) => {
    const { connect, workspace } = folder(t)
    const session = await connect({ path: 'x.json' }, AbortSignal.abort())
    assert.deepEqual(told(await session.put([itemFor('A', 'v')])), ['not tried'])
    assert.deepEqual(fs.readdirSync(workspace), [])
  })
})
