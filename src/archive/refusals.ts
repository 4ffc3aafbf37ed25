// The errors of reading an archive. Names from inside it are shortened and made printable here.
import { ActionError } from '../errors.ts'

const FETCH_AGAIN =
  'Fetch the archive again and compare its SHA-256 with the one that was given out when it was made, or take an older one.'

/** @param what a sentence that names the archive */
export function damaged(what: string, fix = FETCH_AGAIN): ActionError {
  return new ActionError('ARCHIVE_DAMAGED', { what, fix })
}

export function unsafe(what: string): ActionError {
  return new ActionError('ARCHIVE_UNSAFE', {
    what,
    fix: 'Do not use this archive before you know where it comes from. If it was packed by hand, pack it with `export`.',
  })
}

export function tooLarge(what: string): ActionError {
  return new ActionError('ARCHIVE_TOO_LARGE', {
    what,
    fix: 'Look where the archive comes from. A store of such a size has to be split.',
  })
}

export function incomplete(what: string): ActionError {
  return new ActionError('ARCHIVE_INCOMPLETE', {
    what,
    fix: 'Name an archive that `export` or `kanuka secrets export` made.',
  })
}
