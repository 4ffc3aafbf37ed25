// What becomes of each file: of those in the archive, and of those that are there today. Decides only.
import { bytesAt, isSame } from '../kanuka/edits.ts'
import { AUDIT_FILE } from '../kanuka/layout.ts'
import type { PresentStore } from './present.ts'
import { hasOtherKey, keyFiles, type Comers, type Returning } from './returning.ts'

export interface RestoreRow {
  readonly path: string
  /**
   * kept: differs, and a merge leaves it. left out: in the archive, and not taken.
   */
  readonly state: 'added' | 'replaced' | 'removed' | 'kept' | 'same' | 'left out'
  readonly why?: string
}

/** By path; the log is in none. */
export function decideRows(comers: Comers, returning: readonly Returning[]): readonly RestoreRow[] {
  const { present, archived, mode } = comers
  const notTaken = notTakenBy(comers, returning)
  const rows = [...archived.files].map(([path, bytes]): RestoreRow => {
    const why = nestedIn(present, path) ?? notTaken.get(path)
    const today = present.files.has(path) ? bytesAt(present, path) : undefined
    if (!today)
      return why === undefined ? { path, state: 'added' } : { path, state: 'left out', why }
    if (isSame(path, today, bytes)) return { path, state: 'same' }
    return { path, state: mode === 'merge' ? 'kept' : 'replaced' }
  })
  const removed = [...present.files]
    .filter((path) => mode === 'replace' && path !== AUDIT_FILE && !archived.files.has(path))
    .map((path): RestoreRow => ({ path, state: 'removed' }))
  return [...rows, ...removed].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Why an entry of the archive is none of the store: a store of its own has come between. */
export function nestedIn({ nestedStores, shown }: PresentStore, path: string): string | undefined {
  const folder = nestedStores.find((nested) => path.startsWith(`${nested}/`))
  return folder === undefined ? undefined : `belongs to the store in ${shown(folder)}`
}

/** Key files that a merge does not add. */
function notTakenBy(comers: Comers, returning: readonly Returning[]): ReadonlyMap<string, string> {
  if (comers.mode === 'replace') return new Map()
  const others = comers.archived.members.filter((member) => hasOtherKey(comers, member))
  return new Map([
    ...returning
      .filter(({ isGranted }) => !isGranted)
      .flatMap(({ member }) => keyFiles(member))
      .map((path) => [path, 'of a member without access today, who is not in `grant`'] as const),
    ...others
      .flatMap(keyFiles)
      .map((path) => [path, 'was made for another public key than that of today'] as const),
  ])
}
