// What fetch throws when there is no answer, told in words of our own.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { isUntrusted, noAnswer } from '../../../src/platform/no-answer.ts'

function failed(...causes: readonly object[]): Error {
  const made = causes.reduceRight<Error | undefined>(
    (cause, each) => Object.assign(new Error('hunter2', { cause }), each),
    undefined,
  )
  return new TypeError('fetch failed', { cause: made })
}

async function thrownBy(url: string, init?: RequestInit): Promise<unknown> {
  return fetch(url, init).then(
    () => assert.fail('it answered'),
    (error: unknown) => error,
  )
}

describe('there is no answer', () => {
  test('nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const error = await thrownBy(`http://127.0.0.1:${port}/`)
    assert.equal(noAnswer(error), 'did not answer: it refused the connection')
    assert.equal(isUntrusted(error), false)
  })

  test('a time limit', () => {
    assert.equal(
      noAnswer(new DOMException('x', 'TimeoutError')),
      'did not answer: it took too long',
    )
  })

  for (const [what, error, why] of [
    ['no such name', failed({ code: 'ENOTFOUND' }), 'did not answer: there is no such name'],
    [
      'a proxy',
      failed({}, { message: 'Proxy response (403) !== 200' }),
      'did not answer: the proxy answered 403',
    ],
    ['another error', failed({ code: 'hunter2' }), 'did not answer'],
    ['text', 'hunter2', 'did not answer'],
    ['nothing', undefined, 'did not answer'],
  ] as const) {
    test(what, () => assert.equal(noAnswer(error), why))
  }

  test('certificates', () => {
    for (const code of ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT']) {
      assert.ok(isUntrusted(failed({ code })))
      assert.match(noAnswer(failed({ code })), /^did not answer: its certificate/)
    }
  })

  test('errors that cause each other have an end', () => {
    const error = new Error('x')
    error.cause = error
    assert.equal(noAnswer(error), 'did not answer')
  })
})
