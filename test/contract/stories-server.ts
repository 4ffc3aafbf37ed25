// What a server can do to an adapter, and what an adapter may let out: refusals, throttling, hostile
// answers, and secrets in places where nobody looks for them.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { DestinationError } from '../../src/destinations/contract.ts'
import { endsWithoutWaiting, whileTimePasses } from './clock.ts'
import { flood, say, startThief, type Gate, type Passed } from './gate.ts'
import type { Answer, Harness, Place, ServerWords } from './harness.ts'
import { assertDone, assertSettled, assertTruthful, assertWithout, everyWay } from './runs.ts'
import { failureOf, formsOf, item, many, run, said, shown } from './runs.ts'
import { endlessPages } from './stories-pages.ts'
import type { Story } from './suite.ts'

const CANARY = 'canary "value"\nsecond line/+=?'

type Served = Harness & { readonly server: ServerWords }

async function opened(t: TestContext, harness: Harness): Promise<Place & { readonly gate: Gate }> {
  const place = await harness.open(t)
  assert.ok(place.gate)
  return { ...place, gate: place.gate }
}

export function serverStories(story: Story, harness: Served): void {
  refusals(story, harness)
  patience(story, harness)
  hostile(story, harness)
  endlessPages(story, harness)
  hidden(story, harness)
}

/** Each of the four ways to ask fails so, and tells nothing of what was sent. */
async function assertEveryWay(t: TestContext, harness: Served, answers: Answer): Promise<string[]> {
  const place = await opened(t, harness)
  place.gate.instead = () => answers
  const kinds: string[] = []
  for (const failure of await everyWay(await place.connect(), CANARY)) {
    assert.ok(failure instanceof DestinationError, shown(failure))
    assertWithout(shown(failure), [CANARY, ...harness.credentials], 'an error')
    kinds.push(failure.kind)
  }
  return kinds
}

function refusals(story: Story, harness: Served): void {
  const { server } = harness
  story('denied throws; it is never absent', async (t) => {
    const kinds = await assertEveryWay(t, harness, server.denied)
    assert.deepEqual([...new Set(kinds)], ['auth'])
  })

  story('denied in the middle: the others are told, and nothing is retried', async (t) => {
    const place = await opened(t, harness)
    const values = many(4)
    assertDone(await run(harness, place, { values }))
    place.gate.instead = ({ body, url }) =>
      `${url} ${body}`.includes('N0002') ? server.denied : undefined
    const before = place.requests()
    const result = await run(harness, place, { values: many(4, 'another') })
    assert.ok(result.errors.length > 0)
    assert.ok(place.requests() - before <= 20)
    await place.gate.clear()
    await assertTruthful(place)
    assertDone(await run(harness, place, { values: many(4, 'another') }))
    await assertSettled(harness, place, many(4, 'another'))
  })

  story('nobody is there', async (t) => {
    const place = await opened(t, harness)
    place.gate.instead = () => (response) => void response.destroy()
    const failures = await whileTimePasses(t, place.gate, async () =>
      everyWay(await place.connect(), CANARY),
    )
    for (const failure of failures) {
      assert.equal(failure instanceof DestinationError && failure.kind, 'down')
      assertWithout(shown(failure), [CANARY, ...harness.credentials], 'an error')
    }
  })
}

function patience(story: Story, harness: Served): void {
  const { server } = harness
  story('429 with Retry-After, then success: it is waited for', async (t) => {
    const place = await opened(t, harness)
    const session = await place.connect()
    place.gate.instead = (_, nth) => (nth === 1 ? say(429, {}, { 'retry-after': '7' }) : undefined)
    const waited = await whileTimePasses(t, place.gate, async () => {
      const start = Date.now()
      await session.check()
      return Date.now() - start
    })
    assert.ok(waited >= 7000, `${waited} ms`)
  })

  for (const status of [500, 502, 503, 504]) {
    story(`${status}, then success: each item is written once`, async (t) => {
      const place = await opened(t, harness)
      let failing = 3
      place.gate.instead = () => (failing-- > 0 ? say(status, CANARY) : undefined)
      const values = many(5)
      assertDone(await whileTimePasses(t, place.gate, () => run(harness, place, { values })))
      await assertSettled(harness, place, values)
    })
  }

  story('a lost answer is asked for again', async (t) => {
    const place = await opened(t, harness)
    const seen = new Set<string>()
    place.gate.afterwards = (nth) => {
      const { method, url, body } = place.gate.passed[nth - 1] ?? assert.fail()
      const request = `${method} ${url} ${body}`
      return seen.size < seen.add(request).size
    }
    const values = many(5)
    assertDone(await whileTimePasses(t, place.gate, () => run(harness, place, { values })))
    await place.gate.clear()
    await assertTruthful(place)
    await assertSettled(harness, place, values)
  })

  story('each request is throttled once: all is done in the end', async (t) => {
    const place = await opened(t, harness)
    const seen = new Set<string>()
    place.gate.instead = ({ method, url, body }) => {
      const request = `${method} ${url} ${body}`
      if (seen.has(request)) return undefined
      seen.add(request)
      return server.limited
    }
    const values = many(30)
    assertDone(await whileTimePasses(t, place.gate, () => run(harness, place, { values })))
    await whileTimePasses(t, place.gate, () => assertSettled(harness, place, values))
  })

  story('throttled for ever: it ends, and says so', async (t) => {
    const place = await opened(t, harness)
    place.gate.instead = () => server.limited
    const session = await place.connect()
    const failure = await whileTimePasses(t, place.gate, () => failureOf(session.check()))
    assert.equal(failure instanceof DestinationError && failure.kind, 'limited')
    assert.ok(place.requests() <= 10, `${place.requests()} requests`)
  })

  story('an abort within a request ends it, without another try', async (t) => {
    const place = await opened(t, harness)
    const abort = new AbortController()
    const session = await place.connect(abort.signal)
    place.gate.instead = () => () => abort.abort()
    assert.ok(await endsWithoutWaiting(t, () => failureOf(session.check())), 'it waits')
    assert.equal(place.requests(), 1)
  })
}

