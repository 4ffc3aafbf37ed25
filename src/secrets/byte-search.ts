// Many byte patterns in a stream of bytes, in one linear pass: Aho and Corasick's automaton. Of the
// libraries that offer it those that are maintained search strings (UTF-16), whole texts at a time, and
// keep an object a node; here are bytes of any kind, chunks, and typed arrays. Knows neither files nor
// secrets.
// https://doi.org/10.1145/360825.360855

/** More nodes would take more memory than a runner has to spare (about 40 bytes each). */
export const MAX_SEARCH_BYTES = 4 * 1024 * 1024

/** Where a stream stands between two chunks. */
export interface SearchCursor {
  node: number
  /** Bytes before the next chunk. */
  offset: number
  /** 1-based, of the next byte. */
  line: number
}

export interface SearchMatch {
  /** Index of the pattern. */
  readonly pattern: number
  /** Offset in the stream behind the last byte. */
  readonly end: number
  /** 1-based, of the first byte. */
  readonly line: number
}

const LINE_FEED = 10
const ROOT = 0
const PREFIX_BITS = 16

export class ByteSearch {
  readonly #patterns: readonly Uint8Array[]
  /** Line feeds in each pattern, its last byte left out. */
  readonly #lines: readonly number[]
  // The edges of all nodes in one open hash table: 256 * node + byte -> node; an empty place is -1.
  readonly #keys: Int32Array
  readonly #targets: Int32Array
  /** The longest proper suffix that is a node. */
  readonly #fallback: Int32Array
  /** The pattern that ends at a node, -1 for none. */
  readonly #ends: Int32Array
  /** The longest proper suffix at which a pattern ends; the root for none. */
  readonly #shorter: Int32Array
  // Which three bytes a pattern may start with, hashed; undefined where one is shorter.
  readonly #prefixes: Uint8Array | undefined
  #size = 1

  /** @param patterns none of them empty; of equal ones the first is found. Together at most MAX_SEARCH_BYTES */
  constructor(patterns: readonly Uint8Array[]) {
    const total = patterns.reduce((sum, { length }) => sum + length, 0)
    if (total > MAX_SEARCH_BYTES) throw new RangeError('too many bytes to search for')
    if (patterns.some(({ length }) => length === 0)) throw new TypeError('an empty pattern')
    const nodes = total + 1
    const places = 2 ** Math.ceil(Math.log2(nodes * 2 + 2))
    this.#patterns = patterns
    this.#lines = patterns.map((bytes) => lineFeeds(bytes.subarray(0, -1)))
    this.#keys = new Int32Array(places).fill(-1)
    this.#targets = new Int32Array(places)
    this.#fallback = new Int32Array(nodes)
    this.#ends = new Int32Array(nodes).fill(-1)
    this.#shorter = new Int32Array(nodes)
    this.#prefixes = prefixesOf(patterns)
    this.#link(this.#plant(nodes))
  }

  start(): SearchCursor {
    return { node: ROOT, offset: 0, line: 1 }
  }

  /** Reads the next bytes of a stream and moves its cursor. */
  feed(bytes: Uint8Array, cursor: SearchCursor, found: (match: SearchMatch) => void): void {
    const prefixes = this.#prefixes
    const lastWhole = bytes.length - 3
    let { node, line } = cursor
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number
      // Nearly all bytes of a checkout: no pattern begins here.
      const isIdle =
        node === ROOT &&
        prefixes !== undefined &&
        at <= lastWhole &&
        prefixes[prefixHash(byte, bytes[at + 1] as number, bytes[at + 2] as number)] === 0
      if (!isIdle) {
        node = this.#step(node, byte)
        let ending = this.#ends[node] === -1 ? (this.#shorter[node] as number) : node
        for (; ending !== ROOT; ending = this.#shorter[ending] as number) {
          const pattern = this.#ends[ending] as number
          const end = cursor.offset + at + 1
          found({ pattern, end, line: line - (this.#lines[pattern] as number) })
        }
      }
      if (byte === LINE_FEED) line += 1
    }
    cursor.node = node
    cursor.line = line
    cursor.offset += bytes.length
  }

  #step(from: number, byte: number): number {
    let node = from
    for (;;) {
      const place = this.#place(node, byte)
      if (this.#keys[place] !== -1) return this.#targets[place] as number
      if (node === ROOT) return ROOT
      node = this.#fallback[node] as number
    }
  }

  /** Where the edge is, or would be. */
  #place(node: number, byte: number): number {
    const key = node * 256 + byte
    const mask = this.#keys.length - 1
    let place = (Math.imul(key, 0x9e3779b1) >>> 7) & mask
    for (;;) {
      const found = this.#keys[place]
      if (found === key || found === -1) return place
      place = (place + 1) & mask
    }
  }

  /** The tree of all patterns. @returns the edges, by node: first child, next sibling, byte */
  #plant(nodes: number): Edges {
    const edges: Edges = {
      child: new Int32Array(nodes),
      sibling: new Int32Array(nodes),
      byte: new Uint8Array(nodes),
    }
    for (const [index, pattern] of this.#patterns.entries()) {
      let node = ROOT
      for (const byte of pattern) {
        const place = this.#place(node, byte)
        if (this.#keys[place] === -1) {
          const fresh = this.#size
          this.#size += 1
          this.#keys[place] = node * 256 + byte
          this.#targets[place] = fresh
          edges.byte[fresh] = byte
          edges.sibling[fresh] = edges.child[node] as number
          edges.child[node] = fresh
        }
        node = this.#targets[place] as number
      }
      if (this.#ends[node] === -1) this.#ends[node] = index
    }
    return edges
  }

  /** Fallbacks, shorter nodes first. */
  #link({ child, sibling, byte }: Edges): void {
    const queue = new Int32Array(this.#size)
    let length = 1
    for (let at = 0; at < length; at += 1) {
      const parent = queue[at] as number
      for (let node = child[parent] as number; node !== 0; node = sibling[node] as number) {
        queue[length] = node
        length += 1
        if (parent === ROOT) continue
        const fallback = this.#step(this.#fallback[parent] as number, byte[node] as number)
        this.#fallback[node] = fallback
        const ends = this.#ends[fallback] !== -1
        this.#shorter[node] = ends ? fallback : (this.#shorter[fallback] as number)
      }
    }
  }
}

interface Edges {
  readonly child: Int32Array
  readonly sibling: Int32Array
  readonly byte: Uint8Array
}

function lineFeeds(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum + (byte === LINE_FEED ? 1 : 0), 0)
}

function prefixesOf(patterns: readonly Uint8Array[]): Uint8Array | undefined {
  if (patterns.some(({ length }) => length < 3)) return undefined
  const prefixes = new Uint8Array(2 ** PREFIX_BITS)
  for (const [first = 0, second = 0, third = 0] of patterns) {
    prefixes[prefixHash(first, second, third)] = 1
  }
  return prefixes
}

function prefixHash(first: number, second: number, third: number): number {
  return (first ^ (second << 5) ^ (third << 8)) & (2 ** PREFIX_BITS - 1)
}
