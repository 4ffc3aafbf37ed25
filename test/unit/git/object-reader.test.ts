// Objects of any place, in bounded memory.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { ObjectReader } from '../../../src/git/object-reader.ts'
import { inScratch } from '../../../src/git/scratch.ts'
import { withoutGit } from '../../helpers/action.ts'
import {
  checkoutOf,
  commitFiles,
  emptyCheckout,
  git,
  gitBytes,
  makeHostile,
  recordGit,
} from './checkouts.ts'
import { Repository } from '../../../src/git/repository.ts'
import { folder } from '../../helpers/action.ts'
import * as fs from 'node:fs'
import { join } from 'node:path'

const MISSING = '1'.repeat(40)

function blob(root: string, content: string | Uint8Array): string {
  return gitBytes(root, ['hash-object', '-w', '--stdin'], Buffer.from(content)).toString().trim()
}

interface Place {
  readonly root: string
  readonly reader: ObjectReader
  readonly head: string
}

function place(t: TestContext): Place {
  const { place: at, workTree: root } = checkoutOf(t, { a: '1' })
  return { root, reader: new ObjectReader(at), head: git(root, 'rev-parse', 'HEAD') }
}

async function streamed(
  reader: ObjectReader,
  ids: readonly string[],
  limit: number,
): Promise<readonly (readonly [string, string])[]> {
  const seen: (readonly [string, string])[] = []
  await reader.stream(ids, limit, (id, bytes) => seen.push([id, bytes.toString()]))
  return seen
}

describe('contents', { skip: withoutGit }, () => {
  test('have a size, unless they are missing or no contents', async (t) => {
    const { root, reader, head } = place(t)
    const [empty, some] = [blob(root, ''), blob(root, 'some')]
    const sizes = await reader.sizes([empty, some, MISSING, head, `${head}^{tree}`, some])
    assert.deepEqual(
      [...sizes],
      [
        [empty, 0],
        [some, 4],
      ],
    )
    assert.deepEqual([...(await reader.sizes([]))], [])
  })

  test('are read up to a limit each, and streamed one by one', async (t) => {
    const { root, reader, head } = place(t)
    const ids = ['', '1234', '12345', 'a\n\0b'].map((text) => blob(root, text))
    const asked = [...ids, MISSING, head, ids[1] ?? '']
    const read = await reader.read(asked, 4)
    const expected = [
      [ids[0], ''],
      [ids[1], '1234'],
      [ids[3], 'a\n\0b'],
    ]
    assert.deepEqual(
      [...read].map(([id, bytes]) => [id, bytes.toString()]),
      expected,
    )
    assert.deepEqual(await streamed(reader, asked, 4), expected)
    assert.equal((await reader.read(asked, Infinity)).size, 4)
  })

  test('of many files take two processes', async (t) => {
    const { root, reader } = place(t)
    const ids = Array.from({ length: 300 }, (_, index) => blob(root, `${index}`))
    const calls = recordGit(t)
    const read = await reader.read(ids, 10)
    assert.deepEqual(
      [...read.values()].map(String),
      ids.map((_, index) => `${index}`),
    )
    assert.equal(calls().length, 2)
  })

  test('are streamed without being held, also without a single line end', async (t) => {
    const { root, reader } = place(t)
    const MB = 1024 * 1024
    const ids = Array.from({ length: 24 }, (_, index) =>
      blob(root, Buffer.alloc(8 * MB, 65 + index)),
    )
    const before = process.memoryUsage().rss
    let [bytes, peak] = [0, 0]
    await reader.stream(ids, 8 * MB, (_, content) => {
      bytes += content.length
      peak = Math.max(peak, process.memoryUsage().rss)
    })
    assert.equal(bytes, 192 * MB)
    assert.ok(peak - before < 144 * MB, `${(peak - before) / MB} MB`)
  })

  test('over the limit are not even asked for', async (t) => {
    const { root, reader } = place(t)
    const [large, small] = [blob(root, 'x'.repeat(1000)), blob(root, 'x')]
    const calls = recordGit(t)
    assert.equal((await streamed(reader, [large], 999)).length, 0)
    assert.equal(calls().length, 1)
    assert.deepEqual(await streamed(reader, [large, small], 999), [[small, 'x']])
  })

  test('stop coming when the reader has an error, which comes out', async (t) => {
    const { root, reader } = place(t)
    const ids = ['1', '2', '3'].map((text) => blob(root, text))
    const seen: string[] = []
    const failing = reader.stream(ids, 10, (id) => {
      seen.push(id)
      throw new Error('no more')
    })
    await assert.rejects(failing, { message: 'no more' })
    assert.deepEqual(seen, ids.slice(0, 1))
  })

  test('are read in a SHA-256 repository, a bare one and a folder of our own', async (t) => {
    const root = emptyCheckout(t, '--object-format=sha256')
    const head = commitFiles(root, { a: '1', 'b/c': '2' })
    const repository = new Repository(root)
    const bare = join(folder(t), 'bare')
    git(root, 'clone', '--quiet', '--bare', '.', bare)
    const look = async (reader: ObjectReader): Promise<void> => {
      const entries = await reader.treeEntries(head, '')
      assert.deepEqual([...entries.keys()], ['a', 'b/c'])
      const id = entries.get('b/c')?.id ?? ''
      assert.equal(id.length, 64)
      assert.equal((await reader.read([id], 1)).get(id)?.toString(), '2')
    }
    await look(new ObjectReader(repository.place))
    await look(new ObjectReader({ gitDir: bare }))
    await inScratch(repository, async (scratch) => look(new ObjectReader(scratch)))
    const layered = async (s: ObjectReader['place']): Promise<void> => look(new ObjectReader(s))
    await inScratch(repository, layered, { objects: 'layered' })
  })
})

describe('the entries of a tree', { skip: withoutGit }, () => {
  test('have names of any bytes, each its own', async (t) => {
    const root = emptyCheckout(t)
    const id = blob(root, 'x')
    const names = [
      Buffer.from('new\nline\ttab'),
      Buffer.from([0x61, 0xff]),
      Buffer.from([0x61, 0xfe]),
      Buffer.from('"quoted" é'),
    ]
    const lines = names.map((name) =>
      Buffer.concat([Buffer.from(`100644 ${id}\t`), name, Buffer.of(0)]),
    )
    gitBytes(root, ['update-index', '-z', '--index-info'], Buffer.concat(lines))
    git(root, 'commit', '--quiet', '-m', 'test')
    const reader = new ObjectReader(new Repository(root).place)
    const entries = await reader.treeEntries('HEAD', '')
    assert.deepEqual(
      [...entries.keys()].toSorted(),
      ['new\nline\ttab', 'a\udcff', 'a\udcfe', '"quoted" é'].toSorted(),
    )
  })

  test('are those of the commit, whatever the checkout says', async (t) => {
    const { root, reader, head } = place(t)
    const marker = join(folder(t), 'ran')
    makeHostile(root, marker)
    const id = (await reader.treeEntries(head, '')).get('a')?.id ?? ''
    assert.equal((await reader.read([id], 10)).get(id)?.toString(), '1')
    assert.ok(!fs.existsSync(marker))
    await assert.rejects(reader.treeEntries(MISSING, ''), { code: 'HISTORY_MISSING' })
  })
})
