// What a recovery makes of everything that a kill, a checkout or a hand can have left: every
// combination of states, on files made for it. The kills themselves: transaction-crash.test.ts.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { hasLeftovers, recover, type Recovery } from '../../../src/kanuka/recovery.ts'
import { digestOf } from '../../../src/kanuka/transaction-journal.ts'
import { folder } from '../../helpers/action.ts'
import { refusal } from '../../helpers/refusals.ts'
import {
  assertIs,
  failWith,
  newPlace,
  place,
  watch,
  type Place,
} from '../../helpers/transaction-place.ts'
import { changeTo, VERSIONS } from '../../helpers/transaction-driver.ts'

const [OLD, NEW] = [Buffer.from('old'), Buffer.from('new')]
const ID = '0123456789abcdef'
/** A file that is replaced, one that is made, one that is deleted. */
const ENTRIES = [
  { path: '.env.kanuka', before: OLD, after: NEW },
  { path: 'a/made.env.kanuka', before: undefined, after: NEW },
  { path: '.kanuka/audit.jsonl', before: OLD, after: undefined },
] as const

type State = 'before' | 'after' | 'neither'
const STATES: readonly State[] = ['before', 'after', 'neither']

interface Left {
  readonly states: readonly State[]
  readonly isCommitted: boolean
  /** Whether what is yet to be put in place is there. */
  readonly hasNew: boolean
  /** Whether what would have to be put back is there. */
  readonly hasOld: boolean
  readonly isBeside: boolean
}

function write(path: string, bytes: Uint8Array): void {
  fs.mkdirSync(dirname(path), { recursive: true })
  fs.writeFileSync(path, bytes)
}

function journal(root: string): Record<string, unknown> {
  const entries = ENTRIES.map(({ path, before, after }, index) => ({
    index,
    path,
    before: digestOf(before),
    after: digestOf(after),
  }))
  return { version: 1, id: ID, root, head: '', folders: ['a'], entries }
}

/** A store with nothing but the three files, and a home. */
function leave(left: Left): Place {
  const at = newPlace()
  fs.rmSync(at.root, { recursive: true })
  fs.mkdirSync(join(at.root, 'a'), { recursive: true })
  const name = left.isCommitted ? 'journal.json' : 'journal.tmp'
  write(join(at.home.folder, name), Buffer.from(JSON.stringify(journal(at.root))))
  for (const [index, { path, before, after }] of ENTRIES.entries()) {
    const state = left.states[index]
    const bytes = { before, after, neither: Buffer.from('theirs') }[state ?? 'neither']
    if (bytes) write(join(at.root, path), bytes)
    const beside = join(at.root, dirname(path), `.kanuka-txn-${ID}-${index}`)
    const [staged, kept] = left.isBeside
      ? [beside, `${beside}-old`]
      : [join(at.home.folder, `new/${index}`), join(at.home.folder, `old/${index}`)]
    if (left.hasNew && after && state === 'before') write(staged, after)
    if (left.hasOld && before) write(kept, before)
  }
  return at
}

/** The rule in the words of the design, to compare with. */
function expected({ states, isCommitted, hasNew, hasOld }: Left): Recovery | 'refused' {
  const is = (state: State): boolean => states.includes(state)
  if (states.every((state) => state === 'after')) return 'cleaned up'
  if (!isCommitted || !is('after')) return 'discarded'
  if (is('neither')) return 'refused'
  const isComplete = hasNew || states.every((state, index) => state === 'after' || index === 2)
  const needsOld = states[0] === 'after' || states[2] === 'after'
  const keepsPending = hasOld || (states[0] !== 'before' && states[2] !== 'before')
  const canReturn = hasOld || !needsOld
  if (isComplete && (keepsPending || !canReturn)) return 'completed'
  return canReturn ? 'rolled back' : 'refused'
}

