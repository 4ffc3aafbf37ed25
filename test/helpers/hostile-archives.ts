// Archives that nobody may import: each is a whole backup of the fixture `team`, but for one thing. Made
// byte by byte, with nothing of src.
import { DAMAGED, INCOMPLETE } from './hostile/damage.ts'
import { CLASHES, UNSAFE_KINDS } from './hostile/kinds.ts'
import { UNSAFE_NAMES } from './hostile/names.ts'
import { TOO_LARGE } from './hostile/sizes.ts'
import type { Story } from './hostile/stories.ts'

export interface HostileArchive {
  readonly name: string
  readonly code: 'ARCHIVE_DAMAGED' | 'ARCHIVE_INCOMPLETE' | 'ARCHIVE_TOO_LARGE' | 'ARCHIVE_UNSAFE'
  /** What the error says. */
  readonly says: RegExp
  readonly bytes: () => Buffer
}

export function hostileArchives(): readonly HostileArchive[] {
  const of = (code: HostileArchive['code'], stories: readonly Story[]): HostileArchive[] =>
    stories.map(([name, says, bytes]) => ({ name, code, says, bytes }))
  return [
    ...of('ARCHIVE_UNSAFE', [...UNSAFE_NAMES, ...UNSAFE_KINDS, ...CLASHES]),
    ...of('ARCHIVE_DAMAGED', DAMAGED),
    ...of('ARCHIVE_TOO_LARGE', TOO_LARGE),
    ...of('ARCHIVE_INCOMPLETE', INCOMPLETE),
  ]
}
