// Which strings the runner must hide. The runner masks the exact string and its own derived forms
// of it, line by line; this module adds what it would miss (docs/masking.md says what and why) and
// leaves out what would blank every log.

/** What never becomes a mask: https://github.com/actions/runner replaces every occurrence. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'true false yes no on off null nil none undefined nan inf info debug trace warn warning error ' +
    'fatal silent verbose default enabled disabled enable disable auto always never all any ' +
    'development develop production staging testing test tests local localhost preview sandbox ' +
    'example demo dev prod stage main master trunk head latest stable beta alpha canary public ' +
    'private admin root user guest app web api http https tcp udp utf8 utf-8 json yaml text html ' +
    'linux windows macos ubuntu-latest'
  ).split(' '),
)

export type MaskOutcome = 'masked' | 'partly' | 'short' | 'common' | 'empty'

export interface MaskPolicy {
  /** Shorter pieces are not masked. Characters. */
  readonly minLength: number
  /** Values of the run that everybody may see: ref, repository, actor. */
  readonly publicValues: ReadonlySet<string>
}

const MAX_JSON_LEAVES = 2000
const MAX_LITERAL_NEWLINES = 64 * 1024
const PEM_BOUNDARY = /^-----(BEGIN|END) [A-Za-z0-9 ]+-----$/
const SHORT_NUMBER = /^[+-]?\d{1,5}(\.\d{1,3})?$/

/** Collects the masks of one value. */
class Masks {
  readonly found = new Set<string>()
  readonly #policy: MaskPolicy
  hasShort = false
  hasCommon = false

  constructor(policy: MaskPolicy) {
    this.#policy = policy
  }

  /** A piece without line ends. */
  piece(text: string): boolean {
    const bare = text.trim()
    if (bare === '') return false
    if (this.#isCommon(bare)) {
      this.hasCommon = true
      return false
    }
    if (bare.length < this.#policy.minLength) {
      this.hasShort ||= /[\p{L}\p{N}]/u.test(bare)
      return false
    }
    this.found.add(text)
    return true
  }

  /** A form that the value takes when it is written in another notation. */
  form(text: string): void {
    if (text.length >= this.#policy.minLength) this.found.add(text)
  }

  #isCommon(quoted: string): boolean {
    // The runner takes the quotes off a longer text.
    const text = quoted.length > 8 ? quoted.replace(/^"(.*)"$/, '$1') : quoted
    return (
      PEM_BOUNDARY.test(text) ||
      COMMON_WORDS.has(text.toLowerCase()) ||
      SHORT_NUMBER.test(text) ||
      this.#policy.publicValues.has(text)
    )
  }
}

/** The masks of one variable's value, and whether it is hidden wholly. */
export function masksOf(
  value: string,
  policy: MaskPolicy,
): { readonly masks: ReadonlySet<string>; readonly outcome: MaskOutcome } {
  const masks = new Masks(policy)
  addValue(masks, value)
  for (const leaf of jsonLeaves(value)) addValue(masks, leaf)
  for (const password of urlPasswords(value)) addValue(masks, password)
  return { masks: masks.found, outcome: outcomeOf(masks, value) }
}

function outcomeOf(masks: Masks, value: string): MaskOutcome {
  if (value.trim() === '') return 'empty'
  if (masks.found.size > 0) return masks.hasShort && /[\r\n]/.test(value) ? 'partly' : 'masked'
  return masks.hasShort ? 'short' : 'common'
}

/** The masks of a text that is no dotenv file: each significant line. */
export function masksOfText(text: string, policy: MaskPolicy): ReadonlySet<string> {
  const masks = new Masks(policy)
  addLines(masks, text)
  return masks.found
}

function addValue(masks: Masks, value: string): void {
  const bare = value.trim()
  if (bare === '') return
  if (/[\r\n]/.test(bare)) {
    addLines(masks, value)
    addForms(masks, value)
    // Printed by a shell that reads it without quotes, a text becomes one line.
    masks.form(bare.replace(/\s+/g, ' '))
    return
  }
  // Line ends around it are no part of what is shown as text, but they are in other notations.
  const line = /[\r\n]/.test(value) ? bare : value
  if (masks.piece(line)) {
    addForms(masks, line)
    if (line !== value) addForms(masks, value)
  }
  // A key that is kept on one line is often unfolded before use.
  if (value.includes('\\n') && value.length <= MAX_LITERAL_NEWLINES) {
    addLines(masks, value.replaceAll('\\r', '\r').replaceAll('\\n', '\n'))
  }
}

function addLines(masks: Masks, text: string): void {
  for (const line of text.split(/\r\n|\r|\n/)) {
    masks.piece(line.trim())
  }
}

function addForms(masks: Masks, value: string): void {
  const bytes = Buffer.from(value, 'utf8')
  for (const core of base64Cores(bytes)) {
    masks.form(core)
    masks.form(core.replaceAll('+', '-').replaceAll('/', '_'))
  }
  const json = JSON.stringify(value).slice(1, -1)
  masks.form(json)
  masks.form(json.replace(/[^\x20-\x7e]/g, unicodeEscape))
  masks.form(json.replace(/[<>&]/g, unicodeEscape))
  if (!value.isWellFormed()) return
  const uri = encodeURIComponent(value)
  masks.form(uri)
  const strict = uri.replace(/[!'()*]/g, percentEscape)
  masks.form(strict)
  masks.form(strict.replaceAll('%20', '+'))
  masks.form(new URLSearchParams([['', value]]).toString().slice(1))
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function percentEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/**
 * The part of the base64 text that the value alone decides, for each of the three places where it
 * can start in a group of three bytes. Found in `base64(user:value)` whatever stands around it.
 */
export function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const first = Math.ceil((offset * 8) / 6)
    const last = Math.floor(((offset + bytes.length) * 8) / 6)
    return text.slice(first, last)
  })
}

function jsonLeaves(value: string): readonly string[] {
  if (!/^\s*[[{"]/.test(value)) return []
  let json: unknown
  try {
    json = JSON.parse(value)
  } catch {
    return []
  }
  const leaves: string[] = []
  const pending = [json]
  while (pending.length > 0 && leaves.length < MAX_JSON_LEAVES) {
    const next = pending.pop()
    if (typeof next === 'string') leaves.push(next)
    else if (typeof next === 'number') leaves.push(String(next))
    else if (typeof next === 'object' && next !== null) {
      for (const child of Object.values(next)) pending.push(child)
    }
  }
  return leaves
}

// Passwords may hold any character, so what a strict reader and a greedy one see are both taken.
function urlPasswords(value: string): readonly string[] {
  const authority = /^\s*[A-Za-z][A-Za-z0-9+.-]*:\/\/([^\s]*)/.exec(value)?.[1]
  if (authority === undefined) return []
  const found = new Set<string>()
  for (const end of [authority.search(/[/?#]|$/), authority.length]) {
    const at = authority.lastIndexOf('@', end - 1)
    const colon = authority.indexOf(':')
    if (colon === -1 || at <= colon) continue
    const password = authority.slice(colon + 1, at)
    found.add(password)
    found.add(percentDecode(password))
  }
  return [...found]
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