function contentOf(at: Place): readonly (string | undefined)[] {
  return ENTRIES.map(({ path }) => {
    const file = join(at.root, path)
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
  })
}

const text = (version: 'before' | 'after'): readonly (string | undefined)[] =>
  ENTRIES.map((entry) => entry[version]?.toString())

function outcomeOf(at: Place, dryRun: boolean): Recovery | 'refused' {
  try {
    return recover(at.home, { dryRun }).outcome
  } catch (error) {
    assert.equal((error as { code: string }).code, 'STORE_INTERRUPTED')
    return 'refused'
  }
}

const flags = [true, false]
const ALL: readonly Left[] = STATES.flatMap((one) =>
  STATES.flatMap((two) => STATES.map((three) => [one, two, three])),
).flatMap((states) =>
  flags.flatMap((isCommitted) =>
    flags.flatMap((hasNew) =>
      flags.flatMap((hasOld) =>
        flags.map((isBeside) => ({ states, isCommitted, hasNew, hasOld, isBeside })),
      ),
    ),
  ),
)

test('every combination of states has the outcome of the rule', () => {
  assert.equal(ALL.length, 27 * 16)
  const seen = new Set<string>()
  for (const left of ALL) {
    const what = JSON.stringify(left)
    const at = leave(left)
    const before = contentOf(at)
    const rule = expected(left)
    seen.add(rule)
    assert.equal(outcomeOf(at, true), rule, what)
    assert.deepEqual(contentOf(at), before, what)
    assert.equal(outcomeOf(at, false), rule, what)
    if (rule === 'completed') assert.deepEqual(contentOf(at), text('after'), what)
    else if (rule === 'rolled back') assert.deepEqual(contentOf(at), text('before'), what)
    else assert.deepEqual(contentOf(at), before, what)
    assert.equal(hasLeftovers(at.home), rule === 'refused', what)
    if (rule !== 'refused') {
      const all = fs.readdirSync(at.root, { recursive: true, encoding: 'utf8' })
      assert.ok(!all.some((path) => path.includes('.kanuka-txn-')), what)
      assert.equal(
        all.includes('a'),
        all.some((path) => path.startsWith('a/')),
        what,
      )
      assert.deepEqual(recover(at.home, { dryRun: false }), { outcome: 'nothing', files: [] })
    }
    fs.rmSync(at.around, { recursive: true })
  }
  assert.equal(seen.size, 5)
})

const HALF: Left = {
  states: ['after', 'before', 'before'],
  isCommitted: true,
  hasNew: true,
  hasOld: true,
  isBeside: false,
}

function half(t: TestContext, more: Partial<Left> = {}): Place {
  const at = leave({ ...HALF, ...more })
  t.after(() => fs.rmSync(at.around, { recursive: true, force: true }))
  return at
}

describe('what it says', () => {
  test('nothing where nothing is; nothing is made for it either', (t) => {
    const at = place(t)
    assert.equal(hasLeftovers(at.home), false)
    assert.deepEqual(recover(at.home, { dryRun: false }), { outcome: 'nothing', files: [] })
    assert.deepEqual(fs.readdirSync(join(at.root, '.git')), [])
  })

  test('the files that it writes, as messages show them', (t) => {
    const at = half(t)
    const home = { ...at.home, shown: (path: string): string => `app/${path}` }
    const files = ['app/a/made.env.kanuka', 'app/.kanuka/audit.jsonl']
    assert.deepEqual(recover(home, { dryRun: true }), { outcome: 'completed', files })
    assert.deepEqual(recover(home, { dryRun: false }), { outcome: 'completed', files })
  })

  test('the files that stop it', async (t) => {
    const at = half(t, { states: ['after', 'neither', 'before'] })
    const error = await refusal(() => recover(at.home, { dryRun: false }))
    assert.equal(error.code, 'STORE_INTERRUPTED')
    assert.match(error.what, /were changed since: a\/made\.env\.kanuka$/)
    assert.match(error.fix, /git restore/)
    fs.rmSync(join(at.root, 'a/made.env.kanuka'))
    // What is staged for it is gone too, so there is only the way back.
    assert.equal(recover(at.home, { dryRun: false }).outcome, 'rolled back')
  })
})

