// The part of a check that asks destinations: what a push of the head would change there. It plans a push
// and never carries it out. A destination that cannot be asked is an error beside the findings.
import { resolve } from 'node:path'
import type { CheckContext } from '../check/context.ts'
import { driftFinding, laterNote, type DriftPlace } from '../check/drift.ts'
import type { Finding } from '../check/finding.ts'
import type { OpenedStore as CheckedStore } from '../check/opened.ts'
import { ActionError, ActionErrors, toActionErrors, type ErrorCode } from '../errors.ts'
import { objectId } from '../git/committed-blobs.ts'
import { plaintextPath } from '../kanuka/layout.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import { selectFiles } from '../kanuka/secret-files.ts'
import { readRegularFile } from '../platform/files.ts'
import { listenForInterruption } from '../platform/interruption.ts'
import { count } from '../platform/printable.ts'
import { needsProof } from '../platform/trust.ts'
import { push, type PushResult } from '../push/apply.ts'
import { startDeadline } from '../push/deadline.ts'
import type { CheckRun } from './check-run.ts'
import { LaterCommits } from './later-commits.ts'
import { maskCredentials, showsNames } from './masks.ts'
import { MAX_FILE_BYTES, readConfigured, type ConfiguredDestination } from './push-config.ts'
import { ofBranch, storeOf, targetsOf, type OpenedStore } from './push-targets.ts'

interface Drift {
  /** Paths relative to the workspace. */
  readonly findings: readonly Finding[]
  readonly notes: readonly string[]
  readonly failures: readonly ActionError[]
}

export interface DriftKeys {
  readonly stores: readonly CheckedStore[]
  readonly privateKey: PrivateKey
}

interface LookedForDrift extends Drift {
  /** The job is at its end: what is left to do should be short. */
  readonly isCancelled: boolean
}

/** A check has little time: whoever waits for it waits for a pull request. */
const LIMIT_MS = 10 * 60_000
const GRACE_MS = 4000

/** Never throws for what is configured, nor for what destinations answer. */
export async function lookForDrift(
  context: CheckContext,
  run: CheckRun,
  keys: DriftKeys,
): Promise<LookedForDrift> {
  const why = whyUnproven(context, run)
  if (why !== undefined) {
    const text = `Whether destinations drifted was not looked at: ${why}`
    return { findings: [], notes: [text], failures: [], isCancelled: false }
  }
  const interruption = listenForInterruption()
  const interrupt = interruption.signal
  try {
    const drift = await compare(context, run, { ...keys, interrupt })
    return { ...(interrupt.aborted ? notUnnoticed(drift) : drift), isCancelled: interrupt.aborted }
  } catch (error) {
    if (!(error instanceof ActionError || error instanceof ActionErrors)) throw error
    const failures = toActionErrors(error)
    return { findings: [], notes: [], failures, isCancelled: interrupt.aborted }
  } finally {
    interruption.close()
  }
}

/** A job that is cancelled must not look well, whatever was done by then. */
function notUnnoticed(drift: Drift): Drift {
  if (drift.failures.length > 0) return drift
  const error = new ActionError('RUN_STOPPED', {
    what: 'the job was cancelled during the check; all destinations had been compared by then',
    fix: 'Run again, if the result is to count.',
  })
  return { ...drift, failures: [error] }
}

function stopped(by: string): ActionError {
  return new ActionError('RUN_STOPPED', {
    what: `the check was stopped by ${by} while destinations were asked: not all were compared`,
    fix: 'Run again. All else was checked as always.',
  })
}

// The file on disk says which hosts get the job's sign-in. Where outsiders may have chosen what lies there,
// it must be the one of the commit that was proven.
function whyUnproven(
  { head }: CheckContext,
  { inputs, deps, place }: CheckRun,
): string | undefined {
  const { destinationsFile } = inputs.push
  if (destinationsFile === undefined || !needsProof(deps.workflow)) return undefined
  const id = head.files.get(place.destinationsFile ?? '')?.id
  const read = readRegularFile(
    resolve(deps.workflow.workspace.real, destinationsFile),
    MAX_FILE_BYTES,
  )
  const isProven =
    id !== undefined && 'bytes' in read && objectId('blob', read.bytes, id.length) === id
  return isProven ? undefined : '`destinations-file` differs from the commit, or is not in it'
}

