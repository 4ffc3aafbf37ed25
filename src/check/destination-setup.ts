// A destinations file as far as a comparison needs it: its entries and connections by name, a digest for
// each of their keys, the hosts it names. Checks nothing else: whether a push would take it is the push's
// matter. Never throws for what the file holds.
import { createHash } from 'node:crypto'
import { Problems } from '../push/config-problems.ts'
import { readYaml, type Located, type LocatedMap } from '../push/config-yaml.ts'

export interface SetupEntry {
  /** For people; what is no plain word is left out. */
  readonly name: string
  readonly type: string | undefined
  readonly line: number
  /** By key: equal digests are equal contents. */
  readonly digests: ReadonlyMap<string, string>
}

export interface Setup {
  /** Destinations and connections, by a key that is theirs alone. */
  readonly entries: ReadonlyMap<string, SetupEntry>
  /** Of all URLs in it; `host:port` where a port is given. */
  readonly hosts: ReadonlySet<string>
}

/** Why there is nothing to compare; `what` goes on from "it". */
export class UnreadableSetup {
  readonly what: string

  constructor(what: string) {
    this.what = what
  }
}

const WORD = /^[\w.-]{1,64}$/
const MAX_URL = 2048

export function readSetup(path: string, content: Uint8Array): Setup | UnreadableSetup {
  const problems = new Problems()
  const root = readYaml({ shown: path, origin: 'file', content }, problems)
  if (problems.errors.length > 0) return new UnreadableSetup('cannot be read as destinations')
  const digests: Digests = new Map()
  const entries = new Map<string, SetupEntry>()
  for (const { kind, name, node } of namedIn(root)) {
    const key = `${kind} ${name ?? ''}`
    if (name === undefined || entries.has(key) || node.kind !== 'map') {
      return new UnreadableSetup('cannot be read as destinations')
    }
    const word = WORD.test(name) ? name : `with an unusual name, line ${node.place.line}`
    entries.set(key, {
      name: word === name && kind === 'destination' ? name : `${kind} ${word}`,
      type: typeOf(node),
      line: node.place.line,
      digests: new Map(
        [...node.entries].map(([each, { node: of }]) => [each, digest(of, digests)]),
      ),
    })
  }
  const hosts = new Set<string>()
  if (root) collectHosts(root, hosts, new Set())
  return { entries, hosts }
}

interface Named {
  readonly kind: 'destination' | 'connection'
  readonly name: string | undefined
  readonly node: Located
}

function namedIn(root: Located | undefined): readonly Named[] {
  if (!root || root.kind === 'scalar') return []
  const list = root.kind === 'list' ? root : root.entries.get('destinations')?.node
  const connections = root.kind === 'map' ? root.entries.get('connections')?.node : undefined
  return [
    ...(list?.kind === 'list' ? list.items : []).map((node): Named => ({
      kind: 'destination',
      name: textIn(node, 'name'),
      node,
    })),
    ...(connections?.kind === 'map' ? [...connections.entries] : []).map(
      ([name, { node }]): Named => ({ kind: 'connection', name, node }),
    ),
  ]
}

function textIn(node: Located, key: string): string | undefined {
  const found = node.kind === 'map' ? node.entries.get(key)?.node : undefined
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : undefined
}

function typeOf(node: LocatedMap): string | undefined {
  const type = textIn(node, 'type')
  return type !== undefined && WORD.test(type) ? type : undefined
}

type Digests = Map<Located, string>

// What an alias stands for is hashed once, however often it stands there.
function digest(node: Located, known: Digests): string {
  const found = known.get(node)
  if (found !== undefined) return found
  const hash = createHash('sha256').update(node.kind)
  if (node.kind === 'scalar') {
    hash.update(` ${node.value === null ? 'null' : typeof node.value} `).update(node.text)
  } else if (node.kind === 'list') {
    for (const item of node.items) hash.update(digest(item, known))
  } else {
    const sorted = [...node.entries].toSorted(([one], [other]) => (one < other ? -1 : 1))
    for (const [key, { node: of }] of sorted) {
      hash.update(`${Buffer.byteLength(key)} ${key}`).update(digest(of, known))
    }
  }
  const made = hash.digest('hex')
  known.set(node, made)
  return made
}

function collectHosts(node: Located, hosts: Set<string>, seen: Set<Located>): void {
  if (seen.has(node)) return
  seen.add(node)
  if (node.kind === 'list') for (const item of node.items) collectHosts(item, hosts, seen)
  if (node.kind === 'map') {
    for (const [key, { node: of }] of node.entries) {
      // Templates of values may hold URLs that nobody connects to.
      if (key !== 'values') collectHosts(of, hosts, seen)
    }
  }
  const host = node.kind === 'scalar' ? hostOf(node.text) : undefined
  if (host !== undefined) hosts.add(host)
}

/** Never user or password. */
function hostOf(text: string): string | undefined {
  if (text.length > MAX_URL || !/^\s*https?:/i.test(text) || !URL.canParse(text)) return undefined
  const { host } = new URL(text)
  return /^[\w.:[\]-]{1,255}$/.test(host) ? host : undefined
}
