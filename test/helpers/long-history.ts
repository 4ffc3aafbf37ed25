// Long histories of large repositories, made in seconds by `git fast-import`.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, gitVariables } from './committing.ts'

export interface LongHistory {
  readonly files: number
  readonly commits: number
  /** Files that the 5,000th commit adds and the next removes, by path. */
  readonly passing: Readonly<Record<string, string>>
}

/**
 * Commits what lies in the folder and `files` small files, and then changes one of them in each of
 * `commits` commits. The index stays as it is.
 * @returns the ids, the oldest first
 */
export function importHistory(root: string, history: LongHistory): readonly string[] {
  const { files, commits, passing } = history
  const parts: (string | Buffer)[] = []
  const data = (bytes: Buffer): void => void parts.push(`data ${bytes.length}\n`, bytes, '\n')
  const start = (index: number): void => {
    const time = 1_780_000_000 + index
    parts.push(`commit refs/heads/long\ncommitter Ada <ada@example.com> ${time} +0000\n`)
    data(Buffer.from(`${index}`))
  }
  const write = (path: string, bytes: Buffer): void => {
    parts.push(`M 100644 inline ${path}\n`)
    data(bytes)
  }
  start(0)
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1)
    if (entry.isFile() && !path.startsWith('.git/')) write(path, readFileSync(join(root, path)))
  }
  write('.gitignore', Buffer.from('.env\n.env.*\n*.env\n!*.kanuka\n'))
  write('.gitattributes', Buffer.from('*.kanuka -text -diff -merge\n'))
  for (let index = 0; index < files; index += 1) write(pathOf(index), Buffer.from(`${index}\n`))
  for (let index = 1; index <= commits; index += 1) {
    start(index)
    write(pathOf((index * 7) % files), Buffer.from(`${index} again\n`))
    for (const [path, content] of Object.entries(passing)) {
      if (index === 5000) write(path, Buffer.from(content))
      if (index === 5001) parts.push(`D ${path}\n`)
    }
  }
  const input = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const args = ['-C', root, 'fast-import', '--quiet', '--date-format=raw']
  execFileSync('git', args, { input, env: gitVariables(), stdio: ['pipe', 'pipe', 'pipe'] })
  git(root, 'symbolic-ref', 'HEAD', 'refs/heads/long')
  return git(root, 'rev-list', '--reverse', 'long').split('\n')
}

function pathOf(index: number): string {
  return `src/part-${index % 500}/file-${index}.txt`
}
