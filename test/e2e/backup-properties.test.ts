// Whatever store there is: what is exported holds its very bytes, as another program reads it, and what is
// imported into an empty folder is the same store.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { list } from 'tar'
import { filesIn, folder } from '../helpers/action.ts'
import { byState, exported, imported } from '../helpers/backups.ts'
import { openIndependently } from '../helpers/independent-reader.ts'
import { auditLines } from '../helpers/rotating.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const LOG = '.kanuka/audit.jsonl'

/** Kanuka takes for a secret file whatever has `.env` in its name and ends in `.kanuka`. */
const named = (part: string): string => `${part}.env.kanuka`
const part = fc.oneof(
  fc.constantFrom(
    'config',
    'a b',
    ' lead',
    '-rf',
    "it's",
    '$HOME',
    'naïve',
    'grün',
    '設定',
    '🔑',
    '~',
    '#',
    '%41',
  ),
  fc.stringMatching(/^[a-z0-9][a-z0-9 _+-]{0,20}[a-z0-9]$/),
  // Longer than what tar's oldest header holds.
  fc.stringMatching(/^[a-z]{90,120}$/),
)
const path = fc
  .tuple(
    fc.array(part, { maxLength: 3 }),
    fc.oneof(fc.constant(''), part),
    fc.constantFrom('', '.production'),
  )
  .map(([folders, name, environment]) =>
    [...folders, named(name).replace('.env', `.env${environment}`)].join('/'),
  )
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  // Around the blocks of a tar, whose envelopes have 40 bytes.
  fc.constantFrom(0, 472, 473, 511, 512, 100_000).map((length) => new Uint8Array(length).fill(7)),
  fc.nat(100_000).map((length) => new Uint8Array(length).fill(length % 256)),
)

/** Names that are one file on some disks are no store that could be restored everywhere. */
const key = (name: string): string => name.normalize('NFC').toLowerCase()

function areApart(names: readonly string[]): boolean {
  const keys = names.map(key)
  return keys.every((one, index) =>
    keys.every((other, at) => at === index || !(other === one || other.startsWith(`${one}/`))),
  )
}

const plaintexts = fc
  .uniqueArray(fc.tuple(path, content), {
    minLength: 1,
    maxLength: 6,
    selector: ([name]) => key(name),
  })
  .filter((files) => areApart(files.map(([name]) => name)))

function digests(root: string): Readonly<Record<string, string>> {
  const names = filesIn(root).filter((name) => name !== LOG)
  return Object.fromEntries(names.map((name) => [name, digest(fs.readFileSync(join(root, name)))]))
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What another program finds in an archive. */
async function digestsIn(archive: string): Promise<Readonly<Record<string, string>>> {
  const found: [string, string][] = []
  const bytes: Promise<unknown>[] = []
  await list({
    file: archive,
    onReadEntry: (entry) => {
      bytes.push(entry.concat().then((all) => found.push([entry.path, digest(all)])))
    },
  })
  await Promise.all(bytes)
  return Object.fromEntries(found)
}

describe('any store', () => {
  test('comes back byte for byte, and its archive holds these bytes', async (t) => {
    const run = async (files: readonly (readonly [string, Uint8Array])[]): Promise<void> => {
      const { workspace, key: pem } = await sealedStore(t, Object.fromEntries(files))
      const before = digests(workspace)
      assert.equal(Object.keys(before).length, files.length + 3)
      const { path: archive } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
      assert.deepEqual(await digestsIn(archive), before)
      const other = folder(t)
      const { result } = await imported(t, other, { archive, 'private-key': pem })
      assert.deepEqual(digests(other), before)
      assert.deepEqual(byState(result), { added: Object.keys(before).toSorted() })
      assert.equal(auditLines(other).length, 1)
      const opened = await openIndependently(other, pem)
      for (const [name, bytes] of files) {
        assert.deepEqual(opened.files.get(name), Buffer.from(bytes), name)
      }
    }
    await fc.assert(fc.asyncProperty(plaintexts, run), { numRuns: 12, endOnFailure: false })
  })
})
