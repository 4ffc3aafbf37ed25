// push: from encrypted files to destinations. Everything is opened, derived and checked in memory, and
// masked, before the first request; no plaintext is written.
import { findRepository } from '../git/repository.ts'
import { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import type { OpenedStore } from '../kanuka/open-store.ts'
import { listenForInterruption } from '../platform/interruption.ts'
import type { Workflow } from '../platform/workflow.ts'
import { push as pushAll, type PushOrigin, type PushResult } from '../push/apply.ts'
import { startDeadline } from '../push/deadline.ts'
import type { Deps, Report } from './command.ts'
import type { Landed } from './commit-stores.ts'
import { LaterCommits } from './later-commits.ts'
import { maskCredentials } from './masks.ts'
import {
  openPrivateKey,
  openStoresAgain,
  openStoresWithKey,
  skippedReport,
  type OpenedWithKey,
} from './open-stores.ts'
import { readConfigured } from './push-config.ts'
import { importsOf } from './push-imports.ts'
import { describePush } from './push-report.ts'
import { ofBranch, targetsOf, type PushMeans } from './push-targets.ts'

/** A job has six hours; nothing should take a tenth of it. */
const LIMIT_MS = 30 * 60_000
const GRACE_MS = 4000

export async function push(inputs: Inputs, deps: Deps): Promise<Report> {
  if (!inputs.privateKey && inputs.ifNoKey === 'skip')
    return skippedReport(deps, 'Nothing was pushed')
  return pushStores(inputs, deps, undefined)
}

/** What a run has done before its push. */
export interface Before {
  /** What it has committed: the stores on disk are those of that commit. */
  readonly committed: Landed | undefined
}

/** In a run that has used the key on the same stores, and may have changed them. */
export async function pushAfter(before: Before, inputs: Inputs, deps: Deps): Promise<Report> {
  return pushStores(inputs, deps, before)
}

async function pushStores(inputs: Inputs, deps: Deps, before: Before | undefined): Promise<Report> {
  const { workflow } = deps
  const { destinations, secrets } = await readConfigured(inputs, workflow)
  const { fingerprintKey } = inputs.push
  maskCredentials([...secrets, fingerprintKey], deps)
  const wanted = await ofBranch(destinations, workflow.refName)
  const { stores, privateKey } = before
    ? await openAgain(inputs, deps)
    : await openStoresWithKey(inputs, deps)
  const keyMaterial = fingerprintKey ? { fingerprintKey } : { privateKey: privateKey.key }
  const interruption = listenForInterruption()
  const interrupt = interruption.signal
  const deadline = startDeadline({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt })
  try {
    const means: PushMeans = { inputs, deps, keyMaterial, stores, deadline }
    const earlier = before?.committed
    const isPlan = isPlanOnly(inputs, workflow)
    const targets = await targetsOf(wanted, means)
    const imports = importsOf(wanted, { inputs, deps, stores, privateKey, deadline, earlier })
    const origins = new Origins(stores, means)
    const origin = await origins.at(earlier && (earlier.proposedFrom ?? earlier.commit))
    const result = await pushAll(targets, {
      ...origin,
      isDryRun: inputs.dryRun || isPlan,
      stop: deadline.stop,
      cut: deadline.cut,
      over: deadline.over,
      takeIn: async (found) => {
        const source = await imports.takeIn(found)
        if (source.kind === 'uncommitted' || deadline.stop.aborted) return undefined
        if (source.kind === 'unchanged') return { targets, origin }
        const now = await openStoresAgain(privateKey, inputs, deps)
        const retaken = await targetsOf(wanted, { ...means, stores: now })
        return { targets: retaken, origin: await origins.at(source.commit) }
      },
    })
    const noticed = interrupt.aborted ? notUnnoticed(result) : result
    const warnings = [...result.warnings, ...origins.warnings]
    const left = destinations.length - wanted.length
    const facts = { isPlan, isDryRun: inputs.dryRun, left, names: inputs, workflow }
    return imports.reported(describePush({ ...noticed, warnings }, facts))
  } finally {
    deadline.close()
    interruption.close()
  }
}

async function openAgain(inputs: Inputs, deps: Deps): Promise<OpenedWithKey> {
  const privateKey = await openPrivateKey(inputs, deps)
  return { stores: await openStoresAgain(privateKey, inputs, deps), privateKey }
}

/** A job that is cancelled must not look well, whatever was done by then. */
function notUnnoticed(result: PushResult): PushResult {
  if (result.errors.length > 0) return result
  const error = new ActionError('PUSH_STOPPED', {
    what: 'the job was cancelled during the push; what there was to push had been pushed by then',
    fix: 'Nothing is left to be done at the destinations.',
  })
  return { ...result, errors: [error] }
}

/** On a pull request a plan is all there is, unless the workflow says otherwise. */
function isPlanOnly({ push: { allowPullRequest } }: Inputs, { eventName }: Workflow): boolean {
  return eventName.startsWith('pull_request') && !allowPullRequest
}

/** The commits that values come from, each with what comes after it. */
class Origins {
  readonly #stores: readonly OpenedStore[]
  readonly #means: Pick<PushMeans, 'inputs' | 'deps'>
  readonly #asked: LaterCommits[] = []

  constructor(stores: readonly OpenedStore[], means: Pick<PushMeans, 'inputs' | 'deps'>) {
    this.#stores = stores
    this.#means = means
  }

  /** @param known undefined: what is checked out */
  async at(known: string | undefined): Promise<PushOrigin> {
    const { inputs, deps } = this.#means
    const { workspace, sha } = deps.workflow
    const [first] = this.#stores
    const repository = first && findRepository(workspace.real, first.store.root)
    const commit = known ?? (await repository?.head()) ?? sha
    const later = await LaterCommits.than(commit, repository, { inputs, workflow: deps.workflow })
    this.#asked.push(later)
    return { commit, laterThanOurs: async (commits) => later.among(commits) }
  }

  get warnings(): readonly string[] {
    return [...new Set(this.#asked.flatMap(({ warnings }) => warnings))]
  }
}
