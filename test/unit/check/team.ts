// The members of the fixture `team`, and ways to change a store made of it.
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import { textOf, type Edits, type Files } from './snapshots.ts'

export const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
export const LAPTOP = '985ed0c8-5f2e-4848-9750-6b3b3370a96c'
export const BOB = '45e676e3-a9fb-4f34-8ae9-1ed7ea66102e'
export const CAROL = 'd52fe85a-58a4-4fca-b3ed-d0931a9705b6'
/** Pending. */
export const DAVE = '0022552f-2f62-4e08-bb70-effa8e06f20d'
/** An orphan. */
export const ERIN = '726ad8cf-53f0-4492-96ad-a4efb74e45f6'
export const ACTIVE = [ALICE, LAPTOP, BOB, CAROL]
export const SECRET_FILES = [
  '.env.kanuka',
  '.env.production.kanuka',
  'deploy/app.env.kanuka',
  'services/api/.env.kanuka',
  'services/worker/config/.env.staging.kanuka',
]
export const CONFIG = '.kanuka/config.toml'
export const AUDIT = '.kanuka/audit.jsonl'

/** These wrapped keys and secret files written anew. */
export function rewritten(uuids: readonly string[], files: readonly string[] = []): Edits {
  const keys = uuids.map((uuid) => [wrappedKeyPath(uuid), randomBytes(256)])
  return Object.fromEntries([...keys, ...files.map((path) => [path, randomBytes(80)])])
}

export function removed(...uuids: readonly string[]): Edits {
  return Object.fromEntries(
    uuids.flatMap((uuid) => [publicKeyPath(uuid), wrappedKeyPath(uuid)]).map((p) => [p, undefined]),
  )
}

export function logged(files: Files, op: string, more: object = {}): Edits {
  const line = {
    ts: '2026-11-21T12:00:00.000000Z',
    user: 'bob@example.com',
    uuid: BOB,
    op,
    ...more,
  }
  return { [AUDIT]: `${textOf(files, AUDIT)}${JSON.stringify(line)}\n` }
}

export function freshPem(modulusLength = 2048): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength })
  return publicKey.export({ type: 'spki', format: 'pem' }).toString()
}

/** config.toml with every occurrence replaced; the test fails where there is none. */
export function configWith(files: Files, from: string | RegExp, to: string): Edits {
  const text = textOf(files, CONFIG)
  const changed = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to)
  assert.notEqual(changed, text)
  return { [CONFIG]: changed }
}

export function lineOfConfig(files: Files, text: string): number {
  const index = textOf(files, CONFIG)
    .split('\n')
    .findIndex((line) => line.includes(text))
  assert.notEqual(index, -1)
  return index + 1
}
