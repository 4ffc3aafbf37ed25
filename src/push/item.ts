// What goes to a destination: named values, derived from secret files. Types only.
import type { SecretText } from '../secret-value.ts'

/** One item as it should be at a destination. */
export interface DesiredItem {
  /** As it is spelled there. */
  readonly name: string
  readonly value: SecretText
  /** Of which variables of which files it is made, for messages: `DB_USER (.env.kanuka)`. */
  readonly sources: readonly string[]
}
