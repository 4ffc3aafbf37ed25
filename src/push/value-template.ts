// The templates of `values:`: values made of the source's variables. Owns their helpers, bounds and
// messages; the grammar is secrets/template.ts's. What a variable holds is text and never read as a
// template. No I/O.
import { ActionError, throwIfAny, type Where } from '../errors.ts'
import { nearWord } from '../platform/near-words.ts'
import { SecretValue, type SecretText } from '../secret-value.ts'
import { parseTemplate, TemplateError, type Template } from '../secrets/template.ts'

const MAX_TEMPLATE_LENGTH = 16 * 1024
/** Of a derived value, in characters: more than any destination takes. */
const MAX_VALUE_LENGTH = 2 * 1024 * 1024
/** Of all that goes into one and comes out of helpers: a template may name a variable a thousand times. */
const MAX_HANDLED_LENGTH = 4 * MAX_VALUE_LENGTH
/** Unknown names that are told of one template. */
const MAX_MISTAKES = 10

const HELPERS = new Map([
  ['lower', { arity: 1, run: (text = '') => text.toLowerCase() }],
  ['upper', { arity: 1, run: (text = '') => text.toUpperCase() }],
  ['replace', { arity: 3, run: replace }],
  ['urlencode', { arity: 1, run: urlencode }],
  ['base64', { arity: 1, run: (text = '') => Buffer.from(text, 'utf8').toString('base64') }],
  // With its quotes: {"password": {{json DB_PASSWORD}} } is JSON whatever the password.
  ['json', { arity: 1, run: (text = '') => JSON.stringify(text) }],
])

export interface ValueTemplate {
  /** Variables that stand in it. */
  readonly uses: ReadonlySet<string>
  /** @throws ActionError VALUE_TOO_LARGE */
  render(values: ReadonlyMap<string, SecretText>): SecretText
}

export interface TemplatePlace {
  /** How messages call the template: `the value DATABASE_URL of destination "prod"`. */
  readonly title: string
  /** Where the configuration has it. */
  readonly where?: Where
  /** Variables of the source. */
  readonly known: Iterable<string>
}

/** @throws ActionError TEMPLATE_INVALID, or several of them: one a name that is not known */
export function parseValueTemplate(text: string, place: TemplatePlace): ValueTemplate {
  const { title } = place
  if (text.length > MAX_TEMPLATE_LENGTH) {
    throw mistake(place, `${title} is longer than ${MAX_TEMPLATE_LENGTH} characters`)
  }
  if (!text.isWellFormed()) throw mistake(place, `${title} has half a character (a lone surrogate)`)
  const budget = new Budget()
  const template = parse(text, place, budget)
  return {
    uses: template.uses,
    render: (values) => {
      budget.refill()
      return render(template, new BoundedTexts(values, template.uses, budget), place)
    },
  }
}

function parse(text: string, place: TemplatePlace, budget: Budget): Template {
  const helpers = new Map(
    [...HELPERS].map(([name, { arity, run }]) => [
      name,
      { arity, run: (...texts: readonly string[]) => budget.spend(run(...texts)) },
    ]),
  )
  const names = new KnownNames(place.known)
  const errors: ActionError[] = []
  while (errors.length < MAX_MISTAKES) {
    try {
      const template = parseTemplate(text, { variables: names, helpers })
      throwIfAny(errors)
      return template
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      const { missing } = names
      errors.push(
        missing === undefined ? refused(error, text, place) : unknown(missing, error, place),
      )
      if (missing === undefined) break
      // The next time it is passed over, so that the next one is found.
      names.add(missing)
    }
  }
  throwIfAny(errors)
  throw new TypeError('a template is read or refused')
}

/** Tells of which name it was asked last, when it did not have it. */
class KnownNames extends Set<string> {
  missing: string | undefined

  override has(name: string): boolean {
    const isKnown = super.has(name)
    this.missing = isKnown ? undefined : name
    return isKnown
  }
}

function render(template: Template, texts: BoundedTexts, place: TemplatePlace): SecretText {
  try {
    const text = template.render(texts)
    if (text.length <= MAX_VALUE_LENGTH) return new SecretValue(text)
  } catch (error) {
    if (!(error instanceof TooLong)) throw error
  }
  throw new ActionError('VALUE_TOO_LARGE', {
    what: `${place.title} would have over ${MAX_VALUE_LENGTH} characters`,
    ...(place.where && { where: place.where }),
    fix: 'Use fewer or shorter variables in it.',
  })
}

class TooLong extends Error {}

class Budget {
  #left = MAX_HANDLED_LENGTH

  refill(): void {
    this.#left = MAX_HANDLED_LENGTH
  }

  spend(text: string): string {
    this.#left -= text.length
    if (this.#left < 0) throw new TooLong()
    return text
  }
}

/** Hands out the values that a template uses, as long as there is budget. */
class BoundedTexts extends Map<string, string> {
  readonly #budget: Budget

  constructor(values: ReadonlyMap<string, SecretText>, names: ReadonlySet<string>, budget: Budget) {
    super()
    this.#budget = budget
    for (const name of names) {
      const value = values.get(name)
      if (value) this.set(name, value.reveal())
    }
  }

  override get(name: string): string | undefined {
    const text = super.get(name)
    return text === undefined ? undefined : this.#budget.spend(text)
  }
}

function replace(text = '', from = '', to = ''): string {
  // JavaScript would find nothing between any two halves of a character.
  if (from === '') return text
  const parts = text.split(from)
  if (text.length + parts.length * to.length > MAX_VALUE_LENGTH) throw new TooLong()
  return parts.join(to)
}

/** All but the unreserved characters of RFC 3986, so that it fits into every part of a URL. */
function urlencode(text = ''): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

const FIX = `Write text around {{NAME}} or {{urlencode NAME}}; helpers are ${[...HELPERS.keys()].join(', ')}. Variables whose name holds \`.\` or \`-\` cannot stand in it.`

// Handlebars takes three braces for one sign: {"a": {{json A}}} is no template.
const BRACES = ' Put a blank between a brace of your own and those of the template.'

function refused(error: TemplateError, text: string, place: TemplatePlace): ActionError {
  const what = `${place.title} cannot be used: ${error.message} (${positionOf(error)})`
  return mistake(place, what, /\{\{\{|\}\}\}/.test(text) ? FIX + BRACES : FIX)
}

function unknown(name: string, error: TemplateError, place: TemplatePlace): ActionError {
  const near = nearWord(name, place.known)
  return mistake(
    place,
    `${place.title} uses ${name} (${positionOf(error)}), which none of its files holds`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Names are those in the files, before any renaming; case counts.`,
  )
}

function positionOf({ line, column }: TemplateError): string {
  return `line ${line}, column ${column}`
}

function mistake({ where }: TemplatePlace, what: string, fix: string = FIX): ActionError {
  return new ActionError('TEMPLATE_INVALID', { what, ...(where && { where }), fix })
}
