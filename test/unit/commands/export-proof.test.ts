// The restore test of an export, while something else changes the store.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { packArchive } from '../../../src/archive/pack.ts'
import { provedArchive, type Proof } from '../../../src/commands/export-proof.ts'
import { ExportSource } from '../../../src/commands/export-source.ts'
import { readStore } from '../../../src/kanuka/store.ts'
import { checkout } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'

const WRAPPED = '.kanuka/secrets/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.kanuka'

/** @param change happens when everything was packed */
async function provedAfter(t: TestContext, change: (workspace: string) => void): Promise<Proof> {
  const workspace = checkout(t, 'team')
  const source = await ExportSource.open(readStore(workspace, workspace), false)
  const chunks: Uint8Array[] = []
  for await (const chunk of packArchive(source.files(), new Date(0))) chunks.push(chunk)
  change(workspace)
  async function* written(): AsyncGenerator<Uint8Array> {
    yield* chunks
  }
  return provedArchive(source, written(), { sealing: undefined, privateKey: undefined })
}

function flipped(path: string) {
  return (workspace: string): void => {
    const bytes = fs.readFileSync(join(workspace, path))
    bytes[60] = (bytes[60] ?? 0) ^ 1
    fs.writeFileSync(join(workspace, path), bytes)
  }
}

describe('an archive is proven against the store as it is now', () => {
  test('one that nothing has changed', async (t) => {
    assert.deepEqual(await provedAfter(t, () => {}), { compared: 16, opened: undefined })
  })

  const changes: readonly (readonly [string, (workspace: string) => void])[] = [
    ['a secret file was encrypted anew', flipped('.env.kanuka')],
    // Keys are read first, secret files last: a rotation in between would give an archive of two halves.
    ['a wrapped key was replaced', flipped(WRAPPED)],
    ['a member was removed', (workspace) => fs.rmSync(join(workspace, WRAPPED))],
    [
      'a secret file has come',
      (workspace) =>
        fs.copyFileSync(join(workspace, '.env.kanuka'), join(workspace, 'new.env.kanuka')),
    ],
    ['a secret file has gone', (workspace) => fs.rmSync(join(workspace, '.env.kanuka'))],
  ]
  for (const [what, change] of changes) {
    test(what, async (t) => {
      const { code, fix } = await refusal(() => provedAfter(t, change))
      assert.equal(code, 'ARCHIVE_UNTRUE')
      assert.match(fix, /no other step that changes the store/)
    })
  }
})
