// Vault's key/value engine, versions 1 and 2, as one thing: entries with keys. Owns paths, forms of
// answers and exact numbers; knows nothing of marks. Values are in memory only, as long as a call.
// https://developer.hashicorp.com/vault/api-docs/secret/kv
import * as v from 'valibot'
import { DestinationError } from './contract.ts'
import { safeSegments } from './shared/url-segments.ts'
import type { VaultClient } from './vault-client.ts'
import type { TextMap } from './vault-marks.ts'
import type { VaultOptions } from './vault-options.ts'

export interface EntryState {
  /** 0: none was ever written, or the engine has no versions. */
  readonly version: number
  /** Soft-deleted, expired or destroyed: a write makes the next version. */
  readonly isDeleted: boolean
  readonly metadata: TextMap
}

/** Keys to text, or to whatever others keep there. */
export type EntryValues = ReadonlyMap<string, unknown>

export interface EntryContent extends EntryState {
  readonly values: EntryValues
}

export interface Engine {
  readonly hasVersions: boolean
  /** Without values. undefined: absent. Version 1 has nothing to tell without them: absent, too. */
  state(path: string): Promise<EntryState | undefined>
  /** undefined: absent. With a version: also when that version is gone for good. */
  read(path: string, version?: number): Promise<EntryContent | undefined>
  /** @returns the version made @throws DestinationError conflict, when `from` is not current */
  write(path: string, values: EntryValues, from: number): Promise<number>
  /** Takes this version away so that Vault can bring it back; version 1 cannot. */
  remove(path: string, version: number): Promise<void>
  /** Replaces the entry's custom metadata. */
  describe(path: string, metadata: TextMap): Promise<void>
  /** Adds to the entry's custom metadata, and leaves what else is there. */
  amend(path: string, added: TextMap, isAbsent: boolean): Promise<void>
  /** Names of the entries in a folder, without folders. */
  list(path: string): Promise<readonly string[]>
}

const numberOf = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const textMap = v.nullish(v.record(v.string(), v.string()), {})
const versionState = v.looseObject({
  deletion_time: v.optional(v.string(), ''),
  destroyed: v.optional(v.boolean(), false),
})
const mountAnswer = v.looseObject({
  data: v.looseObject({
    type: v.string(),
    options: v.nullish(v.looseObject({ version: v.optional(v.string()) })),
  }),
})
const stateAnswer = v.looseObject({
  data: v.looseObject({
    current_version: numberOf,
    custom_metadata: textMap,
    versions: v.nullish(v.record(v.string(), versionState), {}),
  }),
})
const objectOf = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)
const contentAnswer = v.looseObject({
  data: v.looseObject({
    data: v.nullable(objectOf),
    metadata: v.looseObject({
      version: numberOf,
      custom_metadata: textMap,
      ...versionState.entries,
    }),
  }),
})
const writeAnswer = v.looseObject({ data: v.looseObject({ version: numberOf }) })
const listAnswer = v.looseObject({ data: v.looseObject({ keys: v.array(v.string()) }) })

/** Which version the mount has, asked of the server. @throws DestinationError auth, absent, down */
export async function detectVersion(client: VaultClient, mount: string): Promise<1 | 2> {
  const doing = `looking up the mount ${mount}`
  const path = `sys/internal/ui/mounts/${encoded(mount)}`
  const answer = await client.ask({ method: 'GET', path, doing })
  const parsed = v.safeParse(mountAnswer, answer.json)
  if (answer.status === 404) throw noEngine(client, mount)
  if (!parsed.success) throw client.nonsense({ doing })
  const { type, options } = parsed.output.data
  if (type !== 'kv' && type !== 'generic') throw noEngine(client, mount)
  return options?.version === '2' ? 2 : 1
}

function noEngine({ host }: VaultClient, mount: string): DestinationError {
  return new DestinationError('absent', {
    what: `Vault at ${host} has no key/value engine at ${mount}`,
    fix: 'Enable one there (`vault secrets enable -path=… -version=2 kv`), or name another `mount`.',
  })
}

export function engineOf(
  client: VaultClient,
  { mount }: Pick<VaultOptions, 'mount'>,
  version: 1 | 2,
): Engine {
  return version === 2 ? new VersionedEngine(client, mount) : new PlainEngine(client, mount)
}

class VersionedEngine implements Engine {
  readonly hasVersions = true
  readonly #client: VaultClient
  readonly #mount: string

  constructor(client: VaultClient, mount: string) {
    this.#client = client
    this.#mount = mount
  }

