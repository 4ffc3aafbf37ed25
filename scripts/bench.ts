// npm run bench: how long whole runs of dist/ take, as ratios within one run of this script (a
// machine's absolute times mean little). Every row is measured in turn with its reference.
import { generateKeyPairSync, publicEncrypt, randomBytes, randomUUID } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { privateDecrypt, constants } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'

const ROOT = join(import.meta.dirname, '..')
const FIXTURES = join(ROOT, 'test/fixtures')
const KEY = readFileSync(join(FIXTURES, 'keys/basic-alice.pkcs1.pem'), 'utf8')
const RUNS = Number(process.env['BENCH_RUNS'] ?? 15)

const work = mkdtempSync(join(tmpdir(), 'kanuka-bench-'))

/** A store with `count` files of `bytes` each, encrypted with the fixture's own key. */
function makeStore(count: number, bytes: number): string {
  const root = join(work, `store-${count}-${bytes}`)
  cpSync(join(FIXTURES, 'basic/.kanuka'), join(root, '.kanuka'), { recursive: true })
  const folder = join(root, '.kanuka/secrets')
  const wrapped = readFileSync(join(folder, readdirSync(folder)[0] ?? ''))
  const padding = constants.RSA_PKCS1_PADDING
  const key = privateDecrypt({ key: KEY, padding }, wrapped)
  for (let index = 0; index < count; index += 1) {
    const path = join(root, `service-${index % 50}`, `.env.${index}.kanuka`)
    mkdirSync(dirname(path), { recursive: true })
    const line = `TOKEN_${index}=${randomBytes(24).toString('hex')}\n`
    const text = bytes > 100_000 ? randomBytes(bytes) : Buffer.from(line.padEnd(bytes, '#'))
    const nonce = randomBytes(24)
    const box = xsalsa20poly1305(key, nonce).encrypt(text)
    writeFileSync(path, Buffer.concat([nonce, box]))
  }
  return root
}

/** Gives a store `count` members more, each with access. */
function addMembers(root: string, count: number): void {
  const kanuka = join(root, '.kanuka')
  const [own = ''] = readdirSync(join(kanuka, 'secrets'))
  const padding = constants.RSA_PKCS1_PADDING
  const key = privateDecrypt({ key: KEY, padding }, readFileSync(join(kanuka, 'secrets', own)))
  for (let index = 0; index < count; index += 1) {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const uuid = randomUUID()
    const pem = publicKey.export({ type: 'spki', format: 'pem' })
    writeFileSync(join(kanuka, 'public_keys', `${uuid}.pub`), pem)
    const wrapped = publicEncrypt({ key: publicKey, padding }, key)
    writeFileSync(join(kanuka, 'secrets', `${uuid}.kanuka`), wrapped)
    const device = `\n[devices.${uuid}]\nemail = "m${index}@example.com"\nname = "bench"\n`
    appendFileSync(join(kanuka, 'config.toml'), device)
  }
}

function timeOf(args: readonly string[], env: Record<string, string>): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const time = performance.now() - start
  if (status !== 0) throw new Error(`exit ${status}: ${stderr.toString()}`)
  return time
}

function bare(): number {
  return timeOf(['-e', '0'], {})
}

function removePlaintext(root: string): void {
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (/\.env\.\d+$/.test(name)) rmSync(join(root, name))
  }
}

/** The floor that the disk sets: bare node writing as many new files, and nothing else. */
function plainWrites(root: string): number {
  removePlaintext(root)
  const code = `const fs = require('node:fs')
    for (let i = 0; i < 1000; i += 1)
      fs.writeFileSync(\`service-\${i % 50}/.env.\${i}\`, Buffer.alloc(1000), { flag: 'wx' })`
  return timeOf(['-e', `process.chdir(${JSON.stringify(root)});${code}`], {})
}

function decrypt(root: string): number {
  removePlaintext(root)
  return runAction(root, 'decrypt')
}

