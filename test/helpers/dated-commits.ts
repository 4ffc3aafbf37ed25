// Commits of so long ago, for whatever asks git's history.
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const ago = (time: number): Date => new Date(Date.now() - time)

/** Asks git, as of some time ago. */
export function git(root: string, args: readonly string[], age = 0): string {
  const date = `${Math.floor(ago(age).getTime() / 1000)} +0000`
  const person = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'test'],
    [`GIT_${role}_EMAIL`, 'test@example.com'],
    [`GIT_${role}_DATE`, date],
  ])
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(person),
  }
  return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', env, stdio: 'pipe' }).trim()
}

export function commit(root: string, age = 0): void {
  if (!fs.existsSync(join(root, '.git'))) git(root, ['init', '--quiet', '--initial-branch=main'])
  git(root, ['add', '--all', '--force'])
  git(root, ['commit', '--quiet', '--allow-empty', '--message', 'test'], age)
}
