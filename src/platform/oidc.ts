// The token by which GitHub tells others which job this is. Owns how it is asked for; who may have it is
// the caller's. https://docs.github.com/en/actions/reference/openid-connect-reference
import { ActionError } from '../errors.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { capturedToken, environment } from './environment.ts'
import { retryingFetch } from './http.ts'
import { noAnswer } from './no-answer.ts'

const MAX_TOKEN = 64 * 1024

/** @throws ActionError OIDC_UNAVAILABLE, and the reason of the signal once that is aborted */
export async function oidcToken(audience: string, signal: AbortSignal): Promise<SecretText> {
  const address = environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
  const token = capturedToken('ACTIONS_ID_TOKEN_REQUEST_TOKEN')
  if (address === '' || token === '') throw unavailable('the job may not ask for one')
  const url = new URL(address)
  url.searchParams.set('audience', audience)
  const headers = { authorization: `bearer ${token}`, accept: 'application/json' }
  let body: unknown
  try {
    const answer = await retryingFetch()(url, { headers, redirect: 'error', signal })
    if (!answer.ok) throw unavailable(`GitHub answered ${answer.status}`, AGAIN)
    body = await answer.json()
  } catch (error) {
    if (error instanceof ActionError) throw error
    signal.throwIfAborted()
    throw unavailable(`GitHub ${noAnswer(error)}`, AGAIN)
  }
  const value = (body as { value?: unknown } | null)?.value
  if (typeof value === 'string' && value !== '' && value.length <= MAX_TOKEN) {
    return new SecretValue(value)
  }
  throw unavailable('GitHub gave no answer that makes sense', AGAIN)
}

const PERMISSION = 'Give the job the permission:\npermissions:\n  id-token: write'
const AGAIN = 'Run the job again later (https://www.githubstatus.com).'

function unavailable(why: string, fix: string = PERMISSION): ActionError {
  return new ActionError('OIDC_UNAVAILABLE', {
    what: `there is no OIDC token of this job: ${why}`,
    fix,
  })
}
