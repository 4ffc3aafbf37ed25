// Options that hold a credential: `env:NAME`, or the text itself where the workflow gives it. Owns
// their form; that a file of the checkout may hold only the first is for the configuration to say.
import * as v from 'valibot'
import { SecretValue, type SecretText } from '../../secret-value.ts'
import { DestinationError, type Context } from '../contract.ts'

export type SecretOption =
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'workflow'; readonly value: SecretText }

const FROM_ENVIRONMENT = /^env:([A-Za-z_][A-Za-z0-9_]*)$/

/** Marks the schema, so that the configuration can tell literal secrets in files. */
const SECRET_OPTION = { secret: true } as const

export function isFromEnvironment(text: string): boolean {
  return FROM_ENVIRONMENT.test(text)
}

export const secretOption = v.pipe(
  v.string(),
  v.metadata(SECRET_OPTION),
  v.check(
    (text) => text !== '' && (!text.startsWith('env:') || isFromEnvironment(text)),
    'expected env:NAME, with the name of an environment variable, or the secret itself',
  ),
  v.transform((text): SecretOption => {
    const [, variable] = FROM_ENVIRONMENT.exec(text) ?? []
    return variable === undefined
      ? { from: 'workflow', value: new SecretValue(text) }
      : { from: 'environment', variable }
  }),
)

/** The credential itself, hidden in the log from here on. @throws DestinationError auth */
export function readSecret(option: SecretOption, context: Context): SecretText {
  if (option.from === 'workflow') {
    context.mask([option.value.reveal()])
    return option.value
  }
  const value = context.variable(option.variable)
  if (value === undefined || value.trim() === '') {
    throw new DestinationError('auth', {
      what: `the environment variable ${option.variable} is not set`,
      fix: `Give the step \`env: ${option.variable}\`, from a secret.`,
    })
  }
  const trimmed = value.trim()
  context.mask([trimmed])
  return new SecretValue(trimmed)
}
