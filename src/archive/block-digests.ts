// What was written, as digests of its blocks: what is read back is known to be the same before anybody
// looks into it, without all of it in memory.
import { createHash, type Hash } from 'node:crypto'

const BLOCK_BYTES = 64 * 1024

export class BlockDigests {
  /** The last is that of the rest, which may be empty. */
  readonly #digests: string[] = []

  /** The chunks as they are. */
  async *remembered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let block = newHash()
    let filled = 0
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + BLOCK_BYTES - filled)
        block.update(part)
        at += part.length
        filled += part.length
        if (filled < BLOCK_BYTES) continue
        this.#digests.push(block.digest('hex'))
        block = newHash()
        filled = 0
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
    for await (const block of blocksOf(chunks)) {
      if (newHash().update(block).digest('hex') !== this.#digests[nth++]) throw untrue()
      yield block
    }
  }
}

function newHash(): Hash {
  return createHash('sha256')
}

/** Whole ones, and the rest, which may be empty. */
async function* blocksOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
  let filled = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + BLOCK_BYTES - filled)
      block.set(part, filled)
      at += part.length
      filled += part.length
      if (filled < BLOCK_BYTES) continue
      yield block
      block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
      filled = 0
    }
  }
  yield block.subarray(0, filled)
}
