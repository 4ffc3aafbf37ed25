// Values of an entry, compared: with the marks that speak of them, and with what they were. Others keep
// whatever they like, so a value is any JSON. Writes nothing.
import { SecretValue, type SecretText } from '../secret-value.ts'
import type { Context } from './contract.ts'
import { valueVersion } from './shared/value-version.ts'
import type { Engine, EntryContent, EntryValues } from './vault-engine.ts'
import { hasValue, withoutValue, type MarkBook, type MarkRow } from './vault-marks.ts'

export interface EntryPlace {
  readonly engine: Engine
  readonly path: string
  /** As in the context, by key. */
  readonly isOfValue?: Context['isOfValue']
}

/**
 * Rows of the keys that are there, those flagged whose value is not what the mark speaks of. Our own marks
 * tell that by themselves; for others the version that they speak of is compared, where there is one.
 * Keys that were claimed, and never marked, have a row without a value, unless somebody else made them.
 */
export async function carried(
  { engine, path, isOfValue }: EntryPlace,
  book: MarkBook,
  now: EntryContent,
): Promise<ReadonlyMap<string, MarkRow>> {
  const rows = new Map([...book.rows].filter(([name]) => now.values.has(name)))
  for (const [name, mark] of book.claims.flatMap(({ marks }) => [...marks])) {
    if (!now.values.has(name) || book.rows.has(name)) continue
    const value = now.values.get(name)
    const isTheirs = isOfValue?.(name, mark, textOf(value)) === false || typeof value !== 'string'
    if (!isTheirs) rows.set(name, withoutValue(mark))
  }
  if (engine.hasVersions && book.version === now.version) return rows
  const unjudged: string[] = []
  for (const [name, row] of rows) {
    if (!hasValue(row)) continue
    const value = now.values.get(name)
    const isOurs = isOfValue?.(name, row.mark, textOf(value))
    if (isOurs === undefined) unjudged.push(name)
    // We write text: a number that reads the same is somebody else's.
    else rows.set(name, { ...row, isDrifted: !isOurs || typeof value !== 'string' })
  }
  if (unjudged.length === 0 || !engine.hasVersions) return rows
  // There is no version 0; to Vault it means the current one.
  const then = book.version > 0 ? await engine.read(path, book.version) : undefined
  for (const name of unjudged) {
    const row = rows.get(name)
    if (!row || (then && isSame(name, then.values, now.values))) continue
    rows.set(name, { ...row, isDrifted: true })
  }
  return rows
}

export function isSame(name: string, some: EntryValues, others: EntryValues): boolean {
  if (!some.has(name) || !others.has(name)) return some.has(name) === others.has(name)
  return JSON.stringify(some.get(name)) === JSON.stringify(others.get(name))
}

/** A value as text: whatever is no string, as JSON. */
export function textOf(value: unknown): SecretText {
  return new SecretValue(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Of a value, where the engine has none. */
export function versionOf(value: unknown): string {
  return valueVersion(JSON.stringify(value))
}
