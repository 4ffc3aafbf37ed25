// The test launcher: runs test files, many of them in one process (0.3 s where a process a file takes 10)
// and a few processes at once, prints what went wrong and what was skipped, and closes with one line of totals.
// It owns what counts as a test, and which runs nobody should trust: no tests, or a file that skips all of its.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { relative, resolve } from 'node:path'
import { run } from 'node:test'
import { spec, type TestEvent } from 'node:test/reporters'
import { styleText } from 'node:util'
import fc from 'fast-check'
import { wakeUpEverySecond } from '../src/platform/wake-up.ts'

// Property tests try the same cases in every run, so that whether a change passes is no luck. Other
// cases: SEED=2 npm test.
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 1) })

// A test that hangs, or leaves a server open, would otherwise hold the run until somebody's limit.
const LONGEST_TEST_MS = 5 * 60_000
const LONGEST_IDLE_MS = 30_000

interface Counts {
  passed: number
  failed: number
  skipped: number
}

interface Skip {
  file: string
  name: string
  reason: string
}

type ResultEvent = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>
type Verdict = 'passed' | 'failed' | 'skipped' | 'not a test'

/** `N passed, N failed`, and skips only where there are some: the closing line CI reads. */
function describeResult({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

class Tally {
  readonly total: Counts = { passed: 0, failed: 0, skipped: 0 }
  readonly perFile = new Map<string, Counts>()
  readonly skips: Skip[] = []
  readonly lateErrors: string[] = []
  lastEvent = performance.now()
  readonly #empty: string[] = []
  readonly #files: ReadonlySet<string>
  #deepest = 0
  #running = new Map<string, string>()
  #succeeded = true

  constructor(files: string[]) {
    this.#files = new Set(files)
  }

  /** Names what has begun and not ended, for a run that hangs. */
  get running(): string {
    return [...this.#running.values()].join(' > ')
  }

  add(event: TestEvent): Verdict {
    this.lastEvent = performance.now()
    switch (event.type) {
      case 'test:dequeue':
        this.#running.set(keyOf(event.data), event.data.name)
        return 'not a test'
      case 'test:complete':
        this.#running.delete(keyOf(event.data))
        return 'not a test'
      case 'test:pass':
      case 'test:fail':
        return this.#addResult(event)
      case 'test:diagnostic':
        // node:test lets a run pass whose tests go on after they ended; here they share a process.
        if (event.data.message.includes('asynchronous activity after the test ended')) {
          this.lateErrors.push(event.data.message)
        }
        return 'not a test'
      case 'test:summary':
        this.#succeeded &&= event.data.success
        return 'not a test'
      default:
        return 'not a test'
    }
  }

  problems({ noSkips }: { noSkips: boolean }): string[] {
    const found = this.#empty.map((file) => `no test in ${show(file)}`)
    for (const [file, { passed, failed, skipped }] of this.perFile) {
      if (passed + failed === 0 && skipped > 0) found.push(`all tests skipped in ${show(file)}`)
    }
    const { passed, failed, skipped } = this.total
    if (passed + failed === 0) found.push('no test ran')
    if (noSkips && skipped > 0) found.push(`${skipped} skipped, and NO_SKIPS allows none`)
    if (this.lateErrors.length > 0) found.push('errors after the end of a test, see above')
    if (!this.#succeeded && failed === 0) found.push('node:test calls this run a failure')
    return found
  }

  #addResult(event: ResultEvent): Verdict {
    const verdict = this.#verdictOf(event)
    if (verdict === 'not a test') return verdict
    const { file = 'unknown file', name } = event.data
    const counts = this.perFile.get(file) ?? { passed: 0, failed: 0, skipped: 0 }
    this.perFile.set(file, counts)
    counts[verdict] += 1
    this.total[verdict] += 1
    if (verdict === 'skipped') this.skips.push({ file, name, reason: reasonOf(event) })
    return verdict
  }

  #verdictOf(event: ResultEvent): Verdict {
    const { name, nesting, skip, todo, details } = event.data
    // Results of children come before their parent's, one level deeper.
    const hasChildren = this.#deepest > nesting
    this.#deepest = nesting
    const isSkip = isSet(skip)
    if (isSkip) return hasChildren ? 'not a test' : 'skipped'
    if (event.type === 'test:fail') {
      if (isSet(todo)) return hasChildren ? 'not a test' : 'skipped'
      // A parent that fails by itself (a hook, its own code) is a failure that no child shows.
      return failureType(event) === 'subtestsFailed' ? 'not a test' : 'failed'
    }
    if (hasChildren || details.type === 'suite') return 'not a test'
    // A file that registers nothing is reported as a passed test named like the file.
    if (nesting === 0 && this.#files.has(name)) {
      this.#empty.push(name)
      return 'not a test'
    }
    return 'passed'
  }
}

function show(file: string): string {
  return relative(process.cwd(), file)
}

function isSet(mark: string | boolean | undefined): boolean {
  return mark !== undefined && mark !== false
}

function reasonOf({ data }: ResultEvent): string {
  const texts = [data.skip, data.todo && `todo: ${data.todo}`]
  return texts.find((text) => typeof text === 'string') ?? 'no reason given'
}

function failureType(event: ResultEvent): string | undefined {
  const { error } = event.data.details as { error?: { failureType?: string } }
  return error?.failureType
}

function keyOf(data: { file?: string; name: string; nesting: number }): string {
  return `${data.file}\0${data.nesting}\0${data.name}`
}

function filesOf(globs: string[]): string[] {
  const files = new Set<string>()
  for (const glob of globs) {
    const found = globSync(glob)
    if (found.length === 0) throw new Error(`no test file matches ${glob}`)
    for (const file of found) files.add(resolve(file))
  }
  return [...files].toSorted()
}

function startWatchdog(tally: Tally): NodeJS.Timeout {
  const check = (): void => {
    const limit = tally.running === '' ? LONGEST_IDLE_MS : LONGEST_TEST_MS
    if (performance.now() - tally.lastEvent < limit) return
    const open = process.getActiveResourcesInfo().join(', ')
    console.log(
      `PROBLEM  nothing happens: ${tally.running || `a test left something open: ${open}`}`,
    )
    tally.total.failed += 1
    console.log(describeResult(tally.total))
    process.exit(1)
  }
  // Unreferenced: node:test ends the run when nothing else is left to wait for.
  return setInterval(check, 1000).unref()
}

async function runFiles(files: string[]): Promise<Tally> {
  wakeUpEverySecond()
  const tally = new Tally(files)
  const watchdog = startWatchdog(tally)
  // The reporter only ever sees failures, so that they are all it prints.
  const failures = new spec()
  const shown = failures.pipe(process.stdout, { end: false })
  for await (const event of run({ files, isolation: 'none' })) {
    const verdict = tally.add(event)
    if (verdict === 'failed') failures.write(event)
  }
  clearInterval(watchdog)
  failures.end()
  await once(failures, 'end')
  failures.unpipe(shown)
  return tally
}

function printReport(tally: Tally): void {
  for (const [file, counts] of tally.perFile) {
    console.log(`  ${relative(process.cwd(), file)}  ${describeResult(counts)}`)
  }
  for (const skip of tally.skips) {
    const where = relative(process.cwd(), skip.file)
    console.log(styleText('yellow', `SKIPPED  ${where}: ${skip.name} -- ${skip.reason}`))
  }
  for (const diagnostic of tally.lateErrors) console.log(styleText('red', diagnostic))
}

/** Few files are quicker without a process of their own. */
const FILES_FOR_BATCHES = 10
/** For each process: so that none is left alone with the slow ones. */
const BATCHES = 10
/** Set for a process that runs one batch. */
const BATCH = 'KANUKA_TEST_BATCH'
const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/

/** Runs a batch in a process of its own, prints what it says, and adds up what it counts. */
async function runBatch(label: string, files: readonly string[], total: Counts): Promise<boolean> {
  const args = [import.meta.filename, label, ...files]
  const env = { ...process.env, [BATCH]: '1' }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const exitCode = await new Promise((done) => child.once('close', done))
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n')
  const counts = CLOSING_LINE.exec(lines.at(-1) ?? '')
  for (const line of counts ? lines.slice(0, -1) : lines) console.log(line)
  if (!counts) {
    console.log(
      styleText('red', `PROBLEM  a batch ended in the middle (exit code ${String(exitCode)})`),
    )
    total.failed += 1
    return false
  }
  const [, passed, failed, skipped = 0] = counts
  total.passed += Number(passed)
  total.failed += Number(failed)
  total.skipped += Number(skipped)
  return exitCode === 0
}

async function runInBatches(label: string, files: readonly string[]): Promise<boolean> {
  // One more than cores: tests wait for their own processes and servers a third of the time.
  const processes = availableParallelism() + 1
  const amount = processes * BATCHES
  const batches = Array.from({ length: amount }, (_, index) =>
    files.filter((_file, at) => at % amount === index),
  ).filter((batch) => batch.length > 0)
  const total: Counts = { passed: 0, failed: 0, skipped: 0 }
  const started = performance.now()
  let isGood = true
  const work = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const isBatchGood = await runBatch(label, batch, total)
      isGood &&= isBatchGood
    }
  }
  await Promise.all(Array.from({ length: processes }, work))
  console.log(`${label}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  console.log(describeResult(total))
  return isGood && total.failed === 0
}

async function main(): Promise<boolean> {
  const [label, ...globs] = process.argv.slice(2)
  if (label === undefined || globs.length === 0) {
    throw new Error('usage: node scripts/test.ts <label> <glob…>')
  }
  if (!process.version.startsWith('v24.')) {
    throw new Error(`the tests need Node 24, this is ${process.version}: start them with npm`)
  }
  const files = filesOf(globs)
  const isBatch = process.env[BATCH] === '1'
  const started = performance.now()
  if (!isBatch) console.log(`${label}: ${files.length} files, Node ${process.version}`)
  if (!isBatch && files.length >= FILES_FOR_BATCHES) return runInBatches(label, files)
  const tally = await runFiles(files)
  printReport(tally)
  const problems = tally.problems({ noSkips: process.env['NO_SKIPS'] === '1' })
  for (const problem of problems) console.log(styleText('red', `PROBLEM  ${problem}`))
  if (!isBatch) console.log(`${label}: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  console.log(describeResult(tally.total))
  return problems.length === 0 && tally.total.failed === 0
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
