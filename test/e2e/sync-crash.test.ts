// A whole run of `sync`, as bundled, that is killed before, after and in the middle of every single
// call that changes something on the disk, and whose disk fails at each. Whatever happens: the next
// `decrypt` finds a store that is entirely old or entirely new, and leaves nothing lying around.
// (Flushing a file is no step here: it changes nothing that another process could see.)
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import * as fs from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test, type TestContext } from 'node:test'
import { FIXTURES } from '../helpers/action.ts'
import { FileCommands } from '../helpers/file-commands.ts'
import { openIndependently, type IndependentView } from '../helpers/independent-reader.ts'
import { auditLines, BASIC, digest, everythingIn, type Variables } from '../helpers/rotating.ts'
import { contextVariables } from '../helpers/runner-environment.ts'
import { DISK, inParallel } from '../helpers/transaction-place.ts'

const MAIN = join(import.meta.dirname, '../../dist/main/index.js')
const PRELOAD = join(import.meta.dirname, '../helpers/kill-at-step.mjs')
const AT_ONCE = availableParallelism() + 1
const FILES = ['.env.kanuka', 'config/.env.production.kanuka']

/** Many stores in one workspace: all are rotated on their own, and looked at together. */
interface Workplace {
  readonly workspace: string
  /** What each store is a copy of. */
  readonly template: string
  readonly temps: string
}

function workplace(t: TestContext): Workplace {
  const around = fs.mkdtempSync(join(DISK, 'kanuka-sync-crash-'))
  t.after(() => fs.rmSync(around, { recursive: true, force: true }))
  const [workspace, template, temps] = ['work', 'template', 'temps'].map((name) =>
    join(around, name),
  ) as [string, string, string]
  fs.mkdirSync(workspace)
  fs.cpSync(join(FIXTURES, 'basic'), template, { recursive: true })
  fs.rmSync(join(template, '.env.local.kanuka'))
  // Where the home of its transactions is.
  fs.mkdirSync(join(template, '.git'))
  return { workspace, template, temps }
}

