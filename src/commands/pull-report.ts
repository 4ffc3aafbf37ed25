// What an import says: log, summary and outputs. Names of variables where they may be seen, counts
// elsewhere, never a value.
import type { Inputs } from '../inputs.ts'
import { count } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'
import { listed } from '../push/refusals.ts'
import { EMPTY_REPORT, type Message, type Report, type Section } from './command.ts'
import { commitDetails, commitNotes, commitOutputs, whereTo } from './commit-report.ts'
import type { StoresOutcome } from './commit-stores.ts'
import type { ImportedFile, ImportedStore } from './pull-store.ts'
import { showsNames } from './masks.ts'

const KINDS = ['added', 'changed', 'unchanged', 'skipped'] as const

export interface PullFacts {
  readonly inputs: Inputs
  readonly workflow: Workflow
  /** Of the destinations that were asked, in order. */
  readonly destinations: readonly string[]
  /** Those of them that had nothing of ours. */
  readonly bare: readonly string[]
  /** Destinations that are not for this branch. */
  readonly left: number
}

interface Shown extends ImportedFile {
  /** Relative to the workspace. */
  readonly shown: string
}

export function describePull(outcome: StoresOutcome<ImportedStore>, facts: PullFacts): Report {
  const { inputs, left } = facts
  const { committed, failures } = outcome
  const files = filesOf(outcome)
  const changed = files.filter(({ isChanged }) => isChanged)
  const isChanged = !inputs.dryRun && changed.length > 0
  return {
    ...EMPTY_REPORT,
    headline: headline(outcome, files, facts),
    sections: importSections(outcome, facts),
    notes: [
      ...(left === 0 ? [] : [`${count(left, 'destination')} not pulled from on this branch`]),
      ...(isChanged ? commitNotes(committed, inputs) : []),
    ],
    warnings: [
      ...facts.bare.map((name) => ({
        text: `"${name}" has nothing to import: no name there is one that \`key-schema\` and \`select\` give`,
      })),
      ...importWarnings(outcome, facts),
    ],
    failures,
    outputs: {
      changed: String(isChanged),
      files: JSON.stringify(changed.map(({ shown }) => shown)),
      'files-count': String(changed.length),
      ...commitOutputs(committed),
    },
    details: {
      dryRun: inputs.dryRun,
      destinations: facts.destinations,
      files: files.map((file) => ({
        path: file.shown,
        result: resultOf(file, inputs),
        ...Object.fromEntries(KINDS.map((kind) => [kind, amount(file, kind)])),
        clashes: file.plan.clashes.length,
      })),
      commit: commitDetails(committed),
      errors: failures.map(({ code, what }) => ({ code, what })),
    },
  }
}

function filesOf({ results }: StoresOutcome<ImportedStore>): readonly Shown[] {
  return results.flatMap(({ store, files }) =>
    files.map((file) => ({ ...file, shown: store.shown(file.path) })),
  )
}

function amount({ plan }: ImportedFile, kind: (typeof KINDS)[number]): number {
  return plan.rows.filter((row) => row.kind === kind).length
}

function resultOf({ isNew, isChanged }: ImportedFile, { dryRun }: Inputs): string {
  if (!isChanged) return 'as it was'
  return `${dryRun ? 'would be ' : ''}${isNew ? 'made' : 'changed'}`
}

function headline(
  { committed, failures }: StoresOutcome<ImportedStore>,
  files: readonly Shown[],
  { inputs, destinations }: PullFacts,
): string {
  const sum = (kind: (typeof KINDS)[number]): number =>
    files.reduce((total, file) => total + amount(file, kind), 0)
  const would = inputs.dryRun ? 'would be ' : ''
  const counts = KINDS.map((kind) =>
    kind === 'unchanged' ? `${sum(kind)} unchanged` : `${sum(kind)} ${would}${kind}`,
  )
  const start = inputs.dryRun ? 'Dry run, nothing was changed: ' : ''
  return [
    `${start}${count(destinations.length, 'destination')} into ${count(files.length, 'file')}: ${counts.join(', ')}`,
    ...(committed ? [whereTo(committed)] : []),
    ...(failures.length > 0 ? [`${count(failures.length, 'problem')}, see below`] : []),
  ].join('. ')
}

/** Also beside a push that took something in. */
export function importSections(
  outcome: StoresOutcome<ImportedStore>,
  { inputs, workflow }: Pick<PullFacts, 'inputs' | 'workflow'>,
): readonly Section[] {
  const files = filesOf(outcome)
  const totals: Section = {
    title: 'Imported into',
    columns: ['secret file', ...KINDS, 'result'],
    rows: files.map((file) => [
      file.shown,
      ...KINDS.map((kind) => String(amount(file, kind))),
      resultOf(file, inputs),
    ]),
  }
  if (!showsNames(inputs, workflow)) return [totals]
  return [
    totals,
    {
      title: 'Variables',
      columns: ['secret file', 'variable', 'destination', 'result', 'why'],
      rows: files.flatMap(({ shown, plan }) =>
        plan.rows
          .filter(({ kind }) => kind !== 'unchanged')
          .map(({ name, destination, kind, why }) => [shown, name, destination, kind, why]),
      ),
    },
  ]
}

export function importWarnings(
  outcome: StoresOutcome<ImportedStore>,
  { inputs, workflow }: Pick<PullFacts, 'inputs' | 'workflow'>,
): readonly Message[] {
  return filesOf(outcome).flatMap(({ shown, plan: { clashes } }) => {
    if (clashes.length === 0) return []
    const who = [...new Set(clashes.flatMap(({ destinations }) => destinations))]
    const what = showsNames(inputs, workflow)
      ? listed(clashes.map(({ name }) => name))
      : count(clashes.length, 'variable')
    return [
      {
        file: shown,
        text: `${listed(who)} have different values of ${what}; the later destination counts`,
      },
    ]
  })
}
