// git over HTTP, served by git's own `git http-backend` (CGI).
// https://git-scm.com/docs/git-http-backend
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gitToken, suffices } from './access.ts'
import { gitEnvironment } from './git-repository.ts'
import type { Answer, Exchange, Incoming, World } from './world.ts'

const BACKEND = backend()

/** Why tests that need git over HTTP are skipped here, if they are. */
export const withoutHttpBackend = BACKEND === undefined ? 'git http-backend is missing' : false

const PATH = /^\/([^/]+\/[^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/

/** Undefined when the path is none of git's. */
export function planGit(world: World, incoming: Incoming): Exchange | undefined {
  const [, name, rest] = PATH.exec(incoming.url.pathname) ?? []
  if (name === undefined || rest === undefined) return undefined
  const isList = rest === 'info/refs'
  const service = isList ? incoming.url.searchParams.get('service') : rest
  // Before a large push git asks, with an empty one, whether its token will do.
  const acts = !isList && incoming.body.toString('latin1', 0, 5) !== '0000'
  const refusal = refusalOf(world, incoming, { name, pushes: service === 'git-receive-pack' })
  return {
    operation: 'git',
    aliases: acts ? [rest] : [],
    acts,
    body: undefined,
    refusal,
    act: async () => runBackend(world, incoming, `/${world.repository.name}.git/${rest}`),
  }
}

function refusalOf(
  world: World,
  { headers }: Incoming,
  { name, pushes }: { name: string; pushes: boolean },
): Answer | undefined {
  const token = gitToken(headers['authorization'])
  const permissions = token === undefined ? undefined : world.access.permissionsOf(token)
  if (permissions === undefined && !(world.anonymousRead && !pushes && token === undefined)) {
    const body = Buffer.from('Invalid username or token.')
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="GitHub"' }, body }
  }
  if (name.toLowerCase() !== world.repository.name.toLowerCase()) {
    return { status: 404, body: Buffer.from('Repository not found.') }
  }
  if (!pushes || suffices(permissions ?? {}, { permission: 'contents', level: 'write' })) {
    return undefined
  }
  const why = `Permission to ${name}.git denied to github-actions[bot].`
  return { status: 403, body: Buffer.from(why) }
}

async function runBackend(world: World, incoming: Incoming, path: string): Promise<Answer> {
  const { method, url, headers, body } = incoming
  const env = {
    ...gitEnvironment(),
    GIT_PROJECT_ROOT: dirname(dirname(world.repository.bare)),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    REQUEST_METHOD: method,
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: headers['content-type'] ?? '',
    CONTENT_LENGTH: String(body.length),
    HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
    GIT_PROTOCOL: headers['git-protocol'] ?? '',
    REMOTE_USER: 'x-access-token',
  }
  const child = spawn(BACKEND ?? '', { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  // It may end without having read all.
  child.stdin.on('error', () => undefined).end(body)
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject))
  return answerOf(Buffer.concat(output))
}

function answerOf(output: Buffer): Answer {
  const end = output.indexOf('\r\n\r\n')
  const lines = output.subarray(0, end).toString().split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  const { status = '200', ...others } = headers
  return { status: Number.parseInt(status, 10), headers: others, body: output.subarray(end + 4) }
}

function backend(): string | undefined {
  const { stdout, error } = spawnSync('git', ['--exec-path'], { encoding: 'utf8' })
  if (error) return undefined
  const names = ['git-http-backend', 'git-http-backend.exe']
  return names.map((name) => join(stdout.trim(), name)).find((path) => existsSync(path))
}
