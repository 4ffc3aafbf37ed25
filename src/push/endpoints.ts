// Which servers may be talked to. A file of the checkout, which a pull request may change, names only
// public hosts of providers and what the input `allow-endpoints` lists; nobody names the addresses
// where clouds hand out credentials. Decides on texts alone: what a name resolves to is not known here.
import { ActionError } from '../errors.ts'
import type { HostOption } from './config-options.ts'
import { placeText } from './config-problems.ts'

export interface EndpointRules {
  /** Of the type: `*.vault.azure.net`, where `*` is one label. On the default port. */
  readonly publicHosts: readonly string[]
  readonly allowed: AllowedEndpoints
}

/** `host:port`, lower case, as URLs have them. */
export type AllowedEndpoints = ReadonlySet<string>

const DEFAULT_PORT = '443'

/**
 * The lines of `allow-endpoints`: `host`, which is its port 443, or `host:port`.
 * @throws ActionError INPUT_INVALID
 */
export function parseAllowedEndpoints(lines: readonly string[]): AllowedEndpoints {
  const allowed = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const host =
      /^[^\s/?#@\\*%]+$/.test(line) && !line.endsWith(':') ? parse(`https://${line}`) : undefined
    if (host === undefined) {
      throw new ActionError('INPUT_INVALID', {
        what: `line ${index + 1} of the input \`allow-endpoints\` is no host`,
        fix: 'Write `host` or `host:port` (as in `vault.example.com:8200`), without https:// and without patterns.',
      })
    }
    allowed.add(keyOf(host))
  }
  return allowed
}

/** What is wrong with the hosts of an entry; all of it. */
export function checkEndpoints(
  of: string,
  hosts: readonly HostOption[],
  rules: EndpointRules,
): readonly ActionError[] {
  return hosts.flatMap((host) => {
    const wrong = refusalOf(host, rules)
    if (!wrong) return []
    const { place, option } = host
    return new ActionError('ENDPOINT_REFUSED', {
      what: `${placeText(place)}: destination \`${of}\`: \`${option}\` ${wrong.what}`,
      ...(place.origin === 'file' && { where: { file: place.shown, line: place.line } }),
      fix: wrong.fix,
    })
  })
}

interface Refusal {
  readonly what: string
  readonly fix: string
}

const FORM = 'Write `https://host` or `https://host:port`, and a path if it needs one.'

// No URL is shown as it was given: it may hold a password.
function refusalOf({ url: text, place }: HostOption, rules: EndpointRules): Refusal | undefined {
  const url = /^https?:\/\/[^/]/i.test(text) && !/[\s\\\p{C}]/u.test(text) ? parse(text) : undefined
  if (!url) return { what: 'is no URL of a server', fix: FORM }
  if (/^[^/]*\/\/[^/?#]*@/.test(text)) {
    return {
      what: 'holds a user or a password',
      fix: 'Remove it; `auth` is the place for sign-in.',
    }
  }
  if (/[?#]/.test(text)) return { what: 'holds a query or a fragment', fix: FORM }
  const host = hostOf(url)
  if (isReserved(host)) {
    const what = 'names an address where machines get their own credentials, or none at all'
    return { what, fix: 'Such addresses are never talked to.' }
  }
  if (url.protocol !== 'https:' && !isLoopback(host)) {
    return { what: 'is not https', fix: 'Only a server on this machine may be asked without TLS.' }
  }
  if (place.origin === 'workflow' || isAllowed(url, rules)) return undefined
  const line = url.port === '' && url.protocol === 'https:' ? host : keyOf(url)
  return {
    what: `names the host ${line}, which is neither the provider's own nor in \`allow-endpoints\``,
    fix: `If it is meant, give the step \`allow-endpoints: '${line}'\`: only the workflow may, because a pull request can change this file.`,
  }
}

function isAllowed(url: URL, { publicHosts, allowed }: EndpointRules): boolean {
  if (allowed.has(keyOf(url))) return true
  if (url.protocol !== 'https:' || url.port !== '') return false
  return publicHosts.some((pattern) => matches(hostOf(url), pattern))
}

function matches(host: string, pattern: string): boolean {
  const labels = host.split('.')
  const wanted = pattern.toLowerCase().split('.')
  return (
    labels.length === wanted.length &&
    wanted.every(
      (label, index) => label === labels[index] || (label === '*' && labels[index] !== ''),
    )
  )
}

function parse(text: string): URL | undefined {
  const url = URL.parse(text)
  return url && hostOf(url) !== '' ? url : undefined
}

/** A name may end in a dot and be the same. */
function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, '')
}

function keyOf(url: URL): string {
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
