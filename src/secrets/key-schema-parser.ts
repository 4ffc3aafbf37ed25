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
