// Names as parts of a URL's path. Owns what may stand there; sends nothing.

/** How a path from the configuration must look, in words. */
export const SEGMENTS_ALLOWED =
  'parts joined by `/`, none of them empty, `.` or `..`, without control characters'

/**
 * `a/b` as encoded parts, or undefined where one of them would name another place: a server, or a
 * proxy before it, resolves `.` and `..` also when they are encoded, and merges `//`.
 */
export function safeSegments(path: string): readonly string[] | undefined {
  const parts = path.split('/')
  return parts.every(isSafeSegment) ? parts.map((part) => encodeURIComponent(part)) : undefined
}

/** Whether the text, not yet encoded, stays one part of a path. */
export function isSafeSegment(part: string): boolean {
  if (part === '' || !part.isWellFormed()) return false
  // `%2e` is a dot for whoever decodes once too often.
  const dots = part.replaceAll(/%2e/gi, '.')
  return dots !== '.' && dots !== '..' && !/[\u0000-\u001f\u007f/\\]|%2f|%5c/i.test(part)
}
