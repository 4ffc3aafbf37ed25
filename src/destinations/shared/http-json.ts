// Requests in JSON for adapters that speak to a server by themselves. Owns the limits on what is read,
// the redirects that are followed, and which status is which failure. Holds no host and no
// credential; retries and time limits are the context's. No error holds a body, a header or a cause.
import { noAnswer } from '../../platform/no-answer.ts'
import { DestinationError, type Context, type FailureKind } from '../contract.ts'

export interface JsonRequest {
  readonly method: string
  /** Absolute. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Of the answer; 8 MiB when left out. */
  readonly maxBytes?: number
}

export interface JsonAnswer {
  readonly status: number
  readonly headers: Headers
  /** As it came; the only copy, for the adapter's own reading. */
  readonly text: string
  /** Parsed; undefined for an empty body and for one that is not JSON. */
  readonly json: unknown
}

const MAX_BYTES = 8 * 1024 * 1024
const MAX_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * Redirects are followed to the same origin only, with method, headers and body as they were: fetch
 * itself would carry tokens in headers of their own, and bodies, to any other origin.
 * @throws DestinationError down, and the signal's reason when the run was stopped
 */
export async function askJson(
  context: Pick<Context, 'fetch' | 'signal'>,
  request: JsonRequest,
): Promise<JsonAnswer> {
  let { url } = request
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await send(context, { ...request, url })
    const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null
    if (location === null) return answerOf(context, { response, request })
    await response.body?.cancel().catch(() => undefined)
    url = sameOrigin(location, url)
  }
  throw down(request.url, 'redirects in a circle')
}

async function send(
  context: Pick<Context, 'fetch' | 'signal'>,
  { method, url, headers, body }: JsonRequest,
): Promise<Response> {
  context.signal.throwIfAborted()
  try {
    return await context.fetch(url, {
      method,
      redirect: 'manual',
      signal: context.signal,
      headers: {
        accept: 'application/json',
        'user-agent': 'kanuka-secrets-action',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof RangeError) throw down(url, 'answered with too much')
    throw down(url, noAnswer(error))
  }
}

function sameOrigin(location: string, from: string): string {
  const target = URL.parse(location, from)
  if (target && target.origin === new URL(from).origin) return target.href
  const to = target && target.origin !== 'null' ? target.origin : 'an address that makes no sense'
  throw new DestinationError('down', {
    what: `${hostOf(from)} redirects to ${to}; credentials are not sent there`,
    fix: 'Name the address that answers by itself, such as that of the active server or of the load balancer.',
  })
}

async function answerOf(
  context: Pick<Context, 'signal'>,
  { response, request }: { readonly response: Response; readonly request: JsonRequest },
): Promise<JsonAnswer> {
  const chunks: Uint8Array[] = []
  const maxBytes = request.maxBytes ?? MAX_BYTES
  let size = 0
  try {
    // Leaving the loop cancels the rest.
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > maxBytes) break
      chunks.push(chunk)
    }
  } catch {
    context.signal.throwIfAborted()
    throw down(request.url, 'broke off its answer')
  }
  if (size > maxBytes) throw down(request.url, 'answered with too much')
  const text = Buffer.concat(chunks).toString('utf8')
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes what it was given.
    return undefined
  }
}

/** What a status means where the provider has no rule of its own. */
export function failureKind(status: number): FailureKind {
  if (status === 401 || status === 403 || status === 407) return 'auth'
  if (status === 404 || status === 410) return 'absent'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 429) return 'limited'
  if (status >= 400 && status < 500 && status !== 408) return 'rejected'
  return 'down'
}

/** What to look at where there is no connection. */
export const REACH =
  'Check the address, and that this machine may reach it: behind a proxy, set HTTPS_PROXY; with an own certificate authority, NODE_EXTRA_CA_CERTS.'

/** Nobody, or nothing sensible, answered. */
export function down(url: string, how: string): DestinationError {
  return new DestinationError('down', {
    what: `${hostOf(url)} ${how}`,
    fix: `${REACH} Then run the job again.`,
  })
}

/** Also host and port: what is said of an address; never its path or query. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'the server'
}
