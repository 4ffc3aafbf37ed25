// Names of variables in a sentence: hidden where `show-names` hides them, and never many.
import { count } from '../platform/printable.ts'

const MAX_NAMES = 20
const MAX_LENGTH = 64

/** `A, B and 3 more`; where names are hidden `5 variables`. */
export function namesOf(names: readonly string[], visible: boolean): string {
  if (!visible) return count(names.length, 'variable')
  const shown = names.slice(0, MAX_NAMES).map(short)
  const rest = names.length - shown.length
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

function short(name: string): string {
  if (name.length <= MAX_LENGTH) return name
  return `${name.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`
}
