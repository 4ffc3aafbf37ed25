// Runs workflows with act, a workflow engine, on this machine: no container, no network. The action
// is this checkout, also where a workflow names it by its published name.
import { execFile } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { peerTools } from '../../scripts/peers.ts'

const ROOT = join(import.meta.dirname, '../..')
const FIXTURES = join(ROOT, 'test/fixtures')
/** Where steps find the folder in which they may leave what they saw. */
export const EVIDENCE = 'KANUKA_TEST_EVIDENCE'

export interface Project {
  readonly repository: string
  readonly home: string
  readonly evidence: string
}

const runFile = promisify(execFile)

/** Built from nothing: act hands its own environment to every step. */
function environment({ home, evidence }: Project): NodeJS.ProcessEnv {
  return {
    // act takes the first `node` on PATH for `using: node24`.
    PATH: [dirname(process.execPath), programs(home), process.env['PATH']].join(delimiter),
    HOME: home,
    TMPDIR: home,
    ACT_DISABLE_VERSION_CHECK: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    [EVIDENCE]: evidence,
  }
}

async function commitAll(project: Project): Promise<void> {
  const options = { cwd: project.repository, env: environment(project) }
  const author = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com']
  await runFile('git', ['init', '--quiet', '--initial-branch=main'], options)
  await runFile('git', ['add', '--all'], options)
  await runFile('git', [...author, 'commit', '--quiet', '--message', 'A project'], options)
  const remote = remoteOf(project)
  await runFile('git', ['clone', '--quiet', '--bare', '.', remote], options)
  await runFile('git', ['remote', 'add', 'origin', remote], options)
}

/** The bare repository that is `origin`. */
export function remoteOf({ home }: Project): string {
  return join(home, 'remote.git')
}

/** Where a test puts programs that steps find in place of those of GitHub's runners. */
export function programs(home: string): string {
  return join(home, 'bin')
}

interface Start {
  /** Default: a push. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly vars?: Readonly<Record<string, string>>
  /** Folders in place of actions: `actions/upload-artifact@v4`. */
  readonly actions?: Readonly<Record<string, string>>
}

/** What a `push` starts in the repository, with one of the fixtures' keys as its secret. */
export async function push(project: Project, key: string): Promise<Ended> {
  return start(project, key)
}

export interface Ended {
  readonly exitCode: number
  readonly log: string
}

/** @param how with inputs, as somebody who starts the workflow by hand gives them */
export async function start(project: Project, key: string, how: Start = {}): Promise<Ended> {
  await commitAll(project)
  const { act } = await peerTools()
  const { home, repository: cwd } = project
  const event = join(home, 'event.json')
  const repository = { private: true, full_name: 'acme/widgets' }
  writeFileSync(event, JSON.stringify({ repository, inputs: how.inputs }))
  const pem = readFileSync(join(FIXTURES, 'keys', key), 'utf8')
  const own = { KANUKA_PRIVATE_KEY: pem, KANUKA_ROTATION_KEY: pem }
  const secrets = settings(join(home, 'secrets'), { ...own, ...how.secrets })
  const vars = settings(join(home, 'vars'), how.vars ?? {})
  const args = [how.inputs ? 'workflow_dispatch' : 'push', '-e', event]
  args.push('-P', 'ubuntu-latest=-self-hosted', '--secret-file', secrets, '--var-file', vars)
  args.push('--action-cache-path', join(home, 'cache'), '--no-cache-server')
  args.push('--env', 'GITHUB_REPOSITORY=acme/widgets')
  const actions = { 'OWNER/kanuka-secrets-action@v0': published(home), ...how.actions }
  for (const [name, folder] of Object.entries(actions)) {
    args.push('--local-repository', `${name}=${folder}`)
  }
  const options = { cwd, env: environment(project), maxBuffer: 64 * 1024 * 1024 }
  return runFile(act, args, { ...options, timeout: 120_000 }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, log: stdout + stderr }),
    (error: { code?: unknown; stdout?: string; stderr?: string }) => {
      if (typeof error.code !== 'number') throw error
      return { exitCode: error.code, log: `${error.stdout}${error.stderr}` }
    },
  )
}

function settings(path: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"\n`)
  writeFileSync(path, lines.join(''), { mode: 0o600 })
  return path
}

/** What a release holds of the action; act copies it whole for every step. */
function published(home: string): string {
  const folder = join(home, 'published')
  for (const part of ['action.yml', 'dist']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  }
  return folder
}
