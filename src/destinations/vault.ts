// HashiCorp Vault and OpenBao: key/value engines, versions 1 and 2. Owns what the destination is and its
// two layouts: one entry holds all keys, or one entry a key. Entries, marks and requests are
// the other vault-*.ts files' own.
import type { SecretText } from '../secret-value.ts'
import {
  DestinationError,
  type Context,
  type Destination,
  type Mark,
  type Outcome,
  type PutItem,
  type RemoteItem,
  type Session,
} from './contract.ts'
import { eachBounded } from './shared/bounded-work.ts'
import { inTurn } from './shared/in-turn.ts'
import { isSafeSegment } from './shared/url-segments.ts'
import { VaultClient } from './vault-client.ts'
import { detectVersion, engineOf, type Engine } from './vault-engine.ts'
import { VaultEntry, type EntryChange } from './vault-entry.ts'
import { isMarkable } from './vault-marks.ts'
import { BESIDE, vaultOptions, type VaultOptions } from './vault-options.ts'
import { textOf } from './vault-values.ts'

const VALUE_BYTES_MAX = 1_000_000
const CONCURRENCY = 8
/** The one key of an entry that holds one value. */
const VALUE_KEY = 'value'

const NAME = /^(?!.*\.kanuka$)[A-Za-z0-9_-][A-Za-z0-9_.-]*$/

export const vault: Destination<VaultOptions> = {
  title: 'HashiCorp Vault and OpenBao',
  capabilities: {
    reads: 'values',
    marks: 'custom metadata',
    canDelete: true,
    limits: { valueBytes: VALUE_BYTES_MAX, takesEmpty: true, concurrency: CONCURRENCY },
    names: {
      pattern: NAME,
      allows: `letters, digits, \`_\`, \`-\` and \`.\`, not first a \`.\` nor last \`${BESIDE}\``,
      maxLength: 200,
    },
    verified: 'real server',
  },
  options: vaultOptions,
  place: (options) => {
    const [server, entry] = addressOf(options)
    // A key each in one entry, or all of an entry each.
    const isShared = options.layout === 'one-entry'
    return (item) => (isShared ? [server, entry, item] : [server, `${entry}/${item}`])
  },
  async connect(options, context) {
    return new VaultSession(options, context)
  },
}

/** Of the entry, or of the folder. A namespace may stand before the mount as well. */
function addressOf({ url, namespace, mount, path }: VaultOptions): readonly [string, string] {
  return [url, `${namespace === undefined ? '' : `${namespace}/`}${mount}/${path}`]
}

interface Layout {
  /** The first look serves `check` too, where nothing else has to be asked. */
  list(): Promise<readonly RemoteItem[]>
  get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>>
  /** An outcome each, in any order. */
  change(changes: ReadonlyMap<string, EntryChange>): Promise<readonly Outcome[]>
}

class VaultSession implements Session {
  readonly #options: VaultOptions
  readonly #client: VaultClient
  readonly #context: Context
  #layout: Layout | undefined
  #listed: readonly RemoteItem[] | undefined

  constructor(options: VaultOptions, context: Context) {
    this.#options = options
    this.#client = new VaultClient(options, context)
    this.#context = context
  }

  async check(): Promise<void> {
    const isAsked = this.#options['kv-version'] === undefined && this.#layout === undefined
    const layout = await this.#open()
    // Looking up the mount was the proof. Else the list is, and need not be asked for twice.
    if (!isAsked) this.#listed = await layout.list()
  }

  async list(): Promise<readonly RemoteItem[]> {
    const listed = this.#listed ?? (await (await this.#open()).list())
    this.#listed = undefined
    return listed
  }

