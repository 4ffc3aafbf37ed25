// What git's ignore rules and attributes say of paths, by the rule files of one commit alone. They lie
// in a folder of our own, where there is nothing else: no index, no settings of the checkout, of the
// user or of the machine, and no file of the checkout has a say. Writes only there.
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ActionError } from '../errors.ts'
import { environment } from '../platform/environment.ts'
import { pathBytes, pathText } from './git-output.ts'
import { startGit, throwIfMissing, type GitPlace } from './git-process.ts'

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

/** A million paths and a thousand patterns take a second. */
const TIME_LIMIT_MS = 20_000

/**
 * The folder is removed at the end, whatever happens in between.
 * @param timeLimitMs for each question
 * @param files `.gitignore` and `.gitattributes`, by path relative to the repository's root
 * @throws ActionError GIT_MISSING, WRITE_FAILED; RulesTooSlow
 */
export async function inRulesFolder<T>(
  files: RuleFiles,
  work: (rules: IgnoreRules) => Promise<T>,
  timeLimitMs = TIME_LIMIT_MS,
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
    return await work(rulesIn({ ...place, timeLimitMs }))
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

interface RulesPlace extends GitPlace {
  readonly timeLimitMs: number
}

function rulesIn(place: RulesPlace): IgnoreRules {
  return {
    async ignored(paths) {
      const output = await ask(place, ['check-ignore', '-z', '--stdin', '--no-index'], paths)
      const found = pathText(output).split('\0').slice(0, -1)
      return new Set(found.map((path) => path.slice(HERE.length)))
    },
    async attributes(names, paths) {
      const output = await ask(place, ['check-attr', '-z', '--stdin', ...names], paths)
      const fields = pathText(output).split('\0')
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

/** git takes time without end for some patterns, which a pull request may bring. */
export class RulesTooSlow extends Error {
  override readonly name = 'RulesTooSlow'
}

async function ask(
  place: RulesPlace,
  args: readonly string[],
  paths: Iterable<string>,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  const git = startGit(place, args, { onOutput: (chunk) => chunks.push(chunk), env: ENV })
  const limit = setTimeout(git.kill, place.timeLimitMs)
  git.say(listOf(paths))
  git.end()
  const exitCode = await git.ended
  clearTimeout(limit)
  if (exitCode === undefined) throw new RulesTooSlow()
  throwIfMissing({ exitCode, stderr: '' })
  // 1: none of them.
  if (exitCode <= 1) return Buffer.concat(chunks)
  throw new ActionError('WRITE_FAILED', {
    what: `git ${args[0] ?? ''} failed in a folder of its own (exit code ${exitCode})`,
    fix: 'Look for a full disk in RUNNER_TEMP.',
  })
}

function listOf(paths: Iterable<string>): Buffer {
  const possible = [...new Set(paths)].filter(isPossible)
  return pathBytes(possible.map((path) => `${HERE}${path}\0`).join(''))
}
