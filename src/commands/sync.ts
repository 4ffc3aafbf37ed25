// sync: rotates the symmetric key of stores, also lets members in and removes them, and commits the
// result where asked to. Everything is decided and computed in memory; a store changes as a whole.
import { ActionError, throwIfAny } from '../errors.ts'
import { findRepository } from '../git/repository.ts'
import type { Inputs } from '../inputs.ts'
import { unknownGrants, unknownRevocations } from '../kanuka/access.ts'
import { locateStores } from '../kanuka/locate.ts'
import { findSecretFiles } from '../kanuka/secret-files.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { count } from '../platform/printable.ts'
import { diskTree, RecordingTree } from '../platform/tree.ts'
import { applyEdits } from './apply-edits.ts'
import type { Deps, Report } from './command.ts'
import { commitStores, type StoresOutcome } from './commit-stores.ts'
import { eachStore } from './each-store.ts'
import { maskCredentials } from './masks.ts'
import { openPrivateKey, refuseUntrusted, skippedReport } from './open-stores.ts'
import { rotateStore, type RotationContext, type SyncedStore } from './rotate-store.ts'
import { recoverStore } from './store-homes.ts'
import type { History } from './store-history.ts'
import { describeSync } from './sync-report.ts'
import { wordingOf } from './sync-wording.ts'
import { checkDestinations, thenPush } from './then-push.ts'

export async function sync(inputs: Inputs, deps: Deps): Promise<Report> {
  if (!inputs.privateKey && inputs.ifNoKey === 'skip')
    return skippedReport(deps, 'Nothing was rotated')
  refuseFiles(inputs)
  await checkDestinations(inputs, deps)
  const { workflow } = deps
  const roots = await locateStores(workflow.workspace.real, inputs.workingDirectories)
  const read = await eachStore(roots.toSorted(), (root) => readRecovered(root, inputs, deps))
  const stores = read.results
  if (!inputs.allowUntrusted) await refuseUntrusted(workflow, stores, inputs)
  const privateKey = await openPrivateKey(inputs, deps)
  const { token, signingKey, signingPassphrase } = inputs.commit
  maskCredentials([token, signingKey, signingPassphrase], deps)
  if (read.failures.length === 0) refuseUnknownNames(stores, inputs)
  else if (stores.length === 0) throwIfAny(read.failures)
  const run = { inputs, deps, privateKey, now: new Date() }
  const outcome =
    inputs.commit.mode === 'none'
      ? await rotateOnDisk(stores, run)
      : await rotateAndCommit(stores, run)
  const failures = [...read.failures, ...outcome.failures]
  if (outcome.results.length === 0) throwIfAny(failures)
  const { committed } = outcome
  return thenPush(describeSync({ ...outcome, failures }, inputs), { inputs, deps, committed })
}

type Run = Omit<RotationContext, 'history'>

function refuseFiles({ files }: Inputs): void {
  if (files.length === 0) return
  throw new ActionError('INPUT_INVALID', {
    what: '`files` is given, but `sync` always re-encrypts every file of a store',
    fix: 'Leave `files` out: files left under the old key could not be read any more.',
  })
}

function readRecovered(root: string, inputs: Inputs, deps: Deps): Store {
  recoverStore(deps, root, inputs)
  return readStore(deps.workflow.workspace.real, root, new RecordingTree(diskTree(root)))
}

function refuseUnknownNames(stores: readonly Store[], { grant, revoke }: Inputs): void {
  throwIfAny([
    ...unknownGrants(stores, grant).map(
      (line) =>
        new ActionError('GRANT_UNKNOWN', {
          what: `\`grant\` names ${line}, which is no member with a public key`,
          fix: 'Give the UUID of the member or the SHA-256 fingerprint of the public key: the run without `grant` lists who waits, with both.',
        }),
    ),
    ...unknownRevocations(stores, revoke).map(
      (line) =>
        new ActionError('REVOKE_UNKNOWN', {
          what: `\`revoke\` names ${line}, who is no member`,
          fix: 'Give an email, `email/device` or a UUID as in .kanuka/config.toml. Once the member is gone, take the line out.',
        }),
    ),
  ])
}

async function rotateOnDisk(
  stores: readonly Store[],
  run: Run,
): Promise<StoresOutcome<SyncedStore>> {
  const { results, failures } = await eachStore(stores, async (store) => {
    const history = await historyOf(store, run)
    if (history) await refuseSparse(store, history)
    const result = await rotateStore(store, { ...run, history })
    await applyEdits(run.deps, store, { edits: result.edits, head: history?.commit })
    return result
  })
  return { results, failures, committed: undefined }
}

// A file that git has and the checkout has not would keep the old key, which nobody holds any more.
async function refuseSparse(store: Store, history: History): Promise<void> {
  const { readCommitTree } = await import('../git/commit-tree.ts')
  const { repository, commit } = history
  const folder = repository.relative(store.root)
  const tree = await readCommitTree(repository, commit, {
    folder: folder === '.' ? '' : folder,
    isWanted: () => false,
  })
  const here = new Set(store.secretFiles)
  const missing = findSecretFiles(tree).secretFiles.filter((path) => !here.has(path))
  const [first] = missing
  if (first === undefined) return
  throw new ActionError('STORE_DIRTY', {
    what: `${store.title} is not whole in this checkout: ${count(missing.length, 'secret file')} of the commit ${missing.length === 1 ? 'is' : 'are'} missing, such as ${store.shown(first)}`,
    where: { file: store.shown(first) },
    fix: 'Check out without `sparse-checkout`, or let it include every secret file. If a file was deleted on purpose, commit that first.',
  })
}

// Without a commit to make, git may be missing altogether.
async function historyOf(store: Store, { deps, inputs }: Run): Promise<History | undefined> {
  const { workflow } = deps
  const repository = findRepository(workflow.workspace.real, store.root)
  const commit = await repository?.head()
  if (!repository || commit === undefined) return undefined
  const url = await repository.originUrl()
  if (url === undefined) return { repository, commit, remote: undefined }
  const { Remote } = await import('../git/remote.ts')
  const { token } = inputs.commit
  const { serverUrl } = workflow
  return {
    repository,
    commit,
    remote: new Remote(repository, { url, serverUrl, ...(token && { token }) }),
  }
}

function rotateAndCommit(stores: readonly Store[], run: Run): Promise<StoresOutcome<SyncedStore>> {
  const { inputs, deps } = run
  return commitStores(stores, {
    inputs,
    deps,
    // A scheduled rotation must not take the place of a proposal to remove somebody.
    command: inputs.revoke.length > 0 ? 'revoke' : 'sync',
    change: (store, history) => rotateStore(store, { ...run, history }),
    describe: (changed) =>
      wordingOf(
        changed.filter((each) => 'access' in each),
        inputs,
      ),
  })
}
