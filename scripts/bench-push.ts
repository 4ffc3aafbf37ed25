// node scripts/bench-push.ts: what a push by dist/ of 100 items costs: its requests, against the table of
// docs/push.md, and its time, as a ratio to the same requests sent again by bare node. The servers are the
// fakes of the tests, on this machine, so that no network is measured. The least of several runs counts.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { startGate, type Gate, type Passed } from '../test/contract/gate.ts'
import { ACCESS_KEY_ID, fakeAws, SECRET_ACCESS_KEY } from '../test/helpers/fake-aws.ts'
import { startVault } from '../test/helpers/fake-vault.ts'
import { sealedStore, type SealedStore } from '../test/helpers/sealed-store.ts'

const ROOT = join(import.meta.dirname, '..')
const RUNS = Number(process.env['BENCH_RUNS'] ?? 5)
const ITEMS = 100

const work = mkdtempSync(join(tmpdir(), 'kanuka-bench-'))
const endings: (() => unknown)[] = [() => rmSync(work, { recursive: true, force: true })]
// What the helpers of the tests use of a test: its end.
const bench = { after: (ending: () => unknown) => endings.push(ending) } as unknown as TestContext

interface Place {
  /** As docs/push.md names it in its table of costs. */
  readonly row: string
  /** Requests to sign in; the table counts one. */
  readonly signIns: number
  /** Requests at a time. */
  readonly concurrency: number
  readonly gate: Gate
  readonly entry: string
  readonly env: Readonly<Record<string, string>>
  /** As nobody has ever pushed there. */
  empty(): void
}

async function awsPlaces(): Promise<readonly Place[]> {
  const fake = await fakeAws(bench)
  const gate = await startGate(bench, fake.url)
  const env = {
    AWS_ENDPOINT_URL: gate.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
  }
  const shared = { gate, env, signIns: 0 }
  return [
    {
      ...shared,
      row: 'AWS Secrets Manager',
      concurrency: 10,
      entry: '- { name: bench, type: aws-secrets-manager }',
      empty: () => fake.secrets.secrets.clear(),
    },
    {
      ...shared,
      row: 'AWS Parameter Store',
      concurrency: 3,
      entry: '- { name: bench, type: aws-parameter-store }',
      empty: () => fake.parameters.parameters.clear(),
    },
  ]
}

async function vaultPlaces(): Promise<readonly Place[]> {
  const fake = await startVault(bench)
  const gate = await startGate(bench, fake.url)
  fake.logins.set('auth/approle/login', JSON.stringify({ role_id: 'role', secret_id: 'secret' }))
  const auth = '{ role-id: role, secret-id: secret }'
  const where = `type: vault, url: "${gate.url}", path: app, kv-version: 2, auth: ${auth}`
  const shared = { gate, env: {}, signIns: 1, empty: () => fake.v2.clear() }
  return [
    {
      ...shared,
      row: 'Vault, version 2, one entry, `kv-version` given',
      concurrency: 1,
      entry: `- { name: bench, ${where} }`,
    },
    {
      ...shared,
      row: 'Vault, version 2, an entry a key, `kv-version` given',
      concurrency: 8,
      entry: `- { name: bench, ${where}, layout: entry-per-key }`,
    },
  ]
}

async function timeOf(args: readonly string[], env: Record<string, string>): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  }
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const time = performance.now() - start
  if (status !== 0) throw new Error(`exit ${status}: ${said}`)
  return time
}

async function push(store: SealedStore, { entry, env }: Place): Promise<number> {
  const temp = join(work, 'temp')
  rmSync(temp, { recursive: true, force: true })
  mkdirSync(temp)
  const names = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY']
  const files = names.map((name) => [name, join(temp, name)] as const)
  for (const [, path] of files) writeFileSync(path, '')
  return timeOf([join(ROOT, 'dist/main/index.js')], {
    ...Object.fromEntries(files),
    ...env,
    PATH: process.env['PATH'] ?? '',
    GITHUB_WORKSPACE: store.workspace,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REPOSITORY_ID: '1',
    RUNNER_TEMP: temp,
    INPUT_COMMAND: 'push',
    INPUT_DESTINATIONS: entry,
    'INPUT_PRIVATE-KEY': store.key,
  })
}

