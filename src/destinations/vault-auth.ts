// Signing in to Vault or OpenBao. Owns the logins' requests and what their refusals mean; keeps no
// token. Whatever opens something is masked before it is sent or given back.
// https://developer.hashicorp.com/vault/api-docs/auth
import { open } from 'node:fs/promises'
import * as v from 'valibot'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { DestinationError, type Context } from './contract.ts'
import { askJson, down, hostOf, type JsonAnswer } from './shared/http-json.ts'
import { readSecret } from './shared/secret-option.ts'
import { safeSegments } from './shared/url-segments.ts'
import type { VaultAuth, VaultOptions } from './vault-options.ts'

/** Where Kubernetes puts the token of a pod's service account. */
const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token'

const MAX_TOKEN_BYTES = 64 * 1024

interface Login {
  readonly method: string
  readonly mount: string
  readonly body: Readonly<Record<string, string>>
}

const loginAnswer = v.looseObject({
  auth: v.looseObject({ client_token: v.pipe(v.string(), v.regex(/^[\u0021-\u007e]+$/)) }),
})

/** @throws DestinationError auth, down */
export async function signIn(
  options: Pick<VaultOptions, 'url' | 'namespace' | 'auth'>,
  context: Context,
  serviceAccountToken: string = SERVICE_ACCOUNT_TOKEN,
): Promise<SecretText> {
  const { auth } = options
  if (auth === undefined) return ambientToken(context)
  if ('token' in auth) return tokenOf(auth, context)
  const login = await loginOf(auth, { url: options.url, context, serviceAccountToken })
  return logIn(login, options, context)
}

function ambientToken(context: Context): SecretText {
  if ((context.variable('VAULT_TOKEN') ?? '').trim() !== '') {
    return sendable(readSecret({ from: 'environment', variable: 'VAULT_TOKEN' }, context))
  }
  throw new DestinationError('auth', {
    what: 'there is neither `auth` nor VAULT_TOKEN',
    fix: 'Give the destination `auth: {jwt-role: …}`, or the step `env: VAULT_TOKEN`, from a secret.',
  })
}

function tokenOf(auth: Extract<VaultAuth, { token: unknown }>, context: Context): SecretText {
  return sendable(readSecret(auth.token, context))
}

// Node's own error for a header that cannot be sent quotes the header.
function sendable(token: SecretText): SecretText {
  if (/^[\u0021-\u007e]+$/.test(token.reveal())) return token
  throw new DestinationError('auth', {
    what: 'the Vault token holds characters that no token has',
    fix: 'Store the token again: one line, without quotes or spaces.',
  })
}

interface LoginPlace {
  readonly url: string
  readonly context: Context
  readonly serviceAccountToken: string
}

async function loginOf(
  auth: Exclude<VaultAuth, { token: unknown }>,
  { url, context, serviceAccountToken }: LoginPlace,
): Promise<Login> {
  if ('role-id' in auth) {
    const body = {
      role_id: readSecret(auth['role-id'], context).reveal(),
      secret_id: readSecret(auth['secret-id'], context).reveal(),
    }
    return { method: 'AppRole', mount: auth.mount ?? 'approle', body }
  }
  if ('jwt-role' in auth) {
    const token = await context.oidcToken(auth.audience ?? new URL(url).origin)
    context.mask([token.reveal()])
    const body = { role: auth['jwt-role'], jwt: token.reveal() }
    return { method: 'JWT', mount: auth.mount ?? 'jwt', body }
  }
  const jwt = await readServiceAccountToken(serviceAccountToken)
  context.mask([jwt])
  const body = { role: auth['kubernetes-role'], jwt }
  return { method: 'Kubernetes', mount: auth.mount ?? 'kubernetes', body }
}

async function readServiceAccountToken(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_TOKEN_BYTES))
      const token = buffer.toString('utf8', 0, bytesRead).trim()
      if (token !== '') return token
    } finally {
      await file.close()
    }
  } catch {
    // Said below: the system's error adds nothing that helps.
  }
  throw new DestinationError('auth', {
    what: `there is no service account token at ${path}`,
    fix: '`kubernetes-role` works in a pod whose service account token is mounted. Elsewhere use `jwt-role`.',
  })
}

async function logIn(
  { method, mount, body }: Login,
  { url, namespace }: Pick<VaultOptions, 'url' | 'namespace'>,
  context: Context,
): Promise<SecretText> {
  const path = (safeSegments(mount) ?? []).join('/')
  const answer = await askJson(context, {
    method: 'POST',
    url: `${url}/v1/auth/${path}/login`,
    headers: {
      'x-vault-request': 'true',
      ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
    },
    body,
  })
  if (answer.status !== 200) throw refusal(answer, { method, mount, url })
  const parsed = v.safeParse(loginAnswer, answer.json)
  if (!parsed.success) throw down(url, "answered a login with something that is not Vault's")
  const token = parsed.output.auth.client_token
  context.mask([token])
  return new SecretValue(token)
}

function refusal(
  { status }: JsonAnswer,
  { method, mount, url }: { readonly method: string; readonly mount: string; readonly url: string },
): DestinationError {
  const host = hostOf(url)
  if (status === 429) {
    return new DestinationError('limited', {
      what: `Vault at ${host} wants fewer logins`,
      fix: 'Run the job again later, or raise the rate limit quota of the server.',
    })
  }
  if (status >= 500) return down(url, `answered a login with ${status}; it may be sealed`)
  const where = `auth/${mount}`
  return new DestinationError('auth', {
    // Vault says 400 for a wrong role or secret id, and for a token with claims that do not fit.
    what: `Vault at ${host} refused the ${method} login at ${where} (${status})`,
    fix: `Check that ${where} is enabled${method === 'JWT' ? ', that the role is bound to this repository (bound_claims) and to the audience (bound_audiences; the origin of the URL unless `audience` says otherwise)' : ', and that role and credential are current'}.`,
  })
}
