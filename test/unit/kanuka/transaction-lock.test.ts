// Never two runs in one store, and none locked out by a dead one. Other runs are real processes.
import assert from 'node:assert/strict'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, test, type TestContext } from 'node:test'
import { hasLeftovers, recover } from '../../../src/kanuka/recovery.ts'
import { lockStore } from '../../../src/kanuka/transaction-lock.ts'
import { transactionHome } from '../../../src/kanuka/transaction.ts'
import { refusal } from '../../helpers/refusals.ts'
import { changeTo, type Said } from '../../helpers/transaction-driver.ts'
import {
  assertIs,
  DRIVER,
  leftIn,
  place,
  versionOf,
  watch,
  type Place,
} from '../../helpers/transaction-place.ts'

/** Another run: a process that says where it is, and goes on when it is told to. */
class OtherRun {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>
  readonly #ended: Promise<unknown>

  constructor(at: Place, mode: 'apply' | 'contend') {
    this.#child = spawn(process.execPath, [DRIVER, mode, at.root, at.home.folder])
    this.#child.stdin.on('error', () => {})
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]()
    this.#ended = new Promise((done) => this.#child.on('close', done))
  }

  get pid(): number {
    return this.#child.pid ?? assert.fail('not started')
  }

  async said(): Promise<string> {
    const { value } = (await this.#lines.next()) as { value?: string }
    return value ?? assert.fail('the other run ended without a word')
  }

  goOn(): void {
    this.#child.stdin.write('\n')
  }

  async ended(): Promise<void> {
    this.#child.stdin.end()
    await this.#ended
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }
}

async function inside(t: TestContext, at: Place): Promise<OtherRun> {
  const run = new OtherRun(at, 'contend')
  t.after(() => run.kill())
  assert.equal(await run.said(), 'ready')
  run.goOn()
  assert.equal(await run.said(), 'inside')
  return run
}

describe('another run is in the store', () => {
  test('every other is refused, and told who it is', async (t) => {
    const at = place(t)
    const run = await inside(t, at)
    for (const next of [
      () => changeTo(at.home, 'new'),
      () => recover(at.home, { dryRun: false }),
      () => recover(at.home, { dryRun: true }),
    ]) {
      const error = await refusal(next)
      assert.equal(error.code, 'STORE_BUSY')
      assert.ok(error.what.includes(`process ${run.pid} on ${hostname()}, run test?1`), error.what)
      assert.ok(error.fix.endsWith(join(at.home.folder, 'owner.1')), error.fix)
    }
    run.goOn()
    assert.deepEqual(JSON.parse(await run.said()), {})
    await run.ended()
    assertIs(at, 'new')
    await changeTo(at.home, 'old')
    assert.equal(versionOf(at), 'old')
  })

  test('it is killed: the next one goes on', async (t) => {
    const at = place(t)
    await (await inside(t, at)).kill()
    assert.ok(leftIn(at).includes('owner.1'))
    await changeTo(at.home, 'new')
    assertIs(at, 'new')
  })

  test('it is this very process', async (t) => {
    const at = place(t)
    const unlock = lockStore(at.home, 'one')
    let links = 0
    watch(t, 'linkSync', () => (links += 1))
    assert.equal((await refusal(() => lockStore(at.home, 'two'))).code, 'STORE_BUSY')
    assert.equal(links, 0, 'who sees that it is locked does not disturb')
    unlock()
    lockStore(at.home, 'three')()
    assertIs(at)
  })

  test('another store is not locked by it', async (t) => {
    const [at, other] = [place(t), place(t)]
    const run = await inside(t, at)
    await changeTo(other.home, 'new')
    assertIs(other, 'new')
    await run.kill()
  })
})

describe('many start at the same moment', () => {
  for (const [what, before] of [
    ['in a fresh store', []],
    ['after two that were killed', ['owner.3', 'owner.7']],
  ] as const) {
    test(`${what}: one gets in, the others are refused`, async (t) => {
      const at = place(t)
      for (const name of before) writeOwner(at, { pid: deadPid() }, name)
      const runs = Array.from({ length: 8 }, () => new OtherRun(at, 'contend'))
      for (const run of runs) t.after(() => run.kill())
      for (const run of runs) assert.equal(await run.said(), 'ready')
      for (const run of runs) run.goOn()
      const words = await Promise.all(runs.map((run) => run.said()))
      const winner = runs[words.indexOf('inside')] ?? assert.fail(words.join('\n'))
      const others = words.filter((word) => word !== 'inside')
      assert.equal(others.length, runs.length - 1)
      for (const word of others) assert.equal((JSON.parse(word) as Said).error?.code, 'STORE_BUSY')
      winner.goOn()
      assert.deepEqual(JSON.parse(await winner.said()), {})
      await Promise.all(runs.map((run) => run.ended()))
      assertIs(at, 'new')
    })
  }

  test('each looks again after it has said that it is there', async (t) => {
    const at = place(t)
    writeOwner(at, {}, 'later')
    // Another one, who saw other numbers, is there between our look and our own word.
    const [from, to] = ['later', 'owner.9'].map((name) => join(at.home.folder, name))
    watch(t, 'linkSync', () => fs.renameSync(from ?? '', to ?? ''))
    assert.equal((await refusal(() => changeTo(at.home, 'new'))).code, 'STORE_BUSY')
    assert.deepEqual(fs.readdirSync(at.home.folder), ['owner.9'])
    assert.equal(versionOf(at), 'old')
  })

  test('and end while others start: each gets in alone or is refused', async (t) => {
    const at = place(t)
    const runs = Array.from({ length: 8 }, () => new OtherRun(at, 'apply'))
    for (const run of runs) t.after(() => run.kill())
    const words = await Promise.all(runs.map((run) => run.said()))
    const codes = words.map((word) => (JSON.parse(word) as Said).error?.code)
    assert.equal(codes.filter((code) => code === undefined).length, 1)
    for (const code of codes) {
      // The change of whoever comes later was computed from a store that is no more.
      assert.ok([undefined, 'STORE_BUSY', 'STORE_CHANGED'].includes(code), code)
    }
    await Promise.all(runs.map((run) => run.ended()))
    assertIs(at, 'new')
  })
})

