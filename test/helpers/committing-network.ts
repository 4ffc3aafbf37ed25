// What stands between a company's runner and GitHub: a proxy, and a server of one's own whose
// certificate nobody else knows.
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import * as http from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import forge from 'node-forge'
import { folder } from './action.ts'

export interface Proxy {
  readonly url: string
  /** `CONNECT host:port`, or method and address. */
  readonly seen: readonly string[]
}

/** Takes requests for http, and tunnels for https. */
export async function proxy(t: TestContext): Promise<Proxy> {
  const seen: string[] = []
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    forward(request, response, new URL(request.url ?? ''))
  })
  server.on('connect', (request: http.IncomingMessage, client, head: Buffer) => {
    seen.push(`CONNECT ${request.url}`)
    const [host = '', port] = (request.url ?? '').split(':')
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    for (const socket of [upstream, client]) socket.on('error', () => socket.destroy())
    t.after(() => upstream.destroy())
  })
  return { url: `http://127.0.0.1:${await listen(t, server)}`, seen }
}

export interface SecureServer {
  /** https */
  readonly url: string
  /** Path of the certificate to trust. */
  readonly certificate: string
}

/** The same as `http://…` behind a certificate that was just made. */
export async function secured(t: TestContext, target: string): Promise<SecureServer> {
  const { key, cert } = selfSigned()
  const server = createSecureServer({ key, cert }, (request, response) => {
    forward(request, response, new URL(request.url ?? '', target))
  })
  const certificate = join(folder(t), 'ca.pem')
  writeFileSync(certificate, cert)
  return { url: `https://127.0.0.1:${await listen(t, server)}`, certificate }
}

function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { hostname, port, pathname, search }: URL,
): void {
  const { method, headers } = request
  const onward = http.request({ hostname, port, path: pathname + search, method, headers })
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

async function listen(t: TestContext, server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    if (server instanceof http.Server) server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const pair = forge.pki.privateKeyFromPem(key)
  const cert = forge.pki.createCertificate()
  cert.publicKey = forge.pki.rsa.setPublicKey(pair.n, pair.e)
  cert.serialNumber = '01'
  cert.validity.notBefore = new Date(Date.now() - 3_600_000)
  cert.validity.notAfter = new Date(Date.now() + 3_600_000)
  const name = [{ name: 'commonName', value: 'GitHub of ACME' }]
  cert.setSubject(name)
  cert.setIssuer(name)
  cert.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ])
  cert.sign(pair, forge.md.sha256.create())
  return { key, cert: forge.pki.certificateToPem(cert) }
}
