// Lines of audit.jsonl with their numbers, and those that one log has and another has not. Parsing a
// line is kanuka/audit-log.ts. Must stay linear: a log is as long as its writer likes.
import { readAuditLog } from '../kanuka/audit-log.ts'

type AuditLine = ReturnType<typeof readAuditLog>[number]

export interface NumberedLine {
  /** 1-based. */
  readonly number: number
  readonly entry: AuditLine
}

/** What happens to the store's key, and `rotate`: to a member's own. */
export type KeyOperation = 'init' | 'revoke' | 'rotate' | 'sync'

const OPERATIONS: readonly string[] = ['init', 'revoke', 'rotate', 'sync'] satisfies KeyOperation[]

interface RawLine {
  /** 1-based. */
  readonly number: number
  /** Without its line end. */
  readonly bytes: Buffer
}

// Several rules ask for the same log.
const parsed = new WeakMap<Uint8Array, readonly NumberedLine[]>()
const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Lines that are not empty, whatever their line ends. */
export function* rawLines(log: Uint8Array): Generator<RawLine> {
  const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength)
  let number = 0
  for (let start = 0; start < bytes.length;) {
    number += 1
    const newline = bytes.indexOf(NEWLINE, start)
    const next = newline === -1 ? bytes.length : newline + 1
    let end = newline === -1 ? bytes.length : newline
    if (end > start && bytes[end - 1] === CARRIAGE_RETURN) end -= 1
    if (end > start) yield { number, bytes: bytes.subarray(start, end) }
    start = next
  }
}

/** Lines about keys that can be read. */
export function keyLines(log: Uint8Array | undefined): readonly NumberedLine[] {
  if (!log) return []
  const known = parsed.get(log)
  if (known) return known
  const lines: NumberedLine[] = []
  for (const { number, bytes } of rawLines(log)) {
    const [entry] = readAuditLog(bytes)
    if (entry && OPERATIONS.includes(entry.op)) lines.push({ number, entry })
  }
  parsed.set(log, lines)
  return lines
}

/** Lines of these operations that `to` has and `from` has not, in the order of `to`. */
export function newKeyLines(
  from: Uint8Array | undefined,
  to: Uint8Array | undefined,
  operations: readonly KeyOperation[],
): readonly NumberedLine[] {
  const known = new Set(keyLines(from).map(({ entry }) => identity(entry)))
  return keyLines(to).filter(
    ({ entry }) =>
      operations.some((operation) => operation === entry.op) && !known.has(identity(entry)),
  )
}

// By what it says and not by its bytes: git may convert line ends.
function identity({ time, op, user, uuid, targetUuid, targetUser }: AuditLine): string {
  return JSON.stringify([time.getTime(), op, user, uuid, targetUuid, targetUser])
}
