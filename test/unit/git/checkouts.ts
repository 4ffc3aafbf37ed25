// Real repositories for the tests of src/git, and what they need to look at them from outside.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'node:test'
import { Repository } from '../../../src/git/repository.ts'
import { folder } from '../../helpers/action.ts'
import { setEnvironment } from '../../helpers/workflows.ts'

const PATH = process.env['PATH'] ?? ''

/** Asks the real git, without any configuration of this machine. */
export function git(root: string, ...args: readonly string[]): string {
  return gitBytes(root, args).toString().trim()
}

export function gitBytes(root: string, args: readonly string[], input?: Uint8Array): Buffer {
  const person = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'test'],
    [`GIT_${role}_EMAIL`, 'test@example.com'],
  ])
  const env = {
    PATH,
    HOME: '/nonexistent',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(person),
  }
  const options = { env, input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'pipe'] as const }
  return execFileSync('git', ['-C', root, ...args], { ...options, stdio: [...options.stdio] })
}

/** An empty repository. */
export function emptyCheckout(t: TestContext, ...args: readonly string[]): string {
  const root = fs.realpathSync(folder(t))
  git(root, 'init', '--quiet', '--initial-branch=main', ...args)
  return root
}

/** A repository with one commit of these files. */
export function checkoutOf(t: TestContext, files: Readonly<Record<string, string>>): Repository {
  const root = emptyCheckout(t)
  commitFiles(root, files)
  return new Repository(root)
}

/** Another commit, with these files written; says its id. */
export function commitFiles(root: string, files: Readonly<Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(join(root, name, '..'), { recursive: true })
    fs.writeFileSync(join(root, name), content)
  }
  git(root, 'add', '--all', '--force')
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'test')
  return git(root, 'rev-parse', 'HEAD')
}

/** A clone over git's own transport, so that options for less than everything count. */
export function cloneOf(t: TestContext, bare: string, ...args: readonly string[]): Repository {
  const root = fs.realpathSync(folder(t))
  git(root, 'clone', '--quiet', ...args, `file://${bare}`, '.')
  return new Repository(root)
}

/** Everything in a folder by path: kind, mode and a digest, but not git's objects. */
export function snapshot(root: string): Readonly<Record<string, string>> {
  const names = fs.readdirSync(root, { recursive: true, encoding: 'utf8' })
  const isObject = (name: string): boolean => /(?:^|\/)\.git\/(?:.*\/)?objects(?:\/|$)/.test(name)
  const entries = names
    .filter((name) => !isObject(name))
    .map((name) => {
      const path = join(root, name)
      const stats = fs.lstatSync(path)
      if (stats.isSymbolicLink()) return [name, `link to ${fs.readlinkSync(path)}`] as const
      const digest = stats.isFile()
        ? createHash('sha256').update(fs.readFileSync(path)).digest('hex')
        : 'folder'
      return [name, `${stats.mode.toString(8)} ${digest}`] as const
    })
  return Object.fromEntries(entries)
}

export interface GitCall {
  readonly args: readonly string[]
  readonly env: ReadonlyMap<string, string>
}

/** Puts a program before git on the PATH that writes down what it was given; in no order. */
export function recordGit(t: TestContext): () => readonly GitCall[] {
  const bin = folder(t)
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh
{ printf '%s\\0' "$@"; printf '\\001\\0'; env -0; } > ${bin}/call.$$
exec ${real} "$@"
`
  fs.writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
  setEnvironment(t, { PATH: `${bin}${delimiter}${PATH}` })
  return () =>
    fs
      .readdirSync(bin)
      .filter((name) => name.startsWith('call.'))
      .map((name) => {
        const text = fs.readFileSync(join(bin, name), 'utf8')
        const [args = '', env = ''] = text.split('\u0001\0')
        const variables = env.split('\0').filter(Boolean)
        return {
          args: args.split('\0').slice(0, -1),
          env: new Map(variables.map((line) => line.split(/=(.*)/s) as [string, string])),
        }
      })
}

/** Makes git run a script wherever its configuration can name one. */
export function makeHostile(root: string, marker: string): void {
  const script = join(root, '.git/evil.sh')
  fs.writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> ${marker}\ncat\n`, { mode: 0o755 })
  const settings = `
    core.fsmonitor core.pager core.editor core.askPass core.alternateRefsCommand diff.external
    filter.evil.clean filter.evil.smudge filter.evil.process credential.helper gpg.program
    uploadpack.packObjectsHook sequence.editor pager.log diff.evil.textconv diff.evil.command
  `
  for (const name of settings.trim().split(/\s+/)) git(root, 'config', name, script)
  git(root, 'config', 'core.hooksPath', join(root, '.git/evil-hooks'))
  git(root, 'config', 'filter.evil.required', 'true')
  for (const name of ['log.showSignature', 'commit.gpgSign', 'core.splitIndex']) {
    git(root, 'config', name, 'true')
  }
  git(root, 'config', 'push.gpgSign', 'if-asked')
  const aliases = 'rev-parse ls-files ls-tree config log push fetch hash-object write-tree'
  for (const alias of aliases.split(' ')) git(root, 'config', `alias.${alias}`, `!${script}`)
  fs.mkdirSync(join(root, '.git/evil-hooks'))
  fs.mkdirSync(join(root, '.git/hooks'), { recursive: true })
  const hooks =
    'post-index-change post-checkout pre-commit fsmonitor-watchman pre-push reference-transaction'
  for (const hook of hooks.split(' ')) {
    fs.copyFileSync(script, join(root, '.git/evil-hooks', hook))
    fs.copyFileSync(script, join(root, '.git/hooks', hook))
  }
  fs.writeFileSync(join(root, '.gitattributes'), '* filter=evil diff=evil\n')
}
