// Commits that no git client would make: names of any bytes, authors of any kind, floods of files. And what
// must hold of a check of them: it ends, and says nothing that it did not mean to say.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import type { TestContext } from 'node:test'
import { checkPull, runCheck, type CheckPull, type CheckResult, type Edit } from './checking.ts'
import { git, gitVariables } from './committing.ts'

export interface HostileFile {
  readonly path: string | Uint8Array
  /** Default: 100644 */
  readonly mode?: '100644' | '100755' | '120000' | '160000'
  /** Of a submodule: the id of its commit. */
  readonly content: string | Uint8Array
}

export interface HostileCommit {
  readonly files: readonly HostileFile[]
  /** Name and email, as they stand in the commit. */
  readonly author?: string
  readonly message?: string
}

export interface HostileStory {
  /** Default: `basic` */
  readonly store?: string
  readonly arrange?: Edit
  readonly commit: HostileCommit
}

/** A pull request with one commit of the hostile files; the work tree stays as main has it. */
export async function hostilePull(t: TestContext, story: HostileStory): Promise<CheckPull> {
  const { store = 'basic', arrange, commit } = story
  const pull = await checkPull(t, { store, ...(arrange && { arrange }) })
  importCommit(pull.workspace, commit)
  return movedOn(t, pull)
}

/** The same pull request, with what its branch is now. */
export function movedOn(t: TestContext, pull: CheckPull): CheckPull {
  const { workspace, tip: base } = pull
  const head = git(workspace, 'rev-parse', 'refs/heads/feature')
  const check: CheckPull['check'] = async (inputs, options) =>
    runCheck(t, { workspace, base, head, inputs, options })
  return { ...pull, head, check }
}

/** Onto the branch `feature`, past index and work tree. */
export function importCommit(
  workspace: string,
  { files, author = 'Mallory <mallory@example.com>', message = 'hostile' }: HostileCommit,
): void {
  const parts: Uint8Array[] = [
    Buffer.from(`commit refs/heads/feature\nauthor ${author} 1700000000 +0000\n`),
    Buffer.from(`committer ${author} 1700000000 +0000\n`),
    data(message),
    Buffer.from('from refs/heads/feature^0\n'),
    ...files.flatMap(({ path, mode = '100644', content }) =>
      mode === '160000'
        ? [Buffer.from(`M ${mode} ${Buffer.from(content).toString()} ${quoted(path)}\n`)]
        : [Buffer.from(`M ${mode} inline ${quoted(path)}\n`), data(content)],
    ),
  ]
  gitWithInput(workspace, ['fast-import', '--quiet', '--force'], Buffer.concat(parts))
}

export function gitWithInput(
  workspace: string,
  args: readonly string[],
  input: string | Uint8Array,
): string {
  const options = { input, env: gitVariables(), encoding: 'utf8', stdio: 'pipe' } as const
  return execFileSync('git', ['-C', workspace, ...args], options).trim()
}

function data(content: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')])
}

function quoted(path: string | Uint8Array): string {
  const octal = [...Buffer.from(path)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
  return `"${octal.join('')}"`
}

const COMMANDS = new Set(['add-mask', 'error', 'warning', 'notice', 'group', 'endgroup', 'debug'])
const OUTPUTS = [
  'changed',
  'files',
  'files-count',
  'findings',
  'matrix',
  'members-count',
  'report',
  'status',
]

/** The run ended as a check ends, and every line that the runner obeys is one of ours. */
export function assertTame(result: CheckResult): void {
  assert.equal(result.signal, null)
  assert.ok(result.exitCode === 0 || result.exitCode === 1, `exit code ${result.exitCode}`)
  assert.doesNotMatch(result.rawOutput + result.summary, /\bINTERNAL\b/)
  const lines = result.rawOutput.split(/\r\n|\r|\n/)
  for (const line of lines) {
    const [, name] = /^\s*::([^:\s]*)[^:]*::/.exec(line) ?? []
    if (name !== undefined) assert.ok(COMMANDS.has(name), `the command ${name}`)
    if (name !== 'add-mask') {
      assert.doesNotMatch(line, /##\[/)
      assert.doesNotMatch(line, /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u)
    }
  }
  for (const { title, file } of result.annotations) {
    assert.match(title ?? '', /^Kanuka(?:: [A-Z_]+.*)?$/)
    assert.doesNotMatch(file ?? '', /[\p{Cc}\p{Bidi_Control}]/u)
  }
  // A command of GITHUB_ENV or GITHUB_OUTPUT needs a line of its own.
  assert.deepEqual([...result.exported], [])
  if (result.status === undefined) return
  assert.deepEqual([...result.outputs.keys()].toSorted(), OUTPUTS)
  for (const name of ['files', 'findings', 'matrix', 'report']) {
    assert.doesNotThrow(() => JSON.parse(result.outputs.get(name) ?? ''), name)
  }
}

/** Nothing of a pull request's own in what a browser makes of it. */
export function assertHarmless(markdown: string): void {
  assert.doesNotMatch(markdown, /<(?!\/?(?:code|details|summary|sub|br)>)/)
  assert.doesNotMatch(markdown, /\]\(|!\[|:\/\/|www\.|@/)
  assert.doesNotMatch(markdown, /[\p{Bidi_Control}\u2028\u2029\u200b\u001b]/u)
}
