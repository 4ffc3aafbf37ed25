// What a git that failed at a remote means. It says so in words alone, in English by LC_ALL=C; the
// words are those of git's transport and of GitHub's own refusals.
import { ActionError } from '../errors.ts'
import { cell } from '../platform/printable.ts'
import { lastWords, type GitResult } from './git-process.ts'
import { redacted, type Network } from './network.ts'

/** Another try may help. */
export class PassingFailure extends ActionError {}

export type Refused =
  | { readonly kind: 'moved' }
  | { readonly kind: 'protected'; readonly why: string }

const MOVED =
  /fetch first|non-fast-forward|stale info|cannot lock ref|incorrect old value|already exists|failed to update ref|remote ref updated|needs force/i
// Two names of which one is a folder of the other: no new look at the branch helps.
const NAME_CLASH = /exists; cannot create/i
const PROTECTED = /protected branch|rule violations/i
const PROTECTED_BY_GITHUB = /^remote: (?:error: )?GH0(?:06|13)\b/m
const DENIED = [
  /returned error: 40[13]\b/,
  /could not read (?:Username|Password)/,
  /Authentication failed|Permission denied|marked as read only|refusing to allow/i,
  /^remote: (?:error: )?(?:Permission to .* denied|Write access to repository not granted)/im,
]
const PASSING = [
  /returned error: (?:429|5\d\d)\b|Internal Server Error|Service Unavailable/i,
  /RPC failed|hung up unexpectedly|early EOF|unexpected disconnect|Empty reply|transfer closed/i,
  /Connection (?:reset|refused|closed|timed out)|Operation (?:timed out|too slow)|Failed to connect/i,
  /Could not resolve host|Temporary failure in name resolution|SSL_ERROR_SYSCALL|Recv failure/i,
]

/** What a push was refused for; undefined when it was not about the branch. */
export function refusalIn(result: GitResult, network: Network): Refused | undefined {
  const reason = rejection(result)
  if (PROTECTED.test(reason) || (reason !== '' && PROTECTED_BY_GITHUB.test(result.stderr))) {
    return { kind: 'protected', why: wordsOfGithub(result, network) || cell(reason) }
  }
  return MOVED.test(reason) && !NAME_CLASH.test(reason) ? { kind: 'moved' } : undefined
}

/** @param doing what failed, as in `git could not …` */
export function failure(result: GitResult, doing: string, network: Network): ActionError {
  const text = `${result.stderr}\n${rejection(result)}`
  const url = cell(redacted(network.url, network))
  const said = cleanWords(result, network)
  if (DENIED.some((pattern) => pattern.test(text))) {
    return new ActionError('COMMIT_DENIED', {
      what: `git could not ${doing} ${url}: access was refused (${said})`,
      fix: 'With a GitHub token, give the job what it needs:\npermissions:\n  contents: write\nA token of a GitHub App or a deploy key needs write access to the contents of this repository, and must be valid still.',
    })
  }
  const details = {
    what: `git could not ${doing} ${url} (${said})`,
    fix: 'Run the job again if the network or the server was at fault. Else look whether `origin` names the right repository, whether the token may see it, and whether the runner reaches it: HTTPS_PROXY, and GIT_SSL_CAINFO for a certificate of your own.',
  }
  return PASSING.some((pattern) => pattern.test(text))
    ? new PassingFailure('REMOTE_FAILED', details)
    : new ActionError('REMOTE_FAILED', details)
}

/** The reason in `!<from>:<to> TAB [rejected] (reason)`, as --porcelain has it on stdout. */
function rejection({ stdout }: GitResult): string {
  const [, reason = ''] = /^!\t[^\t]*\t(.*)$/m.exec(stdout.toString('utf8')) ?? []
  return reason
}

function wordsOfGithub({ stderr }: GitResult, network: Network): string {
  const lines = [...stderr.matchAll(/^remote: *(?:error: )?(.*)$/gm)].map(([, line = '']) =>
    line.trim(),
  )
  const start = lines.findIndex((line) => /^GH0\d\d\b/.test(line))
  const words = lines.slice(Math.max(0, start)).filter((line) => line !== '')
  return cell(redacted(words.join(' '), network))
}

function cleanWords(result: GitResult, network: Network): string {
  const remote = result.stderr.split('\n').find((line) => /^remote: *\S/.test(line))
  const words = [remote?.trim(), rejection(result) || lastWords(result)].filter(Boolean)
  return cell(redacted(words.join('; '), network)) || `exit code ${result.exitCode}`
}
