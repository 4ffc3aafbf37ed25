// pull: the way back of push. Values of destinations into encrypted files of the store, and into git where
// asked to. All destinations are read before anything is changed; no plaintext is written.
import { ActionError, ActionErrors, throwIfAny } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { locateStores } from '../kanuka/locate.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import type { Store } from '../kanuka/store.ts'
import { listenForInterruption } from '../platform/interruption.ts'
import { reasonOf, untilCut } from '../push/calls.ts'
import { startDeadline, type Deadline } from '../push/deadline.ts'
import { livingNames, planImport } from '../push/import-plan.ts'
import { failureAt } from '../push/results.ts'
import type { Deps, Report } from './command.ts'
import { everyStore } from './each-store.ts'
import { notReadable, readFrom, type Read } from './pull-read.ts'
import { importingInto, sourceOf, type Importing } from './pull-source.ts'
import { openTexts, type TextFile } from './pull-store.ts'
import { importStopped, importValues, readForChange } from './pull-values.ts'
import { maskCredentials } from './masks.ts'
import { openPrivateKey, refuseUntrusted, skippedReport } from './open-stores.ts'
import { describePull } from './pull-report.ts'
import { readConfigured, type ConfiguredDestination } from './push-config.ts'
import { contextOf, ofBranch } from './push-targets.ts'
import { recoverStore } from './store-homes.ts'

/** A job has six hours; nothing should take a tenth of it. */
const LIMIT_MS = 30 * 60_000
const GRACE_MS = 4000

export async function pull(inputs: Inputs, deps: Deps): Promise<Report> {
  if (!inputs.privateKey && inputs.ifNoKey === 'skip')
    return skippedReport(deps, 'Nothing was pulled')
  refuseFiles(inputs)
  const { workflow } = deps
  const { destinations, secrets } = await readConfigured(inputs, workflow)
  maskCredentials(secrets, deps)
  const wanted = await ofBranch(destinations, workflow.refName)
  const roots = await locateStores(workflow.workspace.real, inputs.workingDirectories)
  const stores = await everyStore(roots.toSorted(), (root) => {
    recoverStore(deps, root, inputs)
    return readForChange(root, { deps })
  })
  if (!inputs.allowUntrusted) await refuseUntrusted(workflow, stores, inputs)
  const privateKey = await openPrivateKey(inputs, deps)
  const run = { inputs, deps, privateKey, now: new Date() }
  const jobs = await jobsOf(wanted, stores, run)
  const interruption = listenForInterruption()
  const interrupt = interruption.signal
  const deadline = startDeadline({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt, stopped })
  try {
    const reads = await readAll(jobs, { ...run, deadline })
    const imported = await importValues(stores, reads, { ...run, stop: deadline.stop })
    if (imported.results.length === 0) throwIfAny(imported.failures)
    const outcome = interrupt.aborted ? notUnnoticed(imported) : imported
    const left = destinations.length - wanted.length
    const names = wanted.map(({ entry }) => entry.name)
    const nothing = reads.filter(({ values }) => values.size === 0)
    return describePull(outcome, {
      inputs,
      workflow,
      destinations: names,
      bare: nothing.map(({ configured }) => configured.entry.name),
      left,
    })
  } finally {
    deadline.close()
    interruption.close()
  }
}

function stopped(by: string): ActionError {
  return new ActionError('RUN_STOPPED', {
    what: `the pull was stopped by ${by}`,
    fix: 'Run again: it imports the rest.',
  })
}

/** A job that is cancelled must not look well, whatever was done by then. */
function notUnnoticed<Outcome extends { readonly failures: readonly ActionError[] }>(
  outcome: Outcome,
): Outcome {
  if (outcome.failures.length > 0) return outcome
  const error = new ActionError('RUN_STOPPED', {
    what: 'the job was cancelled during the pull; what there was to import had been imported by then',
    fix: 'Nothing is left to be imported.',
  })
  return { ...outcome, failures: [error] }
}

interface Run {
  readonly inputs: Inputs
  readonly deps: Deps
  readonly privateKey: PrivateKey
}

function refuseFiles({ files }: Inputs): void {
  if (files.length === 0) return
  throw new ActionError('INPUT_INVALID', {
    what: '`files` is given, but with `pull` each destination says by `from` which file it goes into',
    fix: 'Leave `files` out.',
  })
}

/** An entry with the file that it goes into, as that is now. */
interface Job {
  readonly importing: Importing
  readonly store: Store
  readonly current: TextFile['variables']
}

/** @throws ActionErrors: all that can be found wrong before the first request */
async function jobsOf(
  wanted: readonly ConfiguredDestination[],
  stores: readonly Store[],
  run: Run,
): Promise<readonly Job[]> {
  const { results, failures } = await importingInto(wanted, stores)
  const errors = [...failures]
  for (const importing of results) {
    const { reads } = importing.configured.destination.capabilities
    if (reads !== 'values') errors.push(notReadable(importing))
  }
  throwIfAny(errors)
  const jobs: Job[] = []
  for (const store of stores) {
    const own = results.filter(({ root }) => root === store.root)
    if (own.length === 0) continue
    const { texts } = await openTexts(store, [...new Set(own.map(({ path }) => path))], run)
    for (const importing of own) {
      const current = texts.get(importing.path)?.variables ?? new Map()
      const source = sourceOf({ ...importing, names: [], values: new Map() }, store, run)
      errors.push(...planImport({ file: importing.path, current, sources: [source] }).errors)
      jobs.push({ importing, store, current })
    }
  }
  throwIfAny(errors)
  return jobs.toSorted((one, other) => wantedAt(wanted, one) - wantedAt(wanted, other))
}

function wantedAt(wanted: readonly ConfiguredDestination[], { importing }: Job): number {
  return wanted.indexOf(importing.configured)
}

/** In order. Every destination is asked; unless all answer, nothing is imported from any. */
async function readAll(
  jobs: readonly Job[],
  run: Run & { readonly deadline: Deadline },
): Promise<readonly Read[]> {
  const reads: Read[] = []
  const errors: ActionError[] = []
  const { stop } = run.deadline
  for (const job of jobs) {
    try {
      reads.push(await readOne(job, run))
    } catch (thrown) {
      // Told once, not for each of them.
      if (stop.aborted) break
      const { name } = job.importing.configured.entry
      errors.push(...(thrown instanceof ActionErrors ? thrown.errors : [failureAt(name, thrown)]))
    }
  }
  if (stop.aborted) errors.push(importStopped(stop, 'nothing was imported'))
  throwIfAny(errors)
  return reads
}

async function readOne(
  { importing, store, current }: Job,
  run: Run & { readonly deadline: Deadline },
): Promise<Read> {
  const { entry, destination } = importing.configured
  const { deadline } = run
  const step = async <T>(begin: () => Promise<T>): Promise<T> => {
    if (deadline.stop.aborted) throw reasonOf(deadline.stop)
    return untilCut(deadline, begin())
  }
  const session = await step(() => destination.connect(entry.options, contextOf(entry.name, run)))
  await step(() => session.check())
  const items = livingNames(await step(() => session.list()))
  const { stop, cut } = deadline
  return readFrom(importing, { session, items, current, store }, { ...run, stop, cut })
}
