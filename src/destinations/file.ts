// A plain file in the workspace or in the runner's temp folder: for artifacts and tests. One file holds
// all items. The marks stand beside it, in `<file>.kanuka-marks.json`, because no format has a place for
// them that programs would not read: without that file everything in it is foreign.
import * as v from 'valibot'
import { readRegularFile, slashed } from '../platform/files.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import {
  DestinationError,
  type Capabilities,
  type Context,
  type Destination,
  type Mark,
  type Outcome,
  type PutItem,
  type RemoteItem,
  type Session,
} from './contract.ts'
import { fileFormats, writeValues, type FileFormat, type Values } from './shared/file-formats.ts'
import { writeMarks, type Marks } from './shared/file-marks.ts'
import { FILE_TITLE, failed, placeOf, samePath, versionOf, writeFile } from './shared/file-place.ts'
import {
  isAsListed,
  MAX_FILE_BYTES,
  readStanding,
  refuseTracked,
  type FilePlace,
  type Standing,
} from './shared/file-standing.ts'
import { inTurn } from './shared/in-turn.ts'
import { valueVersion } from './shared/value-version.ts'

const MAX_VALUE_BYTES = 1024 * 1024

const capabilities: Capabilities = {
  reads: 'values',
  marks: 'custom metadata',
  canDelete: true,
  limits: {
    valueBytes: MAX_VALUE_BYTES,
    takesEmpty: true,
    // More marks than these are not read again.
    items: 20_000,
    totalBytes: MAX_FILE_BYTES / 2,
    concurrency: 1,
  },
  names: { pattern: /^[\w.-]+$/, allows: 'letters, digits and _.-', maxLength: 255 },
  verified: 'real server',
}

const optionsSchema = v.strictObject({
  path: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(4096),
    v.check((path) => !path.includes('\0'), 'a path without NUL'),
  ),
  /** Left out: by the name, `.json`, `.yaml`, `.yml`; else dotenv. */
  format: v.optional(v.picklist(fileFormats)),
})
export type FileOptions = v.InferOutput<typeof optionsSchema>

export const file: Destination<FileOptions> = {
  title: FILE_TITLE,
  capabilities,
  options: optionsSchema,
  place: ({ path }, variable) => {
    const same = samePath(path, variable)
    return (item) => [same, item]
  },
  connect: async (options, context) => {
    const path = placeOf(options.path, context)
    return new FileSession({ ...path, format: options.format ?? formatOf(path.path) }, context)
  },
}

function formatOf(path: string): FileFormat {
  if (/\.json$/i.test(path)) return 'json'
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'dotenv'
}

class FileSession implements Session {
  readonly #place: FilePlace
  readonly #context: Context

  constructor(place: FilePlace, context: Context) {
    this.#place = place
    this.#context = context
  }

  async check(): Promise<void> {
    await this.#read()
    await refuseTracked(this.#place, this.#context)
  }

  async list(): Promise<readonly RemoteItem[]> {
    const { values, marks, version } = await this.#read()
    return [...values].map(([name, value]) => {
      const stamped = marks.get(name)
      const isDrifted = stamped !== undefined && stamped.version !== version
      return {
        name,
        version: valueVersion(value),
        mark: stamped?.mark,
        // Another item may have been changed, or nothing but the time.
        isDrifted: isDrifted && !this.#isOfValue(name, stamped.mark, value),
        isDeleted: false,
      }
    })
  }

  #isOfValue(name: string, mark: Mark, value: string): boolean {
    return this.#context.isOfValue?.(name, mark, new SecretValue(value)) ?? false
  }

  async get(names: readonly string[]): Promise<ReadonlyMap<string, SecretText | null>> {
    const { values } = await this.#read()
    return new Map(
      names.map((name) => {
        const value = values.get(name)
        return [name, value === undefined ? null : new SecretValue(value)]
      }),
    )
  }

