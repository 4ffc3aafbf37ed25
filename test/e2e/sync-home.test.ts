// Where a rotation keeps what it needs, and its lock: what a checkout brings along counts for nothing,
// a run that lives is left alone, and a signal gets in between no two steps.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, commitAll, filesIn, folder, jobIn, withoutGit } from '../helpers/action.ts'
import { homeIn } from '../helpers/killed-sync.ts'
import {
  assertHeldBy,
  assertRefused,
  BASIC,
  digest,
  everythingIn,
  leftInTemp,
  sync,
  synced,
  WORKSTATION,
  plaintextsOf,
} from '../helpers/rotating.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const OPEN = { ...BASIC, 'write-files': 'false' }

/** A journal that, believed, has `.env.kanuka` deleted: the rest of a change that was cut off. */
function plantJournal(gitDir: string, workspace: string): void {
  const home = homeIn(gitDir, workspace)
  fs.mkdirSync(home, { recursive: true, mode: 0o700 })
  const current = (path: string): string => digest(fs.readFileSync(join(workspace, path)))
  const entries = [
    { path: '.kanuka/audit.jsonl', before: '0'.repeat(64), after: current('.kanuka/audit.jsonl') },
    { path: '.env.kanuka', before: current('.env.kanuka'), after: 'absent' },
  ].map((entry, index) => ({ index, ...entry }))
  const root = fs.realpathSync(workspace)
  const journal = { version: 1, id: '0'.repeat(16), root, head: '', folders: [], entries }
  fs.writeFileSync(join(home, 'journal.json'), JSON.stringify(journal))
}

describe('a journal that somebody planted', () => {
  test('where only this action writes, it counts: that is what the others must not do', async (t) => {
    const workspace = checkout(t, 'basic')
    fs.mkdirSync(join(workspace, '.git'))
    plantJournal(join(workspace, '.git'), workspace)
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: OPEN })
    assert.equal(result.exitCode, 0, result.log)
    assert.ok(!fs.existsSync(join(workspace, '.env.kanuka')))
  })

  for (const [what, plant] of [
    ['in the work tree', (workspace: string) => plantJournal(workspace, workspace)],
    ['in .kanuka', (workspace: string) => plantJournal(join(workspace, '.kanuka'), workspace)],
    [
      'in a folder of the work tree that a `.git` file names',
      (workspace: string) => {
        plantJournal(join(workspace, 'fake'), workspace)
        fs.writeFileSync(join(workspace, '.git'), 'gitdir: fake\n')
      },
    ],
    [
      'in a folder of the work tree that `.git` is a link to',
      (workspace: string) => {
        plantJournal(join(workspace, 'fake'), workspace)
        fs.symlinkSync('fake', join(workspace, '.git'))
      },
    ],
  ] as const) {
    test(`${what} does nothing`, async (t) => {
      const workspace = checkout(t, 'basic')
      plant(workspace)
      const before = everythingIn(workspace)
      const job = await jobIn(t, workspace)
      const result = await job.run({ inputs: OPEN })
      assert.equal(result.exitCode, 0, result.log)
      assert.ok(!result.annotations.some(({ message }) => /unfinished/.test(message)))
      assert.deepEqual(everythingIn(workspace), before)
      const rotation = await job.run({ inputs: { command: 'sync', ...BASIC } })
      assert.equal(rotation.exitCode, 0, rotation.log)
      const after = everythingIn(workspace)
      assert.deepEqual(Object.keys(after), Object.keys(before))
      for (const path of Object.keys(after).filter((name) => /fake|kanuka\/kanuka/.test(name))) {
        assert.equal(after[path], before[path], path)
      }
    })
  }

  test('a home that is a link, or that others may write to, is refused', async (t) => {
    for (const spoil of [
      (home: string) => fs.symlinkSync(folder(t), home),
      (home: string) => {
        fs.mkdirSync(home)
        fs.chmodSync(home, 0o777)
      },
    ]) {
      const workspace = checkout(t, 'basic')
      fs.mkdirSync(join(workspace, '.git/kanuka'), { recursive: true })
      spoil(homeIn(join(workspace, '.git'), workspace))
      const before = everythingIn(workspace)
      const { result } = await sync(t, workspace, BASIC)
      assertRefused(result, 'PATH_UNSAFE', /kanuka\/[0-9a-f]{16}/)
      assert.deepEqual(everythingIn(workspace), before)
    }
  })

  test('in a worktree of git the home is where git is', { skip: withoutGit }, async (t) => {
    const main = checkout(t, 'basic')
    commitAll(main)
    const workspace = join(folder(t), 'worktree')
    execFileSync('git', ['-C', main, 'worktree', 'add', '--quiet', workspace])
    const gitDir = join(main, '.git/worktrees/worktree')
    plantJournal(gitDir, workspace)
    const job = await jobIn(t, workspace)
    const result = await job.run({ inputs: OPEN })
    assert.match(result.log, /was completed/)
    assert.ok(!fs.existsSync(join(gitDir, 'kanuka')))
  })
})

