// A server in front of a fake: remembers each request as it came over the wire, and can answer in the
// fake's place, lose answers, or tell when a request is there. Knows no provider.
import { Agent, createServer, request as send, type IncomingMessage, type Server } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { Answer } from './harness.ts'

export interface Passed {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export class Gate {
  readonly passed: Passed[] = []
  /** Answers instead of the fake; `nth` counts from 1 since the test began. */
  instead: ((passed: Passed, nth: number) => Answer | undefined) | undefined
  /** Called when the fake has answered; true: its answer is lost. */
  afterwards: ((nth: number) => boolean) | undefined
  url = ''
  readonly #to: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 })

  constructor(to: string) {
    this.#to = to
  }

  interrupt(at: number, when: 'before' | 'after', stop: () => void): void {
    const wanted = this.passed.length + at
    if (when === 'before') {
      this.instead = (_, nth) => {
        if (nth < wanted) return undefined
        stop()
        return hangUp
      }
    } else {
      this.afterwards = (nth) => {
        if (nth === wanted) stop()
        return nth >= wanted
      }
      // What comes later never arrives: the process is dead.
      this.instead = (_, nth) => (nth > wanted ? hangUp : undefined)
    }
  }

  /** Ends what `interrupt` began. */
  clear(): void {
    this.instead = undefined
    this.afterwards = undefined
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { method = '', url = '' } = request
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    const passed = { method, url, headers, body: body.toString() }
    const nth = this.passed.push(passed)
    const answer = this.instead?.(passed, nth)
    if (answer) return answer(response)
    const { hostname, port } = new URL(this.#to)
    const agent = this.#agent
    const onward = send({ agent, hostname, port, method, path: url, headers }, (answered) => {
      if (this.afterwards?.(nth)) {
        answered.resume()
        return hangUp(response)
      }
      response.writeHead(answered.statusCode ?? 500, answered.headers)
      answered.pipe(response)
    })
    onward.on('error', () => hangUp(response))
    onward.end(body)
  }

  close(): void {
    this.#agent.destroy()
  }
}

const hangUp: Answer = (response) => void response.destroy()

/** Before the server at this address; the test's end stops it. */
export async function startGate(t: TestContext, to: string): Promise<Gate> {
  const gate = new Gate(to)
  gate.url = await listen(
    t,
    createServer((request, response) => {
      gate.handle(request, response).catch(() => response.destroy())
    }),
  )
  t.after(() => gate.close())
  return gate
}

/** Another origin, which must never be asked. */
export async function startThief(
  t: TestContext,
): Promise<{ readonly url: string; readonly stolen: string[] }> {
  const stolen: string[] = []
  const url = await listen(
    t,
    createServer((request, response) => {
      stolen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
      response.end('{}')
    }),
  )
  return { url, stolen }
}

async function listen(t: TestContext, server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export function say(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}

const MEBIBYTE = 1024 * 1024

/** A gigabyte, unless the other side has enough before; tells how much was taken. */
export function flood(): { readonly answer: Answer; readonly mebibytes: () => number } {
  let sent = 0
  const part = Buffer.alloc(MEBIBYTE, ' ')
  const answer: Answer = (response) => {
    const more = (): void => {
      while (!response.destroyed && sent < 1024) {
        sent += 1
        if (!response.write(part)) return
      }
      if (!response.destroyed) response.end()
    }
    response.on('drain', more)
    response.writeHead(200, { 'content-type': 'application/json' })
    more()
  }
  return { answer, mebibytes: () => sent }
}
