// What stands at the tip of a branch: the change that was just made, whose answer was lost; an older
// commit of this action; or somebody else's. Only asks.
import { objectId } from './committed-blobs.ts'
import { runGit, type GitPlace } from './git-process.ts'
import type { FileChange } from './new-commit.ts'
import type { Remote } from './remote.ts'
import type { Repository } from './repository.ts'

/** In every commit of ours, so that a branch of somebody else is never taken for ours. */
const TRAILER = 'Made-by: kanuka-secrets-action'

export function withTrailer(message: string): string {
  return `${message.trimEnd()}\n\n${TRAILER}\n`
}

export async function isOfThisAction(repository: Repository, commit: string): Promise<boolean> {
  const [object] = (await repository.objects([commit])) ?? []
  return object?.bytes.includes(`\n${TRAILER}`) ?? false
}

/** Whether the commit is this very change, made from these parents. */
export async function isThisChange(
  repository: Repository,
  commit: string,
  {
    parents,
    files,
  }: { readonly parents: readonly string[]; readonly files: readonly FileChange[] },
): Promise<boolean> {
  const [object] = (await repository.objects([commit])) ?? []
  const [header = ''] = object?.bytes.toString('utf8').split('\n\n') ?? []
  const found = header.match(/^parent .*$/gm) ?? []
  if (found.join() !== parents.map((parent) => `parent ${parent}`).join()) return false
  const entries = await repository.treeEntries(commit, '')
  return files.every(({ path, content }) => {
    const id = content && objectId('blob', content, commit.length)
    return entries.get(path)?.id === id
  })
}

interface Checkout {
  readonly repository: Repository
  readonly remote: Remote
  readonly head: string
}

/** Whether what is checked out is in the history of the branch: else it would be lost by going on. */
export async function isOnBranch(
  { repository, remote, head }: Checkout,
  { branch, tip }: { readonly branch: string; readonly tip: string },
): Promise<boolean> {
  if (await isAncestor(repository.place, head, tip)) return true
  if (await isAncestor(repository.place, tip, head)) return false
  if (!(await repository.isShallow())) return false
  // The tip came without its history.
  return remote.fetchHistory(branch, async (history, now) => isAncestor(history, head, now))
}

export async function isAncestor(
  place: GitPlace,
  ancestor: string,
  commit: string,
): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', ancestor, commit]
  return (await runGit(place, args)).exitCode === 0
}
