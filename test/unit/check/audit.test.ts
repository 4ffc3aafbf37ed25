// The log, the age of the key, and what lies in `.kanuka/`.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { auditRules } from '../../../src/check/audit.ts'
import type { Finding, FindingCode } from '../../../src/check/finding.ts'
import { edited, findingsOf, fixture, NOW, ofCode, textOf, type Commits } from './snapshots.ts'

const AUDIT = '.kanuka/audit.jsonl'
const DAY = 24 * 60 * 60 * 1000

const team = fixture('team')
const lines = textOf(team, AUDIT).trimEnd().split('\n')

async function found(
  code: FindingCode,
  commits: Commits,
  rotatedAt?: ReadonlyMap<string, Date>,
): Promise<readonly Finding[]> {
  return ofCode(await findingsOf(auditRules(rotatedAt), commits), code)
}

describe('AUDIT_LOG_REWRITTEN', () => {
  for (const [what, text, line, number] of [
    ['a line is gone', lines.toSpliced(2, 1).join('\n'), 3, 3],
    [
      'a line was changed',
      lines.with(4, lines[4]?.replace('carol', 'mallory') ?? '').join('\n'),
      5,
      5,
    ],
    [
      'two lines changed places',
      lines
        .with(0, lines[1] ?? '')
        .with(1, lines[0] ?? '')
        .join('\n'),
      3,
      2,
    ],
    ['a doubled line was one before', lines.join('\n'), lines.length + 1, lines.length + 1],
    ['the last line was cut', lines.join('\n').slice(0, -1), lines.length, lines.length],
    ['all lines are gone', '', undefined, 1],
    ['the log is gone', undefined, undefined, 1],
  ] as const) {
    test(what, async () => {
      const old = what.startsWith('a doubled') ? [...lines, ...lines.slice(-1)] : lines
      const base = edited(team, { [AUDIT]: old.join('\n') })
      const [one, ...more] = await found('AUDIT_LOG_REWRITTEN', {
        base,
        head: edited(team, { [AUDIT]: text }),
      })
      assert.deepEqual([one?.path, one?.line], [AUDIT, line])
      assert.match(one?.message ?? '', new RegExp(`^Line ${number} `))
      assert.deepEqual(more, [])
    })
  }

  for (const [what, text] of [
    ['nothing', lines.join('\n')],
    ['lines after', [...lines, 'new', 'newer'].join('\n')],
    [
      'lines between and before, as a merge puts them',
      ['new', ...lines.slice(0, 3), 'b', ...lines.slice(3)].join('\n'),
    ],
    ['other line ends, and empty lines', lines.join('\r\n\n')],
  ] as const) {
    test(`not: ${what}`, async () => {
      const head = edited(team, { [AUDIT]: text })
      assert.deepEqual(await found('AUDIT_LOG_REWRITTEN', { base: team, head }), [])
    })
  }

  test('not: empty lines are gone', async () => {
    const base = edited(team, { [AUDIT]: lines.join('\n\n\r\n') })
    assert.deepEqual(await found('AUDIT_LOG_REWRITTEN', { base, head: team }), [])
  })

  test('not: the first log, or no range', async () => {
    const base = edited(team, { [AUDIT]: undefined })
    assert.deepEqual(await found('AUDIT_LOG_REWRITTEN', { base, head: team }), [])
    assert.deepEqual(await found('AUDIT_LOG_REWRITTEN', { head: team }), [])
  })

  test('is about subsequences, whatever the lines', async () => {
    const log = fc.array(fc.constantFrom('a', 'b', 'cc'), { maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(log, log, async (old, current) => {
        const head = edited(team, { [AUDIT]: current.join('\n') })
        const base = edited(team, { [AUDIT]: old.join('\n') })
        const findings = await found('AUDIT_LOG_REWRITTEN', { base, head })
        assert.equal(findings.length === 0, isSubsequence(old, current))
      }),
      { numRuns: 200 },
    )
  })

  test('half a million hostile lines take no time', async () => {
    const base = edited(team, { [AUDIT]: 'a\n'.repeat(500_000) })
    const head = edited(team, { [AUDIT]: `${'\n'.repeat(500_000)}${'a\n'.repeat(499_999)}b` })
    const start = performance.now()
    assert.equal((await found('AUDIT_LOG_REWRITTEN', { base, head })).length, 1)
    assert.ok(performance.now() - start < 10_000)
  })
})

/** The other way round: by leaving lines of the longer one out. */
function isSubsequence(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0) return true
  if (other.length === 0) return false
  if (one[0] === other[0] && isSubsequence(one.slice(1), other.slice(1))) return true
  return isSubsequence(one, other.slice(1))
}

