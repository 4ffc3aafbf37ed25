// fail-on, ignore, the order of findings, and what they come to.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { finding, findingDefinitions, type Finding } from '../../../src/check/finding.ts'
import {
  compareFindings,
  findingsOutput,
  judge,
  parseFailOn,
  parseIgnore,
  type Verdict,
} from '../../../src/check/verdict.ts'
import { ActionError } from '../../../src/errors.ts'
import { HOSTILE_PIECES } from './hostile-texts.ts'

const CODES = Object.keys(findingDefinitions) as Finding['code'][]
const found = (code: Finding['code'], path = 'a', line?: number): Finding =>
  finding(code, { path, message: 'm', fix: 'f', ...(line !== undefined && { line }) })

const ERROR = found('CIPHERTEXT_DAMAGED')
const WARNING = found('MEMBER_PENDING')
const NOTICE = found('MEMBER_REMOVED')

async function verdict(
  all: readonly Finding[],
  failOn: readonly string[] = ['error'],
  ignore: readonly string[] = [],
): Promise<Verdict> {
  return judge(all, { failOn: parseFailOn(failOn), ignore: await parseIgnore(ignore) })
}

describe('status and exit', () => {
  for (const [failOn, all, status] of [
    ['error', [], 'pass'],
    ['error', [NOTICE], 'pass'],
    ['error', [WARNING], 'warn'],
    ['error', [ERROR, WARNING], 'fail'],
    ['warning', [NOTICE], 'pass'],
    ['warning', [WARNING], 'fail'],
    ['warning', [ERROR], 'fail'],
    ['none', [ERROR], 'warn'],
    ['none', [NOTICE], 'pass'],
    ['NONE', [ERROR], 'warn'],
    ['MEMBER_REMOVED', [NOTICE], 'fail'],
    ['member_removed', [NOTICE], 'fail'],
    ['MEMBER_REMOVED', [ERROR], 'warn'],
    ['error,MEMBER_PENDING', [WARNING], 'fail'],
    ['error,MEMBER_PENDING', [found('CIPHERTEXT_EMPTY')], 'warn'],
    ['error,MEMBER_PENDING', [ERROR], 'fail'],
  ] as const) {
    test(`fail-on ${failOn}: ${all.map(({ severity }) => severity).join(' ')}`, async () => {
      const result = await verdict(all, failOn.split(','))
      assert.equal(result.status, status)
      assert.equal(result.fails, status === 'fail')
    })
  }

  test('a finding counts with its own severity, not with that of its code', async () => {
    const soft = finding('PRIVATE_KEY_TRACKED', {
      severity: 'warning',
      path: 'a',
      message: 'm',
      fix: 'f',
    })
    assert.equal((await verdict([soft])).status, 'warn')
  })
})

describe('ignore', () => {
  for (const [rule, path, isIgnored] of [
    ['CIPHERTEXT_DAMAGED', 'x/.env.kanuka', true],
    ['ciphertext_damaged', 'x/.env.kanuka', true],
    ['MEMBER_PENDING', 'x/.env.kanuka', false],
    ['CIPHERTEXT_DAMAGED x/.env.kanuka', 'x/.env.kanuka', true],
    ['CIPHERTEXT_DAMAGED   ./x/.env.kanuka', 'x/.env.kanuka', true],
    ['CIPHERTEXT_DAMAGED x/', 'x/.env.kanuka', true],
    ['CIPHERTEXT_DAMAGED x', 'x/.env.kanuka', true],
    ['CIPHERTEXT_DAMAGED x', 'xy/.env.kanuka', false],
    ['CIPHERTEXT_DAMAGED **/*.kanuka', 'x/.env.kanuka', true],
    ['CIPHERTEXT_DAMAGED *.kanuka', 'x/.env.kanuka', false],
    ['CIPHERTEXT_DAMAGED .', 'x/.env.kanuka', true],
    ['CIPHERTEXT_DAMAGED a b/*', 'a b/.env.kanuka', true],
    ['CIPHERTEXT_DAMAGED .env.[prod].kanuka', '.env.[prod].kanuka', true],
    ['CIPHERTEXT_DAMAGED {a,b}/**', 'b/.env.kanuka', true],
  ] as const) {
    test(`${rule}: ${path}`, async () => {
      const one = found('CIPHERTEXT_DAMAGED', path)
      const result = await verdict([one], ['error'], [rule])
      assert.deepEqual(result.ignored, isIgnored ? [one] : [])
      assert.deepEqual(result.findings, isIgnored ? [] : [one])
      assert.equal(result.status, isIgnored ? 'pass' : 'fail')
      assert.deepEqual(result.unusedRules, isIgnored ? [] : [rule])
    })
  }

  test('an ignored finding stays in the output, and says so', async () => {
    const result = await verdict(
      [NOTICE, found('CIPHERTEXT_DAMAGED', 'b', 3)],
      ['error'],
      ['CIPHERTEXT_DAMAGED'],
    )
    assert.deepEqual(JSON.parse(findingsOutput(result)), [
      { code: 'MEMBER_REMOVED', severity: 'notice', path: 'a', message: 'm', fix: 'f' },
      {
        code: 'CIPHERTEXT_DAMAGED',
        severity: 'error',
        path: 'b',
        line: 3,
        message: 'm',
        fix: 'f',
        ignored: true,
      },
    ])
  })

  test('hostile paths match literally or not at all, and quickly', async () => {
    const paths = [...HOSTILE_PIECES, 'a/'.repeat(2000), '*'.repeat(2000)]
    const all = paths.map((path) => found('CIPHERTEXT_DAMAGED', path))
    const result = await verdict(all, ['error'], ['CIPHERTEXT_DAMAGED **/*x*y*z/**/q'])
    assert.equal(result.findings.length, all.length)
  })
})

