// Brings bytes into the library's streams. Owns that an error of the source stays what it is, and that
// the source is let go of, however the stream ends.
import { ReadableStream } from 'node:stream/web'

export class ByteSource {
  readonly #chunks: AsyncGenerator<Uint8Array>
  #failure: { readonly thrown: unknown } | undefined

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = this.#watched(chunks)
  }

  async *#watched(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks
    } catch (thrown) {
      this.#failure = { thrown }
      throw thrown
    }
  }

  /** The first bytes, or all where there are fewer, and everything from the start as a stream. */
  async peek(
    length: number,
  ): Promise<{ readonly head: Buffer; readonly stream: ReadableStream<Uint8Array> }> {
    const first: Uint8Array[] = []
    const chunks = this.#chunks
    for (let got = 0; got < length;) {
      const next = await chunks.next()
      if (next.done === true) break
      first.push(next.value)
      got += next.value.length
    }
    async function* all(): AsyncGenerator<Uint8Array> {
      yield* first
      yield* chunks
    }
    const head = Buffer.concat(first).subarray(0, length)
    return { head, stream: ReadableStream.from(all()) }
  }

  stream(): ReadableStream<Uint8Array> {
    return ReadableStream.from(this.#chunks)
  }

  /** Throws what the source threw, if it did: the library may have made another error of it. */
  throwOwnError(): void {
    if (this.#failure !== undefined) throw this.#failure.thrown
  }

  async close(): Promise<void> {
    await this.#chunks.return(undefined)
  }
}

/** @param written by the library: a stream, although its types say otherwise */
export async function drain(written: unknown): Promise<void> {
  for await (const _ of written as AsyncIterable<Uint8Array>);
}
