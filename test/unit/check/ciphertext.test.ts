// CIPHERTEXT_DAMAGED, CIPHERTEXT_EMPTY, NONCE_REUSED.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ciphertext } from '../../../src/check/ciphertext.ts'
import type { Finding } from '../../../src/check/finding.ts'
import {
  commitId,
  commitsOf,
  historyOf,
  HOSTILE_FOLDERS,
  link,
  problems,
  sealed,
  shown,
} from './histories.ts'
import { edited, fixture, type Edits, type Files } from './snapshots.ts'

const BASIC = fixture('basic')
const [A, B, C] = ['a', 'b', 'c'].map((seed) => sealed(seed)) as [Buffer, Buffer, Buffer]

function sameNonce(bytes: Buffer, seed: string): Buffer {
  return Buffer.concat([bytes.subarray(0, 24), sealed(seed, 60)])
}

async function judged(commits: readonly Files[]): Promise<readonly Finding[]> {
  return ciphertext()(historyOf(commits))
}

async function atHead(edits: Edits): Promise<readonly string[]> {
  return shown(await judged([edited(BASIC, edits)]))
}

async function range(base: Edits, ...edits: readonly Edits[]): Promise<readonly string[]> {
  return shown(await judged(commitsOf(edited(BASIC, base), ...edits)))
}

test('nothing on sound stores', async () => {
  for (const store of ['basic', 'team', 'monorepo', 'ci']) {
    assert.deepEqual(shown(await judged([fixture(store)])), [], store)
  }
})

