// Where each store keeps what a change of it needs, and the end of what an earlier run left half done:
// every command looks for that before it reads a store.
import { ActionError } from '../errors.ts'
import { gitDirOf } from '../git/git-dir.ts'
import { findRepository } from '../git/repository.ts'
import { hasLeftovers, recover, type Recovery } from '../kanuka/recovery.ts'
import { transactionHome, type TransactionHome } from '../kanuka/transaction-home.ts'
import { slashed } from '../platform/files.ts'
import { count } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'
import type { Deps } from './command.ts'

/** @param root real path of the store */
export function homeOf(workflow: Workflow, root: string): TransactionHome {
  const workspace = workflow.workspace.real
  const workTree = findRepository(workspace, root)?.workTree
  const gitDir = workTree === undefined ? undefined : gitDirOf(workTree)
  const home = transactionHome(root, gitDir, workflow.temp.real)
  const path = slashed(workspace, root)
  return { ...home, shown: (inside) => (path === '.' ? inside : `${path}/${inside}`) }
}

const OUTCOMES: Readonly<Record<Exclude<Recovery, 'nothing'>, string>> = {
  discarded: 'was discarded: the store is as it was before',
  completed: 'was completed: the store is entirely new',
  'rolled back': 'was taken back: the store is as it was before',
  'cleaned up': 'was already complete; what it had kept was removed',
}

/**
 * Announces what it did, if there was anything.
 * @throws ActionError STORE_BUSY, STORE_INTERRUPTED, PATH_UNSAFE, WRITE_FAILED
 */
export function recoverStore(
  deps: Deps,
  root: string,
  { dryRun }: { readonly dryRun: boolean },
): void {
  const home = homeOf(deps.workflow, root)
  if (!hasLeftovers(home)) return
  const { outcome, files } = recover(home, { dryRun })
  if (outcome === 'nothing') return
  const end = dryRun
    ? `would be brought to an end (${outcome}); a dry run changes nothing`
    : OUTCOMES[outcome]
  const list = files.length === 0 ? '' : ` (${count(files.length, 'file')})`
  const file = home.shown('.kanuka')
  const text = `an unfinished change of ${file} by an earlier run ${end}${list}`
  // Half old and half new it does not open, and what is wrong with it would stay unsaid.
  if (dryRun && files.length > 0) {
    const fix = 'Run it without `dry-run`: every command brings the change to an end first.'
    throw new ActionError('STORE_INTERRUPTED', { what: text, where: { file }, fix })
  }
  deps.announce({ file, text })
}
