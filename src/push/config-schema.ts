// What every destination may say, whatever its type, and the forms of `auth`. Types only have their
// own options. Owns names, defaults and limits of the common keys; reads nothing.
import * as v from 'valibot'

const DEFAULT_MAX_DELETES = 5
const MAX_TEMPLATE = 16_384

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024))
const line = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(1024),
  v.check((given) => !/[\r\n\t]/.test(given), 'one line, without tabs'),
)
const oneOrMany = v.pipe(
  v.union([line, v.pipe(v.array(line), v.minLength(1), v.maxLength(1000))]),
  v.transform((given): readonly string[] => (typeof given === 'string' ? [given] : given)),
)

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
export const nameSchema = v.pipe(
  v.string(),
  v.regex(NAME, 'at most 64 letters, digits, `.`, `_` and `-`, the first a letter or digit'),
)

const valuesSchema = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.regex(/^[\w.-]{1,255}$/, 'names of at most 255 letters, digits, `_`, `.` and `-`'),
    ),
    v.pipe(v.string(), v.maxLength(MAX_TEMPLATE), v.description('text with {{NAME}} in it')),
  ),
  v.description('derived values, a template each'),
)

/** Optional ones have no default here: the step's inputs are the default of some. */
export const commonSchema = v.object({
  name: v.pipe(nameSchema, v.description('unique; shown everywhere')),
  type: v.pipe(text, v.description('which provider')),
  connection: v.optional(v.pipe(nameSchema, v.description('an entry of `connections`'))),
  store: v.optional(v.pipe(line, v.description('path of the store; required with several'))),
  from: v.optional(v.pipe(oneOrMany, v.description('secret files, globs; later ones win'))),
  environment: v.optional(v.pipe(line, v.description('for {{environment}}'))),
  select: v.optional(v.pipe(oneOrMany, v.description('NAME, PREFIX_*, !NAME or NEW=OLD'))),
  values: v.optional(valuesSchema),
  'key-schema': v.optional(
    v.pipe(v.string(), v.maxLength(255), v.description('such as MYAPP_{{secretKey}}')),
  ),
  format: v.optional(
    v.pipe(v.picklist(['json', 'dotenv', 'yaml']), v.description('all in the one `item`')),
  ),
  item: v.optional(v.pipe(line, v.description('name of the one item, with `format`'))),
  'initial-sync': v.optional(
    v.picklist([
      'overwrite-destination',
      'import-prioritize-source',
      'import-prioritize-destination',
    ]),
    'overwrite-destination',
  ),
  delete: v.optional(v.picklist(['never', 'owned']), 'never'),
  'max-deletes': v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
    DEFAULT_MAX_DELETES,
  ),
  adopt: v.optional(v.pipe(v.boolean(), v.description('take over items of the same name')), false),
  empty: v.optional(v.picklist(['error', 'skip', 'push']), 'error'),
  branches: v.optional(v.pipe(oneOrMany, v.description('pushed from these branches only'))),
  formerly: v.optional(
    v.pipe(
      v.union([nameSchema, v.pipe(v.array(nameSchema), v.minLength(1), v.maxLength(100))]),
      v.transform((given): readonly string[] => (typeof given === 'string' ? [given] : given)),
      v.description('old names of this entry'),
    ),
  ),
})

export type Common = v.InferOutput<typeof commonSchema>

const mount = v.optional(
  v.pipe(v.string(), v.regex(/^[\w.-]+(?:\/[\w.-]+)*$/, 'a path without slashes around it')),
)
const secret = v.pipe(v.string(), v.nonEmpty(), v.metadata({ secret: true }))

/** What most types take beside their own; checked like this where the type itself is unknown. */
export const sharedOptions = {
  endpoint: v.pipe(text, v.metadata({ host: true }), v.description('https://host')),
  tags: v.record(
    v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
    v.pipe(v.string(), v.maxLength(256)),
  ),
  'kms-key-id': line,
  auth: v.union([
    v.strictObject({ role: line, mount }),
    v.strictObject({ token: secret, mount }),
    v.strictObject({ 'role-id': secret, 'secret-id': secret, mount }),
    v.strictObject({ 'jwt-role': line, audience: v.optional(line), mount }),
    v.strictObject({ 'kubernetes-role': line, mount }),
  ]),
}
