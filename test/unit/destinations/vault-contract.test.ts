// What every destination owes, held at the fake Vault.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { retryingFetch } from '../../../src/platform/http.ts'
import { startVault } from '../../helpers/fake-vault.ts'
import { item, markOf, open, push, said, shown, thrown, whileTimePasses } from './vaults.ts'

const SECRET = 's3cr3t-value-that-nobody-may-see'
const TOKEN = 'hvs.token-that-nobody-may-see'

describe('bytes are kept', () => {
  for (const layout of ['one-entry', 'entry-per-key']) {
    test(layout, async (t) => {
      const fake = await startVault(t)
      const { session } = await open(fake.url, { options: { layout } })
      const values = {
        NEWLINE: 'a\nb\r\n',
        QUOTE: `"'\\`,
        EMOJI: '🔑é\u0000',
        SPACE: ' trailing ',
        EMPTY: '',
        NUMBER: '1.10',
        ['__proto__']: '{}',
      }
      assert.ok((await push(session, values)).every(({ kind }) => kind === 'done'))
      const got = await session.get(Object.keys(values))
      assert.deepEqual(
        Object.fromEntries([...got].map(([name, value]) => [name, value?.reveal()])),
        values,
      )
      assert.deepEqual(
        (await session.list()).map(({ name }) => name).toSorted(),
        Object.keys(values).toSorted(),
      )
    })
  }

  test('what is no text is read as JSON, never as empty', async (t) => {
    const fake = await startVault(t)
    fake.writeByHand('app', { N: 8080, O: { a: 1 }, Z: null, __proto__x: true })
    const { session } = await open(fake.url)
    const got = await session.get(['N', 'O', 'Z'])
    assert.deepEqual(
      [...got.values()].map((value) => value?.reveal()),
      ['8080', '{"a":1}', 'null'],
    )
  })
})

describe('refused before anything is sent', () => {
  for (const [what, put] of [
    ['a value that is too long', item('A', 'x'.repeat(1_000_001))],
    ['a name with a slash', item('a/b', 'x')],
    ['a name that climbs', item('..', 'x')],
    ['the name of a marks entry', item('x.kanuka', 'x')],
    ['a name that is too long', item('x'.repeat(201), 'x')],
    ['a mark that could not be read back', { ...item('A', 'x'), mark: { ...markOf(1), own: 'X' } }],
  ] as const) {
    test(what, async (t) => {
      const fake = await startVault(t)
      const { session } = await open(fake.url)
      const [outcome] = await session.put([put])
      assert.ok(outcome?.kind === 'failed')
      assert.equal(outcome.error.kind, 'rejected')
      assert.deepEqual(fake.asked, [])
    })
  }

  test('an entry that becomes too large, with the keys of others', async (t) => {
    const fake = await startVault(t)
    fake.writeByHand('app', { THEIRS: 'x'.repeat(600_000) })
    const { session } = await open(fake.url)
    const outcomes = await push(session, { A: 'y'.repeat(500_000) })
    assert.deepEqual(said(outcomes), ['A failed rejected'])
    assert.ok(fake.calls.every((call) => call.startsWith('GET')))
  })
})

