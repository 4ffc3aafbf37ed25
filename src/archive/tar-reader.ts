// Reads a tar file strictly: every block is either understood or refused. The `tar` package decodes the
// headers. Its parser is not used: it gets out of an archive what it can (it skips entries of unknown
// kinds, keys of extended headers that it does not know, and whatever follows the end), and what two
// readers may read in two ways has no place in a backup.
import { Header } from 'tar/header'
import { cell } from '../platform/printable.ts'
import { ByteSource } from './byte-source.ts'
import { paxPath } from './pax-header.ts'
import { damaged, tooLarge, unsafe } from './refusals.ts'

const BLOCK = 512
const ZEROS = Buffer.alloc(BLOCK)
/** Of an extended header: a path, times, and attributes of a file on macOS. */
const MAX_EXTENDED_BYTES = 64 * 1024

export interface TarEntry {
  readonly path: string
  readonly size: number
  readonly modified: Date
}

export interface TarReading {
  /** How errors name the archive. */
  readonly shown: string
  /** Whether the content is wanted; throws if there must be no such entry. */
  readonly wants: (entry: TarEntry) => boolean
}

/**
 * The wanted regular files, one at a time. Only when the generator has ended was the whole archive seen.
 * @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_UNSAFE, ARCHIVE_TOO_LARGE; errors of `chunks` as they are
 */
export async function* readTar(
  chunks: AsyncIterable<Uint8Array>,
  { shown, wants }: TarReading,
): AsyncGenerator<TarEntry & { readonly bytes: Buffer }> {
  const source = new ByteSource(chunks, shown)
  try {
    for await (const entry of entriesOf(source, shown)) {
      if (wants(entry)) yield { ...entry, bytes: await source.take(entry.size) }
      else await source.drop(entry.size)
      await source.drop(paddingOf(entry.size))
    }
    await checkEnd(source, shown)
  } finally {
    await source.close()
  }
}

/** The header of each file; the caller takes the content before it asks for the next one. */
async function* entriesOf(source: ByteSource, shown: string): AsyncGenerator<TarEntry> {
  let extended: { readonly path: string | undefined } | undefined
  for (let isFirst = true; ; isFirst = false) {
    const block = await source.take(BLOCK)
    if (block.equals(ZEROS)) break
    const header = decode(block, { shown, isFirst })
    const kind = String.fromCharCode(block[TYPE] ?? 0)
    if (kind === 'x' || kind === 'L') {
      if (extended !== undefined) throw damaged(`${shown}: an entry has two extended headers`)
      const content = await takeExtended(source, header.size, shown)
      extended = { path: kind === 'x' ? paxPath(content, shown) : gnuPath(content) }
      continue
    }
    const path = extended?.path ?? header.path
    extended = undefined
    if (kind !== '0' && kind !== '\0') throw unsafe(`${shown}: ${cell(path)} ${kindProblem(kind)}`)
    if (header.modified === undefined) throw unreadable(shown, 'time')
    yield { path, size: header.size, modified: header.modified }
  }
  if (extended !== undefined) throw damaged(`${shown}: an extended header belongs to no entry`)
}

async function checkEnd(source: ByteSource, shown: string): Promise<void> {
  // The first of the two blocks that end a tar file was read.
  if (!(await source.take(BLOCK)).equals(ZEROS) || !(await source.isZeroToEnd())) {
    throw damaged(`${shown} has bytes after the end of its tar data`)
  }
}

async function takeExtended(source: ByteSource, size: number, shown: string): Promise<Buffer> {
  if (size > MAX_EXTENDED_BYTES) {
    throw tooLarge(`${shown}: an extended header is over ${MAX_EXTENDED_BYTES} bytes long`)
  }
  const padded = await source.take(size + paddingOf(size))
  return padded.subarray(0, size)
}

function gnuPath(content: Buffer): string {
  return content.toString().replace(/\0$/, '')
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

interface DecodedHeader {
  readonly path: string
  readonly size: number
  /** Extended headers may have none. */
  readonly modified: Date | undefined
}

const SIZE = { at: 124, length: 12 }
const TYPE = 156
const MAGIC = { at: 257, length: 8 }
const LINK = { at: 157, length: 100 }
const NAME = { at: 0, length: 100 }
const PREFIX = { at: 345, length: 155 }
/** Behind the prefix; other forms of tar keep fields here. */
const REST = { at: 500, length: 12 }
const USTAR = 'ustar\x0000'
const GNU = 'ustar  \0'
const BEFORE_USTAR = '\0'.repeat(8)

function decode(
  block: Buffer,
  { shown, isFirst }: { readonly shown: string; readonly isFirst: boolean },
): DecodedHeader {
  let header: Header
  try {
    header = new Header(block)
  } catch {
    // It fails on nothing but numbers in binary form.
    throw isFirst ? noTar(shown) : unreadable(shown, 'number')
  }
  if (!header.cksumValid) {
    throw isFirst ? noTar(shown) : damaged(`${shown}: a tar header has a wrong checksum`)
  }
  checkForm(block, shown)
  const { path = '', mtime } = header
  const isTime = mtime !== undefined && !Number.isNaN(mtime.getTime())
  return { path, size: sizeIn(block, shown), modified: isTime ? mtime : undefined }
}

interface Field {
  readonly at: number
  readonly length: number
}

function textOf(block: Buffer, { at, length }: Field): string {
  return block.toString('latin1', at, at + length)
}

// Where the reader of the header and other readers could find different names.
function checkForm(block: Buffer, shown: string): void {
  const magic = textOf(block, MAGIC)
  if (![USTAR, GNU, BEFORE_USTAR].includes(magic)) {
    throw damaged(`${shown}: a tar header is of an unknown form`)
  }
  const texts = [NAME, LINK, ...(magic === USTAR ? [PREFIX] : [])]
  const hasHidden = texts.some((field) => /\0[^\0]/.test(textOf(block, field)))
  if (hasHidden) throw unsafe(`${shown}: an entry has a NUL in its name`)
  if (magic === USTAR && /[^\0]/.test(textOf(block, REST))) {
    throw damaged(`${shown}: a tar header is of an unknown form`)
  }
}

// The library stops at the first character that is no digit, and gives folders no size.
function sizeIn(block: Buffer, shown: string): number {
  if (block[SIZE.at] === 0x80) throw tooLarge(`${shown}: an entry states a size of over 8 GiB`)
  const [, digits] = /^ *([0-7]+)[ \0]*$/.exec(textOf(block, SIZE)) ?? []
  if (digits === undefined) throw unreadable(shown, 'size')
  return Number.parseInt(digits, 8)
}

function noTar(shown: string): Error {
  return damaged(`${shown} is no gzip tar: what it has packed is no tar file`)
}

function unreadable(shown: string, what: string): Error {
  return damaged(`${shown}: a tar header holds a ${what} that cannot be read`)
}

function kindProblem(kind: string): string {
  const known: Readonly<Record<string, string>> = {
    '1': 'is a hard link',
    '2': 'is a symbolic link',
    '3': 'is a device',
    '4': 'is a device',
    '5': 'is a folder',
    '6': 'is a named pipe',
    K: 'is the name of a link',
    S: 'is a sparse file',
    g: 'is a header for all entries',
  }
  return known[kind] ?? 'is of an unknown kind'
}
