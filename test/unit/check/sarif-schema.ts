// What SARIF's schema says of the parts that are used here: names, types and limits are its. The schema
// itself is in no package that is installed.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json

/** Where a log breaks it. */
export function violationsOf(log: unknown): readonly string[] {
  return violations(log, LOG, '')
}

// Additional properties are forbidden everywhere but in property bags, as in the published schema.
type Shape =
  | ((value: unknown) => boolean)
  | { readonly list: Shape; readonly isUnique?: boolean }
  | { readonly dictionary: Shape }
  | { readonly object: Readonly<Record<string, Shape>>; readonly required: readonly string[] }

const isText = (value: unknown): boolean => typeof value === 'string'
const isUri = (value: unknown): boolean => URL.canParse(String(value))
// RFC 3986: relative-part with path-noscheme, no query, no fragment.
const isRelativeUri = (value: unknown): boolean =>
  /^(?:[\w.~!$&'()*+,;=@-]|%[0-9A-F]{2})+(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-F]{2})*)*$/.test(
    String(value),
  )
const oneOf =
  (...words: readonly string[]): Shape =>
  (value) =>
    words.includes(String(value))
const object = (shape: Readonly<Record<string, Shape>>, ...required: readonly string[]): Shape => ({
  object: shape,
  required,
})

const LEVEL = oneOf('none', 'note', 'warning', 'error')
const MESSAGE = object({ text: isText }, 'text')
const MULTIFORMAT = object({ text: isText, markdown: isText }, 'text')
const LOG = object(
  {
    $schema: isUri,
    version: oneOf('2.1.0'),
    runs: {
      list: object(
        {
          tool: object(
            {
              driver: object(
                {
                  name: isText,
                  version: isText,
                  informationUri: isUri,
                  rules: {
                    isUnique: true,
                    list: object(
                      {
                        id: isText,
                        name: isText,
                        shortDescription: MULTIFORMAT,
                        fullDescription: MULTIFORMAT,
                        help: MULTIFORMAT,
                        helpUri: isUri,
                        defaultConfiguration: object({ level: LEVEL }),
                        properties: (value) =>
                          new Set((value as { tags: string[] }).tags).size ===
                          (value as { tags: string[] }).tags.length,
                      },
                      'id',
                    ),
                  },
                },
                'name',
              ),
            },
            'driver',
          ),
          automationDetails: object({ id: isText }),
          invocations: {
            list: object(
              { executionSuccessful: (value) => typeof value === 'boolean' },
              'executionSuccessful',
            ),
          },
          originalUriBaseIds: { dictionary: object({ description: MESSAGE }) },
          columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
          results: {
            list: object(
              {
                ruleId: isText,
                ruleIndex: (value) => Number.isInteger(value) && Number(value) >= -1,
                level: LEVEL,
                message: MESSAGE,
                locations: {
                  list: object({
                    physicalLocation: object(
                      {
                        artifactLocation: object({ uri: isRelativeUri, uriBaseId: isText }),
                        region: object({
                          startLine: (value) => Number.isInteger(value) && Number(value) >= 1,
                        }),
                      },
                      'artifactLocation',
                    ),
                  }),
                },
                partialFingerprints: { dictionary: isText },
              },
              'message',
            ),
          },
        },
        'tool',
      ),
    },
  },
  'version',
  'runs',
)

function violations(value: unknown, shape: Shape, path: string): readonly string[] {
  if (typeof shape === 'function') return shape(value) ? [] : [`${path}: ${JSON.stringify(value)}`]
  if ('list' in shape) {
    if (!Array.isArray(value)) return [`${path} is no list`]
    const distinct = new Set(value.map((each) => JSON.stringify(each)))
    const repeated =
      shape.isUnique && distinct.size !== value.length ? [`${path} repeats itself`] : []
    return [
      ...repeated,
      ...value.flatMap((each, index) => violations(each, shape.list, `${path}/${index}`)),
    ]
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no object`]
  const entries = Object.entries(value)
  if ('dictionary' in shape) {
    return entries.flatMap(([key, each]) => violations(each, shape.dictionary, `${path}/${key}`))
  }
  const missing = shape.required.filter((key) => !Object.hasOwn(value, key))
  return [
    ...missing.map((key) => `${path} lacks ${key}`),
    ...entries.flatMap(([key, each]) => {
      const inner = shape.object[key]
      return inner ? violations(each, inner, `${path}/${key}`) : [`${path} has ${key}`]
    }),
  ]
}
