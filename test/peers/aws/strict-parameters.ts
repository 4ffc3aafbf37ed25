// What Parameter Store refuses and moto takes, after its API reference. Each rule looks before it passes
// a request on.
import { AwsFault } from '../../helpers/fake-aws-fault.ts'
import { checkedTags } from '../../helpers/fake-aws-secrets.ts'
import { isKnownKey, textIn, type Input, type Moto } from './moto.ts'

const STANDARD_BYTES = 4096
const ADVANCED_BYTES = 8192
const MAX_LEVELS = 15
const MAX_BATCH = 10

export async function strictParameters(action: string, input: Input, moto: Moto): Promise<object> {
  switch (action) {
    case 'PutParameter':
      return put(input, moto)
    case 'GetParameters':
    case 'DeleteParameters': {
      const names = input['Names'] as readonly string[]
      if (names.length === 0 || names.length > MAX_BATCH || new Set(names).size < names.length) {
        throw new AwsFault('ValidationException')
      }
      return moto.ask(`AmazonSSM.${action}`, input)
    }
    default:
      throw new AwsFault('UnknownOperationException')
  }
}

async function put(input: Input, moto: Moto): Promise<object> {
  const name = textIn(input, 'Name')
  if (!/^[A-Za-z0-9_./-]{1,1011}$/.test(name)) throw new AwsFault('ValidationException')
  if (/^\/?(?:aws|ssm)/i.test(name)) throw new AwsFault('AccessDeniedException')
  if (name.split('/').length - 1 > MAX_LEVELS) {
    throw new AwsFault('HierarchyLevelLimitExceededException')
  }
  if (textIn(input, 'Description').length > 1024) throw new AwsFault('ValidationException')
  if (input['Overwrite'] === true && 'Tags' in input) throw new AwsFault('ValidationException')
  checkedTags(input['Tags'], new Map())
  if (!isKnownKey(input['KeyId'])) throw new AwsFault('InvalidKeyId')
  const Tier = await tierOf(input, moto)
  return moto.ask('AmazonSSM.PutParameter', { ...input, Tier })
}

/** moto stores whatever it is told, also `Intelligent-Tiering`, which is no tier. */
async function tierOf(input: Input, moto: Moto): Promise<'Standard' | 'Advanced'> {
  const bytes = Buffer.byteLength(textIn(input, 'Value'))
  const asked = textIn(input, 'Tier') || 'Standard'
  // One that is new has none yet.
  const isAdvanced = input['Overwrite'] === true && (await isAdvancedNow(input, moto))
  // A parameter never goes back to the lower tier.
  if (isAdvanced && asked === 'Standard') throw new AwsFault('ValidationException')
  const isHigh =
    asked === 'Intelligent-Tiering' ? isAdvanced || bytes > STANDARD_BYTES : asked === 'Advanced'
  if (bytes < 1 || bytes > (isHigh ? ADVANCED_BYTES : STANDARD_BYTES)) {
    throw new AwsFault('ValidationException')
  }
  return isHigh ? 'Advanced' : 'Standard'
}

async function isAdvancedNow(input: Input, moto: Moto): Promise<boolean> {
  const filters = [{ Key: 'Name', Option: 'Equals', Values: [input['Name']] }]
  const { Parameters = [] } = await moto.ask('AmazonSSM.DescribeParameters', {
    ParameterFilters: filters,
  })
  const [there] = Parameters as readonly { readonly Tier?: string }[]
  return there?.Tier === 'Advanced'
}