function hostile(story: Story, harness: Served): void {
  const { server } = harness
  for (const status of [301, 302, 303, 307, 308]) {
    story(`${status} to another origin: neither credential nor body goes there`, async (t) => {
      const thief = await startThief(t)
      const place = await opened(t, harness)
      place.gate.instead = ({ url }) => say(status, {}, { location: `${thief.url}${url}` })
      const failures = await everyWay(await place.connect(), CANARY)
      for (const failure of failures) {
        assert.ok(failure instanceof DestinationError)
        assertWithout(shown(failure), [CANARY, ...harness.credentials], 'an error')
      }
      assert.deepEqual(thief.stolen, [])
    })
  }

  story('redirects in a circle end', async (t) => {
    const place = await opened(t, harness)
    place.gate.instead = ({ url }) => say(307, {}, { location: url })
    assert.equal((await failureOf((await place.connect()).check())).name, 'DestinationError')
    assert.ok(place.requests() <= 10)
  })

  story('an answer of a gigabyte is cut off', async (t) => {
    const place = await opened(t, harness)
    const { answer, mebibytes } = flood()
    place.gate.instead = () => answer
    const failure = await failureOf((await place.connect()).check())
    assert.equal(failure instanceof DestinationError && failure.kind, 'down')
    assert.ok(mebibytes() < 128, `${mebibytes()} MiB`)
    assert.equal(place.requests(), 1)
  })

  const nonsense: readonly (readonly [string, unknown])[] = [
    ['a page', '<html>sign in</html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['text', '"text"'],
    ['half of it', '{"'],
    ['numbers', '17'],
    ['deep nesting', '['.repeat(100_000)],
    ...server.wrongShapes.map((shape): [string, unknown] => [JSON.stringify(shape), shape]),
  ]
  for (const [what, body] of nonsense) {
    story(`${what.slice(0, 60)} for an answer is not taken for absent or empty`, async (t) => {
      const place = await opened(t, harness)
      place.gate.instead = () => say(200, body)
      const session = await place.connect()
      const asked: (() => Promise<unknown>)[] = [() => session.check(), () => session.list()]
      if (session.get) asked.push(async () => session.get?.(['A']))
      for (const ask of asked) {
        const failure = await failureOf(ask())
        assert.equal(failure instanceof DestinationError && failure.kind, 'down')
        assert.ok(!shown(failure).includes('sign in'))
      }
    })
  }
}

function hidden(story: Story, harness: Served): void {
  const { credentials, credentialHeaders } = harness
  const secrets = [CANARY, ...credentials]

  /** No URL, and no header but the one that is for it. */
  const assertHidden = (passed: readonly Passed[]): void => {
    for (const { url, headers } of passed) {
      assertWithout(url, secrets, 'a URL')
      for (const [name, value] of Object.entries(headers)) {
        const unwanted = credentialHeaders.includes(name) ? [CANARY] : secrets
        assertWithout(value, unwanted, `the header ${name}`)
      }
    }
  }

  story('secrets are in bodies only, and each credential in its header', async (t) => {
    const printed: string[] = []
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      t.mock.method(console, method, (...what: unknown[]) => printed.push(shown(what)))
    }
    const place = await opened(t, harness)
    const values = { A: CANARY, B: CANARY }
    assertDone(await run(harness, place, { values }))
    await place.byHand('A', `${CANARY} by hand`)
    const again = `${CANARY} again`
    assertDone(await run(harness, place, { values: { A: again }, rules: { delete: 'owned' } }))
    const session = await place.connect()
    const got = await session.get?.(['A'])
    assert.equal(got?.get('A')?.reveal(), again)
    for (const what of [session, got, await session.list()]) {
      assertWithout(shown(what), secrets, 'an object that can be printed')
    }
    assertHidden(place.gate.passed)
    const asJson = JSON.stringify(CANARY).slice(1, -1)
    assert.ok(place.gate.passed.some(({ body }) => body.includes(asJson)))
    assert.deepEqual(printed, [])
  })

  story('a server that says back all it got is not quoted', async (t) => {
    for (const status of [400, 401, 403, 404, 409, 413, 418, 501]) {
      const place = await opened(t, harness)
      place.gate.instead = (passed) => {
        const echo = `${JSON.stringify(passed)} ${[...secrets, ...secrets.flatMap(formsOf)].join(' ')}`
        return say(status, { __type: echo, code: echo, message: echo, errors: [echo] })
      }
      const session = await place.connect()
      const result = await run(harness, place, { values: { A: CANARY } })
      assert.ok(result.errors.length > 0 || status === 404)
      assertWithout(shown(result), secrets, 'a result')
      const [outcome] = await session.put([item('A', CANARY)]).catch((error: unknown) => {
        assertWithout(shown(error), secrets, 'an error')
        return []
      })
      assertWithout(shown(outcome), secrets, 'an outcome')
      assert.deepEqual(said(outcome ? [outcome] : []).includes('done'), false)
      assertHidden(place.gate.passed)
    }
  })
}
