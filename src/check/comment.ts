// One comment on a pull request that is kept up to date. Owns how it is found again, by a hidden marker
// and by its author: anybody can write the marker, only the token's own user is believed. What is
// said is the caller's. A comment that cannot be had never fails a check.
// https://docs.github.com/en/rest/issues/comments
import { ActionError } from '../errors.ts'
import { GithubRefusal, type GithubApi } from '../platform/github-api.ts'

export interface CommentRequest {
  readonly pullNumber: number
  /** The first line of the body. */
  readonly marker: string
  /** Redacted, harmless, begins with the marker. */
  readonly body: string
  /** False: an old comment is brought up to date, but none is begun. */
  readonly mayCreate: boolean
}

export type CommentOutcome =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  /** There is none, and none was wanted. */
  | { readonly kind: 'none' }
  /** The token may not: that of a fork's pull request may only read. A notice. */
  | { readonly kind: 'forbidden'; readonly why: string }
  /** A warning. */
  | { readonly kind: 'failed'; readonly why: string }

/** The author of what a job's own token writes. */
const JOB_USER = 'github-actions[bot]'
const PAGE = 100
/** A comment of ours is among the first; nobody shall keep us reading for ever. */
const MAX_PAGES = 30

interface Comment {
  readonly id: number | bigint
  readonly html_url: string
  readonly body?: string | undefined
  readonly user: { readonly login: string } | null
}

export async function keepComment(
  api: GithubApi,
  request: CommentRequest,
): Promise<CommentOutcome> {
  try {
    const own = await findOwn(api, request)
    return own ? await update(api, own, request) : await create(api, request)
  } catch (error) {
    if (error instanceof ActionError) return { kind: 'failed', why: error.what }
    if (!(error instanceof GithubRefusal)) throw error
    const { status } = error.refusal
    const isForbidden = [401, 403, 404, 410].includes(status)
    return { kind: isForbidden ? 'forbidden' : 'failed', why: wordsOf(error) }
  }
}

async function findOwn(
  api: GithubApi,
  { pullNumber, marker }: CommentRequest,
): Promise<Comment | undefined> {
  let author: string | undefined
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const comments: readonly Comment[] = await api.rest(
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { issue_number: pullNumber, per_page: PAGE, page },
    )
    for (const comment of comments) {
      const [first] = (comment.body ?? '').split(/\r?\n/, 1)
      if (first !== marker) continue
      author ??= await ownLogin(api)
      if (comment.user?.login === author) return comment
    }
    if (comments.length < PAGE) return undefined
  }
  return undefined
}

// Asked only where somebody's comment has the marker. An answer other than a name leaves what
// is usual.
async function ownLogin(api: GithubApi): Promise<string> {
  try {
    const data = (await api.graphql('query { viewer { login } }', {})) as {
      viewer?: { login?: unknown } | null
    } | null
    const login = data?.viewer?.login
    return typeof login === 'string' && login !== '' ? login : JOB_USER
  } catch (error) {
    if (error instanceof GithubRefusal) return JOB_USER
    throw error
  }
}

async function update(
  api: GithubApi,
  own: Comment,
  request: CommentRequest,
): Promise<CommentOutcome> {
  if (normal(own.body ?? '') === normal(request.body)) {
    return { kind: 'unchanged', url: own.html_url }
  }
  try {
    const { html_url: url } = await api.rest(
      'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { comment_id: Number(own.id), body: request.body },
    )
    return { kind: 'updated', url }
  } catch (error) {
    // Removed meanwhile. Whoever did that does not want an old one back, but a new result is new.
    if (error instanceof GithubRefusal && error.refusal.status === 404) return create(api, request)
    throw error
  }
}

async function create(
  api: GithubApi,
  { pullNumber, body, mayCreate }: CommentRequest,
): Promise<CommentOutcome> {
  if (!mayCreate) return { kind: 'none' }
  const { html_url: url } = await api.rest(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: pullNumber, body },
  )
  return { kind: 'created', url }
}

function normal(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}

function wordsOf({ refusal: { status, message, permissions } }: GithubRefusal): string {
  const words = message.replace(/\.$/, '') || `it answered ${status}`
  return permissions === '' ? words : `${words} (GitHub wants ${permissions})`
}
