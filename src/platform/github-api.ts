// GitHub's REST and GraphQL API as typed calls. Owns the token's way into requests and the reading of
// refusals; what is asked is the caller's. Errors never hold the token, nor a body.
// https://docs.github.com/en/rest, https://docs.github.com/en/graphql
import type { Endpoints, RequestInterface } from '@octokit/types'
import { ActionError } from '../errors.ts'
import type { SecretText } from '../secret-value.ts'
import { retryingFetch } from './http.ts'
import { noAnswer } from './no-answer.ts'
import { printable } from './printable.ts'

export interface GithubApiPlace {
  /** `owner/name` */
  readonly repository: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly token: SecretText
}

/** What GitHub refused a request with. */
export interface Refusal {
  /** HTTP status; 200 for an error inside of a GraphQL answer. */
  readonly status: number
  /** GraphQL's `type`, such as STALE_DATA; empty for REST. */
  readonly type: string
  /** GitHub's own words, safe to print. */
  readonly message: string
  /** `contents=write`, where GitHub says so. */
  readonly permissions: string
  /** The page that GitHub points to: at times it says more than the message. */
  readonly documentation: string
}

export class GithubRefusal extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`GitHub answered ${refusal.status}`)
    this.refusal = refusal
  }
}

const MAX_MESSAGE = 400
const WITH_A_PAGE = "answered with something that is not GitHub's, maybe the page of a proxy"

export class GithubApi {
  readonly repository: string
  readonly #place: GithubApiPlace
  #request: RequestInterface | undefined

  constructor(place: GithubApiPlace) {
    this.repository = place.repository
    this.#place = place
  }

  /**
   * A REST call by its route: `POST /repos/{owner}/{repo}/pulls`; owner and repo are filled in.
   * @returns the body of the answer
   * @throws GithubRefusal for 4xx, ActionError GITHUB_UNREACHABLE otherwise
   */
  async rest<Route extends keyof Endpoints>(
    route: Route,
    parameters: Omit<Endpoints[Route]['parameters'], 'owner' | 'repo' | 'baseUrl'>,
  ): Promise<Endpoints[Route]['response']['data']> {
    const [owner, repo] = this.repository.split('/')
    return this.#send(route, { owner, repo, ...parameters })
  }

  /** @throws GithubRefusal, ActionError GITHUB_UNREACHABLE */
  async graphql(query: string, variables: object): Promise<unknown> {
    const answer = await this.#send(`POST ${this.#place.graphqlUrl}`, { query, variables })
    const { data, errors } = (answer ?? {}) as {
      data?: unknown
      errors?: readonly { type?: unknown; message?: unknown }[]
    }
    const [first] = errors ?? []
    if (!first) return data
    if (first.type === 'RATE_LIMITED') throw this.#limited(this.#clean(first.message))
    throw new GithubRefusal({
      status: 200,
      type: typeof first.type === 'string' ? first.type : '',
      message: this.#clean(first.message),
      permissions: '',
      documentation: '',
    })
  }

  async #send(route: string, parameters: object): Promise<unknown> {
    const request: (route: string, parameters: object) => Promise<{ data: unknown }> =
      await this.#client()
    let data: unknown
    try {
      ;({ data } = await request(route, parameters))
    } catch (error) {
      throw this.#classified(error)
    }
    // All that is asked here is answered in JSON, or not at all.
    if (typeof data === 'string' && data !== '') throw this.#unreachable(WITH_A_PAGE)
    return data
  }

  async #client(): Promise<RequestInterface> {
    if (this.#request) return this.#request
    const { request } = await import('@octokit/request')
    this.#request = request.defaults({
      baseUrl: this.#place.apiUrl,
      headers: {
        authorization: `bearer ${this.#place.token.reveal()}`,
        'user-agent': 'kanuka-secrets-action',
        'x-github-api-version': '2022-11-28',
      },
      request: { fetch: retryingFetch() },
    })
    return this.#request
  }

  #classified(error: unknown): Error {
    const { status, response } = error as {
      status?: number
      response?: { headers: Record<string, string | undefined>; data: unknown }
    }
    // Without an answer the library makes up a status.
    if (!response || status === undefined) return this.#unreachable(noAnswer(error))
    if (status >= 500) return this.#unreachable(`answered ${status}, several times`)
    const { message, errors, documentation_url } = (response.data ?? {}) as {
      message?: unknown
      errors?: unknown
      documentation_url?: unknown
    }
    const details = Array.isArray(errors) ? errors.map((each) => detailOf(each)) : []
    const words = [message, ...details].filter((word) => typeof word === 'string' && word !== '')
    const said = this.#clean(words.join(': '))
    if (isLimited(status, response.headers, said)) return this.#limited(said)
    return new GithubRefusal({
      status,
      type: '',
      message: said,
      permissions: this.#clean(response.headers['x-accepted-github-permissions'] ?? ''),
      documentation: this.#clean(documentation_url),
    })
  }

  #unreachable(how: string): ActionError {
    const { host } = new URL(this.#place.apiUrl)
    return new ActionError('GITHUB_UNREACHABLE', {
      what: `the GitHub API at ${host} ${how}`,
      fix: 'Run the job again later (https://www.githubstatus.com). Behind a proxy, set HTTPS_PROXY; with an own certificate authority, NODE_EXTRA_CA_CERTS.',
    })
  }

  #limited(said: string): ActionError {
    const { host } = new URL(this.#place.apiUrl)
    return new ActionError('GITHUB_UNREACHABLE', {
      what: `the GitHub API at ${host} wants fewer requests with this token${said === '' ? '' : `: ${said}`}`,
      fix: 'Run the job again later. Jobs that share a token share its limit: a GitHub App has its own.',
    })
  }

  #clean(text: unknown): string {
    const words = typeof text === 'string' ? text : ''
    const token = this.#place.token.reveal()
    const shown = printable(words.split(token).join('***').replaceAll(/\s+/g, ' ')).trim()
    return shown.length > MAX_MESSAGE ? `${shown.slice(0, MAX_MESSAGE)}…` : shown
  }
}

// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
function isLimited(
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  said: string,
): boolean {
  if (status !== 403) return status === 429
  const isUsedUp = headers['x-ratelimit-remaining'] === '0'
  return headers['retry-after'] !== undefined || isUsedUp || /\brate limit/i.test(said)
}

function detailOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { message } = (error ?? {}) as { message?: unknown }
  return typeof message === 'string' ? message : ''
}
