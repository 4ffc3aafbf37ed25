// A contract fake of Vault's HTTP API on 127.0.0.1, after what its documents say of key/value engines
// 1 and 2, logins, policies and errors. Strict where Vault is: check-and-set, limits of custom metadata,
// tokens. https://developer.hashicorp.com/vault/api-docs
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export interface Asked {
  readonly method: string
  /** Path and query, after `/v1/`. */
  readonly path: string
  readonly namespace: string | undefined
  readonly token: string | undefined
  readonly contentType: string | undefined
  readonly body: Json
  /** The body as it came. */
  readonly text: string
}

type Json = Readonly<Record<string, unknown>>
type Custom = Readonly<Record<string, string>>

interface Version {
  readonly data: Json
  deletion_time: string
  destroyed: boolean
}

interface Entry {
  current: number
  custom: Custom | null
  readonly versions: Map<number, Version>
}

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const MAX_ENTRY = 1024 * 1024
const MAX_VERSIONS = 10

export class FakeVault {
  /** Tokens that open everything but `denied`. */
  readonly tokens = new Set(['root'])
  /** `method path` of what policies deny, by prefix. */
  readonly denied: string[] = []
  /** Logins that succeed: path to exact body, as JSON. */
  readonly logins = new Map<string, string>()
  readonly asked: Asked[] = []
  readonly v2 = new Map<string, Entry>()
  readonly v1 = new Map<string, Json>()
  /** Answers given before the fake thinks by itself; undefined lets the request pass. */
  readonly injected: ((asked: Asked) => Answer | undefined)[] = []
  /** Called when a request has been carried out, before its answer. */
  readonly afterwards: ((asked: Asked) => void)[] = []
  /** Loses the answer of the next request with this method. */
  loses: string | undefined
  isSealed = false
  url = ''

  /** `GET data/app`, without mount and query. */
  get calls(): readonly string[] {
    return this.asked.map(({ method, path }) => `${method} ${path}`)
  }

  /** As somebody else writes: with the console, say. */
  writeByHand(path: string, data: Json): void {
    this.#append(path, data)
  }

  current(path: string): Json | undefined {
    const entry = this.v2.get(path)
    return entry?.versions.get(entry.current)?.data
  }

  handle(request: IncomingMessage, text: string): Answer {
    const { pathname, search } = new URL(request.url ?? '/', 'http://fake')
    const header = (name: string): string | undefined => {
      const value = request.headers[name]
      return typeof value === 'string' ? value : undefined
    }
    const asked: Asked = {
      method: request.method ?? '',
      path: `${pathname.replace(/^\/v1\//, '')}${search}`,
      namespace: header('x-vault-namespace'),
      token: header('x-vault-token'),
      contentType: header('content-type'),
      body: text === '' ? {} : (JSON.parse(text) as Json),
      text,
    }
    this.asked.push(asked)
    for (const inject of this.injected) {
      const answer = inject(asked)
      if (answer) return answer
    }
    if (this.isSealed) return refusal(503, 'Vault is sealed')
    const answer = this.#route(asked, decodeURIComponent(pathname.replace(/^\/v1\//, '')))
    for (const after of this.afterwards) after(asked)
    return answer
  }

