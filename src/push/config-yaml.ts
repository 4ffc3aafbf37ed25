// YAML as a configuration may be: one document of mappings with text keys, lists and scalars, each
// with its place. No tags, no merge keys, no directives; what aliases stand for is counted. Knows
// nothing of what the keys mean, and never quotes the text: it may hold secrets.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLError,
} from 'yaml'
import { shownKey, type Place, type Problems } from './config-problems.ts'
import { decode, type ConfigSource } from './config-text.ts'

export type Located = LocatedScalar | LocatedList | LocatedMap

export interface LocatedScalar {
  readonly kind: 'scalar'
  readonly place: Place
  readonly value: string | number | boolean | null
  /** What stands there: `0123` where the value is 123. */
  readonly text: string
}

interface LocatedList {
  readonly kind: 'list'
  readonly place: Place
  readonly items: readonly Located[]
}

export interface LocatedMap {
  readonly kind: 'map'
  readonly place: Place
  readonly entries: ReadonlyMap<string, LocatedEntry>
}

export interface LocatedEntry {
  readonly keyPlace: Place
  readonly node: Located
}

/** Aliases count as what they stand for. */
const MAX_NODES = 20_000
const MAX_DEPTH = 32
/** JavaScript gives these a meaning of their own. */
const UNUSABLE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** undefined: nothing that could be read further, and `problems` says why; or nothing at all. */
export function readYaml(source: ConfigSource, problems: Problems): Located | undefined {
  const text = decode(source, problems)
  if (text === undefined) return undefined
  const counter = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    schema: 'core',
    version: '1.2',
    merge: false,
    resolveKnownTags: false,
    // Its own check compares each key with all before it.
    uniqueKeys: false,
  })
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { shown: source.shown, origin: source.origin, line, column: col }
  }
  const errors = document.errors.map((error) => ({ place: placeAt(error.pos[0]), error }))
  for (const { place, error } of errors) problems.add({ place, ...wordsFor(error) })
  if (errors.length > 0) return undefined
  return new Reader(document, placeAt, problems).read()
}

// Never the library's own words: they quote the text.
function wordsFor({ code }: YAMLError): { readonly what: string; readonly fix: string } {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { what: 'a tab cannot indent', fix: 'Indent with spaces.' }
    case 'MULTIPLE_DOCS':
      return { what: 'a second document begins here', fix: 'Keep one document: remove `---`.' }
    case 'RESOURCE_EXHAUSTION':
      return { what: 'is nested too deep', fix: 'A destination needs a few levels only.' }
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BAD_SCALAR_START':
      return {
        what: 'is no YAML',
        fix: 'Put texts with `: `, `#`, `@`, `{`, `*` or line breaks between quotes.',
      }
    case 'BAD_INDENT':
      return { what: 'the indentation is wrong', fix: 'Align it with the lines above.' }
    case 'MISSING_CHAR':
      return { what: 'a closing quote, bracket or colon is missing', fix: 'Look just before here.' }
    case 'BAD_DQ_ESCAPE':
      return {
        what: 'this escape does not exist between double quotes',
        fix: 'Double the backslash, or use single quotes.',
      }
    default:
      return { what: 'is no YAML', fix: 'Check the indentation, quotes and brackets around it.' }
  }
}

class Reader {
  readonly #document: Document.Parsed
  readonly #placeAt: (offset: number) => Place
  readonly #problems: Problems
  readonly #anchors = new Map<string, { readonly node: Located; readonly size: number }>()
  #nodes = 0
  #depth = 0

  constructor(document: Document.Parsed, placeAt: (offset: number) => Place, problems: Problems) {
    this.#document = document
    this.#placeAt = placeAt
    this.#problems = problems
  }

  read(): Located | undefined {
    const { contents, directives } = this.#document
    if (directives.yaml.explicit) {
      this.#refuse(0, 'a directive cannot stand here', 'Remove the line that begins with %.')
    }
    try {
      return contents === null ? undefined : this.#node(contents)
    } catch (error) {
      if (error instanceof TooMuch) return undefined
      throw error
    }
  }

