// Commands that a finding asks people to run. Names come out of the checkout, and are pasted into a
// shell: quoted, or left out where no quoting that is readable would do. Runs nothing.
import { printable } from '../platform/printable.ts'

const PLAIN = /^[\w./@%+=,][\w./@%+=:,-]*$/

/** A path as one word of a shell, that is safe between backticks too. */
export function shellWord(path: string): string {
  if (PLAIN.test(path)) return path
  // What does not print as it is cannot be copied from what was printed.
  if (printable(path) !== path || path.includes('`')) return '<path>'
  const word = path.startsWith('-') ? `./${path}` : path
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** `git <command> -- <paths>`, where no name is taken for a pattern. */
export function gitCommand(command: string, ...paths: readonly string[]): string {
  const literal = paths.some((path) => /[*?[\\]|^:/.test(path)) ? '--literal-pathspecs ' : ''
  return `git ${literal}${command} -- ${paths.map(shellWord).join(' ')}`
}

/** A command as it is run in the root of a store. */
export function inStore(root: string, command: string): string {
  return root === '' ? command : `cd ${shellWord(root)} && ${command}`
}