  async put(items: readonly PutItem[]): Promise<readonly Outcome[]> {
    const refused: Outcome[] = []
    const changes = new Map<string, EntryChange>()
    for (const item of items) {
      const { name, ...change } = item
      const error = refusalOf(item)
      if (error) refused.push({ name, kind: 'failed', error })
      else changes.set(name, change)
    }
    return inOrder(items, [...refused, ...(await this.#change(changes))])
  }

  async get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    return (await this.#open()).get(names)
  }

  async remove(items: readonly RemoteItem[]): Promise<readonly Outcome[]> {
    const changes = new Map(
      items.map((current) => [current.name, { value: undefined, mark: undefined, current }]),
    )
    return inOrder(items, await this.#change(changes))
  }

  async #change(changes: ReadonlyMap<string, EntryChange>): Promise<readonly Outcome[]> {
    if (this.#context.signal.aborted) {
      return [...changes.keys()].map((name) => ({ name, kind: 'not tried' }))
    }
    this.#listed = undefined
    return changes.size === 0 ? [] : (await this.#open()).change(changes)
  }

  async #open(): Promise<Layout> {
    if (this.#layout) return this.#layout
    const { mount, path, layout } = this.#options
    const version = this.#options['kv-version'] ?? (await detectVersion(this.#client, mount))
    const engine = engineOf(this.#client, { mount }, version)
    const place = { engine, path, context: this.#context }
    const turn = JSON.stringify(addressOf(this.#options))
    this.#layout = layout === 'one-entry' ? new OneEntry(place, turn) : new EntryPerKey(place)
    return this.#layout
  }
}

interface LayoutPlace {
  readonly engine: Engine
  readonly path: string
  readonly context: Pick<Context, 'isOfValue' | 'signal'>
}

class OneEntry implements Layout {
  readonly #entry: VaultEntry
  /** The same for all sessions that share the entry: nothing but values can be checked and set. */
  readonly #turn: string

  constructor({ engine, path, context }: LayoutPlace, turn: string) {
    this.#turn = turn
    this.#entry = new VaultEntry({
      engine,
      path,
      signal: context.signal,
      isOfValue: (name, mark, value) => context.isOfValue?.(name, mark, value),
    })
  }

  async list(): Promise<readonly RemoteItem[]> {
    return this.#entry.list()
  }

  async get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    const values = await this.#entry.values()
    return new Map(names.map((name) => [name, values.has(name) ? textOf(values.get(name)) : null]))
  }

  async change(changes: ReadonlyMap<string, EntryChange>): Promise<readonly Outcome[]> {
    return inTurn(this.#turn, (isFirst) => {
      if (!isFirst) this.#entry.lookAgain()
      return this.#entry.change(changes)
    })
  }
}

class EntryPerKey implements Layout {
  readonly #engine: Engine
  readonly #path: string
  readonly #context: LayoutPlace['context']
  readonly #entries = new Map<string, VaultEntry>()
  /** Of the folder, as far as it was listed. */
  #names: ReadonlySet<string> | undefined

  constructor({ engine, path, context }: LayoutPlace) {
    this.#engine = engine
    this.#path = path
    this.#context = context
  }

  async list(): Promise<readonly RemoteItem[]> {
    const names = await this.#engine.list(this.#path)
    this.#names = new Set(names)
    // What has another form of name is nobody's that we could want to write.
    const ours = names.filter((name) => NAME.test(name) && isSafeSegment(name))
    const found = await eachBounded(ours, CONCURRENCY, async (name) => {
      const items = await this.#entry(name).list()
      // An entry with other keys alone is there all the same, and not ours.
      const item = items.find((each) => each.name === VALUE_KEY) ?? items[0]
      if (item === undefined) return []
      return [{ ...item, name, mark: item.name === VALUE_KEY ? item.mark : undefined }]
    })
    return found.flat()
  }

  async get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    const found = await eachBounded(names, CONCURRENCY, async (name) => {
      const values = await this.#entry(name).values()
      if (values.size === 0) return [name, null] as const
      if (values.has(VALUE_KEY)) return [name, textOf(values.get(VALUE_KEY))] as const
      throw new DestinationError('rejected', {
        what: `the entry ${name} has no key \`${VALUE_KEY}\``,
        fix: 'It is not of `layout: entry-per-key`: leave it out by `select`, or read it with a `path` of its own.',
      })
    })
    return new Map(found)
  }

  async change(changes: ReadonlyMap<string, EntryChange>): Promise<readonly Outcome[]> {
    const found = await eachBounded([...changes], CONCURRENCY, async ([name, change]) => {
      const outcomes = await this.#entry(name).change(new Map([[VALUE_KEY, change]]))
      return outcomes.map((outcome) => ({ ...outcome, name }))
    })
    return found.flat()
  }

  #entry(name: string): VaultEntry {
    const known = this.#entries.get(name)
    if (known) return known
    const isAbsent = this.#names !== undefined && !this.#names.has(name)
    const place = {
      engine: this.#engine,
      path: `${this.#path}/${name}`,
      signal: this.#context.signal,
      isOfValue: (_: string, mark: Mark, value: SecretText) =>
        this.#context.isOfValue?.(name, mark, value),
    }
    const entry = new VaultEntry(place, isAbsent)
    this.#entries.set(name, entry)
    return entry
  }
}

function refusalOf({ name, value, mark }: PutItem): DestinationError | undefined {
  const { names } = vault.capabilities
  if (!names.pattern.test(name) || name.length > names.maxLength) {
    return new DestinationError('rejected', {
      what: `the name is not one that can be written: ${names.allows}, ${names.maxLength} characters at most`,
      fix: 'Rename it by `select` or `key-schema`.',
    })
  }
  if (!isMarkable(name, mark)) {
    return new DestinationError('rejected', {
      what: `the mark of ${name} has not the form that could be read back`,
      fix: 'This is a bug in the action. Please report it.',
    })
  }
  const bytes = Buffer.byteLength(value.reveal())
  if (bytes <= VALUE_BYTES_MAX) return undefined
  return new DestinationError('rejected', {
    what: `${name} has ${bytes} bytes; Vault takes ${VALUE_BYTES_MAX}`,
    fix: 'Leave it out by `select`.',
  })
}

function inOrder(
  items: readonly { readonly name: string }[],
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  const byName = new Map(outcomes.map((each) => [each.name, each]))
  return items.flatMap(({ name }) => byName.get(name) ?? [])
}
