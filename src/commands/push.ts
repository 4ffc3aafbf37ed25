// push: from encrypted files to destinations. Everything is opened, derived and checked in memory, and
// masked, before the first request; no plaintext is written.
import { findRepository } from '../git/repository.ts'
import { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import type { OpenedStore } from '../kanuka/open-store.ts'
import { listenForInterruption } from '../platform/interruption.ts'
import type { Workflow } from '../platform/workflow.ts'
import { push as pushAll, type PushResult } from '../push/apply.ts'
import { startDeadline } from '../push/deadline.ts'
import type { Deps, Report } from './command.ts'
import { LaterCommits } from './later-commits.ts'
import { maskCredentials } from './masks.ts'
import { openStoresWithKey, skippedReport } from './open-stores.ts'
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
  const { workflow } = deps
  const { destinations, secrets } = await readConfigured(inputs, workflow)
  const { fingerprintKey } = inputs.push
  maskCredentials([...secrets, fingerprintKey], deps)
  const wanted = await ofBranch(destinations, workflow.refName)
  const { stores, privateKey } = await openStoresWithKey(inputs, deps)
  const keyMaterial = fingerprintKey ? { fingerprintKey } : { privateKey: privateKey.key }
  const interruption = listenForInterruption()
  const interrupt = interruption.signal
  const deadline = startDeadline({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt })
  try {
    const means: PushMeans = { inputs, deps, keyMaterial, stores, deadline }
    const targets = await targetsOf(wanted, means)
    const isPlan = isPlanOnly(inputs, workflow)
    const imports = importsOf(wanted, { inputs, deps, stores, privateKey, deadline })
    const result = await pushFrom(stores, { inputs, deps }, async (commit, later) =>
      pushAll(targets, {
        commit,
        isDryRun: inputs.dryRun || isPlan,
        stop: deadline.stop,
        cut: deadline.cut,
        takeIn: imports.takeIn,
        laterThanOurs: async (commits) => later.among(commits),
      }),
    )
    const left = destinations.length - wanted.length
    const report = describePush(interrupt.aborted ? notUnnoticed(result) : result, {
      isPlan,
      isDryRun: inputs.dryRun,
      left,
      names: inputs,
      workflow,
    })
    return imports.reported(report)
  } finally {
    deadline.close()
    interruption.close()
  }
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

/** With the commit that the values come from, and what comes after it. */
async function pushFrom(
  [first]: readonly OpenedStore[],
  { inputs, deps: { workflow } }: { readonly inputs: Inputs; readonly deps: Deps },
  run: (commit: string, later: LaterCommits) => Promise<PushResult>,
): Promise<PushResult> {
  const { workspace, sha } = workflow
  const repository = first && findRepository(workspace.real, first.store.root)
  const commit = (await repository?.head()) ?? sha
  const later = await LaterCommits.than(commit, repository, { inputs, workflow })
  const result = await run(commit, later)
  return { ...result, warnings: [...result.warnings, ...later.warnings] }
}
