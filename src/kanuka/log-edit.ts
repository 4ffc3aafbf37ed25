// The edit that adds lines to a store's log. A log that nobody could read afterwards is not added to.
// How a line is written is audit-log.ts's.
import { ActionError } from '../errors.ts'
import { appendToAuditLog, type AuditEntry } from './audit-log.ts'
import { bytesAt, type Edit, type StoreFiles } from './edits.ts'
import { AUDIT_FILE, MAX_AUDIT_BYTES } from './layout.ts'

/** @throws ActionError FILE_UNREADABLE, FILE_DAMAGED */
export function withLogLines(store: StoreFiles, entries: readonly AuditEntry[]): Edit {
  return { path: AUDIT_FILE, after: appendToAuditLog(soundLog(store), entries) }
}

/** @throws ActionError FILE_UNREADABLE, FILE_DAMAGED */
export function soundLog(store: StoreFiles): Buffer | undefined {
  const log = bytesAt(store, AUDIT_FILE, MAX_AUDIT_BYTES)
  if (!log || !/^<{7} /m.test(log.toString('latin1'))) return log
  const file = store.shown(AUDIT_FILE)
  throw new ActionError('FILE_DAMAGED', {
    what: `${file} holds conflict markers of an unfinished merge`,
    where: { file },
    fix: 'Keep the lines of both sides, without the markers, and commit.',
  })
}
