// When a rotation is due: by the log, and by git's history, which is harder to bend.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, key, withoutGit } from '../helpers/action.ts'
import { ago, commit, DAY, HOUR } from '../helpers/dated-commits.ts'
import {
  BOB,
  CAROL,
  DAVE,
  everythingIn,
  synced,
  WORKSTATION,
  type Synced,
  BASIC,
  TEAM,
} from '../helpers/rotating.ts'

/** A log of these operations, each so long ago. */
function writeLog(root: string, lines: readonly (readonly [op: string, age: number])[]): void {
  const text = lines.map(([op, age]) => {
    const ts = ago(age).toISOString().replace('Z', '000Z')
    return `{"ts":"${ts}","user":"alice@example.com","uuid":"${WORKSTATION}","op":"${op}"}\n`
  })
  fs.writeFileSync(join(root, '.kanuka/audit.jsonl'), text.join(''))
}

interface Case {
  readonly log: Parameters<typeof writeLog>[1] | undefined
  /** How long ago the wrapped keys were committed; undefined: no git. */
  readonly committed?: number
  readonly after: string
  readonly isDue: boolean
}

async function rotatedAfter(t: TestContext, { log, committed, after }: Case): Promise<Synced> {
  const root = checkout(t, 'basic')
  if (committed !== undefined) commit(root, committed)
  if (log) writeLog(root, log)
  else fs.rmSync(join(root, '.kanuka/audit.jsonl'))
  if (committed !== undefined) commit(root)
  const before = everythingIn(root)
  const run = await synced(t, root, { ...BASIC, 'rotate-after': after })
  const isDue = run.result.outputs.get('changed') === 'true'
  if (!isDue) assert.deepEqual(everythingIn(root), before)
  return run
}

const CASES: Readonly<Record<string, Case>> = {
  'a sync younger than asked': { log: [['sync', 2 * DAY]], after: '3d', isDue: false },
  'a sync older than asked': { log: [['sync', 2 * DAY]], after: '1d', isDue: true },
  'in hours, not yet': { log: [['sync', 2 * HOUR]], after: '3h', isDue: false },
  'in hours, due': { log: [['sync', 4 * HOUR]], after: '3H', isDue: true },
  'in weeks, not yet': { log: [['sync', 6 * DAY]], after: '1w', isDue: false },
  'in weeks, due': { log: [['sync', 8 * DAY]], after: '1 w', isDue: true },
  'a revocation makes a key too': { log: [['revoke', DAY]], after: '3d', isDue: false },
  'so does the beginning': { log: [['init', DAY]], after: '3d', isDue: false },
  "a member's own new key pair does not": {
    log: [
      ['init', 5 * DAY],
      ['rotate', DAY],
      ['encrypt', DAY],
      ['register', DAY],
    ],
    after: '3d',
    isDue: true,
  },
  'the newest counts, wherever it stands': {
    log: [
      ['sync', DAY],
      ['sync', 9 * DAY],
    ],
    after: '3d',
    isDue: false,
  },
  'no log at all': { log: undefined, after: '3d', isDue: true },
  'a log that says nothing of it': { log: [['encrypt', HOUR]], after: '3d', isDue: true },
  'a line of the future, which nobody can have written': {
    log: [
      ['sync', 9 * DAY],
      ['sync', -HOUR],
    ],
    after: '3d',
    isDue: true,
  },
  'nothing but a line of the future': { log: [['sync', -DAY]], after: '3d', isDue: true },
}

const CASES_IN_GIT: Readonly<Record<string, Case>> = {
  'both young': { log: [['sync', DAY]], committed: DAY, after: '3d', isDue: false },
  'a young log that git gives the lie to': {
    log: [['sync', HOUR]],
    committed: 9 * DAY,
    after: '3d',
    isDue: true,
  },
  'an old log, keys committed just now': {
    log: [['sync', 9 * DAY]],
    committed: HOUR,
    after: '3d',
    isDue: true,
  },
  'no log, keys committed just now': {
    log: undefined,
    committed: HOUR,
    after: '3d',
    isDue: false,
  },
  'no log, keys committed long ago': {
    log: undefined,
    committed: 9 * DAY,
    after: '3d',
    isDue: true,
  },
  'a line of the future, keys committed long ago': {
    log: [['sync', -DAY]],
    committed: 9 * DAY,
    after: '3d',
    isDue: true,
  },
}

describe('rotate-after', () => {
  for (const [what, it] of Object.entries(CASES)) {
    test(`by the log: ${what}`, async (t) => {
      const { result } = await rotatedAfter(t, it)
      assert.equal(result.outputs.get('changed'), String(it.isDue))
    })
  }

  for (const [what, it] of Object.entries(CASES_IN_GIT)) {
    test(`by log and git: ${what}`, { skip: withoutGit }, async (t) => {
      const { result } = await rotatedAfter(t, it)
      assert.equal(result.outputs.get('changed'), String(it.isDue))
    })
  }

  test('a store that is left alone: what is said of it', async (t) => {
    const run = await rotatedAfter(t, { log: [['sync', 2 * DAY]], after: '30d', isDue: false })
    const { log, outputs, annotations } = run.result
    const day = ago(2 * DAY)
      .toISOString()
      .slice(0, 10)
    assert.match(log, /^"basic-app": left alone, the key is younger than `rotate-after`/)
    assert.match(log, new RegExp(`last rotated ${day}`))
    assert.deepEqual(annotations, [])
    assert.equal(outputs.get('files'), '[]')
    assert.equal(outputs.get('files-count'), '0')
    const report = JSON.parse(outputs.get('report') ?? '') as { stores: { result: string }[] }
    assert.deepEqual(
      report.stores.map(({ result }) => result),
      ['left alone'],
    )
  })

  test('of several stores only those that are due', async (t) => {
    const workspace = checkout(t, 'monorepo')
    writeLog(workspace, [['sync', 9 * DAY]])
    writeLog(join(workspace, 'services/api'), [['sync', DAY]])
    writeLog(join(workspace, 'services/web'), [['sync', 9 * DAY]])
    const api = everythingIn(join(workspace, 'services/api'))
    const { result } = await synced(t, workspace, {
      'private-key': key('monorepo-ci-all-stores.pem'),
      'working-directory': '**',
      'rotate-after': '3d',
    })
    assert.deepEqual(everythingIn(join(workspace, 'services/api')), api)
    const files = JSON.parse(result.outputs.get('files') ?? '') as readonly string[]
    assert.equal(files.length, 4)
    assert.equal(result.outputs.get('changed'), 'true')
  })

  for (const [what, inputs, says] of [
    ['removed', { revoke: CAROL }, /1 member removed/],
    ['let in', { grant: DAVE }, /1 member let in/],
    ['let in with all who wait', { grant: 'all-pending' }, /1 member let in/],
  ] as const) {
    test(`who is to be ${what} is not kept waiting`, async (t) => {
      const root = checkout(t, 'team')
      writeLog(root, [['sync', HOUR]])
      const { result } = await synced(t, root, { ...TEAM, ...inputs, 'rotate-after': '30d' })
      assert.equal(result.outputs.get('changed'), 'true')
      assert.match(result.log, says)
    })
  }

  test('naming those who have access already is no reason to rotate', async (t) => {
    const root = checkout(t, 'team')
    writeLog(root, [['sync', HOUR]])
    const inputs = { ...TEAM, grant: `${BOB}, ${CAROL}`, 'rotate-after': '30d' }
    const { result } = await synced(t, root, inputs)
    assert.equal(result.outputs.get('changed'), 'false')
    assert.deepEqual(result.annotations, [])
  })
})
