// audit.jsonl as it is read: lines of the CLI, and logs that nobody should have written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  appendToAuditLog,
  keyMadeAt,
  readAuditLog,
  type AuditEntry,
} from '../../../src/kanuka/audit-log.ts'
import { FIXTURES } from '../../helpers/action.ts'

const TIME = new Date('2026-01-02T03:04:05.123Z')
const NOW = new Date('2026-06-01T12:00:00Z')

const bytes = (text: string): Buffer => Buffer.from(text)
const sync = (ts: string): string => `{"ts":"${ts}","user":"a","uuid":"b","op":"sync"}\n`
const entry: AuditEntry = { time: TIME, user: 'a@example.com', uuid: 'u', op: 'sync' }

/** Fails when something is not linear; processor time, as the machine may be busy with others. */
function quickly<T>(run: () => T): T {
  const start = process.cpuUsage()
  const result = run()
  assert.ok(process.cpuUsage(start).user < 30e6, 'took too long')
  return result
}

describe('lines that can be read', () => {
  const good = `{"ts":"2026-01-02T03:04:05.123456Z","user":"a@example.com","uuid":"u","op":"revoke","target_user":"t","target_uuid":"tu"}`
  const read = {
    time: TIME,
    op: 'revoke',
    user: 'a@example.com',
    uuid: 'u',
    targetUuid: 'tu',
    targetUser: 't',
  }

  test('fields, in order of the lines', () => {
    const log = bytes(`${good}\n${sync('2025-01-01T00:00:00Z')}`)
    const second = { time: new Date('2025-01-01'), op: 'sync', user: 'a', uuid: 'b' }
    assert.deepEqual(readAuditLog(log), [read, second])
    assert.deepEqual(readAuditLog(new Uint8Array([0, ...log]).subarray(1)), [read, second])
    assert.deepEqual(readAuditLog(new Uint8Array()), [])
  })

  const readable: Readonly<Record<string, string>> = {
    'CRLF line ends': `${good}\r\n`,
    'no last newline': good,
    'white space around': ` \t${good} \n`,
    'fields of later versions': `${good.slice(0, -1)},"more":{"a":[1]}}\n`,
    'fields twice: the last counts, as in Go': good.replace('{', '{"op":"init",'),
    '`__proto__` as a field': good.replace('{', '{"__proto__":{"op":"init","user":5},'),
  }
  for (const [name, log] of Object.entries(readable)) {
    test(name, () => assert.deepEqual(readAuditLog(bytes(log)), [read]))
  }

  test('missing and null fields are empty ones', () => {
    const log = bytes(
      `{"ts":"2026-01-02T03:04:05.123Z","op":"sync","user":null,"target_user":null}`,
    )
    assert.deepEqual(readAuditLog(log), [{ time: TIME, op: 'sync', user: '', uuid: '' }])
  })

  const bad: Readonly<Record<string, string | Buffer>> = {
    'no JSON': 'x'.repeat(60),
    'cut JSON': good.slice(0, -1),
    'two objects on a line': good + good,
    'a byte order mark': `\ufeff${good}`,
    NULs: `\0${good}`,
    'UTF-16': Buffer.from(good, 'utf16le'),
    'a number for the op': good.replace('"revoke"', '1'),
    'a number for the user': good.replace('"a@example.com"', '5'),
    'an object for the uuid': good.replace('"u"', '{"u":"u"}'),
    'a list for target_user': good.replace('"t"', '["t"]'),
    'true for target_uuid': good.replace('"tu"', 'true'),
    'an empty op': good.replace('revoke', ''),
    'no op': good.replace('"op"', '"no"'),
    'no ts': good.replace('"ts"', '"no"'),
    'ts from the prototype': good.replace(
      '{"ts"',
      '{"__proto__":{"ts":"2026-01-02T03:04:05Z"},"no"',
    ),
    'a list': `[${good}]`,
    'a string': JSON.stringify(good),
    'null, blown up': `null${' '.repeat(60)}`,
    ...Object.fromEntries(
      [
        '"yesterday, a bit after the lunch break"',
        '"2026-13-02T03:04:05.123456Z"',
        '"2026-02-30T03:04:05.123456Z"',
        '"2026-01-02T24:00:00.000000Z"',
        '"2026-01-02T03:04:60.000000Z"',
        '"2026-01-02T03:04:05.123456+00:00"',
        '"2026-01-02T03:04:05.1234567890Z"',
        '"2026-01-02 03:04:05.123456Z"',
        '"2026-01-02"',
        '"+012026-01-02T03:04:05.123456Z"',
        '""',
        '1767323045123',
        'null',
      ].map((ts) => [`ts ${ts}`, good.replace('"2026-01-02T03:04:05.123456Z"', ts)]),
    ),
  }
  for (const [name, line] of Object.entries(bad)) {
    test(`skipped: ${name}`, () => {
      assert.deepEqual(readAuditLog(Buffer.from(line)), [])
      const log = Buffer.concat([bytes(`${good}\n`), Buffer.from(line), bytes(`\n${good}\n`)])
      assert.equal(readAuditLog(log).length, 2)
    })
  }

  test('bytes that are no UTF-8 do not take their line with them', () => {
    const [before = '', after = ''] = good.split('@')
    const log = Buffer.concat([bytes(before), Buffer.from([0xff]), bytes(after)])
    assert.equal(readAuditLog(log)[0]?.user, 'a\ufffdexample.com')
    assert.equal(Reflect.get({}, 'op'), undefined)
  })

  test('the shortest line there is', () => {
    const log = bytes('{"ts":"2026-01-02T03:04:05Z","op":"x"}\n')
    assert.equal(readAuditLog(log)[0]?.op, 'x')
  })

  test('any bytes: nothing is thrown, good lines are found', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) => {
        const log = Buffer.concat([before, bytes(`\n${good}\n`), after])
        assert.deepEqual(readAuditLog(log).slice(0, 1), [read])
        assert.deepEqual(keyMadeAt(log, NOW), TIME)
        assert.equal(readAuditLog(appendToAuditLog(log, [entry])).length, 2)
      }),
    )
  })
})

