// The rules about opened files.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { contentFindings, type ContentFile } from '../../../src/check/contents.ts'
import type { Finding } from '../../../src/check/finding.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { hostile } from './hostile-texts.ts'

interface Given {
  readonly path?: string
  readonly example?: string
  readonly checkedOut?: string
  readonly namesVisible?: boolean
  readonly allowEnv?: readonly string[]
}

function findings(text: string | Uint8Array, given: Given = {}): readonly Finding[] {
  const { path = 'app/.env.kanuka', namesVisible = true, allowEnv = [] } = given
  const neighbour = (name: string, content: string | undefined): ContentFile['example'] =>
    content === undefined ? undefined : { path: name, bytes: Buffer.from(content) }
  const file = {
    path,
    plaintext: new SecretValue(Buffer.from(text as string)),
    example: neighbour('app/.env.example', given.example),
    checkedOut: neighbour('app/.env', given.checkedOut),
  }
  return contentFindings([file], { namesVisible, allowEnv })
}

const codes = (all: readonly Finding[]): readonly string[] => all.map(({ code }) => code)

test('an ordinary file: nothing', () => {
  const text = '# comment\nA=1\nexport B="two\nlines"\n\nNODE_ENV=test\n'
  assert.deepEqual(findings(text, { example: 'B=\nNODE_ENV=\nA=', checkedOut: text }), [])
})

test('an empty file: nothing', () => {
  assert.deepEqual(findings(''), [])
})

describe('DOTENV_INVALID', () => {
  test('the first line that is no assignment, and how many more', () => {
    const [one] = findings('A=1\nsecret words here\nB=2\nmore of it\n')
    assert.equal(one?.code, 'DOTENV_INVALID')
    assert.equal(
      one?.message,
      'Line 2 of the decrypted app/.env.kanuka is no assignment (and 1 more)',
    )
    assert.equal(one?.line, undefined)
  })

  test('what is no text', () => {
    assert.deepEqual(codes(findings(Buffer.from([0, 1, 2]))), ['DOTENV_INVALID'])
    assert.deepEqual(codes(findings(Buffer.from([0xff, 0xfe]))), ['DOTENV_INVALID'])
    const [large] = findings(Buffer.alloc(16 * 1024 * 1024 + 1, 'a'))
    assert.match(large?.message ?? '', /too large/)
  })
})

describe('names', () => {
  for (const [text, code, message] of [
    ['A=1\nB=2\nA=3\nA=4', 'NAME_DUPLICATE', /^A in .*lines 1 and 3/],
    ['A=1\nPATH=/x\nLD_PRELOAD=x', 'NAME_RESERVED', /^PATH, LD_PRELOAD in .*line 2/],
    ['a.b=1\n1A=2\nC-D=3', 'NAME_INVALID', /^a\.b, 1A, C-D in .*line 1/],
    ['A=1\n__proto__=1', 'NAME_INVALID', /^__proto__ in .*line 2/],
  ] as const) {
    test(`${code}: ${JSON.stringify(text)}`, () => {
      const all = findings(text)
      assert.deepEqual(codes(all), [code])
      assert.match(all[0]?.message ?? '', message)
      const [hidden] = findings(text, { namesVisible: false })
      assert.match(hidden?.message ?? '', /^\d variables? in /)
      assert.doesNotMatch(hidden?.message ?? '', /PATH|a\.b|__proto__|\bA\b/)
    })
  }

  test('allow-env opens a reserved name, whatever its case', () => {
    assert.deepEqual(codes(findings('PATH=/x', { allowEnv: ['path'] })), [])
  })

  test('many and long names are cut', () => {
    const text = Array.from({ length: 50 }, (_, index) => `a.${'x'.repeat(100)}${index}=1`).join(
      '\n',
    )
    const [one] = findings(text)
    assert.match(one?.message ?? '', /and 30 more in/)
    assert.ok((one?.message.length ?? 0) < 2000)
  })
})

describe('EXAMPLE_MISMATCH', () => {
  for (const [text, example, message] of [
    ['A=1\nB=2', 'A=', 'app/.env.example does not list B, compared with app/.env.kanuka'],
    [
      'A=1',
      'A=\nB=',
      'app/.env.example lists B (1 variable that app/.env.kanuka lacks), compared with app/.env.kanuka',
    ],
    ['A=1\nC=1', 'A=\nB=', /does not list C and lists B \(1 variable/],
    ['A=1', '', /does not list A/],
  ] as const) {
    test(`${JSON.stringify(text)} and ${JSON.stringify(example)}`, () => {
      const all = findings(text, { example })
      assert.deepEqual(codes(all), ['EXAMPLE_MISMATCH'])
      assert.equal(all[0]?.path, 'app/.env.example')
      if (typeof message === 'string') assert.equal(all[0]?.message, message)
      else assert.match(all[0]?.message ?? '', message)
    })
  }

  test('of hidden names only those of the example are told: they are public', () => {
    const [one] = findings('SECRET_NAME=1', { example: 'PUBLIC_NAME=', namesVisible: false })
    assert.match(one?.message ?? '', /does not list 1 variable and lists PUBLIC_NAME/)
  })

  test('an example that is no text says nothing', () => {
    assert.deepEqual(findings('A=1', { example: '\0' }), [])
  })
})

test('CONTENT_STALE: by content alone', () => {
  const [one, ...more] = findings('A=1\n', { checkedOut: 'A=1' })
  assert.deepEqual([one?.code, one?.path, more], ['CONTENT_STALE', 'app/.env', []])
  assert.deepEqual(findings('A=1\n', { checkedOut: 'A=1\n' }), [])
  assert.deepEqual(codes(findings('A=1', { checkedOut: 'A=2' })), ['CONTENT_STALE'])
  assert.deepEqual(codes(findings(Buffer.from('\0'), { checkedOut: 'x' })), [
    'DOTENV_INVALID',
    'CONTENT_STALE',
  ])
})

test('no finding ever holds a value', () => {
  fc.assert(
    fc.property(hostile, fc.boolean(), (path, namesVisible) => {
      const value = 'v4lue-that-nobody-sees'
      const text = `A=${value}\nA=${value}\nPATH=${value}\na.b="${value}"\n${value}\n`
      const all = findings(text, { path, namesVisible, example: 'Z=', checkedOut: `A=${value}` })
      assert.equal(all.length, 6)
      assert.ok(!JSON.stringify(all).includes(value))
    }),
  )
})
