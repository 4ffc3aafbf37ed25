// What the hostile archives are made of: a good backup of the fixture `team`, and one thing after it.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entry, gzip, tar } from '../tar-bytes.ts'

/** What the error says, and the archive. */
export type Story = readonly [name: string, says: RegExp, bytes: () => Buffer]

const TEAM = join(import.meta.dirname, '../../fixtures/team')
export const CONFIG = '.kanuka/config.toml'
export const CIPHERTEXT = randomBytes(64)

/** The entries of a good backup, without those of the given names. */
export function goodEntries(...without: readonly string[]): Buffer[] {
  const names = readdirSync(TEAM, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && /\.(kanuka|pub|toml)$/.test(found.name))
    .map((found) => join(found.parentPath, found.name).slice(TEAM.length + 1))
    .map((name) => name.replaceAll('\\', '/'))
  const kept = names.filter((name) => !without.includes(name))
  return kept.map((name) => entry({ name, content: readFileSync(join(TEAM, name)) }))
}

/** A good backup with something after it. */
export function withEntries(...entries: readonly Buffer[]): Buffer {
  return gzip(tar(...goodEntries(), ...entries))
}

export function named(name: string | Buffer): Buffer {
  return withEntries(entry({ name, content: CIPHERTEXT }))
}

export const after = (header: Buffer, name = 'x.env.kanuka'): Buffer =>
  withEntries(header, entry({ name, content: CIPHERTEXT }))

/** A file whose size field says this. */
export function sized(size: Buffer | string): Buffer {
  return withEntries(entry({ name: 'x.env.kanuka', content: CIPHERTEXT, size }))
}
