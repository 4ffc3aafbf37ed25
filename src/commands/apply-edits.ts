// Writes edits of a store to disk, all or nothing, announced to post before anything is touched.
import { changesFor, type Edit } from '../kanuka/edits.ts'
import type { Store } from '../kanuka/store.ts'
import { applyChanges } from '../kanuka/transaction.ts'
import { RecordingTree } from '../platform/tree.ts'
import type { Deps } from './command.ts'
import { homeOf } from './store-homes.ts'

/**
 * @param store read from disk; a file that changed since then stops it
 * @param head the commit that is checked out, if any
 */
export async function applyEdits(
  deps: Deps,
  store: Store,
  { edits, head }: { readonly edits: readonly Edit[]; readonly head: string | undefined },
): Promise<void> {
  if (edits.length === 0) return
  const home = homeOf(deps.workflow, store.root)
  deps.journal().transaction({ root: home.root, folder: home.folder })
  const tree = store.tree instanceof RecordingTree ? store.tree : new RecordingTree(store.tree)
  const changes = changesFor({ tree, shown: (path) => store.shown(path) }, edits)
  await applyChanges(home, changes, { runId: deps.workflow.runId, head })
  deps.debug(`${store.title}: ${changes.length} files written`)
}
