// `import` that is killed at every step: the next run finds a store that is entirely what it was, or entirely
// what the archive makes of it, and leaves nothing lying around.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { commitAll, folder, withoutGit } from '../helpers/action.ts'
import { exported } from '../helpers/backups.ts'
import {
  change,
  killsOfEachKind,
  recoverAll,
  stepsOf,
  storeOf,
  strikeAll,
  workplace,
  type Looked,
  type Step,
  type Workplace,
} from '../helpers/crashing.ts'
import { openIndependently } from '../helpers/independent-reader.ts'
import { auditLines, BASIC, digest, synced, wrappedKeys } from '../helpers/rotating.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const STAYS = '.env.kanuka'
const YOUNGER = 'config/.env.younger.kanuka'
const LOST = 'apps/lost/.env.kanuka'
const ALSO_LOST = '.env.production.kanuka'
const LOG = '.kanuka/audit.jsonl'

/** A backup, and the store as it is some days later. */
async function merging(t: TestContext): Promise<Workplace> {
  const texts = { [STAYS]: 'A=1\n', [LOST]: 'B=2\n', [ALSO_LOST]: 'C=3\n' }
  const { workspace: store } = await sealedStore(t, texts)
  const { path: archive } = await exported(t, store, { archive: join(folder(t), 'b/') })
  fs.rmSync(join(store, 'apps'), { recursive: true })
  fs.rmSync(join(store, ALSO_LOST))
  return importing(t, { store, archive, mode: 'merge' })
}

/** As above, and since then all files got another key, and one came that the backup does not have. */
async function replacing(t: TestContext): Promise<Workplace> {
  const texts = { [STAYS]: 'A=1\n', [LOST]: 'B=2\n', [YOUNGER]: 'D=4\n' }
  const { workspace: store } = await sealedStore(t, texts)
  const younger = fs.readFileSync(join(store, YOUNGER))
  fs.rmSync(join(store, YOUNGER))
  const { path: archive } = await exported(t, store, { archive: join(folder(t), 'b/') })
  fs.writeFileSync(join(store, YOUNGER), younger)
  fs.rmSync(join(store, 'apps'), { recursive: true })
  await synced(t, store, BASIC)
  commitAll(store)
  return importing(t, { store, archive, mode: 'replace' })
}

interface Restoring {
  readonly store: string
  readonly archive: string
  readonly mode: 'merge' | 'replace'
}

function importing(t: TestContext, { store, archive, mode }: Restoring): Workplace {
  const inputs = { ...BASIC, command: 'import', archive, 'import-mode': mode }
  return workplace(t, {
    store,
    // What git has at HEAD may be replaced and removed.
    ...(mode === 'replace' && { path: process.env['PATH'] ?? '' }),
    inputs: (name) => ({ ...inputs, 'working-directory': name }),
  })
}

function textsOf({ files }: Looked['opened']): Readonly<Record<string, string>> {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString()]))
}

interface Expected {
  readonly changed: readonly string[]
  readonly texts: Readonly<Record<string, string>>
}

function assertRestored(at: Workplace, looked: Looked, { changed, texts }: Expected): void {
  const { store } = looked
  assert.deepEqual(looked.changed, [...changed, LOG].toSorted(), `${store}: all of them or none`)
  assert.deepEqual(textsOf(looked.opened), texts, store)
  assert.equal(auditLines(store).length, auditLines(at.store).length + 1, store)
}

interface Killing {
  isOfInterest?(this: void, step: Step): boolean
  assertNew(this: void, looked: Looked): void
}

/** Kills at every step, then one `decrypt`. */
async function killAll(
  t: TestContext,
  at: Workplace,
  { isOfInterest = () => true, assertNew }: Killing,
): Promise<void> {
  const steps = await stepsOf(at)
  const kills = killsOfEachKind(at, steps.filter(isOfInterest))
  const ended = await strikeAll(at, kills)
  assert.equal(ended.length, kills.length)
  for (const { name, signal, output } of ended) assert.equal(signal, 'SIGKILL', name + output)
  const verdicts = await recoverAll(at, ended, assertNew)
  assert.ok(verdicts.old.length > 0 && verdicts.new.length > 0)
  t.diagnostic(
    `${kills.length} kills at ${steps.length} calls: ${verdicts.old.length} old, ${verdicts.new.length} new`,
  )
}

describe('`import` is killed at every step', () => {
  const MERGED: Expected = {
    changed: [LOST, 'apps', 'apps/lost', ALSO_LOST],
    texts: { [STAYS]: 'A=1\n', [LOST]: 'B=2\n', [ALSO_LOST]: 'C=3\n' },
  }

  test('merge: what was lost is back, or nothing of it', async (t) => {
    const at = await merging(t)
    await killAll(t, at, {
      // How a change is staged is killed below, at every step.
      isOfInterest: ({ path }) => !path.includes('.git/kanuka/') || path.includes('journal'),
      assertNew: (looked) => assertRestored(at, looked, MERGED),
    })
  })

  test('merge: the next `import` finishes it, too', async (t) => {
    const at = await merging(t)
    const steps = await stepsOf(at)
    // The commit point: before it nothing has happened, after it everything.
    const step = steps.find(({ path }) => path.endsWith('/journal.json'))
    assert.ok(step)
    const ended = await strikeAll(at, [
      { step, how: 'before' },
      { step, how: 'after' },
    ])
    for (const { name, signal } of ended) {
      assert.equal(signal, 'SIGKILL', name)
      const again = await change(at, name)
      assert.equal(again.code, 0, again.output)
      const opened = await openIndependently(storeOf(at, name), BASIC['private-key'])
      assert.deepEqual(textsOf(opened), MERGED.texts)
      assert.equal(auditLines(storeOf(at, name)).length, auditLines(at.store).length + 1)
    }
  })

  test(
    'replace: files come, change and go together with their key',
    { skip: withoutGit },
    async (t) => {
      const at = await replacing(t)
      const [uuid = ''] = wrappedKeys(at.store)
      const expected: Expected = {
        changed: [STAYS, LOST, 'apps', 'apps/lost', YOUNGER, `.kanuka/secrets/${uuid}.kanuka`],
        texts: { [STAYS]: 'A=1\n', [LOST]: 'B=2\n' },
      }
      await killAll(t, at, {
        assertNew: (looked) => {
          assertRestored(at, looked, expected)
          assert.notEqual(digest(looked.opened.symmetricKey), digest(looked.before.symmetricKey))
        },
      })
    },
  )
})
