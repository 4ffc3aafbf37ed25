// push to AWS and to plain files: what arrives there, and that pushing again changes nothing.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse as parseDotenv } from 'dotenv'
import { parse as parseYaml } from 'yaml'
import { fakeAws } from '../helpers/fake-aws.ts'
import { AWS_KEYS, awsTypes } from '../helpers/pushing-aws.ts'
import {
  assertFailed,
  assertRow,
  CANARIES,
  FEWER,
  listItem,
  push,
  pushed,
  storeOf,
  storeWith,
} from '../helpers/pushing.ts'

const WRITES = /^(?:Create|Put|Tag|Delete|Restore)/

test('names with levels below a `path` of Parameter Store are the same the next time', async (t) => {
  const fake = await fakeAws(t)
  const lines = ["key-schema: '/db/{{secretKey}}'", 'delete: owned', 'max-deletes: 10']
  const place = [`endpoint: ${fake.url}`, 'region: eu-west-1', 'path: /app']
  const destinations = listItem(['name: prod', 'type: aws-parameter-store', ...place, ...lines])
  const inputs = { destinations }
  const how = { workspace: await storeOf(t), inputs, step: { env: AWS_KEYS } }
  assertRow(await pushed(t, how), { destination: 'prod', created: 4 })
  assert.equal(fake.parameters.parameters.get('/app/db/DB_USER')?.value, CANARIES['DB_USER'])
  assertRow(await pushed(t, how), { destination: 'prod', unchanged: 4 })
  const fewer = { ...how, workspace: await storeWith(t, FEWER) }
  assertRow(await pushed(t, fewer), { destination: 'prod', unchanged: 1, deleted: 3 })
  assert.deepEqual([...fake.parameters.parameters.keys()], ['/app/db/APP_TITLE'])
})

for (const { type, entry, itemOf, place } of awsTypes) {
  describe(`push to ${type}`, () => {
    test('creates an item a variable; again, nothing is written or read', async (t) => {
      const fake = await fakeAws(t)
      const inputs = { destinations: entry(fake) }
      const how = { workspace: await storeOf(t), inputs, step: { env: AWS_KEYS } }
      const first = await pushed(t, how)
      assertRow(first, { destination: 'prod', created: 4 })
      for (const [name, value] of Object.entries(CANARIES)) {
        assert.equal(place.valueOf(fake, itemOf(name)), value, name)
      }
      fake.actions.length = 0
      const again = await pushed(t, how)
      assertRow(again, { destination: 'prod', unchanged: 4 })
      assert.deepEqual(fake.actions, [place.list])
    })

    test('updates what changed, writes drift again, deletes what is gone', async (t) => {
      const fake = await fakeAws(t)
      const inputs = { destinations: entry(fake, 'delete: owned') }
      const step = { env: AWS_KEYS }
      await pushed(t, { workspace: await storeOf(t), inputs, step })
      place.byHand(fake, itemOf('APP_TITLE'))
      const workspace = await storeWith(t, { ...FEWER, DB_USER: 'canary-other-user' })
      const run = await pushed(t, { workspace, inputs, step })
      assertRow(run, { destination: 'prod', updated: 2, deleted: 2 })
      assert.equal(place.valueOf(fake, itemOf('APP_TITLE')), CANARIES['APP_TITLE'])
      assert.equal(place.valueOf(fake, itemOf('DB_USER')), 'canary-other-user')
    })

    test('without credentials nothing is asked, and the error says what to give', async (t) => {
      const fake = await fakeAws(t)
      const inputs = { destinations: entry(fake) }
      const run = await push(t, { workspace: await storeOf(t), inputs })
      assertFailed(run, /^DESTINATION_FAILED "prod"/)
      assert.deepEqual(fake.actions, [])
    })

    test('a dry run lists and writes nothing', async (t) => {
      const fake = await fakeAws(t)
      const inputs = { destinations: entry(fake), 'dry-run': 'true' }
      const run = await pushed(t, { workspace: await storeOf(t), inputs, step: { env: AWS_KEYS } })
      assertRow(run, { destination: 'prod', created: 4 })
      assert.ok(!fake.actions.some((action) => WRITES.test(action)), fake.actions.join(' '))
    })
  })
}

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'out/app.env': parseDotenv,
  'out/app.json': JSON.parse,
  'out/app.yml': parseYaml,
}

describe('push to a plain file', () => {
  for (const [path, read] of Object.entries(READERS)) {
    test(`${path} holds the values; again, it is not touched`, async (t) => {
      const workspace = await storeOf(t)
      const inputs = { destinations: listItem(['name: out', 'type: file', `path: ${path}`]) }
      const first = await pushed(t, { workspace, inputs })
      assertRow(first, { destination: 'out', created: 4 })
      const file = join(workspace, path)
      assert.deepEqual({ ...(read(readFileSync(file, 'utf8')) as object) }, CANARIES)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      chmodSync(file, 0o640)
      const { ino } = statSync(file)
      const again = await pushed(t, { workspace, inputs })
      assertRow(again, { destination: 'out', unchanged: 4 })
      assert.equal(statSync(file).ino, ino)
    })
  }

  test('keys of others in it stay', async (t) => {
    const workspace = await storeOf(t)
    writeFileSync(join(workspace, 'app.env'), 'THEIRS=1\n')
    const inputs = { destinations: listItem(['name: out', 'type: file', 'path: app.env']) }
    await pushed(t, { workspace, inputs })
    const values = parseDotenv(readFileSync(join(workspace, 'app.env'), 'utf8'))
    assert.deepEqual({ ...values }, { ...CANARIES, THEIRS: '1' })
  })

  test('a path outside, or in the store, is refused', async (t) => {
    for (const path of ['../out.env', '.git/hooks/out.env', '.kanuka/config.toml']) {
      const workspace = await storeOf(t)
      const inputs = { destinations: listItem(['name: out', 'type: file', `path: ${path}`]) }
      const run = await push(t, { workspace, inputs })
      assertFailed(run, /^DESTINATION_FAILED "out".*cannot be written/)
      assert.ok(path.startsWith('.kanuka') || !existsSync(join(workspace, path)), path)
    }
  })
})
