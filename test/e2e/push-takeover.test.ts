// What a push has imported, and committed, becomes its own in the same run: marked, with the commit that
// landed. Also after a rotation that the run has committed before.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { withoutGit } from '../helpers/action.ts'
import { git, published, scene } from '../helpers/committing.ts'
import { assertFails } from '../helpers/committing-asserts.ts'
import { withoutHttpBackend } from '../helpers/github/fake-github.ts'
import { CANARY, fileEntry, marksAt, pulling, valuesAt, type Pulling } from '../helpers/pulling.ts'
import type { StepResult } from '../helpers/runner.ts'

const FILE = '.env.production.kanuka'
const BY_GIT = { command: 'push', commit: 'branch', 'commit-method': 'git', 'github-token': '' }
const IMPORTING = 'initial-sync: import-prioritize-destination'
const ADOPTING = `${IMPORTING}, adopt: true`
const THERE = fileEntry('there', 'there.json', ADOPTING)

interface Story extends Pulling {
  readonly origin: string
  readonly head: string
}

async function story(t: TestContext): Promise<Story> {
  const made = await pulling(t, { [FILE]: 'MINE=1\nBOTH=old\n' })
  const place = published(t, made.workspace)
  made.place('there.json', `{\n  "BOTH": "${CANARY}",\n  "THEIRS": "3"\n}\n`)
  return { ...made, ...place }
}

/** The checkout of the job that comes next; what is not in git stays. */
function checkOut({ workspace }: Story): void {
  git(workspace, 'fetch', '--quiet', 'origin', 'main')
  git(workspace, 'reset', '--quiet', '--hard', 'FETCH_HEAD')
}

function counts(result: StepResult): unknown {
  const [row] = JSON.parse(result.outputs.get('push') ?? '') as Record<string, unknown>[]
  return Object.fromEntries(Object.entries(row ?? {}).filter(([, amount]) => amount !== 0))
}

function assertWell(result: StepResult): void {
  assert.equal(result.exitCode, 0, result.log)
}

const ALL = { BOTH: CANARY, MINE: '1', THEIRS: '3' }

