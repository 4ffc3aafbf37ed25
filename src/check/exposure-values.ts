// Which decrypted values are worth a search of the checkout, and in which forms they are looked for.
// Searches nothing; what it gives back must not be shown.

import { base64Cores } from '../secrets/masking.ts'

/** In UTF-8. Shorter values stand everywhere by chance. */
const MIN_VALUE_BYTES = 8
/** As with masks. */
export const MAX_VALUE_BYTES = 64 * 1024

const PLAIN_WORDS = /^\p{L}[\p{L}\p{M}]*(?:[\s_-]+\p{L}[\p{L}\p{M}]*)*$/u
// `true` and its kind are words, and short.
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const URL_TEXT = /^[a-z][a-z0-9+.-]*:\/\/\S*$/i
// A password may hold a slash that nobody encoded: better searched for than left out.
const URL_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s@:]*:[^\s@]+@/i

/** Whether a value that stands somewhere in clear tells somebody something. */
export function isWorthSearching(value: string): boolean {
  const bare = value.trim()
  if (Buffer.byteLength(bare) < MIN_VALUE_BYTES) return false
  if (PLAIN_WORDS.test(bare) || NUMBER.test(bare)) return false
  return !URL_TEXT.test(bare) || URL_PASSWORD.test(bare)
}

export interface ValueForms {
  readonly clear: readonly Uint8Array[]
  readonly base64: readonly Uint8Array[]
}

/** Without blanks around: in clear, with each kind of line end, and the base64 of each of these. */
export function formsOf(value: string): ValueForms {
  const bare = value.trim()
  const unix = bare.replaceAll(/\r\n?/g, '\n')
  const texts = new Set([bare, unix, unix.replaceAll('\n', '\r\n')])
  const encoded = new Set<string>()
  for (const text of texts) {
    for (const core of base64Cores(Buffer.from(text))) {
      encoded.add(core)
      encoded.add(core.replaceAll('+', '-').replaceAll('/', '_'))
    }
  }
  // How JSON, YAML and dotenv files hold several lines on one.
  texts.add(unix.replaceAll('\n', String.raw`\n`))
  const bytes = (found: ReadonlySet<string>): readonly Uint8Array[] =>
    [...found].map((text) => Buffer.from(text))
  return { clear: bytes(texts), base64: bytes(encoded) }
}
