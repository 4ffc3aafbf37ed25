// Stores before and after a rotation, looked at from outside: what lies in a folder, which keys of the
// fixtures open what, and whether that is what it was. Nothing here uses src.
import assert from 'node:assert/strict'
import { constants, createHash, createPublicKey, privateDecrypt } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import sodium from 'libsodium-wrappers'
import { filesIn, FIXTURES, jobIn, key } from './action.ts'
import { openIndependently, type IndependentView } from './independent-reader.ts'
import { fixtureStore, manifest } from './manifest.ts'
import type { Job, JobOptions, StepResult } from './runner.ts'

export const WORKSTATION = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
export const LAPTOP = '985ed0c8-5f2e-4848-9750-6b3b3370a96c'
export const BOB = '45e676e3-a9fb-4f34-8ae9-1ed7ea66102e'
export const CAROL = 'd52fe85a-58a4-4fca-b3ed-d0931a9705b6'
export const DAVE = '0022552f-2f62-4e08-bb70-effa8e06f20d'
export const ERIN = '726ad8cf-53f0-4492-96ad-a4efb74e45f6'

export const TEAM = { 'private-key': key('team-alice-workstation.pem') }
export const BASIC = { 'private-key': key('basic-alice.pkcs1.pem') }

export type Variables = Readonly<Record<string, string>>

export interface Synced {
  readonly job: Job
  readonly result: StepResult
}

type Place = string | (JobOptions & { readonly workspace: string })

/**
 * One job with one step: `sync`.
 * @param place the workspace, or the whole of a job's options
 */
export async function sync(t: TestContext, place: Place, inputs: Variables): Promise<Synced> {
  const options = typeof place === 'string' ? { workspace: place } : place
  const job = await jobIn(t, options.workspace, options)
  return { job, result: await job.run({ inputs: { command: 'sync', ...inputs } }) }
}

/** A run that must succeed. */
export async function synced(t: TestContext, place: Place, inputs: Variables): Promise<Synced> {
  const run = await sync(t, place, inputs)
  assert.equal(run.result.exitCode, 0, run.result.log)
  return run
}

interface Reported {
  readonly dryRun: boolean
  readonly stores: readonly Readonly<Record<string, unknown>>[]
  readonly errors: readonly { readonly code: string }[]
}

/** The output `report` of a run. */
export function reported({ result }: Synced): Reported {
  return JSON.parse(result.outputs.get('report') ?? '') as Reported
}

/** Every file, folder and link below by its path: kind, permissions and a digest of what it holds. */
export function everythingIn(path: string): Variables {
  const names = fs.readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(['', ...names].map((name) => [name, lookAt(join(path, name))]))
}

