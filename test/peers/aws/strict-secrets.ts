// What Secrets Manager refuses and moto takes, after its API reference. Each rule looks before it passes
// a request on.
import { AwsFault } from '../../helpers/fake-aws-fault.ts'
import { checkedTags } from '../../helpers/fake-aws-secrets.ts'
import { isKnownKey, textIn, type Input, type Moto } from './moto.ts'

const MAX_BYTES = 65_536

export async function strictSecrets(action: string, input: Input, moto: Moto): Promise<object> {
  const target = `secretsmanager.${action}`
  switch (action) {
    case 'CreateSecret':
      return create(input, moto)
    case 'PutSecretValue':
      requireValue(input)
      await living(input, moto)
      return moto.ask(target, input)
    case 'TagResource':
      return tag(input, moto)
    case 'DeleteSecret':
      // Nothing of ours is ever gone at once.
      if ('ForceDeleteWithoutRecovery' in input) throw new AwsFault('AccessDeniedException')
      await living(input, moto)
      return moto.ask(target, input)
    case 'BatchGetSecretValue':
      return batch(input, moto)
    case 'DescribeSecret':
    case 'RestoreSecret':
      return moto.ask(target, input)
    default:
      throw new AwsFault('UnknownOperationException')
  }
}

async function create(input: Input, moto: Moto): Promise<object> {
  const name = textIn(input, 'Name')
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) throw new AwsFault('ValidationException')
  requireValue(input)
  checkedTags(input['Tags'], new Map())
  if (!isKnownKey(input['KmsKeyId'])) throw new AwsFault('EncryptionFailure')
  const there = await moto.ask('secretsmanager.DescribeSecret', { SecretId: name }).catch(absent)
  // moto says that it exists.
  if (there && isDeleted(there)) throw new AwsFault('InvalidRequestException')
  return moto.ask('secretsmanager.CreateSecret', input)
}

async function tag(input: Input, moto: Moto): Promise<object> {
  const there = await living(input, moto)
  const tags = (there['Tags'] ?? []) as readonly { readonly Key: string; readonly Value: string }[]
  checkedTags(input['Tags'], new Map(tags.map(({ Key, Value }) => [Key, Value])))
  return moto.ask('secretsmanager.TagResource', input)
}

// moto fails the whole of it for one that has no value.
async function batch(input: Input, moto: Moto): Promise<object> {
  const ids = input['SecretIdList'] as readonly string[]
  if (ids.length === 0 || ids.length > 20) throw new AwsFault('InvalidParameterException')
  const SecretValues: unknown[] = []
  const Errors: unknown[] = []
  for (const id of ids) {
    try {
      const one = await moto.ask('secretsmanager.BatchGetSecretValue', { SecretIdList: [id] })
      SecretValues.push(...(one['SecretValues'] as readonly unknown[]))
      Errors.push(...((one['Errors'] ?? []) as readonly unknown[]))
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error
      Errors.push({ SecretId: id, ErrorCode: error.code })
    }
  }
  return { SecretValues, Errors }
}

async function living(input: Input, moto: Moto): Promise<Input> {
  const there = await moto.ask('secretsmanager.DescribeSecret', { SecretId: input['SecretId'] })
  if (isDeleted(there)) throw new AwsFault('InvalidRequestException')
  return there
}

function isDeleted(there: Input): boolean {
  return typeof there['DeletedDate'] === 'number'
}

function absent(error: unknown): undefined {
  if (error instanceof AwsFault && error.code === 'ResourceNotFoundException') return
  throw error
}

function requireValue(input: Input): void {
  const bytes = Buffer.byteLength(textIn(input, 'SecretString'))
  if (bytes < 1 || bytes > MAX_BYTES) throw new AwsFault('ValidationException')
  const { length } = textIn(input, 'ClientRequestToken')
  if (length < 32 || length > 64) throw new AwsFault('ValidationException')
}
