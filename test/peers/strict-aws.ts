// A proxy before moto that is as strict as AWS: it refuses what AWS refuses and moto accepts, says it as
// AWS says it, pages as AWS does, and can throttle, lag and let credentials expire. Owns who may ask and
// how lists are cut; what each service takes is in aws/.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsFault } from '../helpers/fake-aws-fault.ts'
import { Moto, type Input } from './aws/moto.ts'
import { strictParameters } from './aws/strict-parameters.ts'
import { strictSecrets } from './aws/strict-secrets.ts'
import { StrictSts } from './aws/strict-sts.ts'
import type { Issuer } from './issuer.ts'

export const ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE'
export const SECRET_ACCESS_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
export const ROLE = 'arn:aws:iam::123456789012:role/deploy'

const LISTS: Readonly<Record<string, { readonly key: string; readonly pageSize: number }>> = {
  ListSecrets: { key: 'SecretList', pageSize: 100 },
  DescribeParameters: { key: 'Parameters', pageSize: 50 },
}

export class StrictAws {
  readonly moto: Moto
  /** In the order in which they came. */
  readonly actions: string[] = []
  /** Codes with which the next requests for an action are refused. */
  readonly refusals = new Map<string, string[]>()
  /** Actions whose next answer is lost after it was carried out. */
  readonly losses = new Set<string>()
  /** Where a page ends although more was asked for. */
  pageSize = Number.POSITIVE_INFINITY
  /** What the server's clock is ahead of ours. */
  clockAheadMs = 0
  /** Keys of roles that are called expired from now on. */
  readonly expired = new Set<string>()
  readonly sts: StrictSts
  /** As they were when their first page was asked for: to page through moto's takes a request for each ten. */
  readonly #lists: (readonly unknown[])[] = []
  /** What ListSecrets tells while it lags. */
  #frozen: readonly unknown[] | undefined
  readonly #server: Server

  constructor(motoUrl: string, issuer: Issuer) {
    this.moto = new Moto(motoUrl)
    this.sts = new StrictSts(this.moto, { issuer, role: ROLE })
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Nothing is there, nothing is strange. */
  async reset(): Promise<void> {
    await this.moto.reset()
    this.actions.length = 0
    this.refusals.clear()
    this.losses.clear()
    this.expired.clear()
    this.pageSize = Number.POSITIVE_INFINITY
    this.#lists.length = 0
    this.clockAheadMs = 0
    this.#frozen = undefined
  }

  /** From now on ListSecrets tells of the present, whatever changes. */
  async lag(): Promise<void> {
    this.#frozen = await this.#whole('secretsmanager.ListSecrets', { IncludePlannedDeletion: true })
  }

  catchUp(): void {
    this.#frozen = undefined
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    response.setHeader('date', new Date(Date.now() + this.clockAheadMs).toUTCString())
    const target = String(request.headers['x-amz-target'] ?? '')
    try {
      if (target === '') {
        this.actions.push('AssumeRoleWithWebIdentity')
        const text = await this.sts.assume(new URLSearchParams(body))
        response.writeHead(200, { 'content-type': 'text/xml' }).end(text)
        return
      }
      const answer = await this.#answer(target, request, JSON.parse(body) as Input)
      if (this.losses.delete(target.split('.')[1] ?? '')) {
        request.socket.destroy()
        return
      }
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(answer))
    } catch (error) {
      refuse(response, { error, isForm: target === '' })
    }
  }

  async #answer(target: string, request: IncomingMessage, input: Input): Promise<object> {
    const [service, action = ''] = target.split('.')
    this.actions.push(action)
    this.#requireIdentity(request)
    const refusal = this.refusals.get(action)?.shift()
    if (refusal !== undefined) throw new AwsFault(refusal)
    if (action in LISTS) return this.#page(target, input)
    const rules = service === 'AmazonSSM' ? strictParameters : strictSecrets
    return rules(action, input, this.moto)
  }

  /** The signature itself is checked in the unit tests. */
  #requireIdentity({ headers }: IncomingMessage): void {
    const id = /Credential=(\w+)\//.exec(headers.authorization ?? '')?.[1] ?? ''
    const token = this.sts.sessionTokenOf(id)
    if (id !== ACCESS_KEY_ID && token === undefined)
      throw new AwsFault('UnrecognizedClientException')
    if (token !== undefined && headers['x-amz-security-token'] !== token) {
      throw new AwsFault('UnrecognizedClientException')
    }
    if (this.expired.has(id)) throw new AwsFault('ExpiredTokenException')
  }

  async #page(target: string, input: Input): Promise<object> {
    const action = target.split('.')[1] ?? ''
    const { key, pageSize } = LISTS[action] ?? { key: '', pageSize: 0 }
    const { MaxResults = 10, NextToken, ...rest } = input
    const max = Number(MaxResults)
    if (!(max >= 1 && max <= pageSize)) throw new AwsFault('ValidationException')
    const filters = (rest['ParameterFilters'] ?? []) as readonly { readonly Values: unknown[] }[]
    if (filters.some(({ Values }) => Values.length > 50)) throw new AwsFault('ValidationException')
    if (NextToken === undefined) {
      const frozen = action === 'ListSecrets' ? this.#frozen : undefined
      this.#lists.push(frozen ?? (await this.#whole(target, rest)))
    }
    const token = typeof NextToken === 'string' ? NextToken : `${this.#lists.length - 1}.0`
    const [list = 0, start = 0] = token.split('.').map(Number)
    const all = this.#lists[list]
    if (all === undefined) throw new AwsFault('InvalidNextTokenException')
    const end = start + Math.min(max, this.pageSize)
    const next = end < all.length && { NextToken: `${list}.${end}` }
    return { [key]: all.slice(start, end), ...next }
  }

  /** moto cuts its lists otherwise than AWS. */
  async #whole(target: string, input: Input): Promise<readonly unknown[]> {
    const { key = '' } = LISTS[target.split('.')[1] ?? ''] ?? {}
    const all: unknown[] = []
    let NextToken: unknown
    do {
      const page = await this.moto.ask(target, {
        ...input,
        ...(NextToken !== undefined && { NextToken }),
      })
      all.push(...(page[key] as readonly unknown[]))
      NextToken = page['NextToken'] ?? undefined
    } while (NextToken !== undefined && NextToken !== '')
    return all
  }
}

function refuse(
  response: ServerResponse,
  { error, isForm }: { readonly error: unknown; readonly isForm: boolean },
): void {
  // What is no refusal is a bug of this proxy; a code that nobody knows shows it in the test.
  const { code, status } =
    error instanceof AwsFault ? error : { code: `ProxyBug-${String(error)}`, status: 418 }
  if (isForm) {
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`)
    return
  }
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    .end(JSON.stringify({ __type: code, message: 'refused' }))
}
