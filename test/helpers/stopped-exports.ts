// An export that something happens to at a step on the disk: a kill, a signal, a failure. Its post runs on a
// good disk.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createMessage, generateKey, readKey, readSignature, verify } from 'openpgp'
import { checkout, filesIn, folder, jobIn } from './action.ts'
import { DEFAULT_NAME } from './backups.ts'
import { inlineScript } from './jobs.ts'
import { leftInTemp, type Variables } from './rotating.ts'
import type { Job, StepResult } from './runner.ts'

const MAIN = join(import.meta.dirname, '../../dist/main/index.js')
const POST = join(import.meta.dirname, '../../dist/post/index.js')
const PRELOAD = join(import.meta.dirname, 'kill-at-step.mjs')
const FOLDER = 'backups/daily'
const ARCHIVE = `${FOLDER}/${DEFAULT_NAME}`
const OLDER = 'the archive of this morning'
const OLDER_SIGNATURE = '-----BEGIN PGP SIGNATURE-----\n\nof the older one\n'

const SIGNER = await generateKey({ userIDs: [{ name: 'Test signer', email: 'test@example.com' }] })

export interface Story {
  readonly what: string
  readonly inputs: Variables
  /** What lies in the workspace beside the store. */
  readonly there: Variables
}

export const STORIES: readonly Story[] = [
  { what: 'the first archive', inputs: {}, there: {} },
  {
    what: 'one of today, signed, in place of an older one',
    inputs: { 'signing-key': SIGNER.privateKey },
    there: { [ARCHIVE]: OLDER, [`${ARCHIVE}.asc`]: OLDER_SIGNATURE },
  },
]

export interface Ended {
  readonly name: string
  readonly workspace: string
  readonly job: Job
  readonly result: StepResult
}

function workspaceOf(t: TestContext, { there }: Story): string {
  const workspace = checkout(t, 'basic')
  for (const [path, text] of Object.entries(there)) {
    fs.mkdirSync(join(workspace, path, '..'), { recursive: true })
    fs.writeFileSync(join(workspace, path), text)
  }
  return workspace
}

/** One export with a disk of this kind; its post has a good one. See kill-at-step.mjs. */
export async function run(t: TestContext, story: Story, faults: Variables): Promise<Ended> {
  const workspace = workspaceOf(t, story)
  const job = await jobIn(t, workspace)
  const env = { ...faults, KILL_WITHIN: `${workspace}:${job.temp}` }
  const script = inlineScript(
    job,
    [
      `Object.assign(process.env, ${JSON.stringify(env)})`,
      `await import(${JSON.stringify(PRELOAD)})`,
      `await import(${JSON.stringify(MAIN)})`,
    ].join('\n'),
  )
  const inputs = { command: 'export', archive: `${FOLDER}/`, ...story.inputs }
  const result = await job.run({ inputs, script, post: POST })
  return { name: Object.values(faults).join('-'), workspace, job, result }
}

export interface Traced {
  /** What the export does to the disk: `<number> <function> <path>`. */
  readonly steps: readonly string[]
  readonly archive: Buffer
}

export async function traced(t: TestContext, story: Story): Promise<Traced> {
  const trace = join(folder(t), 'trace')
  const { workspace, result } = await run(t, story, { KILL_TRACE: trace })
  assert.equal(result.exitCode, 0, result.log)
  return {
    steps: fs.readFileSync(trace, 'utf8').trimEnd().split('\n'),
    archive: fs.readFileSync(join(workspace, ARCHIVE)),
  }
}

async function isOurs(archive: Buffer, signature: string): Promise<boolean> {
  if (!signature.includes('-----END PGP SIGNATURE-----')) return false
  const { signatures } = await verify({
    message: await createMessage({ binary: archive }),
    signature: await readSignature({ armoredSignature: signature }),
    verificationKeys: await readKey({ armoredKey: SIGNER.publicKey }),
  })
  return (await signatures[0]?.verified) ?? false
}

/** Under each name lies what was there before, or all of what was to be there. */
export async function assertNothingHalf(
  { name, workspace }: Ended,
  story: Story,
  archive: Buffer,
): Promise<void> {
  const [found, signature] = [ARCHIVE, `${ARCHIVE}.asc`].map((path) =>
    fs.existsSync(join(workspace, path)) ? fs.readFileSync(join(workspace, path)) : undefined,
  )
  const isOld = found?.toString('latin1') === story.there[ARCHIVE]
  assert.ok(isOld || found?.equals(archive), `${name}: half an archive`)
  const text = signature?.toString('latin1')
  const isOldSignature = text === story.there[`${ARCHIVE}.asc`]
  assert.ok(isOldSignature || (await isOurs(archive, text ?? '')), `${name}: half a signature`)
}

/** Beside what stands under the names there is what was there before: no file, no folder more. */
export function assertNothingLeft({ name, workspace, job }: Ended, story: Story): void {
  const names = filesIn(workspace).filter((path) => !path.startsWith(ARCHIVE))
  const fresh = checkoutNames(story)
  assert.deepEqual(names, fresh, name)
  if (!filesIn(workspace).some((path) => path.startsWith('backups/'))) {
    assert.ok(!fs.existsSync(join(workspace, 'backups')), `${name}: an empty folder`)
  }
  // Before the runner knew of it, it holds nothing yet.
  const left = leftInTemp(job).filter((each) => !each.startsWith('kanuka-cleanup-'))
  assert.deepEqual(left, [], name)
}

const BASIC_NAMES = filesIn(join(import.meta.dirname, '../fixtures/basic'))

function checkoutNames({ there }: Story): readonly string[] {
  return [
    ...BASIC_NAMES,
    ...Object.keys(there).filter((path) => !path.startsWith(ARCHIVE)),
  ].toSorted()
}

/** Numbers of the first and the last step of each kind at these paths. */
export function stepsOn(steps: readonly string[], where: RegExp): readonly string[] {
  const there = steps.filter((line) => where.test(line) && !line.includes('fsyncSync'))
  const kinds = Map.groupBy(there, (line) => line.split(' ')[1])
  const kept = [...kinds.values()].flatMap((alike) => [...new Set([alike[0], alike.at(-1)])])
  return kept.map((line) => line?.split(' ')[0] ?? '')
}