describe('what is imported and committed', { skip: withoutGit, concurrency: 2 }, () => {
  test('is taken over with `adopt`, and the next run finds nothing to do', async (t) => {
    const made = await story(t)
    const result = await made.run(THERE, BY_GIT)
    assertWell(result)
    assert.deepEqual(counts(result), { destination: 'there', created: 1, updated: 2 })
    assert.deepEqual(valuesAt(made), ALL)
    const landed = git(made.origin, 'rev-parse', 'main')
    assert.equal(git(made.origin, 'rev-parse', 'main^'), made.head)
    assert.equal(result.outputs.get('commit-sha'), landed)
    // A run of the commit before must not bring back what its source has.
    assert.deepEqual(new Set(marksAt(made).values()), new Set([landed]))
    git(made.workspace, 'reset', '--quiet', '--hard', made.head)
    assertFails(await made.run(THERE, BY_GIT), 'ROLLBACK_REFUSED', /holds what the later commit/)
    assert.deepEqual(valuesAt(made), ALL)
    checkOut(made)
    const next = await made.run(THERE, BY_GIT)
    assertWell(next)
    assert.deepEqual(counts(next), { destination: 'there', unchanged: 3 })
    assert.equal(git(made.origin, 'rev-parse', 'main'), landed)
  })

  test('is told as foreign without `adopt`, each time', async (t) => {
    const made = await story(t)
    const entry = fileEntry('there', 'there.json', IMPORTING)
    for (let times = 0; times < 2; times++) {
      const result = await made.run(entry, BY_GIT)
      assertFails(result, 'ITEM_FOREIGN', /has BOTH, THEIRS already.*`adopt: true` once/s)
      assert.deepEqual([...marksAt(made).keys()], ['MINE'])
      assert.deepEqual(valuesAt(made), ALL)
      checkOut(made)
    }
    assert.equal(git(made.origin, 'rev-list', '--count', 'main'), '2')
    const result = await made.run(THERE, BY_GIT)
    assertWell(result)
    assert.deepEqual(counts(result), { destination: 'there', updated: 2, unchanged: 1 })
  })

  test('is written again where somebody changed what is ours, and then is settled', async (t) => {
    const made = await story(t)
    assertWell(await made.run(THERE, BY_GIT))
    checkOut(made)
    made.place('there.json', `{\n  "BOTH": "changed",\n  "MINE": "1",\n  "THEIRS": "3"\n}\n`)
    const entry = fileEntry('there', 'there.json', IMPORTING)
    const result = await made.run(entry, BY_GIT)
    assertWell(result)
    assert.deepEqual(counts(result), { destination: 'there', updated: 1, unchanged: 2 })
    assert.equal(await made.text(FILE), 'MINE=1\nBOTH=changed\nTHEIRS=3\n')
    checkOut(made)
    assert.deepEqual(counts(await made.run(entry, BY_GIT)), { destination: 'there', unchanged: 3 })
  })

  test('goes into the values that are made of it', async (t) => {
    const made = await story(t)
    const entry = fileEntry('there', 'there.json', `${ADOPTING}, values: { URL: 'x://{{BOTH}}' }`)
    assertWell(await made.run(entry, BY_GIT))
    assert.deepEqual(valuesAt(made), { ...ALL, URL: `x://${CANARY}` })
  })

  test('stays as it is there while it is only proposed', async (t) => {
    const made = await story(t)
    const proposing = { ...BY_GIT, commit: 'pull-request' }
    const result = await made.run(THERE, proposing)
    assertWell(result)
    assert.deepEqual(counts(result), { destination: 'there', created: 1, skipped: 2 })
    assert.deepEqual(marksAt(made), new Map([['MINE', made.head]]))
    assert.match(result.log, /stays as it is at the destinations until a push finds it committed/)
    git(made.workspace, 'fetch', '--quiet', 'origin', 'kanuka/pull-main')
    git(made.workspace, 'push', '--quiet', 'origin', 'FETCH_HEAD:main')
    checkOut(made)
    const merged = await made.run(THERE, proposing)
    assertWell(merged)
    assert.deepEqual(counts(merged), { destination: 'there', updated: 2, unchanged: 1 })
  })

  test('without `commit`, stays as it is there until the source has it', async (t) => {
    const made = await story(t)
    const result = await made.run(THERE, { command: 'push' })
    assertWell(result)
    assert.deepEqual(counts(result), { destination: 'there', created: 1, skipped: 2 })
    git(made.workspace, 'commit', '--quiet', '--all', '--message', 'imported')
    const next = await made.run(THERE, { command: 'push' })
    assertWell(next)
    assert.deepEqual(counts(next), { destination: 'there', updated: 2, unchanged: 1 })
  })
})

// The hook is asked by the step itself, which has the signal before it has the answer.
const CANCEL = `#!/bin/sh
pid=$PPID
until ps -o args= -p "$pid" | grep -q 'dist/main'; do
  pid=$(ps -o ppid= -p "$pid" | tr -d ' ')
  [ "$pid" -gt 1 ] || exit 1
done
kill -INT "$pid"
`

test(
  'a job that is cancelled while it commits an import ends the commit, and writes nothing more',
  { skip: withoutGit || process.platform === 'win32' },
  async (t) => {
    const made = await story(t)
    writeFileSync(join(made.origin, 'hooks/pre-receive'), CANCEL, { mode: 0o755 })
    const result = await made.run(THERE, BY_GIT)
    assertFails(result, 'PUSH_STOPPED', /stopped by the end of the job before all was written/)
    const landed = git(made.origin, 'rev-parse', 'main')
    assert.equal(git(made.origin, 'rev-parse', 'main^'), made.head)
    assert.equal(result.outputs.get('commit-sha'), landed)
    assert.match(result.log, new RegExp(`Commit ${landed.slice(0, 12)} on main`))
    assert.match(result.log, /2 imported into .*1 not tried|1 not tried.*2 imported into/s)
    assert.deepEqual(valuesAt(made), { BOTH: CANARY, THEIRS: '3' })
    // The checkout is not left behind the commit.
    git(made.workspace, 'fetch', '--quiet', 'origin', 'main')
    assert.equal(git(made.workspace, 'diff', '--name-only', 'FETCH_HEAD'), '')
    rmSync(join(made.origin, 'hooks/pre-receive'))
    checkOut(made)
    const next = await made.run(THERE, BY_GIT)
    assertWell(next)
    assert.deepEqual(counts(next), { destination: 'there', created: 1, updated: 2 })
  },
)

