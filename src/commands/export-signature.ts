// The signature of an archive that is not encrypted: beside it, as `<archive>.asc`. One that is encrypted
// has its signature inside.
import { rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import {
  notAFile,
  publishArchive,
  readStaged,
  stageArchive,
  type ArchiveTarget,
  type Published,
  type StagedArchive,
} from '../archive/archive-file.ts'
import { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { readRegularFile, statOf } from '../platform/files.ts'

type Signing = Pick<Inputs['commit'], 'signingKey' | 'signingPassphrase'>

const BEGIN = '-----BEGIN PGP SIGNATURE-----'
const MAX_BYTES = 64 * 1024

// An earlier signature is of no use any more; whether it is one is looked at before.
function besides({ path, shown }: ArchiveTarget): ArchiveTarget {
  return { path: `${path}.asc`, shown: `${shown}.asc`, mayReplace: true }
}

/** Before anything is packed. @throws ActionError SIGNING_KEY_INVALID */
export async function refuseSigner({ signingKey, signingPassphrase }: Signing): Promise<void> {
  if (!signingKey) return
  const { openSigningKey } = await import('../platform/openpgp-keys.ts')
  await openSigningKey(signingKey, signingPassphrase)
}

/** Something else than a signature may be an archive in armor. @throws ActionError ARCHIVE_PLACE, ARCHIVE_EXISTS */
export function refuseSignaturePlace(target: ArchiveTarget): void {
  const place = besides(target)
  const stats = statOf(place.path)
  if (!stats || isSignature(place)) return
  if (!stats.isFile()) throw notAFile(place)
  throw new ActionError('ARCHIVE_EXISTS', {
    what: `${place.shown} exists already, and is no signature`,
    where: { file: place.shown },
    fix: 'The signature of the archive belongs there. Remove it, or name another path in `archive`.',
  })
}

function isSignature({ path }: ArchiveTarget): boolean {
  const read = readRegularFile(path, MAX_BYTES)
  return 'bytes' in read && read.bytes.toString('latin1').trimStart().startsWith(BEGIN)
}

/** @param path where it waits @returns undefined without a key @throws ActionError SIGNING_KEY_INVALID, WRITE_FAILED */
export async function stageSignature(
  archive: StagedArchive,
  path: string,
  { signingKey, signingPassphrase }: Signing,
): Promise<StagedArchive | undefined> {
  if (!signingKey) return undefined
  const { signDetached } = await import('../archive/sealing.ts')
  const text = await signDetached(readStaged(archive), signingKey, signingPassphrase)
  const place = besides(archive.target)
  refuseSignaturePlace(archive.target)
  return stageArchive(place, path, Readable.from([Buffer.from(text)]))
}

/**
 * @param staged undefined: the archive has none of its own
 * @returns where it lies, as messages show it
 */
export async function publishSignature(
  target: ArchiveTarget,
  staged: StagedArchive | undefined,
  published: Published,
): Promise<string | undefined> {
  const place = besides(target)
  if (!staged) {
    // That of the archive that was replaced would make this one look forged.
    if (published === 'replaced' && isSignature(place)) rmSync(place.path)
    return undefined
  }
  await publishArchive(staged)
  return place.shown
}