describe('the disk stops it', () => {
  test('forward fails: it goes back', (t) => {
    const at = half(t)
    watch(t, 'unlinkSync', (path) => String(path).endsWith('audit.jsonl') && failWith('EACCES'))
    assert.equal(recover(at.home, { dryRun: false }).outcome, 'rolled back')
    assert.deepEqual(contentOf(at), text('before'))
    assert.equal(hasLeftovers(at.home), false)
  })

  test('a file that cannot be read is no reason to guess', async (t) => {
    const at = half(t, { states: ['before', 'before', 'before'] })
    const target = join(at.root, '.env.kanuka')
    let isBroken = true
    watch(t, 'openSync', (path) => isBroken && path === target && failWith('EIO'))
    const error = await refusal(() => recover(at.home, { dryRun: false }))
    assert.match(error.what, /cannot be read: \.env\.kanuka$/)
    isBroken = false
    assert.equal(recover(at.home, { dryRun: false }).outcome, 'discarded')
  })
})

test('a folder that cannot be looked into is no reason to guess either', async (t) => {
  const at = half(t)
  watch(t, 'lstatSync', (path) => path === join(at.root, '.env.kanuka') && failWith('EACCES'))
  const error = await refusal(() => recover(at.home, { dryRun: true }))
  assert.match(error.what, /cannot be read: \.env\.kanuka$/)
})

test('a checkout has replaced the tree since: yesterday’s change is not applied', async (t) => {
  const at = place(t)
  const kill = (): never => failWith('EIO')
  let count = 0
  let isBroken = true
  watch(t, 'renameSync', (_from, to) => {
    if (VERSIONS.old.has(String(to).slice(at.root.length + 1))) count += 1
    if (isBroken && count > 2) kill()
  })
  assert.equal((await refusal(() => changeTo(at.home, 'new'))).code, 'STORE_INTERRUPTED')
  isBroken = false
  for (const [path, bytes] of VERSIONS.old) write(join(at.root, path), bytes)
  assert.equal(recover(at.home, { dryRun: false }).outcome, 'discarded')
  assertIs(at)
})

describe('links', () => {
  test('what has the name of a staged file behind a link stays', (t) => {
    const at = half(t, { states: ['before', 'before', 'before'], isCommitted: false })
    const outside = folder(t)
    fs.writeFileSync(join(outside, `.kanuka-txn-${ID}-2`), 'theirs')
    fs.rmSync(join(at.root, '.kanuka'), { recursive: true })
    fs.symlinkSync(outside, join(at.root, '.kanuka'))
    assert.equal(recover(at.home, { dryRun: false }).outcome, 'discarded')
    assert.deepEqual(fs.readdirSync(outside), [`.kanuka-txn-${ID}-2`])
  })

  for (const state of ['before', 'after'] as const) {
    test(`a folder on the way is a link to files that are ${state}: they stay`, async (t) => {
      const at = half(t, { states: ['after', 'before', state] })
      const outside = folder(t)
      fs.mkdirSync(join(outside, 'k'))
      if (state === 'before') fs.writeFileSync(join(outside, 'k/audit.jsonl'), OLD)
      fs.rmSync(join(at.root, '.kanuka'), { recursive: true, force: true })
      fs.symlinkSync(join(outside, 'k'), join(at.root, '.kanuka'))
      const before = fs.readdirSync(outside, { recursive: true })
      const error = await refusal(() => recover(at.home, { dryRun: false }))
      assert.match(error.what, /were changed since: \.kanuka\/audit\.jsonl$/)
      assert.deepEqual(fs.readdirSync(outside, { recursive: true }), before)
    })
  }
})
