// push on a company's runner: behind a proxy, to servers with a certificate authority of their own.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { proxy, secured } from '../helpers/committing-network.ts'
import { fakeAws } from '../helpers/fake-aws.ts'
import { AWS_KEYS, awsTypes } from '../helpers/pushing-aws.ts'
import { watchedVault } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  assertRow,
  CANARIES,
  HURRY,
  push,
  pushed,
  storeOf,
  TOKEN,
  vaultEntry,
} from '../helpers/pushing.ts'

describe('push to a server with its own certificate authority', () => {
  test('behind a proxy: tunnels that are used again', async (t) => {
    const vault = await watchedVault(t)
    const server = await secured(t, vault.url)
    const { url, seen } = await proxy(t)
    const env = { HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: server.certificate }
    const inputs = { destinations: vaultEntry(server.url) }
    const run = await pushed(t, { workspace: await storeOf(t), inputs, step: { env } })
    assertRow(run, { destination: 'prod', created: 4 })
    assert.deepEqual({ ...vault.entry() }, CANARIES)
    assert.deepEqual([...new Set(seen)], [`CONNECT ${new URL(server.url).host}`])
    assert.ok(seen.length < vault.calls.length, seen.join('\n'))
  })

  test('one that NO_PROXY names is asked directly', async (t) => {
    const vault = await watchedVault(t)
    const server = await secured(t, vault.url)
    const { url, seen } = await proxy(t)
    const env = {
      HTTPS_PROXY: url,
      NO_PROXY: 'example.com,127.0.0.1',
      NODE_EXTRA_CA_CERTS: server.certificate,
    }
    const inputs = { destinations: vaultEntry(server.url) }
    await pushed(t, { workspace: await storeOf(t), inputs, step: { env } })
    assert.deepEqual({ ...vault.entry() }, CANARIES)
    assert.deepEqual(seen, [])
  })

  test('without NODE_EXTRA_CA_CERTS nothing is sent, and the error says what to set', async (t) => {
    const vault = await watchedVault(t)
    const server = await secured(t, vault.url)
    const inputs = { destinations: vaultEntry(server.url) }
    const run = await push(t, { workspace: await storeOf(t), inputs, step: { env: HURRY } })
    assertFailed(
      run,
      /^DESTINATION_FAILED .*did not answer: its certificate is of an authority that .*NODE_EXTRA_CA_CERTS/,
    )
    assert.deepEqual(vault.calls, [])
  })

  for (const { type, place, entry, itemOf } of awsTypes) {
    test(`${type} at a private endpoint, behind a proxy`, async (t) => {
      const fake = await fakeAws(t)
      const server = await secured(t, fake.url)
      const { url, seen } = await proxy(t)
      const env = { ...AWS_KEYS, HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: server.certificate }
      const destinations = entry(fake).replace(fake.url, server.url)
      const run = await pushed(t, {
        workspace: await storeOf(t),
        inputs: { destinations },
        step: { env },
      })
      assertRow(run, { destination: 'prod', created: 4 })
      assert.equal(place.valueOf(fake, itemOf('DB_USER')), CANARIES['DB_USER'])
      assert.deepEqual([...new Set(seen)], [`CONNECT ${new URL(server.url).host}`])
    })
  }
})

test('a proxy that lets nobody through is named as the reason, without its password', async (t) => {
  const url = await refusingProxy(t)
  const inputs = { destinations: vaultEntry('https://vault.example.com:8200') }
  const env = { ...HURRY, HTTPS_PROXY: url.replace('//', '//runner:hunter2@') }
  const run = await push(t, { workspace: await storeOf(t), inputs, step: { env } })
  assertFailed(
    run,
    /^DESTINATION_FAILED .*vault\.example\.com:8200 did not answer: the proxy answered 407/,
  )
  assert.doesNotMatch(run.result.log, new RegExp(`hunter2|${TOKEN}`))
})

async function refusingProxy(t: TestContext): Promise<string> {
  const server = createServer()
  server.on('connect', (_request, socket) => {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
