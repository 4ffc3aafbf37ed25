// push: from encrypted files to destinations. Everything is opened, derived and checked in memory, and
// masked, before the first request; no plaintext is written.
import { findRepository, type Repository } from '../git/repository.ts'
import type { Inputs } from '../inputs.ts'
import type { OpenedStore } from '../kanuka/open-store.ts'
import type { Workflow } from '../platform/workflow.ts'
import { push as pushAll, type PushResult } from '../push/apply.ts'
import { startDeadline } from '../push/deadline.ts'
import type { Deps, Report } from './command.ts'
import { maskCredentials } from './masks.ts'
import { openStoresWithKey, skippedReport } from './open-stores.ts'
import { readConfigured } from './push-config.ts'
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
  const deadline = startDeadline({ limitMs: LIMIT_MS, graceMs: GRACE_MS })
  try {
    const means: PushMeans = { inputs, deps, keyMaterial, stores, deadline }
    const targets = await targetsOf(wanted, means)
    const isPlan = isPlanOnly(inputs, workflow)
    const result = await pushFrom(stores, workflow, async (commit, repository) =>
      pushAll(targets, {
        commit,
        isDryRun: inputs.dryRun || isPlan,
        stop: deadline.stop,
        cut: deadline.cut,
        laterThanOurs: async (commits) => laterThan(commit, commits, repository),
      }),
    )
    const left = destinations.length - wanted.length
    return describePush(result, { isPlan, isDryRun: inputs.dryRun, left, names: inputs, workflow })
  } finally {
    deadline.close()
  }
}

/** On a pull request a plan is all there is, unless the workflow says otherwise. */
function isPlanOnly({ push: { allowPullRequest } }: Inputs, { eventName }: Workflow): boolean {
  return eventName.startsWith('pull_request') && !allowPullRequest
}

/** With the commit that the values come from. */
async function pushFrom(
  [first]: readonly OpenedStore[],
  { workspace, sha }: Workflow,
  run: (commit: string, repository: Repository | undefined) => Promise<PushResult>,
): Promise<PushResult> {
  const repository = first && findRepository(workspace.real, first.store.root)
  return run((await repository?.head()) ?? sha, repository)
}

async function laterThan(
  ours: string,
  commits: readonly string[],
  repository: Repository | undefined,
): Promise<ReadonlySet<string>> {
  const later = new Set<string>()
  for (const commit of commits) {
    if (commit !== ours && (await repository?.isAncestor(ours, commit))) later.add(commit)
  }
  return later
}