describe('failures by kind', () => {
  for (const [what, status, kind] of [
    ['denied', 403, 'auth'],
    ['too many requests', 429, 'limited'],
    ['sealed', 503, 'down'],
    ['broken', 500, 'down'],
    ['refused', 400, 'rejected'],
    ['unsupported', 405, 'rejected'],
    ['a standby that lags', 412, 'down'],
  ] as const) {
    test(what, async (t) => {
      const fake = await startVault(t)
      // A server may say back whatever it was sent.
      fake.injected.push(({ token, text }) => ({ status, body: { errors: [`${token} ${text}`] } }))
      const { session, masked } = await open(fake.url, { variables: { VAULT_TOKEN: TOKEN } })
      const failures = [
        await thrown(session.check()),
        await thrown(session.list()),
        await thrown(session.get(['A'])),
        await thrown(session.put([item('A', SECRET)])),
      ]
      for (const failure of failures) {
        assert.equal((failure as { kind?: unknown }).kind, kind)
        assert.equal((failure as Error).cause, undefined)
        assert.doesNotMatch(shown(failure), new RegExp(`${SECRET}|${TOKEN}`))
      }
      assert.deepEqual([...new Set(masked)], [TOKEN])
    })
  }

  test('a write that fails is the outcome of each item', async (t) => {
    const fake = await startVault(t)
    fake.denied.push('POST secret/data/')
    const { session } = await open(fake.url)
    const outcomes = await push(session, { A: SECRET, B: SECRET })
    assert.deepEqual(said(outcomes), ['A failed auth', 'B failed auth'])
    assert.doesNotMatch(shown(outcomes), new RegExp(SECRET))
    assert.equal(fake.current('app'), undefined)
    assert.deepEqual(await session.list(), [])
  })

  test('denied is never absent', async (t) => {
    const fake = await startVault(t)
    await push((await open(fake.url)).session, { A: 'one' })
    fake.denied.push('GET secret/')
    const { session } = await open(fake.url)
    await assert.rejects(session.list(), { kind: 'auth' })
    await assert.rejects(session.get(['A']), { kind: 'auth' })
  })

  test('a mount that is no key/value engine, or not there', async (t) => {
    const fake = await startVault(t)
    const transit = await open(fake.url, { options: { mount: 'transit' } })
    await assert.rejects(transit.session.check(), { kind: 'absent' })
    const none = await open(fake.url, { options: { mount: 'none' } })
    await assert.rejects(none.session.check(), { kind: 'auth' })
  })

  test('nobody answers', async () => {
    const { session } = await open('http://127.0.0.1:1')
    await assert.rejects(session.check(), { kind: 'down' })
  })

  for (const [what, answer] of [
    [
      '429 with Retry-After',
      { status: 429, headers: { 'retry-after': '3' }, body: { errors: [] } },
    ],
    ['503', { status: 503, body: { errors: ['Vault is sealed'] } }],
  ] as const) {
    test(`${what}, then success`, async (t) => {
      const fake = await startVault(t)
      const failing = [answer]
      fake.injected.push(() => failing.pop())
      const { session } = await open(fake.url, { fetch: retryingFetch() })
      await whileTimePasses(t, async () => session.check())
      assert.equal(fake.asked.length, 2)
    })
  }
})

describe('the run is stopped', () => {
  test('before a request: none is sent', async (t) => {
    const fake = await startVault(t)
    const stop = new AbortController()
    const { session } = await open(fake.url, { signal: stop.signal })
    await session.check()
    stop.abort()
    await assert.rejects(session.list(), { name: 'AbortError' })
    assert.deepEqual(said(await session.put([item('A', SECRET)])), ['A not tried'])
    assert.equal(fake.asked.length, 1)
  })

  test('between items: those that are done are told so, and those not begun are not tried', async (t) => {
    const fake = await startVault(t)
    const stop = new AbortController()
    const options = { layout: 'entry-per-key' }
    const { session } = await open(fake.url, { signal: stop.signal, options })
    const written: string[] = []
    fake.afterwards.push(({ method, path }) => {
      if (method === 'POST' && path.startsWith('secret/data/')) written.push(path)
      if (written.length === 20) stop.abort()
    })
    const many = Array.from({ length: 50 }, (_, index) => item(`A${index}`, SECRET))
    const outcomes = await session.put(many)
    assert.deepEqual(
      outcomes.map(({ name }) => name),
      many.map(({ name }) => name),
    )
    const of = (kind: string): string[] =>
      outcomes.filter((each) => each.kind === kind).map(({ name }) => name)
    const [done, brokenOff, notTried] = [of('done'), of('broken off'), of('not tried')]
    assert.equal(done.length + brokenOff.length + notTried.length, many.length)
    assert.ok(done.length >= 12 && done.length < 20, `${done.length} done`)
    assert.ok(brokenOff.length <= 8, `${brokenOff.length} broken off`)
    for (const name of done) assert.ok(written.includes(`secret/data/app/${name}`), name)
    for (const name of notTried) assert.equal(fake.v2.has(`app/${name}`), false, name)
    assert.doesNotMatch(shown(outcomes), new RegExp(SECRET))
  })
})
