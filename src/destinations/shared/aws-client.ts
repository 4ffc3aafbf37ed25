// One signed call of AWS's JSON protocol, and every page of a list. Knows no service. Throttling is
// HTTP 400 there, which the fetch below does not try again, so it is done here.
import { AwsV4Signer } from 'aws4fetch'
import * as v from 'valibot'
import type { Context } from '../contract.ts'
import type { CredentialSource } from './aws-credentials.ts'
import { AwsRefusal, bareCode, isRefusal, senseless, unreachable } from './aws-errors.ts'
import type { AwsPlace } from './aws-place.ts'
import type { AwsCredentials } from './aws-sts.ts'

const THROTTLED_TRIES = 8
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 20_000
const MAX_PAGES = 10_000
/** In a row, without an item that is new. */
const MAX_EMPTY_PAGES = 100

export interface AwsApi {
  readonly title: string
  /** `secretsmanager`, `AmazonSSM`: what stands before the action. */
  readonly target: string
  readonly place: AwsPlace
  readonly credentials: CredentialSource
  readonly context: Context
}

export interface Answer<T> {
  readonly body: T
  /** The server's clock, in milliseconds since 1970, cut to seconds; undefined when it has none. */
  readonly at: number | undefined
}

export class AwsClient {
  readonly #api: AwsApi
  readonly #signingKeys = new Map<string, ArrayBuffer>()

  constructor(api: AwsApi) {
    this.#api = api
  }

  get title(): string {
    return this.#api.title
  }

  /**
   * @throws AwsRefusal when AWS says no, DestinationError when it says nothing sensible, and the
   * signal's reason when the run was stopped
   */
  async ask<T>(
    action: string,
    input: object,
    schema: v.GenericSchema<unknown, T>,
  ): Promise<Answer<T>> {
    const { title, context } = this.#api
    context.signal.throwIfAborted()
    try {
      const answer = await this.#persistently(action, input)
      const parsed = v.safeParse(schema, answer.body)
      if (!parsed.success) throw senseless(title, action)
      return { body: parsed.output, at: answer.at }
    } catch (error) {
      throw unreachable(title, error, context.signal)
    }
  }

  async #persistently(action: string, input: object): Promise<Answer<unknown>> {
    const { default: pRetry } = await import('p-retry')
    let answer: Answer<unknown> | undefined
    const send = async (): Promise<void> => {
      answer = await this.#renewing(action, JSON.stringify(input))
    }
    const tries = pRetry(send, {
      retries: THROTTLED_TRIES - 1,
      minTimeout: FIRST_WAIT_MS,
      maxTimeout: LONGEST_WAIT_MS,
      randomize: true,
      signal: this.#api.context.signal,
      shouldRetry: ({ error }) =>
        error instanceof AwsRefusal && error.kind === 'limited' && error.status === 400,
    })
    // An answer that came all the same after the run was stopped: what was asked for is done.
    await tries.catch((error: unknown) => {
      if (answer === undefined) throw error
    })
    if (answer === undefined) throw new TypeError('neither an answer nor an error')
    return answer
  }

  async #renewing(action: string, body: string): Promise<Answer<unknown>> {
    const { credentials } = this.#api
    const used = await credentials.current()
    try {
      return await this.#send(action, body, used)
    } catch (error) {
      const isExpired = isRefusal(error, 'ExpiredToken', 'ExpiredTokenException')
      if (!isExpired || !credentials.forget(used)) throw error
      return this.#send(action, body, await credentials.current())
    }
  }

  async #send(action: string, body: string, by: AwsCredentials): Promise<Answer<unknown>> {
    const { title, target, place, context } = this.#api
    const { url, headers } = await new AwsV4Signer({
      method: 'POST',
      url: place.url,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${target}.${action}`,
      },
      body,
      service: place.service,
      region: place.region,
      accessKeyId: by.accessKeyId,
      secretAccessKey: by.secretAccessKey.reveal(),
      ...(by.sessionToken && { sessionToken: by.sessionToken.reveal() }),
      cache: this.#signingKeys,
    }).sign()
    const response = await context.fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: context.signal,
    })
    const text = await response.text()
    if (response.status !== 200) {
      const code = codeOf(response.headers, text)
      throw new AwsRefusal({ title, action, status: response.status, code })
    }
    const at = Date.parse(response.headers.get('date') ?? '')
    // An action without output answers with no body at all.
    const answer = text === '' ? {} : jsonOf(text)
    return { body: answer, at: Number.isNaN(at) ? undefined : at }
  }
}

const errorSchema = v.looseObject({
  __type: v.optional(v.string()),
  code: v.optional(v.string()),
})

function codeOf(headers: Headers, text: string): string {
  const body = v.safeParse(errorSchema, jsonOf(text))
  const { __type, code } = body.success ? body.output : {}
  return bareCode(__type ?? code ?? headers.get('x-amzn-errortype') ?? '')
}

/** undefined, which no schema takes, for what is no JSON: its error would quote the text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | undefined
}

/**
 * Every item of every page. A server that goes in circles, or on for ever, is not followed.
 * @param first a page that is there already
 * @throws DestinationError down
 */
export async function everyPage<T extends { readonly name: string }>(
  title: string,
  ask: (token: string | undefined) => Promise<Page<T>>,
  first?: Page<T>,
): Promise<readonly T[]> {
  const items: T[] = []
  const seen = new Set<string>()
  const names = new Set<string>()
  let page = first ?? (await ask(undefined))
  let emptyPages = 0
  for (;;) {
    const known = names.size
    for (const item of page.items) {
      items.push(item)
      names.add(item.name)
    }
    if (page.next === undefined || page.next === '') return items
    emptyPages = names.size === known ? emptyPages + 1 : 0
    const isEndless = seen.has(page.next) || seen.size >= MAX_PAGES || emptyPages > MAX_EMPTY_PAGES
    if (isEndless) throw senseless(title, 'a list, whose pages never end,')
    seen.add(page.next)
    page = await ask(page.next)
  }
}
