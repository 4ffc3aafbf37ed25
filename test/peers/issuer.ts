// An identity provider for tests: signs the tokens that a job would get, and tells a good one from a bad
// one. RS256 by node:crypto, as GitHub's own issuer signs.
import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'

export interface Claims {
  readonly aud: string
  /** Seconds from now; negative: expired already. */
  readonly lasts?: number
  /** Other claims, and other values of the usual ones. */
  readonly other?: object
}

export interface Issuer {
  readonly url: string
  readonly publicKey: KeyObject
  /** PEM, as servers are configured with it. */
  readonly publicPem: string
  token(claims: Claims): string
  /** The audience of a token that is ours, whole and not expired. */
  audienceOf(token: string): string | undefined
}

export function createIssuer(url = 'https://token.actions.githubusercontent.com'): Issuer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    url,
    publicKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    token: ({ aud, lasts = 300, other = {} }) => {
      const now = Math.floor(Date.now() / 1000)
      const sub = 'repo:example/app:ref:refs/heads/main'
      const claims = { iss: url, aud, sub, iat: now, nbf: now - 5, exp: now + lasts, ...other }
      const signed = [{ alg: 'RS256', typ: 'JWT' }, claims].map(encoded).join('.')
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
    audienceOf: (token) => {
      const [header = '', body = '', signature = ''] = token.split('.')
      const signed = Buffer.from(`${header}.${body}`)
      if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url')))
        return undefined
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
        readonly iss: string
        readonly aud: string
        readonly exp: number
      }
      return claims.iss === url && claims.exp * 1000 > Date.now() ? claims.aud : undefined
    },
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
