// What Secrets Manager says of secrets: the shapes of its answers, and a listed secret as a remote item.
// Pure.
import * as v from 'valibot'
import type { RemoteItem } from '../contract.ts'
import { fingerprintOf, isSameOwner, markOf } from './aws-tags.ts'

const stages = v.optional(v.record(v.string(), v.array(v.string())), {})
const entrySchema = v.object({
  Name: v.string(),
  DeletedDate: v.nullish(v.number()),
  LastChangedDate: v.nullish(v.number()),
  Tags: v.optional(v.array(v.object({ Key: v.string(), Value: v.optional(v.string(), '') })), []),
})
export const listSchema = v.object({
  SecretList: v.array(v.object({ ...entrySchema.entries, SecretVersionsToStages: stages })),
  NextToken: v.nullish(v.string()),
})
export const describedSchema = v.object({ ...entrySchema.entries, VersionIdsToStages: stages })
/** Of every change of a secret, but of its tags: there AWS answers with nothing. */
export const changedSchema = v.object({ Name: v.string() })
export const nothingSchema = v.object({})
export const batchSchema = v.object({
  SecretValues: v.optional(
    v.array(v.object({ Name: v.string(), SecretString: v.optional(v.string()) })),
    [],
  ),
  Errors: v.optional(v.array(v.object({ SecretId: v.string(), ErrorCode: v.string() })), []),
  NextToken: v.nullish(v.string()),
})

export interface Described extends RemoteItem {
  /** Milliseconds since 1970, by the server's clock. */
  readonly changedAt: number
}

export function remoteItem(
  entry: v.InferOutput<typeof entrySchema>,
  versions: Readonly<Record<string, readonly string[]>>,
): RemoteItem {
  const current = Object.entries(versions).find(([, labels]) => labels.includes('AWSCURRENT'))
  const version = current?.[0]
  const mark = markOf(entry.Tags, version)
  return {
    name: entry.Name,
    version,
    mark,
    isDrifted: mark !== undefined && fingerprintOf(version) === undefined,
    isDeleted: typeof entry.DeletedDate === 'number',
  }
}

export function isSame(one: RemoteItem, other: RemoteItem): boolean {
  const isSameMark = isSameOwner(one.mark, other.mark)
  return one.version === other.version && one.isDeleted === other.isDeleted && isSameMark
}