  #node(node: Node): Located {
    const offset = node.range?.[0] ?? 0
    this.#count(1, offset)
    if (isAlias(node)) return this.#alias(node.source, offset)
    if (node.tag !== undefined) {
      this.#refuse(offset, 'a tag cannot stand here', 'Remove the word that begins with !.')
    }
    const before = this.#nodes
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) this.#stop(offset, `is nested deeper than ${MAX_DEPTH} levels`)
    const located = this.#content(node, this.#placeAt(offset))
    this.#depth -= 1
    const anchor = 'anchor' in node ? node.anchor : undefined
    if (anchor !== undefined) {
      this.#anchors.set(anchor, { node: located, size: this.#nodes - before + 1 })
    }
    return located
  }

  #content(node: Node, place: Place): Located {
    if (isMap(node)) return { kind: 'map', place, entries: this.#entries(node.items) }
    if (isSeq(node)) {
      return { kind: 'list', place, items: node.items.map((item) => this.#node(item as Node)) }
    }
    const { value, source } = node as Scalar
    const text = typeof value === 'string' ? value : (source ?? '')
    const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value)
    return {
      kind: 'scalar',
      place,
      value: isPlain ? (value as LocatedScalar['value']) : text,
      text,
    }
  }

  #entries(pairs: readonly Pair[]): ReadonlyMap<string, LocatedEntry> {
    const entries = new Map<string, LocatedEntry>()
    for (const { key, value } of pairs) {
      const node = key as Node
      const offset = node?.range?.[0] ?? 0
      const name = this.#key(node, offset)
      const keyPlace = this.#placeAt(offset)
      const located: Located = value
        ? this.#node(value as Node)
        : { kind: 'scalar', place: keyPlace, value: null, text: '' }
      if (name === undefined) continue
      if (entries.has(name)) {
        this.#refuse(offset, `a key ${shownKey(name)} stands here already`, 'Keep one of them.')
      } else entries.set(name, { keyPlace, node: located })
    }
    return entries
  }

  #key(key: Node, offset: number): string | undefined {
    this.#count(1, offset)
    if (!isScalar(key) || typeof key.value !== 'string') {
      this.#refuse(offset, 'a key must be text', 'Write it between quotes.')
      return undefined
    }
    if (key.tag !== undefined || key.anchor !== undefined) {
      this.#refuse(offset, 'a key takes no tag and no anchor', 'Write the key alone.')
      return undefined
    }
    if (key.value === '<<') {
      this.#refuse(offset, 'keys cannot be merged', 'Write them out, or use `connections`.')
      return undefined
    }
    if (UNUSABLE_KEYS.has(key.value)) {
      this.#refuse(offset, `\`${key.value}\` cannot be a key`, 'Choose another name.')
      return undefined
    }
    return key.value
  }

  // An alias inside of what it stands for is not known yet, so nothing is endless.
  #alias(name: string, offset: number): Located {
    const found = this.#anchors.get(name)
    if (!found) {
      const fix = 'Anchor it before with &, or put the text between quotes if it begins with *.'
      this.#refuse(offset, 'this alias stands for nothing', fix)
      return { kind: 'scalar', place: this.#placeAt(offset), value: null, text: '' }
    }
    this.#count(found.size, offset)
    return found.node
  }

  #count(nodes: number, offset: number): void {
    this.#nodes += nodes
    if (this.#nodes > MAX_NODES) this.#stop(offset, `holds more than ${MAX_NODES} things by here`)
  }

  #refuse(offset: number, what: string, fix: string): void {
    this.#problems.add({ place: this.#placeAt(offset), what, fix })
  }

  #stop(offset: number, what: string): never {
    this.#refuse(offset, what, 'Aliases count as what they stand for. Make it smaller.')
    throw new TooMuch(what)
  }
}

class TooMuch extends Error {}
