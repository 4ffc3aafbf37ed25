// What a check is about: the repository of the chosen stores, and its snapshots with those stores alone.
import { posix, resolve } from 'node:path'
import type { Blobs, CheckContext, RangeChange } from '../check/context.ts'
import { readSnapshot, readTree } from '../check/read-snapshot.ts'
import type { Snapshot } from '../check/snapshot.ts'
import { wantedBlobs } from '../check/wanted-blobs.ts'
import { ActionError } from '../errors.ts'
import { rangeChanges } from '../git/range-changes.ts'
import type { Comparison } from '../git/range.ts'
import { Remote } from '../git/remote.ts'
import { findRepository, type Repository } from '../git/repository.ts'
import type { Inputs } from '../inputs.ts'
import { locateStores } from '../kanuka/locate.ts'
import { isWithin, slashed } from '../platform/files.ts'
import { printable } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'

export interface CheckPlace {
  readonly repository: Repository
  /** Of the chosen stores, relative to the repository's root; '' for the root. */
  readonly roots: readonly string[]
  /** From a path in the repository to one in the workspace. */
  readonly shown: (path: string) => string
  /** The `destinations-file` input, relative to the repository's root; undefined: none in it. */
  readonly destinationsFile: string | undefined
  /** undefined without `origin`. */
  readonly remote: Remote | undefined
}

/** @throws ActionError STORE_NOT_FOUND, PATH_UNSAFE, HISTORY_MISSING, INPUT_INVALID */
export async function findPlace(inputs: Inputs, workflow: Workflow): Promise<CheckPlace> {
  const workspace = workflow.workspace.real
  const folders = await locateStores(workspace, inputs.workingDirectories)
  const repositories = folders.map((folder) => repositoryOf(workspace, folder))
  const [repository] = repositories
  const other = repositories.find(({ workTree }) => workTree !== repository?.workTree)
  if (!repository) throw new TypeError('no store was located')
  if (other) throw severalRepositories(workspace, [repository, other])
  const prefix = slashed(workspace, repository.workTree)
  const url = await repository.originUrl()
  const { token } = inputs.commit
  return {
    repository,
    roots: folders.map((folder) => {
      const root = repository.relative(folder)
      return root === '.' ? '' : root
    }),
    shown: (path) => (prefix === '.' ? path : posix.join(prefix, path)),
    destinationsFile: destinationsFileIn(repository, workspace, inputs),
    remote:
      url === undefined
        ? undefined
        : new Remote(repository, { url, serverUrl: workflow.serverUrl, ...(token && { token }) }),
  }
}

// Of the path alone: what the checkout has there may be a link.
function destinationsFileIn(
  repository: Repository,
  workspace: string,
  { push: { destinationsFile } }: Inputs,
): string | undefined {
  if (destinationsFile === undefined) return undefined
  const path = resolve(workspace, destinationsFile)
  return isWithin(repository.workTree, path) ? repository.relative(path) : undefined
}

function repositoryOf(workspace: string, folder: string): Repository {
  const repository = findRepository(workspace, folder)
  if (repository) return repository
  throw new ActionError('HISTORY_MISSING', {
    what: `${slashed(workspace, folder)} is in no git checkout, and a check is about commits`,
    fix: 'Put actions/checkout before this step.',
  })
}

function severalRepositories(workspace: string, both: readonly Repository[]): ActionError {
  const names = both.map(({ workTree }) => slashed(workspace, workTree)).join(' and ')
  return new ActionError('INPUT_INVALID', {
    what: `\`working-directory\` names stores of several repositories (${names})`,
    fix: 'Give each repository a step of its own.',
  })
}

export interface ReadContext {
  readonly context: CheckContext
  readonly notes: readonly string[]
}

/** @throws ActionError STORE_NOT_FOUND, HISTORY_MISSING, GIT_MISSING */
export async function readContext(
  { roots, shown, destinationsFile }: CheckPlace,
  comparison: Comparison,
  { blobs, ...limits }: Pick<CheckContext, 'blobs' | 'now' | 'maxKeyAge'>,
): Promise<ReadContext> {
  const { head, base = head } = comparison
  const { snapshots, changes } = await readAll(comparison, blobs)
  const chosen = (commit: string): Snapshot => {
    const { stores, ...snapshot } = snapshots.get(commit) ?? NOTHING
    return { ...snapshot, stores: new Map([...stores].filter(([root]) => roots.includes(root))) }
  }
  const known = (commit: string): ReadonlySet<string> =>
    new Set(snapshots.get(commit)?.stores.keys())
  const absent = roots.filter((root) => !known(head).has(root))
  if (absent.length === roots.length) throw notCommitted(shown(absent[0] ?? ''), head)
  const gone = [...known(base)].filter((root) => !known(head).has(root))
  const range = changes && { base: chosen(base), tip: chosen(comparison.tip ?? base), changes }
  return {
    context: { head: chosen(head), range, blobs, destinationsFile, ...limits },
    notes: [
      ...absent.map(
        (root) =>
          `The store ${shown(root) || '.'} is not in commit ${head.slice(0, 12)}: nothing is said about it`,
      ),
      ...gone.map((root) => `This range removes the whole store ${printable(shown(root)) || '.'}`),
    ],
  }
}

interface Everything {
  /** By commit. */
  readonly snapshots: ReadonlyMap<string, Snapshot>
  /** undefined where there is no range. */
  readonly changes: readonly RangeChange[] | undefined
}

const NOTHING: Snapshot = { commit: '', files: new Map(), stores: new Map() }

async function readAll({ place, head, base, tip }: Comparison, blobs: Blobs): Promise<Everything> {
  const ends = base === undefined || tip === undefined ? [] : [base, tip]
  const [changes, ...trees] = await Promise.all([
    ends.length > 0 ? rangeChanges(place, { head, without: ends }) : undefined,
    ...[...new Set([head, ...ends])].map(async (commit) => readTree(place, commit)),
  ])
  // All at once, so that what is missing costs one fetch.
  const files = trees.map((tree) => tree.files)
  await blobs.sizes(wantedBlobs(files, changes ?? []))
  const read = await Promise.all(trees.map(async (tree) => readSnapshot(tree, blobs)))
  return { snapshots: new Map(read.map((snapshot) => [snapshot.commit, snapshot])), changes }
}

function notCommitted(root: string, head: string): ActionError {
  return new ActionError('STORE_NOT_FOUND', {
    what: `the store ${root || '.'} is on disk, but not in commit ${head.slice(0, 12)}, which is what is checked`,
    fix: 'Commit `.kanuka/` (`git check-ignore -v .kanuka` tells what ignores it), or check out the commit that has it.',
  })
}
