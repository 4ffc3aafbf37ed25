// What a check comes to: `fail-on` and `ignore` decide on exit code and status, and a mistake in either is
// told with what may be meant.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { becomes, checkPull, removes, writes, type Edit } from '../helpers/checking.ts'

const LEAK = writes('src/.env', 'PASSWORD=in-clear-12345\n')
/** A warning alone. */
const NOT_IGNORED = writes('.gitignore', 'node_modules\n')
/** A notice alone. */
const NO_ATTRIBUTES = removes('.gitattributes')
const NOTHING = writes('README.md', 'hello\n')

describe('fail-on', () => {
  for (const [what, edit, given, status] of [
    ['an error', LEAK, undefined, 'fail'],
    ['an error', LEAK, 'error', 'fail'],
    ['an error', LEAK, 'warning', 'fail'],
    ['an error', LEAK, 'none', 'warn'],
    ['an error', LEAK, 'MEMBER_ADDED', 'warn'],
    ['an error', LEAK, 'plaintext_in_history', 'fail'],
    ['an error', LEAK, 'MEMBER_ADDED, error', 'fail'],
    ['a warning', NOT_IGNORED, undefined, 'warn'],
    ['a warning', NOT_IGNORED, 'warning', 'fail'],
    ['a warning', NOT_IGNORED, 'none', 'warn'],
    ['a warning', NOT_IGNORED, 'error\nPLAINTEXT_NOT_IGNORED', 'fail'],
    ['a warning', NOT_IGNORED, 'error\nPLAINTEXT_TRACKED', 'warn'],
    ['a notice', NO_ATTRIBUTES, 'warning', 'pass'],
    ['a notice', NO_ATTRIBUTES, 'ATTRIBUTES_MISSING', 'fail'],
    ['nothing', NOTHING, 'warning', 'pass'],
  ] as const satisfies readonly (readonly [string, Edit, string | undefined, string])[]) {
    test(`${what} with \`${(given ?? '').replace('\n', ' ')}\` is ${status}`, async (t) => {
      const pull = await checkPull(t, { store: 'basic', branch: [edit] })
      const result = await pull.check(given === undefined ? {} : { 'fail-on': given })
      assert.equal(result.status, status, result.log)
      assert.equal(result.report['status'], status)
      assert.equal(result.exitCode, status === 'fail' ? 1 : 0)
      assert.equal(result.outcome, status === 'fail' ? 'failure' : 'success')
      const mark = { pass: '✅', warn: '⚠️', fail: '❌' }[status]
      assert.ok(result.summary.startsWith(`### ${mark} Kanuka: `))
      assert.equal(result.outputs.get('changed'), 'false')
    })
  }
})

