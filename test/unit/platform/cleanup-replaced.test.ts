// A file that ours replaced comes back, however early the run ended.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import {
  CleanupJournal,
  cleanUpFrom,
  identityOf,
  type CleanupResult,
} from '../../../src/platform/cleanup.ts'
import { folder } from '../../helpers/action.ts'

const NOTHING = { removed: [], kept: [], failed: [], variables: [], transactions: [] }

interface Run {
  readonly journal: CleanupJournal
  readonly path: string
  readonly keptAs: string
  readonly staged: string
}

function start(t: TestContext): Run {
  const root = folder(t)
  const path = join(root, '.env')
  fs.writeFileSync(path, 'OLD=1\n')
  const journal = new CleanupJournal(folder(t))
  return { journal, path, keptAs: join(root, 'kept'), staged: join(root, 'staged') }
}

/** As far as the second name of the old file. */
function keep({ journal, path, keptAs, staged }: Run): void {
  journal.staging([staged])
  fs.writeFileSync(staged, 'NEW=1\n')
  const identity = identityOf(fs.lstatSync(staged, { bigint: true }))
  journal.files([{ path, staged, ...identity, digest: journal.digest(fs.readFileSync(staged)) }])
  journal.replaced(path, keptAs)
  fs.linkSync(path, keptAs)
}

/** By a failed main, by a later post. */
const WAYS: readonly (readonly [who: string, (journal: CleanupJournal) => CleanupResult])[] = [
  ['main', (journal) => journal.undo()],
  ['post', (journal) => cleanUpFrom(journal.path)],
]

for (const [who, cleanUp] of WAYS) {
  describe(`taken back by ${who}`, () => {
    test('ended after the rename: the old file is back', (t) => {
      const run = start(t)
      keep(run)
      fs.renameSync(run.staged, run.path)
      assert.deepEqual(cleanUp(run.journal), { ...NOTHING, removed: [run.path] })
      assert.equal(fs.readFileSync(run.path, 'utf8'), 'OLD=1\n')
      assert.ok(!fs.existsSync(run.keptAs))
    })

    test('ended before it: the old file was never away, its second name goes', (t) => {
      const run = start(t)
      keep(run)
      const { removed, failed } = cleanUp(run.journal)
      assert.deepEqual([removed, failed], [[run.staged], []])
      assert.equal(fs.readFileSync(run.path, 'utf8'), 'OLD=1\n')
      assert.ok(!fs.existsSync(run.keptAs))
    })

    test('ended well: ours goes, and the old one was given up', (t) => {
      const run = start(t)
      keep(run)
      fs.renameSync(run.staged, run.path)
      fs.unlinkSync(run.keptAs)
      assert.deepEqual(cleanUp(run.journal), { ...NOTHING, removed: [run.path] })
      assert.ok(!fs.existsSync(run.path))
    })

    test('what cannot be put back is named', (t) => {
      const run = start(t)
      const gone = join(run.path, '../gone/.env')
      run.journal.replaced(gone, run.keptAs)
      fs.linkSync(run.path, run.keptAs)
      assert.deepEqual(cleanUp(run.journal), { ...NOTHING, failed: [gone] })
      assert.equal(fs.readFileSync(run.keptAs, 'utf8'), 'OLD=1\n')
    })
  })
}
