// Requests to Vault or OpenBao. Owns the token's way into requests, the namespace, and what refusals
// mean; knows no engine. Signs in with the first request.
// https://developer.hashicorp.com/vault/api-docs#http-status-codes
import type { SecretText } from '../secret-value.ts'
import { DestinationError, type Context } from './contract.ts'
import { askJson, down, failureKind, hostOf, type JsonAnswer } from './shared/http-json.ts'
import { signIn } from './vault-auth.ts'
import type { VaultOptions } from './vault-options.ts'

export interface VaultRequest {
  /** PATCH: by a merge patch, RFC 7396. */
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** After `/v1/`, encoded. */
  readonly path: string
  readonly body?: object
  /** For messages: `reading secret/data/app`. */
  readonly doing: string
}

const CAS_REFUSED = /check-and-set parameter did not match/

export class VaultClient {
  readonly host: string
  readonly #options: VaultOptions
  readonly #context: Context
  #token: Promise<SecretText> | undefined

  constructor(options: VaultOptions, context: Context) {
    this.#options = options
    this.#context = context
    this.host = hostOf(options.url)
  }

  /**
   * Answers of 200, 204 and 404 as they are; 404 is the engine's to judge.
   * @throws DestinationError; `conflict` for a check-and-set that did not match
   */
  async ask(request: VaultRequest): Promise<JsonAnswer> {
    const { url, namespace } = this.#options
    // Several requests may come at once; one login serves them all, a failed one none.
    this.#token ??= signIn(this.#options, this.#context)
    const token = await this.#token.catch((error: unknown) => {
      this.#token = undefined
      throw error
    })
    const answer = await askJson(this.#context, {
      method: request.method,
      url: `${url}/v1/${request.path}`,
      headers: {
        'x-vault-request': 'true',
        'x-vault-token': token.reveal(),
        ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
        ...(request.method === 'PATCH' && { 'content-type': 'application/merge-patch+json' }),
      },
      body: request.body,
    })
    const { status, json } = answer
    if (![200, 204, 404].includes(status)) throw this.#refused(answer, request)
    if (status !== 204 && (typeof json !== 'object' || json === null)) throw this.nonsense(request)
    return answer
  }

  /** An answer without the form that Vault gives it. */
  nonsense({ doing }: Pick<VaultRequest, 'doing'>): DestinationError {
    return down(
      this.#options.url,
      `answered with something that is not Vault's, maybe the page of a proxy (${doing})`,
    )
  }

  #refused({ status, json }: JsonAnswer, { doing }: VaultRequest): DestinationError {
    const where = `Vault at ${this.host}`
    if (status === 400 && CAS_REFUSED.test(wordsOf(json))) {
      return new DestinationError('conflict', {
        what: `the entry was changed by somebody else (${doing})`,
        fix: 'Run the job again: it reads what is there now.',
      })
    }
    switch (status === 412 ? 'down' : failureKind(status)) {
      case 'auth':
        return new DestinationError('auth', {
          what: `${where} denies ${doing} (${status})`,
          fix: 'Check that the token is valid, that mount and namespace are right, and that its policy allows this: read, create and update on the paths of data and metadata, and patch on that of metadata (see docs/destinations/vault.md).',
        })
      case 'limited':
        return new DestinationError('limited', {
          what: `${where} wants fewer requests (${doing})`,
          fix: 'Run the job again later, or raise the rate limit quota of the server.',
        })
      case 'rejected':
      case 'absent':
      case 'conflict':
        return new DestinationError('rejected', {
          what: `${where} refused ${doing} (${status})`,
          fix:
            status === 405
              ? 'Check mount and `kv-version`. Version 2 needs Vault 1.10 or newer, or OpenBao.'
              : 'Check mount, path and `kv-version`, and the size of the values.',
        })
      case 'down':
        return status === 503
          ? new DestinationError('down', {
              what: `${where} is sealed or in maintenance (${doing})`,
              fix: 'Unseal it, then run the job again.',
            })
          : down(this.#options.url, `answered ${status} (${doing})`)
    }
  }
}

// Only to recognise, never to show: a server may say back what it was sent.
function wordsOf(json: unknown): string {
  const { errors } = (json ?? {}) as { errors?: unknown }
  return Array.isArray(errors) ? errors.filter((each) => typeof each === 'string').join('\n') : ''
}