/** What a run of this process would write; changed by `more`. */
function writeOwner(at: Place, more: object, name = 'owner.1'): void {
  const other = transactionHome('/', at.around, '')
  const unlock = lockStore(other, 'test')
  const owner = JSON.parse(fs.readFileSync(join(other.folder, 'owner.1'), 'utf8')) as object
  unlock()
  fs.mkdirSync(at.home.folder, { recursive: true, mode: 0o700 })
  fs.writeFileSync(join(at.home.folder, name), JSON.stringify({ ...owner, ...more }))
}

/** Above what Linux can give. */
const deadPid = (): number => 2 ** 30

const isLinux = fs.existsSync('/proc/self/stat')
const skip = isLinux ? false : 'there is no /proc here'

describe('who is dead', () => {
  const boot = '00000000-0000-4000-8000-000000000000'
  for (const [what, more] of [
    ['a pid that no process has', { pid: deadPid() }],
    ['a pid that another process has now', { started: '1' }],
    ['a process from before the machine was started again', { boot }],
    ['the same, in another container', { boot, namespace: 'pid:[1]' }],
  ] as const) {
    test(what, { skip }, async (t) => {
      const at = place(t)
      writeOwner(at, more)
      assert.equal(hasLeftovers(at.home), true)
      assert.equal(recover(at.home, { dryRun: true }).outcome, 'nothing')
      assert.equal(recover(at.home, { dryRun: false }).outcome, 'nothing')
      assertIs(at)
    })
  }

  test('a process that has ended and that nobody has collected', { skip }, async (t) => {
    const at = place(t)
    // The shell becomes a program that does not collect its children.
    const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'])
    t.after(() => parent.kill('SIGKILL'))
    const lines = createInterface(parent.stdout)[Symbol.asyncIterator]()
    const { value } = (await lines.next()) as { value: string }
    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise((resume) => setImmediate(resume))
    }
    const stat = (pid: number | string): string => fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    await until(() => stat(parent.pid ?? 0).includes('(sleep)'))
    process.kill(Number(value), 'SIGKILL')
    await until(() => stat(value).includes(') Z '))
    writeOwner(at, { pid: Number(value), started: stat(value).split(' ')[21] })
    await changeTo(at.home, 'new')
    assertIs(at, 'new')
  })
})

describe('in doubt it lives', () => {
  for (const [what, more] of [
    ['this process', {}],
    ['another host', { host: 'elsewhere', pid: deadPid() }],
    ['another host that was started again', { host: 'elsewhere', boot: 'x' }],
    ['another container', { namespace: 'pid:[1]', pid: deadPid() }],
    ['a system on this host that tells less', { boot: '', pid: deadPid() }],
    ['no pid', { pid: 0 }],
    ['a process group', { pid: -1 }],
    ['a text for a pid', { pid: '1' }],
    ['a number for a host', { host: 1 }],
  ] as const) {
    test(what, { skip }, (t) => assertBusy(t, (at) => writeOwner(at, more)))
  }

  for (const content of ['', '{', '[]', 'null', 'x'.repeat(100_000)]) {
    test(`an owner file with ${content.slice(0, 10) || 'nothing'}`, async (t) => {
      await assertBusy(t, (at) => {
        writeOwner(at, {})
        fs.writeFileSync(join(at.home.folder, 'owner.1'), content)
      })
    })
  }

  test('a folder, a link', async (t) => {
    for (const make of [
      (path: string): void => fs.mkdirSync(path),
      (path: string): void => fs.symlinkSync('/nowhere', path),
    ]) {
      await assertBusy(t, (at) => {
        writeOwner(at, {})
        fs.rmSync(join(at.home.folder, 'owner.1'))
        make(join(at.home.folder, 'owner.1'))
      })
    }
  })

  async function assertBusy(t: TestContext, leave: (at: Place) => void): Promise<void> {
    const at = place(t)
    leave(at)
    const before = fs.readdirSync(at.home.folder)
    const error = await refusal(() => changeTo(at.home, 'new'))
    assert.equal(error.code, 'STORE_BUSY')
    assert.ok(error.fix.includes('owner.1'))
    assert.deepEqual(fs.readdirSync(at.home.folder), before)
    fs.rmSync(join(at.home.folder, 'owner.1'), { recursive: true })
    await changeTo(at.home, 'new')
    assertIs(at, 'new')
  }
})