function lookAt(path: string): string {
  const stats = fs.lstatSync(path)
  if (stats.isSymbolicLink()) return `link to ${fs.readlinkSync(path)}`
  const mode = (stats.mode & 0o7777).toString(8)
  return stats.isFile() ? `${mode} ${digest(fs.readFileSync(path))}` : `${mode} no file`
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** SHA-256 of a member's public key as SPKI, as `grant` takes it. */
export function fingerprint(root: string, uuid: string): string {
  const pem = fs.readFileSync(join(root, '.kanuka/public_keys', `${uuid}.pub`))
  return digest(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
}

export function wrappedKeys(root: string): readonly string[] {
  return fs.readdirSync(join(root, '.kanuka/secrets')).map((name) => name.replace('.kanuka', ''))
}

export function auditLines(root: string): readonly string[] {
  const text = fs.readFileSync(join(root, '.kanuka/audit.jsonl'), 'utf8')
  assert.ok(text.endsWith('\n'))
  return text.slice(0, -1).split('\n')
}

/** The private key of the fixtures for every public key in a store, by UUID. */
function keysOf(root: string): ReadonlyMap<string, string> {
  const keyFolder = join(root, '.kanuka/public_keys')
  const uuids = fs.readdirSync(keyFolder).map((name) => name.replace('.pub', ''))
  const keys = Object.entries(manifest.keys).filter(([, it]) => it.encoding === 'PKCS#1 PEM')
  return new Map(
    uuids.flatMap((uuid) => {
      const own = fingerprint(root, uuid)
      const found = keys.find(([, it]) => it.public_key_sha256 === own)
      return found ? [[uuid, key(found[0].slice('keys/'.length))] as const] : []
    }),
  )
}

/** What the secret files of a fixture hold, by path. */
export function plaintextsOf(store: string): ReadonlyMap<string, Buffer> {
  const files = fixtureStore(store).files
  return new Map(files.map(({ path, plain }) => [path, fs.readFileSync(join(FIXTURES, plain))]))
}

/** These members' keys, and no others in the store, open all of its files. Says the key that does. */
export async function assertHeldBy(
  root: string,
  uuids: readonly string[],
  plaintexts: ReadonlyMap<string, Buffer>,
): Promise<Uint8Array> {
  assert.deepEqual(wrappedKeys(root).toSorted(), uuids.toSorted())
  return assertOpenedBy(root, uuids, plaintexts)
}

/** The keys of these members open all files of the store. Says the key that does. */
export async function assertOpenedBy(
  root: string,
  uuids: readonly string[],
  plaintexts: ReadonlyMap<string, Buffer>,
): Promise<Uint8Array> {
  const keys = keysOf(root)
  const views: IndependentView[] = []
  for (const uuid of uuids) {
    const pem = keys.get(uuid) ?? assert.fail(`the fixtures have no private key of ${uuid}`)
    const view = await openIndependently(root, pem)
    assert.deepEqual(sorted(view.files), sorted(plaintexts), `what ${uuid} opens`)
    views.push(view)
  }
  const symmetric = new Set(views.map(({ symmetricKey }) => digest(symmetricKey)))
  assert.equal(symmetric.size, 1, 'all members have one and the same key')
  return views[0]?.symmetricKey ?? assert.fail('nobody opens the store')
}

function sorted(files: ReadonlyMap<string, Buffer>): readonly (readonly [string, string])[] {
  const entries = [...files].map(([path, bytes]) => [path, digest(bytes)] as const)
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Secret files that a private key opens with whichever wrapped key of the store it can use. */
export async function opensWithAny(root: string, pem: string): Promise<readonly string[]> {
  const keyFolder = join(root, '.kanuka/secrets')
  const found = new Set<string>()
  for (const name of fs.readdirSync(keyFolder)) {
    const symmetric = unwrap(pem, fs.readFileSync(join(keyFolder, name)))
    for (const path of await opensWith(root, symmetric)) found.add(path)
  }
  return [...found]
}

/** Secret files that open with a symmetric key. */
export async function opensWith(root: string, symmetric: Uint8Array): Promise<readonly string[]> {
  await sodium.ready
  if (symmetric.length !== 32) return []
  return secretFiles(root).filter((path) => {
    const sealed = fs.readFileSync(join(root, path))
    try {
      sodium.crypto_secretbox_open_easy(sealed.subarray(24), sealed.subarray(0, 24), symmetric)
      return true
    } catch {
      return false
    }
  })
}

// A wrong key gives garbage, or the wrapped key has the wrong length for it.
function unwrap(pem: string, wrapped: Buffer): Uint8Array {
  try {
    return privateDecrypt({ key: pem, padding: constants.RSA_PKCS1_PADDING }, wrapped)
  } catch {
    return new Uint8Array()
  }
}

export function secretFiles(root: string): readonly string[] {
  return filesIn(root).filter((path) => /\.env[^/]*\.kanuka$/.test(path))
}

/** The nonces of all secret files. */
export function noncesIn(root: string): readonly string[] {
  return secretFiles(root).map((path) =>
    fs.readFileSync(join(root, path)).subarray(0, 24).toString('hex'),
  )
}

/** An error of a run that failed. */
export function assertRefused(result: StepResult, code: string, says: RegExp): void {
  assert.equal(result.exitCode, 1, result.log)
  const errors = result.annotations.filter(({ type }) => type === 'error')
  assert.ok(
    errors.some(({ title, message }) => title === `Kanuka: ${code}` && says.test(message)),
    `${code} ${says.source}: ${JSON.stringify(errors)}`,
  )
}

/** What the runner's temp folder holds beside the runner's own files. */
export function leftInTemp({ temp }: Job): readonly string[] {
  return fs.readdirSync(temp).filter((name) => !name.startsWith('_'))
}

interface Refusal {
  readonly inputs: Variables
  readonly code: string
  readonly says: RegExp
}

/** A run that is refused, and of which nothing is to be seen: in bytes, permissions, or beside. */
export async function assertNothingDone(
  t: TestContext,
  workspace: string,
  { inputs, code, says }: Refusal,
): Promise<void> {
  const before = everythingIn(workspace)
  const { job, result } = await sync(t, workspace, inputs)
  assertRefused(result, code, says)
  assert.deepEqual(everythingIn(workspace), before)
  assert.notEqual(result.outputs.get('changed'), 'true')
  const [post] = await job.post()
  assert.equal(post?.exitCode, 0, post?.log)
  assert.equal(post.log, '')
  assert.deepEqual(everythingIn(workspace), before)
  assert.deepEqual(leftInTemp(job), [])
}