async function compare(
  context: CheckContext,
  run: CheckRun,
  keys: DriftKeys & { readonly interrupt: AbortSignal },
): Promise<Drift> {
  const { inputs, deps } = run
  const { interrupt } = keys
  const { destinations, secrets } = await readConfigured(inputs, deps.workflow)
  const { fingerprintKey } = inputs.push
  maskCredentials([...secrets, fingerprintKey], deps)
  const ofThis = await ofBranch(destinations, deps.workflow.refName)
  const stores = await wholeStores(keys.stores, run)
  const wanted = ofThis.filter(({ entry }) => mayBeOf(entry.store, stores, keys.stores.length))
  const deadline = startDeadline({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt, stopped })
  try {
    const keyMaterial = fingerprintKey ? { fingerprintKey } : { privateKey: keys.privateKey.key }
    const targets = await targetsOf(wanted, { inputs, deps, keyMaterial, stores, deadline })
    const { commit } = context.head
    const later = await LaterCommits.than(commit, run.place.repository, {
      inputs,
      workflow: deps.workflow,
    })
    const result = await push(targets, {
      commit,
      isDryRun: true,
      stop: deadline.stop,
      cut: deadline.cut,
      over: deadline.over,
      laterThanOurs: async (commits) => later.among(commits),
    })
    const warnings = [...result.warnings, ...later.warnings]
    const told = describe({ ...result, warnings }, wanted, run)
    const left = leftOut(destinations.length - ofThis.length, ofThis.length - wanted.length)
    return { ...told, notes: [...left, ...told.notes] }
  } finally {
    deadline.close()
  }
}

function leftOut(ofBranches: number, ofStores: number): readonly string[] {
  const told = (amount: number, why: string): readonly string[] =>
    amount === 0 ? [] : [`Not looked at for drift: ${count(amount, 'destination')} ${why}`]
  return [
    ...told(ofBranches, 'for other branches'),
    ...told(ofStores, 'of a store that was not opened as a whole'),
  ]
}

/** Those of which every selected file was opened: of half a store, the plan would be a wrong one. */
async function wholeStores(
  stores: readonly CheckedStore[],
  { inputs, place }: CheckRun,
): Promise<readonly OpenedStore[]> {
  const whole: OpenedStore[] = []
  for (const { store, head, findings } of stores) {
    if (store.config.kind !== 'valid' || findings.length > 0) continue
    const { paths } = await selectFiles([...head.keys()].toSorted(), inputs.files)
    const files = paths.flatMap((path) => {
      const plaintext = head.get(path)?.plaintext
      if (!plaintext) return []
      const size = plaintext.reveal().length
      return { path, plaintextPath: plaintextPath(path), size, plaintext }
    })
    if (files.length < paths.length) continue
    const path = place.shown(store.root) || '.'
    const shown = (inside: string): string => (path === '.' ? inside : `${path}/${inside}`)
    whole.push({ store: { config: store.config.config, path, shown }, files })
  }
  return whole
}

/** Without `store`, an entry means the only one: not the only one that happened to open. */
function mayBeOf(wanted: string | undefined, opened: readonly OpenedStore[], all: number): boolean {
  return opened.length === all || (wanted !== undefined && storeOf(wanted, opened) !== undefined)
}

/** What the plan refuses is told by the findings and notes, names hidden where they must be. */
const OF_THE_PLAN: readonly ErrorCode[] = ['ITEM_FOREIGN', 'DELETE_REFUSED', 'ROLLBACK_REFUSED']

function describe(
  { destinations, errors, warnings }: PushResult,
  configured: readonly ConfiguredDestination[],
  { inputs, deps }: CheckRun,
): Drift {
  const namesVisible = showsNames(inputs, deps.workflow)
  const places = new Map(configured.map(({ entry }) => [entry.name, placeOf(entry.where)]))
  const findings = destinations.flatMap((result) => {
    const place = places.get(result.counts.destination) ?? WORKFLOW
    return driftFinding(result, { ...place, namesVisible }) ?? []
  })
  const hidden =
    warnings.length === 0
      ? []
      : [
          `${count(warnings.length, 'warning')} about marks of ownership, not shown: names are hidden`,
        ]
  return {
    findings,
    notes: [
      ...destinations.flatMap((result) => laterNote(result) ?? []),
      ...(namesVisible ? warnings : hidden),
    ],
    failures: errors.filter(({ code }) => !OF_THE_PLAN.includes(code)),
  }
}

const WORKFLOW: DriftPlace = { path: 'destinations' }

function placeOf({ file, line }: ConfiguredDestination['entry']['where']): DriftPlace {
  if (file === undefined) return WORKFLOW
  return { path: file, ...(line !== undefined && { line }) }
}
