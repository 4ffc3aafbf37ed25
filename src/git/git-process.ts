// How git is started, and the only place that starts a process. git does what the checkout says (hooks,
// filters, fsmonitor, aliases), so every call names its repository and work tree, gets an environment
// of its own, and switches off what a checkout could bring.
// https://git-scm.com/docs/git#_environment_variables
import { spawn, type ChildProcess } from 'node:child_process'
import { channel } from 'node:diagnostics_channel'
import { EOL } from 'node:os'
import { dirname } from 'node:path'
import { exec } from '@actions/exec'
import { ActionError } from '../errors.ts'
import { environment } from '../platform/environment.ts'
import { cell } from '../platform/printable.ts'
import { networkSettings, networkVariables, type GitSetting, type Network } from './network.ts'

const SETTINGS: readonly GitSetting[] = [
  ['safe.bareRepository', 'explicit'],
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['gc.auto', '0'],
  ['submodule.recurse', 'false'],
  ['protocol.allow', 'never'],
]

/** What git works on; all absolute. */
export interface GitPlace {
  readonly gitDir: string
  /** A place without one is bare. */
  readonly workTree?: string
  /** Where objects lie, if not in the git folder. */
  readonly objects?: string
}

export interface GitOptions {
  readonly input?: Uint8Array
  /** On top of the environment that all calls get; undefined takes a variable out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly network?: Network
}

/** How a git ended. */
export interface GitEnd {
  readonly exitCode: number
  readonly stderr: string
}

export interface GitResult extends GitEnd {
  readonly stdout: Buffer
}

/** The exit code where there is no git program, as a shell has it. */
const NO_PROGRAM = 127
/** More than any reason takes. */
const MAX_STDERR_BYTES = 1024 * 1024

/** Never throws for what git says, nor where there is no git: `exitCode` tells. */
export async function runGit(
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const chunks: Buffer[] = []
  const onOutput = (chunk: Buffer): void => {
    chunks.push(Buffer.from(chunk))
  }
  const end = await streamGit(place, args, { ...options, onOutput })
  return { ...end, stdout: end.exitCode === NO_PROGRAM ? Buffer.alloc(0) : Buffer.concat(chunks) }
}

/**
 * Like runGit for output that is not to be held: `onOutput` gets it as it comes, and git waits as long
 * as it works on it. What it is given is its own until it returns, and gone then.
 * @throws what `onOutput` throws, after git has ended
 */
export async function streamGit(
  place: GitPlace,
  args: readonly string[],
  options: GitOptions & { readonly onOutput: (chunk: Buffer) => void },
): Promise<GitEnd> {
  const { gitDir, workTree } = place
  const fixed = [`--git-dir=${gitDir}`, ...(workTree ? [`--work-tree=${workTree}`] : [])]
  const env = childEnvironment(place, options)
  const output = consumer(options.onOutput)
  const stderr = collector(MAX_STDERR_BYTES)
  let exitCode = NO_PROGRAM
  try {
    exitCode = await toleratingBrokenPipes(async () =>
      exec('git', [...fixed, ...args], {
        cwd: workTree ?? gitDir,
        env,
        input: Buffer.from(options.input ?? []),
        listeners: { stdout: output.take, stderr: stderr.take },
        silent: true,
        ignoreReturnCode: true,
      }),
    )
  } catch {
    // There is no git program: nothing can be asked, and each caller says what that means.
  }
  output.throwIfFailed()
  return { exitCode, stderr: exitCode === NO_PROGRAM ? '' : stderr.text() }
}

/** A git that answers as long as it is asked. */
export interface GitConversation {
  readonly say: (input: Buffer) => void
  /** Tells it that nothing more comes. */
  readonly end: () => void
  readonly kill: () => void
  /** Its exit code, once it has ended; undefined where it was killed. */
  readonly ended: Promise<number | undefined>
}

export interface TalkOptions extends Pick<GitOptions, 'env'> {
  readonly onOutput: (chunk: Buffer) => void
}

/**
 * Starts a git that only reads. @actions/exec closes the input of what it starts, and cannot stop it, so
 * this is node's own. It looks for git in the current folder first where that is Windows': so a place
 * with a work tree must be one of our own, which no checkout can have put a program into.
 */
export function startGit(
  place: GitPlace,
  args: readonly string[],
  { onOutput, env = {} }: TalkOptions,
): GitConversation {
  const { gitDir, workTree } = place
  const fixed = [`--git-dir=${gitDir}`, ...(workTree ? [`--work-tree=${workTree}`] : [])]
  const child = spawn('git', [...fixed, ...args], {
    // A git folder can be a file that names another, so it is no place to be in.
    cwd: workTree ?? dirname(process.execPath),
    env: childEnvironment(place, { env }),
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  })
  child.stdin.on('error', () => undefined)
  child.stdout.on('data', onOutput)
  return {
    say: (input) => child.stdin.write(input),
    end: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
    ended: new Promise((resolve) => {
      child.once('error', () => resolve(NO_PROGRAM))
      child.once('close', (code) => resolve(code ?? undefined))
    }),
  }
}

interface Consumer {
  readonly take: (chunk: Buffer) => void
  readonly throwIfFailed: () => void
}

function consumer(onOutput: (chunk: Buffer) => void): Consumer {
  const failures: unknown[] = []
  return {
    take: (chunk) => {
      // An error must not get to the stream, which nobody would catch it from.
      try {
        if (failures.length === 0) onOutput(chunk)
      } catch (error) {
        failures.push(error)
      }
      // @actions/exec makes a string of it next, and adds string to string until a line ends: of a large
      // blob without line ends, again and again all that came so far. It is to find a short line instead.
      chunk.fill(0)
      chunk.write(EOL, Math.max(0, chunk.length - EOL.length))
    },
    throwIfFailed: () => {
      if (failures.length > 0) throw failures[0]
    },
  }
}

function collector(limit: number): { readonly take: (c: Buffer) => void; text: () => string } {
  const chunks: Buffer[] = []
  let room = limit
  return {
    take: (chunk) => {
      chunks.push(Buffer.from(chunk.subarray(0, room)))
      room -= Math.min(room, chunk.length)
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}

/**
 * The output of a git that must be there and must do it.
 * @throws ActionError GIT_MISSING, WRITE_FAILED
 */
export async function mustGit(
  place: GitPlace,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const result = await runGit(place, args, options)
  if (result.exitCode === 0) return result.stdout
  throwIfMissing(result)
  const said = lastWords(result)
  throw new ActionError('WRITE_FAILED', {
    what: `git ${args[0] ?? ''} failed in the checkout (${cell(said) || `exit code ${result.exitCode}`})`,
    fix: 'Look for a full disk, missing rights in the `.git` folder, or a damaged repository; a new checkout helps against the last.',
  })
}

/** The line of git's that says what is wrong; what follows it is advice. Unclean, maybe empty. */
export function lastWords({ stderr }: GitEnd): string {
  // What stands before this line has the reason.
  const [reason = ''] = stderr.split('fatal: Could not read from remote repository')
  const lines = (reason.trim() || stderr).split('\n').filter((line) => line.trim() !== '')
  const said = ['fatal: ', 'error: ', ''].map((start) =>
    lines.findLast((line) => line.startsWith(start)),
  )
  return said.find((line) => line !== undefined)?.trim() ?? ''
}

/** @throws ActionError GIT_MISSING */
export function throwIfMissing({ exitCode }: GitEnd): void {
  if (exitCode === NO_PROGRAM) throw gitMissing('there is no git program on the PATH')
}

export function gitMissing(what: string): ActionError {
  return new ActionError('GIT_MISSING', {
    what,
    fix: 'Install git 2.31 or later on the runner, or in the image of the job container, before this step.',
  })
}

// A git that ends before it has read its input breaks the pipe. Its exit code says enough, but
// @actions/exec lets that error end the process, and offers no other way to its child.
async function toleratingBrokenPipes<T>(work: () => Promise<T>): Promise<T> {
  const started = channel('child_process')
  const tolerate = (message: unknown): void => {
    const { process: child } = message as { readonly process: ChildProcess }
    child.once('spawn', () => child.stdin?.on('error', () => undefined))
  }
  started.subscribe(tolerate)
  try {
    return await work()
  } finally {
    started.unsubscribe(tolerate)
  }
}

function childEnvironment(
  { gitDir, workTree = gitDir, objects }: GitPlace,
  { env: own = {}, network }: GitOptions,
): Record<string, string> {
  const settings: readonly GitSetting[] = [
    ...SETTINGS,
    ['safe.directory', workTree],
    ...(network ? networkSettings(network) : []),
  ]
  const env: Record<string, string | undefined> = {
    PATH: environment['PATH'] ?? '',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    // Windows starts no process without it.
    SystemRoot: environment['SystemRoot'],
    GIT_OBJECT_DIRECTORY: objects,
    ...(network ? networkVariables(network) : {}),
    ...own,
  }
  for (const [index, [name, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = name
    env[`GIT_CONFIG_VALUE_${index}`] = value
  }
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