describe('the age of the key', () => {
  const made = (log: string): string | undefined => keyMadeAt(bytes(log), NOW)?.toISOString()
  const at = (ts: string, op: string): string => sync(ts).replace('"sync"', `"${op}"`)

  test('the newest of init, sync and revoke, wherever it stands', () => {
    for (const op of ['init', 'sync', 'revoke']) {
      const lines = [
        at('2026-01-01T00:00:00Z', 'init'),
        at('2026-02-02T00:00:00.5Z', op),
        at('2026-01-03T00:00:00Z', 'sync'),
      ]
      assert.equal(made(lines.join('')), '2026-02-02T00:00:00.500Z', op)
      assert.equal(made(lines.toReversed().join('')), '2026-02-02T00:00:00.500Z', op)
    }
  })

  test('no other operation makes a key', () => {
    const others = ['encrypt', 'decrypt', 'register', 'clean', 'export', 'import', 'rotate']
    for (const op of [...others, 'create', 'ci-init', 'SYNC', 'resync', 'toString']) {
      const log = at('2026-01-01T00:00:00Z', 'init') + at('2026-02-02T00:00:00Z', op)
      assert.equal(made(log), '2026-01-01T00:00:00.000Z', op)
      assert.equal(made(at('2026-02-02T00:00:00Z', op)), undefined, op)
    }
  })

  test('lines later than now + 5 minutes do not count', () => {
    const old = sync('2026-01-01T00:00:00Z')
    assert.equal(made(old + sync('2026-06-01T12:05:00Z')), '2026-06-01T12:05:00.000Z')
    assert.equal(made(old + sync('2026-06-01T12:05:00.001Z')), '2026-01-01T00:00:00.000Z')
    assert.equal(made(sync('9999-12-31T23:59:59Z')), undefined)
  })

  test('nothing is claimed', () => {
    assert.equal(keyMadeAt(undefined, NOW), undefined)
    assert.equal(made(''), undefined)
    assert.equal(made('sync\n'), undefined)
  })

  test('of the fixtures', () => {
    const age = (store: string): string | undefined => {
      const log = readFileSync(join(FIXTURES, store, '.kanuka/audit.jsonl'))
      return keyMadeAt(log, new Date('2027-01-01T00:00:00Z'))?.toISOString()
    }
    assert.equal(age('rotated/before'), '2026-11-21T02:15:26.988Z')
    assert.equal(age('rotated/after'), '2026-11-21T02:15:29.430Z')
  })
})

describe('hostile sizes', () => {
  const SIZE = 50 * 1024 * 1024
  const filled = (pattern: string): Buffer => Buffer.alloc(SIZE, pattern)

  test('50 MB of lines', () => {
    const log = filled(sync('2026-01-02T03:04:05.123456Z').repeat(16))
    assert.ok(quickly(() => readAuditLog(log)).length > 600_000)
    assert.deepEqual(
      quickly(() => keyMadeAt(log, NOW)),
      TIME,
    )
    assert.equal(quickly(() => appendToAuditLog(log, [entry])).length > SIZE, true)
  })

  const patterns: Readonly<Record<string, string>> = {
    newlines: '\n',
    NULs: '\0',
    'one line of brackets': '[',
    'lines that end early': '{\n',
    'objects that are not closed': `${'{"a":'.repeat(100_000)}\n`,
    'lists in lists': `{"a":${'['.repeat(300_000)}${']'.repeat(300_000)}}\n`,
    blanks: `${' '.repeat(1_000_000)}\n`,
  }
  for (const [name, pattern] of Object.entries(patterns)) {
    test(`50 MB of ${name}`, () => {
      assert.deepEqual(
        quickly(() => readAuditLog(filled(pattern))),
        [],
      )
    })
  }

  test('a line of 10 MB is skipped, those around it are not', () => {
    const good = sync('2026-01-02T03:04:05.123Z')
    for (const long of [
      good.replace('"a"', `"${'a'.repeat(10_000_000)}"`),
      `${'x'.repeat(1e7)}\n`,
    ]) {
      const log = bytes(`${good}${long}${good}`)
      assert.equal(quickly(() => readAuditLog(log)).length, 2)
    }
  })

  test('a line of many files, as a large store gives it, is read', () => {
    const files = Array.from(
      { length: 20_000 },
      (_, index) => `services/${index}/config/.env.kanuka`,
    )
    const log = appendToAuditLog(undefined, [{ ...entry, op: 'encrypt', files }])
    assert.equal(readAuditLog(log)[0]?.op, 'encrypt')
  })
})
