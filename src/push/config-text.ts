// From the bytes of a configuration to its text. Owns what no configuration may hold, whatever it
// means: too much, other encodings, control characters, conflict markers.
import type { Origin, Problems } from './config-problems.ts'

export interface ConfigSource {
  /** How errors name it: path relative to the workspace, or the name of the input. */
  readonly shown: string
  readonly origin: Origin
  readonly content: Uint8Array | string
}

const MAX_CONFIG_BYTES = 1024 * 1024

/** undefined: it cannot be read, and `problems` says why. */
export function decode(source: ConfigSource, problems: Problems): string | undefined {
  const { shown, origin, content } = source
  const refuse = (what: string, fix: string, at: { line: number; column: number }): undefined => {
    problems.add({ place: { shown, origin, ...at }, what, fix })
  }
  const start = { line: 1, column: 1 }
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.length
  if (size > MAX_CONFIG_BYTES) return refuse('is larger than 1 MiB', 'Split it.', start)
  const text = typeof content === 'string' ? content : utf8(content)
  if (typeof text === 'number') {
    return refuse('this line is not UTF-8', 'Save it as UTF-8.', { line: text, column: 1 })
  }
  if (text.startsWith('\ufeff')) {
    return refuse('starts with a byte order mark', 'Save it as UTF-8 without BOM.', start)
  }
  const wrong = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085\u2028\u2029]/)
  if (wrong !== -1) {
    const fix = 'Remove it; between double quotes it can be written as an escape.'
    return refuse('a control character cannot stand here', fix, positionIn(text, wrong))
  }
  const marker = text.search(/^(<{7}|>{7}) /m)
  if (marker !== -1) {
    const at = positionIn(text, marker)
    return refuse('holds conflict markers of an unfinished merge', 'Finish the merge.', at)
  }
  return text
}

/** The text, or the first line that is none. */
function utf8(bytes: Uint8Array): string | number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return decoder.decode(bytes)
  } catch {
    // No character of several bytes holds the byte of a line feed.
    for (let line = 1, start = 0; ; line += 1) {
      const end = bytes.indexOf(10, start)
      try {
        decoder.decode(bytes.subarray(start, end === -1 ? undefined : end))
      } catch {
        return line
      }
      if (end === -1) return line
      start = end + 1
    }
  }
}

function positionIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}
