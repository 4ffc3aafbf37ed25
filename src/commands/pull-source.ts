// Entries of a configuration as an import sees them: which store, which file, under which names. Sends
// nothing and reads no secret.
import { posix } from 'node:path'
import type { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { plaintextPath } from '../kanuka/layout.ts'
import type { Store } from '../kanuka/store.ts'
import { problem } from '../push/desired-items.ts'
import type { ImportSource } from '../push/import-plan.ts'
import { importTarget } from '../push/import-target.ts'
import { environmentOf } from '../secrets/key-schema.ts'
import { parseKeySchema } from '../secrets/key-schema-parser.ts'
import type { Deps } from './command.ts'
import { eachStore, type Attempts } from './each-store.ts'
import type { ConfiguredDestination } from './push-config.ts'
import { storeOf, unknownStore } from './push-targets.ts'

export interface ImportMeans {
  readonly inputs: Inputs
  readonly deps: Deps
}

/** An entry whose values are taken into a file. */
export interface Importing {
  readonly configured: ConfiguredDestination
  /** Real path of its store. */
  readonly root: string
  /** The secret file that takes them, relative to the store. */
  readonly path: string
}

/** All of them; what is wrong with an entry is among the failures. */
export async function importingInto(
  destinations: readonly ConfiguredDestination[],
  stores: readonly Store[],
): Promise<Attempts<Importing>> {
  const choices = stores.map((store) => ({ store }))
  return eachStore(destinations, (configured): Importing => {
    const { entry } = configured
    const store = storeOf(entry.store, choices)?.store
    if (!store) throw unknownStore(entry.name, choices)
    return { configured, root: store.root, path: importTarget(entry, store.secretFiles).path }
  })
}

/** @throws ActionError SCHEMA_INVALID */
export function sourceOf(
  { configured, path, names, values }: Importing & Pick<ImportSource, 'names' | 'values'>,
  store: Store,
  { inputs, deps }: ImportMeans,
): ImportSource {
  const { entry, destination } = configured
  const { spelled } = destination.capabilities.names
  const keySchema = entry.keySchema ?? inputs.keySchema
  const plaintext = posix.basename(plaintextPath(path))
  const environment = entry.environment ?? inputs.environment ?? environmentOf(plaintext)
  if (environment === undefined && parseKeySchema(keySchema).usesEnvironment) {
    throw withoutEnvironment(configured, store.shown(path))
  }
  return {
    name: entry.name,
    where: entry.where,
    empty: entry.empty,
    initialSync: entry.initialSync,
    keySchema,
    schemaValues: new Map([
      ['environment', environment ?? ''],
      ['project', store.config.projectName],
      ['file', plaintext],
      ['branch', deps.workflow.refName],
    ]),
    select: entry.select ?? inputs.select,
    derived: entry.values.keys(),
    ...(spelled && !entry.bundle && { spelled }),
    names,
    values,
  }
}

function withoutEnvironment({ entry }: ConfiguredDestination, file: string): ActionError {
  return problem(entry, 'SCHEMA_INVALID', {
    what: `\`key-schema\` uses {{environment}}, and the name of ${file} tells none`,
    fix: 'Give it: `environment: production`. File names tell it as in `.env.production.kanuka`.',
  })
}
