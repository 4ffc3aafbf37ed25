// Path patterns: literal paths and folders, and globs with `**`. The glob library is loaded only
// when a pattern is one.

export type PathMatcher = (path: string) => boolean

// Kanuka's patterns have no extended globs, and `!` is ours.
const OPTIONS = { dot: true, noextglob: true, nonegate: true } as const

export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern)
}

/** Matches the path itself, everything below it, and what the glob matches. */
export async function compilePattern(pattern: string): Promise<PathMatcher> {
  const literal: PathMatcher = (path) => path === pattern || path.startsWith(`${pattern}/`)
  if (!isGlob(pattern)) return literal
  const { default: picomatch } = await import('picomatch')
  const glob = picomatch(pattern, OPTIONS)
  // A name may look like a glob and be meant literally: `.env.[prod].kanuka`.
  return (path) => glob(path) || literal(path)
}
