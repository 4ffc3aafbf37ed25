// A server in front of a fake or of a real server: remembers each request as it came over the wire, and
// can answer in the other's place, lose answers, or tell when a request is there. Knows no provider.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, createServer, request as send, type IncomingMessage, type Server } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
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
  /** Answers instead of the server behind; `nth` counts from 1 since the test began. */
  instead: ((passed: Passed, nth: number) => Answer | undefined) | undefined
  /** Called when the server behind has answered; true: its answer is lost. */
  afterwards: ((nth: number) => boolean) | undefined
  /** Another one after `clear`. */
  url = ''
  readonly #to: string
  #server: Server | undefined
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 })
  readonly #underWay = new Set<Promise<unknown>>()

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

  /** The server behind is at work, for somebody: a clock that nobody waits for must stand still. */
  get isAtWork(): boolean {
    return this.#underWay.size > 0
  }

  /** Work of the server behind, also past the gate. */
  async during<T>(work: () => T | Promise<T>): Promise<T> {
    const working = Promise.resolve(work())
    this.#underWay.add(working)
    try {
      return await working
    } finally {
      this.#underWay.delete(working)
    }
  }

  /**
   * Ends what `interrupt` began. What the dead have sent is carried out before, or never arrives: those who
   * come after have another address.
   */
  async clear(): Promise<void> {
    this.#shut()
    while (this.isAtWork) await Promise.allSettled(this.#underWay)
    this.instead = undefined
    this.afterwards = undefined
    await this.open()
  }

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy())
    })
    this.url = await listen(this.#server)
  }

  close(): void {
    this.#shut()
    this.#agent.destroy()
  }

  #shut(): void {
    if (this.#server) shut(this.#server)
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.during(async () => {
      const { method = '', url = '' } = request
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const passed = { method, url, headers, body: await textOf(request) }
      const nth = this.passed.push(passed)
      const instead = this.instead?.(passed, nth)
      if (instead === undefined) await this.#passOn(nth, response)
      return instead
    })
    answer?.(response)
  }

  async #passOn(nth: number, response: ServerResponse): Promise<void> {
    const { method, url: path, headers, body } = this.passed[nth - 1] ?? assert.fail()
    const { hostname, port } = new URL(this.#to)
    try {
      const onward = send({ agent: this.#agent, hostname, port, method, path, headers }).end(body)
      const [answered] = (await once(onward, 'response')) as [IncomingMessage]
      if (this.afterwards?.(nth)) {
        answered.resume()
        return hangUp(response)
      }
      response.writeHead(answered.statusCode ?? 500, answered.headers)
      await pipeline(answered, response)
    } catch {
      hangUp(response)
    }
  }
}

const hangUp: Answer = (response) => void response.destroy()

/** Before the server at this address; the test's end stops it. */
export async function startGate(t: TestContext, to: string): Promise<Gate> {
  const gate = new Gate(to)
  await gate.open()
  t.after(() => gate.close())
  return gate
}

/** Another origin, which must never be asked. */
export async function startThief(
  t: TestContext,
): Promise<{ readonly url: string; readonly stolen: string[] }> {
  const stolen: string[] = []
  const server = createServer((request, response) => {
    stolen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    response.end('{}')
  })
  t.after(() => shut(server))
  return { url: await listen(server), stolen }
}

function shut(server: Server): void {
  server.close()
  server.closeAllConnections()
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
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
