// node scripts/bench-check.ts: how long `check` of dist/ takes, as ratios within one run of this script,
// against git alone on the same range, and bare node. Every row is measured in turn with its reference, and
// the least of each counts: what else the machine does only ever adds.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importHistory } from '../test/helpers/long-history.ts'

const ROOT = join(import.meta.dirname, '..')
const FIXTURES = join(ROOT, 'test/fixtures')
const KEY = readFileSync(join(FIXTURES, 'keys/basic-alice.pkcs1.pem'), 'utf8')
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3)
const PATH = process.env['PATH'] ?? ''
const MB = 1_000_000

const work = mkdtempSync(join(tmpdir(), 'kanuka-bench-'))

function timeOf(command: string, args: readonly string[], env: Record<string, string>): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const time = performance.now() - start
  if (status !== 0) throw new Error(`exit ${status}: ${stderr.toString()}`)
  return time
}

/** A repository with the fixture's store, and a file for each of its commits. */
function makeHistory(files: number, commits: number): string {
  const root = join(work, `history-${files}-${commits}`)
  cpSync(join(FIXTURES, 'basic'), root, { recursive: true })
  git(root, 'init', '--quiet', '--template=')
  importHistory(root, { files, commits, passing: {} })
  return root
}

/** Half of it text, and half of it what no pack makes smaller. */
function makeLarge(megabytes: number): string {
  const root = join(work, 'large')
  cpSync(join(FIXTURES, 'basic'), root, { recursive: true })
  mkdirSync(join(root, 'data'))
  for (let at = 0; at < megabytes; at += 10) {
    const bytes = randomBytes(5 * MB)
    writeFileSync(join(root, `data/${at}.bin`), bytes)
    writeFileSync(join(root, `data/${at}.txt`), bytes.toString('base64').slice(0, 5 * MB))
  }
  git(root, 'init', '--quiet', '--template=')
  git(root, 'add', '--all', '--force')
  git(root, 'commit', '--quiet', '--message', 'large')
  return root
}

function git(root: string, ...args: readonly string[]): void {
  const person = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b' }
  const committer = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }
  timeOf('git', ['-C', root, ...args], { PATH, HOME: work, ...person, ...committer })
}

interface CheckRun {
  /** undefined: none. */
  readonly baseRef?: string
  readonly isKeyed?: boolean
}

function check(root: string, { baseRef = '', isKeyed = false }: CheckRun): number {
  const temp = join(work, 'temp')
  rmSync(temp, { recursive: true, force: true })
  mkdirSync(temp)
  const names = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY']
  const files = names.map((name) => [name, join(temp, name)] as const)
  for (const [, path] of files) writeFileSync(path, '')
  return timeOf(process.execPath, [join(ROOT, 'dist/main/index.js')], {
    ...Object.fromEntries(files),
    PATH,
    GITHUB_WORKSPACE: root,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    RUNNER_TEMP: temp,
    INPUT_COMMAND: 'check',
    'INPUT_FAIL-ON': 'none',
    'INPUT_BASE-REF': baseRef,
    ...(isKeyed && { 'INPUT_PRIVATE-KEY': KEY }),
  })
}

/** What git alone takes to show the range with its contents. */
function gitLog(root: string, baseRef: string): number {
  const args = ['-C', root, 'log', '-p', '--no-ext-diff', `${baseRef}..HEAD`]
  return timeOf('git', args, { PATH, HOME: work })
}

function bare(): number {
  return timeOf(process.execPath, ['-e', '0'], {})
}

/** The least of several measurements taken in turn. */
function least<Name extends string>(
  cases: Readonly<Record<Name, () => number>>,
): Readonly<Record<Name, number>> {
  const entries = Object.entries(cases) as [Name, () => number][]
  const found = Object.fromEntries(entries.map(([name]) => [name, Infinity])) as Record<
    Name,
    number
  >
  for (let round = 0; round <= RUNS; round += 1) {
    for (const [name, run] of entries) found[name] = Math.min(found[name], run())
  }
  return found
}

function row(name: string, ratio: number, meaning = ''): void {
  console.log(`${name.padEnd(62)} ${ratio.toFixed(2).padStart(7)}   ${meaning}`)
}

function benchRange(commits: number): void {
  const root = makeHistory(10_000, commits)
  const baseRef = `HEAD~${commits}`
  spawnSync('git', ['-C', root, 'tag', 'start', baseRef])
  const t = least({
    bare,
    log: () => gitLog(root, 'start'),
    keyless: () => check(root, { baseRef: 'start' }),
    keyed: () => check(root, { baseRef: 'start', isKeyed: true }),
  })
  const what = `${commits} commits, 10,000 files`
  row(`check of ${what} / git log -p`, t.keyless / t.log, 'what all rules cost beside a diff')
  row(`check with a key of ${what} / git log -p`, t.keyed / t.log, 'and with all values looked for')
  row(`check of ${what} / bare node`, t.keyless / t.bare)
}

function main(): void {
  const small = makeHistory(0, 1)
  const t = least({
    bare,
    keyless: () => check(small, {}),
    keyed: () => check(small, { isKeyed: true }),
  })
  console.log(`bare node -e 0: ${t.bare.toFixed(1)} ms (least of ${RUNS}); all else as a ratio\n`)
  row(
    'check of a store of 3 files, 1 commit / bare node',
    t.keyless / t.bare,
    'what a run starts with',
  )
  row('the same with a key / bare node', t.keyed / t.bare)
  for (const commits of [1000, 10_000]) benchRange(commits)
  const large = makeLarge(500)
  const l = least({
    show: () =>
      timeOf('git', ['-C', large, 'archive', '--format=tar', '-o', '/dev/null', 'HEAD'], { PATH }),
    keyless: () => check(large, {}),
    keyed: () => check(large, { isKeyed: true }),
  })
  row(
    'check of 500 MB with a key / git archive of them',
    l.keyed / l.show,
    'half text, half binary',
  )
  row('check of 500 MB without a key / git archive of them', l.keyless / l.show)
}

try {
  main()
} finally {
  rmSync(work, { recursive: true, force: true })
}
