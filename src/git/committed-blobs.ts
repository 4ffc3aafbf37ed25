// Which blobs a commit holds, proven: every object on the way from the commit's id down to a path is
// hashed again. git itself does not do that when it reads, and a `.git` folder that came out of an
// archive may hold anything under any id.
import { createHash } from 'node:crypto'
import type { GitObject } from './object-reader.ts'
import type { Repository } from './repository.ts'

interface Tree {
  /** With a `/` at its end, or empty for the root. */
  readonly prefix: string
  readonly id: string
}

/**
 * Ids of the regular files at a commit whose paths start with `prefix`, by path.
 * @returns undefined when an object is missing or is not what its id says
 */
export async function committedBlobs(
  repository: Repository,
  commit: string,
  prefix: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const [object] = (await proven(repository, [commit])) ?? []
  const [, root] = /^tree ([0-9a-f]+)\n/.exec(object?.bytes.toString('latin1', 0, 80) ?? '') ?? []
  if (root === undefined) return undefined
  const blobs = new Map<string, string>()
  let trees: readonly Tree[] = [{ prefix: '', id: root }]
  while (trees.length > 0) {
    const objects = await proven(
      repository,
      trees.map(({ id }) => id),
    )
    if (!objects) return undefined
    trees = trees.flatMap((tree, index) => {
      const entries = entriesOf(objects[index]?.bytes ?? Buffer.alloc(0), commit.length / 2)
      return entries.flatMap(({ mode, name, id }) => {
        const path = tree.prefix + name
        if (mode.startsWith('100') && path.startsWith(prefix)) blobs.set(path, id)
        const isOnTheWay = `${path}/`.startsWith(prefix) || prefix.startsWith(`${path}/`)
        return mode === '40000' && isOnTheWay ? [{ prefix: `${path}/`, id }] : []
      })
    })
  }
  return blobs
}

/** The id of an object with these bytes; `idLength` in hex digits tells SHA-1 from SHA-256. */
export function objectId(type: string, bytes: Uint8Array, idLength: number): string {
  const hash = createHash(idLength === 64 ? 'sha256' : 'sha1')
  return hash.update(`${type} ${bytes.length}\0`).update(bytes).digest('hex')
}

async function proven(
  repository: Repository,
  ids: readonly string[],
): Promise<readonly GitObject[] | undefined> {
  const objects = await repository.objects(ids)
  const isProven = objects?.every(
    ({ type, bytes }, index) => objectId(type, bytes, ids[index]?.length ?? 0) === ids[index],
  )
  return isProven ? objects : undefined
}

interface Entry {
  readonly mode: string
  readonly name: string
  readonly id: string
}

// A tree is a row of `<mode> <name>`, NUL, id in bytes.
function entriesOf(tree: Buffer, idBytes: number): readonly Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at < tree.length;) {
    const blank = tree.indexOf(' ', at)
    const nul = tree.indexOf(0, blank)
    if (blank === -1 || nul === -1) break
    entries.push({
      mode: tree.toString('latin1', at, blank),
      name: tree.toString('utf8', blank + 1, nul),
      id: tree.toString('hex', nul + 1, nul + 1 + idBytes),
    })
    at = nul + 1 + idBytes
  }
  return entries
}
