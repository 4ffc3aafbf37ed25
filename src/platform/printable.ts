// Makes text from outside (file names, variable names, emails) safe to show. Names come out of the
// checkout, so a pull request chooses them: they must not start workflow commands, move the
// terminal's cursor, reverse the reading direction or become links.

// Controls, line and paragraph separators, zero-width and bidirectional formatting characters.
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu
const LONE_SURROGATE = /\p{Surrogate}/gu

const MAX_CELL = 300

/** One line for the log: no control characters, nothing that the runner takes for a command. */
export function printable(text: string): string {
  return text
    .replace(INVISIBLE, escapeCharacter)
    .replace(LONE_SURROGATE, escapeCharacter)
    .replaceAll('##[', '#\\#[')
    .replace(/^(\s*)::/, '$1\\::')
}

/** The same for a cell of a table, where a name of 4,096 characters helps nobody. */
export function cell(text: string): string {
  const shown = printable(text)
  return shown.length > MAX_CELL
    ? `${shown.slice(0, MAX_CELL).replace(/[\ud800-\udbff]$/, '')}…`
    : shown
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/** For a Markdown table cell: as code, so that nothing in it is markup, a link or a mention. */
export function markdownCode(text: string): string {
  return `<code>${withoutMarkup(cell(text), /[|`*_[\]()!@#~:\\]/g)}</code>`
}

/** Our own sentences in Markdown, which may quote names from outside; `code` stays code. */
export function markdownText(text: string): string {
  return withoutMarkup(printable(text), /[|*_[\]!@#~\\]/g)
}

function withoutMarkup(text: string, special: RegExp): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(special, (character) => `&#${character.codePointAt(0)};`)
      // As an element, because entities stay as they are between backticks.
      .replace(/`([^`]*)`/g, '<code>$1</code>')
      // GitHub makes links of bare addresses.
      .replaceAll('://', '&#58;//')
      .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`)
  )
}

/** `1 file`, `3 files`. */
export function count(amount: number, noun: string): string {
  const plural = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
  return `${amount} ${amount === 1 ? noun : plural}`
}

/** Bytes for people: `812 B`, `1.5 KB`, `200 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const isSmall = bytes < 1_000_000
  const amount = bytes / (isSmall ? 1000 : 1_000_000)
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${isSmall ? 'KB' : 'MB'}`
}
