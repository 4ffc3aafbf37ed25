// Tells text from bytes that only look like it, whatever its encoding. Judges; shows nothing of it.
import { decodeText } from '../secrets/dotenv.ts'

const SAMPLE_BYTES = 64 * 1024
/** Of random bytes two in five are characters: 40 of them have this share once in a billion times. */
const TEXT_SHARE = 0.85

/** Text in UTF-8, UTF-16 with its mark, or an old encoding of one byte; undefined for anything else. */
export function readableText(bytes: Buffer): string | undefined {
  const wide = utf16(bytes)
  if (wide !== undefined) return shareOfText(Buffer.from(wide, 'utf8')) ? wide : undefined
  const text = decodeText(bytes)
  if (text !== undefined) return text
  return !bytes.includes(0) && shareOfText(bytes) ? bytes.toString('latin1') : undefined
}

function utf16(bytes: Buffer): string | undefined {
  if (bytes.length % 2 !== 0 || bytes.length < 2) return undefined
  const mark = bytes.readUInt16BE(0)
  if (mark !== 0xfffe && mark !== 0xfeff) return undefined
  const label = mark === 0xfffe ? 'utf-16le' : 'utf-16be'
  return new TextDecoder(label).decode(bytes)
}

function shareOfText(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  let characters = 0
  for (const byte of sample) {
    if ((byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d)) characters += 1
  }
  return characters >= sample.length * TEXT_SHARE
}
