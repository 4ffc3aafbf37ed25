// How this machine and this checkout reach a remote. A call over the network is made in a git folder
// of our own, which knows none of their settings: the few that are needed are looked up here.
import { environment } from '../platform/environment.ts'
import type { SecretText } from '../secret-value.ts'
import { runGit } from './git-process.ts'
import {
  authorizationFor,
  headerSetting,
  plainUrl,
  protocolOf,
  type GitSetting,
  type Network,
} from './network.ts'
import type { Repository } from './repository.ts'
import type { Scratch } from './scratch.ts'

export interface RemoteOptions {
  readonly url: string
  readonly serverUrl: string
  /** Sent to `serverUrl` only, and only over https (or http on this machine). */
  readonly token?: SecretText | undefined
  /** Before the second try; twice that before the third. */
  readonly pauseMs?: number
}

export interface Connection {
  readonly network: Network
  /** For arguments: without credentials. */
  readonly url: string
}

/** @throws ActionError REMOTE_FAILED for a URL that is not used */
export async function connect(
  repository: Repository,
  scratch: Scratch,
  options: RemoteOptions,
): Promise<Connection> {
  const { url, serverUrl, token } = options
  const protocol = protocolOf(url)
  const network: Network = { url, serverUrl, token }
  const plain = plainUrl(url, repository.workTree)
  if (protocol === 'file') return { network, url: plain }
  if (protocol === 'ssh') {
    const sshCommand = await setting(repository, ['--get', 'core.sshCommand'])
    return { network: { ...network, ...(sshCommand && { sshCommand }) }, url: plain }
  }
  const settings = [...(await machineSettings(scratch, plain))]
  if (authorizationFor(network) === undefined) {
    const header = await setting(repository, ['--get-urlmatch', 'http.extraheader', plain])
    if (header) settings.push([headerSetting(plain), header])
  }
  return { network: { ...network, settings }, url: plain }
}

async function setting(
  repository: Repository,
  args: readonly string[],
): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit(repository.place, ['config', ...args])
  return exitCode === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : undefined
}

const OF_THE_MACHINE = /^http\.(?:proxy|sslcainfo|sslcapath|sslbackend|schannelusesslcainfo)$/
const FOLDERS = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH']

// A runner of one's own often has its proxy and its certificates in the settings of the machine or of
// the user alone, where actions/checkout found them. Read in the scratch folder: not those of a checkout.
async function machineSettings(scratch: Scratch, url: string): Promise<readonly GitSetting[]> {
  const args = ['config', '-z', '--get-urlmatch', 'http', url]
  const folders = Object.fromEntries(FOLDERS.map((name) => [name, environment[name]]))
  const env = { ...folders, GIT_CONFIG_NOSYSTEM: undefined, GIT_CONFIG_GLOBAL: undefined }
  const { exitCode, stdout } = await runGit(scratch, args, { env })
  if (exitCode !== 0) return []
  return stdout
    .toString('utf8')
    .split('\0')
    .map((line): GitSetting => {
      const end = line.indexOf('\n')
      return [line.slice(0, end), line.slice(end + 1)]
    })
    .filter(([name]) => OF_THE_MACHINE.test(name))
}
