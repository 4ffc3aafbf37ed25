// Which addresses of servers nobody may name, the workflow neither: no TLS, a password in the URL, where
// clouds hand out credentials. Decides on texts alone: what a name resolves to is not known here.

export interface AddressRefusal {
  /** Goes on from the name of the option. No URL is shown as it was given: it may hold a password. */
  readonly what: string
  readonly fix: string
  readonly code: 'DESTINATIONS_INVALID' | 'ENDPOINT_REFUSED'
}

const DEFAULT_PORT = '443'
const FORM = 'Write `https://host` or `https://host:port`, and a path if it needs one.'

/** The server that a text names, or why nobody may name it. */
export function serverIn(text: string): URL | AddressRefusal {
  const url = /^https?:\/\/[^/]/i.test(text) && !/[\s\\\p{C}]/u.test(text) ? parse(text) : undefined
  if (!url) return { code: 'DESTINATIONS_INVALID', what: 'is no URL of a server', fix: FORM }
  const refused = (what: string, fix: string): AddressRefusal => ({
    code: 'ENDPOINT_REFUSED',
    what,
    fix,
  })
  if (/^[^/]*\/\/[^/?#]*@/.test(text)) {
    return refused('holds a user or a password', 'Remove it; `auth` is the place for sign-in.')
  }
  if (/[?#]/.test(text)) return refused('holds a query or a fragment', FORM)
  const host = hostOf(url)
  if (isReserved(host)) {
    return refused(
      'names an address where machines get their own credentials, or none at all',
      'Name the server by its public or private address. This one is never talked to.',
    )
  }
  if (url.protocol === 'https:' || isLoopback(host)) return url
  return refused(
    'is not https',
    'Write `https://` before the host. Without TLS only a server on this machine is talked to (`http://localhost:8200`).',
  )
}

export function parse(text: string): URL | undefined {
  const url = URL.parse(text)
  return url && hostOf(url) !== '' ? url : undefined
}

/** A name may end in a dot and be the same. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, '')
}

export function keyOf(url: URL): string {
  const port = url.port || (url.protocol === 'http:' ? '80' : DEFAULT_PORT)
  return `${hostOf(url)}:${port}`
}

// URLs bring every spelling of an IPv4 address to this one.
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

function isLoopback(host: string): boolean {
  const v4 = embeddedIpv4(host)
  return host === 'localhost' || host === '[::1]' || v4?.[0] === 127
}

/** Besides link-local ones: where Alibaba, Oracle, Azure and Google have theirs. */
const METADATA_HOSTS = new Set([
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'metadata',
  'metadata.goog',
  'metadata.google.internal',
  'instance-data',
  'instance-data.ec2.internal',
  '[fd00:ec2::254]',
  '[fd00:ec2::23]',
  '[fd20:ce::254]',
])

function isReserved(host: string): boolean {
  if (METADATA_HOSTS.has(host)) return true
  const v4 = embeddedIpv4(host)
  if (v4) {
    const [a = 0, b = 0] = v4
    const isLinkLocal = a === 169 && b === 254
    return isLinkLocal || a === 0 || a >= 224 || METADATA_HOSTS.has(v4.join('.'))
  }
  const groups = ipv6Groups(host)
  if (!groups) return false
  const [first = 0] = groups
  const isUnspecified = groups.every((group) => group === 0)
  return isUnspecified || (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00
}

/** Of an IPv4 address, and of an IPv6 one that stands for one: mapped, compatible, NAT64, 6to4. */
function embeddedIpv4(host: string): readonly number[] | undefined {
  const [, ...parts] = IPV4.exec(host) ?? []
  if (parts.length === 4) return parts.map(Number)
  const groups = ipv6Groups(host)
  if (!groups) return undefined
  const bytes = groups.flatMap((group) => [group >> 8, group & 0xff])
  if (groups[0] === 0x2002) return bytes.slice(2, 6)
  const prefix = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':')
  const isCompatible = prefix === '0:0:0:0:0:0' && (groups[6] ?? 0) !== 0
  const stands =
    isCompatible || ['0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0'].includes(prefix)
  return stands ? bytes.slice(12) : undefined
}

/** The eight groups of `[…]`, as URLs write them: hexadecimal, with at most one `::`. */
function ipv6Groups(host: string): readonly number[] | undefined {
  const [, address] = /^\[([0-9a-f:]+)\]$/.exec(host) ?? []
  if (address === undefined) return undefined
  const [head = '', tail] = address.split('::')
  const groups = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return [...before, ...zeros, ...after]
}
