// audit.jsonl as this action writes it: the same bytes as the CLI's, and none of those there changed.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  appendToAuditLog,
  readAuditLog,
  type AuditEntry,
  type AuditOperation,
} from '../../../src/kanuka/audit-log.ts'
import { FIXTURES } from '../../helpers/action.ts'

const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const TIME = new Date('2026-01-02T03:04:05.123Z')

const bytes = (text: string): Buffer => Buffer.from(text)
const appended = (log: string | undefined, ...entries: readonly AuditEntry[]): string =>
  appendToAuditLog(log === undefined ? undefined : bytes(log), entries).toString()
const entry: AuditEntry = { time: TIME, user: 'a@example.com', uuid: ALICE, op: 'sync' }

describe('every line of the fixtures comes out again', () => {
  const logs = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('audit.jsonl'))
    .toSorted()

  test('there are logs', () => assert.ok(logs.length > 10))

  for (const path of logs) {
    test(path, () => {
      const original = readFileSync(join(FIXTURES, path), 'utf8')
      const lines = original.split('\n').slice(0, -1)
      // A Date has no microseconds: the last three digits become zeros, all else is the same.
      const expected = original.replace(/^(\{"ts":"[^"]*\.\d{3})\d{3}Z/gm, '$1000Z')
      assert.equal(appended(undefined, ...lines.map(entryOf)), expected)
      assert.equal(readAuditLog(bytes(original)).length, lines.length)
    })
  }
})

/** The entry of a line that the CLI wrote. */
function entryOf(line: string): AuditEntry {
  const fields = JSON.parse(line) as Record<string, unknown>
  const { ts, op, ...others } = fields
  const renamed = Object.entries(others).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
    value,
  ])
  return {
    time: new Date(String(ts)),
    op: op as AuditOperation,
    ...(Object.fromEntries(renamed) as { user: string; uuid: string }),
  }
}

