// Addresses of servers that the configuration names. Owns their form; which hosts a file of the
// checkout may name is the configuration's to say.
import * as v from 'valibot'

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
// Where clouds keep the credentials of their machines.
const LINK_LOCAL =
  /^(?:169\.254\.\d{1,3}\.\d{1,3}|\[fe[89ab][0-9a-f]:.*\]|\[::ffff:a9fe:[0-9a-f]+\])$/

/** `https://host[:port][/path]` without a last `/`; http only on this machine. */
export const serverAddress = v.pipe(
  v.string(),
  v.check(
    (text) => addressOf(text) !== undefined,
    'expected https://host (http only on this machine), without user, query or fragment; no link-local address',
  ),
  v.transform((text) => addressOf(text) ?? ''),
)

function addressOf(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || url.username !== '' || url.password !== '' || /[?#]/.test(text)) return undefined
  const { protocol, hostname, origin, pathname } = url
  const isAllowed = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
  if (!isAllowed || LINK_LOCAL.test(hostname)) return undefined
  return `${origin}${pathname.replace(/\/+$/, '')}`
}