describe('mistakes', () => {
  for (const [input, text, said] of [
    ['fail-on', 'CIPHERTEXT_DAMAGE', '`CIPHERTEXT_DAMAGED`'],
    ['fail-on', 'errors', 'Did you mean `error`?'],
    ['fail-on', 'nonsense', 'The input takes `error`, `warning`, `none` or finding codes;'],
    ['fail-on', 'value-exposed', '`VALUE_EXPOSED`'],
    ['ignore', 'PLAINTEXT_TRACK a/**', '`PLAINTEXT_TRACKED`'],
    ['ignore', 'MEMBERADDED', '`MEMBER_ADDED`'],
    ['ignore', '**/*.env', 'The input takes finding codes;'],
    ['ignore', 'MEMBER_ADDED !a', 'CODE path-glob'],
  ] as const) {
    test(`${input}: ${text}`, async () => {
      await assert.rejects(
        async () => (input === 'ignore' ? parseIgnore([text]) : parseFailOn([text])),
        (error: unknown) => {
          assert.ok(error instanceof ActionError)
          assert.equal(error.code, 'INPUT_INVALID')
          assert.ok(error.what.includes(`\`${input}\``), error.what)
          assert.ok(error.fix.includes(said), error.fix)
          return true
        },
      )
    })
  }

  test('none and more', () => {
    assert.throws(() => parseFailOn(['none', 'error']), { code: 'INPUT_INVALID' })
  })

  test('an endless word costs no time', () => {
    const started = performance.now()
    assert.throws(() => parseFailOn(['X'.repeat(1_000_000)]), { code: 'INPUT_INVALID' })
    assert.ok(performance.now() - started < 1000)
  })
})

describe('order', () => {
  test('severity, code, path, line', async () => {
    const ordered = [
      found('CIPHERTEXT_DAMAGED', 'B'),
      found('CIPHERTEXT_DAMAGED', 'a', 2),
      found('CIPHERTEXT_DAMAGED', 'a', 10),
      found('CIPHERTEXT_DAMAGED', 'b', 1),
      found('VALUE_EXPOSED', 'a'),
      found('CIPHERTEXT_EMPTY', 'a'),
      found('MEMBER_REMOVED', 'a'),
    ]
    assert.deepEqual((await verdict(ordered.toReversed())).findings, ordered)
  })

  test('is total: any shuffle gives the same', () => {
    const any = fc.record({
      code: fc.constantFrom(...CODES),
      path: fc.constantFrom('a', 'b', 'ä', 'a/b'),
      line: fc.integer({ min: 1, max: 3 }),
      message: fc.constantFrom('x', 'y'),
      fix: fc.constant('f'),
    })
    fc.assert(
      fc.property(fc.array(any), fc.infiniteStream(fc.nat(100)), (list, random) => {
        const all = list.map(({ code, ...rest }) => finding(code, rest))
        const keyed = all.map((each) => ({ each, key: random.next().value }))
        const shuffled = keyed.toSorted((one, other) => one.key - other.key).map(({ each }) => each)
        assert.deepEqual(shuffled.toSorted(compareFindings), all.toSorted(compareFindings))
      }),
    )
  })
})
