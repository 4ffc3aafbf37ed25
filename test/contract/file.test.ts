// The contract at a plain file, in each format. There is no server, and one write holds all items.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as parseDotenv } from 'dotenv'
import { parse as parseYaml } from 'yaml'
import type { Context } from '../../src/destinations/contract.ts'
import { file } from '../../src/destinations/file.ts'
import {
  fileFormats,
  writeValues,
  type FileFormat,
} from '../../src/destinations/shared/file-formats.ts'
import type { Harness, Place } from './harness.ts'
import { thereOf } from './runs.ts'
import { contractSuite } from './suite.ts'

function parse(format: FileFormat, text: string): Readonly<Record<string, string>> {
  if (format === 'dotenv') return parseDotenv(text)
  const parsed: unknown = format === 'json' ? JSON.parse(text) : parseYaml(text)
  return (parsed ?? {}) as Readonly<Record<string, string>>
}

function backDoor(path: string, format: FileFormat): Pick<Place, 'values' | 'foreign' | 'byHand'> {
  let known:
    | { readonly text: string; readonly values: Readonly<Record<string, string>> }
    | undefined
  const read = (): Readonly<Record<string, string>> => {
    const text = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : ''
    if (known?.text !== text) known = { text, values: parse(format, text === '' ? '{}' : text) }
    return known.values
  }
  const write = (name: string, value: string): void => {
    const values = new Map(Object.entries({ ...read(), [name]: value }))
    fs.writeFileSync(path, writeValues(format, values).text)
  }
  return {
    values: (names) => {
      const all = read()
      return thereOf(names, (name) => all[name])
    },
    foreign: write,
    byHand: write,
  }
}

for (const format of fileFormats) {
  const harness: Harness = {
    capabilities: file.capabilities,
    cost: { firstPush: 0, nothingChanged: 0 },
    credentials: [],
    credentialHeaders: [],
    driftsTogether: true,
    async open(t) {
      const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'kanuka-contract-')))
      t.after(() => fs.rmSync(root, { recursive: true }))
      const context = (signal = new AbortController().signal): Context => ({
        name: 'file',
        fetch: () => assert.fail('no network'),
        signal,
        mask: () => undefined,
        oidcToken: () => assert.fail('no token'),
        variable: (name) => (name === 'GITHUB_WORKSPACE' ? root : undefined),
      })
      return {
        connect: (signal) => file.connect({ path: 'out', format }, context(signal)),
        ...backDoor(join(root, 'out'), format),
        requests: () => 0,
      }
    },
  }
  contractSuite(`a file, ${format}`, harness)
}
