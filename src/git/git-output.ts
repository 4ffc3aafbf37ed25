// The forms of git's output, read as it comes: fields that end with NUL, objects of `cat-file --batch`,
// and paths whatever their bytes. Starts nothing.
import { isUtf8 } from 'node:buffer'

/**
 * A path as a string. Bytes that are no UTF-8 become lone surrogates, which no UTF-8 gives: two names
 * never look the same, so none can hide another. Shown or written, each becomes U+FFFD.
 */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at)
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
        : bytes.toString('utf8', at, at + length)
    at += Math.max(length, 1)
  }
  return text
}

/** The bytes that pathText was given. */
export function pathBytes(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text)
  const parts = text.split(/([\udc80-\udcff])/u)
  return Buffer.concat(
    parts.map((part, index) =>
      index % 2 === 1 ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part),
    ),
  )
}

function characterLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  const isWhole = at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))
  return isWhole ? length : 0
}

/** Cuts output into fields at a byte; they are only good until `onField` returns. */
export class Splitter {
  readonly #end: number
  readonly #onField: (field: Buffer) => void
  #started: Buffer[] = []

  constructor(end: number, onField: (field: Buffer) => void) {
    this.#end = end
    this.#onField = onField
  }

  /** Takes the next part of the output. */
  readonly take = (chunk: Buffer): void => {
    let at = 0
    for (let end = chunk.indexOf(this.#end); end !== -1; end = chunk.indexOf(this.#end, at)) {
      const rest = chunk.subarray(at, end)
      at = end + 1
      if (this.#started.length === 0) {
        this.#onField(rest)
        continue
      }
      const field = Buffer.concat([...this.#started, rest])
      this.#started = []
      this.#onField(field)
    }
    if (at < chunk.length) this.#started.push(Buffer.from(chunk.subarray(at)))
  }
}

export interface BatchObject {
  readonly id: string
  readonly type: string
  readonly bytes: Buffer
}

/** More than `<id> <type> <size>` ever has; a line that is longer is no such line. */
const MAX_HEAD_BYTES = 1024

/**
 * Each object: `<id> <type> <size>`, a line end, its bytes, a line end. One at a time is held.
 * https://git-scm.com/docs/git-cat-file
 */
export class BatchParser {
  readonly #onObject: (object: BatchObject | undefined) => void
  #head = ''
  #object: BatchObject | undefined
  #filled = 0

  /** @param onObject gets the objects in their order, undefined for one that is missing */
  constructor(onObject: (object: BatchObject | undefined) => void) {
    this.#onObject = onObject
  }

  /** Takes the next part of the output. */
  readonly take = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length;) {
      at += this.#object ? this.#body(this.#object, chunk, at) : this.#line(chunk, at)
    }
  }

  #line(chunk: Buffer, at: number): number {
    const end = chunk.indexOf('\n', at)
    this.#head += chunk.toString('latin1', at, end === -1 ? chunk.length : end)
    if (this.#head.length > MAX_HEAD_BYTES) throw new Error('git cat-file said what it never says')
    if (end === -1) return chunk.length - at
    const [, id = '', type = '', size] = /^([0-9a-f]+) ([a-z]+) (\d+)$/.exec(this.#head) ?? []
    this.#head = ''
    this.#filled = 0
    if (size === undefined) this.#onObject(undefined)
    else this.#object = { id, type, bytes: Buffer.allocUnsafeSlow(Number(size)) }
    return end + 1 - at
  }

  #body(object: BatchObject, chunk: Buffer, at: number): number {
    const { bytes } = object
    const isWhole = this.#filled === bytes.length
    if (isWhole) {
      // The byte here is the line end.
      this.#object = undefined
      this.#onObject(object)
      return 1
    }
    const copied = chunk.copy(bytes, this.#filled, at)
    this.#filled += copied
    return copied
  }
}
