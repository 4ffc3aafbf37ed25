// GitHub's REST API: finds the operation, checks form and permissions, and gives it to its handler.
import { suffices } from './access.ts'
import { callerOf, errorAnswer, parseBody } from './caller.ts'
import { contract, type RestOperation } from './contract.ts'
import { API_ROOT, Refused, type Handler } from './rest-call.ts'
import { commentOperations } from './rest-comments.ts'
import { gitOperations } from './rest-git.ts'
import { pullOperations } from './rest-pulls.ts'
import type { Answer, Exchange, Incoming, World } from './world.ts'

const handlers: Readonly<Record<string, Handler>> = {
  ...gitOperations,
  ...pullOperations,
  ...commentOperations,
}

export async function planRest(world: World, incoming: Incoming): Promise<Exchange> {
  const { method, url } = incoming
  const body = parseBody(incoming.body)
  const api = await contract()
  const path = url.pathname.slice(API_ROOT.length)
  const operation = api.operationOf({ method, path, search: url.search, body })
  const handler = operation && handlers[operation.id]
  if (operation === undefined || handler === undefined) {
    return unexpected(world, incoming, operation)
  }
  for (const violation of operation.violations) {
    world.problems.push(`${operation.id}: the request is not as GitHub describes it: ${violation}`)
  }
  return {
    operation: operation.id,
    body,
    refusal: refusalOf(world, incoming, { operation, handler }),
    act: () => {
      const { params, query } = operation
      const call = { world, contract: api, params, query, body: body as never }
      const answer = answerOf(operation, () => handler.act(call))
      for (const violation of operation.violationsOf(answer.status, answer.body)) {
        world.problems.push(`${operation.id}: the fake's ${answer.status} is wrong: ${violation}`)
      }
      return answer
    },
  }
}

function unexpected(world: World, incoming: Incoming, operation?: RestOperation): Exchange {
  const { method, url } = incoming
  const name = operation?.id ?? 'unknown'
  world.problems.push(`unexpected call: ${method} ${url.pathname} (${name})`)
  return {
    operation: name,
    body: parseBody(incoming.body),
    refusal: undefined,
    act: () => errorAnswer(404, 'Not Found'),
  }
}

function refusalOf(
  world: World,
  incoming: Incoming,
  { operation, handler }: { operation: RestOperation; handler: Handler },
): Answer | undefined {
  const { permission, level } = handler.needs
  const isAnonymous = incoming.headers['authorization'] === undefined
  const isPublicRead = isAnonymous && level === 'read' && world.anonymousRead
  const caller = callerOf(world, incoming)
  if (caller.refusal !== undefined && !isPublicRead) return caller.refusal
  const name = `${operation.params['owner']}/${operation.params['repo']}`
  if (name.toLowerCase() !== world.repository.name.toLowerCase()) {
    return errorAnswer(404, 'Not Found', { documentation_url: operation.documentation })
  }
  if (caller.refusal !== undefined) return undefined
  if (suffices(caller.permissions, handler.needs)) return undefined
  const details = { documentation_url: operation.documentation }
  const answer = errorAnswer(403, 'Resource not accessible by integration', details)
  // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
  return { ...answer, headers: { 'x-accepted-github-permissions': `${permission}=${level}` } }
}

function answerOf(operation: RestOperation, act: () => Answer): Answer {
  const { documentation, violations } = operation
  try {
    if (violations.length > 0) {
      throw new Refused(422, `Invalid request.\n\n${violations.join('\n')}`)
    }
    return act()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const details = { documentation_url: documentation, ...error.details }
    return errorAnswer(error.status, error.message, details)
  }
}
