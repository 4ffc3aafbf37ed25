// Requests to moto itself, past the strict proxy: what the proxy passes on, and what tests do by hand.
// Says a refusal as AWS does.
import { AwsFault } from '../../helpers/fake-aws-fault.ts'

export type Input = Readonly<Record<string, unknown>>

const SERVICES: Readonly<Record<string, string>> = {
  secretsmanager: 'secretsmanager',
  AmazonSSM: 'ssm',
}

export class Moto {
  readonly #url: string
  #last: Promise<unknown> = Promise.resolve()

  constructor(url: string) {
    this.#url = url
  }

  /** @param target `secretsmanager.CreateSecret` */
  ask(target: string, input: Input): Promise<Input> {
    // One after the other: moto has threads, and dictionaries that threads change under each other.
    const answer = this.#last.then(() => this.#ask(target, input))
    this.#last = answer.catch(() => undefined)
    return answer
  }

  async #ask(target: string, input: Input): Promise<Input> {
    const service = SERVICES[target.split('.')[0] ?? ''] ?? ''
    const scope = `AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/${service}/aws4_request`
    const answer = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
        // moto takes any signature; the scope picks the service and the region.
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    })
    const text = await answer.text()
    const body = (text === '' ? {} : JSON.parse(text)) as Input
    if (answer.ok) return body
    // moto's "not found" is HTTP 404; AWS has 400 for every refusal.
    const type = String(body['__type']).split('#').at(-1) ?? ''
    throw new AwsFault(type, answer.status >= 500 ? answer.status : 400)
  }

  /** AssumeRoleWithWebIdentity, whose answer is XML. */
  async form(fields: URLSearchParams): Promise<string> {
    const scope = 'AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/sts/aws4_request'
    const answer = await fetch(this.#url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      body: fields,
    })
    if (!answer.ok) throw new AwsFault('InternalFailure', 500)
    return answer.text()
  }

  async reset(): Promise<void> {
    const answer = await fetch(`${this.#url}/moto-api/reset`, { method: 'POST' })
    if (!answer.ok) throw new Error(`moto does not reset: HTTP ${answer.status}`)
  }
}

/** Keys that exist; every other is unknown. */
export function isKnownKey(key: unknown): boolean {
  return key === undefined || key === 'alias/known'
}

/** A text of a request; empty where there is none. */
export function textIn(input: Input, key: string): string {
  const text = input[key]
  return typeof text === 'string' ? text : ''
}
