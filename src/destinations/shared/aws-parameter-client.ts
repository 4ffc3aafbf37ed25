// Requests to Parameter Store, by the names of items: pages, chunks, and what an answer must hold. With
// `path` an item's name is what follows it. Decides nothing of what may be written.
import { SecretValue, type SecretText } from '../../secret-value.ts'
import type { Outcome } from '../contract.ts'
import { everyPage, type AwsClient, type Page } from './aws-client.ts'
import { senseless } from './aws-errors.ts'
import { inChunks } from './aws-limits.ts'
import {
  described,
  fullNameOf,
  listSchema,
  readSchema,
  removedSchema,
  writtenSchema,
  type Described,
} from './aws-parameter.ts'
import { failed } from './outcomes.ts'

const PAGE_SIZE = 50
/** How many names DescribeParameters takes in one filter. */
const FILTER_SIZE = 50
/** Of DeleteParameters and GetParameters. */
export const BATCH_SIZE = 10

export class ParameterClient {
  readonly #client: AwsClient
  readonly #path: string | undefined

  constructor(client: AwsClient, path: string | undefined) {
    this.#client = client
    this.#path = path
  }

  /** As AWS has it. */
  fullName(name: string): string {
    return fullNameOf(this.#path, name)
  }

  /** The first page of all that is in scope. */
  async firstPage(): Promise<Page<Described>> {
    return this.#page(this.#scope(), undefined)
  }

  async all(first: Page<Described> | undefined): Promise<readonly Described[]> {
    const { title } = this.#client
    return everyPage(title, (token) => this.#page(this.#scope(), token), first)
  }

  /** Those of these names that are there now. */
  async describe(names: readonly string[]): Promise<ReadonlyMap<string, Described>> {
    const found = new Map<string, Described>()
    for (const chunk of inChunks([...new Set(names)], FILTER_SIZE)) {
      const Values = chunk.map((name) => this.fullName(name))
      const filters = [{ Key: 'Name', Option: 'Equals', Values }]
      const items = await everyPage(this.#client.title, (token) => this.#page(filters, token))
      for (const item of items) found.set(item.name, item)
    }
    return found
  }

  /** null: absent. */
  async read(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    const values = new Map<string, SecretText | null>()
    for (const chunk of inChunks([...new Set(names)], BATCH_SIZE)) {
      const input = { Names: chunk.map((name) => this.fullName(name)), WithDecryption: true }
      const { body } = await this.#client.ask('GetParameters', input, readSchema)
      const found = new Map(body.Parameters.map(({ Name, Value }) => [Name, Value]))
      for (const name of chunk) {
        const fullName = this.fullName(name)
        const value = found.get(fullName)
        // What is in neither list was not answered; it is not taken for absent.
        if (value === undefined && !body.InvalidParameters.includes(fullName)) {
          throw senseless(this.#client.title, 'GetParameters')
        }
        values.set(name, value === undefined ? null : new SecretValue(value))
      }
    }
    return values
  }

  /** The version that it became. */
  async write(input: object): Promise<number> {
    return (await this.#client.ask('PutParameter', input, writtenSchema)).body.Version
  }

  /** One outcome each; no more names than one call takes. */
  async remove(names: readonly string[]): Promise<readonly Outcome[]> {
    if (names.length === 0) return []
    const Names = names.map((name) => this.fullName(name))
    try {
      const { body } = await this.#client.ask('DeleteParameters', { Names }, removedSchema)
      const gone = new Set([...body.DeletedParameters, ...body.InvalidParameters])
      return names.map((name): Outcome => {
        if (gone.has(this.fullName(name))) return { name, kind: 'done' }
        const error = senseless(this.#client.title, 'DeleteParameters')
        return { name, kind: 'failed', error }
      })
    } catch (error) {
      return names.map((name) => failed(name, error))
    }
  }

  /** Filters that narrow a list to the path. */
  #scope(): readonly object[] {
    if (this.#path === undefined) return []
    return [{ Key: 'Path', Option: 'Recursive', Values: [this.#path] }]
  }

  async #page(filters: readonly object[], token: string | undefined): Promise<Page<Described>> {
    const input = {
      MaxResults: PAGE_SIZE,
      ...(filters.length > 0 && { ParameterFilters: filters }),
      ...(token !== undefined && { NextToken: token }),
    }
    const { body } = await this.#client.ask('DescribeParameters', input, listSchema)
    const items = body.Parameters.flatMap((parameter) => {
      const name = this.#nameOf(parameter.Name)
      return name === undefined ? [] : [described(parameter, name)]
    })
    return { items, next: body.NextToken ?? undefined }
  }

  /** Also below a path a name with levels begins with `/`, so that it is the same with a path and without. */
  #nameOf(fullName: string): string | undefined {
    const path = this.#path
    if (path === undefined) return fullName
    if (!fullName.startsWith(`${path}/`)) return undefined
    const rest = fullName.slice(path.length)
    return rest.includes('/', 1) ? rest : rest.slice(1)
  }
}
