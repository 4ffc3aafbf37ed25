// One store and an archive, up to the edits in memory: the plan, and that nothing is lost by it. Where the
// store is read from (disk or a commit) and where the edits go is the caller's.
import type { PresentStore } from '../archive/present.ts'
import { planRestore, type RestorePlan } from '../archive/restore.ts'
import { ActionError } from '../errors.ts'
import { readCommitTree } from '../git/commit-tree.ts'
import type { Inputs } from '../inputs.ts'
import { differingPaths } from '../kanuka/edits.ts'
import { AUDIT_FILE, mayBelongToStore, STORE_FOLDER } from '../kanuka/layout.ts'
import type { PrivateKey } from '../kanuka/private-key.ts'
import type { Store } from '../kanuka/store.ts'
import type { ReadArchive } from './archive-source.ts'
import type { Deps } from './command.ts'
import type { ChangedStore } from './commit-stores.ts'
import { refuseFiltered } from './rotate-store.ts'
import { rotatedAt, type History } from './store-history.ts'

export interface RestoredStore extends ChangedStore {
  readonly plan: RestorePlan
}

export interface RestoreContext {
  readonly inputs: Inputs
  readonly deps: Deps
  readonly read: ReadArchive
  readonly privateKey: PrivateKey | undefined
  readonly now: Date
}

/** @throws ActionError, ActionErrors: whatever stands in the way; nothing was changed */
export async function restoreStore(
  present: PresentStore,
  context: RestoreContext & { readonly history: History | undefined },
): Promise<RestoredStore> {
  const { inputs, read, privateKey, history, now } = context
  const { mode } = inputs.archive
  const store = asStore(present)
  const plan = await planRestore({
    present,
    archive: read.contents,
    shown: read.shown,
    mode,
    grant: inputs.grant,
    privateKey,
    now,
    rotatedAt: history && (await rotatedAt(store, history)),
  })
  const secretFiles = plan.edits.filter(
    ({ path, after }) => after && !path.startsWith(`${STORE_FOLDER}/`),
  )
  if (history)
    await refuseFiltered(
      store,
      secretFiles.map(({ path }) => path),
      history,
    )
  if (mode === 'replace' && inputs.commit.mode === 'none') await refuseLoss(present, plan, history)
  return { store, plan, edits: inputs.dryRun ? [] : plan.edits }
}

/** What is there as a store, for who reads and changes one whatever state it is in. */
export function asStore(present: PresentStore): Store {
  const { store, config = NO_CONFIG } = present
  return store ?? { ...present, config, oddities: [], warnings: [] }
}

const NO_CONFIG = { projectUuid: '', projectName: '', users: new Map(), devices: new Map() }

/** What git has can be brought back; the rest could not. */
async function refuseLoss(
  present: PresentStore,
  { edits, rows }: RestorePlan,
  history: History | undefined,
): Promise<void> {
  const going = new Set(
    rows.filter(({ state }) => state === 'removed' || state === 'replaced').map(({ path }) => path),
  )
  const paths = edits
    .map(({ path }) => path)
    .filter((path) => path !== AUDIT_FILE && going.has(path))
  const lost = history ? await notIn(history, present, paths) : paths
  if (lost.length === 0) return
  const shown = lost.slice(0, 10).map((path) => present.shown(path))
  throw new ActionError('IMPORT_LOSES', {
    what: `${history ? 'these files are in no commit as they are, and would be lost' : 'these files would be lost, as the store is in no git checkout'}: ${shown.join(', ')}${lost.length > 10 ? ', …' : ''}`,
    where: { file: shown[0] ?? present.path },
    fix: 'Commit them first, or move them out of the store.',
  })
}

async function notIn(
  { repository, commit }: History,
  present: PresentStore,
  paths: readonly string[],
): Promise<readonly string[]> {
  const folder = repository.relative(present.root)
  const tree = await readCommitTree(repository, commit, {
    folder: folder === '.' ? '' : folder,
    isWanted: mayBelongToStore,
  })
  return differingPaths(present, { tree, shown: (path) => present.shown(path) }, paths)
}
