// The edit that adds lines to a store's log. A log that nobody could read afterwards is not added to.
// How a line is written is audit-log.ts's.
import { ActionError } from '../errors.ts'
import { appendToAuditLog, type AuditEntry } from './audit-log.ts'
import { bytesAt, type Edit } from './edits.ts'
import { AUDIT_FILE, MAX_AUDIT_BYTES } from './layout.ts'
import type { Store } from './store.ts'

/** @throws ActionError FILE_UNREADABLE, FILE_DAMAGED */
export function withLogLines(store: Store, entries: readonly AuditEntry[]): Edit {
  const log = bytesAt(store, AUDIT_FILE, MAX_AUDIT_BYTES)
  if (log && /^<{7} /m.test(log.toString('latin1'))) {
    const file = store.shown(AUDIT_FILE)
    throw new ActionError('FILE_DAMAGED', {
      what: `${file} holds conflict markers of an unfinished merge`,
      where: { file },
      fix: 'Keep the lines of both sides, without the markers, and commit.',
    })
  }
  return { path: AUDIT_FILE, after: appendToAuditLog(log, entries) }
}
