// Private keys in text of any kind: where one stands, and whose it is as far as can be told without its
// passphrase. Every byte is hostile: all is linear, and nothing of a key leaves this file but its
// fingerprint.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { findPemBlocks, formatPem, type PemBlock } from '../kanuka/pem.ts'
import { fingerprintOf } from '../kanuka/public-key.ts'

export interface FoundKey {
  /** 1-based, of its BEGIN line, or where its base64 starts. */
  readonly line: number
  /** Of its public half; undefined where a passphrase hides it. */
  readonly fingerprint: string | undefined
  readonly isProtected: boolean
}

// An RSA key of 16,384 bits has 13 KB.
const MAX_BLOCK_LENGTH = 64 * 1024
// Smaller than any protected key: the shortest, of Ed25519, has over 100 bytes.
const MIN_PROTECTED_BYTES = 90
/** Base64 of an RSA key of 512 bits; other kinds of key are shorter. */
const MIN_RSA_LENGTH = 400
const EDGE = /-----(BEGIN|END) ((?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY)-----/g
/** `-----BEGIN` in base64, with what follows, over several lines too. */
const WRAPPED = /LS0tLS1CRUdJTi[A-Za-z0-9+/_-]*(?:(?:\s|\\[rn])+[A-Za-z0-9+/_-]+)*/g

/** Those that parse, of short ones the first; placeholders and cut ones are none. */
export async function findPrivateKeys(text: string): Promise<readonly FoundKey[]> {
  const keys: FoundKey[] = []
  for (const { at, block } of [...segments(text), ...wrappedSegments(text)]) {
    // Too short for RSA, so no member's: one of them is enough to say so.
    if (keys.length > 0 && block.body.length < MIN_RSA_LENGTH) continue
    const key = await judge(block)
    if (key) keys.push({ line: lineAt(text, at), ...key })
  }
  return keys
}

interface Segment {
  readonly at: number
  readonly block: PemBlock
}

// pem.ts looks for the end of every BEGIN in all that follows. That is for one pasted key; here a file
// may hold a hundred thousand of them.
function segments(text: string): readonly Segment[] {
  const found: Segment[] = []
  let begin: RegExpExecArray | undefined
  for (const edge of text.matchAll(EDGE)) {
    const [whole, kind, label] = edge
    if (kind === 'BEGIN') begin = edge
    else if (begin && begin[2] === label) {
      const end = edge.index + whole.length
      const at = begin.index
      begin = undefined
      if (end - at > MAX_BLOCK_LENGTH) continue
      const [block] = findPemBlocks(text.slice(at, end))
      if (block) found.push({ at, block })
    }
  }
  return found
}

function wrappedSegments(text: string): readonly Segment[] {
  const tokens = [...text.matchAll(WRAPPED)].map(({ 0: token, index }) => ({ token, index }))
  // With text before its BEGIN a key looks like no other: then only the whole file may be one.
  const isWhole = tokens.length === 0 && /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compacted(text))
  if (isWhole) tokens.push({ token: text, index: 0 })
  return tokens.flatMap(({ token, index }) => {
    const decoded = Buffer.from(compacted(token), 'base64').toString('latin1')
    return segments(decoded).map(({ block }) => ({ at: index, block }))
  })
}

function compacted(text: string): string {
  return text.replace(/\\[rn]|[\s"']+/g, '')
}

function lineAt(text: string, end: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1))
    line += 1
  return line
}

type Judged = Omit<FoundKey, 'line'>

async function judge(block: PemBlock): Promise<Judged | undefined> {
  if (block.label === 'OPENSSH PRIVATE KEY') return judgeOpenSsh(block)
  if (block.label === 'ENCRYPTED PRIVATE KEY' || block.headers.length > 0) {
    const bytes = Buffer.from(block.body, 'base64')
    const isWhole = block.headers.length > 0 ? bytes.length % 8 === 0 : isDerSequence(bytes)
    return bytes.length >= MIN_PROTECTED_BYTES && isWhole
      ? { fingerprint: undefined, isProtected: true }
      : undefined
  }
  const key = attempt(() => createPrivateKey(formatPem(block)))
  return key && { fingerprint: fingerprintOf(createPublicKey(key)), isProtected: false }
}

async function judgeOpenSsh(block: PemBlock): Promise<Judged | undefined> {
  const { readOpenSshKey } = await import('../kanuka/openssh-key.ts')
  const bytes = Buffer.from(block.body, 'base64')
  const result = readOpenSshKey(bytes, undefined)
  if ('key' in result) {
    return { fingerprint: fingerprintOf(createPublicKey(result.key)), isProtected: false }
  }
  if (result.failure === 'damaged' || result.failure === 'passphrase wrong') return undefined
  const container = attempt(() => readContainer(bytes))
  if (!container || container.secretLength < MIN_PROTECTED_BYTES) return undefined
  const { publicKey, isProtected } = container
  return { fingerprint: publicKey && fingerprintOf(publicKey), isProtected }
}

interface Container {
  /** RSA only. */
  readonly publicKey: KeyObject | undefined
  readonly isProtected: boolean
  readonly secretLength: number
}

// The public half stands in clear in front of the protected one.
// https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key
function readContainer(bytes: Buffer): Container {
  const outer = fieldsOf(bytes.subarray('openssh-key-v1\0'.length))
  const cipher = outer.next().toString('latin1')
  outer.next()
  outer.next()
  outer.skip(4)
  const publicHalf = fieldsOf(outer.next())
  const secretLength = outer.next().length
  const isProtected = cipher !== 'none'
  if (publicHalf.next().toString('latin1') !== 'ssh-rsa') {
    return { publicKey: undefined, isProtected, secretLength }
  }
  const [e, n] = [publicHalf.next(), publicHalf.next()].map((number) =>
    number.subarray(number[0] === 0 ? 1 : 0).toString('base64url'),
  )
  const jwk = { kty: 'RSA', ...(n !== undefined && { n }), ...(e !== undefined && { e }) }
  return { publicKey: createPublicKey({ key: jwk, format: 'jwk' }), isProtected, secretLength }
}

interface Fields {
  readonly next: () => Buffer
  readonly skip: (length: number) => void
}

/** Length-prefixed fields, RFC 4251 section 5; throws past the end. */
function fieldsOf(bytes: Buffer): Fields {
  let at = 0
  return {
    next() {
      const start = at + 4
      at = start + bytes.readUInt32BE(at)
      if (at > bytes.length) throw new RangeError('length')
      return bytes.subarray(start, at)
    },
    skip(length) {
      at += length
    },
  }
}

// The outermost length agrees with what is there, as it does in no placeholder.
function isDerSequence(bytes: Buffer): boolean {
  const width = (bytes[1] ?? 0) - 0x80
  if (bytes[0] !== 0x30 || width > 4) return false
  if (width < 0) return bytes.length === 2 + (bytes[1] ?? 0)
  return width > 0 && bytes.length === 2 + width + bytes.readUIntBE(2, width)
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    // Not a key: nothing that its reason would add.
    return undefined
  }
}
