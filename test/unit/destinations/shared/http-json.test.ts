// What adapters that speak HTTP by themselves share: status to kind, segments, addresses, bounded work.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { eachBounded } from '../../../../src/destinations/shared/bounded-work.ts'
import { askJson, failureKind, hostOf } from '../../../../src/destinations/shared/http-json.ts'
import {
  isFromEnvironment,
  secretOption,
} from '../../../../src/destinations/shared/secret-option.ts'
import { serverAddress } from '../../../../src/destinations/shared/server-address.ts'
import { isSafeSegment, safeSegments } from '../../../../src/destinations/shared/url-segments.ts'
import { serve } from '../../../helpers/fake-vault.ts'
import { contextOf, shown } from '../vaults.ts'

describe('a status is a kind of failure', () => {
  for (const [status, kind] of [
    [401, 'auth'],
    [403, 'auth'],
    [404, 'absent'],
    [409, 'conflict'],
    [412, 'conflict'],
    [429, 'limited'],
    [400, 'rejected'],
    [413, 'rejected'],
    [408, 'down'],
    [500, 'down'],
    [301, 'down'],
  ] as const) {
    test(`${status} is ${kind}`, () => assert.equal(failureKind(status), kind))
  }
})

describe('an answer', () => {
  test('within the limit is whole, one byte more is refused', async (t) => {
    const url = await serve(t, (_, response) => response.end('[1234]'))
    const { context } = contextOf()
    const { json } = await askJson(context, { method: 'GET', url, maxBytes: 6 })
    assert.deepEqual(json, [1234])
    const asking = askJson(context, { method: 'GET', url, maxBytes: 5 })
    await assert.rejects(asking, { kind: 'down', message: /too much/ })
  })

  test('that breaks off is down; what came of it is not shown', async (t) => {
    const url = await serve(t, (_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('hidden', () => response.destroy())
    })
    const { context } = contextOf()
    const failure: unknown = await askJson(context, { method: 'GET', url }).catch((error) => error)
    assert.equal((failure as { kind?: unknown }).kind, 'down')
    assert.doesNotMatch(shown(failure), /hidden/)
  })

  test('an error of fetch is not kept: it quotes headers', async () => {
    const { context } = contextOf()
    const headers = { 'x-token': 'hidden\nhidden' }
    const request = { method: 'GET', url: 'http://127.0.0.1:1/?hidden', headers }
    const failure: unknown = await askJson(context, request).catch((error) => error)
    assert.equal((failure as { kind?: unknown }).kind, 'down')
    assert.doesNotMatch(shown(failure), /hidden/)
  })

  for (const location of ['http://[', 'javascript:1', '//evil.example/', 'https://127.0.0.1/']) {
    test(`redirects to ${location} are refused`, async (t) => {
      const url = await serve(t, (_, response) => response.writeHead(302, { location }).end())
      const { context } = contextOf()
      await assert.rejects(askJson(context, { method: 'GET', url }), { kind: 'down' })
    })
  }

  test('of hosts, the address alone is shown', () => {
    assert.equal(hostOf('https://a.example:8200/path?query'), 'a.example:8200')
  })
})

describe('segments of a URL', () => {
  test('whatever the path, the URL stays below where it began', () => {
    const part = fc.oneof(fc.constantFrom('.', '..', '%2e%2E', '.%2e', '', '%2f..'), fc.string())
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const segments = safeSegments(parts.join('/'))
        if (segments === undefined) return
        const { pathname, search, hash } = new URL(`https://x.example/v1/${segments.join('/')}`)
        assert.equal(pathname.split('/').length, segments.length + 2)
        assert.equal(pathname, `/v1/${segments.join('/')}`)
        assert.equal(search + hash, '')
      }),
    )
  })

  test('a part holds no other', () => {
    for (const part of ['a/b', 'a\\b', 'a%2Fb', '\ud800', '', '..', '\u0000']) {
      assert.equal(isSafeSegment(part), false, part)
    }
    for (const part of ['a', '...', 'a b', 'é', '100%', '.env'])
      assert.ok(isSafeSegment(part), part)
  })
})

describe('addresses', () => {
  for (const [text, expected] of [
    ['https://vault.example', 'https://vault.example'],
    ['https://vault.example:8200/base/', 'https://vault.example:8200/base'],
    ['http://127.0.0.1:8200', 'http://127.0.0.1:8200'],
    ['http://[::1]:8200', 'http://[::1]:8200'],
    ['http://localhost', 'http://localhost'],
    ['http://vault.example', undefined],
    ['http://127.0.0.1.evil.example', undefined],
    ['https://169.254.169.254', undefined],
    ['https://2852039166', undefined],
    ['https://[fe80::1]', undefined],
    ['https://[::ffff:169.254.169.254]', undefined],
    ['https://user@vault.example', undefined],
    ['https://vault.example/#', undefined],
    ['ftp://vault.example', undefined],
    ['vault.example', undefined],
  ] as const) {
    test(text, () => {
      const { success, output } = v.safeParse(serverAddress, text)
      assert.equal(success ? output : undefined, expected)
    })
  }
})

describe('secret options', () => {
  test('env:NAME is a reference, everything else the secret', () => {
    assert.deepEqual(v.parse(secretOption, 'env:A_1'), { from: 'environment', variable: 'A_1' })
    const given = v.parse(secretOption, 'hidden')
    assert.doesNotMatch(shown(given), /hidden/)
    assert.ok(isFromEnvironment('env:A') && !isFromEnvironment('A'))
    for (const text of ['', 'env:', 'env:1', 'env:A B']) {
      assert.ok(!v.safeParse(secretOption, text).success, text)
    }
  })
})

describe('work on many', () => {
  test('results in order, never more at a time than allowed', async () => {
    let atOnce = 0
    let most = 0
    const doubled = await eachBounded([1, 2, 3, 4, 5, 6, 7], 3, async (each) => {
      most = Math.max(most, ++atOnce)
      await Promise.resolve()
      atOnce -= 1
      return each * 2
    })
    assert.deepEqual(doubled, [2, 4, 6, 8, 10, 12, 14])
    assert.equal(most, 3)
  })

  test('the first failure is thrown when what is under way has ended', async () => {
    const ended: number[] = []
    const working = eachBounded([0, 1, 2, 3, 4, 5], 2, async (each) => {
      if (each === 0) throw new RangeError('first')
      await Promise.resolve()
      ended.push(each)
    })
    await assert.rejects(working, RangeError)
    assert.deepEqual(ended, [1])
  })

  test('nothing to do', async () => {
    assert.deepEqual(await eachBounded([], 3, async () => 1), [])
  })
})
