// AWS Systems Manager Parameter Store: SecureStrings, one an item, the mark in the description. With
// `path` an item's name is what follows the path. AWS has no condition on writes: what is overwritten is
// described just before, and the mark tells the version that it expects to become.
import * as v from 'valibot'
import { SecretValue, type SecretText } from '../secret-value.ts'
import {
  DestinationError,
  type Capabilities,
  type Context,
  type Destination,
  type Outcome,
  type PutItem,
  type RemoteItem,
  type Session,
} from './contract.ts'
import { AwsClient, everyPage, type Page } from './shared/aws-client.ts'
import { credentialSource } from './shared/aws-credentials.ts'
import { conflicting, isRefusal, senseless } from './shared/aws-errors.ts'
import { eachOutcome, inChunks } from './shared/aws-outcomes.ts'
import { awsOptionEntries, awsPlace, samePlace } from './shared/aws-place.ts'
import {
  MAX_PARAMETER_BYTES,
  MAX_PARAMETER_NAME,
  STANDARD_BYTES,
  described,
  isSame,
  isWritten,
  listSchema,
  parameterInput,
  readSchema,
  removedSchema,
  writtenSchema,
  type Described,
  parameterPath,
  requireParameter,
} from './shared/aws-parameter.ts'

const TITLE = 'AWS Parameter Store'
const PAGE_SIZE = 50
/** How many names DescribeParameters takes in one filter. */
const FILTER_SIZE = 50
/** Of DeleteParameters and GetParameters. */
const BATCH_SIZE = 10

const capabilities: Capabilities = {
  reads: 'values',
  marks: 'description',
  canDelete: true,
  limits: { valueBytes: MAX_PARAMETER_BYTES, takesEmpty: false, concurrency: 3 },
  names: {
    pattern: /^(?:\/?[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+)+)$/,
    allows: 'letters, digits and _.-, and / between the levels of a name that begins with /',
    maxLength: MAX_PARAMETER_NAME,
  },
  verified: 'emulator',
}

const optionsSchema = v.strictObject({
  ...awsOptionEntries,
  path: v.optional(parameterPath),
  tier: v.optional(v.picklist(['standard', 'advanced', 'intelligent-tiering'])),
})
export type ParameterStoreOptions = v.InferOutput<typeof optionsSchema>

export const awsParameterStore: Destination<ParameterStoreOptions> = {
  title: TITLE,
  capabilities,
  options: optionsSchema,
  place: (options, variable) =>
    JSON.stringify([samePlace('ssm', options, variable), options.path ?? '']),
  connect: async (options, context) => {
    const place = awsPlace('ssm', options, context)
    const credentials = credentialSource(options, context)
    const client = new AwsClient({ title: TITLE, target: 'AmazonSSM', place, credentials, context })
    return new ParameterStoreSession(client, options, context)
  },
}

class ParameterStoreSession implements Session {
  readonly #client: AwsClient
  readonly #options: ParameterStoreOptions
  readonly #signal: AbortSignal
  /** What `check` has asked for already; used once. */
  #firstPage: Page<Described> | undefined
  #advanced: ReadonlySet<string> = new Set()

  constructor(client: AwsClient, options: ParameterStoreOptions, { signal }: Context) {
    this.#client = client
    this.#options = options
    this.#signal = signal
  }

  async check(): Promise<void> {
    this.#firstPage = await this.#page(this.#scope(), undefined)
  }

