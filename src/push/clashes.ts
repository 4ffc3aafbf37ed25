// Entries that would fight, run after run: two that write one item, or one that claims another's name.
// Pure; what an item's address is, the adapters say.
import type { Address, Capabilities } from '../destinations/contract.ts'
import { ActionError, type Where } from '../errors.ts'
import { spelling } from './decision.ts'
import type { DesiredItem } from './item.ts'
import type { Ownership } from './ownership.ts'
import { listed } from './refusals.ts'

/** What is compared of an entry of the configuration. */
export interface Writer {
  /** Unique; shown everywhere. */
  readonly name: string
  /** Where the configuration has it. */
  readonly where?: Where
  /** Of an item, as it is spelled there: the same address is the same item, whichever entry writes it. */
  readonly place: (item: string) => Address
  readonly capabilities: Pick<Capabilities, 'names'>
  readonly ownership: Pick<Ownership, 'owner' | 'formerOwners'>
  readonly desired: readonly Pick<DesiredItem, 'name'>[]
}

interface Taken {
  readonly by: Writer
  readonly item: string
}

export function clashesOf(writers: readonly Writer[]): readonly ActionError[] {
  const errors = [...itemClashes(writers)]
  for (const writer of writers) {
    const { formerOwners } = writer.ownership
    const heir = writers.find(({ ownership }) => formerOwners.includes(ownership.owner))
    if (heir) errors.push(nameClash(writer, heir.name))
  }
  return errors
}

function itemClashes(writers: readonly Writer[]): readonly ActionError[] {
  const items = new Map<string, Taken>()
  /** Whatever holds items: the entry of a key, the server of an entry. */
  const holders = new Map<string, Taken>()
  const clashes = new Map<string, { readonly pair: readonly [Writer, Writer]; names: string[] }>()
  for (const by of writers) {
    for (const { name } of by.desired) {
      const address = by.place(spelling(by.capabilities, name))
      const within = address.map((_, index) => JSON.stringify(address.slice(0, index + 1)))
      const own = within.at(-1) ?? ''
      const other = within.map((part) => items.get(part)).find(Boolean) ?? holders.get(own)
      if (other) {
        const pair = JSON.stringify([other.by.name, by.name])
        const clash = clashes.get(pair) ?? { pair: [other.by, by], names: [] }
        clash.names.push(other.item === name ? name : `${name} (${other.item})`)
        clashes.set(pair, clash)
      }
      for (const part of within.slice(0, -1)) {
        if (!holders.has(part)) holders.set(part, { by, item: name })
      }
      items.set(own, { by, item: name })
    }
  }
  return [...clashes.values()].map(({ pair, names }) => itemClash(pair, names))
}

function itemClash([first, second]: readonly [Writer, Writer], names: string[]): ActionError {
  const who =
    first === second ? `"${first.name}" writes` : `"${first.name}" and "${second.name}" write`
  return new ActionError('DESTINATION_CLASH', {
    what: `${who} ${listed(names)} twice in one place; nothing was written anywhere`,
    ...(second.where && { where: second.where }),
    fix: 'Give them different names (`select`, `key-schema`) or places, or leave one of them out.',
  })
}

function nameClash({ name, where }: Pick<Writer, 'name' | 'where'>, named: string): ActionError {
  return new ActionError('DESTINATION_CLASH', {
    what: `"${name}" says that it was formerly "${named}", which is still an entry`,
    ...(where && { where }),
    fix: 'Take that name out of `formerly`, or remove the old entry.',
  })
}
