// A check of very much at once: secret files, lines of the audit log, users, rules; and of odd commits.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkPull, put, writes } from '../helpers/checking.ts'
import {
  assertTame,
  hostilePull,
  importCommit,
  movedOn,
  type HostileFile,
} from '../helpers/checking-hostile.ts'

const ALICE = 'basic-alice.pkcs1.pem'
const KEYS = [undefined, ALICE] as const

describe('floods', () => {
  const SECRETS: readonly HostileFile[] = Array.from({ length: 20_000 }, (_, index) => ({
    path: `s/${index % 100}/${index}.env.kanuka`,
    content: randomBytes(60),
  }))

  for (const key of KEYS) {
    test(`20,000 secret files, ${key === undefined ? 'without a key' : 'with one'}`, async (t) => {
      const pull = await hostilePull(t, { commit: { files: SECRETS } })
      const result = await pull.check({}, key === undefined ? {} : { key })
      assertTame(result)
      assert.deepEqual(result.codes, key === undefined ? [] : ['DECRYPT_FAILED'])
      assert.equal(result.outputs.get('files-count'), '20003')
      assert.ok((result.outputs.get('findings') ?? '').length < 400_000)
      assert.ok((result.outputs.get('report') ?? '').length <= 400_000)
      assert.ok(result.summary.length < 310_000)
    })
  }

  test('an audit log of 2 MB', async (t) => {
    const line = readFileSync(
      join(import.meta.dirname, '../fixtures/basic/.kanuka/audit.jsonl'),
      'utf8',
    )
    const content = line.repeat(Math.ceil(2_000_000 / line.length))
    const pull = await hostilePull(t, {
      commit: { files: [{ path: '.kanuka/audit.jsonl', content }] },
    })
    for (const key of KEYS) {
      const result = await pull.check({ 'max-key-age': '1h' }, key === undefined ? {} : { key })
      assertTame(result)
      assert.ok(
        result.codes.every((code) => code === 'ROTATION_DUE'),
        result.log,
      )
    }
  })

  test('an audit log of 2 MB that was shuffled, deep JSON in it', async (t) => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `{"ts":"x${index}","op":"sync"}`)
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const pull = await hostilePull(t, {
      arrange: (root) => put(root, '.kanuka/audit.jsonl', `${[...lines, deep].join('\n')}\n`),
      commit: {
        files: [
          { path: '.kanuka/audit.jsonl', content: `${[deep, ...lines.toReversed()].join('\n')}\n` },
        ],
      },
    })
    const result = await pull.check()
    assertTame(result)
    assert.deepEqual(result.codes, ['AUDIT_LOG_REWRITTEN'], result.log)
  })

  test('a config.toml of 900 KB', async (t) => {
    const config = readFileSync(
      join(import.meta.dirname, '../fixtures/basic/.kanuka/config.toml'),
      'utf8',
    )
    const users = Array.from({ length: 12_000 }, (_, index) => {
      const uuid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
      return `  ${uuid} = "someone-${index}@example.com"`
    }).join('\n')
    const content = config.replace('[users]', `[users]\n${users}`)
    assert.ok(content.length > 800_000)
    const pull = await hostilePull(t, {
      commit: { files: [{ path: '.kanuka/config.toml', content }] },
    })
    for (const key of KEYS) {
      const result = await pull.check({}, key === undefined ? {} : { key })
      assertTame(result)
      assert.deepEqual(result.codes, [], result.log.slice(0, 2000))
    }
  })

  test('rule files of many patterns, and owners that take long to match', async (t) => {
    const many = (pattern: string): readonly string[] =>
      Array.from({ length: 5000 }, (_, index) => pattern + index)
    const lines = (pattern: string, end = ''): string =>
      many(pattern)
        .map((each) => `${each}${end}\n`)
        .join('')
    const slow = '**/a*a*a*a*a*a*a*a*a*a*b/**/*x*'
    const pull = await hostilePull(t, {
      commit: {
        files: [
          { path: 'x/.gitignore', content: lines('**/a*b*/x') },
          { path: 'x/.gitattributes', content: lines('**/a*b*/x', ' foo') },
          { path: 'CODEOWNERS', content: `/.kanuka/ @acme/admins\n${lines(slow, ' @a')}` },
          { path: `x/${'a'.repeat(100)}/y.env.kanuka`, content: randomBytes(60) },
        ],
      },
    })
    const result = await pull.check()
    assertTame(result)
    assert.deepEqual(result.codes, [], result.log)
  })
})

describe('odd commits', () => {
  for (const [what, author] of [
    ['an empty name', '<x@example.com>'],
    ['an empty name and email', '<>'],
    ['a command for a name', '::error::pwned ##[error]x <::warning::@octocat>'],
    ['terminal escapes for a name', '\u001b[31m\u202eX <a@example.com>'],
    ['a name of 10,000 characters', `${'n'.repeat(10_000)} <a@example.com>`],
  ] as const) {
    test(`by ${what}`, async (t) => {
      const pull = await checkPull(t, { store: 'basic', branch: [writes('README.md', 'x\n')] })
      importCommit(pull.workspace, {
        author,
        message: '::error::pwned\n\n##[error]x',
        files: [{ path: 'src/.env', content: 'PASSWORD=in-clear-12345\n' }],
      })
      const result = await movedOn(t, pull).check({}, { key: ALICE })
      assertTame(result)
      assert.deepEqual(result.codes, ['PLAINTEXT_IN_HISTORY', 'PLAINTEXT_TRACKED'], result.log)
    })
  }
})
