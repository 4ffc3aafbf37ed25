// The runner's masks: which forms of a secret it hides and what is left of a text. Written after the
// behaviour of actions/runner (HostContext, SecretMasker, ValueEncoders), so that the end-to-end
// tests see in the log, the annotations and the summary exactly what a reader on GitHub would see.

// .NET's idea of white space: not JavaScript's, which lacks U+0085 and has U+FEFF.
const BLANK = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'
const LEADING = new RegExp(`^${BLANK}+`)
const TRAILING = new RegExp(`${BLANK}+$`)

export function trimStart(text: string): string {
  return text.replace(LEADING, '')
}

export function trim(text: string): string {
  return trimStart(text).replace(TRAILING, '')
}

/** Lines as the runner reads them: CR LF, LF and a lone CR each end one. */
export function readLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** What the runner masks besides the value itself; empty strings are none. */
const ENCODERS: readonly ((value: string) => string)[] = [
  (value) => base64From(value, 0),
  (value) => base64From(value, 1),
  (value) => base64From(value, 2),
  (value) => value.replaceAll('"', '\\"'),
  (value) => value.replaceAll("'", "''"),
  jsonBody,
  uriData,
  xmlData,
  withoutQuotes,
  beforeAmpersand,
  afterAmpersand,
]

/** All masks of one job. */
export class SecretMasker {
  readonly masks: Set<string> = new Set()
  readonly #originals = new Set<string>()
  // A run may have 100,000 masks: they are found by their first three characters.
  readonly #byStart = new Map<string, string[]>()

  add(value: string): void {
    if (value === '' || this.#originals.has(value)) return
    this.#originals.add(value)
    for (const form of [value, ...ENCODERS.map((encode) => encode(value))]) this.#insert(form)
  }

  /** A command's or a repository secret's value: it whole, then each of its lines. */
  addWithLines(value: string): void {
    this.add(value)
    for (const line of value.split(/[\r\n]/)) this.add(trim(line))
  }

  /** Hides every match; matches that overlap or touch become one `***`. */
  mask(text: string): string {
    let shown = ''
    let hiddenUpTo = -1
    for (let at = 0; at < text.length; at++) {
      const length = this.#longestAt(text, at)
      if (length === 0) continue
      if (at > hiddenUpTo) shown += `${text.slice(Math.max(hiddenUpTo, 0), at)}***`
      hiddenUpTo = Math.max(hiddenUpTo, at + length)
    }
    return shown + text.slice(Math.max(hiddenUpTo, 0))
  }

  #insert(form: string): void {
    if (form === '' || this.masks.has(form)) return
    this.masks.add(form)
    const start = form.slice(0, 3)
    const others = this.#byStart.get(start)
    if (others) others.push(form)
    else this.#byStart.set(start, [form])
  }

  #longestAt(text: string, at: number): number {
    let longest = 0
    for (const size of [1, 2, 3]) {
      for (const mask of this.#byStart.get(text.slice(at, at + size)) ?? []) {
        if (mask.length > longest && text.startsWith(mask, at)) longest = mask.length
      }
    }
    return longest
  }
}

// A value that stands behind one or two other bytes has other Base64 characters.
function base64From(value: string, shift: number): string {
  return Buffer.from(value, 'utf8').subarray(shift).toString('base64')
}

const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

// Unlike JSON.stringify the runner's library escapes three line separators too, but no surrogate.
function jsonBody(value: string): string {
  return value.replace(/["\\\u0000-\u001f\u0085\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    return JSON_ESCAPES[character] ?? `\\u${code}`
  })
}

// .NET also escapes the five characters that JavaScript leaves alone.
function uriData(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

const XML_ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '&': '&amp;',
}

function xmlData(value: string): string {
  return value.replace(/[<>"'&]/g, (character) => XML_ESCAPES[character] ?? '')
}

// Double quotes only.
function withoutQuotes(value: string): string {
  const quoted = value.length > 8 && value.startsWith('"') && value.endsWith('"')
  return quoted ? value.slice(1, -1) : ''
}

// PowerShell prints a failed command in pieces: up to the first `&+`, else up to the last `&`, …
function beforeAmpersand(value: string): string {
  const plus = value.indexOf('&+')
  const head = plus >= 0 ? value.slice(0, plus + 2) : value.slice(0, value.lastIndexOf('&') + 1)
  return head.length >= 6 ? head : ''
}

// … and what follows, without the one character after `&+` that it colours.
function afterAmpersand(value: string): string {
  if (!value.includes('&')) return ''
  const plus = value.indexOf('&+')
  const tail = plus >= 0 ? value.slice(plus + 3) : value.slice(value.lastIndexOf('&') + 1)
  return tail.length >= 6 ? tail : ''
}
