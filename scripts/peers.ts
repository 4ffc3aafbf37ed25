// The peers that the tests in test/peers compare with: actionlint and act (Go), zizmor, PyNaCl and
// cryptography (Python), and the servers that they push to: moto (Python) and Vault (Go). It owns where
// they live: built from the locked modules in test/peers, outside the checkout, in a folder named after
// the locks, so that a change of a lock is a new build.
// Started as a script it builds what is missing and prints the paths as JSON.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

interface PeerTools {
  actionlint: string
  act: string
  zizmor: string
  /** An interpreter that has PyNaCl and cryptography. */
  python: string
}

interface Toolbox {
  readonly name: string
  readonly locks: readonly string[]
  /** What else the built folder depends on: it must not be used with another of these. */
  readonly version: readonly string[]
  readonly build: (folder: string) => Promise<void>
}

const LOCKS = join(import.meta.dirname, '../test/peers/tools')
const GO_PACKAGES = ['github.com/rhysd/actionlint/cmd/actionlint', 'github.com/nektos/act']
const GO_HINT = 'Install Go 1.26.8 or newer: https://go.dev/dl'
const WINDOWS = process.platform === 'win32'
const EXE = WINDOWS ? '.exe' : ''
// A temporary folder as old as this belongs to no build that still runs.
const ABANDONED_MS = 2 * 60 * 60 * 1000

const runFile = promisify(execFile)

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const options = { cwd: LOCKS, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }
  return (await runFile(command, args, options)).stdout.trim()
}

/** Answers a missing program with what it is for and where it comes from. */
async function probe(command: string, args: readonly string[], hint: string): Promise<string> {
  try {
    return await run(command, args)
  } catch (error) {
    const found = !(error instanceof Error && 'code' in error && error.code === 'ENOENT')
    const problem = found ? 'does not work' : 'is not installed'
    throw new Error(`The peer tests need \`${command}\`, which ${problem}. ${hint}`, {
      cause: error,
    })
  }
}

const cacheHome = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'kanuka-secrets-action')

async function folderOf({ name, locks, version }: Toolbox): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.platform, process.arch]))
  hash.update(JSON.stringify(version))
  for (const lock of locks) hash.update(await readFile(join(LOCKS, lock)))
  return join(cacheHome(), `${name}-${hash.digest('hex').slice(0, 16)}`)
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

async function removeAbandoned(target: string): Promise<void> {
  const parent = dirname(target)
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(target)}.tmp-`)) continue
    const age = Date.now() - (await stat(join(parent, name))).mtimeMs
    if (age > ABANDONED_MS) await rm(join(parent, name), { recursive: true, force: true })
  }
}

/** Built beside its place and renamed into it: a killed build leaves nothing that looks ready. */
async function ready(toolbox: Toolbox): Promise<string> {
  const target = await folderOf(toolbox)
  if (await exists(target)) return target
  await mkdir(dirname(target), { recursive: true })
  await removeAbandoned(target)
  const building = await mkdtemp(`${target}.tmp-`)
  console.error(`building ${toolbox.name} into ${target}`)
  try {
    await toolbox.build(building)
    await rename(building, target)
  } catch (error) {
    // Another process may have been faster; then its folder is as good as ours.
    if (!(await exists(target))) {
      throw new Error(`Building ${toolbox.name} failed: ${messageOf(error)}`, { cause: error })
    }
  } finally {
    await rm(building, { recursive: true, force: true })
  }
  return target
}

function messageOf(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  return stderr || (error instanceof Error ? error.message : String(error))
}

async function goTools(): Promise<string> {
  const version = await probe('go', ['env', 'GOVERSION'], GO_HINT)
  const build = async (folder: string): Promise<void> => {
    // No C compiler, and no version stamp from a repository that is not the tools' own.
    const flags = ['-trimpath', '-mod=readonly', '-buildvcs=false']
    const args = ['build', ...flags, '-o', `${folder}/`, ...GO_PACKAGES]
    await run('go', args, { CGO_ENABLED: '0' })
  }
  return ready({ name: 'go', locks: ['go.mod', 'go.sum'], version: [version], build })
}

interface PythonTools {
  readonly name: string
  readonly lock: string
  /** Imported once: what is installed must work on this machine. */
  readonly modules: string
}

const READERS: PythonTools = {
  name: 'python',
  lock: 'requirements.txt',
  modules: 'nacl.secret, cryptography.hazmat.primitives.asymmetric.rsa',
}
const MOTO: PythonTools = {
  name: 'moto',
  lock: '../aws/requirements.txt',
  modules: 'moto.server, flask_cors',
}

async function pythonTools({ name, lock, modules }: PythonTools): Promise<string> {
  const command = WINDOWS ? 'python' : 'python3'
  const hint = 'Install Python 3.11 or newer with venv: https://www.python.org/downloads'
  const which = 'import sys; print(sys.version, sys.base_prefix)'
  const version = await probe(command, ['-c', which], hint)
  await probe(command, ['-c', 'import venv, ensurepip'], `${hint} (Debian: python3-venv)`)
  const build = async (folder: string): Promise<void> => {
    await run(command, ['-m', 'venv', folder])
    const python = pythonIn(folder)
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    const locked = ['--require-hashes', '--only-binary', ':all:', '--no-deps']
    await run(python, [...install, ...locked, '-r', lock])
    await run(python, ['-c', `import ${modules}`])
  }
  return ready({ name, locks: [lock], version: [version], build })
}

function scriptsOf(venv: string): string {
  return join(venv, WINDOWS ? 'Scripts' : 'bin')
}

function pythonIn(venv: string): string {
  return join(scriptsOf(venv), `python${EXE}`)
}

/** The programs, built if they are not there yet. Throws, naming what is missing to build them. */
export async function peerTools(): Promise<PeerTools> {
  const [go, python] = await Promise.all([goTools(), pythonTools(READERS)])
  return {
    actionlint: join(go, `actionlint${EXE}`),
    act: join(go, `act${EXE}`),
    zizmor: join(scriptsOf(python), `zizmor${EXE}`),
    python: pythonIn(python),
  }
}

/** Vault's core as a server: minutes of compiling, and 3 GB of memory, the first time. */
export async function vaultServer(): Promise<string> {
  const version = await probe('go', ['env', 'GOVERSION'], GO_HINT)
  const build = async (folder: string): Promise<void> => {
    const flags = ['-trimpath', '-mod=readonly', '-buildvcs=false', '-ldflags', '-s -w']
    const output = join(folder, `vaultserver${EXE}`)
    await run('go', ['build', '-C', '../vault', ...flags, '-o', output, '.'], { CGO_ENABLED: '0' })
  }
  const locks = ['go.mod', 'go.sum', 'main.go'].map((file) => `../vault/${file}`)
  return join(await ready({ name: 'vault', locks, version: [version], build }), `vaultserver${EXE}`)
}

/** An interpreter that has moto: started with `-m`, because its scripts know only where they were built. */
export async function motoPython(): Promise<string> {
  return pythonIn(await pythonTools(MOTO))
}

if (import.meta.main) {
  try {
    const tools = { ...(await peerTools()), moto: await motoPython(), vault: await vaultServer() }
    console.log(JSON.stringify(tools, null, 2))
  } catch (error) {
    console.error(messageOf(error))
    process.exitCode = 1
  }
}
