// A workflow job that uses this action: a fixture store as checkout, a key as repository secret.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { inputDefinitions } from '../../src/action-definition.ts'
import type { InputDefinition } from '../../src/input-definition.ts'
import { newJob } from './jobs.ts'
import type { Job, JobOptions } from './runner.ts'

export const FIXTURES = join(import.meta.dirname, '../fixtures')

const definitions: readonly (readonly [string, InputDefinition])[] =
  Object.entries(inputDefinitions)
const defaults = Object.fromEntries(
  // The job's own token is given by the tests that need one.
  definitions.map(([name, { default: value = '' }]) => [
    name,
    value.startsWith('${{') ? '' : value,
  ]),
)

export function key(name: string): string {
  return readFileSync(join(FIXTURES, 'keys', name), 'utf8')
}

/** A folder of its own, removed with the test. */
export function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'kanuka-test-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A copy of a fixture store. */
export function checkout(t: TestContext, store: string): string {
  const path = folder(t)
  cpSync(join(FIXTURES, store), path, { recursive: true })
  return path
}

/** A job in a workspace, with the action's own defaults for inputs. */
export async function jobIn(
  t: TestContext,
  workspace: string,
  options: JobOptions = {},
): Promise<Job> {
  return newJob(t, { ...options, workspace, defaults })
}

/** All files below, with `/`, without those of `.git`. */
export function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .filter((name) => !name.startsWith('.git/'))
    .toSorted()
}

/** Why tests that need the git program are skipped here, if they are. */
export const withoutGit = spawnSync('git', ['--version']).error ? 'git is not on the PATH' : false

/** Makes a folder a git repository with one commit of everything in it, and says its id. */
export function commitAll(path: string, origin = 'https://github.com/acme/widgets'): string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', path, ...args], { encoding: 'utf8', env: gitEnvironment() }).trim()
  git('init', '--quiet', '--initial-branch=main')
  git('remote', 'add', 'origin', origin)
  git('add', '--all', '--force')
  git('commit', '--quiet', '--message', 'test')
  return git('rev-parse', 'HEAD')
}

function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
  }
}
