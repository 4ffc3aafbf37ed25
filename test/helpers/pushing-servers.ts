// The Vault that a push talks to, with everything that came over the wire: addresses, headers, bodies. It
// can answer a request in its own way, or hold it for good.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { TestContext } from 'node:test'
import { FakeVault, serve } from './fake-vault.ts'
import { TOKEN } from './pushing.ts'

export interface Seen {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Says whether it took the answer over. */
export type Instead = (seen: Seen, response: ServerResponse) => boolean

export class WatchedVault {
  readonly fake = new FakeVault()
  readonly seen: Seen[] = []
  url = ''
  /** Asked before the fake is. */
  instead: Instead = () => false

  get calls(): readonly string[] {
    return this.seen.map(({ method, url }) => `${method} ${url.replace('/v1/', '')}`)
  }

  /** Requests that change something. */
  get writes(): readonly string[] {
    return this.calls.filter((call) => !/^(?:GET|LIST) /.test(call))
  }

  /** What the entry holds now. */
  entry(path = 'app'): Readonly<Record<string, unknown>> | undefined {
    return this.fake.current(path)
  }

  /** Does what was asked, and says nothing. */
  carryOut({ method, url, headers, text }: Seen): void {
    this.fake.handle({ method, url, headers } as IncomingMessage, text)
  }

  /** The marks of an entry, as text. */
  marks(path = 'app'): string {
    return JSON.stringify(this.fake.v2.get(path)?.custom ?? null)
  }
}

/** Starts one; the test's end stops it. */
export async function watchedVault(t: TestContext): Promise<WatchedVault> {
  const watched = new WatchedVault()
  watched.fake.tokens.add(TOKEN)
  watched.url = await serve(t, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const { method = '', url = '', headers } = request
      const seen = { method, url, headers, text }
      watched.seen.push(seen)
      if (watched.instead(seen, response)) return
      const { status, body, headers: own } = watched.fake.handle(request, text)
      response.writeHead(status, { 'content-type': 'application/json', ...own })
      response.end(body && JSON.stringify(body))
    })
  })
  return watched
}

/** Any server that only remembers what it was sent. */
export async function silentServer(
  t: TestContext,
): Promise<{ readonly url: string; readonly seen: readonly string[] }> {
  const seen: string[] = []
  const url = await serve(t, (request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.end()
  })
  return { url, seen }
}
