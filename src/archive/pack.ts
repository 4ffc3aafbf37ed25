// From files to the bytes of an archive: a gzip tar that is the same for the same files and date, on
// every machine. Knows nothing of stores; which files, and in which order, stands in entries.ts.
import { Readable, pipeline } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import { Header } from 'tar/header'
import { Pax } from 'tar/pax'

const BLOCK = 512
const CHUNK_BYTES = 64 * 1024
/** No name, no time, no operating system: zlib would write that of the machine. */
const GZIP_HEADER = Buffer.from('1f8b08000000000000ff', 'hex')

export interface PackFile {
  readonly path: string
  /** Asked when its turn comes, so that one file at a time is in memory. */
  bytes(): Uint8Array
}

/** @throws errors of `files`, as they are */
export async function* packArchive(
  files: Iterable<PackFile>,
  date: Date,
): AsyncGenerator<Uint8Array> {
  // Runs alone: they shrink what tar pads with, ciphertext does not shrink, and the search for other
  // repetitions gives other bytes on other processors.
  const engine = createGzip({ strategy: constants.Z_RLE, chunkSize: CHUNK_BYTES })
  // An error arrives in the loop, as the pipeline ends the engine with it.
  pipeline(Readable.from(tarParts(files, date)), engine, () => {})
  let isFirst = true
  for await (const part of engine as AsyncIterable<Buffer>) {
    if (isFirst) GZIP_HEADER.copy(part)
    isFirst = false
    yield part
  }
}

function* tarParts(files: Iterable<PackFile>, date: Date): Generator<Uint8Array> {
  for (const file of files) {
    const content = file.bytes()
    const headers = headersOf(file.path, content.length, date)
    const parts = [headers, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]
    // A round to the compressor costs more than a copy of a small file.
    yield* content.length < CHUNK_BYTES ? [Buffer.concat(parts)] : parts
  }
  yield Buffer.alloc(2 * BLOCK)
}

function headersOf(path: string, size: number, mtime: Date): Buffer {
  const header = new Header({ path, size, mtime, mode: 0o644, uid: 0, gid: 0, type: 'File' })
  const block = Buffer.alloc(BLOCK)
  // A name of just 100 bytes without a folder would get the folder `.` from the library.
  const needsPax = header.encode(block) || (path.length === 100 && !path.includes('/'))
  return needsPax ? Buffer.concat([new Pax({ path }).encode(), block]) : block
}
