// Which servers a file of the checkout may name: a pull request may change it, so only public hosts of
// providers and what the input `allow-endpoints` lists. What nobody may name is addresses.ts's.
import { ActionError } from '../errors.ts'
import { hostOf, keyOf, parse, serverIn, type AddressRefusal } from './addresses.ts'
import type { HostOption } from './config-options.ts'
import { placeText } from './config-problems.ts'

export interface EndpointRules {
  /** Of the type: `*.vault.azure.net`, where `*` is one label. On the default port. */
  readonly publicHosts: readonly string[]
  readonly allowed: AllowedEndpoints
}

/** `host:port`, lower case, as URLs have them. */
export type AllowedEndpoints = ReadonlySet<string>

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
    return new ActionError(wrong.code, {
      what: `${placeText(place)}: destination \`${of}\`: \`${option}\` ${wrong.what}`,
      ...(place.origin === 'file' && { where: { file: place.shown, line: place.line } }),
      fix: wrong.fix,
    })
  })
}

function refusalOf(
  { url: text, place }: HostOption,
  rules: EndpointRules,
): AddressRefusal | undefined {
  const url = serverIn(text)
  if (!(url instanceof URL)) return url
  if (place.origin === 'workflow' || isAllowed(url, rules)) return undefined
  const line = url.port === '' && url.protocol === 'https:' ? hostOf(url) : keyOf(url)
  return {
    code: 'ENDPOINT_REFUSED',
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
