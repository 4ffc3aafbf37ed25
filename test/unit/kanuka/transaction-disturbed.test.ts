// The store changes under a transaction's feet: others write, remove, put links in the way. Nothing of
// theirs is overwritten, and nothing is written through a link.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { recover } from '../../../src/kanuka/recovery.ts'
import { folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import { changeTo, VERSIONS } from '../../helpers/transaction-driver.ts'
import {
  assertIs,
  failWith,
  leftIn,
  place,
  watch,
  whileStaged,
  type Place,
} from '../../helpers/transaction-place.ts'

describe('the store is no longer what the change was computed from', () => {
  const elsewhere = (t: TestContext, at: Place, path: string): string => {
    const outside = folder(t)
    fs.cpSync(join(at.root, path), join(outside, 'copy'), { recursive: true })
    fs.rmSync(join(at.root, path), { recursive: true })
    fs.symlinkSync(join(outside, 'copy'), join(at.root, path))
    return outside
  }
  const disturbances: Readonly<Record<string, (t: TestContext, at: Place) => string | void>> = {
    'a file was changed in place': (_, at) =>
      fs.appendFileSync(join(at.root, '.kanuka/audit.jsonl'), 'x'),
    'a file is gone': (_, at) => fs.rmSync(join(at.root, '.env.kanuka')),
    'a file has appeared': (_, at) => {
      fs.mkdirSync(join(at.root, 'apps/api'), { recursive: true })
      fs.writeFileSync(join(at.root, 'apps/api/.env.production.kanuka'), 'x')
    },
    'a folder is in the way': (_, at) => {
      fs.rmSync(join(at.root, '.env.kanuka'))
      fs.mkdirSync(join(at.root, '.env.kanuka'))
    },
    'a file is now a link to the same bytes': (t, at) => elsewhere(t, at, '.env.kanuka'),
    'a folder on the way is now a link': (t, at) => elsewhere(t, at, '.kanuka/secrets'),
    'a folder to be made is now a link': (t, at) => {
      const outside = folder(t)
      fs.rmSync(join(at.root, 'apps'), { recursive: true, force: true })
      fs.symlinkSync(outside, join(at.root, 'apps'))
      return outside
    },
  }
  const treeOf = (path: string): readonly string[] =>
    fs.readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()

  for (const [what, disturb] of Object.entries(disturbances)) {
    for (const when of ['before the run', 'while it is staged'] as const) {
      test(`${what} ${when}`, async (t) => {
        const at = place(t)
        let outside: string | undefined
        let before: readonly string[] = []
        const change = (): void => {
          outside = disturb(t, at) ?? undefined
          before = outside === undefined ? [] : treeOf(outside)
        }
        if (when === 'before the run') change()
        else whileStaged(t, change)
        const error = await refusal(() => changeTo(at.home, 'new'))
        assert.equal(error.code, 'STORE_CHANGED')
        assert.deepEqual(leftIn(at), [])
        if (outside !== undefined) assert.deepEqual(treeOf(outside), before)
        const isOld = ([path, bytes]: [string, Buffer]): boolean =>
          fs.statSync(join(at.root, path), { throwIfNoEntry: false })?.isFile() === true &&
          fs.readFileSync(join(at.root, path)).equals(bytes)
        const others = [...VERSIONS.old].filter((entry) => !isOld(entry))
        assert.ok(others.length <= 1, 'what was disturbed, and no other')
      })
    }
  }

  test('it changes between two renames: what was put in place is put back', async (t) => {
    const at = place(t)
    const error = await interruptedBy(t, at, () => failWith('EACCES'))
    assert.equal(error.code, 'WRITE_FAILED')
    assert.match(error.what, /^\.kanuka\/config\.toml could not be written \(EACCES\)/)
    assertIs(at)
  })

  test('a file is changed by others right after it was put in place: nothing is guessed', async (t) => {
    const at = place(t)
    const error = await interruptedBy(t, at, () =>
      fs.appendFileSync(join(at.root, '.env.kanuka'), 'x'),
    )
    assert.equal(error.code, 'STORE_INTERRUPTED')
    assert.match(error.what, /were changed at the same time: \.env\.kanuka$/)
    assert.equal((await refusal(() => recover(at.home, { dryRun: false }))).code, error.code)
    // As the message says: restored, and the new files removed.
    for (const [path, bytes] of VERSIONS.old) fs.writeFileSync(join(at.root, path), bytes)
    for (const path of VERSIONS.new.keys()) {
      if (!VERSIONS.old.has(path)) fs.rmSync(join(at.root, path))
    }
    assert.equal(recover(at.home, { dryRun: false }).outcome, 'discarded')
    assertIs(at)
  })

  test('what was kept is damaged when it is to be put back: it is not', async (t) => {
    const at = place(t)
    const error = await interruptedBy(t, at, () => {
      fs.writeFileSync(join(at.home.folder, 'old/1'), 'damaged')
      failWith('EACCES')
    })
    assert.equal(error.code, 'STORE_INTERRUPTED')
    assert.match(error.what, /what was kept of them is gone: \.env\.kanuka$/)
    const found = fs.readFileSync(join(at.root, '.env.kanuka'))
    assert.deepEqual(found, VERSIONS.new.get('.env.kanuka'))
    // What is staged is there, so there is a way forward.
    assert.equal(recover(at.home, { dryRun: false }).outcome, 'completed')
    assertIs(at, 'new')
  })

  /** `disturb` comes before config.toml is put in place. */
  function interruptedBy(
    t: TestContext,
    at: Place,
    disturb: () => void,
  ): ReturnType<typeof refusal> {
    const target = join(at.root, '.kanuka/config.toml')
    let isFirst = true
    watch(t, 'renameSync', (_from, to) => {
      if (to !== target || !isFirst) return
      isFirst = false
      disturb()
    })
    return refusal(() => changeTo(at.home, 'new'))
  }
})
