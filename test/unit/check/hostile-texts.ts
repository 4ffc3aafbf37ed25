// Names as a hostile pull request would choose them, and what they must not become.
import * as fc from 'fast-check'

export const HOSTILE_PIECES = [
  '::error::x',
  '##[group]',
  '\u001b[31m',
  '\u202e',
  '\u200b',
  '\u2028',
  '\r\n',
  '\n\n# heading\n',
  '<img src=x onerror=y>',
  '</details>',
  '</code>',
  '<!-- kanuka-secrets-action check -->',
  '-->',
  '[a](http://e.example)',
  '![a](http://e.example/a.png)',
  '@octocat',
  '@acme/admins',
  'a@e.example',
  '#1',
  'GH-1',
  'acme/widgets#1',
  'http://e.example',
  'www.e.example',
  '**b**',
  '|',
  '`',
  '``@octocat',
  '&#64;octocat',
  '\\',
  '{0}',
  '\ud800',
  '%2e%2e/',
  '😀',
  ' ',
  'é',
]

export const hostile = fc
  .array(
    fc.oneof(fc.constantFrom(...HOSTILE_PIECES), fc.string({ unit: 'binary', maxLength: 4 })),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''))

/** The tags that our own Markdown is made of. */
const OWN_TAGS = /<\/?(?:code|details|summary|sub)>|<br>/g

/**
 * What a browser would show outside of code, after GitHub made HTML of it: where mentions, references
 * and addresses are looked for.
 */
export function proseOf(markdown: string): string {
  return markdown
    .replace(/<code>.*?<\/code>/g, '§')
    .replace(OWN_TAGS, ' ')
    .replace(/&(?:#(\d+)|(lt|gt|amp));/g, (_, code?: string, name?: string) =>
      code === undefined
        ? ({ lt: '<', gt: '>', amp: '&' }[name ?? ''] ?? '')
        : String.fromCodePoint(Number(code)),
    )
}

/** Everything raw that Markdown or HTML could read as more than text. */
export function rawMarkup(markdown: string): string {
  return markdown.replace(OWN_TAGS, ' ').replace(/&(?:amp|lt|gt|#\d+);/g, '')
}
