// How a variable is written into a dotenv file: what its name can be, and which forms of a value are read
// back as exactly that value. No I/O.

/** Of names. */
export const dotenvNames = {
  // dotenv drops `__proto__`.
  pattern: /^(?!__proto__$)[\w.-]+$/,
  allows: 'letters, digits, `_`, `.` and `-`, and not `__proto__`',
  maxLength: 255,
} as const

// What dotenv makes of a value. Between quotes everything stays, line feeds included. It ends at the
// last quote before which all others follow a backslash and behind which stands nothing but a
// comment; the backslashes stay in the value. Only between `"` are \n and \r read as line ends, and
// nothing escapes a backslash there. A carriage return itself is always read as a line feed.

const PLAIN = /^[\w./:@%+,=-]*$/

/** What stands behind `NAME=`; undefined: no form of it is read back. */
export function dotenvValue(value: string): string | undefined {
  // Half a character has no bytes.
  if (!value.isWellFormed()) return undefined
  if (PLAIN.test(value)) return value
  for (const quote of ["'", '"', '`']) {
    const inner = quote === '"' ? escapeReturns(value) : value
    if (inner === undefined || inner.includes('\r') || hasBareQuote(inner, quote)) continue
    return quote + inner + quote + (inner.endsWith('\\') ? stopper(quote) : '')
  }
  return oneLine(value)
}

/**
 * For a value with all three quotes. Where the first quote finds no last one, dotenv takes the line up
 * to `#`, and then drops quotes from both of its ends.
 */
function oneLine(value: string): string | undefined {
  if (/[#\u2028\u2029]/.test(value)) return undefined
  if (!/[\r\n]/.test(value)) return `'${value}'`
  const escaped = escapeReturns(value)?.replaceAll('\n', '\\n')
  return escaped === undefined ? undefined : `"${escaped}"`
}

/**
 * Where the value's last character is a backslash, dotenv searches the next lines for a later quote;
 * this comment has one that cannot be the last, so that a value never depends on those that follow.
 */
function stopper(quote: string): string {
  return ` #${quote}.`
}

function escapeReturns(value: string): string | undefined {
  return /\\[nr]/.test(value) ? undefined : value.replaceAll('\r', '\\r')
}

function hasBareQuote(text: string, quote: string): boolean {
  return text.replaceAll(`\\${quote}`, '').includes(quote)
}
