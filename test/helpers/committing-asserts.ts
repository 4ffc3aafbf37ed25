// What must be true after a store was rotated and committed back: of the remote, of the checkout, and
// of what the run said.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { FIXTURES, key } from './action.ts'
import { changedSince, keysOf, remoteTree, secretsOf, snapshot, type Scene } from './committing.ts'
import type { FakeGithub } from './github/fake-github.ts'
import { openIndependently } from './independent-reader.ts'
import { fixtureStore } from './manifest.ts'
import type { StepResult } from './runner.ts'

const OF_A_STORE = /^(?!\.git\/)(?:.*\/)?(?:\.kanuka\/|[^/]*\.env[^/]*\.kanuka$)/

interface Opening {
  readonly store: string
  /** File names of keys; default: all active members'. */
  readonly keys?: readonly string[]
  /** What the store holds beyond the fixture. */
  readonly more?: Readonly<Record<string, Uint8Array>>
}

/**
 * Every file opens, to what it always held, for each of the members, with one and the same key.
 * @returns the symmetric key in hex
 */
export async function assertOpens(root: string, opening: Opening): Promise<string> {
  const { store, keys = keysOf(store), more = {} } = opening
  const expected = { ...plaintextsOf(store), ...more }
  const seen = new Set<string>()
  for (const name of keys) {
    const view = await openIndependently(root, key(name))
    seen.add(Buffer.from(view.symmetricKey).toString('hex'))
    assert.deepEqual([...view.files.keys()].toSorted(), Object.keys(expected).toSorted())
    for (const [path, bytes] of view.files) {
      assert.ok(bytes.equals(expected[path] ?? Buffer.alloc(0)), `${name}: ${path} is another text`)
    }
  }
  assert.equal(seen.size, 1, 'members hold different keys')
  return [...seen][0] ?? ''
}

function plaintextsOf(store: string): Record<string, Buffer> {
  const { files } = fixtureStore(store)
  return Object.fromEntries(
    files.map(({ path, plain }) => [path, readFileSync(join(FIXTURES, plain))]),
  )
}

/** Nothing of the checkout changed, and no branch of the remote moved. */
export function assertNothingDone({ workspace, before, github, head }: Scene): void {
  assert.deepEqual(changedSince(before, workspace), [])
  assert.equal(
    github.git('for-each-ref', '--format=%(refname) %(objectname)'),
    `refs/heads/main ${head}`,
  )
}

interface Landing {
  /** Default: `main` */
  readonly branch?: string
  /** What the new commit is made from; default: what is checked out. */
  readonly parents?: readonly string[]
  readonly more?: Opening['more']
  /** Where the store lies in the repository. */
  readonly folder?: string
}

/**
 * One new commit is on the branch, with files of the store alone; the whole store opens for everybody
 * under a new key; the checkout holds the same files and is untouched otherwise.
 */
export async function assertLanded(
  t: TestContext,
  { scene: { github, workspace, before, store, head }, result }: Told,
  { branch = 'main', parents = [head], more, folder = '.' }: Landing = {},
): Promise<string> {
  assert.equal(result.exitCode, 0, result.log)
  const commit = github.git('rev-parse', branch)
  assert.equal(result.outputs.get('changed'), 'true')
  assert.equal(result.outputs.get('commit-sha'), commit)
  assert.equal(github.git('log', '-1', '--format=%P', commit), parents.join(' '))
  const base = parents.at(-1) ?? head
  const committed = github.git('diff', '--name-only', '--no-renames', base, commit).split('\n')
  for (const path of committed) assert.match(path, OF_A_STORE)
  const tree = remoteTree(t, github, branch)
  const newKey = await assertOpens(join(tree, folder), { store, ...(more && { more }) })
  assert.notEqual(newKey, await oldKey(store))
  const changed = changedSince(before, workspace)
  for (const path of changed) assert.match(path, OF_A_STORE)
  const onDisk = [...snapshot(workspace).keys()].filter((path) => OF_A_STORE.test(path))
  const onRemote = [...snapshot(tree).keys()].filter((path) => OF_A_STORE.test(path))
  assert.deepEqual(onDisk.toSorted(), onRemote.toSorted())
  for (const path of onDisk) {
    assert.deepEqual(readFileSync(join(workspace, path)), readFileSync(join(tree, path)), path)
  }
  assertNoLeak(github, result)
  return commit
}

interface Told {
  readonly scene: Scene
  readonly result: StepResult
}

async function oldKey(store: string): Promise<string> {
  const view = await openIndependently(join(FIXTURES, store), key(keysOf(store)[0] ?? ''))
  return Buffer.from(view.symmetricKey).toString('hex')
}

/** Neither token nor private key is in anything that a reader may see, nor in an address. */
export function assertNoLeak(github: FakeGithub, result: StepResult): void {
  const { rawOutput, log, summary, annotations, outputs, debug, state } = result
  const said = rawOutput.replaceAll(/^::add-mask::.*$/gm, '')
  const seen = [said, log, summary, JSON.stringify(annotations), ...outputs.values(), ...debug]
  const paths = github.calls.map(({ path }) => path)
  const all = [...seen, ...state.values(), ...paths].join('\n')
  for (const secret of secretsOf(github)) assert.ok(!all.includes(secret), 'a secret was shown')
}

/** The annotation titled with this code. */
export function assertFails(result: StepResult, code: string, what: RegExp): void {
  assert.equal(result.exitCode, 1, result.log)
  const found = result.annotations.find(({ title }) => title === `Kanuka: ${code}`)
  assert.match(found?.message ?? result.log, what)
  assert.ok(found, result.log)
}

/** Where the proposals of `main` stand, unless the workflow names another branch. */
export const PROPOSED = 'kanuka/sync-main'

/** The first pull request, with the commit on its branch, and `main` untouched. */
export async function assertProposed(
  t: TestContext,
  story: Scene,
  result: StepResult,
): Promise<string> {
  const { github, head } = story
  const commit = await assertLanded(t, { scene: story, result }, { branch: PROPOSED })
  assert.equal(github.git('rev-parse', 'main'), head)
  const [pull, ...others] = github.pulls
  assert.deepEqual(others, [])
  assert.equal(pull?.head, PROPOSED)
  assert.equal(pull?.base, 'main')
  assert.equal(result.outputs.get('pull-request-number'), '1')
  assert.equal(result.outputs.get('pull-request-url'), `${github.url}/acme/widgets/pull/1`)
  assert.match(result.summary, /pull request/)
  return commit
}

/** What the run warns of, as a reader sees it. */
export function warnings({ annotations }: StepResult): string {
  return annotations
    .filter(({ type }) => type === 'warning')
    .map(({ message }) => message)
    .join('\n')
}