// Headers that belong to a connection are the client's own affair.
const AGAIN = `const fs = require('node:fs')
const { url, concurrency, requests } = JSON.parse(fs.readFileSync(process.argv[1], 'utf8'))
const OWN = /^(host|connection|content-length|transfer-encoding|accept-encoding|expect)$/
async function send() {
  for (let one = requests.shift(); one !== undefined; one = requests.shift()) {
    const headers = Object.fromEntries(Object.entries(one.headers).filter(([name]) => !OWN.test(name)))
    const body = one.body === '' ? undefined : one.body
    const answer = await fetch(url + one.url, { method: one.method, headers, body })
    await answer.text()
    if (answer.status >= 400 && answer.status !== 404) throw new Error('HTTP ' + answer.status)
  }
}
Promise.all(Array.from({ length: concurrency }, send)).catch((error) => {
  console.error(error)
  process.exitCode = 1
})`

async function again({ gate, concurrency }: Place, requests: readonly Passed[]): Promise<number> {
  const path = join(work, 'requests.json')
  writeFileSync(path, JSON.stringify({ url: gate.url, concurrency, requests }))
  return timeOf(['-e', AGAIN, path], {})
}

interface Cost {
  readonly requests: readonly Passed[]
  /** Of a push and of the same requests alone, the least of several. */
  readonly push: number
  readonly again: number
}

/** @param isFirst of an empty place; else of one that holds everything already */
async function costOf(store: SealedStore, place: Place, isFirst: boolean): Promise<Cost> {
  place.empty()
  if (!isFirst) await push(store, place)
  let requests: readonly Passed[] = []
  const least = { push: Infinity, again: Infinity }
  for (let round = 0; round <= RUNS; round += 1) {
    if (isFirst) place.empty()
    const before = place.gate.passed.length
    least.push = Math.min(least.push, await push(store, place))
    requests = place.gate.passed.slice(before)
    if (isFirst) place.empty()
    least.again = Math.min(least.again, await again(place, requests))
  }
  return { requests, ...least }
}

/** First push, nothing changed. */
function documented(row: string): readonly [number, number] {
  const text = readFileSync(join(ROOT, 'docs/push.md'), 'utf8')
  const line = text.split('\n').find((each) => each.startsWith(`| ${row} | `))
  const [first, nothing] = (line ?? '').slice(`| ${row} | `.length).split(' | ')
  const bars = [Number.parseInt(first ?? '', 10), Number.parseInt(nothing ?? '', 10)] as const
  if (!bars.every(Number.isFinite)) throw new Error(`docs/push.md has no costs of: ${row}`)
  return bars
}

function show(name: string, { requests, ...time }: Cost, bar: number): void {
  const count = `${requests.length} requests`.padStart(13)
  const ratio = (time.push / time.again).toFixed(2).padStart(6)
  const verdict = requests.length > bar ? 'MORE THAN' : 'of'
  console.log(`${name.padEnd(68)} ${count} ${verdict} ${String(bar).padEnd(4)} ${ratio}`)
  if (requests.length > bar) process.exitCode = 1
}

async function main(): Promise<void> {
  const lines = Array.from({ length: ITEMS }, (_, index) => `NAME_${index}=value-of-${index}\n`)
  const store = await sealedStore(bench, { '.env.kanuka': lines.join('') })
  console.log(
    `${ITEMS} items; requests of those in docs/push.md, and time / the same requests by bare node (least of ${RUNS})\n`,
  )
  for (const place of [...(await awsPlaces()), ...(await vaultPlaces())]) {
    const [first, nothing] = documented(place.row)
    const saved = 1 - place.signIns
    show(`first push: ${place.row}`, await costOf(store, place, true), first - saved)
    show(`nothing changed: ${place.row}`, await costOf(store, place, false), nothing - saved)
  }
}

try {
  await main()
} finally {
  for (const ending of endings.toReversed()) await ending()
}
