// What a run is about, told by its event and by what is checked out: which commit is the head, and what it
// is to be compared with. Decides only; range.ts looks whether it can be had.
import { ActionError } from '../errors.ts'
import { printable } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'
import { runGit, throwIfMissing } from './git-process.ts'
import { ObjectReader } from './object-reader.ts'
import { repositoryOn } from './origin.ts'
import type { Repository } from './repository.ts'

/** What the head is compared with. */
type Target =
  /** name: what to ask the remote for where the commit is not known, or lacks history here. */
  | { readonly kind: 'commit'; readonly id: string | undefined; readonly name?: string }
  /** Where the branch stood before a push: the range starts there, even when the push was forced. */
  | { readonly kind: 'before'; readonly id: string }
  /** The first-parent line of the last day. */
  | { readonly kind: 'day' }
  | { readonly kind: 'nothing'; readonly why: string }

export interface RangePlan {
  /** The commit that is judged; maybe not in the checkout. */
  readonly head: string
  /** What is checked out. */
  readonly checkedOut: string
  readonly target: Target
  readonly notes: readonly string[]
}

const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const ZEROS = /^0+$/
const MERGE_REF = /^refs\/pull\/\d+\/merge$/

/**
 * @param baseRef the input: a commit, tag or branch; empty: what the event says
 * @throws ActionError HISTORY_MISSING where nothing is checked out, GIT_MISSING
 */
export async function planRange(
  repository: Repository,
  workflow: Workflow,
  baseRef: string,
): Promise<RangePlan> {
  const checkedOut = await repository.head()
  if (checkedOut === undefined) throw await nothingCheckedOut(repository)
  const [tip, pull] = await mergedBy(repository, workflow, checkedOut)
  const head = pull ?? checkedOut
  const fixed = { head, checkedOut, notes: notesOn(workflow, head) }
  if (baseRef !== '') return { ...fixed, target: await named(repository, baseRef) }
  if (isPull(workflow) && tip !== undefined)
    return { ...fixed, target: { kind: 'commit', id: tip } }
  return { ...fixed, target: await targetOf(repository, workflow) }
}

function isPull({ eventName }: Workflow): boolean {
  return eventName.startsWith('pull_request')
}

// GitHub's trial merge of a pull request has the tip of the base branch as first parent, and the pull
// request's last commit as second. The ids stand in the commit, also where its parents are not here.
async function mergedBy(
  repository: Repository,
  workflow: Workflow,
  checkedOut: string,
): Promise<readonly [tip?: string, head?: string]> {
  if (!isPull(workflow)) return []
  const parents = await parentsOf(repository, checkedOut)
  const [tip, head] = parents
  if (tip === undefined || head === undefined || parents.length !== 2) return []
  const isTrial = checkedOut === workflow.sha && MERGE_REF.test(workflow.ref)
  return isTrial || head === idIn(workflow.commits?.pullHead) ? [tip, head] : []
}

async function parentsOf(repository: Repository, commit: string): Promise<readonly string[]> {
  const [object] = (await new ObjectReader(repository.place).objects([commit])) ?? []
  const [header = ''] = object?.bytes.toString('latin1').split('\n\n', 1) ?? []
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id = '']) => id)
}

async function targetOf(repository: Repository, workflow: Workflow): Promise<Target> {
  const { eventName, commits = {} } = workflow
  if (isPull(workflow)) return baseBranch(repository, workflow)
  if (eventName === 'merge_group') {
    const id = idIn(commits.queueBase)
    return id === undefined ? UNNAMED : { kind: 'commit', id }
  }
  if (eventName !== 'push') return { kind: 'day' }
  const id = idIn(commits.before)
  if (id === undefined) return UNNAMED
  return ZEROS.test(id) ? FIRST_PUSH : { kind: 'before', id }
}

const UNNAMED: Target = {
  kind: 'nothing',
  why: 'The event does not say what came before: only the commit that is checked out is judged. `base-ref` may name what to compare it with.',
}
const FIRST_PUSH: Target = {
  kind: 'nothing',
  why: 'This is the first push of the branch: only its last commit is judged. `base-ref` may name what to compare it with.',
}

async function baseBranch(repository: Repository, workflow: Workflow): Promise<Target> {
  const { pullBase, pullBaseRef } = workflow.commits ?? {}
  const name = (await isOfAnother(repository, workflow)) ? undefined : pullBaseRef
  if (!name) return idIn(pullBase) === undefined ? UNNAMED : { kind: 'commit', id: idIn(pullBase) }
  const here = await repository.commitOf(`refs/remotes/origin/${name}`)
  // Its history may be needed from elsewhere, but not where it stands: that may have changed since.
  return { kind: 'commit', id: here ?? idIn(pullBase), name: `refs/heads/${name}` }
}

// A fork has a branch of that name too, which stands wherever its owner likes.
async function isOfAnother(repository: Repository, workflow: Workflow): Promise<boolean> {
  const origin = repositoryOn(workflow.serverUrl, await repository.originUrl())
  return origin !== undefined && origin.toLowerCase() !== workflow.repository.toLowerCase()
}

async function named(repository: Repository, baseRef: string): Promise<Target> {
  if (ID.test(baseRef)) return { kind: 'commit', id: baseRef }
  const isFull = baseRef.startsWith('refs/')
  const places = ['refs/remotes/origin/', 'refs/heads/', 'refs/tags/']
  const refs = isFull ? [baseRef] : places.map((place) => place + baseRef)
  for (const ref of refs) {
    const id = await repository.commitOf(ref)
    if (id !== undefined) return { kind: 'commit', id }
  }
  // An abbreviated id, which no remote knows.
  const short = /^[0-9a-f]{7,}$/.test(baseRef) ? await repository.commitOf(baseRef) : undefined
  return { kind: 'commit', id: short, name: baseRef }
}

function notesOn(workflow: Workflow, head: string): readonly string[] {
  const pullHead = idIn(workflow.commits?.pullHead)
  if (!isPull(workflow) || pullHead === undefined || pullHead === head) return []
  return [
    `What is checked out is not the last commit of the pull request (${pullHead.slice(0, 12)}), but ${head.slice(0, 12)}: that is what is judged.`,
  ]
}

function idIn(text: string | undefined): string | undefined {
  return text !== undefined && ID.test(text) ? text : undefined
}

/** `base-ref` names what is nowhere. */
export function unknownBase(name: string): ActionError {
  return new ActionError('INPUT_INVALID', {
    what: `\`base-ref\` names ${printable(name)}, which is no commit, branch or tag, neither in the checkout nor on \`origin\``,
    fix: 'Name a branch or tag of the repository, or a whole commit id.',
  })
}

async function nothingCheckedOut({ place }: Repository): Promise<ActionError> {
  throwIfMissing(await runGit(place, ['version']))
  return new ActionError('HISTORY_MISSING', {
    what: 'no commit is checked out',
    fix: 'Put actions/checkout before this step.',
  })
}
