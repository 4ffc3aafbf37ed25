// GitHub's own description of its REST API: which operation a request is, whether request and
// answer have the form that is described, and its examples, on which our answers are built.
import { readFileSync } from 'node:fs'
import { OpenAPIBackend } from 'openapi-backend'

export interface RestOperation {
  readonly id: string
  readonly documentation: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** What is wrong with the request. */
  readonly violations: readonly string[]
  readonly violationsOf: (status: number, body: unknown) => readonly string[]
}

export interface RestRequest {
  readonly method: string
  /** Below the root of the API. */
  readonly path: string
  readonly search: string
  readonly body: unknown
}

type Json = Readonly<Record<string, unknown>>

interface Described {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> }
}

type ApiOperation = ReturnType<OpenAPIBackend['getOperations']>[number]

interface Violation {
  readonly instancePath: string
  readonly message?: string
  readonly params?: unknown
}

const FRAMES = [
  'pull-request',
  'pull-request-simple-items',
  'full-repository-default-response',
  'issue-comment',
]

interface Route {
  readonly method: string
  readonly pattern: RegExp
  readonly operation: ApiOperation
}

export class Contract {
  readonly #api: OpenAPIBackend
  readonly #routes: readonly Route[]
  /** JSON by the name of the example. */
  readonly #examples: ReadonlyMap<string, string>

  private constructor(api: OpenAPIBackend, examples: ReadonlyMap<string, string>) {
    this.#api = api
    this.#examples = examples
    // The library's own router takes 15 ms to look through a thousand operations.
    this.#routes = api.getOperations().map(routeOf).toSorted(literalsFirst)
  }

  static async load(): Promise<Contract> {
    const file = import.meta.resolve('@octokit/openapi/generated/api.github.com.json')
    const definition = JSON.parse(readFileSync(new URL(file), 'utf8')) as never
    const { examples } = (definition as Described).components
    const frames = FRAMES.map((name) => [name, JSON.stringify(examples[name]?.value)] as const)
    const formats = { uri: (text: string) => URL.canParse(text), 'date-time': isDateTime }
    // Formats that are not given are not checked; without a logger nothing is said about them.
    const ajvOpts = { strict: false, logger: false, formats } as const
    const api = new OpenAPIBackend({ definition, quick: true, ajvOpts })
    await api.init()
    return new Contract(api, new Map(frames))
  }

  operationOf(asked: RestRequest): RestOperation | undefined {
    const path = singleSegment(asked.path)
    const query = Object.fromEntries(new URLSearchParams(asked.search))
    const { method, body } = asked
    const request = { method, path, query, headers: {}, ...(body === undefined ? {} : { body }) }
    const route = this.#routes.find((each) => each.method === method && each.pattern.test(path))
    const { operation } = route ?? {}
    if (route === undefined || operation?.operationId === undefined) return undefined
    const params = Object.entries({ ...route.pattern.exec(path)?.groups })
    return {
      id: operation.operationId,
      documentation: operation.externalDocs?.url ?? 'https://docs.github.com/rest',
      params: Object.fromEntries(params.map(([name, text]) => [name, decodeURIComponent(text)])),
      query,
      violations: describe(this.#api.validateRequest(request, operation).errors),
      // Nothing is null to the validator.
      violationsOf: (status, answer = null) =>
        describe(this.#api.validateResponse(answer, operation, status).errors),
    }
  }

  /** GitHub's example of an answer, with its repository and hosts replaced. */
  example(name: string, repository: string, url: string): Json {
    const text = (this.#examples.get(name) ?? '{}')
      .replaceAll('octocat/Hello-World', repository)
      .replaceAll('https://api.github.com', `${url}/api/v3`)
      .replaceAll('https://github.com', url)
    const value = JSON.parse(text) as Json | readonly Json[]
    return (Array.isArray(value) ? value[0] : value) as Json
  }
}

let loading: Promise<Contract> | undefined

/** Loaded once in a process: 13 MB. */
export async function contract(): Promise<Contract> {
  loading ??= Contract.load()
  return loading
}

// GitHub takes the slashes of a ref as they are; the description's templates do not.
function singleSegment(path: string): string {
  const [, before = '', ref = ''] = /^(\/repos\/[^/]+\/[^/]+\/git\/refs?\/)(.+)$/.exec(path) ?? []
  return ref === '' ? path : before + encodeURIComponent(decodeURIComponent(ref))
}

function routeOf(operation: ApiOperation): Route {
  const pattern = operation.path
    .replaceAll(/[.+*]/g, String.raw`\$&`)
    .replaceAll(/\{([^}]+)\}/g, (_, name: string) => `(?<${name.replaceAll('-', '_')}>[^/]+)`)
  const method = operation.method.toUpperCase()
  return { method, pattern: new RegExp(`^${pattern}$`), operation }
}

function literalsFirst(one: Route, other: Route): number {
  const holes = ({ operation }: Route): number => operation.path.split('{').length
  return holes(one) - holes(other)
}

function isDateTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)
}

function describe(errors: readonly Violation[] | null | undefined): readonly string[] {
  return (errors ?? []).map(
    ({ instancePath, message = '', params }) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}
