// Contents of files for the rules: read with two long-lived processes, measured once, small ones kept, and
// fetched where a clone lacks them.
import type { GitPlace } from '../git/git-process.ts'
import { ObjectSession, type OnBlob } from '../git/object-session.ts'
import type { Blobs } from './context.ts'

const MAX_CACHED_BYTES = 64 * 1024 * 1024
const MAX_CACHED_BLOB_BYTES = 1024 * 1024

/** Contents of files in a git folder; small ones are remembered. Must be closed. */
export class GitBlobs implements Blobs {
  readonly #session: ObjectSession
  readonly #obtain: (ids: readonly string[]) => Promise<void>
  readonly #cached = new Map<string, Buffer>()
  readonly #sizes = new Map<string, number>()
  readonly #lost = new Set<string>()
  #room = MAX_CACHED_BYTES

  /** @param obtain gets what is missing into the place, as far as it can be had */
  constructor(place: GitPlace, obtain: (ids: readonly string[]) => Promise<void>) {
    this.#session = new ObjectSession(place)
    this.#obtain = obtain
  }

  async sizes(ids: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const wanted = new Set(ids)
    const unknown = [...wanted].filter((id) => !this.#sizes.has(id) && !this.#lost.has(id))
    await this.#measure(unknown)
    const missing = unknown.filter((id) => !this.#sizes.has(id))
    if (missing.length > 0) {
      await this.#obtain(missing)
      await this.#measure(missing)
      for (const id of missing) if (!this.#sizes.has(id)) this.#lost.add(id)
    }
    const found = [...wanted].flatMap((id) => {
      const bytes = this.#sizes.get(id)
      return bytes === undefined ? [] : [[id, bytes] as const]
    })
    return new Map(found)
  }

  async read(ids: Iterable<string>, limit: number): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>()
    await this.stream(ids, limit, (id, bytes) => found.set(id, bytes))
    return found
  }

  /** Like `read` for more than may be held: one after the other, each once, in no order. */
  async stream(ids: Iterable<string>, limit: number, onBlob: OnBlob): Promise<void> {
    const unknown: string[] = []
    for (const [id, bytes] of await this.sizes(ids)) {
      if (bytes > limit) continue
      const content = this.#cached.get(id)
      if (content) onBlob(id, content)
      else unknown.push(id)
    }
    await this.#session.stream(unknown, (id, bytes) => {
      this.#remember(id, bytes)
      onBlob(id, bytes)
    })
  }

  /** Resolves when its processes are gone. */
  async close(): Promise<void> {
    await this.#session.close()
  }

  async #measure(ids: readonly string[]): Promise<void> {
    for (const [id, bytes] of await this.#session.sizes(ids)) this.#sizes.set(id, bytes)
  }

  // The first ones stay: those of the stores, which every snapshot and many rules want.
  #remember(id: string, bytes: Buffer): void {
    if (bytes.length > Math.min(this.#room, MAX_CACHED_BLOB_BYTES)) return
    this.#room -= bytes.length
    this.#cached.set(id, bytes)
  }
}