describe('ignore', () => {
  const TWO = [LEAK, writes('test/fixtures/a/.env', 'PASSWORD=in-clear-12345\n')]

  test('by code: nothing of it counts, all of it is shown as ignored', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: TWO })
    const ignore = '# known\n\nPLAINTEXT_TRACKED\nplaintext_in_history\n'
    const result = await pull.check({ ignore })
    assert.deepEqual(result.codes, [], result.log)
    assert.equal(result.exitCode, 0)
    assert.equal(result.status, 'pass')
    assert.equal(result.findings.length, 4)
    assert.ok(result.findings.every(({ ignored }) => ignored === true))
    assert.deepEqual(
      result.annotations.filter(({ type }) => type !== 'notice'),
      [],
    )
    assert.match(result.summary, /^### ✅ Kanuka: all is well \(4 ignored\)$/m)
    assert.match(result.summary, /<summary>Ignored \(4\)<\/summary>/)
    assert.equal(result.report['ignoredCount'], 4)
  })

  for (const [rule, left] of [
    ['test/fixtures', ['src/.env']],
    ['./test/fixtures/', ['src/.env']],
    ['test/**', ['src/.env']],
    ['**/.env', []],
    ['*.env', ['src/.env', 'test/fixtures/a/.env']],
    ['test/*', ['src/.env', 'test/fixtures/a/.env']],
    ['fixtures', ['src/.env', 'test/fixtures/a/.env']],
    ['{src,docs}/.env', ['test/fixtures/a/.env']],
    ['src', ['test/fixtures/a/.env']],
  ] as const) {
    test(`by path: ${rule}`, async (t) => {
      const pull = await checkPull(t, { store: 'basic', branch: TWO })
      const ignore = `PLAINTEXT_IN_HISTORY\nPLAINTEXT_TRACKED ${rule}`
      const result = await pull.check({ ignore })
      const counting = result.findings.filter(({ ignored }) => ignored !== true)
      assert.deepEqual(
        counting.map(({ code, path }) => `${code} ${path}`),
        left.map((path) => `PLAINTEXT_TRACKED ${path}`),
        result.log,
      )
      assert.equal(result.exitCode, left.length > 0 ? 1 : 0)
      const isUnused = left.length === 2
      assert.equal(/rule met no finding/.test(result.summary), isUnused)
    })
  }

  test('a rule that meets nothing is told where a reader looks', async (t) => {
    const pull = await checkPull(t, { store: 'basic', branch: [LEAK] })
    const ignore =
      'PLAINTEXT_TRACKED src\nPLAINTEXT_IN_HISTORY src\nNONCE_REUSED\nSTORE_UNOWNED old'
    const result = await pull.check({ ignore })
    assert.equal(result.exitCode, 0)
    for (const said of [result.log, result.summary.replaceAll('&#95;', '_')]) {
      assert.match(said, /rule met no finding: NONCE_REUSED$/m)
      assert.match(said, /rule met no finding: STORE_UNOWNED old$/m)
      assert.doesNotMatch(said, /met no finding: PLAINTEXT/)
    }
  })

  test('a newcomer who is ignored still stands under "Gains access"', async (t) => {
    const pull = await checkPull(t, { store: 'rotated/before', branch: [becomes('rotated/after')] })
    const result = await pull.check({ ignore: 'MEMBER_ORPHANED\nMEMBER_ADDED' })
    assert.deepEqual(result.codes, ['KEY_ROTATED'], result.log)
    assert.equal(result.status, 'pass')
    assert.match(result.summary, /\*\*Gains access \(1\)\*\*[^]*dave/)
  })
})

describe('a mistake in an input', () => {
  for (const [name, given, what, fix] of [
    ['fail-on', 'eror', /fail-on.*"eror"/, /lists them/],
    ['fail-on', 'error, MEMBER_ADED', /fail-on.*"MEMBER_ADED"/, /`MEMBER_ADDED`/],
    ['fail-on', 'notice', /fail-on.*"notice"/, /`error`, `warning`, `none`/],
    ['fail-on', 'none, error', /`none` and more/, /alone/],
    ['ignore', 'PLAINTEXT_TRACKD src', /ignore.*"PLAINTEXT_TRACKD"/, /`PLAINTEXT_TRACKED`/],
    ['ignore', 'member-added', /ignore.*"member-added"/, /`MEMBER_ADDED`/],
    ['ignore', 'error', /ignore.*"error"/, /finding codes/],
    ['ignore', 'PLAINTEXT_TRACKED !src', /"!src"/, /`CODE path-glob`/],
  ] as const) {
    test(`${name}: ${given}`, async (t) => {
      const pull = await checkPull(t, { store: 'basic' })
      const result = await pull.check({ [name]: given })
      assert.equal(result.exitCode, 1)
      const [error, ...others] = result.annotations
      assert.deepEqual(others, [])
      assert.equal(error?.title, 'Kanuka: INPUT_INVALID')
      assert.match(error?.message ?? '', what)
      assert.match(error?.message ?? '', fix)
      assert.equal(result.outputs.has('findings'), false)
    })
  }
})
