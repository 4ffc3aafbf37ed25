// What git may know and use when it talks to a remote: the one protocol of its URL, credentials for
// the one host they belong to, the machine's proxies and certificates. Starts nothing itself.
import { resolve } from 'node:path'
import { ActionError } from '../errors.ts'
import { environment } from '../platform/environment.ts'
import type { SecretText } from '../secret-value.ts'

/** Where a call goes. A call without one reaches nothing. */
export interface Network {
  /** https, http on this machine, ssh (also as `git@host:path`), file, or a path. */
  readonly url: string
  readonly serverUrl: string
  /** Used for URLs on `serverUrl` only. */
  readonly token?: SecretText | undefined
  /** As git's core.sshCommand. */
  readonly sshCommand?: string
  /** More git settings; the way for what must not stand in arguments. */
  readonly settings?: readonly GitSetting[]
}

export type GitSetting = readonly [name: string, value: string]
type Protocol = 'https' | 'http' | 'ssh' | 'file'
type Variables = Readonly<Record<string, string>>

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY']
const FOR_HTTP = [
  ...PROXIES,
  ...PROXIES.map((name) => name.toLowerCase()),
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
]
// A server that says nothing for so many seconds has gone: git itself would wait for ever.
const PATIENCE: readonly GitSetting[] = [
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '120'],
]
// RUNNER_TEMP is where actions/checkout keeps a `ssh-key`, and what the command that it stores names.
const FOR_SSH = ['HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SSH_AUTH_SOCK', 'RUNNER_TEMP']

/** @throws ActionError REMOTE_FAILED for a URL of any other kind */
export function protocolOf(url: string): Protocol {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url) ?? []
  if (url.startsWith('-') || url.includes('\0')) throw unusable(url)
  // As git does: `host:path` is ssh unless a slash comes before the colon, or the host is a drive.
  if (scheme === undefined) {
    if (/^[^/:]*::/.test(url)) throw unusable(url)
    return /^[^/\\:]{2,}:/.test(url) ? 'ssh' : 'file'
  }
  const protocol = scheme.toLowerCase()
  if (protocol === 'https' || protocol === 'ssh' || protocol === 'file') return protocol
  if (protocol === 'http' && LOOPBACK.test(parsed(url)?.hostname ?? '')) return 'http'
  throw unusable(url)
}

/** The URL as it may stand in arguments: without credentials, a path absolute. */
export function plainUrl(url: string, folder: string): string {
  const protocol = protocolOf(url)
  if (protocol === 'file') return /^file:/i.test(url) ? url : resolve(folder, url)
  return withoutCredentials(url)
}

/** For arguments and messages. A user name alone, as in `ssh://git@host`, is no secret with ssh. */
export function withoutCredentials(text: string): string {
  return text
    .replaceAll(/\b(https?:\/\/)[^/?#\s@]*@/gi, '$1')
    .replaceAll(/\b(ssh:\/\/[^/?#\s@:]*):[^/?#\s@]*@/gi, '$1@')
}

/** `user:password` of an http(s) URL. */
export function credentialsIn(url: string): string | undefined {
  const { username = '', password = '', protocol = '' } = parsed(url) ?? {}
  if (!protocol.startsWith('http') || username + password === '') return undefined
  return `${unescaped(username)}:${unescaped(password)}`
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What git is told by settings: they come after all files, so they win. */
export function networkSettings(network: Network): readonly GitSetting[] {
  const { url, settings = [] } = network
  const protocol = protocolOf(url)
  const always: readonly GitSetting[] = [[`protocol.${protocol}.allow`, 'always'], ...PATIENCE]
  const authorization = authorizationFor(network)
  if (authorization === undefined) return [...always, ...settings]
  const name = headerSetting(url)
  // Headers add up, and two of this name are refused: the empty one drops those of actions/checkout.
  return [...always, ...settings, [name, ''], [name, `AUTHORIZATION: basic ${authorization}`]]
}

/** The setting that actions/checkout uses too: it holds for one server alone. */
export function headerSetting(url: string): string {
  return `http.${parsed(url)?.origin ?? ''}/.extraheader`
}

/** Base64, as HTTP wants it; undefined where there is nothing for this host. */
export function authorizationFor({ url, serverUrl, token }: Network): string | undefined {
  const origin = parsed(url)?.origin
  const isServer = /^https?:/i.test(url) && origin === parsed(serverUrl)?.origin
  const credentials = token && isServer ? `x-access-token:${token.reveal()}` : credentialsIn(url)
  return credentials === undefined ? undefined : Buffer.from(credentials).toString('base64')
}

/** What git or the server said, without what they were given. */
export function redacted(text: string, network: Network): string {
  const headers = (network.settings ?? []).filter(([name]) => name.endsWith('extraheader'))
  const encoded = [
    authorizationFor(network),
    ...headers.map(([, value]) => value.split(' ').at(-1)),
  ]
  const secrets = encoded.flatMap((word = '') => {
    const plain = Buffer.from(word, 'base64').toString('utf8')
    return [word, plain, plain.slice(plain.indexOf(':') + 1)].filter((part) => part !== '')
  })
  return secrets.reduce(
    (shown, secret) => shown.replaceAll(secret, '***'),
    withoutCredentials(text),
  )
}

export function networkVariables({ url, sshCommand }: Network): Variables {
  if (protocolOf(url) !== 'ssh') return inherited(FOR_HTTP)
  // Batch mode, as nobody is there to answer a question.
  const command = `${sshCommand || 'ssh'} -o BatchMode=yes`
  return { ...inherited(FOR_SSH), GIT_SSH_COMMAND: command }
}

function inherited(names: readonly string[]): Variables {
  const found: Record<string, string> = {}
  for (const name of names) {
    const value = environment[name]
    if (value) found[name] = value
  }
  return found
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}

function unusable(url: string): ActionError {
  const [kind] = /^[a-z0-9+.-]*/i.exec(url) ?? []
  return new ActionError('REMOTE_FAILED', {
    what: `the remote's URL is of a kind that is not used here (${kind || 'unknown'})`,
    fix: 'Let `origin` be an https, ssh or file URL, or a path; http works on the own machine only.',
  })
}
