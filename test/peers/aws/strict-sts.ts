// STS as strict as AWS: a role only for a token of the issuer that it trusts, for the right audience, and
// the credentials that it gave are known again by their key.
import { AwsFault } from '../../helpers/fake-aws-fault.ts'
import type { Issuer } from '../issuer.ts'
import type { Moto } from './moto.ts'

export class StrictSts {
  readonly #moto: Moto
  readonly #trust: { readonly issuer: Issuer; readonly role: string }
  readonly #sessions = new Map<string, string>()

  constructor(moto: Moto, trust: { readonly issuer: Issuer; readonly role: string }) {
    this.#moto = moto
    this.#trust = trust
  }

  /** Keys of all credentials given, the newest last. */
  get keys(): readonly string[] {
    return [...this.#sessions.keys()]
  }

  sessionTokenOf(accessKeyId: string): string | undefined {
    return this.#sessions.get(accessKeyId)
  }

  async assume(form: URLSearchParams): Promise<string> {
    const { issuer, role } = this.#trust
    if (form.get('Version') !== '2011-06-15') throw new AwsFault('InvalidAction')
    if (!/^[\w+=,.@-]{2,64}$/.test(form.get('RoleSessionName') ?? '')) {
      throw new AwsFault('ValidationError')
    }
    const audience = issuer.audienceOf(form.get('WebIdentityToken') ?? '')
    if (audience !== 'sts.amazonaws.com') throw new AwsFault('InvalidIdentityToken')
    if (form.get('RoleArn') !== role) throw new AwsFault('AccessDenied', 403)
    const text = await this.#moto.form(form)
    const field = (name: string): string => new RegExp(`<${name}>([^<]+)<`).exec(text)?.[1] ?? ''
    this.#sessions.set(field('AccessKeyId'), field('SessionToken'))
    return text
  }
}
