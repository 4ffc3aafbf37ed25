// A destination in memory that keeps to contract.ts: pages, versions, marks, lists that lag, soft
// deletion, and faults where a test wants them. The counterpart of the engine in its tests.
import type { Capabilities, Context, Mark, Outcome } from '../../src/destinations/contract.ts'
import type { PutItem, RemoteItem, Session } from '../../src/destinations/contract.ts'
import { DestinationError, type FailureKind } from '../../src/destinations/contract.ts'
import { SecretValue, type SecretText } from '../../src/secret-value.ts'

export interface Stored {
  readonly name: string
  readonly value: string
  readonly version: number
  readonly mark: Mark | undefined
  /** Which version the mark was written with. */
  readonly markedVersion: number | undefined
  readonly isDeleted: boolean
}

export interface Request {
  readonly kind: 'connect' | 'check' | 'page' | 'get' | 'put' | 'remove'
  /** Of an item. */
  readonly name?: string
}

/** What goes wrong with a request; undefined: nothing. */
export type Fault =
  | FailureKind
  /** It is done, and the answer is lost. */
  | 'answer lost'
  /** The value is written, its mark is not. */
  | 'torn'
  /** An error that no adapter should throw, quoting what it got. */
  | 'bug'

export interface MemorySettings {
  readonly pageSize?: number
  /** How many writes a list is behind. */
  readonly lag?: number
  readonly keepsDeleted?: boolean
  readonly capabilities?: Partial<Capabilities>
  readonly fault?: (request: Request) => Fault | undefined
  /** Awaited within each request, so that others can come between. */
  readonly turn?: () => Promise<void>
}

export const MEMORY_CAPABILITIES: Capabilities = {
  reads: 'values',
  marks: 'tags',
  canDelete: true,
  limits: { valueBytes: 65_536, takesEmpty: true, concurrency: 4 },
  names: { pattern: /^[A-Za-z0-9_/.-]+$/, allows: 'letters, digits and `_/.-`', maxLength: 512 },
  verified: 'contract',
}

/** The place itself; it outlives every session. */
export class MemoryPlace {
  readonly items = new Map<string, Stored>()
  /** What each request was, in the order in which they came. */
  readonly requests: Request[] = []
  /** Sizes of what put() was given, call by call. */
  readonly batches: number[] = []
  mostAtOnce = 0
  #atOnce = 0
  #version = 0
  #history: (readonly Stored[])[] = [[]]

  /** As a person would in the provider's console: the mark stays what it was. */
  setByHand(name: string, value: string): void {
    const before = this.items.get(name)
    const { mark, markedVersion } = before ?? {}
    this.#version += 1
    this.#store({ name, value, version: this.#version, mark, markedVersion, isDeleted: false })
  }

  /** Writes whatever mark, as who may tag can. */
  tag(name: string, mark: Mark | undefined): void {
    const item = this.items.get(name)
    if (item) this.#store({ ...item, mark, markedVersion: mark && item.version })
  }

  write(name: string, value: string, mark: Mark): void {
    this.#version += 1
    const version = this.#version
    this.#store({ name, value, version, mark, markedVersion: version, isDeleted: false })
  }

  erase(name: string, isKept: boolean): void {
    const item = this.items.get(name)
    if (!item) return
    if (isKept) this.#store({ ...item, isDeleted: true })
    else {
      this.items.delete(name)
      this.#remember()
    }
  }

  /** What lists show that are so many writes behind. */
  seen(lag: number): readonly Stored[] {
    return this.#history[Math.max(0, this.#history.length - 1 - lag)] ?? []
  }

  /** Every list sees what is there now. */
  settle(): void {
    this.#history = [[...this.items.values()]]
  }

  async request<T>(request: Request, settings: MemorySettings, answer: () => T): Promise<T> {
    this.requests.push(request)
    this.#atOnce += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce)
    try {
      await (settings.turn ?? breathe)()
      return answer()
    } finally {
      this.#atOnce -= 1
    }
  }

  /** Names with their values, of what lives. */
  values(): Readonly<Record<string, string>> {
    const alive = [...this.items.values()].filter(({ isDeleted }) => !isDeleted)
    return Object.fromEntries(
      alive.map(({ name, value }): [string, string] => [name, value]).toSorted(),
    )
  }

  #store(item: Stored): void {
    this.items.set(item.name, item)
    this.#remember()
  }

  #remember(): void {
    this.#history.push([...this.items.values()])
  }
}

