// The imports of a push (`initial-sync: import-*`): what its plans would take into the source is read,
// brought into the encrypted files, and committed where asked to, before anything is written.
import { ActionErrors, throwIfAny, type ActionError } from '../errors.ts'
import type { OpenedStore } from '../kanuka/open-store.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import type { Importable } from '../push/apply.ts'
import { reasonOf } from '../push/calls.ts'
import type { Deadline } from '../push/deadline.ts'
import { failureAt } from '../push/results.ts'
import type { Report } from './command.ts'
import { commitNotes, commitOutputs, whereTo } from './commit-report.ts'
import type { StoresOutcome } from './commit-stores.ts'
import { readFrom, type Read } from './import-read.ts'
import { importingInto, type ImportMeans } from './import-source.ts'
import { openTexts, type ImportedStore } from './import-store.ts'
import { importValues, readForChange } from './import-values.ts'
import { importSections, importWarnings } from './pull-report.ts'
import type { ConfiguredDestination } from './push-config.ts'

export interface PushImportMeans extends ImportMeans {
  readonly stores: readonly OpenedStore[]
  readonly privateKey: PrivateKey
  readonly deadline: Deadline
}

export interface PushImports {
  takeIn(this: void, found: readonly Importable[]): Promise<void>
  /** The report of the push, with what was taken in. */
  reported(report: Report): Report
}

export function importsOf(
  configured: readonly ConfiguredDestination[],
  means: PushImportMeans,
): PushImports {
  let outcome: StoresOutcome<ImportedStore> | undefined
  return {
    takeIn: async (found) => {
      outcome = await takeIn(found, configured, means)
      throwIfAny(outcome.failures)
    },
    reported: (report) => (outcome ? withImports(report, outcome, means) : report),
  }
}

async function takeIn(
  found: readonly Importable[],
  configured: readonly ConfiguredDestination[],
  means: PushImportMeans,
): Promise<StoresOutcome<ImportedStore>> {
  const { inputs, deps, privateKey } = means
  const stores = means.stores.map(({ store }) => readForChange(store.root, { deps }))
  // In the order of the configuration: later ones win.
  const wanted = configured.filter(({ entry }) => found.some(({ name }) => name === entry.name))
  const { results, failures } = await importingInto(wanted, stores)
  throwIfAny(failures)
  const reads: Read[] = []
  const errors: ActionError[] = []
  for (const importing of results) {
    const { name } = importing.configured.entry
    const there = found.find((each) => each.name === name)
    const store = stores.find(({ root }) => root === importing.root)
    if (!there || !store) throw new TypeError('an entry that is not pushed')
    try {
      const { texts } = await openTexts(store, [importing.path], { inputs, deps, privateKey })
      const current = texts.get(importing.path)?.variables ?? new Map()
      const { session, items } = there
      const signals = { stop: means.deadline.stop, cut: means.deadline.cut }
      reads.push(
        await readFrom(importing, { session, items, current, store }, { inputs, deps, ...signals }),
      )
    } catch (thrown) {
      errors.push(...(thrown instanceof ActionErrors ? thrown.errors : [failureAt(name, thrown)]))
    }
  }
  throwIfAny(errors)
  const { stop } = means.deadline
  if (stop.aborted) throw reasonOf(stop)
  return importValues(stores, reads, { inputs, deps, privateKey, now: new Date(), stop })
}

function withImports(
  report: Report,
  outcome: StoresOutcome<ImportedStore>,
  { inputs, deps: { workflow } }: PushImportMeans,
): Report {
  const { committed } = outcome
  const changed = outcome.results.flatMap(({ store, files }) =>
    files
      .filter(({ isChanged }) => isChanged)
      .map(({ path, plan }) => ({ shown: store.shown(path), amount: plan.values.size })),
  )
  const isChanged = changed.length > 0
  return {
    ...report,
    sections: [...report.sections, ...importSections(outcome, { inputs, workflow })],
    notes: [
      ...report.notes,
      ...changed.map(({ shown, amount }) => `${amount} imported into ${shown}`),
      ...(committed ? [whereTo(committed)] : []),
      ...(isChanged ? commitNotes(committed, inputs) : []),
    ],
    warnings: [...report.warnings, ...importWarnings(outcome, { inputs, workflow })],
    outputs: {
      ...report.outputs,
      ...(isChanged && { changed: 'true' }),
      files: JSON.stringify(changed.map(({ shown }) => shown)),
      'files-count': String(changed.length),
      ...commitOutputs(committed),
    },
    details: { ...report.details, imported: changed },
  }
}
