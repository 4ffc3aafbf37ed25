// `pull` that is killed at every step: the next run finds a store that is entirely old or entirely new, takes
// in what is not there yet, and what was to be taken in lies nowhere in clear.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import {
  killsAt,
  recoverAll,
  start,
  stepsOf,
  storeOf,
  strikeAll,
  tempOf,
  workplace,
  type Looked,
  type Workplace,
} from '../helpers/crashing.ts'
import { openIndependently } from '../helpers/independent-reader.ts'
import { CANARY } from '../helpers/pulling.ts'
import { auditLines, BASIC, digest } from '../helpers/rotating.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const THERE = '.env.production.kanuka'
const MADE = 'apps/new/.env.kanuka'
const OTHER = '.env.kanuka'
const PULLED = { [THERE]: `# mine\nA=${CANARY}\n`, [MADE]: `A=${CANARY}\n`, [OTHER]: 'X=1\n' }

/** Into a file that is there, and into one that is made, with its folders. */
function entries(store: string, number = 0): string {
  return [THERE, MADE]
    .map((from, index) => {
      const where = `type: file, path: there.json, store: '${store}', from: ${from}`
      return `- { name: there-${number}-${index}, ${where} }\n`
    })
    .join('')
}

async function pulling(t: TestContext): Promise<Workplace> {
  const { workspace: store } = await sealedStore(t, { [THERE]: '# mine\nA=1\n', [OTHER]: 'X=1\n' })
  const at = workplace(t, {
    store,
    inputs: (name) => ({
      ...BASIC,
      command: 'pull',
      'working-directory': name,
      destinations: entries(name),
    }),
  })
  writeFileSync(join(at.workspace, 'there.json'), JSON.stringify({ A: CANARY }))
  return at
}

function assertPulled(at: Workplace, { store, opened, before, changed }: Looked): void {
  const expected = [THERE, MADE, '.kanuka/audit.jsonl', 'apps', 'apps/new']
  assert.deepEqual(changed, expected.toSorted(), `${store}: all of them or none`)
  const texts = [...opened.files].map(([path, bytes]) => [path, bytes.toString()])
  assert.deepEqual(Object.fromEntries(texts), PULLED)
  assert.equal(digest(opened.symmetricKey), digest(before.symmetricKey), store)
  assert.equal(auditLines(store).length, auditLines(at.store).length + 1, store)
}

function assertNotInClear(folder: string): void {
  for (const file of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!file.isFile()) continue
    const path = join(file.parentPath, file.name)
    assert.ok(!readFileSync(path).includes(CANARY), path)
  }
}

test('SIGKILL before and in the middle of every call of `pull` that changes the disk, and after the last', async (t) => {
  const at = await pulling(t)
  const steps = await stepsOf(at)
  const kills = killsAt(steps)
  const ended = await strikeAll(at, kills)
  assert.equal(ended.length, kills.length)
  for (const { name, signal, output } of ended) {
    assert.equal(signal, 'SIGKILL', name + output)
    assert.ok(!output.includes(CANARY), name)
    assertNotInClear(storeOf(at, name))
    assertNotInClear(tempOf(at, name))
  }
  const verdicts = await recoverAll(at, ended, (looked) => assertPulled(at, looked))
  assert.ok(verdicts.old.length > 0 && verdicts.new.length > 0)

  const names = ended.map(({ name }) => name)
  const inputs = {
    ...BASIC,
    command: 'pull',
    'working-directory': names.join('\n'),
    destinations: names.map(entries).join(''),
  }
  const next = await start(at, { name: '.next', inputs })
  assert.equal(next.code, 0, next.output)
  for (const name of names) {
    const { files } = await openIndependently(storeOf(at, name), BASIC['private-key'])
    const texts = [...files].map(([path, bytes]) => [path, bytes.toString()])
    assert.deepEqual(Object.fromEntries(texts), PULLED, name)
  }
  t.diagnostic(
    `${kills.length} kills at ${steps.length} calls: ${verdicts.old.length} old, ${verdicts.new.length} new`,
  )
})
