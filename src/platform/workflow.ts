// What the runner says about the workflow run: event, repository, folders. Read once, never guessed.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import * as v from 'valibot'
import { ActionError } from '../errors.ts'
import { environment } from './environment.ts'

const User = v.looseObject({ login: v.optional(v.string()) })
const Repository = v.looseObject({
  private: v.optional(v.boolean()),
  full_name: v.optional(v.string()),
  owner: v.nullish(User),
})
// What another event may use for something else: of any other kind, it counts as missing.
const Text = v.fallback(v.optional(v.string()), undefined)
const End = v.fallback(v.nullish(v.looseObject({ sha: Text, ref: Text })), undefined)
// The few fields of the webhook payload that decide something; everything else is ignored.
const Event = v.looseObject({
  repository: v.nullish(Repository),
  pull_request: v.nullish(
    v.looseObject({
      head: v.nullish(v.looseObject({ repo: v.nullish(Repository), sha: Text })),
      base: End,
      number: v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), undefined),
    }),
  ),
  before: Text,
  after: Text,
  merge_group: v.fallback(v.nullish(v.looseObject({ base_sha: Text, head_sha: Text })), undefined),
})

/** Commits that the event names, as ids; nothing of them is sure. */
export interface EventCommits {
  /** Of a push: where the branch stood (only zeros: nowhere), and stands. */
  readonly before?: string | undefined
  readonly after?: string | undefined
  /** Of a pull request: its last commit, and where its base branch stood. */
  readonly pullHead?: string | undefined
  readonly pullBase?: string | undefined
  /** Short name of the base branch. */
  readonly pullBaseRef?: string | undefined
  /** Of a merge queue. */
  readonly queueBase?: string | undefined
  readonly queueHead?: string | undefined
}

export interface Workflow {
  /** `push`, `pull_request`, …; empty outside of Actions. */
  readonly eventName: string
  /** Only true where the event says so. */
  readonly isPrivate: boolean
  /** A pull request whose head is in another repository. */
  readonly isForkPullRequest: boolean
  /** `owner/name` */
  readonly repository: string
  readonly owner: string
  /** A number, which a rename does not change; empty where it is not known. */
  readonly repositoryId?: string
  readonly actor: string
  /** Commit id that the event is about. */
  readonly sha: string
  /** Short name of branch or tag. */
  readonly refName: string
  /** Full name of the ref: `refs/heads/main`, `refs/pull/1/merge`. */
  readonly ref: string
  readonly commits?: EventCommits
  /** Of the pull request that the event is about. */
  readonly pullNumber?: number | undefined
  readonly serverUrl: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  /** Of this run of the workflow; empty outside of Actions. */
  readonly runId: string
  /** `owner/name` of this action and what of it the workflow names; empty where it is a local folder. */
  readonly actionRepository?: string
  readonly actionRef?: string
  readonly workspace: Folder
  /** $RUNNER_TEMP, emptied by the runner after the job. */
  readonly temp: Folder
  /** Whether the runner takes exports, and outputs. */
  readonly hasEnvironmentFile: boolean
  readonly hasOutputFile: boolean
}

export interface Folder {
  /** Absolute, as the runner names it. */
  readonly given: string
  /** Absolute, links resolved. */
  readonly real: string
}

export function readWorkflow(): Workflow {
  const env = environment
  const event = readEvent(env['GITHUB_EVENT_PATH'])
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const head = event.pull_request?.head
  return {
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    isPrivate: event.repository?.private === true,
    // A deleted fork has no head repository any more: it is a fork all the same.
    isForkPullRequest: head != null && head.repo?.full_name !== repository,
    repository,
    owner: env['GITHUB_REPOSITORY_OWNER'] ?? '',
    repositoryId: env['GITHUB_REPOSITORY_ID'] ?? '',
    actor: env['GITHUB_ACTOR'] ?? '',
    sha: env['GITHUB_SHA'] ?? '',
    refName: env['GITHUB_REF_NAME'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    commits: commitsIn(event),
    pullNumber: event.pull_request?.number,
    serverUrl: env['GITHUB_SERVER_URL'] || 'https://github.com',
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] || 'https://api.github.com/graphql',
    runId: env['GITHUB_RUN_ID'] ?? '',
    actionRepository: env['GITHUB_ACTION_REPOSITORY'] ?? '',
    actionRef: env['GITHUB_ACTION_REF'] ?? '',
    workspace: folder(env['GITHUB_WORKSPACE'] || process.cwd()),
    temp: folder(env['RUNNER_TEMP'] || tmpdir()),
    hasEnvironmentFile: existsSync(env['GITHUB_ENV'] ?? ''),
    hasOutputFile: existsSync(env['GITHUB_OUTPUT'] ?? ''),
  }
}

function commitsIn({ before, after, ...event }: v.InferOutput<typeof Event>): EventCommits {
  const { head, base } = event.pull_request ?? {}
  return {
    before,
    after,
    pullHead: head?.sha,
    pullBase: base?.sha,
    pullBaseRef: base?.ref,
    queueBase: event.merge_group?.base_sha,
    queueHead: event.merge_group?.head_sha,
  }
}

function folder(path: string): Folder {
  const given = resolve(path)
  try {
    return { given, real: realpathSync.native(given) }
  } catch {
    throw new ActionError('RUNNER_FILE_MISSING', {
      what: `the runner's folder ${given} does not exist`,
      fix: 'Check GITHUB_WORKSPACE and RUNNER_TEMP; in a container job both must be mounted.',
    })
  }
}

function readEvent(path: string | undefined): v.InferOutput<typeof Event> {
  if (!path) return {}
  const invalid = (why: string): ActionError =>
    new ActionError('RUNNER_FILE_MISSING', {
      what: `the event file of the runner (GITHUB_EVENT_PATH) ${why}`,
      fix: 'Run the step again. On a self-hosted runner look whether another step removed the file.',
    })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw invalid('cannot be read')
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw invalid('is no JSON')
  }
  const parsed = v.safeParse(Event, json)
  if (!parsed.success) throw invalid('does not have the form of an event')
  return parsed.output
}