/** @returns a session at the place, as an adapter's connect() would give it */
export async function connectToMemory(
  place: MemoryPlace,
  settings: MemorySettings,
  { signal }: Pick<Context, 'signal'>,
): Promise<Session> {
  const capabilities = { ...MEMORY_CAPABILITIES, ...settings.capabilities }
  const send = async <T>(request: Request, answer: (fault: Fault | undefined) => T): Promise<T> => {
    signal.throwIfAborted()
    return place.request(request, settings, () => {
      const fault = settings.fault?.(request)
      if (fault === 'bug') throw new TypeError('cannot read "hunter2-secret" of undefined')
      // No answer is no news about the server when the run has cut off the request itself.
      if (fault !== undefined && fault !== 'torn' && fault !== 'answer lost') {
        signal.throwIfAborted()
        throw failure(fault)
      }
      const answered = answer(fault)
      if (fault !== undefined) {
        signal.throwIfAborted()
        throw failure('down')
      }
      return answered
    })
  }
  const put = async (item: PutItem): Promise<void> => {
    refuseUnfit(item, capabilities)
    return send({ kind: 'put', name: item.name }, (fault) => putNow(place, item, fault === 'torn'))
  }
  const remove = (item: RemoteItem): Promise<void> =>
    send({ kind: 'remove', name: item.name }, () => {
      const there = place.items.get(item.name)
      if (!there || there.isDeleted) return
      if (String(there.version) !== item.version) throw failure('conflict')
      place.erase(item.name, settings.keepsDeleted ?? false)
    })
  await send({ kind: 'connect' }, () => undefined)
  return {
    check: () => send({ kind: 'check' }, () => undefined),
    list: () => listPages(place, settings, send),
    put(items) {
      place.batches.push(items.length)
      return outcomes(items, { capabilities, signal, act: put })
    },
    ...(capabilities.reads === 'values' && {
      get: async (names: readonly string[]) => {
        const found = new Map<string, SecretText | null>()
        for (const name of names) {
          const value = await send({ kind: 'get', name }, () => living(place, name)?.value)
          found.set(name, value === undefined ? null : new SecretValue(value))
        }
        return found
      },
    }),
    ...(capabilities.canDelete && {
      remove: (items: readonly RemoteItem[]) =>
        outcomes(items, { capabilities, signal, act: remove }),
    }),
  }
}

async function listPages(
  place: MemoryPlace,
  { pageSize = 3, lag = 0 }: MemorySettings,
  send: <T>(request: Request, answer: () => T) => Promise<T>,
): Promise<readonly RemoteItem[]> {
  const found: RemoteItem[] = []
  for (let start = 0; ; start += pageSize) {
    const page = await send({ kind: 'page' }, () => place.seen(lag).slice(start, start + pageSize))
    found.push(...page.map(remoteItem))
    if (page.length < pageSize) return found
  }
}

function remoteItem({ name, version, mark, markedVersion, isDeleted }: Stored): RemoteItem {
  const isDrifted = mark !== undefined && markedVersion !== version
  return { name, version: String(version), mark, isDrifted, isDeleted }
}

function living(place: MemoryPlace, name: string): Stored | undefined {
  const item = place.items.get(name)
  return item?.isDeleted ? undefined : item
}

function refuseUnfit({ name, value }: PutItem, { limits, names }: Capabilities): void {
  const text = value.reveal()
  const isTooLong = Buffer.byteLength(text, 'utf8') > limits.valueBytes
  if (isTooLong || (text === '' && !limits.takesEmpty) || !names.pattern.test(name)) {
    throw failure('rejected')
  }
}

// The mark is written with the value, or the value first: a mark never claims what is not there.
function putNow(
  place: MemoryPlace,
  { name, value, mark, current }: PutItem,
  isTorn: boolean,
): void {
  const there = place.items.get(name)
  const isSame = there?.mark?.fp === mark.fp && there.mark.own === mark.own
  if (there && isSame && !there.isDeleted && there.markedVersion === there.version) return
  const isExpected = there
    ? current?.version === String(there.version)
    : current === undefined || current.isDeleted
  if (!isExpected) throw failure('conflict')
  if (!isTorn) place.write(name, value.reveal(), mark)
  else if (there && !there.isDeleted) place.setByHand(name, value.reveal())
  // A new item needs its owner from the start, or nobody could finish it.
  else place.write(name, value.reveal(), { ...mark, fp: '0'.repeat(32) })
}

interface Work<T> {
  readonly capabilities: Capabilities
  readonly signal: AbortSignal
  readonly act: (item: T) => Promise<void>
}

// So many at a time; one that fails does not stop the others.
async function outcomes<T extends { readonly name: string }>(
  items: readonly T[],
  work: Work<T>,
): Promise<readonly Outcome[]> {
  const found: Outcome[] = []
  const queue = items.entries()
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) found[index] = await outcomeOf(item, work)
  }
  await Promise.all(Array.from({ length: work.capabilities.limits.concurrency }, lane))
  return found
}

async function outcomeOf<T extends { readonly name: string }>(
  item: T,
  { signal, act }: Work<T>,
): Promise<Outcome> {
  const { name } = item
  if (signal.aborted) return { name, kind: 'not tried' }
  try {
    await act(item)
    return { name, kind: 'done' }
  } catch (error) {
    if (error instanceof DestinationError) return { name, kind: 'failed', error }
    return { name, kind: 'broken off', thrown: error }
  }
}

function failure(kind: FailureKind): DestinationError {
  return new DestinationError(kind, { what: `the memory says: ${kind}`, fix: 'Remember.' })
}

function breathe(): Promise<void> {
  return new Promise((resume) => setImmediate(resume))
}
