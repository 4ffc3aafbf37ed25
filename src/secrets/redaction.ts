// Takes known values out of text that goes where the runner masks nothing, or no longer recognises them:
// comments, SARIF, outputs, titles of annotations, escaped text. Takes what the runner was told to mask,
// and decides nothing about it.
import { ByteSearch, MAX_SEARCH_BYTES } from './byte-search.ts'

export type Redact = (text: string) => string

const PLACEHOLDER = '***'

interface Stretch {
  readonly start: number
  readonly end: number
}

/**
 * A function that puts `***` in place of every mask, and of the whole stretch where several overlap.
 * To be applied before a text is escaped: afterwards a value may look otherwise.
 * @param masks as the runner has them
 */
export function redactorOf(masks: Iterable<string>): Redact {
  const { fast, slow } = patternsOf(masks)
  if (fast.length + slow.length === 0) return (text) => text
  const search = new ByteSearch(fast)
  return (text) => {
    const bytes = Buffer.from(text)
    const found = slow.flatMap((pattern) => placesOf(pattern, bytes))
    search.feed(bytes, search.start(), ({ pattern, end }) => {
      found.push({ start: end - (fast[pattern]?.length ?? 0), end })
    })
    return found.length === 0 ? text : without(bytes, merged(found))
  }
}

/**
 * The same for these texts alone, in a fraction of the time: of thousands of masks most can stand in none of
 * them, as their first characters do not.
 */
export function redactorFor(masks: Iterable<string>, texts: Iterable<string>): Redact {
  const starts = new Set<string>()
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) starts.add(text.slice(at, at + START))
  }
  const possible = [...masks].filter((mask) => {
    const start = mask.trim().slice(0, START)
    return start.length < START || starts.has(start)
  })
  return redactorOf(possible)
}

const START = 3

interface Patterns {
  readonly fast: readonly Buffer[]
  /** What the search has no room for: the longest. */
  readonly slow: readonly Buffer[]
}

// The runner masks a text as it is, and trimmed.
function patternsOf(masks: Iterable<string>): Patterns {
  const texts = new Set<string>()
  for (const mask of masks) {
    for (const text of [mask, mask.trim()]) if (text.trim() !== '') texts.add(text)
  }
  const fast: Buffer[] = []
  const slow: Buffer[] = []
  let total = 0
  for (const text of [...texts].toSorted((one, other) => one.length - other.length)) {
    const bytes = Buffer.from(text)
    total += bytes.length
    ;(total > MAX_SEARCH_BYTES ? slow : fast).push(bytes)
  }
  return { fast, slow }
}

function placesOf(pattern: Buffer, bytes: Buffer): readonly Stretch[] {
  const found: Stretch[] = []
  for (let at = bytes.indexOf(pattern); at !== -1; at = bytes.indexOf(pattern, at + 1)) {
    found.push({ start: at, end: at + pattern.length })
  }
  return found
}

function merged(found: readonly Stretch[]): readonly Stretch[] {
  const whole: { start: number; end: number }[] = []
  for (const { start, end } of found.toSorted((one, other) => one.start - other.start)) {
    const last = whole.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else whole.push({ start, end })
  }
  return whole
}

function without(bytes: Buffer, stretches: readonly Stretch[]): string {
  const kept = stretches.map(({ start }, index) =>
    bytes.toString('utf8', stretches[index - 1]?.end ?? 0, start),
  )
  return [...kept, bytes.toString('utf8', stretches.at(-1)?.end)].join(PLACEHOLDER)
}
