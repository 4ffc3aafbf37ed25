// A plain file that is not ours alone: two entries of one run, people who edit it, git.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { Context, Session } from '../../../src/destinations/contract.ts'
import { file } from '../../../src/destinations/file.ts'
import { itemFor } from '../../helpers/fake-aws.ts'

interface Folder {
  readonly path: string
  readonly connect: (more?: Partial<Context>) => Promise<Session>
}

function folder(t: TestContext): Folder {
  const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'kanuka-test-')))
  t.after(() => fs.rmSync(root, { recursive: true }))
  const context: Context = {
    name: 'file',
    fetch: () => assert.fail('no network'),
    signal: new AbortController().signal,
    mask: () => undefined,
    oidcToken: () => assert.fail('no token'),
    variable: (name) => (name === 'GITHUB_WORKSPACE' ? root : undefined),
  }
  return {
    path: join(root, 'out.yml'),
    connect: async (more) => file.connect({ path: 'out.yml' }, { ...context, ...more }),
  }
}

const valuesIn = (path: string): string => fs.readFileSync(path, 'utf8')

describe('two entries with one file', () => {
  test('keep what the other writes in the same run', async (t) => {
    const { path, connect } = folder(t)
    const [one, two] = [await connect(), await connect()]
    await Promise.all([one.list(), two.list()])
    const outcomes = await Promise.all([
      one.put([itemFor('A', 'a'), itemFor('B', 'b')]),
      two.put([itemFor('C', 'c')]),
    ])
    assert.deepEqual(new Set(outcomes.flat().map(({ kind }) => kind)), new Set(['done']))
    assert.equal(valuesIn(path), '"A": "a"\n"B": "b"\n"C": "c"\n')
    const listed = await (await connect()).list()
    assert.deepEqual(
      listed.map(({ name, mark, isDrifted }) => [name, mark !== undefined, isDrifted]),
      ['A', 'B', 'C'].map((name) => [name, true, false]),
    )
  })

  test('change and delete their own, though the other has written since they looked', async (t) => {
    const { path, connect } = folder(t)
    await (await connect()).put([itemFor('A', 'a'), itemFor('B', 'b'), itemFor('C', 'c')])
    const [one, two] = [await connect(), await connect()]
    const [[a], [, b]] = [await one.list(), await two.list()]
    const outcomes = await Promise.all([
      one.put([itemFor('A', 'changed', a)]),
      two.remove?.(b ? [b] : []) ?? [],
    ])
    assert.deepEqual(
      outcomes.flat().map(({ kind }) => kind),
      ['done', 'done'],
    )
    assert.equal(valuesIn(path), '"A": "changed"\n"C": "c"\n')
  })
})

test('only the item that was edited has drifted, where it can be told', async (t) => {
  const { path, connect } = folder(t)
  const marked = new Map([itemFor('A', 'a'), itemFor('B', 'b')].map((item) => [item.name, item]))
  await (await connect()).put([...marked.values()])
  fs.writeFileSync(path, '"A": "by hand"\n"B": "b"\n')
  const driftedFor = async (more: Partial<Context>): Promise<readonly string[]> =>
    (await (await connect(more)).list()).flatMap(({ name, isDrifted }) => (isDrifted ? name : []))
  const isOfValue: NonNullable<Context['isOfValue']> = (name, mark, value) =>
    marked.get(name)?.mark.fp === mark.fp && marked.get(name)?.value.reveal() === value.reveal()
  assert.deepEqual(await driftedFor({ isOfValue }), ['A'])
  assert.deepEqual(await driftedFor({}), ['A', 'B'])
})

test('a version tells nothing of a value, and is no other in the same process', async (t) => {
  const { connect } = folder(t)
  await (await connect()).put([itemFor('A', 'same'), itemFor('B', 'same'), itemFor('C', 'other')])
  const [a, b, c] = await (await connect()).list()
  assert.equal(a?.version, b?.version)
  assert.notEqual(a?.version, c?.version)
  assert.match(a?.version ?? '', /^[0-9a-f]{64}$/)
})

describe('a file that git tracks is not overwritten with plaintext', () => {
  for (const [what, tracked, refused] of [
    ['the file', 'out.yml', /out\.yml cannot be written: git tracks it/],
    ['its marks', 'out.yml.kanuka-marks.json', /marks\.json cannot be written: git tracks it/],
  ] as const) {
    test(what, async (t) => {
      const { path, connect } = folder(t)
      const session = await connect({ isTracked: async (each) => each.endsWith(tracked) })
      await assert.rejects(session.check(), refused)
      assert.equal(fs.existsSync(path), false)
    })
  }

  test('nor one of which git cannot be asked', async (t) => {
    const session = await folder(t).connect({ isTracked: async () => undefined })
    await assert.rejects(session.check(), /git cannot be asked/)
  })

  test('any other one may be written', async (t) => {
    await (await folder(t).connect({ isTracked: async () => false })).check()
  })
})
