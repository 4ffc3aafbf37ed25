// HTTP for everything that talks to a server: a time limit for each try, a size limit for each
// answer, retries with full jitter that respect Retry-After, proxies. Owns no host and no credential.
import { environment } from './environment.ts'
import { isUntrusted } from './no-answer.ts'

type Fetch = typeof globalThis.fetch

export interface HttpOptions {
  readonly triesMax?: number
  readonly timeoutMs?: number
  /** A server that asks for more patience than this is not waited for. */
  readonly longestWaitMs?: number
  /** Before another try after too many requests, when the server does not say how long. */
  readonly unsaidWaitMs?: number
}

// GitHub, which often does not say for how long, wants a minute.
const DEFAULTS = { triesMax: 5, timeoutMs: 60_000, longestWaitMs: 120_000, unsaidWaitMs: 60_000 }
const FIRST_WAIT_MS = 400
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

/** An answer that another try may better; kept to be given back when no try is left. */
class TransientAnswer extends Error {
  readonly response: Response

  constructor(response: Response) {
    super(`HTTP ${response.status}`)
    this.response = response
  }
}

/**
 * A fetch that tries again: after a lost connection, 429, 500, 502, 503, 504, and 403 where it means
 * too many requests (GitHub's way of saying 429). The last answer is given back as it is. Throws what
 * fetch throws: TypeError, or TimeoutError; RangeError when the answer is too large; the reason of the
 * request's signal as soon as that is aborted, also while it waits for another try.
 */
export function retryingFetch(options: HttpOptions = {}): Fetch {
  const { triesMax, timeoutMs, longestWaitMs, unsaidWaitMs } = { ...DEFAULTS, ...options }
  const waitFor = (error: unknown): number => waitAskedFor(error, unsaidWaitMs)
  let found: Promise<Fetch> | undefined
  return async (input, init) => {
    const { default: pRetry } = await import('p-retry')
    // Once for all requests: connections through a proxy are kept for the next one.
    const base = await (found ??= fetchOfEnvironment())
    const attempt = async (): Promise<Response> => {
      const signals = [AbortSignal.timeout(timeoutMs), ...(init?.signal ? [init.signal] : [])]
      const response = await base(input, { ...init, signal: AbortSignal.any(signals) })
      const answer = await whole(response)
      if (await isTransient(answer)) throw new TransientAnswer(answer)
      return answer
    }
    try {
      return await pRetry(attempt, {
        retries: triesMax - 1,
        minTimeout: FIRST_WAIT_MS,
        randomize: true,
        ...(init?.signal && { signal: init.signal }),
        shouldRetry: ({ error }) =>
          !(error instanceof RangeError) && !isUntrusted(error) && waitFor(error) <= longestWaitMs,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          const wait = waitFor(error)
          if (retriesLeft > 0 && wait > 0 && wait <= longestWaitMs) await pause(wait, init?.signal)
        },
      })
    } catch (error) {
      if (error instanceof TransientAnswer) return error.response
      throw error
    }
  }
}

// The body is read here, so that a connection lost within it is tried again too.
async function whole(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new RangeError('the answer is too large')
    chunks.push(chunk)
  }
  const { status, statusText, headers } = response
  // These have no body, and the constructor refuses even an empty one.
  const body = [101, 204, 205, 304].includes(status) ? null : Buffer.concat(chunks)
  const copy = new Response(body, { status, statusText, headers })
  Object.defineProperty(copy, 'url', { value: response.url })
  return copy
}

async function isTransient(answer: Response): Promise<boolean> {
  const { status, headers } = answer
  if ([429, 500, 502, 503, 504].includes(status)) return true
  if (status !== 403) return false
  if (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0') return true
  return /\brate limit/i.test(await answer.clone().text())
}

/** Milliseconds that the server wants us to wait; 0 when it does not say. */
function waitAskedFor(error: unknown, unsaidWaitMs: number): number {
  if (!(error instanceof TransientAnswer)) return 0
  const { headers, status } = error.response
  const after = headers.get('retry-after')
  if (after !== null) {
    const seconds = Number(after)
    const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - Date.now()
    return Math.max(0, wait) || 0
  }
  const isLimited = status === 403 || status === 429
  if (!isLimited) return 0
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000 - Date.now()
  if (headers.get('x-ratelimit-remaining') !== '0' || Number.isNaN(reset)) return unsaidWaitMs
  return Math.max(0, reset)
}

// Aborted, it ends at once; what follows looks at the signal itself.
function pause(milliseconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resume) => {
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resume()
    }
    const timer = setTimeout(end, milliseconds)
    signal?.addEventListener('abort', end)
  })
}

// Node's own fetch knows no proxies; the library that does costs start-up, so only behind one.
async function fetchOfEnvironment(): Promise<Fetch> {
  if (PROXY_VARIABLES.every((name) => !environment[name])) return globalThis.fetch
  const { EnvHttpProxyAgent, fetch } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent()
  const proxied = (input: Parameters<Fetch>[0], init?: RequestInit): unknown =>
    fetch(input as string, { ...(init as object), dispatcher })
  return proxied as Fetch
}