  async list(): Promise<readonly RemoteItem[]> {
    const first = this.#firstPage
    this.#firstPage = undefined
    const items = await everyPage(TITLE, (token) => this.#page(this.#scope(), token), first)
    this.#advanced = new Set(items.flatMap(({ name, isAdvanced }) => (isAdvanced ? [name] : [])))
    return [...new Map(items.map((item) => [item.name, item])).values()]
  }

  valueBytes(current: RemoteItem | undefined): number {
    const isAdvanced = current !== undefined && this.#advanced.has(current.name)
    return this.#mayBeAdvanced(isAdvanced) ? MAX_PARAMETER_BYTES : STANDARD_BYTES
  }

  #mayBeAdvanced(isAlready: boolean): boolean {
    return isAlready || (this.#options.tier ?? 'standard') !== 'standard'
  }

  async put(items: readonly PutItem[]): Promise<readonly Outcome[]> {
    const known = items.filter(({ current }) => current !== undefined)
    const there = await this.#standing(known)
    return eachOutcome(
      items,
      this.#work(async (item) => {
        if (there instanceof DestinationError && item.current !== undefined) throw there
        const standing = there instanceof DestinationError ? undefined : there.get(item.name)
        await this.#putOne(item, standing)
      }),
    )
  }

  async remove(items: readonly RemoteItem[]): Promise<readonly Outcome[]> {
    const there = await this.#standing(items)
    if (there instanceof DestinationError) {
      return items.map(({ name }) => ({ name, kind: 'failed', error: there }))
    }
    const removed = new Map<string, Outcome>()
    for (const chunk of inChunks(items, BATCH_SIZE)) {
      const wanted = chunk.filter((item) => isSame(item, there.get(item.name)))
      for (const outcome of await this.#removeChunk(wanted)) removed.set(outcome.name, outcome)
    }
    return items.map(({ name }): Outcome => {
      if (!there.has(name)) return { name, kind: 'done' }
      return removed.get(name) ?? { name, kind: 'failed', error: conflicting(TITLE, name) }
    })
  }

  async get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    const values = new Map<string, SecretText | null>()
    for (const chunk of inChunks([...new Set(names)], BATCH_SIZE)) {
      const input = { Names: chunk.map((name) => this.#fullName(name)), WithDecryption: true }
      const { body } = await this.#client.ask('GetParameters', input, readSchema)
      const found = new Map(body.Parameters.map(({ Name, Value }) => [Name, Value]))
      for (const name of chunk) {
        const fullName = this.#fullName(name)
        const value = found.get(fullName)
        // What is in neither list was not answered; it is not taken for absent.
        if (value === undefined && !body.InvalidParameters.includes(fullName)) {
          throw senseless(TITLE, 'GetParameters')
        }
        values.set(name, value === undefined ? null : new SecretValue(value))
      }
    }
    return values
  }

  #work<T>(each: (item: T) => Promise<void>) {
    const { concurrency } = capabilities.limits
    return { title: TITLE, signal: this.#signal, concurrency, each }
  }

  #fullName(name: string): string {
    const { path } = this.#options
    return path === undefined ? name : `${path}/${name.replace(/^\//, '')}`
  }

  /** Filters that narrow a list to the path. */
  #scope(): readonly object[] {
    const { path } = this.#options
    return path === undefined ? [] : [{ Key: 'Path', Option: 'Recursive', Values: [path] }]
  }

  async #page(filters: readonly object[], token: string | undefined): Promise<Page<Described>> {
    const input = {
      MaxResults: PAGE_SIZE,
      ...(filters.length > 0 && { ParameterFilters: filters }),
      ...(token !== undefined && { NextToken: token }),
    }
    const { body } = await this.#client.ask('DescribeParameters', input, listSchema)
    const start = this.#options.path === undefined ? '' : `${this.#options.path}/`
    const items = body.Parameters.filter(({ Name }) => Name.startsWith(start)).map((parameter) =>
      described(parameter, start),
    )
    return { items, next: body.NextToken ?? undefined }
  }

  /** Why it cannot be told, instead of throwing it: each item has its own outcome. */
  async #standing(
    items: readonly { readonly name: string }[],
  ): Promise<ReadonlyMap<string, Described> | DestinationError> {
    try {
      return await this.#describeAll(items.map(({ name }) => name))
    } catch (error) {
      if (error instanceof DestinationError) return error
      throw error
    }
  }

  async #describeAll(names: readonly string[]): Promise<ReadonlyMap<string, Described>> {
    const found = new Map<string, Described>()
    for (const chunk of inChunks([...new Set(names)], FILTER_SIZE)) {
      const Values = chunk.map((name) => this.#fullName(name))
      const filters = [{ Key: 'Name', Option: 'Equals', Values }]
      const items = await everyPage(TITLE, (token) => this.#page(filters, token))
      for (const item of items) found.set(item.name, item)
    }
    return found
  }

  async #putOne(item: PutItem, there: Described | undefined): Promise<void> {
    const mayBeAdvanced = this.#mayBeAdvanced(there?.isAdvanced === true)
    const { name } = item
    requireParameter({
      name,
      value: item.value.reveal(),
      fullName: this.#fullName(name),
      mayBeAdvanced,
    })
    if (there !== undefined) return this.#replace(item, there)
    try {
      await this.#create(item)
    } catch (error) {
      if (!isRefusal(error, 'ParameterAlreadyExists')) throw error
      // Ours when the answer to an earlier try was lost.
      const standing = (await this.#describeAll([item.name])).get(item.name)
      if (standing === undefined || !isWritten(item, standing)) throw conflicting(TITLE, item.name)
    }
  }

  async #create(item: PutItem): Promise<void> {
    const tags = Object.entries(this.#options.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
    const input = {
      ...this.#input(item, 1),
      Overwrite: false,
      ...(tags.length > 0 && { Tags: tags }),
    }
    await this.#client.ask('PutParameter', input, writtenSchema)
  }

  async #replace(item: PutItem, there: Described): Promise<void> {
    if (isWritten(item, there)) return
    if (!isSame(item.current, there)) throw conflicting(TITLE, item.name)
    const next = there.number + 1
    const written = await this.#overwrite(item, next, there)
    if (written === next) return
    // The mark speaks of another version than it stands at, mostly because a lost answer was asked for
    // again. Said once more, with the right number; a second time it is somebody else.
    if ((await this.#overwrite(item, written + 1, there)) !== written + 1) {
      throw conflicting(TITLE, item.name)
    }
  }

  async #overwrite(item: PutItem, version: number, { isAdvanced }: Described): Promise<number> {
    const input = {
      ...this.#input(item, version),
      Overwrite: true,
      // AWS refuses to bring a parameter down to the lower tier.
      ...(isAdvanced && { Tier: 'Advanced' }),
    }
    const { body } = await this.#client.ask('PutParameter', input, writtenSchema)
    return body.Version
  }

  #input(item: PutItem, version: number): object {
    return parameterInput({ item, fullName: this.#fullName(item.name), version }, this.#options)
  }

  async #removeChunk(items: readonly RemoteItem[]): Promise<readonly Outcome[]> {
    if (items.length === 0) return []
    const Names = items.map(({ name }) => this.#fullName(name))
    try {
      const { body } = await this.#client.ask('DeleteParameters', { Names }, removedSchema)
      const gone = new Set([...body.DeletedParameters, ...body.InvalidParameters])
      return items.map(({ name }): Outcome => {
        if (gone.has(this.#fullName(name))) return { name, kind: 'done' }
        return { name, kind: 'failed', error: senseless(TITLE, 'DeleteParameters') }
      })
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error
      return items.map(({ name }) => ({ name, kind: 'failed', error }))
    }
  }
}
