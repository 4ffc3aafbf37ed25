// AWS Secrets Manager. A secret is one item: the mark in its tags, the fingerprint in the id of its
// current version (ClientRequestToken becomes that id), so that a list tells what is ours and whether
// somebody changed it, without reading values. The list lags by minutes: before anything that exists is
// written or deleted, it is described.
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
import { AwsRefusal, conflicting, isRefusal, senseless } from './shared/aws-errors.ts'
import { inChunks, requireSize } from './shared/aws-limits.ts'
import { awsOptionEntries, awsPlace, samePlace } from './shared/aws-place.ts'
import {
  batchSchema,
  changedSchema,
  describedSchema,
  isSame,
  listSchema,
  nothingSchema,
  remoteItem,
  type Described,
} from './shared/aws-secret.ts'
import { isSameOwner, tagsOf, versionId } from './shared/aws-tags.ts'
import { eachOutcome } from './shared/outcomes.ts'

const TITLE = 'AWS Secrets Manager'
const PAGE_SIZE = 100
const BATCH_SIZE = 20
const RECOVERY_DAYS = 7

const capabilities: Capabilities = {
  reads: 'values',
  marks: 'tags',
  canDelete: true,
  limits: { valueBytes: 65_536, takesEmpty: false, concurrency: 10 },
  names: {
    pattern: /^[A-Za-z0-9/_+=.@-]+$/,
    allows: 'letters, digits and /_+=.@-',
    maxLength: 512,
  },
  verified: 'emulator',
}

const optionsSchema = v.strictObject(awsOptionEntries)
export type SecretsManagerOptions = v.InferOutput<typeof optionsSchema>

export const awsSecretsManager: Destination<SecretsManagerOptions> = {
  title: TITLE,
  capabilities,
  options: optionsSchema,
  place: (options, variable) => {
    const same = samePlace('secretsmanager', options, variable)
    return (item) => [same, item]
  },
  connect: async (options, context) => {
    const place = awsPlace('secretsmanager', options, context)
    const credentials = credentialSource(options, context)
    const client = new AwsClient({
      title: TITLE,
      target: 'secretsmanager',
      place,
      credentials,
      context,
    })
    return new SecretsManagerSession(client, options, context)
  },
}

class SecretsManagerSession implements Session {
  readonly #client: AwsClient
  readonly #options: SecretsManagerOptions
  readonly #signal: AbortSignal
  /** What `check` has asked for already; used once. */
  #firstPage: Page<RemoteItem> | undefined
  /** When the list was begun, by the server's clock. */
  #listedAt = Number.NEGATIVE_INFINITY

  constructor(client: AwsClient, options: SecretsManagerOptions, { signal }: Context) {
    this.#client = client
    this.#options = options
    this.#signal = signal
  }

  async check(): Promise<void> {
    this.#firstPage = await this.#page(undefined)
  }

  async list(): Promise<readonly RemoteItem[]> {
    const first = this.#firstPage
    this.#firstPage = undefined
    const items = await everyPage(TITLE, (token) => this.#page(token), first)
    // A list that changes while it is read may tell of a secret twice.
    return [...new Map(items.map((item) => [item.name, item])).values()]
  }

  put(items: readonly PutItem[]): Promise<readonly Outcome[]> {
    return eachOutcome(
      items,
      this.#work((item) => this.#putOne(item)),
    )
  }

  remove(items: readonly RemoteItem[]): Promise<readonly Outcome[]> {
    return eachOutcome(
      items,
      this.#work((item) => this.#removeOne(item)),
    )
  }

  async get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    const values = new Map<string, SecretText | null>()
    for (const chunk of inChunks([...new Set(names)], BATCH_SIZE)) await this.#read(chunk, values)
    return values
  }

  #work<T>(each: (item: T) => Promise<void>) {
    const { concurrency } = capabilities.limits
    return { signal: this.#signal, concurrency, each }
  }

