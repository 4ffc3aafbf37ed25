// The contract at Vault's key/value engine: version 2 in both layouts, and version 1.
import * as v from 'valibot'
import { vault } from '../../src/destinations/vault.ts'
import { retryingFetch } from '../../src/platform/http.ts'
import { startVault, type FakeVault } from '../helpers/fake-vault.ts'
import { contextOf } from '../unit/destinations/vaults.ts'
import { OWNERSHIP } from '../unit/push/pushing.ts'
import { say, startGate } from './gate.ts'
import type { Cost, Harness, Place } from './harness.ts'
import { contractSuite } from './suite.ts'

const TOKEN = 'hvs.canary-token-that-nobody-may-see'

interface Kind {
  readonly name: string
  readonly options: object
  readonly cost: Cost
}

/** Behind the adapter's back. */
function backDoor(fake: FakeVault, kind: Kind): Pick<Place, 'value' | 'foreign' | 'byHand'> {
  const isOneEntry = !('layout' in kind.options)
  const pathOf = (name: string): string => (isOneEntry ? 'app' : `app/${name}`)
  const keyOf = (name: string): string => (isOneEntry ? name : 'value')
  const hasVersions = !('mount' in kind.options)
  const entry = (path: string): Readonly<Record<string, unknown>> => {
    if (!hasVersions) return fake.v1.get(path) ?? {}
    const there = fake.v2.get(path)
    const isGone = (there?.versions.get(there.current)?.deletion_time ?? '') !== ''
    return isGone ? {} : (fake.current(path) ?? {})
  }
  const write = (name: string, value: string): void => {
    const path = pathOf(name)
    const data = { ...entry(path), [keyOf(name)]: value }
    if (hasVersions) fake.writeByHand(path, data)
    else fake.v1.set(path, data)
  }
  return {
    value: (name) => {
      const value = entry(pathOf(name))[keyOf(name)]
      return typeof value === 'string' ? value : undefined
    },
    foreign: write,
    byHand: write,
  }
}

function harnessOf(kind: Kind): Harness {
  const isVersionless = 'mount' in kind.options
  return {
    interrupts: true,
    capabilities: vault.capabilities,
    cost: kind.cost,
    credentials: [TOKEN],
    credentialHeaders: ['x-vault-token'],
    server: {
      denied: say(403, { errors: [`permission denied ${TOKEN}`] }),
      limited: say(429, { errors: ['rate limit'] }, { 'retry-after': '1' }),
      wrongShapes: [
        {},
        { data: [] },
        // Any object is an entry of version 1.
        ...(isVersionless ? [] : [{ data: { current_version: '1', data: [], keys: {} } }]),
      ],
    },
    async open(t) {
      const fake = await startVault(t)
      fake.tokens.add(TOKEN)
      const gate = await startGate(t, fake.url)
      const options = v.parse(vault.options, { url: gate.url, path: 'app', ...kind.options })
      return {
        gate,
        connect: (signal) => {
          const variables = { VAULT_TOKEN: TOKEN }
          const signals = signal === undefined ? {} : { signal }
          const { context } = contextOf({
            fetch: retryingFetch(),
            variables,
            isOfValue: (...about) => OWNERSHIP.isOfValue(...about),
            ...signals,
          })
          return vault.connect(options, context)
        },
        ...backDoor(fake, kind),
        requests: () => gate.passed.length,
        interrupt: (at, when, stop) => gate.interrupt(at, when, stop),
      }
    },
  }
}

const KINDS: readonly Kind[] = [
  // One over the bar of 3 for the first push: new keys are claimed before their values are written.
  { name: 'one entry', options: { 'kv-version': 2 }, cost: { firstPush: 4, nothingChanged: 1 } },
  // And one more: the mount is looked up. `kv-version` saves it.
  { name: 'one entry, version asked for', options: {}, cost: { firstPush: 5, nothingChanged: 2 } },
  // Three a key that is new: its claim, its value, its mark. One a key to list marks.
  {
    name: 'entry per key',
    options: { 'kv-version': 2, layout: 'entry-per-key' },
    cost: { firstPush: 301, nothingChanged: 101 },
  },
  // The marks are an entry of their own, read and written beside the other.
  {
    name: 'version 1',
    options: { 'kv-version': 1, mount: 'kv1' },
    cost: { firstPush: 6, nothingChanged: 2 },
  },
]

for (const kind of KINDS) contractSuite(`Vault, ${kind.name}`, harnessOf(kind))
