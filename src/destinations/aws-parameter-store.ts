// AWS Systems Manager Parameter Store: SecureStrings, one an item, the mark in the description. Owns what
// may be written over what: AWS has no condition on writes, so what is overwritten is described just
// before, and the mark tells the version that it expects to become.
import * as v from 'valibot'
import type { SecretText } from '../secret-value.ts'
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
import { AwsClient, type Page } from './shared/aws-client.ts'
import { credentialSource } from './shared/aws-credentials.ts'
import { conflicting, isRefusal } from './shared/aws-errors.ts'
import { inChunks } from './shared/aws-limits.ts'
import { awsOptionEntries, awsPlace, samePlace } from './shared/aws-place.ts'
import {
  MAX_PARAMETER_BYTES,
  MAX_PARAMETER_NAME,
  STANDARD_BYTES,
  fullNameOf,
  isSame,
  isWritten,
  parameterInput,
  parameterPath,
  requireParameter,
  type Described,
} from './shared/aws-parameter.ts'
import { BATCH_SIZE, ParameterClient } from './shared/aws-parameter-client.ts'
import { eachOutcome, failed } from './shared/outcomes.ts'

const TITLE = 'AWS Parameter Store'

const capabilities: Capabilities = {
  reads: 'values',
  marks: 'description',
  canDelete: true,
  limits: { valueBytes: MAX_PARAMETER_BYTES, takesEmpty: false, concurrency: 3 },
  names: {
    pattern: /^(?:[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+){2,})$/,
    allows: 'letters, digits and _.-; a name with levels has a / before each of them',
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
  place: (options, variable) => {
    const same = samePlace('ssm', options, variable)
    return (item) => [same, fullNameOf(options.path, item)]
  },
  connect: async (options, context) => {
    const place = awsPlace('ssm', options, context)
    const credentials = credentialSource(options, context)
    const client = new AwsClient({ title: TITLE, target: 'AmazonSSM', place, credentials, context })
    const parameters = new ParameterClient(client, options.path)
    return new ParameterStoreSession(parameters, options, context)
  },
}

class ParameterStoreSession implements Session {
  readonly #parameters: ParameterClient
  readonly #options: ParameterStoreOptions
  readonly #signal: AbortSignal
  /** What `check` has asked for already; used once. */
  #firstPage: Page<Described> | undefined
  #advanced: ReadonlySet<string> = new Set()

  constructor(parameters: ParameterClient, options: ParameterStoreOptions, { signal }: Context) {
    this.#parameters = parameters
    this.#options = options
    this.#signal = signal
  }

  async check(): Promise<void> {
    this.#firstPage = await this.#parameters.firstPage()
  }

  async list(): Promise<readonly RemoteItem[]> {
    const first = this.#firstPage
    this.#firstPage = undefined
    const items = await this.#parameters.all(first)
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
    const there = await this.#standing(items.filter(({ current }) => current !== undefined))
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
    if (this.#signal.aborted) return items.map(({ name }) => ({ name, kind: 'not tried' }))
    if (there instanceof DestinationError) {
      return items.map(({ name }) => failed(name, there))
    }
    const removed = new Map<string, Outcome>()
    const wanted = items.filter((item) => isSame(item, there.get(item.name)))
    for (const chunk of inChunks(wanted, BATCH_SIZE)) {
      for (const outcome of await this.#removeChunk(chunk)) removed.set(outcome.name, outcome)
    }
    return items.map(({ name }): Outcome => {
      if (!there.has(name)) return { name, kind: 'done' }
      return removed.get(name) ?? { name, kind: 'failed', error: conflicting(TITLE, name) }
    })
  }

  async get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    return this.#parameters.read(names)
  }

  #work<T>(each: (item: T) => Promise<void>) {
    const { concurrency } = capabilities.limits
    return { signal: this.#signal, concurrency, each }
  }

  /** Why it cannot be told, instead of throwing it: each item has its own outcome. */
  async #standing(
    items: readonly { readonly name: string }[],
  ): Promise<ReadonlyMap<string, Described> | DestinationError> {
    try {
      return await this.#parameters.describe(items.map(({ name }) => name))
    } catch (error) {
      if (error instanceof DestinationError) return error
      // Then nothing is begun that would need it.
      if (this.#signal.aborted) return new Map()
      throw error
    }
  }

  async #putOne(item: PutItem, there: Described | undefined): Promise<void> {
    const mayBeAdvanced = this.#mayBeAdvanced(there?.isAdvanced === true)
    const { name } = item
    requireParameter({
      name,
      value: item.value.reveal(),
      fullName: this.#parameters.fullName(name),
      mayBeAdvanced,
    })
    if (there !== undefined) return this.#replace(item, there)
    try {
      await this.#create(item)
    } catch (error) {
      if (!isRefusal(error, 'ParameterAlreadyExists')) throw error
      // Ours when the answer to an earlier try was lost.
      const standing = (await this.#parameters.describe([item.name])).get(item.name)
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
    await this.#parameters.write(input)
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
    return this.#parameters.write(input)
  }

  #input(item: PutItem, version: number): object {
    return parameterInput(
      { item, fullName: this.#parameters.fullName(item.name), version },
      this.#options,
    )
  }

  async #removeChunk(items: readonly RemoteItem[]): Promise<readonly Outcome[]> {
    if (this.#signal.aborted) return items.map(({ name }) => ({ name, kind: 'not tried' }))
    return this.#parameters.remove(items.map(({ name }) => name))
  }
}
