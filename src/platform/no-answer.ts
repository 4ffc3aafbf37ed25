// What fetch's errors mean, in words of our own: theirs may quote what was sent. Sends nothing.

const UNKNOWN_AUTHORITY = 'its certificate is of an authority that this machine does not know'
const CERTIFICATES = new Map([
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_AUTHORITY],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_AUTHORITY],
])
const CONNECTIONS = new Map([
  ['ECONNREFUSED', 'it refused the connection'],
  ['ECONNRESET', 'the connection was lost'],
  ['EAI_AGAIN', 'its name could not be looked up'],
  ['ENOTFOUND', 'there is no such name'],
])

/** `did not answer`, and why where what was thrown tells. */
export function noAnswer(error: unknown): string {
  const why = whyNoAnswer(error)
  return why === undefined ? 'did not answer' : `did not answer: ${why}`
}

function whyNoAnswer(error: unknown): string | undefined {
  for (const { name, message, code } of chainOf(error)) {
    if (name === 'TimeoutError') return 'it took too long'
    const [, refusal] = /^Proxy response \((\d{3})\)/.exec(message) ?? []
    if (refusal !== undefined) return `the proxy answered ${refusal}`
    const why = CERTIFICATES.get(code) ?? CONNECTIONS.get(code)
    if (why !== undefined) return why
  }
  return undefined
}

/** The server showed a certificate that is not trusted; it will show the same again. */
export function isUntrusted(error: unknown): boolean {
  return chainOf(error).some(({ code }) => CERTIFICATES.has(code))
}

interface Thrown {
  readonly name: string
  readonly message: string
  readonly code: string
}

const MOST_CAUSES = 4

/** What was thrown, and what caused it: fetch's own error says nothing. */
function chainOf(error: unknown): readonly Thrown[] {
  const chain: Thrown[] = []
  let at = error
  while (at instanceof Error && chain.length < MOST_CAUSES) {
    const { name, message, cause } = at
    const { code } = at as { readonly code?: unknown }
    chain.push({ name, message, code: typeof code === 'string' ? code : '' })
    at = cause
  }
  return chain
}
