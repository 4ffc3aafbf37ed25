// Stories of values that come back from a destination: a store, plain files as destinations, a job with
// `command: pull`, and what the store holds afterwards, read without our own code.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { jobIn } from './action.ts'
import { openIndependently } from './independent-reader.ts'
import type { JobOptions, StepOptions, StepResult } from './runner.ts'
import { sealedStore, type SealedStore } from './sealed-store.ts'

type Texts = Readonly<Record<string, string>>

interface PullOptions extends JobOptions {
  readonly step?: Omit<StepOptions, 'inputs'>
}

/** A value that must be seen nowhere. */
export const CANARY = 'c4n4ry-9d1f7e-value'

export interface Pulling extends SealedStore {
  /** Runs one step, and says what it came to. */
  run(destinations: string, inputs?: Texts, options?: PullOptions): Promise<StepResult>
  /** The plaintext of a secret file, by the path of the file. */
  text(path: string): Promise<string | undefined>
  /** Writes a file into the workspace: a destination. */
  place(path: string, text: string): void
}

/** @param files plaintext by the path of the secret file */
export async function pulling(t: TestContext, files: Texts): Promise<Pulling> {
  const store = await sealedStore(t, files)
  const { workspace, key } = store
  return {
    ...store,
    run: async (destinations, inputs = {}, { step, ...options } = {}) => {
      const job = await jobIn(t, workspace, options)
      const given = { command: 'pull', 'private-key': key, 'show-names': 'true', ...inputs }
      const result = await job.run({ ...step, inputs: { ...given, destinations } })
      assertUnseen(result)
      for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
      return result
    },
    text: async (path) => (await openIndependently(workspace, key)).files.get(path)?.toString(),
    place: (path, text) => {
      mkdirSync(dirname(join(workspace, path)), { recursive: true })
      writeFileSync(join(workspace, path), text)
    },
  }
}

/** What the file `there.json` holds. */
export function valuesAt({ workspace }: SealedStore): unknown {
  return JSON.parse(readFileSync(join(workspace, 'there.json'), 'utf8'))
}

/** The items there that have a mark of ours, each with the commit that it names. */
export function marksAt({ workspace }: SealedStore): ReadonlyMap<string, string> {
  const text = readFileSync(join(workspace, 'there.json.kanuka-marks.json'), 'utf8')
  const { items } = JSON.parse(text) as { items: { name: string; mark: { commit: string } }[] }
  return new Map(items.map(({ name, mark }) => [name, mark.commit]))
}

/** The canary is masked, and in nothing that a reader may see. */
export function assertUnseen(result: StepResult): void {
  const { rawOutput, log, summary, annotations, outputs, debug, state } = result
  const said = rawOutput.replaceAll(/^::add-mask::.*$/gm, '')
  const seen = [said, log, summary, JSON.stringify(annotations), ...outputs.values(), ...debug]
  const all = [...seen, ...state.values()].join('\n')
  assert.ok(!all.includes(CANARY), 'a value was shown')
}

/** Hidden from whatever later steps print. */
export function assertMasked({ rawOutput }: StepResult, value: string): void {
  assert.ok(rawOutput.split('\n').includes(`::add-mask::${value}`), 'a value is not masked')
}

/** The run succeeded, and these files are changed by it. */
export function assertPulled(result: StepResult, files: readonly string[]): void {
  assert.equal(result.exitCode, 0, result.log)
  assert.equal(result.outputs.get('changed'), String(files.length > 0))
  assert.deepEqual(JSON.parse(result.outputs.get('files') ?? ''), files)
  assert.equal(result.outputs.get('files-count'), String(files.length))
}

export function fileEntry(name: string, path: string, more = ''): string {
  return `- { name: ${name}, type: file, path: ${path}, from: .env.production.kanuka${more === '' ? '' : `, ${more}`} }\n`
}