describe('written as Go writes it', () => {
  const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('')
  const odd = `${controls}\u007f\u0080\u0085\u00a0\u00ad\u200b\u2027\u2028\u2029\u202e\ufeff\ufffd\ufffe\uffff😀\u{10ffff}"\\/'<>&\`{}é日本語`
  const oddInGo = [
    String.raw`\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f`,
    String.raw`\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f`,
    '\u007f\u0080\u0085\u00a0\u00ad\u200b\u2027',
    String.raw`\u2028\u2029`,
    '\u202e\ufeff\ufffd\ufffe\uffff😀\u{10ffff}',
    String.raw`\"\\/'\u003c\u003e\u0026`,
    '`{}é日本語',
  ].join('')
  const ts = '"ts":"2026-01-02T03:04:05.123000Z"'
  /** Lines of json.Marshal of Go 1.26 for a struct with the fields of the CLI. */
  const vectors: readonly (readonly [AuditEntry, string])[] = [
    [
      { time: TIME, user: 'a <b> & "c" \\ud800@x', uuid: '', op: 'encrypt', files: [] },
      String.raw`{${ts},"user":"a \u003cb\u003e \u0026 \"c\" \\ud800@x","uuid":"","op":"encrypt"}`,
    ],
    [
      { time: TIME, user: odd, uuid: 'u', op: 'encrypt', files: [odd, '', '.env.kanuka'] },
      `{${ts},"user":"${oddInGo}","uuid":"u","op":"encrypt","files":["${oddInGo}","",".env.kanuka"]}`,
    ],
    [
      { time: TIME, user: '', uuid: '', op: 'sync', usersCount: 3, filesCount: 0 },
      `{${ts},"user":"","uuid":"","op":"sync","users_count":3}`,
    ],
    [
      { ...entry, user: 'x\ud800y\udfff\udfff', uuid: 'u', op: 'clean', removedCount: 2 ** 53 - 1 },
      String.raw`{${ts},"user":"x\ufffdy\ufffd\ufffd","uuid":"u","op":"clean","removed_count":9007199254740991}`,
    ],
    [
      // Given in another order than it is written in.
      {
        deviceName: 'dn',
        projectUuid: 'pu',
        projectName: 'pn',
        outputPath: 'out',
        mode: 'merge',
        removedCount: 3,
        filesCount: 2,
        usersCount: 1,
        device: 'laptop',
        targetUuid: 'id',
        targetUser: 'alice@example.com (laptop)',
        files: ['.env'],
        op: 'revoke',
        uuid: 'u',
        user: 'x',
        time: TIME,
      },
      `{${ts},"user":"x","uuid":"u","op":"revoke","files":[".env"],"target_user":"alice@example.com (laptop)","target_uuid":"id","device":"laptop","users_count":1,"files_count":2,"removed_count":3,"mode":"merge","output_path":"out","project_name":"pn","project_uuid":"pu","device_name":"dn"}`,
    ],
    [
      {
        ...entry,
        user: 'x',
        uuid: 'u',
        targetUser: '',
        targetUuid: '',
        device: '',
        removedCount: 0,
        mode: '',
        outputPath: '',
        projectName: '',
        projectUuid: '',
        deviceName: '',
      },
      `{${ts},"user":"x","uuid":"u","op":"sync"}`,
    ],
  ]
  for (const [index, [given, line]] of vectors.entries()) {
    test(`vector ${index + 1}`, () => assert.equal(appended(undefined, given), `${line}\n`))
  }

  test('whatever the text, it is one line without what Go escapes, and reads back', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, text, fc.array(text), (user, uuid, files) => {
        const line = appended(undefined, { time: TIME, user, uuid, op: 'encrypt', files })
        assert.match(line, /^[^\u0000-\u001f\u2028\u2029<>&]+\n$/)
        assert.deepEqual(readAuditLog(bytes(line)), [{ time: TIME, user, uuid, op: 'encrypt' }])
        const written = JSON.parse(line) as { files?: string[] }
        assert.deepEqual(written.files ?? [], files)
      }),
    )
  })

  test('a time is UTC with six digits, whatever the zone and the milliseconds', () => {
    for (const [time, written] of [
      ['2026-01-02T03:04:05+05:30', '2026-01-01T21:34:05.000000Z'],
      ['2026-01-02T03:04:05.007Z', '2026-01-02T03:04:05.007000Z'],
    ] as const) {
      const line = appended(undefined, { ...entry, time: new Date(time) })
      assert.ok(line.startsWith(`{"ts":"${written}",`), line)
    }
  })
})

describe('what was there stays byte for byte', () => {
  const line = appended(undefined, entry)
  const logs: Readonly<Record<string, readonly [string, string]>> = {
    'a log': ['{}\n', '{}\n'],
    'no last newline': ['{}', '{}\n'],
    'CRLF throughout': ['{}\r\n{}\r\n', '{}\r\n{}\r\n'],
    'CRLF without the last newline': ['{}\r\n{}', '{}\r\n{}\n'],
    'a bare CR at the end': ['{}\r', '{}\r\n'],
    'blank lines': ['\n\n', '\n\n'],
    'an empty log': ['', ''],
  }
  for (const [name, [before, kept]] of Object.entries(logs)) {
    test(name, () => {
      assert.equal(appended(before, entry), `${kept}${line}`)
      assert.equal(appended(before, entry, entry), `${kept}${line}${line}`)
      assert.equal(appended(before), before)
    })
  }

  test('no log yet', () => {
    assert.equal(appended(undefined, entry), line)
    assert.equal(appended(undefined), '')
  })

  test('bytes that are no text', () => {
    const before = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x00, 0xc3, 0x0d, 0x0a, 0xed, 0xa0, 0x80])
    const expected = Buffer.concat([before, bytes(`\n${line}`)])
    assert.deepEqual(appendToAuditLog(before, [entry]), expected)
    // A view into a larger buffer, as `subarray` gives it.
    const view = new Uint8Array([1, ...before, 2]).subarray(1, -1)
    assert.deepEqual(appendToAuditLog(view, [entry]), expected)
  })

  test('what is given back is not the memory of the log', () => {
    const before = bytes(line)
    appendToAuditLog(before, []).fill(0)
    assert.equal(before.toString(), line)
  })
})
