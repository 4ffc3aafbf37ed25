// The bare git repository behind the fake: real git, plumbing only, in an environment without any
// configuration of this machine.
import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { preReceiveHook, PROTECTED_FILE, type Protection } from './protection.ts'

export interface Person {
  readonly name: string
  readonly email: string
  /** ISO 8601 */
  readonly date: string
}

export interface Commit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Person
  readonly committer: Person
  readonly message: string
}

/** `sha: null` removes a file, or a folder with all in it. */
export interface TreeChange {
  readonly path: string
  readonly mode: string
  readonly sha: string | null
}

export interface TreeEntry {
  readonly mode: string
  readonly type: string
  readonly sha: string
  readonly size: number | undefined
  readonly path: string
}

export class BadTree extends Error {}

// No fsync and no gc: speed, and nothing that still runs when the folder is removed.
const SETTINGS = `[http]
  receivepack = true
[uploadpack]
  allowFilter = true
  allowReachableSHA1InWant = true
[receive]
  autogc = false
[core]
  fsync = none
`

interface Input {
  readonly input?: string | Uint8Array
  readonly index?: string
  readonly workTree?: string
}

export class GitRepository {
  readonly name: string
  readonly bare: string
  readonly #root: string
  readonly #protected = new Map<string, Protection>()
  #indexes = 0
  #hadRefs = false

  /** @param root a folder of its own; the repository is where `git http-backend` looks for it */
  constructor(root: string, name: string) {
    this.#root = root
    this.name = name
    this.bare = join(root, `${name}.git`)
    mkdirSync(dirname(this.bare), { recursive: true })
    this.git('init', '--quiet', '--bare', '--initial-branch=main', '--template=', this.bare)
    appendFileSync(join(this.bare, 'config'), SETTINGS)
    const hook = join(this.bare, 'hooks/pre-receive')
    mkdirSync(dirname(hook))
    writeFileSync(hook, preReceiveHook(name))
    chmodSync(hook, 0o755)
    this.#writeProtected()
  }

  git(...args: readonly string[]): string {
    return this.#run(args).toString().trim()
  }

  protect(branch: string, kind: Protection): void {
    this.#protected.set(`refs/heads/${branch}`, kind)
    this.#writeProtected()
  }

  protectionOf(ref: string): Protection | undefined {
    return this.#protected.get(ref)
  }

  get isEmpty(): boolean {
    this.#hadRefs ||= this.git('for-each-ref', '--count=1') !== ''
    return !this.#hadRefs
  }

  /** The object that a full ref points at. */
  resolve(ref: string): string | undefined {
    return this.#try(['show-ref', '--verify', '--hash', ref])
  }

  typeOf(sha: string): string | undefined {
    return /^[0-9a-f]{40}$/.test(sha) ? this.#try(['cat-file', '-t', sha]) : undefined
  }

  isAncestor(ancestor: string, of: string): boolean {
    return this.#try(['merge-base', '--is-ancestor', ancestor, of]) !== undefined
  }

  commitsBetween(base: string, head: string): number {
    return Number(this.git('rev-list', '--count', `${base}..${head}`))
  }

  isValidRef(ref: string): boolean {
    return this.#try(['check-ref-format', ref]) !== undefined
  }

  /** False when git will not: `from` is no longer the value, or the name is in another's way. */
  setRef(ref: string, to: string, from: string): boolean {
    return this.#try(['update-ref', ref, to, from]) !== undefined
  }

  deleteRef(ref: string): void {
    this.git('update-ref', '-d', ref)
  }

  writeBlob(content: Uint8Array): string {
    const args = ['hash-object', '-w', '--no-filters', '--stdin']
    return this.#run(args, { input: content }).toString().trim()
  }

