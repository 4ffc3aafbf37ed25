// The contract at Vault's key/value engine, at any server: version 2 in both layouts, and version 1.
import type { TestContext } from 'node:test'
import * as v from 'valibot'
import { eachBounded } from '../../src/destinations/shared/bounded-work.ts'
import { vault } from '../../src/destinations/vault.ts'
import { retryingFetch } from '../../src/platform/http.ts'
import { contextOf } from '../unit/destinations/vaults.ts'
import { OWNERSHIP } from '../unit/push/pushing.ts'
import { say, startGate } from './gate.ts'
import type { Cost, Harness, MaybeLater, Place } from './harness.ts'
import { thereOf } from './runs.ts'
import { contractSuite } from './suite.ts'

/** Of the adapter. */
export const TOKEN = 'canary-token-that-nobody-may-see'

export type Entry = Readonly<Record<string, unknown>>

/** Where a place is, and the way to its entries past the adapter. */
interface VaultDoor {
  readonly url: string
  /** Of the entry, or of the folder with an entry a key. */
  readonly path: string
  /** Empty where nothing is, or what was deleted. */
  read(path: string): MaybeLater<Entry>
  write(path: string, entry: Entry): MaybeLater<void>
}

export interface VaultKind {
  readonly name: string
  readonly mount: 'secret' | 'kv1'
  readonly layout: 'one-entry' | 'entry-per-key'
  readonly isVersionAsked: boolean
  readonly cost: Cost
  readonly many?: number
}

const VERSIONED = { mount: 'secret', layout: 'one-entry', isVersionAsked: false } as const

const KINDS: readonly VaultKind[] = [
  // Two over the bar of 3 for the first push: before their values are written, the entry is made, and the
  // new keys are claimed in it.
  { ...VERSIONED, name: 'one entry', cost: { firstPush: 5, nothingChanged: 1 } },
  {
    ...VERSIONED,
    name: 'one entry, version asked for',
    // And one more: the mount is looked up. `kv-version` saves it.
    isVersionAsked: true,
    cost: { firstPush: 6, nothingChanged: 2 },
  },
  {
    ...VERSIONED,
    name: 'entry per key',
    layout: 'entry-per-key',
    // Four a key that is new: its entry, its claim, its value, its mark. One a key to list marks.
    cost: { firstPush: 401, nothingChanged: 101 },
    // Ten requests a key in the story: 1,000 would prove no more, and take as long as all other stories.
    many: 200,
  },
  {
    ...VERSIONED,
    name: 'version 1',
    mount: 'kv1',
    // The marks are an entry of their own, read and written beside the other.
    cost: { firstPush: 6, nothingChanged: 2 },
  },
]

export type OpenVault = (t: TestContext, kind: VaultKind) => Promise<VaultDoor>

export function vaultSuites(openVault: OpenVault): void {
  for (const kind of KINDS) contractSuite(`Vault, ${kind.name}`, harnessOf(kind, openVault))
}

function harnessOf(kind: VaultKind, openVault: OpenVault): Harness {
  const isVersionless = kind.mount === 'kv1'
  return {
    interrupts: true,
    capabilities: vault.capabilities,
    cost: kind.cost,
    ...(kind.many !== undefined && { many: kind.many }),
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
    open: async (t) => placeAt(t, kind, await openVault(t, kind)),
  }
}

async function placeAt(t: TestContext, kind: VaultKind, door: VaultDoor): Promise<Place> {
  const { mount, layout, isVersionAsked } = kind
  const gate = await startGate(t, door.url)
  const options = {
    path: door.path,
    mount,
    layout,
    ...(!isVersionAsked && { 'kv-version': mount === 'kv1' ? 1 : 2 }),
  }
  const isOneEntry = layout === 'one-entry'
  const pathOf = (name: string): string => (isOneEntry ? door.path : `${door.path}/${name}`)
  const keyOf = (name: string): string => (isOneEntry ? name : 'value')
  const write = (name: string, value: string): Promise<void> =>
    gate.during(async () => {
      const path = pathOf(name)
      await door.write(path, { ...(await door.read(path)), [keyOf(name)]: value })
    })
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
      return vault.connect(v.parse(vault.options, { ...options, url: gate.url }), context)
    },
    values: (names) =>
      gate.during(async () => {
        const paths = [...new Set(names.map(pathOf))]
        const entries = new Map(
          await eachBounded(paths, 8, async (path) => [path, await door.read(path)] as const),
        )
        return thereOf(names, (name) => entries.get(pathOf(name))?.[keyOf(name)])
      }),
    foreign: write,
    byHand: write,
    requests: () => gate.passed.length,
    interrupt: (at, when, stop) => gate.interrupt(at, when, stop),
  }
}
