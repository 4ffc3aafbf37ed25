// Parameter Store as its API reference describes it, with the refusals that emulators leave out.
import { AwsFault } from './fake-aws-fault.ts'
import { checkedTags } from './fake-aws-secrets.ts'

export interface FakeParameter {
  readonly name: string
  value: string
  type: string
  tier: string
  version: number
  description: string | undefined
  tags: Map<string, string>
}

type Input = Readonly<Record<string, unknown>>
interface Filter {
  Key: string
  Option?: string
  Values: readonly string[]
}

export class FakeParameters {
  readonly parameters = new Map<string, FakeParameter>()
  pageSize = 50

  /** As in the console: the description stays. */
  byHand(name: string, value: string): void {
    const parameter = this.parameters.get(name)
    if (parameter === undefined) throw new Error('no such parameter')
    parameter.value = value
    parameter.version += 1
  }

  answer(action: string, input: Input): object {
    switch (action) {
      case 'DescribeParameters':
        return this.#describe(input)
      case 'PutParameter':
        return this.#put(input)
      case 'GetParameters':
        return this.#get(input)
      case 'DeleteParameters':
        return this.#remove(input)
      default:
        throw new AwsFault('UnknownOperationException')
    }
  }

  #describe(input: Input): object {
    const filters = (input['ParameterFilters'] ?? []) as readonly Filter[]
    if (filters.some(({ Values }) => Values.length > 50)) throw new AwsFault('ValidationException')
    const max = Number(input['MaxResults'] ?? 50)
    if (!(max >= 1 && max <= 50)) throw new AwsFault('ValidationException')
    const all = [...this.parameters.values()].filter(({ name }) =>
      filters.every(({ Key, Values }) =>
        Key === 'Path' ? Values.some((path) => name.startsWith(`${path}/`)) : Values.includes(name),
      ),
    )
    const start = Number(input['NextToken'] ?? 0)
    const end = start + Math.min(max, this.pageSize)
    return {
      Parameters: all.slice(start, end).map(({ name, type, tier, version, description }) => ({
        Name: name,
        Type: type,
        Tier: tier,
        Version: version,
        ...(description !== undefined && { Description: description }),
      })),
      ...(end < all.length && { NextToken: String(end) }),
    }
  }

  #put(input: Input): object {
    const name = String(input['Name'])
    checkName(name)
    const there = this.parameters.get(name)
    if (there !== undefined && input['Overwrite'] !== true)
      throw new AwsFault('ParameterAlreadyExists')
    // AWS: tags and overwrite in one call are refused.
    if (input['Overwrite'] === true && 'Tags' in input) throw new AwsFault('ValidationException')
    const value = String(input['Value'])
    const bytes = Buffer.byteLength(value)
    const asked = (input['Tier'] as string | undefined) ?? 'Standard'
    const isIntelligent = asked === 'Intelligent-Tiering'
    const tier = isIntelligent ? (bytes > 4096 ? 'Advanced' : (there?.tier ?? 'Standard')) : asked
    if (there?.tier === 'Advanced' && tier === 'Standard') throw new AwsFault('ValidationException')
    if (bytes < 1 || bytes > (tier === 'Standard' ? 4096 : 8192))
      throw new AwsFault('ValidationException')
    const description = input['Description'] as string | undefined
    if ((description?.length ?? 0) > 1024) throw new AwsFault('ValidationException')
    const version = (there?.version ?? 0) + 1
    const tags = there?.tags ?? checkedTags(input['Tags'], new Map())
    this.parameters.set(name, {
      name,
      value,
      type: String(input['Type']),
      tier,
      version,
      description,
      tags,
    })
    return { Version: version, Tier: tier }
  }

  #get(input: Input): object {
    const names = batch(input)
    const found = names.flatMap((name) => this.parameters.get(name) ?? [])
    return {
      Parameters: found.map(({ name, value, version }) => ({
        Name: name,
        Value: input['WithDecryption'] === true ? value : 'AQICAH…',
        Version: version,
      })),
      InvalidParameters: names.filter((name) => !this.parameters.has(name)),
    }
  }

  #remove(input: Input): object {
    const names = batch(input)
    const DeletedParameters = names.filter((name) => this.parameters.delete(name))
    return {
      DeletedParameters,
      InvalidParameters: names.filter((name) => !DeletedParameters.includes(name)),
    }
  }
}

function batch(input: Input): readonly string[] {
  const names = input['Names'] as readonly string[]
  if (names.length < 1 || names.length > 10) throw new AwsFault('ValidationException')
  return names
}

function checkName(name: string): void {
  const isForm = /^(?:[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+)+)$/.test(name) && name.length <= 1011
  if (!isForm || /^\/?(?:aws|ssm)/i.test(name)) throw new AwsFault('ValidationException')
  if (name.split('/').length - 1 > 15) throw new AwsFault('HierarchyLevelLimitExceededException')
}
