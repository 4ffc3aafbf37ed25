// What all parts of the fake share: its state, and the shapes of a request and an answer.
import type { Access } from './access.ts'
import type { GitRepository, Person } from './git-repository.ts'

export interface FakePull {
  readonly number: number
  title: string
  body: string | null
  readonly head: string
  base: string
  state: 'open' | 'closed'
  readonly labels: string[]
  readonly draft: boolean
  readonly createdAt: string
  /** Of the head, also when its branch is gone. */
  headId: string
}

/** On a pull request, among what GitHub calls issue comments. */
export interface FakeComment {
  readonly id: number
  readonly pullNumber: number
  /** Login. */
  readonly author: string
  body: string
}

export interface World {
  readonly url: string
  readonly repository: GitRepository
  readonly access: Access
  readonly pulls: FakePull[]
  readonly comments: FakeComment[]
  /** Ids of the commits that GitHub itself made, and so signed. */
  readonly verified: Set<string>
  readonly problems: string[]
  readonly mayOpenPullRequests: boolean
  readonly anonymousRead: boolean
}

export interface Incoming {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Bytes as they are; anything else as JSON. */
  readonly body?: unknown
}

/** A request that is understood, before anything was done. */
export interface Exchange {
  readonly operation: string
  /** Other names under which a test may mean it. */
  readonly aliases?: readonly string[]
  readonly acts?: boolean
  readonly body: unknown
  /** The answer for those who may not ask. */
  readonly refusal: Answer | undefined
  readonly act: () => Answer | Promise<Answer>
}

/** Whom the token of a job belongs to. */
export const JOB_USER = 'github-actions[bot]'

const BOT = {
  name: JOB_USER,
  email: '41898282+github-actions[bot]@users.noreply.github.com',
}
const WEB_FLOW = { name: 'GitHub', email: 'noreply@github.com' }

/** Author and committer of a commit that GitHub makes for the job's token. */
export function botSignature(): { readonly author: Person; readonly committer: Person } {
  const date = new Date().toISOString()
  return { author: { ...BOT, date }, committer: { ...WEB_FLOW, date } }
}

/** A branch's node id; holds its name, as those of GitHub did for long. */
export function refId(ref: string): string {
  return `REF_${Buffer.from(ref).toString('base64url')}`
}

export function refOfId(id: string): string {
  return Buffer.from(id.replace(/^REF_/, ''), 'base64url').toString()
}
