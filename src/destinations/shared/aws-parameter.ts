// Parameters of Parameter Store: what AWS takes (paths, names, sizes by tier), the shapes of its answers,
// and a listed parameter as a remote item. Pure.
import * as v from 'valibot'
import { DestinationError, type PutItem, type RemoteItem } from '../contract.ts'
import { descriptionOf, markInDescription } from './aws-description.ts'
import { requireSize } from './aws-limits.ts'
import { isSameOwner } from './aws-tags.ts'

export const STANDARD_BYTES = 4096
export const MAX_PARAMETER_BYTES = 8192
export const MAX_PARAMETER_NAME = 1011
const MAX_LEVELS = 15
const RESERVED = /^\/?(?:aws|ssm)/i

/** Without the last `/`. */
export const parameterPath = v.pipe(
  v.string(),
  v.maxLength(900),
  v.regex(/^(?:\/[A-Za-z0-9_.-]+)+\/?$/, 'a path, such as /myapp/prod'),
  v.check((path) => !RESERVED.test(path), 'a path that begins with neither aws nor ssm'),
  v.transform((path) => path.replace(/\/$/, '')),
)

/** As AWS has it: below a path a name with levels begins with `/` as elsewhere. */
export function fullNameOf(path: string | undefined, name: string): string {
  if (path === undefined) return name
  return path + (name.startsWith('/') ? name : `/${name}`)
}

export interface Parameter {
  readonly name: string
  /** With its path. */
  readonly fullName: string
  readonly value: string
  readonly mayBeAdvanced: boolean
}

/** @throws DestinationError rejected, before anything is sent */
export function requireParameter({ name, fullName, value, mayBeAdvanced }: Parameter): void {
  const maxBytes = mayBeAdvanced ? MAX_PARAMETER_BYTES : STANDARD_BYTES
  requireSize({ name, value }, { title: 'AWS Parameter Store', maxBytes })
  if (RESERVED.test(fullName)) {
    throw new DestinationError('rejected', {
      what: `${fullName} begins with aws or ssm, which AWS reserves`,
      fix: 'Give the destination a `path`, or a `key-schema` with a prefix.',
    })
  }
  const levels = fullName.split('/').length - 1
  if (levels <= MAX_LEVELS && fullName.length <= MAX_PARAMETER_NAME) return
  throw new DestinationError('rejected', {
    what: `${name}: with its path it has ${fullName.length} characters and ${levels} levels`,
    fix: `AWS takes ${MAX_PARAMETER_NAME} characters and ${MAX_LEVELS} levels. Choose a shorter path.`,
  })
}

export const listSchema = v.object({
  Parameters: v.array(
    v.object({
      Name: v.string(),
      Version: v.pipe(v.number(), v.integer(), v.minValue(1)),
      Description: v.nullish(v.string()),
      Tier: v.nullish(v.string()),
    }),
  ),
  NextToken: v.nullish(v.string()),
})
export const writtenSchema = v.object({ Version: v.pipe(v.number(), v.integer(), v.minValue(1)) })
export const readSchema = v.object({
  Parameters: v.array(v.object({ Name: v.string(), Value: v.string() })),
  InvalidParameters: v.optional(v.array(v.string()), []),
})
export const removedSchema = v.object({
  DeletedParameters: v.optional(v.array(v.string()), []),
  InvalidParameters: v.optional(v.array(v.string()), []),
})

export interface Described extends RemoteItem {
  readonly number: number
  readonly isAdvanced: boolean
}

const TIERS = {
  standard: 'Standard',
  advanced: 'Advanced',
  'intelligent-tiering': 'Intelligent-Tiering',
} as const

export function described(
  parameter: v.InferOutput<typeof listSchema>['Parameters'][number],
  name: string,
): Described {
  const found = markInDescription(parameter.Description ?? undefined)
  return {
    name,
    version: String(parameter.Version),
    mark: found?.mark,
    isDrifted: found !== undefined && found.version !== parameter.Version,
    isDeleted: false,
    number: parameter.Version,
    isAdvanced: parameter.Tier === 'Advanced',
  }
}

interface Writing {
  readonly item: PutItem
  readonly fullName: string
  readonly version: number
}

/** What PutParameter is asked, new or not. */
export function parameterInput(
  { item: { value, mark }, fullName, version }: Writing,
  { tier, 'kms-key-id': kmsKey }: Tiered,
): object {
  return {
    Name: fullName,
    Value: value.reveal(),
    Type: 'SecureString',
    Description: descriptionOf(mark, version),
    Tier: TIERS[tier ?? 'standard'],
    ...(kmsKey !== undefined && { KeyId: kmsKey }),
  }
}

interface Tiered {
  readonly tier?: keyof typeof TIERS | undefined
  readonly 'kms-key-id'?: string | undefined
}

export function isWritten({ mark }: PutItem, there: Described): boolean {
  const isOurs = isSameOwner(there.mark, mark) && !there.isDrifted
  return isOurs && there.mark?.fp === mark.fp && there.mark.commit === mark.commit
}

export function isSame(one: RemoteItem | undefined, other: RemoteItem | undefined): boolean {
  return one?.version === other?.version && isSameOwner(one?.mark, other?.mark)
}