describe('a rotation, its commit and a push in one run', { skip: withoutGit }, () => {
  const SYNC = { ...BY_GIT, command: 'sync' }

  test('marks name the commit that landed', async (t) => {
    const made = await story(t)
    made.place('there.json', '{}\n')
    assertWell(await made.run(fileEntry('there', 'there.json'), SYNC))
    const landed = git(made.origin, 'rev-parse', 'main')
    assert.equal(git(made.origin, 'rev-parse', 'main^'), made.head)
    assert.deepEqual(new Set(marksAt(made).values()), new Set([landed]))
  })

  test('marks name the commit before while the rotation is only proposed', async (t) => {
    const made = await story(t)
    made.place('there.json', '{}\n')
    const entry = fileEntry('there', 'there.json')
    assertWell(await made.run(entry, { ...SYNC, commit: 'pull-request' }))
    assert.deepEqual(new Set(marksAt(made).values()), new Set([made.head]))
  })

  test('what is imported then is one more commit', async (t) => {
    const made = await story(t)
    const result = await made.run(THERE, SYNC)
    assertWell(result)
    const [landed, rotated, before] = git(made.origin, 'log', '--format=%H', 'main').split('\n')
    assert.equal(before, made.head)
    assert.equal(result.outputs.get('commit-sha'), landed)
    assert.match(result.log, new RegExp(`Commit ${rotated?.slice(0, 12)} on main`))
    assert.deepEqual(new Set(marksAt(made).values()), new Set([landed]))
    assert.deepEqual(valuesAt(made), ALL)
    checkOut(made)
    assert.equal(await made.text(FILE), `MINE=1\nBOTH=${CANARY}\nTHEIRS=3\n`)
    assert.equal(git(made.workspace, 'status', '--porcelain', '--untracked-files=no'), '')
    const next = await made.run(THERE, BY_GIT)
    assert.deepEqual(counts(next), { destination: 'there', unchanged: 3 })
  })

  test('what is imported then is a proposal on top of the other one', async (t) => {
    const made = await story(t)
    const result = await made.run(THERE, { ...SYNC, commit: 'pull-request' })
    assertWell(result)
    assert.equal(git(made.origin, 'rev-parse', 'main'), made.head)
    const onto = git(made.origin, 'rev-parse', 'kanuka/sync-main')
    assert.equal(git(made.origin, 'rev-parse', 'kanuka/pull-main^'), onto)
    assert.deepEqual(marksAt(made), new Map([['MINE', made.head]]))
    // What lies on the disk is one store under one key.
    assert.equal(await made.text(FILE), `MINE=1\nBOTH=${CANARY}\nTHEIRS=3\n`)
  })

  test('through the API of GitHub, too', { skip: withoutHttpBackend }, async (t) => {
    const made = await scene(t)
    const { workspace, github } = made
    writeFileSync(join(workspace, 'there.json'), `{\n  "THEIRS": "${CANARY}"\n}\n`)
    const destinations = `- { name: there, type: file, path: there.json, from: .env.kanuka, ${ADOPTING} }`
    const result = await made.sync({ destinations })
    assertWell(result)
    const [landed, , before] = github.git('log', '--format=%H', 'main').split('\n')
    assert.equal(before, made.head)
    assert.equal(result.outputs.get('commit-sha'), landed)
    assert.deepEqual(new Set(marksAt({ workspace, key: '' }).values()), new Set([landed]))
  })
})
