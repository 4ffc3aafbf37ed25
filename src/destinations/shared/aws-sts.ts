// A role's credentials for a token of an identity provider: STS AssumeRoleWithWebIdentity, which is not
// signed. Reads the few fields of its XML that are documented, and nothing else of it.
import { SecretValue, type SecretText } from '../../secret-value.ts'
import { DestinationError, type Context } from '../contract.ts'
import { AwsRefusal, senseless, unreachable } from './aws-errors.ts'
import type { AwsPlace } from './aws-place.ts'

const TITLE = 'AWS STS'
const ACTION = 'AssumeRoleWithWebIdentity'
const MAX_ANSWER_CHARACTERS = 64 * 1024

export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: SecretText
  readonly sessionToken: SecretText | undefined
  /** Milliseconds since 1970; undefined: not known to us. */
  readonly expiresAt: number | undefined
}

export interface WebIdentity {
  readonly role: string
  /** Shown in CloudTrail: 2-64 characters of `[\w+=,.@-]`. */
  readonly sessionName: string
  readonly token: SecretText
}

/** @throws DestinationError */
export async function assumeRole(
  place: AwsPlace,
  identity: WebIdentity,
  context: Context,
): Promise<AwsCredentials> {
  const body = new URLSearchParams({
    Action: ACTION,
    Version: '2011-06-15',
    RoleArn: identity.role,
    RoleSessionName: identity.sessionName,
    WebIdentityToken: identity.token.reveal(),
  }).toString()
  const { status, text } = await post(place, body, context)
  if (status !== 200) {
    throw new AwsRefusal({ title: TITLE, action: ACTION, status, code: field(text, 'Code') ?? '' })
  }
  return credentialsOf(text, context)
}

async function post(
  place: AwsPlace,
  body: string,
  context: Context,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await context.fetch(place.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body,
      redirect: 'manual',
      signal: context.signal,
    })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    throw unreachable(TITLE, error, context.signal)
  }
}

function credentialsOf(text: string, context: Context): AwsCredentials {
  const accessKeyId = field(text, 'AccessKeyId') ?? ''
  const secretAccessKey = field(text, 'SecretAccessKey') ?? ''
  const sessionToken = field(text, 'SessionToken') ?? ''
  context.mask([secretAccessKey, sessionToken].filter((secret) => secret !== ''))
  const expiresAt = Date.parse(field(text, 'Expiration') ?? '')
  const isWhole = /^\w{16,128}$/.test(accessKeyId) && secretAccessKey !== '' && sessionToken !== ''
  if (!isWhole || Number.isNaN(expiresAt)) throw senseless(TITLE, ACTION)
  if (expiresAt <= Date.now()) {
    throw new DestinationError('auth', {
      what: `${TITLE} gave credentials that have expired already`,
      fix: 'Look at the clock of the runner.',
    })
  }
  return {
    accessKeyId,
    secretAccessKey: new SecretValue(secretAccessKey),
    sessionToken: new SecretValue(sessionToken),
    expiresAt,
  }
}

// Base64, identifiers and dates: none of them has a character that XML would escape.
function field(text: string, name: string): string | undefined {
  if (text.length > MAX_ANSWER_CHARACTERS) return undefined
  const found = new RegExp(`<${name}>\\s*([\\w+/=.:-]{1,16384})\\s*</${name}>`).exec(text)
  return found?.[1]
}
