// What an import takes from a destination: its values, masked as soon as they are known, or an error. A
// value that cannot be read is never taken for an empty one. Writes nothing anywhere.
import type { Session } from '../destinations/contract.ts'
import { readValues } from '../destinations/shared/file-formats.ts'
import type { ActionError } from '../errors.ts'
import type { Store } from '../kanuka/store.ts'
import { reasonOf, untilCut, type Signals } from '../push/calls.ts'
import { spelling } from '../push/decision.ts'
import { problem } from '../push/desired-items.ts'
import type { Format } from '../push/format.ts'
import { namesToRead } from '../push/import-names.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { parseDotenv } from '../secrets/dotenv.ts'
import { MaskCollector } from '../secrets/mask-collector.ts'
import { sourceOf, type ImportMeans, type Importing } from './pull-source.ts'
import { maskPolicyOf } from './masks.ts'

type Values = ReadonlyMap<string, SecretText | null>

/** An entry with what stands at its destination. */
export interface Read extends Importing {
  /** Those of its items, or those in its one item. */
  readonly names: readonly string[]
  readonly values: Values
}

export interface Reading {
  readonly session: Session
  /** Names of items that can be taken in; of a bundle only its own counts. */
  readonly items: readonly string[]
  /** Of the file that takes the values. */
  readonly current: ReadonlyMap<string, SecretText>
  readonly store: Store
}

/** @throws ActionError IMPORT_UNREADABLE; whatever the adapter throws */
export async function readFrom(
  importing: Importing,
  reading: Reading,
  means: ImportMeans & Signals,
): Promise<Read> {
  const { bundle } = importing.configured.entry
  const read = bundle
    ? await readBundle(importing, reading, means)
    : await readItems(importing, reading, means)
  maskValues(read, means)
  return { ...importing, ...read }
}

type Found = Pick<Read, 'names' | 'values'>

async function readItems(
  importing: Importing,
  { session, items, current, store }: Reading,
  means: ImportMeans & Signals,
): Promise<Found> {
  const source = sourceOf({ ...importing, names: items, values: new Map() }, store, means)
  // Of a whole account only what is meant is asked for.
  const names = namesToRead(source, current)
  return { names: items, values: await valuesOf({ importing, session, means }, names) }
}

async function readBundle(
  importing: Importing,
  { session, items }: Reading,
  means: ImportMeans & Signals,
): Promise<Found> {
  const { entry, destination } = importing.configured
  const { format, item } = entry.bundle ?? { format: 'json', item: '' }
  const name = spelling(destination.capabilities, item)
  const isThere = items.some((each) => spelling(destination.capabilities, each) === name)
  const values = isThere ? await valuesOf({ importing, session, means }, [name]) : undefined
  const text = values?.get(name)
  if (!(text instanceof SecretValue)) {
    throw unreadable(importing, {
      what: `there is no item ${item} that could be read`,
      fix: 'Check `item` and the place, and that the credentials may read it. Nothing was imported.',
    })
  }
  const unpacked = await unpack(format, text)
  if (unpacked) return { names: [...unpacked.keys()], values: unpacked }
  throw unreadable(importing, {
    what: `the item ${item} is no ${format} text of names and texts`,
    fix: 'Check `format`. Lists, null and nested values are not taken for text, nor are numbers of YAML: put them in quotes there.',
  })
}

async function unpack(format: Format, text: SecretText): Promise<Values | undefined> {
  if (format === 'dotenv') {
    const { variables, strayLines } = parseDotenv(text.reveal())
    return strayLines.length > 0 ? undefined : variables
  }
  const values = await readValues(format, text.reveal(), 'as written')
  return values && new Map([...values].map(([name, value]) => [name, new SecretValue(value)]))
}

interface Asking {
  readonly importing: Importing
  readonly session: Session
  readonly means: Signals
}

async function valuesOf(
  { importing, session, means }: Asking,
  names: readonly string[],
): Promise<Values> {
  if (names.length === 0) return new Map()
  if (!session.get) throw notReadable(importing)
  if (means.stop.aborted) throw reasonOf(means.stop)
  return untilCut(means, session.get(names))
}

/** Of a type whose values nobody gets back. */
export function notReadable(importing: Pick<Importing, 'configured'>): ActionError {
  return unreadable(importing, {
    what: 'its values cannot be read back',
    fix: 'Only from destinations whose values can be read something can be imported: take this one out.',
  })
}

function unreadable(
  { configured }: Pick<Importing, 'configured'>,
  details: { readonly what: string; readonly fix: string },
): ActionError {
  return problem(configured.entry, 'IMPORT_UNREADABLE', details)
}

function maskValues({ values }: Found, { inputs, deps }: ImportMeans): void {
  const masks = new MaskCollector(maskPolicyOf(inputs, deps.workflow), new Set(inputs.unmasked))
  for (const [name, value] of values) if (value) masks.addExported(name, value.reveal())
  deps.mask(masks.masks)
}
