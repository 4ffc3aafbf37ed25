// One pull request for one branch: opened, or the open one brought up to date.
// https://docs.github.com/en/rest/pulls/pulls
import { ActionError } from '../errors.ts'
import { GithubRefusal, type GithubApi } from '../platform/github-api.ts'

export interface PullRequestDraft {
  /** Branch with the change, of the same repository. */
  readonly head: string
  /** Branch to merge into. */
  readonly base: string
  readonly title: string
  /** Markdown; what it quotes from elsewhere is already harmless. */
  readonly body: string
  readonly labels: readonly string[]
}

export type PullRequestOutcome =
  | {
      readonly kind: 'open'
      readonly number: number
      readonly url: string
      /** What of it could not be had, such as a label. */
      readonly warning: string | undefined
    }
  /** This token may not open one; `why` in GitHub's words. */
  | { readonly kind: 'forbidden'; readonly why: string }

/** @throws GithubRefusal for what is neither forbidden nor a race, ActionError GITHUB_UNREACHABLE */
export async function openPullRequest(
  api: GithubApi,
  draft: PullRequestDraft,
): Promise<PullRequestOutcome> {
  const cut = {
    ...draft,
    title: cutTo(MAX_TITLE, draft.title),
    body: cutTo(MAX_BODY, draft.body),
  }
  let pull: Pull
  try {
    pull = (await update(api, cut)) ?? (await create(api, cut))
  } catch (error) {
    if (!(error instanceof GithubRefusal) || ![403, 404].includes(error.refusal.status)) throw error
    return { kind: 'forbidden', why: wordsOf(error) }
  }
  const warning = await label(api, pull.number, draft.labels)
  return { kind: 'open', number: pull.number, url: pull.html_url, warning }
}

/** What GitHub takes, in characters. */
const MAX_TITLE = 256
const MAX_BODY = 65_536

function cutTo(limit: number, text: string): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Why GitHub did not do it. */
export function wordsOf({ refusal: { status, message, permissions } }: GithubRefusal): string {
  const words = message.replace(/\.$/, '') || `it answered ${status}`
  return permissions === '' ? words : `${words} (GitHub wants ${permissions})`
}

interface Pull {
  readonly number: number
  readonly html_url: string
}

async function update(
  api: GithubApi,
  { head, base, title, body }: PullRequestDraft,
): Promise<Pull | undefined> {
  const [owner] = api.repository.split('/')
  const [open] = await api.rest('GET /repos/{owner}/{repo}/pulls', {
    head: `${owner}:${head}`,
    base,
    state: 'open',
  })
  if (!open) return undefined
  return api.rest('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    pull_number: open.number,
    title,
    body,
  })
}

async function create(
  api: GithubApi,
  { head, base, title, body }: PullRequestDraft,
): Promise<Pull> {
  try {
    return await api.rest('POST /repos/{owner}/{repo}/pulls', { head, base, title, body })
  } catch (error) {
    // Another run was faster, or our first try was answered by nobody.
    const found =
      error instanceof GithubRefusal && error.refusal.status === 422
        ? await update(api, { head, base, title, body, labels: [] })
        : undefined
    if (found) return found
    throw error
  }
}

/** @returns why they could not be set; the pull request is there all the same */
async function label(
  api: GithubApi,
  number: number,
  labels: readonly string[],
): Promise<string | undefined> {
  if (labels.length === 0) return undefined
  try {
    await api.rest('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      issue_number: number,
      labels: [...labels],
    })
    return undefined
  } catch (error) {
    const why = error instanceof GithubRefusal ? wordsOf(error) : undefined
    if (why === undefined && !(error instanceof ActionError)) throw error
    return `the labels ${labels.join(', ')} could not be set: ${why ?? 'GitHub did not answer'}`
  }
}
