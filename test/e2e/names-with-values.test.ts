// Somebody called a file, a variable or a destination by a value that the store keeps. Everybody can read that
// name in the repository; what it is the value of, nothing that a run shows may tell, masked or not.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { commitAll, folder, jobIn, withoutGit } from '../helpers/action.ts'
import { git } from '../helpers/committing.ts'
import { pulling, type Pulling } from '../helpers/pulling.ts'
import type { StepResult } from '../helpers/runner.ts'

// What Markdown escapes, the runner does not find again.
const VALUE = 'hunter2_s*cret'
const WORD = 'hunter2_secret'
const FILE = `.env.${VALUE}.kanuka`
const ENTRY = `- { name: of-${WORD}, type: file, path: 'out/${VALUE}.json', from: '${FILE}' }\n`
const IMPORTING = ENTRY.replace(' }', ', initial-sync: import-prioritize-destination }')
const TEXT = `PASSWORD=${VALUE}\nWORD=${WORD}\n${WORD}=of-a-variable\n`

type Inputs = Readonly<Record<string, string>>

async function story(t: TestContext): Promise<Pulling> {
  return pulling(t, { [FILE]: TEXT })
}

async function step(
  t: TestContext,
  { workspace, key }: Pulling,
  inputs: Inputs,
): Promise<StepResult> {
  const job = await jobIn(t, workspace)
  return job.run({ inputs: { 'private-key': key, 'show-names': 'true', ...inputs } })
}

/** Nothing of a step but what later steps act on. */
function assertHidden(result: StepResult): void {
  const said = result.rawOutput.replaceAll(/^::add-mask::.*$/gm, '')
  const texts = { said, summary: result.summary, report: result.outputs.get('report') ?? '' }
  for (const [what, text] of Object.entries(texts)) {
    const shown = text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(+code))
    for (const value of [VALUE, WORD]) assert.ok(!shown.includes(value), `${what}: ${text}`)
  }
  assert.match(result.summary, /&#42;&#42;&#42;/)
}

/** Later steps can open what they are given. */
function assertFiles({ outputs, log }: StepResult, files: readonly string[]): void {
  assert.deepEqual(JSON.parse(outputs.get('files') ?? '[]'), files, log)
}

describe('a name that holds a value is not shown', () => {
  test('by decrypt, and `files` has the path as it is', async (t) => {
    const result = await step(t, await story(t), { 'set-outputs': 'true' })
    assert.equal(result.exitCode, 0, result.log)
    assertHidden(result)
    assertFiles(result, [`.env.${VALUE}`])
    assert.equal(result.outputs.get('PASSWORD'), VALUE)
    const [file] = (JSON.parse(result.outputs.get('report') ?? '') as { files: unknown[] }).files
    assert.deepEqual(file, {
      path: '.env.***.kanuka',
      plaintext: '.env.***',
      size: TEXT.length,
      variables: 3,
      result: 'new',
    })
  })

  test('by a decrypt that fails, nor where an annotation points to', async (t) => {
    const store = await story(t)
    store.place(`.env.${VALUE}/file`, 'in the way\n')
    const result = await step(t, store, {})
    assert.equal(result.exitCode, 1)
    assertHidden(result)
    const [error] = result.annotations
    assert.deepEqual([error?.title, error?.file], ['Kanuka: TARGET_NOT_A_FILE', '.env.***'])
    assert.match(error?.message ?? '', /^\.env\.\*\*\* exists and is no regular file/)
  })

  test('by push, and the output names the destination as it is', async (t) => {
    const inputs = { command: 'push', destinations: ENTRY }
    const result = await step(t, await story(t), inputs)
    assert.equal(result.exitCode, 0, result.log)
    assertHidden(result)
    assert.match(
      result.summary,
      /<code>of-&#42;&#42;&#42;<\/code> \| <code>&#42;&#42;&#42;<\/code>/,
    )
    const [row] = JSON.parse(result.outputs.get('push') ?? '') as Record<string, unknown>[]
    assert.equal(row?.['destination'], `of-${WORD}`)
  })

  test('by a push that fails', async (t) => {
    const store = await story(t)
    store.place(`out/${VALUE}.json`, `{ "${WORD}": "somebody else's" }\n`)
    const result = await step(t, store, { command: 'push', destinations: ENTRY })
    assert.equal(result.exitCode, 1)
    assertHidden(result)
  })

  test('by pull, and `files` has the path as it is', async (t) => {
    const store = await story(t)
    store.place(`out/${VALUE}.json`, JSON.stringify({ NEW: '1', other_s_cret: 'x' }))
    const result = await step(t, store, { command: 'pull', destinations: ENTRY })
    assert.equal(result.exitCode, 0, result.log)
    assertHidden(result)
    assertFiles(result, [FILE])
  })

  test('by a pull that has just read the value', async (t) => {
    const store = await pulling(t, { [FILE]: 'A=1\n' })
    store.place(`out/${VALUE}.json`, JSON.stringify({ PASSWORD: VALUE, WORD }))
    const result = await step(t, store, { command: 'pull', destinations: ENTRY })
    assert.equal(result.exitCode, 0, result.log)
    assertHidden(result)
  })

  test('by a pull whose destinations differ', async (t) => {
    const store = await story(t)
    store.place(`out/${VALUE}.json`, JSON.stringify({ [WORD]: 'first' }))
    store.place('second.json', JSON.stringify({ [WORD]: 'later' }))
    const second = ENTRY.replace('of-', 'second-').replace(`out/${VALUE}`, 'second')
    const result = await step(t, store, { command: 'pull', destinations: ENTRY + second })
    assert.equal(result.exitCode, 0, result.log)
    assertHidden(result)
    const [warning] = result.annotations
    assert.equal(warning?.file, '.env.***.kanuka')
    assert.match(warning.message, /^of-\*\*\*, second-\*\*\* have different values of \*\*\*;/)
  })

  test('by the commit of a pull', { skip: withoutGit }, async (t) => {
    const store = await story(t)
    const bare = join(folder(t), 'origin.git')
    git('.', 'init', '--quiet', '--bare', '--initial-branch=main', bare)
    commitAll(store.workspace, bare)
    git(store.workspace, 'push', '--quiet', 'origin', 'main')
    store.place(`out/${VALUE}.json`, JSON.stringify({ NEW: '1' }))
    const commit = { commit: 'branch', 'commit-method': 'git', 'github-token': '' }
    const result = await step(t, store, { command: 'pull', destinations: ENTRY, ...commit })
    assert.equal(result.exitCode, 0, result.log)
    assertHidden(result)
    const message = git(bare, 'log', '-1', '--format=%B', 'main')
    assert.match(message, /^Bring values from of-\*\*\* into \.env\.\*\*\*\.kanuka\n/)
    assert.ok(!message.includes(VALUE) && !message.includes(WORD), message)
  })

  test('by a push that imports, and `files` has the path as it is', async (t) => {
    const store = await story(t)
    store.place(`out/${VALUE}.json`, '{\n  "THEIRS": "3"\n}\n')
    const result = await step(t, store, { command: 'push', destinations: IMPORTING })
    assert.equal(result.exitCode, 0, result.log)
    assertHidden(result)
    assertFiles(result, [FILE])
    assert.match(result.log, /1 imported into \.env\.\*\*\*\.kanuka/)
  })
})
