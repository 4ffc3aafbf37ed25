// What was written, as digests of its blocks: what is read back is known to be the same before anybody
// looks into it, without all of it in memory.
import { createHash, type Hash } from 'node:crypto'

const BLOCK_BYTES = 64 * 1024

export class BlockDigests {
  /** The last is that of the rest, which may be empty. */
  readonly #digests: string[] = []

  /** The chunks as they are. */
  async *remembered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const blocks = new Blocks()
    let block = newHash()
    for await (const chunk of chunks) {
      for (const { bytes, isLast } of blocks.parts(chunk)) {
        block.update(bytes)
        if (!isLast) continue
        this.#digests.push(block.digest('hex'))
        block = newHash()
      }
      yield chunk
    }
    this.#digests.push(block.digest('hex'))
  }

  /** The same bytes, block by block. @throws what `untrue` makes, before the first block that is another */
  async *proven(
    chunks: AsyncIterable<Uint8Array>,
    untrue: () => Error,
  ): AsyncGenerator<Uint8Array> {
    let nth = 0
    for await (const block of wholeBlocks(chunks)) {
      if (newHash().update(block).digest('hex') !== this.#digests[nth++]) throw untrue()
      yield block
    }
  }
}

function newHash(): Hash {
  return createHash('sha256')
}

/** And the rest, which may be empty. */
async function* wholeBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const blocks = new Blocks()
  let parts: Uint8Array[] = []
  for await (const chunk of chunks) {
    for (const { bytes, isLast } of blocks.parts(chunk)) {
      parts.push(bytes)
      if (!isLast) continue
      yield Buffer.concat(parts)
      parts = []
    }
  }
  yield Buffer.concat(parts)
}

interface Part {
  readonly bytes: Uint8Array
  /** It fills its block. */
  readonly isLast: boolean
}

/** Where blocks end, however the bytes come. */
class Blocks {
  #filled = 0

  parts(chunk: Uint8Array): readonly Part[] {
    const parts: Part[] = []
    for (let at = 0; at < chunk.length;) {
      const bytes = chunk.subarray(at, at + BLOCK_BYTES - this.#filled)
      at += bytes.length
      this.#filled = (this.#filled + bytes.length) % BLOCK_BYTES
      parts.push({ bytes, isLast: this.#filled === 0 })
    }
    return parts
  }
}
