// Members of stores in real histories.
import * as fs from 'node:fs'
import { join } from 'node:path'
import { publicKeysWhenWrapped, readKeyLog, type KeyLog } from '../../../src/git/history.ts'
import type { Repository } from '../../../src/git/repository.ts'
import { commitFiles, git, gitBytes } from './checkouts.ts'

export const ALICE = '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
export const BOB = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'

export function pub(uuid: string): string {
  return `.kanuka/public_keys/${uuid}.pub`
}

export function wrapped(uuid: string): string {
  return `.kanuka/secrets/${uuid}.kanuka`
}

export async function logOf(repository: Repository, storePrefix = ''): Promise<KeyLog | undefined> {
  return readKeyLog(repository, { commit: (await repository.head()) ?? '', storePrefix })
}

export async function keyWhenWrapped(
  repository: Repository,
  uuid = ALICE,
  prefix = '',
): Promise<unknown> {
  return publicKeysWhenWrapped(await logOf(repository, prefix), [uuid]).get(uuid)
}

export function blobOf(content: string): string {
  return gitBytes('.', ['hash-object', '--stdin'], Buffer.from(content)).toString().trim()
}

export function remove(root: string, name: string): string {
  fs.rmSync(join(root, name))
  return commitFiles(root, {})
}

/** Commits at a time of its own. */
export function commitAt(
  root: string,
  seconds: number,
  files: Readonly<Record<string, string>>,
): void {
  commitFiles(root, files)
  const raw = gitBytes(root, ['cat-file', 'commit', 'HEAD']).toString()
  const dated = raw.replaceAll(/^(author|committer) (.*>) .*$/gm, `$1 $2 ${seconds} +0100`)
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin']
  git(root, 'update-ref', 'HEAD', gitBytes(root, args, Buffer.from(dated)).toString().trim())
}
