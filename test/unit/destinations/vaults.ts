// Sessions at a fake Vault for tests, with all that they let out recorded.
import { setImmediate as turn } from 'node:timers/promises'
import { inspect } from 'node:util'
import type { TestContext } from 'node:test'
import * as v from 'valibot'
import type {
  Context,
  Mark,
  Outcome,
  PutItem,
  RemoteItem,
  Session,
} from '../../../src/destinations/contract.ts'
import { vault } from '../../../src/destinations/vault.ts'
import { SecretValue } from '../../../src/secret-value.ts'

export interface Place {
  readonly options?: object
  readonly variables?: Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
  readonly signal?: AbortSignal
  readonly isOfValue?: Context['isOfValue']
}

export interface Opened {
  readonly session: Required<Session>
  readonly masked: string[]
  readonly audiences: string[]
}

export const OIDC_TOKEN = 'eyJ-oidc-token'

export function contextOf(place: Place = {}): Pick<Opened, 'masked' | 'audiences'> & {
  readonly context: Context
} {
  const masked: string[] = []
  const audiences: string[] = []
  const variables: Readonly<Record<string, string>> = place.variables ?? { VAULT_TOKEN: 'root' }
  const context: Context = {
    name: 'prod-vault',
    fetch: place.fetch ?? fetch,
    signal: place.signal ?? new AbortController().signal,
    mask: (strings) => masked.push(...strings),
    oidcToken: async (audience) => {
      audiences.push(audience)
      return new SecretValue(OIDC_TOKEN)
    },
    variable: (name) => variables[name],
    ...(place.isOfValue && { isOfValue: place.isOfValue }),
  }
  return { context, masked, audiences }
}

/** At `secret/app`, with the token of the environment, unless told otherwise. */
export async function open(url: string, place: Place = {}): Promise<Opened> {
  const { context, ...seen } = contextOf(place)
  const options = v.parse(vault.options, { url, path: 'app', ...place.options })
  const session = (await vault.connect(options, context)) as Required<Session>
  return { session, ...seen }
}

/** A mark as the engine makes them; another value, another `fp`. */
export function markOf(seed: number, owner = '1-7c1d65f0-prod-vault'): Mark {
  const hex = seed.toString(16)
  return {
    owner,
    kid: '0123abcd',
    own: hex.padStart(16, '0'),
    fp: hex.padStart(32, 'f'),
    commit: hex.padStart(40, 'c'),
  }
}

let seeds = 0

export function item(name: string, value: string, current?: RemoteItem): PutItem {
  seeds += 1
  return { name, value: new SecretValue(value), mark: markOf(seeds), current }
}

/** Puts these values as a run does: what is there is looked up first. */
export async function push(
  session: Session,
  values: Readonly<Record<string, string>>,
): Promise<readonly Outcome[]> {
  const there = new Map((await session.list()).map((each) => [each.name, each]))
  return session.put(
    Object.entries(values).map(([name, value]) => item(name, value, there.get(name))),
  )
}

/** `A done`, `B failed conflict`. */
export function said(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map((each) =>
    each.kind === 'failed' ? `${each.name} failed ${each.error.kind}` : `${each.name} ${each.kind}`,
  )
}

/** All that an error could show, causes and own properties too. */
export function shown(error: unknown): string {
  return inspect(error, { depth: 20, showHidden: true })
}

export function thrown(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}

/** Lets the test's clock run until the work is done: nobody waits. */
export async function whileTimePasses<T>(t: TestContext, work: () => Promise<T>): Promise<T> {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2026, 0, 1) })
  const end = new AbortController()
  const result = work().finally(() => end.abort())
  result.catch(() => undefined)
  while (!end.signal.aborted) {
    await turn()
    t.mock.timers.tick(20)
  }
  t.mock.timers.reset()
  return result
}
