// The HTTP server of the fake: reads a request, finds out what it is, lets a test's failures happen,
// answers, and keeps a record.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { errorAnswer } from './caller.ts'
import { planGraphql } from './graphql.ts'
import type { Failure, Injections } from './injections.ts'
import { API_ROOT } from './rest-call.ts'
import { planRest } from './rest.ts'
import { planGit } from './smart-http.ts'
import type { Answer, Exchange, Incoming, World } from './world.ts'

export interface RecordedCall {
  /** An operation of GitHub's REST description, `graphql`, `git`, or `unknown`. */
  readonly operation: string
  readonly method: string
  /** With the query. */
  readonly path: string
  /** Parsed; of git calls nothing. */
  readonly body: unknown
  /** Undefined when the connection was broken instead. */
  status: number | undefined
}

export class FakeServer {
  readonly calls: RecordedCall[] = []
  readonly #server: Server
  readonly #injections: Injections
  /** It needs the address, which is known later. */
  readonly #world: () => World
  readonly #running = new Set<Promise<void>>()

  constructor(injections: Injections, world: () => World) {
    this.#injections = injections
    this.#world = world
    this.#server = createServer((request, response) => {
      const run = this.#serve(request, response).catch((error: unknown) => {
        this.#world().problems.push(`the fake failed: ${String(error)}`)
        response.destroy()
      })
      this.#running.add(run)
      void run.finally(() => this.#running.delete(run))
    })
  }

  /** The URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
    await Promise.all(this.#running)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away while it asks has asked nothing.
    const incoming = await read(request).catch(() => undefined)
    if (incoming === undefined) return
    const { method, url } = incoming
    const exchange = await this.#plan(incoming)
    const { operation, body } = exchange
    const path = url.pathname + url.search
    const call: RecordedCall = { operation, method, path, body, status: undefined }
    this.calls.push(call)
    const answer = await this.#answer(exchange)
    if (answer === 'hang up') {
      request.socket.destroy()
      return
    }
    call.status = answer.status
    send(response, answer)
  }

  async #plan(incoming: Incoming): Promise<Exchange> {
    const { pathname } = incoming.url
    const world = this.#world()
    if (pathname === '/api/graphql') return planGraphql(world, incoming)
    if (pathname.startsWith(`${API_ROOT}/`)) return planRest(world, incoming)
    const git = planGit(world, incoming)
    if (git !== undefined) return git
    world.problems.push(`unexpected call: ${incoming.method} ${pathname}`)
    const act = (): Answer => errorAnswer(404, 'Not Found')
    return { operation: 'unknown', body: undefined, refusal: undefined, act }
  }

  /** Failures wait for a request that is let in: git asks without a token first. */
  async #answer(exchange: Exchange): Promise<Answer | 'hang up'> {
    const { operation, aliases = [], acts = true, refusal } = exchange
    if (refusal !== undefined) return refusal
    const named = { names: [operation, ...aliases], acts }
    const failure: Failure | undefined = this.#injections.takeFailure(named)
    if (failure !== undefined && 'status' in failure) return failure
    if (failure !== undefined && 'hangUp' in failure) return 'hang up'
    await this.#injections.runBefore(named)
    const answer = await this.#act(exchange)
    if (failure === undefined) return answer
    return 'actThenStatus' in failure
      ? errorAnswer(failure.actThenStatus, 'Server Error')
      : 'hang up'
  }

  async #act({ operation, act }: Exchange): Promise<Answer> {
    try {
      return await act()
    } catch (error) {
      this.#world().problems.push(`${operation}: the fake failed: ${String(error)}`)
      return errorAnswer(500, 'Server Error')
    }
  }
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const headers = request.headers as Record<string, string | undefined>
  return { method: request.method ?? 'GET', url, headers, body: Buffer.concat(chunks) }
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  const isBytes = Buffer.isBuffer(body)
  const type = isBytes ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  const own = body === undefined ? {} : { 'content-type': type }
  response.writeHead(status, { 'x-github-request-id': 'FAKE:0:0:0:0', ...own, ...headers })
  response.end(isBytes || body === undefined ? body : JSON.stringify(body))
}