describe('ROTATION_DUE', () => {
  const logOf = (...entries: readonly (readonly [op: string, day: string])[]): string =>
    entries
      .map(([op, day]) => `{"ts":"${day}T00:00:00.000000Z","user":"a","uuid":"b","op":"${op}"}\n`)
      .join('')
  const storeWith = (text: string): Commits['head'] => edited(team, { [AUDIT]: text })
  const week = 7 * DAY

  for (const [what, log, seen, due] of [
    ['an old init', logOf(['init', '2026-11-01']), undefined, 1],
    [
      'a `rotate` at the same time',
      logOf(['init', '2026-11-01'], ['rotate', '2026-11-01']),
      undefined,
      1,
    ],
    [
      'an old sync after the init',
      logOf(['init', '2026-10-01'], ['sync', '2026-11-02']),
      undefined,
      2,
    ],
    [
      'a new `rotate`, which is of a member',
      logOf(['revoke', '2026-11-01'], ['rotate', '2026-11-21']),
      undefined,
      1,
    ],
    ['a sync in the future', logOf(['init', '2026-11-01'], ['sync', '2027-01-01']), undefined, 1],
    ['a line that git contradicts', logOf(['sync', '2026-11-21']), '2026-10-01', undefined],
    ['nothing known', '', undefined, undefined],
    ['no line, and an old commit', '', '2026-11-01', undefined],
  ] as const) {
    test(what, async () => {
      const rotatedAt = seen === undefined ? undefined : new Map([['', new Date(seen)]])
      const commits = { head: storeWith(log), maxKeyAge: week }
      const [one, ...more] = await found('ROTATION_DUE', commits, rotatedAt)
      assert.deepEqual([one?.path, one?.line], [AUDIT, due])
      assert.match(one?.message ?? '', /`max-key-age` allows 7 days$/)
      assert.match(one?.fix ?? '', /`kanuka secrets sync`/)
      assert.deepEqual(more, [])
    })
  }

  for (const [what, log, seen] of [
    ['a new sync', logOf(['init', '2026-10-01'], ['sync', '2026-11-20']), undefined],
    ['a new revocation', logOf(['init', '2026-10-01'], ['revoke', '2026-11-20']), undefined],
    ['exactly as old as allowed', logOf(['init', '2026-11-15']), undefined],
    ['git says the same', logOf(['sync', '2026-11-20']), '2026-11-19'],
    ['no line, and a new commit', '', '2026-11-19'],
  ] as const) {
    test(`not: ${what}`, async () => {
      const rotatedAt = seen === undefined ? undefined : new Map([['', new Date(seen)]])
      const commits = { head: storeWith(log), maxKeyAge: week }
      assert.deepEqual(await found('ROTATION_DUE', commits, rotatedAt), [])
    })
  }

  test('not: nobody asked; another store; no wrapped key', async () => {
    assert.deepEqual(await found('ROTATION_DUE', { head: storeWith('') }), [])
    const other = new Map([['services/api', new Date('2020-01-01')]])
    const commits = { head: storeWith(logOf(['sync', '2026-11-20'])), maxKeyAge: week }
    assert.deepEqual(await found('ROTATION_DUE', commits, other), [])
    const head = fixture('damaged/no-wrapped-key')
    assert.deepEqual(await found('ROTATION_DUE', { head, maxKeyAge: 0, now: NOW }), [])
  })

  test('the age is said', async () => {
    const commits = { head: team, maxKeyAge: DAY / 2, now: new Date('2026-12-24') }
    const [one] = await found('ROTATION_DUE', commits)
    assert.match(one?.message ?? '', /on 2026-11-21, 32 days ago, .* allows 12 hours$/)
  })
})

describe('STORE_FILE_UNEXPECTED', () => {
  const at = (mode: string): { mode: string; bytes: Buffer } => ({ mode, bytes: Buffer.from('x') })

  for (const [path, file, message] of [
    ['.kanuka/config.toml', at('120000'), /is a link/],
    ['.kanuka/README.md', at('120000'), /is a link/],
    ['.kanuka/module', at('160000'), /is a submodule/],
    ['.kanuka/audit.jsonl', at('100755'), /is executable/],
    ['.kanuka/hook.sh', at('100644'), /is no file of a store/],
    ['.kanuka/secrets/notes.kanuka', at('100644'), /is no file of a store/],
    ['.kanuka/public_keys/alice.pub', at('100644'), /is no file of a store/],
    ['.kanuka/.env.kanuka', at('100644'), /is no file of a store/],
    ['.kanuka/secrets/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.kanuka.bak', at('100644'), /no file/],
  ] as const) {
    test(`${path}, ${file.mode}`, async () => {
      const head = edited(team, { [path]: file })
      const [one, ...more] = await found('STORE_FILE_UNEXPECTED', { head })
      assert.equal(one?.path, path)
      assert.match(one.message, message)
      assert.deepEqual(more, [])
    })
  }

  test('a name with a command in it does not get into the advice', async () => {
    const head = edited(team, { '.kanuka/$(id)': 'x' })
    const [one] = await found('STORE_FILE_UNEXPECTED', { head })
    assert.ok(!one?.fix.includes('$(id)'))
  })

  test('not: harmless files, those of the layout, of a legacy store, or outside', async () => {
    const harmless = Object.fromEntries(
      ['.gitignore', 'secrets/.gitkeep', '.gitattributes', 'README.md'].map((name) => [
        `.kanuka/${name}`,
        'x',
      ]),
    )
    for (const head of [
      edited(team, harmless),
      fixture('monorepo'),
      fixture('legacy'),
      fixture('damaged/stray-files'),
      edited(team, { 'run.sh': at('100755'), 'link.env.kanuka': at('120000') }),
    ]) {
      assert.deepEqual(await found('STORE_FILE_UNEXPECTED', { head }), [])
    }
  })
})
