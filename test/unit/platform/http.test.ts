// When a request is made again, and after how long. The clock is the test's own: nobody waits.
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { retryingFetch, type HttpOptions } from '../../../src/platform/http.ts'

type Handler = (response: ServerResponse, request: IncomingMessage) => void

interface Asked {
  readonly url: string
  /** When each request came, in milliseconds of the test's clock. */
  readonly times: readonly number[]
}

/** A server that answers each request with the next of these; the last one again and again. */
async function serve(t: TestContext, ...handlers: readonly Handler[]): Promise<Asked> {
  const times: number[] = []
  const server = createServer((request, response) => {
    const handler = handlers[Math.min(times.length, handlers.length - 1)]
    times.push(Date.now())
    handler?.(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, times }
}

function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = `answer ${status}`,
): Handler {
  return (response) => response.writeHead(status, headers).end(body)
}

const START = Date.UTC(2026, 0, 1)

/** Lets the test's clock run until the work is done. It runs fast, and on: only `at least` holds. */
async function whileTimePasses<T>(t: TestContext, work: () => Promise<T>): Promise<T> {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START })
  const end = new AbortController()
  const result = work().finally(() => end.abort())
  result.catch(() => undefined)
  while (!end.signal.aborted) {
    await turn()
    t.mock.timers.tick(20)
  }
  t.mock.timers.reset()
  return result
}

async function ask(t: TestContext, { url }: Asked, options?: HttpOptions): Promise<Response> {
  return whileTimePasses(t, async () => retryingFetch(options)(url))
}

const ok = answer(200, {}, 'fine')

describe('a request that is made again', () => {
  for (const [what, first, least] of [
    ['500', answer(500), 0.4],
    ['a lost connection', (response: ServerResponse) => response.destroy(), 0.4],
    ['an answer that breaks off', breakOff, 0.4],
    ['Retry-After in seconds', answer(503, { 'retry-after': '7' }), 7],
    ['Retry-After as a date', answer(503, { 'retry-after': dateIn(110) }), 110],
    ['429 that says nothing', answer(429), 60],
    ['403 about a rate limit', answer(403, {}, 'You hit a secondary rate limit.'), 60],
    ['a used-up limit', answer(403, usedUp(110)), 110],
    ['a used-up limit without an end', answer(429, usedUp()), 60],
  ] as const) {
    test(`after ${what}`, async (t) => {
      const server = await serve(t, first, ok)
      const response = await ask(t, server)
      assert.equal(await response.text(), 'fine')
      const [one = 0, two = 0] = server.times
      assert.equal(server.times.length, 2)
      const since = least === 110 ? START : one
      assert.ok(two - since >= least * 1000, `${two - since} ms`)
    })
  }

  test('after a short while, for who knows that the server means no minute', async (t) => {
    const server = await serve(t, answer(429), ok)
    await ask(t, server, { unsaidWaitMs: 2000, longestWaitMs: 10_000 })
    const [one = 0, two = 0] = server.times
    assert.ok(two - one >= 2000, `${two - one} ms`)
  })

  test('is not made for ever: the last answer is given back', async (t) => {
    const server = await serve(t, answer(502))
    const response = await ask(t, server)
    assert.equal(response.status, 502)
    assert.equal(await response.text(), 'answer 502')
    assert.equal(server.times.length, 5)
  })

  test('as often as asked, then throws what the last try threw', async (t) => {
    const server = await serve(t, (response) => response.destroy())
    await assert.rejects(ask(t, server, { triesMax: 2 }), TypeError)
    assert.equal(server.times.length, 2)
  })
})

describe('a request that is made once', () => {
  for (const [what, first, options] of [
    ['403 about something else', answer(403), {}],
    ['404', answer(404), {}],
    ['422', answer(422), {}],
    ['a wait that is too long', answer(503, { 'retry-after': '3600' }), {}],
    ['429 that says nothing, for who has no minute', answer(429), { longestWaitMs: 10_000 }],
  ] as const) {
    test(what, async (t) => {
      const server = await serve(t, first, ok)
      const response = await ask(t, server, options)
      assert.notEqual(response.status, 200)
      assert.equal(server.times.length, 1)
    })
  }

  test('an answer without a body', async (t) => {
    const server = await serve(t, (response) => response.writeHead(204).end())
    const response = await ask(t, server)
    assert.equal(response.status, 204)
    assert.equal(await response.text(), '')
    assert.equal(response.url, server.url)
  })

  test('an answer that never ends is cut off, and not fetched again', async (t) => {
    const server = await serve(t, (response) => {
      const part = Buffer.alloc(1024 * 1024)
      const more = (): void => {
        while (!response.destroyed && response.write(part));
      }
      response.on('drain', more)
      more()
    })
    await assert.rejects(ask(t, server), RangeError)
    assert.equal(server.times.length, 1)
  })

  test('no answer at all within the limit', async (t) => {
    const server = await serve(t, () => undefined)
    const fetching = retryingFetch({ timeoutMs: 20, triesMax: 1 })(server.url)
    await assert.rejects(fetching, { name: 'TimeoutError' })
  })

  test('and one whose caller has given up', async (t) => {
    const caller = new AbortController()
    const server = await serve(t, () => caller.abort())
    const { signal } = caller
    const fetching = whileTimePasses(t, async () => retryingFetch()(server.url, { signal }))
    await assert.rejects(fetching, { name: 'AbortError' })
    assert.equal(server.times.length, 1)
  })

  for (const [what, first] of [
    ['before another try after an error', answer(500)],
    ['as long as the server wants', answer(503, { 'retry-after': '100' })],
    ['because of too many requests', answer(429)],
  ] as const) {
    test(`and one whose caller gives up while it waits ${what}`, async (t) => {
      const server = await serve(t, first, ok)
      const caller = new AbortController()
      // A clock that stands still: who waits on would wait for ever.
      t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START })
      const waiting = Promise.withResolvers<void>()
      const setTimer = globalThis.setTimeout
      t.mock.method(globalThis, 'setTimeout', (run: () => void, delayMs: number) => {
        waiting.resolve()
        return setTimer(run, delayMs)
      })
      const over = new AbortController()
      retryingFetch()(server.url, { signal: caller.signal }).catch((error: unknown) =>
        over.abort(error),
      )
      await waiting.promise
      caller.abort()
      for (let turns = 0; turns < 1000 && !over.signal.aborted; turns++) await turn()
      assert.equal(over.signal.reason, caller.signal.reason)
      assert.equal(server.times.length, 1)
    })
  }
})

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '100' })
  response.write('half', () => response.destroy())
}

function dateIn(seconds: number): string {
  return new Date(START + seconds * 1000).toUTCString()
}

function usedUp(seconds?: number): Record<string, string> {
  const reset = seconds && { 'x-ratelimit-reset': String(START / 1000 + seconds) }
  return { 'x-ratelimit-remaining': '0', ...reset }
}