  async state(path: string): Promise<EntryState | undefined> {
    const request = { method: 'GET', ...this.#at('metadata', path) } as const
    const { status, json } = await this.#client.ask(request)
    if (status === 404) return undefined
    const parsed = v.safeParse(stateAnswer, json)
    if (!parsed.success) throw this.#client.nonsense(request)
    const { current_version: version, custom_metadata, versions } = parsed.output.data
    const current = versions?.[String(version)]
    const isDeleted = current !== undefined && isGone(current)
    return { version, isDeleted, metadata: custom_metadata ?? {} }
  }

  async read(path: string, version?: number): Promise<EntryContent | undefined> {
    const { path: at, doing } = this.#at('data', path)
    const query = version === undefined ? '' : `?version=${version}`
    const answer = await this.#client.ask({ method: 'GET', path: `${at}${query}`, doing })
    const parsed = v.safeParse(contentAnswer, answer.json)
    // Of what was soft-deleted, 404 comes with its metadata; of what is not there, without.
    if (!parsed.success && answer.status === 404) return undefined
    if (!parsed.success) throw this.#client.nonsense({ doing })
    const { data, metadata } = parsed.output.data
    const isDeleted = answer.status === 404 || data === null
    const exact = exactly(answer.text) as { data: { data: object | null } }
    const values = new Map(Object.entries(isDeleted ? {} : (exact.data.data ?? {})))
    return {
      version: metadata.version,
      isDeleted,
      values,
      metadata: metadata.custom_metadata ?? {},
    }
  }

  async write(path: string, values: EntryValues, from: number): Promise<number> {
    const body = { options: { cas: from }, data: Object.fromEntries(values) }
    const request = { method: 'POST', ...this.#at('data', path, 'writing'), body } as const
    const { json } = await this.#client.ask(request)
    const parsed = v.safeParse(writeAnswer, json)
    if (!parsed.success) throw this.#client.nonsense(request)
    return parsed.output.data.version
  }

  async remove(path: string, version: number): Promise<void> {
    // DELETE on data would take whatever is current by then.
    const body = { versions: [version] }
    await this.#client.ask({ method: 'POST', ...this.#at('delete', path, 'writing'), body })
  }

  async describe(path: string, metadata: TextMap): Promise<void> {
    const body = { custom_metadata: metadata }
    const request = { method: 'POST', ...this.#at('metadata', path, 'writing'), body } as const
    const { status } = await this.#client.ask(request)
    if (status === 404) throw this.#client.nonsense(request)
  }

  async amend(path: string, added: TextMap, isAbsent: boolean): Promise<void> {
    const request = { ...this.#at('metadata', path, 'writing'), body: { custom_metadata: added } }
    const isAmended = async (): Promise<boolean> =>
      (await this.#client.ask({ method: 'PATCH', ...request })).status !== 404
    if (!isAbsent && (await isAmended())) return
    // Only what exists is amended. This makes an entry, and leaves the custom metadata of one that somebody
    // made in the meantime; something has to be set, and the mount's own number is what a new one has.
    await this.#client.ask({ method: 'POST', ...request, body: { max_versions: 0 } })
    if (!(await isAmended())) throw this.#client.nonsense(request)
  }

  async list(path: string): Promise<readonly string[]> {
    return listed(this.#client, this.#at('metadata', path, 'listing'))
  }

  #at(kind: string, path: string, verb = 'reading'): { path: string; doing: string } {
    return {
      path: `${encoded(this.#mount)}/${kind}/${encoded(path)}`,
      doing: `${verb} ${this.#mount}/${kind}/${path}`,
    }
  }
}

class PlainEngine implements Engine {
  readonly hasVersions = false
  readonly #client: VaultClient
  readonly #mount: string

  constructor(client: VaultClient, mount: string) {
    this.#client = client
    this.#mount = mount
  }

  async state(): Promise<undefined> {
    return undefined
  }

  async read(path: string): Promise<EntryContent | undefined> {
    const request = { method: 'GET', ...this.#at(path) } as const
    const { status, json, text } = await this.#client.ask(request)
    if (status === 404) return undefined
    const parsed = v.safeParse(v.looseObject({ data: objectOf }), json)
    if (!parsed.success) throw this.#client.nonsense(request)
    const exact = exactly(text) as { data: object }
    const values = new Map(Object.entries(exact.data))
    return { version: 0, isDeleted: false, values, metadata: {} }
  }

  async write(path: string, values: EntryValues): Promise<number> {
    const body = Object.fromEntries(values)
    const request = { method: 'POST', ...this.#at(path, 'writing'), body } as const
    // 404: no such mount, so nothing was written.
    const { status } = await this.#client.ask(request)
    if (status === 404) throw this.#client.nonsense(request)
    return 0
  }

  async remove(path: string): Promise<void> {
    await this.#client.ask({ method: 'DELETE', ...this.#at(path, 'deleting') })
  }

  async describe(): Promise<void> {
    throw new TypeError('version 1 has no metadata')
  }

  async amend(): Promise<void> {
    throw new TypeError('version 1 has no metadata')
  }

  async list(path: string): Promise<readonly string[]> {
    return listed(this.#client, this.#at(path, 'listing'))
  }

  #at(path: string, verb = 'reading'): { path: string; doing: string } {
    return {
      path: `${encoded(this.#mount)}/${encoded(path)}`,
      doing: `${verb} ${this.#mount}/${path}`,
    }
  }
}

async function listed(
  client: VaultClient,
  { path, doing }: { readonly path: string; readonly doing: string },
): Promise<readonly string[]> {
  // Vault gives all names at once. A folder without entries is 404.
  const answer = await client.ask({ method: 'GET', path: `${path}/?list=true`, doing })
  if (answer.status === 404) return []
  const parsed = v.safeParse(listAnswer, answer.json)
  if (!parsed.success) throw client.nonsense({ doing })
  return parsed.output.data.keys.filter((key) => !key.endsWith('/'))
}

function isGone({ deletion_time, destroyed }: v.InferOutput<typeof versionState>): boolean {
  // A time to come is that of `delete_version_after`.
  return destroyed || (deletion_time !== '' && Date.parse(deletion_time) <= Date.now())
}

/** Checked when the options were read; here again, because all that goes into a URL comes by. */
function encoded(path: string): string {
  const parts = safeSegments(path)
  if (parts !== undefined) return parts.join('/')
  throw new DestinationError('rejected', {
    what: 'the path or name would lead to another place of the server',
    fix: 'Use names without empty parts, `.` and `..`.',
  })
}

// Numbers of others are written back as they are: 2^53 and 1.10 too.
function exactly(text: string): unknown {
  const json = JSON as unknown as { rawJSON(text: string): object }
  const keep = (_: string, value: unknown, { source }: { source: string }): unknown =>
    typeof value === 'number' ? json.rawJSON(source) : value
  return (JSON.parse as (text: string, reviver: typeof keep) => unknown)(text, keep)
}
