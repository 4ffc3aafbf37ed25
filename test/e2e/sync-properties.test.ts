// Whatever a store looks like and whoever is to come and go: afterwards exactly those hold the key who
// are to, and each of them opens every file to the byte.
import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import * as fc from 'fast-check'
import { folder, key } from '../helpers/action.ts'
import { sealIndependently, wrapIndependently } from '../helpers/independent-reader.ts'
import {
  assertHeldBy,
  auditLines,
  digest,
  fingerprint,
  opensWith,
  synced,
} from '../helpers/rotating.ts'

const KEYS = [
  'ci-bot.pem',
  'ci-alice.pem',
  'team-dave-pending.pem',
  'team-alice-laptop.pem',
  'monorepo-api-alice.pem',
  'stranger-rsa2048.pem',
].map(key)

const PATHS = [
  '.env.kanuka',
  '.env.production.kanuka',
  'app.env.kanuka',
  'a/.env.kanuka',
  'a/b/.env.local.kanuka',
  'größe/日本 語.env.kanuka',
]

interface Person {
  readonly uuid: string
  readonly privateKey: string
  readonly state: 'active' | 'pending' | 'orphan'
  /** How config.toml knows the member. */
  readonly entry: 'none' | 'user' | 'device'
  readonly isGranted: boolean
  readonly isRevoked: boolean
  /** How the inputs name the member. */
  readonly by: 'UUID' | 'fingerprint' | 'email' | 'device'
}

interface Given {
  /** The first one runs the rotation. */
  readonly people: readonly Person[]
  readonly files: readonly (readonly [path: string, content: Uint8Array])[]
  readonly symmetricKey: Uint8Array
  readonly isAllPending: boolean
}

const emailOf = ({ uuid }: Person): string => `${uuid.slice(0, 8)}@example.com`

const person = fc.record({
  uuid: fc.uuid(),
  privateKey: fc.constantFrom(...KEYS),
  state: fc.constantFrom('active', 'active', 'pending', 'orphan'),
  entry: fc.constantFrom('none', 'user', 'device'),
  isGranted: fc.boolean(),
  isRevoked: fc.boolean(),
  by: fc.constantFrom('UUID', 'fingerprint', 'email', 'device'),
})

const given: fc.Arbitrary<Given> = fc.record({
  people: fc
    .uniqueArray(person, { minLength: 1, maxLength: 4, selector: (it) => it.privateKey })
    .map(([own, ...others]) => [
      ...(own ? [{ ...own, state: 'active' as const, isRevoked: false }] : []),
      ...(others as Person[]),
    ])
    .filter((people) => new Set(people.map(emailOf)).size === people.length),
  files: fc.uniqueArray(fc.tuple(fc.constantFrom(...PATHS), fc.uint8Array({ maxLength: 300 })), {
    maxLength: 6,
    selector: ([path]) => path,
  }),
  symmetricKey: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  isAllPending: fc.boolean(),
})

async function makeStore(t: TestContext, { people, files, symmetricKey }: Given): Promise<string> {
  const root = folder(t)
  const write = (path: string, content: string | Uint8Array): void => {
    fs.mkdirSync(dirname(join(root, path)), { recursive: true })
    fs.writeFileSync(join(root, path), content)
  }
  for (const { uuid, privateKey, state } of people) {
    const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string
    if (state !== 'orphan') write(`.kanuka/public_keys/${uuid}.pub`, pem)
    if (state === 'pending') continue
    write(`.kanuka/secrets/${uuid}.kanuka`, wrapIndependently(symmetricKey, pem))
  }
  const users = people.filter(({ entry }) => entry !== 'none')
  const devices = people.filter(({ entry }) => entry === 'device')
  const lines = [
    '[project]\nproject_uuid = "p"\nname = "random"\n\n[users]',
    ...users.map((it) => `"${it.uuid}" = "${emailOf(it)}"`),
    ...devices.map((it) => `[devices."${it.uuid}"]\nemail = "${emailOf(it)}"\nname = "box"`),
  ]
  write('.kanuka/config.toml', `${lines.join('\n')}\n`)
  for (const [path, content] of files) write(path, await sealIndependently(content, symmetricKey))
  return root
}

function nameOf(root: string, it: Person, isGrant: boolean): string {
  if (isGrant) return it.by === 'fingerprint' ? fingerprint(root, it.uuid) : it.uuid
  if (it.by === 'email' && it.entry !== 'none') return emailOf(it)
  return it.by === 'device' && it.entry === 'device' ? `${emailOf(it)}/box` : it.uuid
}

test('any store, any comings and goings', async (t) => {
  let runs = 0
  const property = fc.asyncProperty(given, async (it) => {
    const { people, files, symmetricKey, isAllPending } = it
    const root = await makeStore(t, it)
    const granted = people.filter(({ isGranted, state }) => isGranted && state !== 'orphan')
    const revoked = people.filter(({ isRevoked }) => isRevoked)
    const { result } = await synced(t, root, {
      'private-key': people[0]?.privateKey ?? '',
      grant: [
        ...granted.map((one) => nameOf(root, one, true)),
        ...(isAllPending ? ['all-pending'] : []),
      ].join('\n'),
      revoke: revoked.map((one) => nameOf(root, one, false)).join(', '),
    })
    const holds = ({ state, isGranted, isRevoked }: Person): boolean =>
      !isRevoked && (state === 'active' || (state === 'pending' && (isGranted || isAllPending)))
    const holders = people.filter(holds).map(({ uuid }) => uuid)
    const plaintexts = files.map(([path, content]) => [path, Buffer.from(content)] as const)
    const newKey = await assertHeldBy(root, holders, new Map(plaintexts))
    assert.notEqual(digest(newKey), digest(symmetricKey))
    assert.deepEqual(await opensWith(root, symmetricKey), [])
    const staying = people.filter(({ state, isRevoked }) => state !== 'orphan' && !isRevoked)
    const left = fs.readdirSync(join(root, '.kanuka/public_keys')).toSorted()
    assert.deepEqual(left, staying.map(({ uuid }) => `${uuid}.pub`).toSorted())
    const config = fs.readFileSync(join(root, '.kanuka/config.toml'), 'utf8')
    for (const { uuid, entry, isRevoked } of people) {
      assert.equal(config.includes(uuid), entry !== 'none' && !isRevoked, config)
    }
    assert.equal(auditLines(root).length, Math.max(1, revoked.length))
    assert.equal(result.outputs.get('members-count'), String(holders.length))
    runs += 1
  })
  await fc.assert(property, { numRuns: 30 })
  t.diagnostic(`${runs} stores`)
})
