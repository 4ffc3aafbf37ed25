// No value gets out of a push: not when all goes well, and not when the server says back what it was sent,
// sends us elsewhere, floods us or hangs up.
import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { describe, test } from 'node:test'
import { fakeAws, SECRET_ACCESS_KEY, say } from '../helpers/fake-aws.ts'
import { AWS_KEYS, awsTypes } from '../helpers/pushing-aws.ts'
import { assertNothingLeaks, assertNotOnTheWay } from '../helpers/pushing-leaks.ts'
import { silentServer, watchedVault, type Seen } from '../helpers/pushing-servers.ts'
import {
  assertFailed,
  assertRow,
  CANARIES,
  HURRY,
  KEY,
  listItem,
  push,
  pushed,
  storeOf,
  TOKEN,
  vaultEntry,
} from '../helpers/pushing.ts'

const keyLines = (KEY['private-key'] ?? '').split('\n').filter((line) => line.length > 40)
const derived = `db://${CANARIES['DB_USER'] ?? ''}:canary%20p%40ss%2Fw%26rd%207vq4@x`
const VALUES = "values: { DB_URL: 'db://{{DB_USER}}:{{urlencode DB_PASSWORD}}@x' }"
const SECRETS = [...Object.values(CANARIES), derived]

describe('a push that succeeds', () => {
  for (const debug of [false, true]) {
    test(`says nothing secret${debug ? ', with debug logging' : ''}`, async (t) => {
      const vault = await watchedVault(t)
      const workspace = await storeOf(t)
      const inputs = { destinations: vaultEntry(vault.url, VALUES) }
      const run = await pushed(t, { workspace, inputs, debug })
      assert.equal(vault.entry()?.['DB_URL'], derived)
      await assertNothingLeaks(run, [...SECRETS, TOKEN, ...keyLines])
      assertNotOnTheWay(vault.seen, [...SECRETS, ...keyLines])
      assertNotOnTheWay(vault.seen, [TOKEN], ['x-vault-token'])
      assert.ok(vault.seen.every(({ text }) => !text.includes(TOKEN)))
      // Marks are public to whoever may list.
      assert.ok(SECRETS.every((value) => !vault.marks().includes(value)))
    })
  }

  test('a plan sends no value at all', async (t) => {
    const vault = await watchedVault(t)
    const inputs = { destinations: vaultEntry(vault.url, VALUES), 'dry-run': 'true' }
    const run = await pushed(t, { workspace: await storeOf(t), inputs })
    await assertNothingLeaks(run, [...SECRETS, TOKEN])
    for (const { text } of vault.seen) assert.equal(text, '')
  })

  test('a plain file is the only place on the disk', async (t) => {
    const workspace = await storeOf(t)
    const entry = listItem(['name: out', 'type: file', 'path: out.env'])
    const inputs = { destinations: entry, 'dry-run': 'true' }
    await assertNothingLeaks(await pushed(t, { workspace, inputs }), SECRETS.slice(0, -1))
  })
})

/** How a server can be nasty. @returns whether it took the answer over */
type Nasty = (seen: Seen, response: ServerResponse) => void

const echo =
  (status: number): Nasty =>
  ({ text, headers }, response) => {
    const token = String(headers['x-vault-token'])
    response
      .writeHead(status, `no ${token}`, { 'x-echo': token })
      .end(JSON.stringify({ errors: [text, token] }))
  }

const NASTY: Readonly<Record<string, Nasty>> = {
  'says back what it was sent, with 500': echo(500),
  'says back what it was sent, with 403': echo(403),
  'says back what it was sent, with 400': echo(400),
  'says back what it was sent, as broken JSON': ({ text, headers }, response) => {
    response.writeHead(200).end(`{"data": ${text} ${String(headers['x-vault-token'])}`)
  },
  'says back what it was sent, where its answer should be': ({ text }, response) => {
    response.writeHead(200).end(JSON.stringify({ data: text, errors: text, auth: text }))
  },
  'never stops answering': (_, response) => {
    const chunk = Buffer.alloc(1 << 20, 'x')
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more)
    }
    response.writeHead(200)
    more()
  },
  'hangs up': (_, response) => response.destroy(),
  'sends us round in circles': ({ url }, response) => {
    response.writeHead(307, { location: url }).end()
  },
}

const ALSO_TO_GET = new Set([
  'says back what it was sent, with 403',
  'says back what it was sent, as broken JSON',
  'never stops answering',
])

describe('a server that', () => {
  for (const [what, nasty] of Object.entries(NASTY)) {
    for (const method of ALSO_TO_GET.has(what) ? ['GET', 'POST'] : ['POST']) {
      test(`${what}, to ${method}, gets nothing out`, async (t) => {
        const vault = await watchedVault(t)
        vault.instead = (seen, response) => {
          if (seen.method === method) nasty(seen, response)
          return seen.method === method
        }
        const inputs = { destinations: vaultEntry(vault.url, VALUES) }
        const workspace = await storeOf(t)
        const run = await push(t, { workspace, inputs, debug: true, step: { env: HURRY } })
        assertFailed(run, /^DESTINATION_FAILED "prod"/)
        assertRow(run, { destination: 'prod', failed: 5 })
        await assertNothingLeaks(run, [...SECRETS, TOKEN])
        assertNotOnTheWay(vault.seen, SECRETS)
        assertNotOnTheWay(vault.seen, [TOKEN], ['x-vault-token'])
      })
    }
  }

  for (const status of [302, 307]) {
    test(`sends us to another origin with ${status}: nobody there gets anything`, async (t) => {
      const [vault, other] = [await watchedVault(t), await silentServer(t)]
      vault.instead = ({ method, url }, response) => {
        if (method === 'GET') return false
        response.writeHead(status, { location: `${other.url}${url}` }).end()
        return true
      }
      const inputs = { destinations: vaultEntry(vault.url) }
      const run = await push(t, { workspace: await storeOf(t), inputs })
      assertFailed(run, /^DESTINATION_FAILED "prod"/)
      assert.deepEqual(other.seen, [])
      await assertNothingLeaks(run, [...SECRETS.slice(0, -1), TOKEN])
    })
  }

  for (const { type, entry, place } of awsTypes) {
    test(`is ${type} and says back the value: nothing of it is shown`, async (t) => {
      const fake = await fakeAws(t)
      const value = CANARIES['DB_PASSWORD'] ?? ''
      const denied = {
        __type: 'AccessDeniedException',
        message: `not ${value}, ${SECRET_ACCESS_KEY}`,
      }
      fake.faults.set(place.create, [say(denied, 400)])
      const inputs = { destinations: entry(fake) }
      const run = await push(t, { workspace: await storeOf(t), inputs, step: { env: AWS_KEYS } })
      assertFailed(run, /^DESTINATION_FAILED "prod"/)
      assertRow(run, { destination: 'prod', created: 3, failed: 1 })
      await assertNothingLeaks(run, [...Object.values(CANARIES), SECRET_ACCESS_KEY])
    })
  }
})
