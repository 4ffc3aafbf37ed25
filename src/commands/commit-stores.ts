// Commits changes of stores and then writes them to disk: the remote first, the checkout second. For
// every command that changes stores. Each store is read from the commit that its change is made on,
// so that a branch that moved meanwhile is read again and never merged.
import { createHash } from 'node:crypto'
import { ActionError } from '../errors.ts'
import {
  commitBack,
  type CommitPlace,
  type Committed,
  type CommitTarget,
  type Prepared,
} from '../git/commit-back.ts'
import { openCommitPlace } from '../git/commit-place.ts'
import { readCommitTree } from '../git/commit-tree.ts'
import { findRepository, type Repository } from '../git/repository.ts'
import type { Inputs } from '../inputs.ts'
import { differingFiles, editsTowards, type Edit } from '../kanuka/edits.ts'
import { mayBelongToStore } from '../kanuka/layout.ts'
import { readStore, type Store } from '../kanuka/store.ts'
import { RecordingTree, type Tree } from '../platform/tree.ts'
import { applyEdits } from './apply-edits.ts'
import type { Deps } from './command.ts'
import { eachStore, type Attempts } from './each-store.ts'
import type { History } from './store-history.ts'

/** A store with what is to become of it; no edits = it stays as it is. */
export interface ChangedStore {
  readonly store: Store
  readonly edits: readonly Edit[]
}

export interface Wording {
  readonly message: string
  readonly pullRequest: { readonly title: string; readonly body: string }
}

export interface CommitRun<Changed extends ChangedStore> {
  readonly inputs: Inputs
  readonly deps: Deps
  /** Named in the stable branch of pull requests. */
  readonly command: string
  /** What this run has committed before: the stores on disk are those of that commit. */
  readonly earlier?: Landed | undefined
  change(store: Store, history: History): Promise<Changed>
  /** Throws where a commit is not to be begun any more. */
  beforeCommit?(): void
  describe(changed: readonly Changed[]): Wording
  /** Default: `readStore`, which a damaged store stops. */
  read?(workspace: string, root: string, tree: Tree): Store
}

export interface StoresOutcome<Changed> {
  readonly results: readonly Changed[]
  readonly failures: readonly ActionError[]
  readonly committed: Landed | undefined
}

export type Landed = Committed<Prepared>

interface Work<Changed extends ChangedStore> extends Prepared {
  readonly results: readonly Changed[]
  readonly failures: readonly ActionError[]
}

/**
 * One commit of all stores that can be changed; a store that cannot is a failure of its own.
 * @param stores as they lie on disk, each through a RecordingTree
 * @throws ActionError, when nothing at all could be committed
 */
export async function commitStores<Changed extends ChangedStore>(
  stores: readonly Store[],
  run: CommitRun<Changed>,
): Promise<StoresOutcome<Changed>> {
  const { inputs, deps } = run
  const repository = commonRepository(deps.workflow.workspace.real, stores)
  const target = targetOf(stores, run)
  const from = run.earlier?.commit
  const place = await openCommitPlace({ repository, target, from }, inputs.commit, deps.workflow)
  await haveEarlier(place, run)
  const clean = await eachStore(stores, (store) => cleanStore(store, place, run))
  let work: Work<Changed> = { ...NOTHING, failures: clean.failures, results: [] }
  const prepare = async (commit: string): Promise<Work<Changed> | undefined> => {
    work = await changeAll(clean, { place, commit, run })
    if (work.files.length === 0) return undefined
    run.beforeCommit?.()
    return work
  }
  if (inputs.dryRun) {
    await prepare(place.head)
    return { ...work, committed: undefined }
  }
  const committed = await commitBack(place, target, prepare)
  const written = committed ? await writeAll(clean.results, work, { place, run }) : []
  return { results: work.results, failures: [...work.failures, ...written], committed }
}

/** GitHub makes a commit at its own place: its objects are not here yet. */
async function haveEarlier<Changed extends ChangedStore>(
  { repository, remote }: CommitPlace,
  { earlier }: CommitRun<Changed>,
): Promise<void> {
  if (!earlier || (await repository.commitOf(earlier.commit)) !== undefined) return
  await remote.fetch(earlier.branch)
}

const NOTHING = { files: [], message: '', pullRequest: { title: '', body: '' } }

