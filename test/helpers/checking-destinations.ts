// What stories of a check with destinations share: a destinations file, and ways to write one.
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { put, type Edit } from './checking.ts'
import type { FakeVault } from './fake-vault.ts'

export const DESTINATIONS_FILE = 'deploy/destinations.yml'

/** Two variables of the fixture `basic`, for a file in the workspace. */
export const TO_FILE = `- name: settings
  type: file
  path: out/settings.json
  from: .env.kanuka
  select: [API_TOKEN, SESSION_SECRET]
`

/** One variable of it, for a server. */
export function toVault(vault: Pick<FakeVault, 'url'>): string {
  return `- { name: api, type: vault, url: '${vault.url}', path: api, from: .env.kanuka, select: [API_TOKEN] }\n`
}

/** An edit that makes the destinations file a link. */
export function linksTo(target: string): Edit {
  return (root) => {
    put(root, 'deploy/.keep', '')
    symlinkSync(`../${target}`, join(root, DESTINATIONS_FILE))
  }
}
