// What the tests of archives share: packing to one buffer, unpacking to a list, chunks as a disk gives them.
import { packArchive, type PackFile } from '../../src/archive/pack.ts'
import { unpackArchive, type UnpackedFile } from '../../src/archive/unpack.ts'

export const DATE = new Date('2026-01-02T03:04:05Z')

export interface Unpacked {
  readonly files: readonly UnpackedFile[]
  readonly skipped: readonly string[]
}

export async function* inChunks(bytes: Uint8Array, length = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

export async function unpack(chunks: AsyncIterable<Uint8Array> | Uint8Array): Promise<Unpacked> {
  const files: UnpackedFile[] = []
  const skipped: string[] = []
  const options = { shown: 'backup.tar.gz', skipped: (path: string) => void skipped.push(path) }
  const stream = chunks instanceof Uint8Array ? inChunks(chunks) : chunks
  for await (const file of unpackArchive(stream, options)) files.push(file)
  return { files, skipped }
}

export async function pack(
  files: Readonly<Record<string, Uint8Array | string>>,
  date = DATE,
): Promise<Buffer> {
  const entries = Object.entries(files)
  return packed(
    entries.map(([path, content]) => ({ path, bytes: () => Buffer.from(content) })),
    date,
  )
}

export async function packed(files: Iterable<PackFile>, date = DATE): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of packArchive(files, date)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
