// A version for places that have none: what tells two values apart, and nothing else about them.
import { createHmac, randomBytes } from 'node:crypto'

const KEY = randomBytes(32)

/** Of one value, for as long as this process lives. It is written nowhere. */
export function valueVersion(value: string): string {
  return createHmac('sha256', KEY).update(value).digest('hex')
}