function ownerFile(pid: number): string {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  return JSON.stringify({
    pid,
    started: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19],
    boot: fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    namespace: fs.readlinkSync('/proc/self/ns/pid'),
    host: hostname(),
    run: '42',
  })
}

describe('a store that another run holds', { skip: process.platform !== 'linux' }, () => {
  function held(t: TestContext, owner: string): string {
    const workspace = checkout(t, 'basic')
    const home = homeIn(join(workspace, '.git'), workspace)
    fs.mkdirSync(home, { recursive: true, mode: 0o700 })
    fs.writeFileSync(join(home, 'owner.1'), owner)
    return workspace
  }

  for (const inputs of [
    { command: 'sync', ...BASIC },
    { command: 'sync', ...BASIC, 'dry-run': 'true' },
    OPEN,
  ]) {
    test(`is left to it: ${Object.values(inputs)
      .filter((it) => it.length < 9)
      .join(' ')}`, async (t) => {
      const workspace = held(t, ownerFile(process.pid))
      const before = everythingIn(workspace)
      const job = await jobIn(t, workspace)
      const result = await job.run({ inputs })
      assertRefused(result, 'STORE_BUSY', new RegExp(`process ${process.pid} on .*, run 42`))
      assert.deepEqual(everythingIn(workspace), before)
      for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
      assert.deepEqual(everythingIn(workspace), before)
    })
  }

  test('is free once that run is dead', async (t) => {
    const started = /"started":"\d+"/
    const workspace = held(t, ownerFile(process.pid).replace(started, '"started":"1"'))
    await synced(t, workspace, BASIC)
    await assertHeldBy(workspace, [WORKSTATION], plaintextsOf('basic'))
    assert.ok(!fs.existsSync(join(workspace, '.git/kanuka')))
  })
})

describe('a signal while the store is being changed', () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const
  // Half of what is new is on the disk; the change counts.
  const moments = ['new/150', 'journal.json']
  for (const [signal, moment] of signals.flatMap((it) => moments.map((at) => [it, at] as const))) {
    test(`${signal} as soon as there is ${moment}: whole at once, or with the next command`, async (t) => {
      // Enough to write that the signal arrives in between.
      const contents = Array.from({ length: 300 }, (_, index) => Buffer.alloc(1000, index))
      const files = contents.map((bytes, index) => [`d/${index}/.env.kanuka`, bytes] as const)
      const { workspace, key: privateKey } = await sealedStore(t, Object.fromEntries(files))
      fs.mkdirSync(join(workspace, '.git'))
      const job = await jobIn(t, workspace)
      const inputs = { command: 'sync', 'private-key': privateKey }
      const file = join(homeIn(join(workspace, '.git'), workspace), moment)
      const result = await job.run({ inputs, signalWhen: { file, signal } })
      const isKill = signal === 'SIGKILL'
      // It may be at an end before it hears of the signal: nothing gets in between two renames.
      assert.ok(result.signal === signal || (!isKill && result.exitCode === 0), result.log)
      if (!isKill) await assertHeldBy(workspace, [WORKSTATION], new Map(files))
      const isClean = !fs.existsSync(join(workspace, '.git/kanuka'))
      if (isKill || moment === 'journal.json') assert.equal(isClean, !isKill)
      const next = await job.run({ inputs: { ...OPEN, 'private-key': privateKey } })
      assert.equal(next.exitCode, 0, next.log)
      assert.equal(/unfinished change/.test(next.log), !isClean)
      await assertHeldBy(workspace, [WORKSTATION], new Map(files))
      assert.ok(!fs.existsSync(join(workspace, '.git/kanuka')))
      for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
      assert.ok(!filesIn(workspace).some((path) => path.includes('kanuka-txn')))
      assert.deepEqual(leftInTemp(job), [])
    })
  }
})
