// sync: rotates the symmetric key of stores, also lets members in and removes them, and commits the
// result where asked to. Everything is decided and computed in memory; a store changes as a whole.
import { ActionError, throwIfAny } from '../errors.ts'
import { findRepository } from '../git/repository.ts'
import type { Inputs } from '../inputs.ts'
import { unknownGrants, unknownRevocations } from '../kanuka/access.ts'
import { locateStores } from '../kanuka/locate.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { diskTree, RecordingTree } from '../platform/tree.ts'
import { applyEdits } from './apply-edits.ts'
import { EMPTY_REPORT, type Deps, type Message, type Report } from './command.ts'
import { commitStores, eachStore, type StoresOutcome } from './commit-stores.ts'
import { missingKey, openPrivateKey, refuseUntrusted } from './open-stores.ts'
import { rotateStore, type RotationContext, type SyncedStore } from './rotate-store.ts'
import { recoverStore } from './store-homes.ts'
import type { History } from './store-history.ts'
import { describeSync, type Synced } from './sync-report.ts'
import { wordingOf } from './sync-wording.ts'

export async function sync(inputs: Inputs, deps: Deps): Promise<Report> {
  if (!inputs.privateKey && inputs.ifNoKey === 'skip') return skipped(deps)
  refuseFiles(inputs)
  const { workflow } = deps
  const roots = await locateStores(workflow.workspace.real, inputs.workingDirectories)
  const read = await eachStore(roots.toSorted(), (root) => readRecovered(root, inputs, deps))
  const stores = read.results.map(({ store }) => store)
  if (!inputs.allowUntrusted) await refuseUntrusted(workflow, stores)
  const privateKey = await openPrivateKey(inputs, deps)
  if (read.failures.length === 0) refuseUnknownNames(stores, inputs)
  else if (stores.length === 0) throwIfAny(read.failures)
  const run = { inputs, deps, privateKey, now: new Date() }
  const outcome =
    inputs.commit.mode === 'none'
      ? await rotateOnDisk(stores, run)
      : await rotateAndCommit(stores, run)
  const failures = [...read.failures, ...outcome.failures]
  if (outcome.results.length === 0) throwIfAny(failures)
  const synced: Synced = {
    ...outcome,
    failures,
    notices: read.results.flatMap(({ notices }) => notices),
  }
  return describeSync(synced, inputs)
}

type Run = Omit<RotationContext, 'history'>

function skipped({ workflow }: Deps): Report {
  const { what } = missingKey(workflow)
  return {
    ...EMPTY_REPORT,
    headline: 'Nothing was rotated: there is no private key',
    notices: [{ text: `${what}; skipped, because \`if-no-key\` is \`skip\`` }],
    outputs: { changed: 'false', skipped: 'true' },
    details: { skipped: true },
  }
}

function refuseFiles({ files }: Inputs): void {
  if (files.length === 0) return
  throw new ActionError('INPUT_INVALID', {
    what: '`files` is given, but `sync` always re-encrypts every file of a store',
    fix: 'Leave `files` out: files left under the old key could not be read any more.',
  })
}

interface ReadStore {
  readonly store: Store
  readonly notices: readonly Message[]
}

function readRecovered(root: string, inputs: Inputs, { workflow }: Deps): ReadStore {
  const notices = recoverStore(workflow, root, inputs)
  const tree = new RecordingTree(diskTree(root))
  return { store: readStore(workflow.workspace.real, root, tree), notices }
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
    const result = await rotateStore(store, { ...run, history })
    await applyEdits(run.deps, store, { edits: result.edits, head: history?.commit })
    return result
  })
  return { results, failures, committed: undefined }
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
    command: 'sync',
    change: (store, history) => rotateStore(store, { ...run, history }),
    describe: (changed) =>
      wordingOf(
        changed.filter((each) => 'access' in each),
        inputs,
      ),
  })
}
