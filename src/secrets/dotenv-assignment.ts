// One assignment of a dotenv file, written anew: as near to the old one as is read back. Owns the forms
// that a value has, with quotes, escapes and comments. Where it stands is dotenv-edit.ts's.
import { dotenvValue } from './dotenv-value.ts'
import { dotenvValues } from './dotenv.ts'

export type Quote = '"' | "'" | '`'

const QUOTES: readonly Quote[] = ["'", '"', '`']

// `export`, name and sign, blanks; a value in quotes may begin lines further down.
const HEAD = /^(?:export\s+)?[\w.-]+(?:\s*=|:\s)(?:\s*(?=['"`])|[^\S\n\u2028\u2029]*(?=[^\s#])|)/
const AFTER_QUOTE = /[^\S\n\u2028\u2029]*(?:#.*)?$/y
/** What is set behind a value that ends in a backslash; not for people. */
const STOPPER = /^ #['"`]\.(?=\s|$)/

interface Parts {
  readonly head: string
  readonly quote: Quote | undefined
  /** Of a value in quotes: its line ends are written as `\n`. */
  readonly hasEscapes: boolean
  /** Blanks and comment behind the value. */
  readonly tail: string
}

function partsOf(old: string): Parts {
  const [head = ''] = HEAD.exec(old) ?? []
  const rest = old.slice(head.length)
  const quote = QUOTES.find((each) => rest.startsWith(each))
  const quoted = quote === undefined ? undefined : inItsQuotes(rest, quote)
  if (quote === undefined || quoted === undefined) {
    const value = (rest.split('#', 1)[0] ?? '').trimEnd()
    return { head, quote: undefined, hasEscapes: false, tail: rest.slice(value.length) }
  }
  const tail = rest.slice(quoted.length).replace(STOPPER, '')
  return { head, quote, hasEscapes: quote === '"' && quoted.includes('\\n'), tail }
}

/** The value with its quotes, as the scanner finds its end; undefined: they are part of the value. */
function inItsQuotes(rest: string, quote: Quote): string | undefined {
  const candidates: number[] = []
  for (let at = 1; at < rest.length; at += 1) {
    if (rest[at] === quote) {
      candidates.push(at)
      break
    }
    if (rest[at] !== '\\' || rest[at + 1] !== quote) continue
    at += 1
    candidates.push(at)
  }
  const closing = candidates.findLast((at) => {
    AFTER_QUOTE.lastIndex = at + 1
    return AFTER_QUOTE.test(rest)
  })
  return closing === undefined ? undefined : rest.slice(0, closing + 1)
}

interface Writing {
  readonly value: string
  readonly old: string
  readonly preferred: Quote | undefined
}

/** The first form that is read back alone; the one nearest to the old one is tried first. */
export function assignment(name: string, { value, old, preferred }: Writing): string | undefined {
  // Half a character has no bytes.
  if (!value.isWellFormed()) return undefined
  const { head, quote, hasEscapes, tail } = partsOf(old)
  const kept = preferred ?? (isPlainIn(quote, value) ? quote : undefined)
  // As a push writes it into a dotenv item.
  const canonical = dotenvValue(value)
  const forms = [
    ...(kept === undefined ? [] : inQuotes(value, kept, hasEscapes)),
    ...(canonical === undefined ? [] : [canonical]),
    ...QUOTES.flatMap((each) => inQuotes(value, each, false)),
  ]
  // Other readers want a blank before a comment.
  const gap = tail.startsWith('#') ? ' ' : ''
  return forms
    .map((form) => head + form + gap + tail)
    .find((written) => isReadAs(written, name, value))
}

/** Whether shells and other readers, too, take it in these quotes as it is. */
function isPlainIn(quote: Quote | undefined, value: string): boolean {
  return quote !== '"' || !/[$`\\]/.test(value)
}

function inQuotes(value: string, quote: Quote, hasEscapes: boolean): readonly string[] {
  // It would be read back where no other quote follows, but not by people.
  if (value.replaceAll(`\\${quote}`, '').includes(quote)) return []
  const forms = [value]
  if (quote === '"') {
    const returns = value.replaceAll('\r', '\\r')
    forms.push(returns)
    if (hasEscapes) forms.unshift(returns.replaceAll('\n', '\\n'))
  }
  // So that a backslash at the end cannot be taken to escape the quote.
  const stopper = value.endsWith('\\') ? ` #${quote}.` : ''
  return forms.map((form) => quote + form + quote + stopper)
}

/** Also before lines whose quotes would be found if the value did not end by itself. */
function isReadAs(written: string, name: string, value: string): boolean {
  const neighbour = `${name}_`
  return ["'#", '"#', '`#'].every((start) => {
    const read = dotenvValues(`${written}\n${neighbour}=${start}\n`)
    return read.size === 2 && read.get(name) === value && read.has(neighbour)
  })
}
