// Carries out an import into all stores: to disk alone, or through a commit first. For pull, and for the
// imports of a push. Sends nothing to a destination.
import { setImmediate as letSignalsIn } from 'node:timers/promises'
import { ActionError } from '../errors.ts'
import { findRepository } from '../git/repository.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { diskTree, RecordingTree } from '../platform/tree.ts'
import { reasonOf } from '../push/calls.ts'
import { applyEdits } from './apply-edits.ts'
import { commitStores, type Landed, type StoresOutcome } from './commit-stores.ts'
import { eachStore } from './each-store.ts'
import type { Read } from './pull-read.ts'
import { importInto, type ImportContext, type ImportedStore } from './pull-store.ts'
import { importWording } from './pull-wording.ts'
import { maskCredentials } from './masks.ts'

/** A store as it lies on disk, so that a change in the meantime stops what is made of it. */
export function readForChange(root: string, { deps }: Pick<ImportContext, 'deps'>): Store {
  return readStore(deps.workflow.workspace.real, root, new RecordingTree(diskTree(root)))
}

export interface ImportRun extends ImportContext {
  /** No store is begun, and no commit, from then on. What is begun is finished. */
  readonly stop: AbortSignal
}

/** @param what what is not done any more, or was not */
export function importStopped(stop: AbortSignal, what: string): ActionError {
  const { code, what: why, fix } = reasonOf(stop)
  return new ActionError(code, { what: `${why}: ${what}`, fix })
}

/** @param stores as `readForChange` gives them */
export async function importValues(
  stores: readonly Store[],
  reads: readonly Read[],
  context: ImportRun & { readonly earlier?: Landed | undefined },
): Promise<StoresOutcome<ImportedStore>> {
  const { inputs, deps, stop, earlier } = context
  const of = ({ root }: Store): readonly Read[] => reads.filter((read) => read.root === root)
  const wanted = stores.filter((store) => of(store).length > 0)
  // No destination is for this branch: that needs no place to commit to.
  if (wanted.length === 0) return { results: [], failures: [], committed: undefined }
  const { token, signingKey, signingPassphrase, mode } = inputs.commit
  maskCredentials([token, signingKey, signingPassphrase], deps)
  if (mode !== 'none') {
    return commitStores(wanted, {
      inputs,
      deps,
      command: 'pull',
      earlier,
      beforeCommit: () => {
        if (stop.aborted) throw importStopped(stop, 'nothing was imported')
      },
      change: (store, { repository }) => importInto(store, of(store), { ...context, repository }),
      describe: (changed) =>
        importWording(changed, reads, { commit: inputs.commit, redact: deps.redactor() }),
    })
  }
  const { results, failures } = await eachStore(wanted, async (store) => {
    const repository = findRepository(deps.workflow.workspace.real, store.root)
    const head = await repository?.head()
    // Without a commit there, git may be missing altogether.
    const known = head === undefined ? undefined : repository
    const result = await importInto(store, of(store), { ...context, repository: known })
    await letSignalsIn()
    if (stop.aborted) throw importStopped(stop, `nothing was imported into ${store.title}`)
    if (!inputs.dryRun) await applyEdits(deps, store, { edits: result.edits, head })
    return result
  })
  return { results, failures, committed: undefined }
}
