// Writes tar and gzip byte by byte, right and wrong: from POSIX and RFC 1952 alone, with nothing of src and
// nothing of a tar library, so that what refuses these archives does not refuse its own mistakes.
import { constants, crc32, deflateRawSync } from 'node:zlib'

const BLOCK = 512

export interface EntryFields {
  readonly name: string | Buffer
  readonly content?: Buffer | string
  /** The type flag: `0` is a regular file. */
  readonly type?: string
  readonly prefix?: string
  readonly link?: string
  /** What the size field says, where it is not the length of the content. */
  readonly size?: number | string | Buffer
  readonly time?: Buffer
  readonly magic?: string
  /** The last bytes of the header, which are not of POSIX. */
  readonly trailer?: string
  /** What the checksum is off by. */
  readonly checksumOff?: number
}

/** Header and padded content of one entry. */
export function entry(fields: EntryFields): Buffer {
  const content = Buffer.from(fields.content ?? '')
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)
  return Buffer.concat([headerOf(fields, content.length), content, padding])
}

function headerOf(fields: EntryFields, length: number): Buffer {
  const { name, type = '0', prefix = '', link = '', size = length, time } = fields
  const header = Buffer.alloc(BLOCK)
  const put = (at: number, value: string | Buffer): void => {
    Buffer.from(value).copy(header, at)
  }
  put(0, name)
  put(100, '0000644\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  put(124, typeof size === 'number' ? `${octal(size, 11)}\0` : size)
  put(136, time ?? `${octal(1_767_225_600, 11)}\0`)
  put(148, ' '.repeat(8))
  put(156, type)
  put(157, link)
  put(257, fields.magic ?? 'ustar\x0000')
  put(345, prefix)
  put(508, fields.trailer ?? '')
  const sum = header.reduce((total, byte) => total + byte, 0) + (fields.checksumOff ?? 0)
  put(148, `${octal(sum, 6)}\0 `)
  return header
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

/** An extended header (POSIX) for the entry after it. */
export function pax(records: Readonly<Record<string, string | Buffer>>, type = 'x'): Buffer {
  const content = Buffer.concat(Object.entries(records).map(([key, value]) => record(key, value)))
  return entry({ name: 'PaxHeader/x', type, content })
}

export function record(key: string, value: string | Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')])
  let length = rest.length
  while (String(length).length + rest.length !== length) length += 1
  return Buffer.concat([Buffer.from(String(length)), rest])
}

/** GNU's way to a long name, for the entry after it. */
export function gnuLongName(name: string, type = 'L'): Buffer {
  return entry({ name: '././@LongLink', type, content: `${name}\0` })
}

export const END = Buffer.alloc(2 * BLOCK)

export function tar(...entries: readonly Buffer[]): Buffer {
  return Buffer.concat([...entries, END])
}

/** Gzip of any length without having it in memory: a part is compressed once, and then repeated. */
export class GzipWriter {
  readonly #parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])]
  #crc = 0
  #length = 0

  add(bytes: Buffer, times = 1): this {
    // Ends at a byte, and the next part refers to nothing before itself.
    const packed = deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH })
    for (let done = 0; done < times; done += 1) {
      this.#parts.push(packed)
      this.#crc = crc32(bytes, this.#crc)
      this.#length += bytes.length
    }
    return this
  }

  end(): Buffer {
    const trailer = Buffer.alloc(8)
    trailer.writeUInt32LE(this.#crc, 0)
    trailer.writeUInt32LE(this.#length % 2 ** 32, 4)
    return Buffer.concat([...this.#parts, deflateRawSync(Buffer.alloc(0)), trailer])
  }
}

export function gzip(bytes: Buffer): Buffer {
  return new GzipWriter().add(bytes).end()
}