  /** @throws BadTree when a path cannot be, or is to be removed and is not there */
  writeTree(base: string | undefined, changes: readonly TreeChange[]): string {
    const index = this.#newIndex()
    if (base !== undefined) this.#run(['read-tree', base], { index })
    const before = changes.some(({ sha }) => sha === null)
      ? this.#run(['ls-files', '-z'], { index }).toString().split('\0')
      : []
    const lines = changes.flatMap((change) => this.#indexLines(change, before))
    const input = lines.map((line) => `${line}\0`).join('')
    this.#run(['update-index', '--replace', '-z', '--index-info'], { index, input })
    return this.#run(['write-tree'], { index }).toString().trim()
  }

  entriesOf(tree: string): readonly TreeEntry[] {
    return this.#list(['ls-tree', '-z', '-l', tree])
  }

  writeCommit(commit: Commit): string {
    const lines = [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${stamp(commit.author)}`,
      `committer ${stamp(commit.committer)}`,
      '',
      commit.message,
    ]
    const args = ['hash-object', '-t', 'commit', '-w', '--stdin']
    return this.#run(args, { input: lines.join('\n') })
      .toString()
      .trim()
  }

  readCommit(sha: string): Commit & { readonly raw: string } {
    const raw = this.#run(['cat-file', 'commit', sha]).toString()
    const end = raw.indexOf('\n\n')
    const fields = raw
      .slice(0, end)
      .split('\n')
      .map((line) => /^(\S*) (.*)$/s.exec(line))
    const all = (name: string): string[] =>
      fields.filter((field) => field?.[1] === name).map((field) => field?.[2] ?? '')
    return {
      raw,
      tree: all('tree')[0] ?? '',
      parents: all('parent'),
      author: readStamp(all('author')[0]),
      committer: readStamp(all('committer')[0]),
      message: raw.slice(end + 2).replace(/\n$/, ''),
    }
  }

  /** The content of a folder as the next commit of a branch, whatever protects it. */
  commitFolder(folder: string, branch: string, message: string): string {
    const index = this.#newIndex()
    const place = { index, workTree: folder }
    this.#run(['-c', 'core.autocrlf=false', 'add', '--all', '--force', '.'], place)
    const tree = this.#run(['write-tree'], { index }).toString().trim()
    const head = this.resolve(`refs/heads/${branch}`)
    const author = { name: 'test', email: 'test@example.com', date: new Date().toISOString() }
    const parents = head === undefined ? [] : [head]
    const commit = this.writeCommit({ tree, parents, author, committer: author, message })
    this.git('update-ref', `refs/heads/${branch}`, commit)
    return commit
  }

  #indexLines({ path, mode, sha }: TreeChange, before: readonly string[]): string[] {
    const parts = path.split('/')
    if (parts.some((part) => ['', '.', '..'].includes(part) || part.toLowerCase() === '.git')) {
      throw new BadTree('tree.path contains a malformed path component')
    }
    if (sha === null) {
      const gone = before.filter((known) => known === path || known.startsWith(`${path}/`))
      if (gone.length === 0) throw new BadTree('GitRPC::BadObjectState')
      return gone.map((known) => `0 ${'0'.repeat(40)}\t${known}`)
    }
    if (mode !== '040000') return [`${mode} ${sha}\t${path}`]
    const below = this.#list(['ls-tree', '-r', '-z', '-l', sha])
    return below.map((entry) => `${entry.mode} ${entry.sha}\t${path}/${entry.path}`)
  }

  #list(args: readonly string[]): TreeEntry[] {
    const lines = this.#run(args).toString().split('\0').filter(Boolean)
    return lines.map((line) => {
      const [, mode = '', type = '', sha = '', size, path = ''] =
        /^(\S+) (\S+) (\S+) +(\S+)\t(.*)$/s.exec(line) ?? []
      return { mode, type, sha, size: size === '-' ? undefined : Number(size), path }
    })
  }

  #writeProtected(): void {
    const lines = [...this.#protected].map(([ref, kind]) => `${kind} ${ref}\n`)
    writeFileSync(join(this.bare, PROTECTED_FILE), lines.join(''))
  }

  #newIndex(): string {
    this.#indexes += 1
    return join(this.#root, `index-${this.#indexes}`)
  }

  #try(args: readonly string[]): string | undefined {
    const { status, stdout } = this.#spawn(args, {})
    return status === 0 ? stdout.toString().trim() : undefined
  }

  #run(args: readonly string[], input: Input = {}): Buffer {
    const { status, stdout, stderr } = this.#spawn(args, input)
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString()}`)
    return stdout
  }

  #spawn(args: readonly string[], { input, index, workTree }: Input) {
    const env = {
      ...gitEnvironment(),
      GIT_DIR: this.bare,
      ...(index === undefined ? {} : { GIT_INDEX_FILE: index }),
      ...(workTree === undefined ? {} : { GIT_WORK_TREE: workTree }),
    }
    const cwd = workTree ?? this.#root
    return spawnSync('git', args, { cwd, env, input, maxBuffer: 256 * 1024 * 1024 })
  }
}

/** Nothing of this machine's or user's configuration. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  }
}

function stamp({ name, email, date }: Person): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`
}

function readStamp(text = ''): Person {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) \S+$/.exec(text) ?? []
  return { name, email, date: isoSeconds(Number(seconds) * 1000) }
}

/** As GitHub writes times. */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
}
