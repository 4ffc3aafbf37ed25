// Where a value that was found stands: which path, head or range, and what is the base's own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RangeChange } from '../../../src/check/context.ts'
import { exposedValues } from '../../../src/check/exposed-files.ts'
import { objectId } from '../../../src/git/committed-blobs.ts'
import { SecretValue, type SecretText } from '../../../src/secret-value.ts'
import { blobsOf, contextOf, edited, type Files } from './snapshots.ts'

const SECRET = 'Tr0ub4dor&3-zxcvbn'
const OTHER = 'c0rrect-h0rse-b4ttery'
const VALUES = new Map<string, SecretText>([
  ['A', new SecretValue(SECRET)],
  ['B', new SecretValue(OTHER)],
])

interface Commit {
  readonly path: string
  readonly text: string
  readonly mode?: string
}

interface Story {
  readonly base?: Readonly<Record<string, string>>
  readonly head: Readonly<Record<string, string>>
  /** What the commits of the range write, in their order. */
  readonly commits?: readonly Commit[]
  /** Contents that are not there, as in a partial clone. */
  readonly missing?: string
}

async function told(story: Story): Promise<readonly string[]> {
  const { base, head, commits = [], missing } = story
  const files = (edits: Readonly<Record<string, string>>): Files => edited(new Map(), edits)
  const written = commits.map(({ text }, index) => files({ [`commit ${index}`]: text }))
  const context = contextOf({ head: files(head), ...(base && { base: files(base) }) })
  const changes: readonly RangeChange[] = commits.map(({ path, text, mode = '100644' }, index) => ({
    commit: `${index + 1}`.repeat(40),
    path,
    file: { mode, id: objectId('blob', Buffer.from(text), 40) },
  }))
  const blobs = blobsOf(...[head, base ?? {}].map(files), ...written)
  const judged = await exposedValues(
    {
      ...context,
      blobs: missing === undefined ? blobs : without(blobs, missing),
      range: context.range && { ...context.range, changes },
    },
    VALUES,
    { namesVisible: true },
  )
  return judged.findings.map(({ path, line, message }) => {
    const [, names = '', commit = ''] =
      /^The values? of (.*?) stands? .*?(?:, in commit (\w+))?$/.exec(message) ?? []
    return [`${path}:${line}`, names, commit.slice(0, 1)].join(' ').trim()
  })
}

function without(blobs: ReturnType<typeof blobsOf>, text: string): typeof blobs {
  const gone = objectId('blob', Buffer.from(text), 40)
  const left = (ids: Iterable<string>): string[] => [...ids].filter((id) => id !== gone)
  return {
    sizes: async (ids) => blobs.sizes(left(ids)),
    read: async (ids, limit) => blobs.read(left(ids), limit),
  }
}

test('without a range the head alone is searched', async () => {
  assert.deepEqual(await told({ head: { a: SECRET, b: `\n${OTHER}`, c: 'x' } }), ['a:1 A', 'b:2 B'])
})

test('each path that has the bytes is told', async () => {
  assert.deepEqual(await told({ head: { a: SECRET, 'x/b': SECRET } }), ['a:1 A', 'x/b:1 A'])
})

test('a value at the head is not told again for the commits that led there', async () => {
  const commits = [
    { path: 'a', text: `1 ${SECRET}` },
    { path: 'a', text: `2 ${SECRET}` },
  ]
  assert.deepEqual(await told({ base: {}, head: { a: `2 ${SECRET}` }, commits }), ['a:1 A'])
})

test('a value that comes and goes is told once, with the first commit', async () => {
  const commits = ['1', '2', '3'].map((text) => ({ path: 'a', text: `${text}\n${SECRET}` }))
  assert.deepEqual(await told({ base: { a: 'x' }, head: { a: 'y' }, commits }), ['a:2 A 1'])
})

test('what the base had at that path is none of the range, but another value is', async () => {
  const commits = [{ path: 'a', text: `${SECRET}\n${OTHER}` }]
  assert.deepEqual(await told({ base: { a: SECRET }, head: { a: '' }, commits }), ['a:2 B 1'])
})

test('what the base had at another path is one of the range', async () => {
  const commits = [{ path: 'b', text: SECRET }]
  assert.deepEqual(await told({ base: { a: SECRET }, head: { b: '' }, commits }), ['b:1 A 1'])
})

test('links and submodules are not looked into', async () => {
  const commits = ['120000', '160000'].map((mode) => ({ path: mode, text: SECRET, mode }))
  assert.deepEqual(await told({ base: {}, head: {}, commits }), [])
})

test('contents that are missing are passed over', async () => {
  assert.deepEqual(await told({ head: { a: SECRET, b: OTHER }, missing: SECRET }), ['b:1 B'])
})
