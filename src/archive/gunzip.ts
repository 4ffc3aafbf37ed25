// Takes off the gzip of an archive, as a stream of bounded size: exactly one member, whole, with nothing
// behind it. Knows nothing of tar.
import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { MAX_SELECTED_BYTES } from '../kanuka/layout.ts'
import { errorCode } from '../platform/files.ts'
import { MAX_ENTRIES } from './entries.ts'
import { damaged, tooLarge } from './refusals.ts'

/** The files of the largest store, each with two headers and padding. */
const MAX_UNPACKED_BYTES = MAX_SELECTED_BYTES + MAX_ENTRIES * 2048
const MAX_RATIO = 100
/** A tar file of nothing but padding is not what the ratio is about. */
const RATIO_FLOOR = 1024 * 1024
const CHUNK_BYTES = 64 * 1024
/** As much as tells a tar file. */
const HEAD_BYTES = 512

/** @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE; errors of `chunks` as they are */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
  shown: string,
): AsyncGenerator<Buffer> {
  const packed = new PackedBytes(chunks, shown)
  const engine = createGunzip({ chunkSize: CHUNK_BYTES })
  const source = Readable.from(packed.checked())
  const closed = new Promise<void>((resolve) => {
    source.once('close', resolve)
  })
  // Errors of both arrive in the loop, as the pipeline ends the engine with them.
  pipeline(source, engine, () => {})
  let unpacked = 0
  try {
    for await (const part of engine as AsyncIterable<Buffer>) {
      unpacked += part.length
      if (unpacked > Math.max(RATIO_FLOOR, packed.length * MAX_RATIO)) {
        throw tooLarge(
          `${shown} unpacks to over ${MAX_RATIO} times its size, which no ciphertext does`,
        )
      }
      if (unpacked > MAX_UNPACKED_BYTES) throw tooLarge(`${shown} unpacks to over 1 GiB`)
      yield part
    }
  } catch (error) {
    if (!errorCode(error).startsWith('Z_')) throw error
    throw damaged(
      errorCode(error) === 'Z_BUF_ERROR'
        ? `${shown}: the gzip data ends in the middle`
        : `${shown}: the gzip data is damaged`,
    )
  } finally {
    // What reads the chunks must not go on when nobody waits for it any more.
    engine.destroy()
    await closed
  }
  // The engine reads on in a second member and ignores what follows a zero byte. The last four bytes
  // are the length of the last member.
  if (engine.bytesWritten !== packed.length || packed.statedLength() !== unpacked % 2 ** 32) {
    throw damaged(`${shown} has bytes after the end of its gzip data`)
  }
  if (unpacked === 0) throw damaged(`${shown} holds nothing`)
}

class PackedBytes {
  length = 0
  readonly #chunks: AsyncIterable<Uint8Array>
  readonly #shown: string
  #tail: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>, shown: string) {
    this.#chunks = chunks
    this.#shown = shown
  }

  /** The chunks, counted, if they start as gzip does. */
  async *checked(): AsyncGenerator<Uint8Array> {
    let head: Uint8Array | undefined = Buffer.alloc(0)
    for await (const chunk of this.#chunks) {
      this.#count(chunk)
      if (head === undefined) {
        yield chunk
        continue
      }
      // A chunk may be the whole archive: it is not copied.
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
      if (head.length < HEAD_BYTES) continue
      this.#checkStart(head)
      yield head
      head = undefined
    }
    if (head === undefined) return
    this.#checkStart(head)
    yield head
  }

  statedLength(): number {
    return this.#tail.readUInt32LE()
  }

  #count(chunk: Uint8Array): void {
    this.length += chunk.length
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-4)]).subarray(-4)
  }

  #checkStart(head: Uint8Array): void {
    if (head[0] === 0x1f && head[1] === 0x8b) return
    const what = kindOf(Buffer.from(head))
    throw damaged(
      `${this.#shown} is ${what}`,
      'A backup is a gzip-compressed tar file, as `export` and `kanuka secrets export` make it. If this one was packed again, unpack it first.',
    )
  }
}

function kindOf(head: Buffer): string {
  if (head.length === 0) return 'an empty file'
  if (head.subarray(0, 2).toString('latin1') === 'PK') return 'a zip file, not a gzip tar'
  if (head.subarray(257, 262).toString('latin1') === 'ustar') return 'a tar file without gzip'
  return 'no gzip tar'
}