function runAction(root: string, command: string): number {
  const temp = join(work, 'temp')
  rmSync(temp, { recursive: true, force: true })
  mkdirSync(temp)
  const files = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'].map(
    (name) => [name, join(temp, name)] as const,
  )
  for (const [, path] of files) writeFileSync(path, '')
  return timeOf([join(ROOT, 'dist/main/index.js')], {
    ...Object.fromEntries(files),
    PATH: process.env['PATH'] ?? '',
    GITHUB_WORKSPACE: root,
    RUNNER_TEMP: temp,
    INPUT_COMMAND: command,
    'INPUT_PRIVATE-KEY': KEY,
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Medians of several measurements taken in turn, so that a change of the machine's speed hits all. */
function measure(
  cases: Readonly<Record<string, () => number>>,
  runs: number,
): Record<string, number> {
  const times = Object.entries(cases).map(([name, run]) => ({ name, run, list: [] as number[] }))
  for (const { run } of times) run()
  for (let round = 0; round < runs; round += 1) {
    for (const { run, list } of times) list.push(run())
  }
  return Object.fromEntries(times.map(({ name, list }) => [name, median(list)]))
}

function row(name: string, ratio: number, aim: string): void {
  console.log(`${name.padEnd(62)} ${ratio.toFixed(2).padStart(7)}   ${aim}`)
}

/** What the secretbox library reaches alone on one buffer, in ms. */
function secretboxAlone(bytes: number): number {
  const [key, nonce] = [randomBytes(32), randomBytes(24)]
  const box = xsalsa20poly1305(key, nonce).encrypt(randomBytes(bytes))
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now()
    xsalsa20poly1305(key, nonce).decrypt(box)
    return performance.now() - start
  })
  return median(times)
}

function main(): void {
  const noop = buildNoop()
  const [one, hundred, thousand] = [1, 100, 1000].map((count) => makeStore(count, 1000))
  const large = makeStore(1, 50_000_000)
  const t = measure(
    {
      bare,
      noop: () => timeOf([noop], {}),
      one: () => decrypt(one ?? ''),
      hundred: () => decrypt(hundred ?? ''),
      thousand: () => decrypt(thousand ?? ''),
      writes: () => plainWrites(thousand ?? ''),
    },
    RUNS,
  )
  const [b = 1, n = 1, o = 1, h = 1, th = 1] = [
    t['bare'],
    t['noop'],
    t['one'],
    t['hundred'],
    t['thousand'],
  ]
  console.log(
    `bare node -e 0: ${b.toFixed(1)} ms (median of ${RUNS}); everything else as a ratio\n`,
  )
  row('an action that only loads @actions/core / bare', n / b, '')
  row('decrypt 1 file of 1 KB / bare', o / b, 'aim <= 2.2')
  row('decrypt 1 file of 1 KB / action that only loads core', o / n, '')
  row('decrypt 100 files / bare', h / b, '')
  row('decrypt 1,000 files / bare', th / b, '')
  row('(decrypt 1,000 files - decrypt 1 file) / bare', (th - o) / b, 'aim <= 8')
  const disk = (t['writes'] ?? b) - b
  row('  of that, what this disk takes for 1,000 new files / bare', disk / b, '')
  const l = measure({ large: () => decrypt(large), small: () => decrypt(one ?? '') }, 5)
  const share = secretboxAlone(50_000_000) / ((l['large'] ?? 0) - (l['small'] ?? 0))
  row('50 MB: speed beyond start / speed of the library alone', share, 'aim >= 0.80')
  benchSync(thousand ?? '')
  const cli = spawnSync('kanuka', ['--version']).error
  console.log(cli ? '\nNOT MEASURED: against `kanuka`, which is not on the PATH' : '')
}

function benchSync(root: string): void {
  addMembers(root, 9)
  const cases = { bare, decrypt: () => decrypt(root), sync: () => runAction(root, 'sync') }
  const { bare: b = 1, decrypt: d = 1, sync: s = 1 } = measure(cases, RUNS)
  row('sync 1,000 files x 10 members / decrypt of the same store', s / d, 'aim <= 2')
  row('sync 1,000 files x 10 members / bare', s / b, '')
}

/** Bundled as the action is, with the same stand-ins. */
function buildNoop(): string {
  const source = join(ROOT, 'build/noop.js')
  mkdirSync(dirname(source), { recursive: true })
  writeFileSync(source, "import * as core from '@actions/core'\ncore.debug('loaded')\n")
  const ncc = join(ROOT, 'node_modules/@vercel/ncc/dist/ncc/cli.js')
  const args = [ncc, 'build', source, '-o', join(work, 'noop')]
  const { status } = spawnSync(process.execPath, args, {
    cwd: join(ROOT, 'build'),
    stdio: 'ignore',
  })
  if (status !== 0) throw new Error('run `npm run build` first')
  return join(work, 'noop/index.js')
}

main()
rmSync(work, { recursive: true, force: true })
