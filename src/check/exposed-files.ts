// Which files are searched for values in clear, and where what was found stands: at the head, or in a
// commit of the range alone. Each blob is searched once, however many paths and commits have it.
import { count } from '../platform/printable.ts'
import type { SecretText } from '../secret-value.ts'
import { eachBlob } from './blob-batches.ts'
import type { CheckContext, Judgement, RangeChange } from './context.ts'
import {
  exposureFindings,
  findExposures,
  MAX_FILE_BYTES,
  type Exposure,
  type ExposureChunk,
  type ExposureResult,
} from './exposure.ts'
import { namesOf } from './names.ts'
import { isCiphertextPath, isRegular } from './secret-paths.ts'

/**
 * VALUE_EXPOSED in tracked files and in what the range adds; what the merge base had already counts at the
 * head alone, so that a range which cleans up is not blamed.
 * @param values by a name for messages
 */
export async function exposedValues(
  context: CheckContext,
  values: ReadonlyMap<string, SecretText>,
  show: { readonly namesVisible: boolean },
): Promise<Judgement> {
  const places = placesOf(context)
  const result = await findExposures(values, chunksOf(context, places))
  const found = Map.groupBy(result.exposures, ({ path: id }) => id)
  return {
    findings: exposureFindings({ exposures: stand(found, places) }, show),
    notes: [
      ...notesOnValues(result, show),
      ...notesOnFiles(await tooLarge(context, places), binaryFiles(result.binary, places)),
    ],
  }
}

interface Places {
  /** By blob id, each with the paths that have it. */
  readonly head: ReadonlyMap<string, readonly string[]>
  readonly range: readonly RangeChange[]
  /** Blobs of the merge base at paths that the range changed, by path. */
  readonly base: ReadonlyMap<string, string>
}

function placesOf({ head, range }: CheckContext): Places {
  const atHead = new Map<string, string[]>()
  for (const [path, file] of head.files) {
    if (!isRegular(file)) continue
    const paths = atHead.get(file.id)
    if (paths) paths.push(path)
    else atHead.set(file.id, [path])
  }
  const changes = (range?.changes ?? []).filter(
    ({ path, file }) => isRegular(file) && head.files.get(path)?.id !== file.id,
  )
  const base = new Map<string, string>()
  for (const { path } of changes) {
    const file = range?.base.files.get(path)
    if (file && isRegular(file)) base.set(path, file.id)
  }
  return { head: atHead, range: changes, base }
}

function idsOf({ head, range, base }: Places): ReadonlySet<string> {
  return new Set([...head.keys(), ...range.map(({ file }) => file.id), ...base.values()])
}

// The id takes the place of a path: where the file stands is told afterwards.
async function* chunksOf({ blobs }: CheckContext, places: Places): AsyncGenerator<ExposureChunk> {
  for await (const [path, bytes] of eachBlob(blobs, idsOf(places), MAX_FILE_BYTES)) {
    yield { path, bytes }
  }
}

async function tooLarge({ blobs }: CheckContext, places: Places): Promise<number> {
  const sizes = await blobs.sizes(idsOf(places))
  return [...sizes.values()].filter((size) => size > MAX_FILE_BYTES).length
}

type Found = ReadonlyMap<string, readonly Exposure[]>

function stand(found: Found, { head, range, base }: Places): readonly Exposure[] {
  const told = new Set<string>()
  const atHead = [...found].flatMap(([id, exposures]) =>
    (head.get(id) ?? []).flatMap((path) =>
      exposures.map((exposure) => {
        told.add(keyOf(path, exposure))
        return { ...exposure, path }
      }),
    ),
  )
  const inRange = range.flatMap(({ path, file, commit }) => {
    const before = new Set(found.get(base.get(path) ?? '')?.map((each) => keyOf(path, each)))
    return (found.get(file.id) ?? []).flatMap((exposure) => {
      const key = keyOf(path, exposure)
      if (told.has(key) || before.has(key)) return []
      told.add(key)
      return [{ ...exposure, path, commit }]
    })
  })
  return [...atHead, ...inRange]
}

function keyOf(path: string, { names }: Exposure): string {
  return JSON.stringify([path, names])
}

/** How many of the blobs are no ciphertext at any of their paths. */
function binaryFiles(ids: readonly string[], { head, range }: Places): number {
  const written = new Set(
    range.filter(({ path }) => !isCiphertextPath(path)).map(({ file }) => file.id),
  )
  const counts = (id: string): boolean =>
    written.has(id) || head.get(id)?.some((path) => !isCiphertextPath(path)) === true
  return ids.filter(counts).length
}

function notesOnFiles(large: number, binary: number): readonly string[] {
  return [[large, 'file', ' over 32 MiB'] as const, [binary, 'binary file', ''] as const]
    .filter(([amount]) => amount > 0)
    .map(
      ([amount, noun, size]) => `Not searched for values in clear: ${count(amount, noun)}${size}`,
    )
}

function notesOnValues(
  { passedOver, tooLarge: values }: ExposureResult,
  { namesVisible }: { readonly namesVisible: boolean },
): readonly string[] {
  return [
    ...(passedOver.length > 0
      ? [
          `Values that were not looked for in clear, as they are short, words, numbers or plain URLs: ${namesOf(passedOver, namesVisible)}`,
        ]
      : []),
    ...(values.length > 0
      ? [`Values that are too large to be looked for in clear: ${namesOf(values, namesVisible)}`]
      : []),
  ]
}
