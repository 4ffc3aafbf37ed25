// .kanuka/audit.jsonl: who did what to a store, one JSON object a line, only ever added to. Owns how
// a line is written and read. Whoever may commit can write lines too: a log claims, it proves nothing.
import * as v from 'valibot'

export type AuditOperation =
  | 'ci-init'
  | 'clean'
  | 'create'
  | 'decrypt'
  | 'encrypt'
  | 'export'
  | 'import'
  | 'init'
  | 'register'
  | 'revoke'
  | 'rotate'
  | 'sync'

export interface AuditEntry {
  readonly time: Date
  /** Email of who did it. */
  readonly user: string
  readonly uuid: string
  readonly op: AuditOperation
  /** Relative to the root, with `/`. */
  readonly files?: readonly string[]
  readonly targetUser?: string
  readonly targetUuid?: string
  /** Only on the revocation of a device. */
  readonly device?: string
  readonly usersCount?: number
  readonly filesCount?: number
  readonly removedCount?: number
  readonly mode?: string
  readonly outputPath?: string
  readonly projectName?: string
  readonly projectUuid?: string
  readonly deviceName?: string
}

interface AuditLine {
  readonly time: Date
  readonly op: string
  readonly user: string
  readonly uuid: string
  readonly targetUuid?: string
  readonly targetUser?: string
}

type Value = string | number | readonly string[]

const NEWLINE = 0x0a
const MIN_LINE_BYTES = '{"ts":"2026-01-02T03:04:05Z","op":"x"}'.length
/** Far above what a store's list of files takes; bounds the memory for hostile nesting. */
const MAX_LINE_BYTES = 1024 * 1024
/** What the clocks of two machines may differ by. */
const CLOCK_SKEW_MS = 5 * 60 * 1000
const KEY_MAKERS = ['init', 'sync', 'revoke']

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
// As Go's encoding/json reads them: missing and null are empty, a wrong type spoils the line.
const TextSchema = v.nullish(v.string(), '')
const LineSchema = v.object({
  ts: v.string(),
  op: v.pipe(v.string(), v.nonEmpty()),
  user: TextSchema,
  uuid: TextSchema,
  target_uuid: TextSchema,
  target_user: TextSchema,
})

/**
 * The log with one more line per entry. What was there stays byte for byte, whatever its line ends;
 * a missing last newline is added first.
 */
export function appendToAuditLog(
  log: Uint8Array | undefined,
  entries: readonly AuditEntry[],
): Buffer {
  const existing = log ?? new Uint8Array()
  const isCutOff = entries.length > 0 && existing.length > 0 && existing.at(-1) !== NEWLINE
  const lines = entries.map((entry) => `${formatEntry(entry)}\n`)
  return Buffer.concat([existing, Buffer.from(`${isCutOff ? '\n' : ''}${lines.join('')}`)])
}

/** Lines that can be read, in order. Bad ones are skipped, as the CLI does. */
export function readAuditLog(log: Uint8Array): readonly AuditLine[] {
  return [...linesOf(log)]
}

/**
 * When the store's symmetric key was made, as the log claims. A revocation makes a new key without
 * a line for the `sync`; `rotate` is about a member's own key pair. A line from the future, which
 * would keep the key young for ever, does not count.
 */
export function keyMadeAt(log: Uint8Array | undefined, now: Date): Date | undefined {
  const latest = now.getTime() + CLOCK_SKEW_MS
  let newest: Date | undefined
  for (const { op, time } of linesOf(log ?? new Uint8Array())) {
    if (!KEY_MAKERS.includes(op) || time.getTime() > latest) continue
    if (newest === undefined || time > newest) newest = time
  }
  return newest
}

function formatEntry(entry: AuditEntry): string {
  const always: readonly (readonly [string, Value])[] = [
    // The CLI writes microseconds, which a Date does not have.
    ['ts', entry.time.toISOString().replace('Z', '000Z')],
    ['user', entry.user],
    ['uuid', entry.uuid],
    ['op', entry.op],
  ]
  const optional: readonly (readonly [string, Value])[] = [
    ['files', entry.files ?? []],
    ['target_user', entry.targetUser ?? ''],
    ['target_uuid', entry.targetUuid ?? ''],
    ['device', entry.device ?? ''],
    ['users_count', entry.usersCount ?? 0],
    ['files_count', entry.filesCount ?? 0],
    ['removed_count', entry.removedCount ?? 0],
    ['mode', entry.mode ?? ''],
    ['output_path', entry.outputPath ?? ''],
    ['project_name', entry.projectName ?? ''],
    ['project_uuid', entry.projectUuid ?? ''],
    ['device_name', entry.deviceName ?? ''],
  ]
  const fields = [...always, ...optional.filter(([, value]) => !isEmpty(value))]
  return `{${fields.map(([name, value]) => `"${name}":${formatValue(value)}`).join(',')}}`
}

function isEmpty(value: Value): boolean {
  return typeof value === 'number' ? value === 0 : value.length === 0
}

function formatValue(value: Value): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? formatText(value) : `[${value.map(formatText).join(',')}]`
}

// As Go's encoding/json writes it, so that our lines and the CLI's are alike.
function formatText(text: string): string {
  const pieces = text.split(/\p{Surrogate}/u).map((piece) => JSON.stringify(piece).slice(1, -1))
  const escaped = pieces.join('\\ufffd').replace(/[<>&\u2028\u2029]/g, escapeAsGo)
  return `"${escaped}"`
}

function escapeAsGo(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

// One line at a time: a log can be larger than the longest string.
function* linesOf(log: Uint8Array): Generator<AuditLine> {
  const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength)
  let start = 0
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    const length = end - start
    // Millions of lines that cannot be any cost nothing this way.
    if (length >= MIN_LINE_BYTES && length <= MAX_LINE_BYTES) {
      const line = readLine(bytes.toString('utf8', start, end))
      if (line !== undefined) yield line
    }
    start = end + 1
  }
}

function readLine(text: string): AuditLine | undefined {
  const parsed = v.safeParse(LineSchema, parseObject(text), { abortEarly: true })
  if (!parsed.success) return undefined
  const { ts, op, user, uuid, target_uuid: targetUuid, target_user: targetUser } = parsed.output
  const time = readTime(ts)
  if (time === undefined) return undefined
  return {
    time,
    op,
    user,
    uuid,
    ...(targetUuid !== '' && { targetUuid }),
    ...(targetUser !== '' && { targetUser }),
  }
}

function parseObject(text: string): unknown {
  // An error is slow to make, and a hostile log can have millions of such lines.
  if (!/^\s*\{/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readTime(text: string): Date | undefined {
  if (!UTC.test(text)) return undefined
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) return undefined
  // JavaScript makes the 2nd of March of a 30th of February.
  return time.toISOString().startsWith(text.slice(0, 19)) ? time : undefined
}
