// The fixture `team`: who is in it, and what becomes of it.
import assert from 'node:assert/strict'
import { withoutMembers } from '../../../src/kanuka/config-edit.ts'
import { BOB, CAROL, DAVE, ERIN, LAPTOP, WORKSTATION } from '../../helpers/rotating.ts'
import { changed, CONFIG, filesOf, LOG, publicKey, without, wrapped, type Files } from './stores.ts'

export const ALL_TEAM = [BOB, CAROL, DAVE, ERIN, LAPTOP, WORKSTATION] as const
/** Private key of an active member. */
export const ALICE_KEY = 'team-alice-workstation.pem'
export const CAROL_KEY = 'team-carol-rsa3072.pem'

export const team = filesOf('team')
/** Secret files of it. */
export const LOST = ['.env.production.kanuka', 'services/api/.env.kanuka'] as const

/** `team` without a member, as `revoke` leaves it, but for the new symmetric key. */
export function gone(files: Files, ...uuids: readonly string[]): Files {
  const config = withoutMembers(files.get(CONFIG) ?? Buffer.alloc(0), new Set(uuids), CONFIG)
  const keys = uuids.flatMap((uuid) => [publicKey(uuid), wrapped(uuid)])
  const there = keys.filter((path) => files.has(path))
  return changed(without(files, ...there), { [CONFIG]: config })
}

export function logged(files: Files, line: Readonly<Record<string, unknown>>): Files {
  const time = { ts: '2026-11-25T01:02:03.000000Z', user: 'bob@example.com', uuid: BOB }
  const text = `${files.get(LOG)?.toString() ?? ''}${JSON.stringify({ ...time, ...line })}\n`
  return changed(files, { [LOG]: text })
}

export function wrappedAs(files: Files, uuid: string): Buffer {
  return files.get(wrapped(uuid)) ?? assert.fail()
}
