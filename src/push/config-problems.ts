// What is wrong with a configuration of destinations, and where: collected, so that all is told at
// once. Owns the wording of places and suggestions. Must never quote a value: it may be a secret.
import { ActionError, type ErrorCode } from '../errors.ts'
import { nearWord } from '../platform/near-words.ts'

/** Who says it: a file of the checkout, which a pull request may change, or the workflow itself. */
export type Origin = 'file' | 'workflow'

export interface Place {
  /** Path relative to the workspace, or the name of the input. */
  readonly shown: string
  readonly origin: Origin
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 units, as editors count. */
  readonly column: number
}

export interface Problem {
  readonly place: Place
  readonly what: string
  readonly fix: string
  readonly code?: ErrorCode
}

const MOST_PROBLEMS = 50
const SHOWABLE = /^[\w.-]{1,64}$/

export class Problems {
  // By place and mistake: what a connection has wrong is found again at each of its destinations.
  readonly #found = new Map<string, Problem>()
  #more = 0

  add(problem: Problem): void {
    const what = problem.what.replace(/^[^:]*: /, '')
    const key = JSON.stringify([problem.place, what])
    if (this.#found.has(key)) return
    if (this.#found.size < MOST_PROBLEMS) this.#found.set(key, problem)
    else this.#more += 1
  }

  /** In the order of the text; no more than a person reads. */
  get errors(): readonly ActionError[] {
    const problems = [...this.#found.values()].toSorted(byPlace)
    const last = problems.at(-1)
    return problems.map((problem) => toError(problem, problem === last ? this.#more : 0))
  }
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  if (a.shown !== b.shown) return a.shown < b.shown ? -1 : 1
  return a.line - b.line || a.column - b.column
}

function toError({ place, what, fix, code }: Problem, more: number): ActionError {
  const others = more === 0 ? '' : ` (and ${more} more problems, not shown)`
  return new ActionError(code ?? 'DESTINATIONS_INVALID', {
    what: `${placeText(place)}: ${what}${others}`,
    ...(place.origin === 'file' && { where: { file: place.shown, line: place.line } }),
    fix,
  })
}

/** `destinations.yml, line 4, column 7`. */
export function placeText({ shown, origin, line, column }: Place): string {
  return `${origin === 'file' ? shown : `\`${shown}\``}, line ${line}, column ${column}`
}

/** A key for a message. In `{token:abc}` the key is all of it, so what looks like no key is not shown. */
export function shownKey(key: string): string {
  return SHOWABLE.test(key) ? `\`${key}\`` : 'like this'
}

/** `a`, `b`, `c`. */
export function listed(words: Iterable<string>): string {
  return [...words].map((word) => `\`${word}\``).join(', ')
}

/** How to get from a wrong word to a right one. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearWord(word, known)
  const all = known.length === 0 ? 'Nothing can stand here.' : `Allowed: ${listed(known)}.`
  return near === undefined ? all : `Did you mean \`${near}\`? ${all}`
}
