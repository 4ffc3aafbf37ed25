// Secrets Manager as its API reference describes it, with the refusals that emulators leave out.
import { AwsFault, type FakeClock } from './fake-aws-fault.ts'

export interface FakeSecret {
  readonly name: string
  tags: Map<string, string>
  versions: Map<string, { value?: string; binary?: string; stages: Set<string> }>
  kmsKeyId?: string
  deletedDate?: number
  changedAt: number
}

type Input = Readonly<Record<string, unknown>>
interface Tag {
  Key: string
  Value: string
}

export class FakeSecrets {
  readonly secrets = new Map<string, FakeSecret>()
  pageSize = 100
  /** What lists tell while they lag. */
  listed: readonly object[] | undefined
  readonly #clock: FakeClock

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  /** From now on lists tell of the present, whatever changes. */
  lag(): void {
    this.listed = this.#entries()
  }

  byHand(name: string, value: string): void {
    const secret = this.#living(name)
    this.#write(secret, crypto.randomUUID(), { value })
  }

  answer(action: string, input: Input): object | string {
    switch (action) {
      case 'ListSecrets':
        return this.#list(input)
      case 'CreateSecret':
        return this.#create(input)
      case 'DescribeSecret':
        return described(this.#known(input['SecretId']), 'VersionIdsToStages')
      case 'PutSecretValue':
        return this.#put(input)
      case 'TagResource':
        return this.#tag(input)
      case 'RestoreSecret':
        return this.#restore(input)
      case 'DeleteSecret':
        return this.#remove(input)
      case 'BatchGetSecretValue':
        return this.#batch(input)
      default:
        throw new AwsFault('UnknownOperationException')
    }
  }

  #list(input: Input): object {
    const all = (this.listed ?? this.#entries()).filter(
      (entry) => input['IncludePlannedDeletion'] === true || !('DeletedDate' in entry),
    )
    const max = Number(input['MaxResults'] ?? 100)
    if (!(max >= 1 && max <= 100)) throw new AwsFault('InvalidParameterException')
    const start = Number(input['NextToken'] ?? 0)
    if (Number.isNaN(start)) throw new AwsFault('InvalidNextTokenException')
    const end = start + Math.min(max, this.pageSize)
    return {
      SecretList: all.slice(start, end),
      ...(end < all.length && { NextToken: String(end) }),
    }
  }

  #entries(): readonly object[] {
    return [...this.secrets.values()].map((secret) => described(secret, 'SecretVersionsToStages'))
  }

  #create(input: Input): object {
    const name = String(input['Name'])
    if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) throw new AwsFault('InvalidParameterException')
    const there = this.secrets.get(name)
    if (there?.deletedDate !== undefined) throw new AwsFault('InvalidRequestException')
    if (there !== undefined) throw new AwsFault('ResourceExistsException')
    const tags = checkedTags(input['Tags'], new Map())
    const secret: FakeSecret = { name, tags, versions: new Map(), changedAt: 0 }
    if (typeof input['KmsKeyId'] === 'string') secret.kmsKeyId = input['KmsKeyId']
    this.#write(secret, token(input), { value: checkedValue(input) })
    this.secrets.set(name, secret)
    return { Name: name }
  }

  #put(input: Input): object {
    const secret = this.#living(input['SecretId'])
    const [id, value] = [token(input), checkedValue(input)]
    const same = secret.versions.get(id)
    // Idempotent: the same token with the same value is ignored, with another it is refused.
    if (same !== undefined && same.value !== value) throw new AwsFault('ResourceExistsException')
    if (same === undefined) this.#write(secret, id, { value })
    return { Name: secret.name }
  }

  #write(secret: FakeSecret, id: string, content: { value?: string; binary?: string }): void {
    for (const { stages } of secret.versions.values()) {
      stages.delete('AWSPREVIOUS')
      if (stages.delete('AWSCURRENT')) stages.add('AWSPREVIOUS')
    }
    secret.versions.set(id, { ...content, stages: new Set(['AWSCURRENT']) })
    secret.changedAt = this.#clock.now()
  }

  /** AWS answers this with an empty body. */
  #tag(input: Input): string {
    const secret = this.#living(input['SecretId'])
    secret.tags = checkedTags(input['Tags'], secret.tags)
    secret.changedAt = this.#clock.now()
    return ''
  }

  #restore(input: Input): object {
    const secret = this.#known(input['SecretId'])
    delete secret.deletedDate
    return { Name: secret.name }
  }

  #remove(input: Input): object {
    if ('ForceDeleteWithoutRecovery' in input) throw new Error('forced deletion')
    const days = Number(input['RecoveryWindowInDays'])
    if (!(days >= 7 && days <= 30)) throw new AwsFault('InvalidParameterException')
    const secret = this.#living(input['SecretId'])
    secret.deletedDate = this.#clock.now() + days * 86_400
    return { Name: secret.name }
  }

  #batch(input: Input): object {
    const ids = input['SecretIdList'] as readonly string[]
    if (ids.length > 20) throw new AwsFault('InvalidParameterException')
    const SecretValues: object[] = []
    const Errors: object[] = []
    for (const id of ids) {
      const secret = this.secrets.get(id)
      const current = [...(secret?.versions.values() ?? [])].find((one) =>
        one.stages.has('AWSCURRENT'),
      )
      if (secret?.deletedDate !== undefined) {
        Errors.push({ SecretId: id, ErrorCode: 'InvalidRequestException', Message: 'deleted' })
      } else if (current === undefined) {
        Errors.push({ SecretId: id, ErrorCode: 'ResourceNotFoundException', Message: 'none' })
      } else {
        const { value, binary } = current
        SecretValues.push({
          Name: id,
          ...(value === undefined ? { SecretBinary: binary } : { SecretString: value }),
        })
      }
    }
    return { SecretValues, Errors }
  }

  #known(id: unknown): FakeSecret {
    const secret = this.secrets.get(String(id))
    if (secret === undefined) throw new AwsFault('ResourceNotFoundException')
    return secret
  }

  #living(id: unknown): FakeSecret {
    const secret = this.#known(id)
    if (secret.deletedDate !== undefined) throw new AwsFault('InvalidRequestException')
    return secret
  }
}

function described(secret: FakeSecret, versionsAs: string): object {
  const { name, tags, versions, deletedDate, changedAt } = secret
  return {
    ARN: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`,
    Name: name,
    LastChangedDate: changedAt,
    ...(deletedDate !== undefined && { DeletedDate: deletedDate }),
    Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    [versionsAs]: Object.fromEntries(
      [...versions]
        .filter(([, { stages }]) => stages.size > 0)
        .map(([id, { stages }]) => [id, [...stages]]),
    ),
  }
}

function token(input: Input): string {
  const id = String(input['ClientRequestToken'])
  if (id.length < 32 || id.length > 64) throw new AwsFault('InvalidParameterException')
  return id
}

function checkedValue(input: Input): string {
  const value = String(input['SecretString'])
  const bytes = Buffer.byteLength(value)
  if (bytes < 1 || bytes > 65_536) throw new AwsFault('InvalidParameterException')
  return value
}

export function checkedTags(
  given: unknown,
  there: ReadonlyMap<string, string>,
): Map<string, string> {
  const tags = new Map(there)
  for (const { Key, Value } of (given ?? []) as readonly Tag[]) {
    const isFine = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(Key) && Value.length <= 256
    if (!isFine || /^aws:/i.test(Key)) throw new AwsFault('InvalidParameterException')
    tags.set(Key, Value)
  }
  if (tags.size > 50) throw new AwsFault('InvalidParameterException')
  return tags
}