  put(items: readonly PutItem[]): Promise<readonly Outcome[]> {
    return this.#change(items, (item, standing) => {
      const { name, mark, current } = item
      const value = item.value.reveal()
      if (Buffer.byteLength(value) > MAX_VALUE_BYTES) throw tooLong(name)
      const there = standing.marks.get(name)?.mark
      const isOurs = there?.own === mark.own && there.owner === mark.owner
      const isThere = isOurs && standing.values.get(name) === value
      const wasAbsent = current === undefined && !standing.values.has(name)
      if (!isThere && !wasAbsent && !isAsListed(current, standing)) throw changed(name)
      const isSame = isThere && there.fp === mark.fp && there.commit === mark.commit
      if (isSame && standing.marks.get(name)?.version === standing.version) return
      standing.values.set(name, value)
      standing.marks.set(name, { mark, version: standing.version })
    })
  }

  remove(items: readonly RemoteItem[]): Promise<readonly Outcome[]> {
    return this.#change(items, (item, standing) => {
      if (!standing.values.has(item.name)) return
      if (!isAsListed(item, standing)) throw changed(item.name)
      standing.values.delete(item.name)
      standing.marks.delete(item.name)
    })
  }

  async #read(): Promise<Standing> {
    this.#context.signal.throwIfAborted()
    return readStanding(this.#place)
  }

  #change<T extends { readonly name: string }>(
    items: readonly T[],
    apply: (item: T, standing: Standing) => void,
  ): Promise<readonly Outcome[]> {
    return inTurn(this.#place.path, () => this.#changeNow(items, apply))
  }

  /** All that can be done is one write; a failed one fails every item. */
  async #changeNow<T extends { readonly name: string }>(
    items: readonly T[],
    apply: (item: T, standing: Standing) => void,
  ): Promise<readonly Outcome[]> {
    if (this.#context.signal.aborted) {
      return items.map(({ name }) => ({ name, kind: 'not tried' }))
    }
    const failures = new Map<T, DestinationError>()
    try {
      const standing = await this.#read()
      const before = { values: new Map(standing.values), marks: new Map(standing.marks) }
      for (const item of items) {
        const error = failureOf(() => apply(item, standing))
        if (error !== undefined) failures.set(item, error)
      }
      const refused = await this.#write(standing, before)
      for (const item of items.filter(({ name }) => refused.has(name))) {
        failures.set(
          item,
          failed('rejected', `${item.name} has a value that no dotenv file can hold`),
        )
      }
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error
      for (const item of items) failures.set(item, error)
    }
    return items.map((item): Outcome => {
      const error = failures.get(item)
      const { name } = item
      return error === undefined ? { name, kind: 'done' } : { name, kind: 'failed', error }
    })
  }

  /** The values first, the marks second. The names that the format cannot hold, left as they were. */
  async #write(standing: Standing, before: Before): Promise<ReadonlySet<string>> {
    const { path, format } = this.#place
    const { values, marks } = standing
    const { unkept } = writeValues(format, values)
    for (const name of unkept) {
      restore(values, before.values, name)
      restore(marks, before.marks, name)
    }
    if (!isEqual(values, before.values)) {
      await this.#requireRewritable(before.values)
      const { text } = writeValues(format, values)
      // What could not be read again would be lost: escapes make some values six times as long.
      if (Buffer.byteLength(text) > MAX_FILE_BYTES) {
        throw failed('rejected', `the file would be larger than ${MAX_FILE_BYTES} bytes`)
      }
      writeFile(path, values.size === 0 ? undefined : text)
    }
    if (!isEqual(values, before.values) || !isEqual(marks, before.marks)) {
      const written = versionOf(path)
      // What was changed by hand before, and not written now, keeps telling so.
      const restamped = [...marks].map(([name, { mark, version }]) => {
        const now = version === standing.version ? written : version
        return [name, { mark, version: now }] as const
      })
      writeMarks(path, new Map(restamped), writeFile)
    }
    return new Set(unkept)
  }

  /** Comments and forms of its own would be lost without a word. */
  async #requireRewritable(values: Values): Promise<void> {
    const { path, root, format } = this.#place
    const read = readRegularFile(path, MAX_FILE_BYTES)
    if ('failure' in read) return
    const text = read.bytes.toString('utf8')
    if (text.trim() === '' || text === writeValues(format, values).text) return
    throw failed('rejected', `${slashed(root, path)} holds comments or forms that would be lost`)
  }
}

interface Before {
  readonly values: Values
  readonly marks: Marks
}

function failureOf(work: () => void): DestinationError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof DestinationError) return error
    throw error
  }
}

function restore<T>(map: Map<string, T>, before: ReadonlyMap<string, T>, name: string): void {
  const old = before.get(name)
  if (old === undefined) map.delete(name)
  else map.set(name, old)
}

function isEqual<T>(one: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value)
}

function tooLong(name: string): DestinationError {
  return failed('rejected', `${name} is longer than ${MAX_VALUE_BYTES} bytes`)
}

function changed(name: string): DestinationError {
  return new DestinationError('conflict', {
    what: `${FILE_TITLE}: ${name} was changed by somebody else since it was listed`,
    fix: 'Run again.',
  })
}