interface Ended {
  readonly name: string
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

interface Run {
  /** Of its store and its temp folder. */
  readonly name: string
  readonly inputs: Variables
  readonly faults?: Variables
  /** Killed so long after it has begun to change the store. */
  readonly killAfterMs?: number
}

function storeOf({ workspace, template }: Workplace, name: string): string {
  const store = join(workspace, name)
  if (!fs.existsSync(store)) fs.cpSync(template, store, { recursive: true })
  return store
}

/** As the runner starts it, with as little around as possible: there are hundreds of these. */
async function start(at: Workplace, run: Run): Promise<Ended> {
  const temp = join(at.temps, run.name)
  fs.mkdirSync(temp, { recursive: true })
  const context = contextVariables({
    workspace: at.workspace,
    temp,
    tools: temp,
    eventName: 'push',
    eventPath: '',
    debug: false,
  })
  const inputs = Object.entries({ ...DEFAULTS, ...BASIC, ...run.inputs })
  const env = {
    ...context,
    ...new FileCommands(temp).variables,
    ...Object.fromEntries(inputs.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    // Without git on the PATH there is one thing less to start.
    PATH: '',
    NODE_COMPILE_CACHE: join(tmpdir(), 'kanuka-compile-cache'),
    KILL_WITHIN: [join(at.workspace, run.name), temp].join(delimiter),
    ...run.faults,
  }
  const args = run.faults ? ['--import', PRELOAD, MAIN] : [MAIN]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const { promise, resolve, reject } = Promise.withResolvers<Omit<Ended, 'name' | 'output'>>()
  child.on('error', reject)
  child.on('close', (code, signal) => resolve({ code, signal }))
  if (run.killAfterMs !== undefined) {
    const home = join(at.workspace, run.name, '.git/kanuka')
    while (!fs.existsSync(home) && child.exitCode === null) await new Promise(setImmediate)
    setTimeout(() => child.kill('SIGKILL'), run.killAfterMs)
  }
  const [ended, ...output] = await Promise.all([promise, text(child.stdout), text(child.stderr)])
  const said = output
    .join('')
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
  return { name: run.name, ...ended, output: said.join('\n') }
}

const DEFAULTS = { cleanup: 'true', 'write-files': 'false', 'working-directory': '**' }

async function rotate(at: Workplace, name: string, more: Partial<Run> = {}): Promise<Ended> {
  storeOf(at, name)
  const inputs = { command: 'sync', 'working-directory': name }
  return start(at, { name, inputs, ...more })
}

interface Step {
  readonly number: number
  readonly call: string
  readonly path: string
}

/** What a run does to the disk, in its order, and how long it takes. */
async function stepsOf(at: Workplace): Promise<readonly Step[]> {
  const trace = join(at.temps, 'trace')
  fs.mkdirSync(at.temps)
  const { code, output } = await rotate(at, 'traced', { faults: { KILL_TRACE: trace } })
  assert.equal(code, 0, output)
  return fs
    .readFileSync(trace, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [number = '', call = '', ...path] = line.split(' ')
      return { number: Number(number), call, path: path.join(' ') }
    })
}

interface Fault {
  readonly step: Step
  readonly how: string
}

async function strikeAll(at: Workplace, faults: readonly Fault[]): Promise<readonly Ended[]> {
  const ended: Ended[] = []
  await inParallel(faults, AT_ONCE, async ({ step, how }) => {
    const { number, call, path } = step
    const name = `${number}-${how}-${call}-${path.split('/').at(-1)}`
    ended.push(await rotate(at, name, { faults: { KILL_AT: `${number}`, KILL_HOW: how } }))
  })
  return ended
}

interface Verdicts {
  readonly old: readonly string[]
  readonly new: readonly string[]
}

/** One `decrypt` of all stores recovers each; then each is looked at, by other people's means. */
async function recoverAll(at: Workplace, ended: readonly Ended[]): Promise<Verdicts> {
  const recovering = await start(at, { name: '.recovering', inputs: {} })
  assert.equal(recovering.code, 0, recovering.output)
  assert.match(recovering.output, /every selected file can be decrypted/)
  const before = await openIndependently(at.template, BASIC['private-key'])
  const verdicts = { old: [] as string[], new: [] as string[] }
  for (const { name, code, output } of ended) {
    const isNew = await assertWhole(at, name, before)
    verdicts[isNew ? 'new' : 'old'].push(name)
    if (code === 0) assert.ok(isNew, `${name} said that all went well: ${output}`)
  }
  return verdicts
}

/** Says whether it is the new version. */
async function assertWhole(
  { workspace, template }: Workplace,
  name: string,
  before: IndependentView,
): Promise<boolean> {
  const store = join(workspace, name)
  const [now, then] = [withoutEmptyHome(everythingIn(store)), everythingIn(template)]
  assert.deepEqual(Object.keys(now), Object.keys(then), `${name}: nothing more, nothing less`)
  const opened = await openIndependently(store, BASIC['private-key'])
  assert.deepEqual([...opened.files.keys()].toSorted(), FILES)
  for (const [path, bytes] of before.files) assert.deepEqual(opened.files.get(path), bytes, name)
  const changed = Object.keys(now).filter((path) => now[path] !== then[path])
  if (changed.length === 0) return false
  assert.notEqual(digest(opened.symmetricKey), digest(before.symmetricKey), name)
  const [wrapped = ''] = fs.readdirSync(join(template, '.kanuka/secrets'))
  const expected = [...FILES, '.kanuka/audit.jsonl', `.kanuka/secrets/${wrapped}`]
  assert.deepEqual(changed.toSorted(), expected.toSorted(), `${name}: all of them or none`)
  assert.equal(auditLines(store).length, auditLines(template).length + 1, name)
  return true
}

/** Of a run that was killed before it put anything there; the next rotation takes it away. */
function withoutEmptyHome(found: Variables): Variables {
  const isHome = (path: string): boolean => /^\.git\/kanuka(?:\/[0-9a-f]{16})?$/.test(path)
  return Object.fromEntries(
    Object.entries(found).filter(([path, what]) => !isHome(path) || !what.endsWith('no file')),
  )
}

const WRITES = ['writeFileSync', 'appendFileSync', 'writeSync']

function killsAt(steps: readonly Step[]): readonly Fault[] {
  return steps.flatMap((step) => {
    const hows = ['before', 'after', ...(WRITES.includes(step.call) ? ['half'] : [])]
    return hows.map((how) => ({ step, how }))
  })
}

function failuresAt(steps: readonly Step[]): readonly Fault[] {
  return steps.flatMap((step) => ['ENOSPC', 'EACCES', 'EIO'].map((how) => ({ step, how })))
}

describe('`sync` is stopped at every step', () => {
  test('SIGKILL before, after and in the middle of every call that changes the disk', async (t) => {
    const at = workplace(t)
    const steps = await stepsOf(at)
    const kills = killsAt(steps)
    const ended = await strikeAll(at, kills)
    for (const { name, signal, output } of ended) assert.equal(signal, 'SIGKILL', name + output)
    const verdicts = await recoverAll(at, ended)
    assert.equal(ended.length, kills.length)
    assert.ok(verdicts.old.length > 0 && verdicts.new.length > 0)
    t.diagnostic(
      `${kills.length} kills at ${steps.length} calls: ${verdicts.old.length} old, ${verdicts.new.length} new`,
    )
  })

  test('the disk fails at every call: ENOSPC, EACCES, EIO', async (t) => {
    const at = workplace(t)
    const steps = await stepsOf(at)
    const failures = failuresAt(steps)
    const ended = await strikeAll(at, failures)
    for (const { name, signal, code, output } of ended) {
      assert.equal(signal, null, name)
      assert.ok(code === 0 || output.includes('::error title=Kanuka'), `${name}: ${output}`)
    }
    const verdicts = await recoverAll(at, ended)
    assert.equal(ended.length, failures.length)
    t.diagnostic(
      `${failures.length} failures at ${steps.length} calls: ${verdicts.old.length} old, ${verdicts.new.length} new`,
    )
  })

  test('20 kills at any time', async (t) => {
    const at = workplace(t)
    const names = Array.from({ length: 20 }, (_, index) => `random-${index}`)
    const ended: Ended[] = []
    await inParallel(names, AT_ONCE, async (name) => {
      ended.push(await rotate(at, name, { killAfterMs: randomInt(20) }))
    })
    const verdicts = await recoverAll(at, ended)
    t.diagnostic(`${verdicts.old.length} old, ${verdicts.new.length} new`)
  })
})
