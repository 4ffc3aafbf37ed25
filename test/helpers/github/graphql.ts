// GitHub's GraphQL API by its own schema. One mutation is there: createCommitOnBranch, and whom the
// token belongs to; whatever else is asked for is a problem, never silently null.
// https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  graphql,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql'
import { suffices, type Permissions } from './access.ts'
import { callerOf, errorAnswer, parseBody } from './caller.ts'
import { createCommitOnBranch, GraphqlRefused, type CommitInput } from './graphql-commit.ts'
import { JOB_USER, type Answer, type Exchange, type Incoming, type World } from './world.ts'

const MAX_BYTES = 45 * 1000 * 1000

interface Context {
  readonly world: World
  readonly permissions: Permissions
}

export function planGraphql(world: World, incoming: Incoming): Exchange {
  const body = parseBody(incoming.body)
  const caller = callerOf(world, incoming)
  return {
    operation: 'graphql',
    body,
    refusal: caller.refusal ?? tooLarge(incoming),
    act: async () => {
      const permissions = caller.refusal === undefined ? caller.permissions : {}
      return answerTo(body, { world, permissions })
    },
  }
}

// The message is GitHub's, the status is the obvious one.
function tooLarge({ body }: Incoming): Answer | undefined {
  if (body.length <= MAX_BYTES) return undefined
  return errorAnswer(413, 'The request payload cannot be larger than 45MB')
}

async function answerTo(body: unknown, context: Context): Promise<Answer> {
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: object }
  if (typeof query !== 'string') {
    context.world.problems.push('graphql: a request without a query')
    return errorAnswer(400, 'Problems parsing JSON')
  }
  const { data, errors } = await graphql({
    schema: schema(),
    source: query,
    variableValues: { ...variables },
    rootValue: { createCommitOnBranch: commitIfAllowed, viewer: { login: JOB_USER } },
    contextValue: context,
    fieldResolver: resolveField,
  })
  const shown = errors?.map((error) => shownError(error, context.world))
  // A request that does not fit the schema has no data; its status is 200 as well.
  const parts = { ...(data === undefined ? {} : { data }), ...(shown && { errors: shown }) }
  return { status: 200, body: parts }
}

function commitIfAllowed(args: { input: CommitInput }, { world, permissions }: Context): unknown {
  if (!suffices(permissions, { permission: 'contents', level: 'write' })) {
    throw new GraphqlRefused('FORBIDDEN', 'Resource not accessible by integration')
  }
  return createCommitOnBranch(world, args.input)
}

const resolveField: GraphQLFieldResolver<unknown, Context> = (...given) => {
  const [source, args, context, info] = given
  const name = info.fieldName
  const value = (source as Readonly<Record<string, unknown>>)[name]
  if (value === undefined) {
    throw new Error(`unexpected call: the fake has no ${info.parentType.name}.${name}`)
  }
  return typeof value === 'function' ? (value(args, context) as unknown) : value
}

// What GitHub refuses has a type; anything else that goes wrong is a mistake of the client or ours.
function shownError(error: GraphQLError, { problems }: World): unknown {
  const { message, path, locations, originalError } = error
  const place = { ...(path && { path }), ...(locations && { locations }) }
  if (originalError instanceof GraphqlRefused) {
    return { type: originalError.type, ...place, message }
  }
  problems.push(`graphql: ${message}`)
  return { ...place, message }
}

let loaded: GraphQLSchema | undefined

/** Loaded once in a process: 1.2 MB. */
function schema(): GraphQLSchema {
  loaded ??= load()
  return loaded
}

function load(): GraphQLSchema {
  // Its own entry would parse 5 MB of JSON too.
  const entry = import.meta.resolve('@octokit/graphql-schema')
  const sdl = readFileSync(new URL('schema.graphql', entry), 'utf8')
  const built = buildSchema(sdl, { assumeValidSDL: true, assumeValid: true, noLocation: true })
  check(built, 'Base64String', isBase64)
  check(built, 'GitObjectID', (text) => /^[0-9a-f]{40}$/.test(text))
  return built
}

// The schema has names for them only.
function check(built: GraphQLSchema, name: string, isValid: (text: string) => boolean): void {
  const scalar = built.getType(name) as GraphQLScalarType
  scalar.parseValue = (value) => {
    if (typeof value === 'string' && isValid(value)) return value
    throw new GraphQLError(`Could not coerce value to ${name}`)
  }
}

// Padding is required, and no character outside the alphabet.
// https://docs.github.com/en/graphql/reference/input-objects#filechanges
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}