  #route(asked: Asked, path: string): Answer {
    const { method, body } = asked
    const login = /^auth\/.+\/login$/.exec(path)
    if (login && method === 'POST') return this.#logIn(path, body)
    const isDenied = this.denied.some((prefix) => `${method} ${path}`.startsWith(prefix))
    if (!this.tokens.has(asked.token ?? '') || isDenied) return refusal(403, 'permission denied')
    if (path.startsWith('sys/internal/ui/mounts/')) return mountOf(path.split('/').at(-1) ?? '')
    const [mount, ...rest] = path.split('/')
    if (mount === 'kv1') return this.#plain(asked, rest.join('/'))
    const [kind, ...parts] = rest
    if (mount !== 'secret') return refusal(404)
    return this.#versioned(asked, kind ?? '', parts.join('/'))
  }

  #logIn(path: string, body: Json): Answer {
    if (this.logins.get(path) !== JSON.stringify(body)) {
      return refusal(400, 'invalid role or secret ID')
    }
    const client_token = `hvs.${this.tokens.size}`
    this.tokens.add(client_token)
    return { status: 200, body: { auth: { client_token, lease_duration: 3600 } } }
  }

  #plain({ method, path: url, body }: Asked, path: string): Answer {
    if (url.endsWith('?list=true')) return listing([...this.v1.keys()], path)
    if (method === 'GET') {
      const data = this.v1.get(path)
      return data ? { status: 200, body: { data } } : refusal(404)
    }
    if (method === 'DELETE') this.v1.delete(path)
    else if (Object.keys(body).length === 0) return refusal(400, 'missing data fields')
    else this.v1.set(path, body)
    return { status: 204 }
  }

  #versioned(asked: Asked, kind: string, path: string): Answer {
    const { method, body, path: url } = asked
    if (kind === 'metadata' && url.endsWith('?list=true')) return listing([...this.v2.keys()], path)
    if (kind === 'metadata' && method === 'GET') return this.#metadata(path)
    if (kind === 'metadata' && method === 'POST') return this.#describe(path, body)
    if (kind === 'metadata' && method === 'PATCH') return this.#amend(path, asked)
    if (kind === 'data' && method === 'GET') return this.#read(path, url)
    if (kind === 'data' && method === 'POST') return this.#write(path, body)
    if (kind === 'delete' && method === 'POST') {
      for (const number of body['versions'] as readonly number[]) {
        const version = this.v2.get(path)?.versions.get(number)
        if (version) version.deletion_time = '2020-01-01T00:00:00Z'
      }
      return { status: 204 }
    }
    return refusal(405, 'unsupported operation')
  }

  #metadata(path: string): Answer {
    const entry = this.v2.get(path)
    if (!entry) return refusal(404)
    const versions = Object.fromEntries(
      [...entry.versions].map(([number, { deletion_time, destroyed }]) => [
        number,
        { created_time: '2026-01-01T00:00:00Z', deletion_time, destroyed },
      ]),
    )
    const data = { current_version: entry.current, custom_metadata: entry.custom, versions }
    return { status: 200, body: { data } }
  }

  #describe(path: string, body: Json): Answer {
    // Whatever else it sets; without anything it does nothing at all.
    if (Object.keys(body).length === 0) return { status: 204 }
    const custom = body['custom_metadata'] as Custom | undefined
    if (custom && !isMetadata(custom)) return refusal(400, 'custom_metadata validation')
    const entry = this.v2.get(path) ?? { current: 0, custom: null, versions: new Map() }
    if (custom) entry.custom = custom
    this.v2.set(path, entry)
    return { status: 204 }
  }

  #amend(path: string, { body, contentType }: Asked): Answer {
    if (contentType !== 'application/merge-patch+json') return refusal(415)
    const patch = body['custom_metadata'] as Custom
    if (!isMetadata(patch)) return refusal(400, 'custom_metadata validation')
    const entry = this.v2.get(path)
    if (!entry) return refusal(404)
    entry.custom = { ...entry.custom, ...patch }
    return { status: 204 }
  }

  #read(path: string, url: string): Answer {
    const entry = this.v2.get(path)
    const wanted = /\?version=(\d+)$/.exec(url)?.[1]
    const number = wanted === undefined ? (entry?.current ?? 0) : Number(wanted)
    const version = entry?.versions.get(number)
    if (!entry || !version) return refusal(404)
    const { deletion_time, destroyed } = version
    const metadata = { version: number, custom_metadata: entry.custom, deletion_time, destroyed }
    const isGone = destroyed || deletion_time !== ''
    const data = { data: isGone ? null : version.data, metadata }
    return { status: isGone ? 404 : 200, body: { data } }
  }

  #write(path: string, { data, options }: Json): Answer {
    const cas = (options as { cas?: unknown } | undefined)?.cas
    if (typeof cas !== 'number')
      return refusal(400, 'check-and-set parameter required for this call')
    if (cas !== (this.v2.get(path)?.current ?? 0)) {
      return refusal(400, 'check-and-set parameter did not match the current version')
    }
    if (JSON.stringify(data).length > MAX_ENTRY)
      return refusal(500, 'put failed: value exceeds limit')
    const version = this.#append(path, data as Json)
    return { status: 200, body: { data: { version } } }
  }

  #append(path: string, data: Json): number {
    const entry = this.v2.get(path) ?? { current: 0, custom: null, versions: new Map() }
    entry.current += 1
    entry.versions.set(entry.current, { data, deletion_time: '', destroyed: false })
    entry.versions.delete(entry.current - MAX_VERSIONS)
    this.v2.set(path, entry)
    return entry.current
  }
}

/** Within Vault's limits. */
function isMetadata(custom: Custom): boolean {
  const entries = Object.entries(custom)
  const isGood = ([key, value]: readonly [string, string]): boolean =>
    /^.{1,128}$/s.test(key) && /^[ -~]{1,512}$/.test(value)
  return entries.length <= 64 && entries.every(isGood)
}

function mountOf(mount: string): Answer {
  const version = { secret: '2', kv1: '1' }[mount]
  if (version) return { status: 200, body: { data: { type: 'kv', options: { version } } } }
  if (mount === 'transit')
    return { status: 200, body: { data: { type: 'transit', options: null } } }
  return refusal(403, 'preflight capability check returned 403')
}

function listing(paths: readonly string[], path: string): Answer {
  const folder = `${path.replace(/\/$/, '')}/`
  const below = paths.filter((each) => each.startsWith(folder))
  const keys = new Set(below.map((each) => each.slice(folder.length).replace(/\/.*/, '/')))
  return keys.size > 0 ? { status: 200, body: { data: { keys: [...keys] } } } : refusal(404)
}

function refusal(status: number, ...errors: readonly string[]): Answer {
  return { status, body: { errors } }
}

/** Starts one; the test's end stops it. */
export async function startVault(t: TestContext): Promise<FakeVault> {
  const fake = new FakeVault()
  fake.url = await serve(t, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { status, body, headers } = fake.handle(request, Buffer.concat(chunks).toString())
      if (fake.loses === request.method) {
        fake.loses = undefined
        response.destroy()
        return
      }
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(typeof body === 'string' ? body : body && JSON.stringify(body))
    })
  })
  return fake
}

/** Any server on this machine; the test's end stops it. */
export async function serve(
  t: TestContext,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
