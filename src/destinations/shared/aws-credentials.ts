// Who we are to AWS: keys of the configuration, a role by the job's OIDC token, or what the job has
// (keys, or a role with a token in a file). Renews what expires. Credentials of containers and machines
// are not asked for: they come from link-local addresses, to which this action never talks.
import { realpathSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { readRegularFile } from '../../platform/files.ts'
import { SecretValue } from '../../secret-value.ts'
import { DestinationError, type Context } from '../contract.ts'
import {
  awsPlace,
  isRole,
  requireSamePartition,
  type AwsOptions,
  type AwsPlace,
} from './aws-place.ts'
import { assumeRole, type AwsCredentials } from './aws-sts.ts'
import { readSecret } from './secret-option.ts'

/** Credentials that are good for the next request, asked for again before they expire. */
export interface CredentialSource {
  /** @throws DestinationError auth */
  current(): Promise<AwsCredentials>
  /** AWS called them expired. Whether asking again can give others. */
  forget(credentials: AwsCredentials): boolean
}

const RENEW_BEFORE_MS = 5 * 60_000
const MAX_TOKEN_BYTES = 64 * 1024

export function credentialSource(options: AwsOptions, context: Context): CredentialSource {
  let pending: Promise<AwsCredentials> | undefined
  let known: AwsCredentials | undefined
  const obtain = async (): Promise<AwsCredentials> => {
    try {
      known = await credentialsOf(options, context)
      return known
    } finally {
      pending = undefined
    }
  }
  return {
    current: async () => {
      if (known !== undefined && !isExpiring(known)) return known
      // Many requests begin at once; they share one sign-in.
      pending ??= obtain()
      return pending
    },
    forget: (credentials) => {
      if (credentials.expiresAt === undefined) return false
      if (known === credentials) known = undefined
      return true
    },
  }
}

function isExpiring({ expiresAt }: AwsCredentials): boolean {
  return expiresAt !== undefined && expiresAt - Date.now() < RENEW_BEFORE_MS
}

async function credentialsOf(options: AwsOptions, context: Context): Promise<AwsCredentials> {
  const { auth } = options
  if (auth === undefined) return ambient(options, context)
  if ('role' in auth) return byJobToken(auth.role, options, context)
  const session = auth['session-token']
  const id = readSecret(auth['access-key-id'], context).reveal()
  const secret = readSecret(auth['secret-access-key'], context).reveal()
  return keys({ id, secret, session: session && readSecret(session, context).reveal() }, context)
}

interface Keys {
  readonly id: string
  readonly secret: string
  readonly session: string | undefined
}

function keys({ id, secret, session }: Keys, context: Context): AwsCredentials {
  context.mask(session === undefined ? [secret] : [secret, session])
  // They go into a header, where a line break would be a fault that quotes them.
  if (!/^\w{16,128}$/.test(id) || [secret, session ?? ''].some((text) => !/^[!-~]*$/.test(text))) {
    throw new DestinationError('auth', {
      what: `the AWS access key of ${context.name} has a form that no access key has`,
      fix: 'Copy it again, without blanks or line breaks.',
    })
  }
  return {
    accessKeyId: id,
    secretAccessKey: new SecretValue(secret),
    sessionToken: session === undefined ? undefined : new SecretValue(session),
    expiresAt: undefined,
  }
}

async function ambient(options: AwsOptions, context: Context): Promise<AwsCredentials> {
  const id = context.variable('AWS_ACCESS_KEY_ID')
  const secret = context.variable('AWS_SECRET_ACCESS_KEY')
  if (id && secret) {
    return keys(
      { id, secret, session: context.variable('AWS_SESSION_TOKEN') || undefined },
      context,
    )
  }
  const role = context.variable('AWS_ROLE_ARN')
  const file = context.variable('AWS_WEB_IDENTITY_TOKEN_FILE')
  if (role && file) return byTokenFile({ role, file }, options, context)
  throw new DestinationError('auth', {
    what: `there are no AWS credentials for ${context.name}`,
    fix:
      'Give `auth: { role: arn:aws:iam::…:role/… }` with `permissions: id-token: write`, or run ' +
      'aws-actions/configure-aws-credentials before. Credentials of containers and machines are not used.',
  })
}

async function byJobToken(
  role: string,
  options: AwsOptions,
  context: Context,
): Promise<AwsCredentials> {
  const place = stsPlace(role, options, context)
  // Fixed by partition, never by configuration: a token for anybody else is not given out here.
  const audience = place.partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com'
  const token = await context.oidcToken(audience)
  return assumeRole(place, { role, token, sessionName: sessionName(context.name) }, context)
}

async function byTokenFile(
  { role, file }: { readonly role: string; readonly file: string },
  options: AwsOptions,
  context: Context,
): Promise<AwsCredentials> {
  const token = isAbsolute(file) && isRole(role) ? readToken(file) : undefined
  if (token === undefined) {
    throw new DestinationError('auth', {
      what: 'AWS_ROLE_ARN is no role, or the file of AWS_WEB_IDENTITY_TOKEN_FILE holds no token',
      fix: 'Give `auth: { role: … }`, or see to it that the runner mounts the token.',
    })
  }
  context.mask([token])
  const named = context.variable('AWS_ROLE_SESSION_NAME') || context.name
  const identity = { role, token: new SecretValue(token), sessionName: sessionName(named) }
  return assumeRole(stsPlace(role, options, context), identity, context)
}

function readToken(file: string): string | undefined {
  try {
    // Kubernetes mounts it as a link; the workflow's environment names it, not the checkout.
    const read = readRegularFile(realpathSync(file), MAX_TOKEN_BYTES)
    const text = 'bytes' in read ? read.bytes.toString('utf8').trim() : ''
    return /^[!-~]+$/.test(text) ? text : undefined
  } catch {
    return undefined
  }
}

function stsPlace(role: string, { region }: AwsOptions, context: Context): AwsPlace {
  const place = awsPlace('sts', region === undefined ? {} : { region }, context)
  requireSamePartition(role, place)
  return place
}

function sessionName(name: string): string {
  return `kanuka-${name.replace(/[^\w+=,.@-]+/g, '-')}`.slice(0, 64)
}
