// A whole run, as bundled, that is killed before and in the middle of every single call that changes
// something on the disk, and after the last, or whose disk fails there. Every run has a store of its own, all in one workspace;
// one `decrypt` of all of them then brings each to an end. (Flushing a file is no step here: it changes
// nothing that another process could see.)
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { FileCommands } from './file-commands.ts'
import { openIndependently, type IndependentView } from './independent-reader.ts'
import { BASIC, everythingIn, type Variables } from './rotating.ts'
import { contextVariables } from './runner-environment.ts'
import { DISK, inParallel } from './transaction-place.ts'

const MAIN = join(import.meta.dirname, '../../dist/main/index.js')
const PRELOAD = join(import.meta.dirname, 'kill-at-step.mjs')
const DEFAULTS = { cleanup: 'true', 'write-files': 'false', 'working-directory': '**' }

export const AT_ONCE = availableParallelism() + 1

/** What is run, and on what. */
export interface CrashStory {
  /** A store that every run gets a copy of; the fixture member's key opens it. */
  readonly store: string
  /** Where git is found. Without it there is one thing less to start. */
  readonly path?: string
  /** @param name of the store's folder in the workspace */
  inputs(name: string): Variables
}

export interface Workplace extends CrashStory {
  readonly workspace: string
  readonly temps: string
}

export function workplace(t: TestContext, story: CrashStory): Workplace {
  const around = fs.mkdtempSync(join(DISK, 'kanuka-crash-'))
  t.after(() => fs.rmSync(around, { recursive: true, force: true }))
  const [workspace, store, temps] = ['work', 'template', 'temps'].map((name) =>
    join(around, name),
  ) as [string, string, string]
  fs.mkdirSync(workspace)
  fs.cpSync(story.store, store, { recursive: true })
  // Where the home of its transactions is.
  fs.mkdirSync(join(store, '.git'), { recursive: true })
  return { ...story, workspace, store, temps }
}

export interface Ended {
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

/** The store of one run. */
export function storeOf({ workspace, store: template }: Workplace, name: string): string {
  const store = join(workspace, name)
  if (!fs.existsSync(store)) fs.cpSync(template, store, { recursive: true })
  return store
}

/** The temp folder of one run. */
export function tempOf({ temps }: Workplace, name: string): string {
  return join(temps, name)
}

/** As the runner starts it, with as little around as possible: there are hundreds of these. */
export async function start(at: Workplace, run: Run): Promise<Ended> {
  const temp = tempOf(at, run.name)
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
    PATH: at.path ?? '',
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

/** The run of the story, on a store of its own. */
export async function change(at: Workplace, name: string, more: Partial<Run> = {}): Promise<Ended> {
  storeOf(at, name)
  return start(at, { name, inputs: at.inputs(name), ...more })
}

export interface Step {
  readonly number: number
  readonly call: string
  readonly path: string
}

/** What a run does to the disk, in its order, and how long it takes. */
export async function stepsOf(at: Workplace): Promise<readonly Step[]> {
  const trace = join(at.temps, 'trace')
  fs.mkdirSync(at.temps)
  const { code, output } = await change(at, 'traced', { faults: { KILL_TRACE: trace } })
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

export interface Fault {
  readonly step: Step
  readonly how: string
}

export async function strikeAll(
  at: Workplace,
  faults: readonly Fault[],
): Promise<readonly Ended[]> {
  const ended: Ended[] = []
  await inParallel(faults, AT_ONCE, async ({ step, how }) => {
    const { number, call, path } = step
    const name = `${number}-${how}-${call}-${path.split('/').at(-1)}`
    ended.push(await change(at, name, { faults: { KILL_AT: `${number}`, KILL_HOW: how } }))
  })
  return ended
}

export interface Verdicts {
  readonly old: readonly string[]
  readonly new: readonly string[]
}

/** Before and after, as other people's means see them. */
export interface Looked {
  /** Folder of the store now. */
  readonly store: string
  readonly opened: IndependentView
  readonly before: IndependentView
  /** Paths that differ: all of them, or none. */
  readonly changed: readonly string[]
}

/**
 * One `decrypt` of all stores brings each to an end; then each is looked at.
 * @param assertNew the store is entirely new
 */
export async function recoverAll(
  at: Workplace,
  ended: readonly Ended[],
  assertNew: (looked: Looked) => void,
): Promise<Verdicts> {
  const recovering = await start(at, { name: '.recovering', inputs: {} })
  assert.equal(recovering.code, 0, recovering.output)
  assert.match(recovering.output, /every selected file can be decrypted/)
  const before = await openIndependently(at.store, BASIC['private-key'])
  const verdicts = { old: [] as string[], new: [] as string[] }
  for (const { name, code, output } of ended) {
    const store = join(at.workspace, name)
    const [now, then] = [withoutEmptyHome(everythingIn(store)), everythingIn(at.store)]
    const changed = [...new Set([...Object.keys(now), ...Object.keys(then)])].filter(
      (path) => now[path] !== then[path],
    )
    const opened = await openIndependently(store, BASIC['private-key'])
    if (changed.length > 0) assertNew({ store, opened, before, changed: changed.toSorted() })
    else assert.notEqual(code, 0, `${name} said that all went well: ${output}`)
    verdicts[changed.length > 0 ? 'new' : 'old'].push(name)
  }
  return verdicts
}

/** Of a run that was killed before it put anything there; the next rotation takes it away. */
function withoutEmptyHome(found: Variables): Variables {
  const isHome = (path: string): boolean => /^\.git\/kanuka(?:\/[0-9a-f]{16})?$/.test(path)
  return Object.fromEntries(
    Object.entries(found).filter(([path, what]) => !isHome(path) || !what.endsWith('no file')),
  )
}

const WRITES = ['writeFileSync', 'appendFileSync', 'writeSync']

/**
 * Before each, where bytes are written in the middle of it, and after the last. After any other nothing is
 * on the disk that is not there before the next.
 */
export function killsAt(steps: readonly Step[]): readonly Fault[] {
  return steps.flatMap((step) => {
    const half = WRITES.includes(step.call) ? ['half'] : []
    const hows = ['before', ...half, ...(step === steps.at(-1) ? ['after'] : [])]
    return hows.map((how) => ({ step, how }))
  })
}

/**
 * Each state of the store once: after a call is before the next one; what flushes changes nothing; of calls
 * that differ by a number in the path alone there are the first and the last.
 */
export function killsOfEachKind(at: Workplace, steps: readonly Step[]): readonly Fault[] {
  const inStores = steps.filter(
    ({ call, path }) => path.startsWith(at.workspace) && call !== 'fsyncSync',
  )
  const kinds = Map.groupBy(
    inStores,
    ({ call, path }) => `${call} ${basename(path, /\d+$/.exec(path)?.[0])}`,
  )
  const kept = new Set([...kinds.values()].flatMap((alike) => [alike[0], alike.at(-1)]))
  const kills = killsAt(inStores.filter((step) => kept.has(step)))
  const last = kills.findLast(({ how }) => how === 'after')
  return kills.filter((kill) => kill.how !== 'after' || kill === last)
}
