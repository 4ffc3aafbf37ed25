// Finds the PEM block in what people really paste into a repository secret, and gives it back in
// its normal form. Knows nothing about keys.

export interface PemBlock {
  /** `RSA PRIVATE KEY`, `OPENSSH PRIVATE KEY`, … */
  readonly label: string
  /** RFC 1421 headers (`Proc-Type: 4,ENCRYPTED`, `DEK-Info: …`), as lines. */
  readonly headers: readonly string[]
  /** Base64 without white space. */
  readonly body: string
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----/gs
const HEADERS = /^\s*Proc-Type:\s*(4,\s?ENCRYPTED)\s+DEK-Info:\s*([A-Z0-9-]+,[0-9A-Fa-f]+)\s+/

/**
 * All PEM blocks of a pasted text: CRLF, literal `\n`, quotes, indentation, everything on one line,
 * text around, or the whole in base64 once more.
 */
export function findPemBlocks(pasted: string): readonly PemBlock[] {
  const blocks = blocksIn(pasted)
  if (blocks.length > 0 || pasted.includes('-----BEGIN')) return blocks
  const decoded = decodeBase64(pasted)
  return decoded === undefined ? [] : blocksIn(decoded)
}

/** Whether a block starts and never ends, as a truncated paste does. */
export function isCutOff(pasted: string): boolean {
  const text = pasted.includes('-----BEGIN') ? pasted : (decodeBase64(pasted) ?? '')
  return text.includes('-----BEGIN ') && blocksIn(text).length === 0
}

/** The normal form: LF, 64 columns, final newline. */
export function formatPem(block: PemBlock): string {
  const headers = block.headers.length > 0 ? [...block.headers, ''] : []
  const lines = block.body.match(/.{1,64}/g) ?? []
  return [
    `-----BEGIN ${block.label}-----`,
    ...headers,
    ...lines,
    `-----END ${block.label}-----`,
    '',
  ].join('\n')
}

function blocksIn(text: string): readonly PemBlock[] {
  const plain = text.replaceAll('\\r', '\n').replaceAll('\\n', '\n')
  return [...plain.matchAll(BLOCK)].map(([, label = '', inner = '']) => {
    const headers = HEADERS.exec(inner)
    return {
      label,
      headers: headers ? [`Proc-Type: 4,ENCRYPTED`, `DEK-Info: ${headers[2]}`] : [],
      body: inner.slice(headers?.[0].length ?? 0).replace(/\s+/g, ''),
    }
  })
}

function decodeBase64(text: string): string | undefined {
  const compact = text.replace(/\s+|\\[rn]/g, '').replace(/^(["'])(.*)\1$/s, '$2')
  if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compact)) return undefined
  return Buffer.from(compact, 'base64').toString('latin1')
}