function commonRepository(workspace: string, stores: readonly Store[]): Repository {
  const found = stores.map((store) => findRepository(workspace, store.root))
  const [first] = found
  if (first && found.every((each) => each?.workTree === first.workTree)) return first
  throw new ActionError('COMMIT_PLACE', {
    what: first
      ? 'the stores lie in several git repositories, which one step cannot commit to'
      : 'the store is in no git checkout, so nothing can be committed',
    fix: first
      ? 'Use one step for each repository.'
      : 'Run actions/checkout before this step, or set `commit: none`.',
  })
}

function targetOf<Changed extends ChangedStore>(
  stores: readonly Store[],
  { inputs, command, earlier }: CommitRun<Changed>,
): CommitTarget {
  const { labels } = inputs.commit
  // Where the branch took no commit before, it will not take this one either.
  const isRefused = inputs.commit.mode === 'branch' && earlier?.proposedFrom !== undefined
  const { mode, branch } = isRefused
    ? { mode: 'pull-request' as const, branch: undefined }
    : inputs.commit
  const [first, second] = stores
  // A workflow with a job for each store must not have them replace each other's proposals.
  const part = first && !second && first.path !== '.' ? `-${slug(first.path)}` : ''
  return { mode: mode === 'none' ? 'branch' : mode, branch, labels, topic: command + part }
}

function slug(path: string): string {
  // What a branch name is not to hold must not make two stores one.
  const isWhole = /^[\w ./-]+$/.test(path)
  const rest = isWhole ? '' : `-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`
  return (path + rest).replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
}

/** The store as the checked-out commit has it. @throws ActionError STORE_DIRTY when the disk differs */
async function cleanStore<Changed extends ChangedStore>(
  store: Store,
  place: CommitPlace,
  run: CommitRun<Changed>,
): Promise<Store> {
  const committed = await storeAt(store.root, place, { commit: place.head, run })
  const dirty = differingFiles(store, committed)
  if (dirty.length === 0) return store
  const shown = dirty.slice(0, 10).map((path) => store.shown(path))
  throw new ActionError('STORE_DIRTY', {
    what: `${store.title} has changes that are not committed: ${shown.join(', ')}${dirty.length > 10 ? ', …' : ''}`,
    where: { file: shown[0] ?? store.path },
    fix: 'Commit or undo them (`git status`) before this step: only what git knows can be rotated and committed.',
  })
}

interface At<Changed extends ChangedStore> {
  readonly commit: string
  readonly run: CommitRun<Changed>
}

async function storeAt<Changed extends ChangedStore>(
  root: string,
  { repository }: CommitPlace,
  { commit, run }: At<Changed>,
): Promise<Store> {
  const folder = repository.relative(root)
  const tree = await readCommitTree(repository, commit, {
    folder: folder === '.' ? '' : folder,
    isWanted: mayBelongToStore,
  })
  const read = run.read?.bind(run) ?? readStore
  return read(run.deps.workflow.workspace.real, root, new RecordingTree(tree))
}

interface Attempt<Changed extends ChangedStore> extends At<Changed> {
  readonly place: CommitPlace
}

async function changeAll<Changed extends ChangedStore>(
  clean: Attempts<Store>,
  { place, commit, run }: Attempt<Changed>,
): Promise<Work<Changed>> {
  const { repository, remote } = place
  const { results, failures } = await eachStore(clean.results, async ({ root }) =>
    run.change(await storeAt(root, place, { commit, run }), { repository, commit, remote }),
  )
  const changed = results.filter(({ edits }) => edits.length > 0)
  const files = changed.flatMap(({ store, edits }) =>
    edits.map(({ path, after }) => ({
      path: repository.relative(`${store.root}/${path}`),
      content: after,
    })),
  )
  const wording = changed.length === 0 ? NOTHING : run.describe(changed)
  return { ...wording, files, results, failures: [...clean.failures, ...failures] }
}

/** The checkout follows the commit; what cannot is named, and the commit stands. */
async function writeAll<Changed extends ChangedStore>(
  onDisk: readonly Store[],
  { results }: Work<Changed>,
  { place, run }: { readonly place: CommitPlace; readonly run: CommitRun<Changed> },
): Promise<readonly ActionError[]> {
  const changed = results.filter(({ edits }) => edits.length > 0)
  const { failures } = await eachStore(changed, async ({ store, edits }) => {
    const disk = onDisk.find(({ root }) => root === store.root)
    if (!disk) throw new TypeError('a store that was not read')
    await applyEdits(run.deps, disk, {
      edits: editsTowards(disk, store, edits),
      head: await place.repository.head(),
    })
  })
  return failures.map(
    ({ code, what, where, fix }) =>
      new ActionError(code, {
        what: `${what}. The commit has landed; only this checkout still has the old files`,
        where,
        fix,
      }),
  )
}