describe('CIPHERTEXT_DAMAGED', () => {
  const conflict = Buffer.concat([
    A,
    Buffer.from('\n<<<<<<< HEAD\n'),
    B,
    Buffer.from('\n=======\n'),
    C,
    Buffer.from('\n>>>>>>> x\n'),
  ])
  for (const [what, content] of [
    ['no bytes', ''],
    ['39 bytes', sealed('x', 39)],
    ['short text', 'A=1\n'],
    [
      'a pointer of Git LFS',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`,
    ],
  ] as const) {
    test(what, async () => {
      assert.deepEqual(await atHead({ '.env.kanuka': content }), ['CIPHERTEXT_DAMAGED .env.kanuka'])
    })
  }

  test('conflict markers, in ciphertext and in text', async () => {
    const line = A.filter((byte) => byte === 0x0a).length + 2
    assert.deepEqual(await atHead({ '.env.kanuka': conflict }), [
      `CIPHERTEXT_DAMAGED .env.kanuka:${line}`,
    ])
    const text = '<<<<<<< HEAD\r\nA=1\r\n=======\r\nA=2\r\n>>>>>>> other branch\r\n'
    assert.deepEqual(await atHead({ '.env.kanuka': text }), ['CIPHERTEXT_DAMAGED .env.kanuka:1'])
  })

  test('as the fixtures have it', async () => {
    for (const store of ['empty-file', 'truncated-file-39-bytes']) {
      const found = await judged([fixture(`damaged/${store}`)])
      assert.deepEqual([...new Set(found.map(({ code }) => code))], ['CIPHERTEXT_DAMAGED'], store)
    }
  })

  for (const [what, path, content] of [
    ['40 bytes and one', '.env.kanuka', sealed('x', 41)],
    ['one marker', '.env.kanuka', Buffer.concat([A, Buffer.from('\n<<<<<<< HEAD\n')])],
    [
      'markers in the wrong order',
      '.env.kanuka',
      Buffer.concat([A, Buffer.from('\n=======\n<<<<<<< x\n>>>>>>> x\n=======\n')]),
    ],
    ['readable text', '.env.kanuka', 'A='.repeat(30)],
    ['a link', '.env.kanuka', link('x')],
    ['another name', 'notes.kanuka', 'A=1'],
    ['a wrapped key', '.kanuka/secrets/00000000-0000-4000-8000-000000000000.kanuka', 'x'],
  ] as const) {
    test(`not for ${what}`, async () => assert.deepEqual(await atHead({ [path]: content }), []))
  }
})

describe('CIPHERTEXT_EMPTY', () => {
  test('exactly 40 bytes', async () => {
    assert.deepEqual(await atHead({ '.env.kanuka': sealed('x', 40) }), [
      'CIPHERTEXT_EMPTY .env.kanuka',
    ])
  })
  test('not one less or more, nor text', async () => {
    assert.deepEqual(await atHead({ '.env.kanuka': sealed('x', 41) }), [])
    assert.deepEqual(await atHead({ '.env.kanuka': sealed('x', 39) }), [
      'CIPHERTEXT_DAMAGED .env.kanuka',
    ])
    assert.deepEqual(await atHead({ '.env.kanuka': 'A'.repeat(40) }), [])
  })
})

describe('NONCE_REUSED', () => {
  test('by two files of the head, once', async () => {
    const edits = {
      'x/.env.kanuka': A,
      'y/.env.kanuka': sameNonce(A, '1'),
      'z/.env.kanuka': sameNonce(A, '2'),
    }
    const found = await judged([edited(BASIC, edits)])
    assert.deepEqual(shown(found), ['NONCE_REUSED x/.env.kanuka'])
    assert.match(found[0]?.message ?? '', /the nonce of y\/\.env\.kanuka,/)
  })

  test('by a new version of a file', async () => {
    const base = edited(BASIC, { 'x.env.kanuka': A })
    const found = await judged(commitsOf(base, { 'x.env.kanuka': sameNonce(A, '1') }))
    assert.deepEqual(shown(found), ['NONCE_REUSED x.env.kanuka'])
    assert.match(
      found[0]?.message ?? '',
      /^The secret file begins with the nonce of another version/,
    )
  })

  test('by versions that the head no longer has', async () => {
    const edits = [
      { 'x.env.kanuka': A },
      { 'x.env.kanuka': sameNonce(A, '1') },
      { 'x.env.kanuka': undefined },
    ]
    const found = await judged(commitsOf(BASIC, ...edits))
    assert.deepEqual(shown(found), ['NONCE_REUSED x.env.kanuka'])
    assert.match(found[0]?.message ?? '', new RegExp(`in commit ${commitId(1).slice(0, 12)}`))
  })

  test('at the file that the range changed, not at the one that was there', async () => {
    const found = await range({ 'a.env.kanuka': A }, { 'b.env.kanuka': sameNonce(A, '1') })
    assert.deepEqual(found, ['NONCE_REUSED b.env.kanuka'])
  })

  test('not by one ciphertext twice, other beginnings, pointers or texts', async () => {
    const pointer = (digit: string): string =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${digit.repeat(64)}\nsize 12\n`
    const text = 'The same beginning of two texts, that '
    assert.deepEqual(await atHead({ 'x.env.kanuka': A, 'y.env.kanuka': A }), [])
    const almost = Buffer.from(A)
    almost[23] = (almost[23] ?? 0) ^ 1
    assert.deepEqual(await atHead({ 'x.env.kanuka': A, 'y.env.kanuka': almost }), [])
    const others = await atHead({
      'p.env.kanuka': pointer('1'),
      'q.env.kanuka': pointer('2'),
      'r.env.kanuka': `${text}end so`,
      's.env.kanuka': `${text}end otherwise`,
      't.env.kanuka': A,
      'u.envy': sameNonce(A, '1'),
    })
    assert.ok(!others.some((line) => line.startsWith('NONCE_REUSED')), others.join())
  })

  test('not where only the merge base had both', async () => {
    const base = { 'x.env.kanuka': A, 'y.env.kanuka': sameNonce(A, '1') }
    assert.deepEqual(await range(base, { 'x.env.kanuka': B, 'y.env.kanuka': C }), [])
  })
})

test('commands lead into the store, and hostile names stay names', async () => {
  const api = await judged([edited(fixture('monorepo'), { 'services/api/.env.kanuka': '' })])
  assert.match(api[0]?.fix ?? '', /`cd services\/api && kanuka secrets encrypt \.env`/)
  const edits = Object.fromEntries(
    HOSTILE_FOLDERS.map((name) => [`${name}/.env.kanuka`, sealed(name, 40)]),
  )
  const moved = Object.fromEntries(
    HOSTILE_FOLDERS.map((name, index) => [
      `${name}/.env.kanuka`,
      sealed(HOSTILE_FOLDERS[index - 1] ?? 'k\ufffd', 40),
    ]),
  )
  const found = await judged(commitsOf(edited(BASIC, edits), moved))
  assert.equal(found.length, HOSTILE_FOLDERS.length * 2)
  assert.deepEqual(problems(found), [])
})

test('many files take little time', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`d${index}/.env.kanuka`, sealed(String(index))]),
  )
  const commits = commitsOf(edited(BASIC, files), { readme: '' })
  const context = historyOf(commits)
  const start = performance.now()
  assert.deepEqual(await ciphertext()(context), [])
  assert.ok(performance.now() - start < 5000)
})
