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
import type { Landed, StoresOutcome } from './commit-stores.ts'
import { readFrom, type Read } from './pull-read.ts'
import { importingInto, type ImportMeans } from './pull-source.ts'
import { openTexts, type ImportedStore } from './pull-store.ts'
import { importValues, readForChange } from './pull-values.ts'
import { importSections, importWarnings } from './pull-report.ts'
import type { ConfiguredDestination } from './push-config.ts'

export interface PushImportMeans extends ImportMeans {
  readonly stores: readonly OpenedStore[]
  readonly privateKey: PrivateKey
  readonly deadline: Deadline
  /** What this run has committed before the push. */
  readonly earlier: Landed | undefined
}

/** Where the values are that were to be taken in. */
type Source =
  /** They were there before. */
  | { readonly kind: 'unchanged' }
  /** In this commit, on the branch that it is for. */
  | { readonly kind: 'committed'; readonly commit: string }
  /** In this checkout or in a proposal, which may come to nothing. */
  | { readonly kind: 'uncommitted' }

export interface PushImports {
  takeIn(this: void, found: readonly Importable[]): Promise<Source>
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
      return sourceAfter(outcome)
    },
    reported: (report) => (outcome ? withImports(report, outcome, means) : report),
  }
}

function sourceAfter({ results, committed }: StoresOutcome<ImportedStore>): Source {
  const isChanged = results.some(({ files }) => files.some((file) => file.isChanged))
  if (!isChanged) return { kind: 'unchanged' }
  return committed?.proposedFrom === undefined && committed !== undefined
    ? { kind: 'committed', commit: committed.commit }
    : { kind: 'uncommitted' }
}

async function takeIn(
  found: readonly Importable[],
  configured: readonly ConfiguredDestination[],
  means: PushImportMeans,
): Promise<StoresOutcome<ImportedStore>> {
  const { inputs, deps, privateKey, earlier } = means
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
  return importValues(stores, reads, {
    inputs,
    deps,
    privateKey,
    earlier,
    now: new Date(),
    stop,
  })
}

const NOT_YET =
  'What was imported stays as it is at the destinations until a push finds it committed.'

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
      ...(sourceAfter(outcome).kind === 'uncommitted' ? [NOT_YET] : []),
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
