// What the place of one item takes, where that is known only once the destination was asked. Pure.
import type { Session } from '../destinations/contract.ts'
import { ActionError } from '../errors.ts'
import type { PlannedWrite } from './decision.ts'
import { listed } from './refusals.ts'

/** What the place of an item does not take, though others of the destination might. */
export function tooLargeFor(
  session: Pick<Session, 'valueBytes'>,
  { name: destination }: { readonly name: string },
  { writes }: { readonly writes: readonly PlannedWrite[] },
): readonly ActionError[] {
  const told = writes.flatMap(({ desired, current }) => {
    const bytes = Buffer.byteLength(desired.value.reveal())
    const most = session.valueBytes?.(current) ?? bytes
    return bytes > most ? [`${desired.name} (${bytes} bytes, and it takes ${most})`] : []
  })
  if (told.length === 0) return []
  return [
    new ActionError('VALUE_TOO_LARGE', {
      what: `"${destination}": too large for the place of it: ${listed(told)}`,
      fix: 'Set a larger `tier` for this destination, shorten the value, or leave it out (`!NAME`).',
    }),
  ]
}
