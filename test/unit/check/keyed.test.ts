// All findings with a key, out of stores that are open: which files count, which example belongs to which,
// and what is told of a range.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeWithKey, type KeyedJudgement, type KeyedOptions } from '../../../src/check/keyed.ts'
import type { OpenedStore } from '../../../src/check/opened.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { contextOf, edited, fixture, type Edits, type Files } from './snapshots.ts'

interface Story {
  /** Plaintexts by the path of the secret file; undefined is one that did not open. */
  readonly head: Readonly<Record<string, string | undefined>>
  readonly base?: Readonly<Record<string, string | undefined>>
  /** Other files of the head. */
  readonly files?: Edits
  readonly options?: Partial<KeyedOptions>
}

async function judged({ head, base, files = {}, options = {} }: Story): Promise<KeyedJudgement> {
  const start = fixture('basic')
  const commit = (plain: Story['head'], more: Edits): Files =>
    // What stands there is no matter: the stores are open.
    edited(start, {
      ...more,
      ...Object.fromEntries(Object.keys(plain).map((path) => [path, Buffer.alloc(50, 200)])),
    })
  const context = contextOf({
    head: commit(head, files),
    ...(base && { base: commit(base, {}) }),
  })
  const store = context.head.stores.get('') ?? assert.fail('no store')
  const versions = (plain: Story['head']): OpenedStore['head'] =>
    new Map(
      Object.entries(plain).map(([path, text]) => [
        path,
        {
          id: `${path} ${text}`,
          plaintext: text === undefined ? undefined : new SecretValue(Buffer.from(text)),
        },
      ]),
    )
  const keys = { headIsBase: true, tipIsBase: true, headIsTip: true, unopened: [] }
  const opened: OpenedStore = {
    store,
    head: versions(head),
    base: base && versions(base),
    keys,
    findings: [],
  }
  return judgeWithKey(context, [opened], {
    namesVisible: true,
    allowEnv: [],
    isSelected: () => true,
    checkedOut: () => undefined,
    ...options,
  })
}

function told({ findings }: KeyedJudgement): readonly string[] {
  return findings.map(({ code, path }) => `${code} ${path}`)
}

test('an example belongs to the files in its folder', async () => {
  const files = { '.env.example': 'A=\n', 'b/.env.example': 'B=\n' }
  const head = { '.env.kanuka': 'A=1\n', 'b/.env.kanuka': 'B=1\n', 'c/.env.kanuka': 'C=1\n' }
  assert.deepEqual(told(await judged({ head, files })), [])
  const moved = { '.env.kanuka': 'B=1\n', 'b/.env.kanuka': 'A=1\n' }
  assert.deepEqual(told(await judged({ head: moved, files })), [
    'EXAMPLE_MISMATCH .env.example',
    'EXAMPLE_MISMATCH b/.env.example',
  ])
})

test('an example that is a link is none', async () => {
  const link = { mode: '120000', bytes: Buffer.from('B=\n') }
  const files = { '.env.example': link }
  assert.deepEqual(told(await judged({ head: { '.env.kanuka': 'A=1\n' }, files })), [])
})

test('files that did not open are judged by nobody', async () => {
  const head = { '.env.kanuka': undefined, 'b/.env.kanuka': 'A=1\nA=2\n' }
  assert.deepEqual(told(await judged({ head })), ['NAME_DUPLICATE b/.env.kanuka'])
})

test('files that are not selected are neither judged, searched for, nor told', async () => {
  const story: Story = {
    head: { 'a/.env.kanuka': 'A=1-secret-value\nA=1-secret-value\n', 'b/.env.kanuka': 'B=2\n' },
    base: { 'b/.env.kanuka': 'B=1\n' },
    files: { 'a.txt': '1-secret-value' },
  }
  assert.deepEqual(told(await judged(story)), [
    'NAME_DUPLICATE a/.env.kanuka',
    'VALUE_EXPOSED a.txt',
  ])
  const isSelected = (path: string): boolean => path.startsWith('b/')
  const some = await judged({ ...story, options: { isSelected } })
  assert.deepEqual(told(some), [])
  assert.deepEqual(
    some.changes?.map(({ path }) => path),
    ['b/.env.kanuka'],
  )
})

test('what changes is told only where there is a range', async () => {
  const head = { '.env.kanuka': 'A=1\n' }
  assert.equal((await judged({ head })).changes, undefined)
  assert.deepEqual((await judged({ head, base: head })).changes, [])
  const [gone] = (await judged({ head: {}, base: head })).changes ?? []
  assert.deepEqual([gone?.kind, gone?.removed], ['removed', ['A']])
})

test('the checkout is asked for the bytes that were opened', async () => {
  const asked: string[] = []
  const checkedOut = (path: string, id: string): { path: string; bytes: Uint8Array } => {
    asked.push(`${path}: ${id}`)
    return { path: '.env', bytes: Buffer.from('A=2\n') }
  }
  const head = { '.env.kanuka': 'A=1\n', 'b/.env.kanuka': undefined }
  assert.deepEqual(told(await judged({ head, options: { checkedOut } })), ['CONTENT_STALE .env'])
  assert.deepEqual(asked, ['.env.kanuka: .env.kanuka A=1\n'])
})

test('one name in two files is two values, and text without variables is one', async () => {
  const head = {
    '.env.kanuka': 'TOKEN=first-value-1\n',
    'b/.env.kanuka': 'TOKEN=second-value-2\n',
    'c/.env.kanuka': '-- third value 3\n',
  }
  const files = { 'a.txt': 'first-value-1\nsecond-value-2\n-- third value 3\n' }
  const { findings } = await judged({ head, files })
  assert.deepEqual(
    findings.filter(({ code }) => code === 'VALUE_EXPOSED').map(({ message }) => message),
    ['TOKEN (.env.kanuka)', 'TOKEN (b/.env.kanuka)', 'c/.env.kanuka'].map(
      (name) => `The value of ${name} stands in clear in a.txt`,
    ),
  )
})
