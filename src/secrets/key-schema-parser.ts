// The grammar of `key-schema`: a template with a few variables and helpers.
import { ActionError } from '../errors.ts'
import type { KeySchema } from './key-schema.ts'
import { parseTemplate, TemplateError, type Template, type TemplateRules } from './template.ts'

const MAX_LENGTH = 255

const RULES: TemplateRules = {
  variables: new Set(['secretKey', 'environment', 'project', 'file', 'branch']),
  helpers: new Map([
    ['lower', { arity: 1, run: (text = '') => text.toLowerCase() }],
    ['upper', { arity: 1, run: (text = '') => text.toUpperCase() }],
    [
      'replace',
      { arity: 3, run: (text = '', from = '', to = '') => text.replaceAll(from, () => to) },
    ],
  ]),
}

/** @throws ActionError SCHEMA_INVALID */
export function parseKeySchema(text: string): KeySchema {
  if (text.length > MAX_LENGTH) throw invalid(text, `it is longer than ${MAX_LENGTH} characters`)
  let template: Template
  try {
    template = parseTemplate(text, RULES)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw invalid(text, `${error.message} (column ${error.column})`)
  }
  if (!template.uses.has('secretKey')) throw invalid(text, '{{secretKey}} must stand in it')
  return {
    usesEnvironment: template.uses.has('environment'),
    apply: (values) => template.render(values),
  }
}

function invalid(schema: string, why: string): ActionError {
  return new ActionError('SCHEMA_INVALID', {
    what: `\`key-schema: ${schema}\` cannot be used: ${why}`,
    fix: 'Write text around {{secretKey}}; {{environment}}, {{project}}, {{file}}, {{branch}} and {{upper secretKey}}, {{lower secretKey}}, {{replace secretKey "-" "_"}} are there too.',
  })
}

/**
 * The way back on import: the `secretKey` of a name, or undefined where the name is none that the
 * schema gives. `values` has the other schema variables; `spelled` is how the provider writes names,
 * and the key is then what stands there.
 */
export type KeySchemaInverse = (
  name: string,
  values: ReadonlyMap<string, string>,
  spelled?: (name: string) => string,
) => string | undefined

/** @throws ActionError SCHEMA_INVALID, also for helpers: several keys may become one name */
export function schemaInverse(text: string): KeySchemaInverse {
  const schema = parseKeySchema(text)
  try {
    parseTemplate(text, { ...RULES, helpers: new Map() })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new ActionError('SCHEMA_INVALID', {
      what: `\`key-schema: ${text}\` cannot be taken off names again, as an import needs it: it uses a helper (column ${error.column})`,
      fix: 'Write the text itself instead of {{upper …}}, {{lower …}} and {{replace …}}, or do not import from this destination.',
    })
  }
  return (name, values, spelled = (same) => same) => {
    const nameOf = (key: string): string => schema.apply(new Map([...values, ['secretKey', key]]))
    const fixed = nameOf('').length
    const length = (name.length - fixed) / (nameOf('a').length - fixed)
    if (length < 1) return undefined
    // Whatever has this length at this place: no other key could give the name.
    const start = firstDifference(nameOf('a'), nameOf('b'))
    const key = name.slice(start, start + length)
    return spelled(nameOf(key)) === name ? key : undefined
  }
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}