  async #page(token: string | undefined): Promise<Page<RemoteItem>> {
    const input = {
      MaxResults: PAGE_SIZE,
      IncludePlannedDeletion: true,
      ...(token !== undefined && { NextToken: token }),
    }
    const { body, at } = await this.#client.ask('ListSecrets', input, listSchema)
    if (token === undefined) this.#listedAt = at ?? Number.NEGATIVE_INFINITY
    const items = body.SecretList.map((entry) => remoteItem(entry, entry.SecretVersionsToStages))
    return { items, next: body.NextToken ?? undefined }
  }

  async #putOne(item: PutItem): Promise<void> {
    const value = item.value.reveal()
    requireSize({ name: item.name, value }, { title: TITLE, maxBytes: 65_536 })
    if (item.current !== undefined) {
      const there = await this.#describe(item.name)
      if (there !== undefined) return this.#replace(item, there)
    }
    try {
      await this.#create(item)
    } catch (error) {
      // It is there: made since the list was read, hidden by its lag, or scheduled for deletion.
      if (!isRefusal(error, 'ResourceExistsException', 'InvalidRequestException')) throw error
      const there = await this.#describe(item.name)
      const isInTheWay = error.code === 'ResourceExistsException' || there?.isDeleted === true
      if (there === undefined || !isInTheWay) throw error
      await this.#replace(item, there)
    }
  }

  async #create({ name, value, mark }: PutItem): Promise<void> {
    const kmsKey = this.#options['kms-key-id']
    const input = {
      Name: name,
      SecretString: value.reveal(),
      ClientRequestToken: versionId(mark.fp),
      Tags: tagsOf(mark, this.#options.tags),
      ...(kmsKey !== undefined && { KmsKeyId: kmsKey }),
    }
    await this.#client.ask('CreateSecret', input, changedSchema)
  }

  async #describe(name: string): Promise<Described | undefined> {
    try {
      const { body } = await this.#client.ask('DescribeSecret', { SecretId: name }, describedSchema)
      if (body.Name !== name) throw senseless(TITLE, 'DescribeSecret')
      const changedAt = (body.LastChangedDate ?? Number.POSITIVE_INFINITY) * 1000
      return { ...remoteItem(body, body.VersionIdsToStages), changedAt }
    } catch (error) {
      if (isRefusal(error, 'ResourceNotFoundException')) return undefined
      throw error
    }
  }

  // The value first, the mark second: a mark never speaks of what is not yet there.
  async #replace(item: PutItem, there: Described): Promise<void> {
    const { name, mark } = item
    const isOurs = isSameOwner(there.mark, mark) && !there.isDrifted
    const isThere = isOurs && there.mark?.fp === mark.fp
    if (!isThere && !this.#isAsListed(item, there)) throw conflicting(TITLE, name)
    const SecretId = name
    if (there.isDeleted) await this.#client.ask('RestoreSecret', { SecretId }, changedSchema)
    if (!isThere) {
      const input = {
        SecretId,
        SecretString: item.value.reveal(),
        ClientRequestToken: versionId(mark.fp),
      }
      await this.#client.ask('PutSecretValue', input, changedSchema)
    }
    if (isOurs && there.mark?.commit === mark.commit) return
    const Tags = tagsOf(mark, this.#options.tags)
    await this.#client.ask('TagResource', { SecretId, Tags }, nothingSchema)
  }

  /**
   * Whether it may be replaced: it stands as the plan saw it; or it is an own write that the list did
   * not tell of yet, which is no change since.
   */
  #isAsListed({ current, mark }: PutItem, there: Described): boolean {
    if (current !== undefined && isSame(current, there)) return true
    const isOurs = isSameOwner(there.mark, mark) && !there.isDrifted
    return isOurs && there.changedAt < this.#listedAt
  }

  async #removeOne(item: RemoteItem): Promise<void> {
    const there = await this.#describe(item.name)
    if (there === undefined || there.isDeleted) return
    if (!isSame(item, there)) throw conflicting(TITLE, item.name)
    const input = { SecretId: item.name, RecoveryWindowInDays: RECOVERY_DAYS }
    try {
      await this.#client.ask('DeleteSecret', input, changedSchema)
    } catch (error) {
      if (!isRefusal(error, 'ResourceNotFoundException', 'InvalidRequestException')) throw error
      // Done already, when the answer to an earlier try was lost.
      const isGone = (await this.#describe(item.name))?.isDeleted ?? true
      if (!isGone) throw error
    }
  }

  async #read(names: readonly string[], into: Map<string, SecretText | null>): Promise<void> {
    const ask = async (token: string | undefined): Promise<Page<Found>> => {
      const input = { SecretIdList: names, ...(token !== undefined && { NextToken: token }) }
      const { body } = await this.#client.ask('BatchGetSecretValue', input, batchSchema)
      const read = body.SecretValues.map(({ Name, SecretString }) => ({
        name: Name,
        value: SecretString,
      }))
      const refused = body.Errors.map(({ SecretId, ErrorCode }) => ({
        name: SecretId,
        code: ErrorCode,
      }))
      return { items: [...read, ...refused], next: body.NextToken ?? undefined }
    }
    for (const found of await everyPage(TITLE, ask)) {
      into.set(found.name, await this.#valueOf(found))
    }
    if (names.some((name) => !into.has(name))) throw senseless(TITLE, 'BatchGetSecretValue')
  }

  async #valueOf(found: Found): Promise<SecretText | null> {
    if ('code' in found) {
      if (found.code === 'ResourceNotFoundException') return null
      // So is one that waits for its deletion; anything else that cannot be read is not taken for absent.
      const isDeleted =
        found.code === 'InvalidRequestException' && (await this.#describe(found.name))?.isDeleted
      if (isDeleted === true) return null
      const { name, code } = found
      throw new AwsRefusal({ title: TITLE, action: `to read ${name}`, status: 400, code })
    }
    if (found.value !== undefined) return new SecretValue(found.value)
    throw new DestinationError('rejected', {
      what: `${TITLE}: ${found.name} holds bytes, not text`,
      fix: 'Leave it out with `select`.',
    })
  }
}

type Found =
  | { readonly name: string; readonly value: string | undefined }
  | { readonly name: string; readonly code: string }
