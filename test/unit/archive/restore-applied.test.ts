// What is planned, carried out on disk by the transaction: with archives that the CLI made, unpacked by tar.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { readPresent } from '../../../src/archive/present.ts'
import { changesFor } from '../../../src/kanuka/edits.ts'
import { applyChanges, transactionHome } from '../../../src/kanuka/transaction.ts'
import { diskTree, RecordingTree } from '../../../src/platform/tree.ts'
import { checkout, filesIn, FIXTURES, folder } from '../../helpers/action.ts'
import { LOG, planned, type Files } from './stores.ts'
import { ALICE_KEY, ALL_TEAM } from './team.ts'

function byTheCli(t: TestContext, name: string): Files {
  const root = folder(t)
  execFileSync('tar', ['-xzf', join(FIXTURES, 'archive', name), '-C', root])
  return new Map(filesIn(root).map((path) => [path, fs.readFileSync(join(root, path))]))
}

async function carriedOut(
  t: TestContext,
  root: string,
  { archive, mode }: { readonly archive: Files; readonly mode: 'merge' | 'replace' },
): Promise<void> {
  const tree = new RecordingTree(diskTree(root))
  const present = readPresent(root, root, tree)
  const { edits } = await planned({ present, archive, mode, key: ALICE_KEY, grant: ALL_TEAM })
  const changes = changesFor({ tree, shown: present.shown }, edits)
  const home = transactionHome(root, undefined, folder(t))
  await applyChanges(home, changes, { runId: 'test', head: undefined })
}

const storeIn = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filesIn(root)
      .filter((path) => path !== LOG)
      .map((path) => [path, fs.readFileSync(join(root, path)).toString('base64')]),
  )

describe('an archive of the CLI', () => {
  const team = storeIn(join(FIXTURES, 'team'))

  for (const mode of ['merge', 'replace'] as const) {
    test(`${mode}: into an empty folder`, async (t) => {
      const root = folder(t)
      await carriedOut(t, root, { archive: byTheCli(t, 'team.tar.gz'), mode })
      assert.deepEqual(storeIn(root), team)
    })
  }

  test('merge: what was lost comes back', async (t) => {
    const root = checkout(t, 'team')
    for (const path of ['.kanuka/config.toml', '.kanuka/secrets', 'services']) {
      fs.rmSync(join(root, path), { recursive: true })
    }
    await carriedOut(t, root, { archive: byTheCli(t, 'team.tar.gz'), mode: 'merge' })
    assert.deepEqual(storeIn(root), team)
  })

  test('replace: over a store that went on since', async (t) => {
    const root = checkout(t, 'rotated/after')
    fs.writeFileSync(join(root, 'README.md'), 'not of the store')
    const archive = new Map(
      [...filesIn(join(FIXTURES, 'rotated/before'))]
        .filter((path) => path !== LOG)
        .map((path) => [path, fs.readFileSync(join(FIXTURES, 'rotated/before', path))]),
    )
    await carriedOut(t, root, { archive, mode: 'replace' })
    fs.unlinkSync(join(root, 'README.md'))
    assert.deepEqual(storeIn(root), storeIn(join(FIXTURES, 'rotated/before')))
  })
})
