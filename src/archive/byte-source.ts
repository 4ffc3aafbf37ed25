// A stream of bytes that is read in pieces of a wanted length.
import { damaged } from './refusals.ts'

export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #shown: string
  #chunk: Uint8Array = new Uint8Array(0)

  constructor(chunks: AsyncIterable<Uint8Array>, shown: string) {
    this.#chunks = chunks[Symbol.asyncIterator]()
    this.#shown = shown
  }

  /** Exactly so many bytes. @throws ActionError ARCHIVE_DAMAGED if there are less */
  async take(length: number): Promise<Buffer> {
    // Not touched before it is filled, so a size that is not true costs no memory.
    const bytes = Buffer.allocUnsafeSlow(length)
    let filled = 0
    while (filled < length) {
      const part = await this.#next(length - filled)
      bytes.set(part, filled)
      filled += part.length
    }
    return bytes
  }

  async drop(length: number): Promise<void> {
    for (let left = length; left > 0;) left -= (await this.#next(left)).length
  }

  async isZeroToEnd(): Promise<boolean> {
    do {
      if (this.#chunk.some((byte) => byte !== 0)) return false
    } while (await this.#fetch())
    return true
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  async #next(limit: number): Promise<Uint8Array> {
    while (this.#chunk.length === 0) {
      if (!(await this.#fetch())) throw damaged(`${this.#shown}: the tar data ends in the middle`)
    }
    const part = this.#chunk.subarray(0, limit)
    this.#chunk = this.#chunk.subarray(part.length)
    return part
  }

  async #fetch(): Promise<boolean> {
    const { done, value } = await this.#chunks.next()
    if (done === true) return false
    this.#chunk = value
    return true
  }
}
