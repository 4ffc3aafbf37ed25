// Clones of a fake GitHub, and what the tests of src/git/remote.ts do with them.
import * as fs from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { RemoteOptions } from '../../../src/git/connection.ts'
import { writeCommit } from '../../../src/git/new-commit.ts'
import { Remote, type Pushed } from '../../../src/git/remote.ts'
import type { Repository } from '../../../src/git/repository.ts'
import { SecretValue } from '../../../src/secret-value.ts'
import { folder } from '../../helpers/action.ts'
import { fakeGithub, type FakeGithub } from '../../helpers/github/fake-github.ts'
import { cloneOf } from './checkouts.ts'

// The same change is the same commit.
const TIME = new Date('2026-03-04T05:06:07Z')
const BOT = { name: 'bot', mail: 'bot@example.com' }
export interface Place {
  readonly github: FakeGithub
  readonly repository: Repository
  readonly remote: Remote
  /** Where main stands. */
  readonly head: string
}

/** A clone of a GitHub with one commit. */
export async function place(t: TestContext, options: Partial<RemoteOptions> = {}): Promise<Place> {
  const github = await fakeGithub(t)
  const head = pushFile(t, github, '1')
  const repository = cloneOf(t, github.bare)
  return { github, repository, head, remote: remoteOf(repository, github, options) }
}

export function remoteOf(
  repository: Repository,
  { cloneUrl, url, token }: FakeGithub,
  options: Partial<RemoteOptions> = {},
): Remote {
  const own = { url: cloneUrl, serverUrl: url, token: new SecretValue(token), pauseMs: 0 }
  return new Remote(repository, { ...own, ...options })
}

/** Somebody else's commit, to the file `a`. */
export function pushFile(t: TestContext, github: FakeGithub, content: string): string {
  const root = folder(t)
  fs.writeFileSync(join(root, 'a'), content)
  return github.push(root)
}

export async function commitOn(
  repository: Repository,
  base: string,
  content = 'new',
): Promise<string> {
  const changes = [{ path: 'new', content: Buffer.from(content) }]
  const people = { author: BOT, committer: BOT, time: TIME }
  return writeCommit(repository, { parents: [base], base, changes, message: 'm', ...people })
}

export async function pushNew({ repository, remote, head }: Place): Promise<Pushed> {
  const commit = await commitOn(repository, head)
  return remote.push({ commit, branch: 'main', expected: head })
}
