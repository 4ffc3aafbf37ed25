// Who calls the API, and the answers that do not depend on what is asked.
import { bearerToken, type Permissions } from './access.ts'
import type { Answer, Incoming, World } from './world.ts'

/** The permissions of who asks, or the answer for who may not. */
type Caller =
  | { readonly permissions: Required<Permissions>; readonly refusal?: undefined }
  | { readonly refusal: Answer }

/** For REST and for GraphQL. */
export function callerOf(world: World, { headers }: Incoming): Caller {
  if (!headers['user-agent']) {
    // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#user-agent-required
    const why = 'Please make sure your request has a User-Agent header'
    const body = `Request forbidden by administrative rules. ${why}`
    return { refusal: { status: 403, body: Buffer.from(body) } }
  }
  const token = bearerToken(headers['authorization'])
  if (token === undefined) return { refusal: errorAnswer(401, 'Requires authentication') }
  const permissions = world.access.permissionsOf(token)
  return permissions === undefined
    ? { refusal: errorAnswer(401, 'Bad credentials') }
    : { permissions }
}

export function errorAnswer(
  status: number,
  message: string,
  details: Readonly<Record<string, unknown>> = {
    documentation_url: 'https://docs.github.com/rest',
  },
): Answer {
  return { status, body: { message, ...details, status: String(status) } }
}

/** Undefined for none; text that is no JSON stays text, which no schema allows. */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined
  const text = body.toString()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
