// A check of the audit log: lines that a pull request removes or changes, and the age of the store's key,
// which is not what the log alone says.
import assert from 'node:assert/strict'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { FIXTURES, folder } from '../helpers/action.ts'
import { all, assertFindings, AUDIT, logs, replaces, tidy } from '../helpers/checking-store.ts'
import {
  checkPull,
  pullEvent,
  put,
  removes,
  runCheck,
  writes,
  type CheckResult,
  type Edit,
} from '../helpers/checking.ts'
import { ago, commit, DAY, git, HOUR } from '../helpers/dated-commits.ts'
import { WORKSTATION } from '../helpers/rotating.ts'

const TEAM = { store: 'team', arrange: tidy }

describe('AUDIT_LOG_REWRITTEN', () => {
  const LINES = readFileSync(join(FIXTURES, 'team', AUDIT), 'utf8')
    .trimEnd()
    .split('\n')
  const [first = '', second = '', ...others] = LINES
  const log = (...lines: readonly string[]): Edit => writes(AUDIT, `${lines.join('\n')}\n`)

  for (const [what, branch, line, number] of [
    ['a line is removed', log(first, ...others), 2, 2],
    ['a line is changed', replaces(AUDIT, '"carol@', '"mallory@'), 5, 5],
    ['two lines change places', log(second, first, ...others), 3, 2],
    ['the log begins anew', writes(AUDIT, ''), undefined, 1],
    ['the log is removed', removes(AUDIT), undefined, 1],
    [
      'a line is removed, and hidden behind new ones',
      all(log(first, ...others), logs('encrypt')),
      2,
      2,
    ],
  ] as const) {
    test(what, async (t) => {
      const pull = await checkPull(t, { ...TEAM, branch: [branch] })
      assertFindings(await pull.check(), {
        code: 'AUDIT_LOG_REWRITTEN',
        severity: 'warning',
        path: AUDIT,
        ...(line !== undefined && { line }),
        message: new RegExp(
          `^Line ${number} that \\.kanuka/audit\\.jsonl had at the merge base was`,
        ),
        fix: /Put the lines of the base branch back in their order/,
      })
    })
  }

  for (const [what, branch, main] of [
    ['lines are appended', logs('encrypt'), undefined],
    ['git converts line ends', replaces(AUDIT, '\n', '\r\n'), undefined],
    ['the base branch got other lines since', logs('encrypt'), logs('decrypt')],
    [
      'lines come in between, as a merge puts them',
      log(first, first, second, ...others),
      undefined,
    ],
  ] as const) {
    test(`not: ${what}`, async (t) => {
      const pull = await checkPull(t, { ...TEAM, branch: [branch], ...(main && { main: [main] }) })
      assertFindings(await pull.check())
    })
  }
})

interface Aged {
  /** Lines of the log: what was done, and how long ago. */
  readonly log: readonly (readonly [op: string, age: number])[]
  /** When the wrapped keys were committed. */
  readonly committed: number
  /** When the log was. */
  readonly since?: number
  readonly inputs?: Readonly<Record<string, string>>
}

/** A day's check of a store of one member, whose files were committed so long ago. */
async function scheduled(t: TestContext, story: Aged): Promise<CheckResult> {
  const { log, committed, since = committed, inputs = { 'max-key-age': '90d' } } = story
  const root = folder(t)
  cpSync(join(FIXTURES, 'basic'), root, { recursive: true })
  put(root, '.gitignore', '.env\n.env.*\n!*.kanuka\n')
  put(root, '.gitattributes', '*.kanuka -text -diff -merge\n')
  put(root, AUDIT, '')
  commit(root, committed)
  put(root, AUDIT, log.map(lineOfLog).join(''))
  commit(root, since)
  const head = git(root, ['rev-parse', 'HEAD'])
  const { payload } = pullEvent({ base: head, head })
  const { repository } = payload as { readonly repository: unknown }
  const event = { name: 'schedule', payload: { repository } }
  return runCheck(t, { workspace: root, base: head, head, inputs, options: { event } })
}

function lineOfLog([op, age]: readonly [string, number]): string {
  const ts = ago(age).toISOString().replace('Z', '000Z')
  return `${JSON.stringify({ ts, user: 'alice@example.com', uuid: WORKSTATION, op })}\n`
}

function day(age: number): string {
  return ago(age).toISOString().slice(0, 10)
}

describe('ROTATION_DUE', () => {
  const due = { code: 'ROTATION_DUE', severity: 'warning', path: AUDIT } as const
  const OLD = 100 * DAY + HOUR
  const MONTH = 30 * DAY

  test('the last rotation is older than allowed, by log and history', async (t) => {
    const log = [
      ['init', 2 * OLD],
      ['sync', OLD],
      ['encrypt', DAY],
    ] as const
    assertFindings(await scheduled(t, { log, committed: OLD - HOUR, since: DAY * 2 }), {
      ...due,
      line: 2,
      message: new RegExp(
        `^The symmetric key of \\.kanuka was last rotated on ${day(OLD)}, 100 days ago, and \`max-key-age\` allows 90 days$`,
      ),
      fix: /`kanuka secrets sync`, or this action with `command: sync`/,
    })
  })

  test('as a schedule has it, where it is to fail', async (t) => {
    const inputs = { 'max-key-age': '13w', 'fail-on': 'error\nROTATION_DUE' }
    const result = await scheduled(t, { log: [['init', OLD]], committed: OLD, inputs })
    assert.deepEqual(result.codes, ['ROTATION_DUE'])
    assert.equal(result.status, 'fail')
    assert.equal(result.exitCode, 1)
  })

  for (const [what, log, since] of [
    [
      'a line claims a rotation that no commit has',
      [
        ['init', OLD],
        ['sync', DAY * 2],
      ],
      DAY * 2,
    ],
    ['there is no line at all', [], OLD],
  ] as const) {
    test(`${what}: the commit counts`, async (t) => {
      const result = await scheduled(t, { log, committed: OLD, since })
      assertFindings(result, { ...due, message: new RegExp(`on ${day(OLD)}, 100 days ago`) })
    })
  }

  test('the files were only committed of late: the log counts', async (t) => {
    const result = await scheduled(t, { log: [['sync', OLD]], committed: DAY * 2 })
    assertFindings(result, { ...due, line: 1 })
  })

  test("a member's own `rotate`, and a line of the future, make it no younger", async (t) => {
    const log = [
      ['init', OLD],
      ['rotate', DAY * 2],
      ['sync', -MONTH],
    ] as const
    assertFindings(await scheduled(t, { log, committed: OLD - HOUR }), { ...due, line: 1 })
  })

  for (const [what, story] of [
    [
      'a young one',
      {
        log: [
          ['init', OLD],
          ['sync', MONTH],
        ],
        committed: MONTH,
      },
    ],
    [
      'a revocation',
      {
        log: [
          ['init', OLD],
          ['revoke', MONTH],
        ],
        committed: MONTH,
      },
    ],
    ['a store that is young', { log: [['init', MONTH]], committed: MONTH }],
    ['an old one that nobody asked about', { log: [['init', OLD]], committed: OLD, inputs: {} }],
  ] as const) {
    test(`not: ${what}`, async (t) => {
      assertFindings(await scheduled(t, story))
    })
  }
})
