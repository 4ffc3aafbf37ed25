// What git's ignore rules and attributes say of paths, by the rule files of one commit alone. They lie
// in a folder of our own, where there is nothing else: no index, no settings of the checkout, of the
// user or of the machine, and no file of the checkout has a say. Writes only there.
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { environment } from '../platform/environment.ts'
import { mustGit, runGit, throwIfMissing, type GitPlace } from './git-process.ts'

export interface IgnoreRules {
  /** Which of the paths git would ignore if they were not tracked. */
  ignored(paths: Iterable<string>): Promise<ReadonlySet<string>>
  /** By path, then by attribute: `set`, `unset` or its value; what is unspecified is left out. */
  attributes(
    names: readonly string[],
    paths: Iterable<string>,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>
}

/** Files that git reads rules from; links among them it does not follow, so they are not given. */
export type RuleFiles = ReadonlyMap<string, Uint8Array>

/**
 * The folder is removed at the end, whatever happens in between.
 * @param files `.gitignore` and `.gitattributes`, by path relative to the repository's root
 * @throws ActionError GIT_MISSING, WRITE_FAILED
 */
export async function inRulesFolder<T>(
  files: RuleFiles,
  work: (rules: IgnoreRules) => Promise<T>,
): Promise<T> {
  const base = fs.mkdtempSync(join(environment['RUNNER_TEMP'] || tmpdir(), 'kanuka-rules-'))
  try {
    // git takes its own folder for one only if it is called as it likes, or looks as it should.
    const place = { gitDir: join(base, 'git'), workTree: join(base, 'tree') }
    for (const folder of ['git/refs', 'git/objects', 'tree']) {
      fs.mkdirSync(join(base, folder), { recursive: true })
    }
    fs.writeFileSync(join(place.gitDir, 'HEAD'), 'ref: refs/heads/none\n')
    fs.writeFileSync(join(place.gitDir, 'config'), SETTINGS)
    for (const [path, bytes] of files) writeRuleFile(join(place.workTree, path), { path, bytes })
    return await work(rulesIn(place))
  } finally {
    fs.rmSync(base, { recursive: true, force: true, maxRetries: 3 })
  }
}

// Without a value git looks for both in the user's home.
const SETTINGS = [
  '[core]',
  'repositoryFormatVersion = 0',
  'bare = false',
  'excludesFile = /dev/null',
  'attributesFile = /dev/null',
  '',
].join('\n')

// check-ignore takes no literal pathspecs; `./` in front keeps a name from being taken for one.
const ENV = { GIT_ATTR_NOSYSTEM: '1', GIT_LITERAL_PATHSPECS: undefined } as const
const HERE = './'

function writeRuleFile(
  to: string,
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
): void {
  if (!isPossible(path)) return
  try {
    fs.mkdirSync(dirname(to), { recursive: true })
    fs.writeFileSync(to, bytes)
  } catch (error) {
    // A name that this disk does not take, so that no checkout on it has the file either.
    const { code = '' } = error as NodeJS.ErrnoException
    if (!['ENAMETOOLONG', 'EINVAL', 'ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR'].includes(code))
      throw error
  }
}

const IMPOSSIBLE = process.platform === 'win32' ? /[\0\\:]/ : /\0/

// A tree can hold any name, if it was not made by git; git itself ends at one that leads outside.
function isPossible(path: string): boolean {
  if (IMPOSSIBLE.test(path)) return false
  return path
    .split('/')
    .every((name) => !['', '.', '..'].includes(name) && name.toLowerCase() !== '.git')
}

function rulesIn(place: GitPlace): IgnoreRules {
  return {
    async ignored(paths) {
      const input = listOf(paths)
      const args = ['check-ignore', '-z', '--stdin', '--no-index']
      const result = await runGit(place, args, { input, env: ENV })
      throwIfMissing(result)
      // 1: none of them.
      if (result.exitCode > 1) await mustGit(place, args, { input, env: ENV })
      const found = result.stdout.toString('utf8').split('\0').slice(0, -1)
      return new Set(found.map((path) => path.slice(HERE.length)))
    },
    async attributes(names, paths) {
      const args = ['check-attr', '-z', '--stdin', ...names]
      const output = await mustGit(place, args, { input: listOf(paths), env: ENV })
      const fields = output.toString('utf8').split('\0')
      const found = new Map<string, Map<string, string>>()
      for (let at = 0; at + 2 < fields.length; at += 3) {
        const [asked = '', name = '', value = ''] = fields.slice(at, at + 3)
        const path = asked.slice(HERE.length)
        if (value === 'unspecified') continue
        const known = found.get(path)
        if (known) known.set(name, value)
        else found.set(path, new Map([[name, value]]))
      }
      return found
    },
  }
}

function listOf(paths: Iterable<string>): Buffer {
  const possible = [...new Set(paths)].filter(isPossible)
  return Buffer.from(possible.map((path) => `${HERE}${path}\0`).join(''))
}
