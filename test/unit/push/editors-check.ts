// The published JSON Schema, as an editor applies it.
import Ajv from 'ajv-draft-04'

/** What the schema says against a document; nothing: it is fine. */
export function editorsCheck(schemaText: string): (document: unknown) => readonly string[] {
  const schema = JSON.parse(schemaText) as Record<string, unknown>
  // `const` alone is newer than draft 4.
  const draft4 = JSON.parse(
    JSON.stringify({ ...schema, $schema: undefined }, (_key, value: unknown) =>
      isConst(value) ? { enum: [value.const] } : value,
    ),
  ) as object
  const validate = new Ajv.default({ allErrors: true }).compile(draft4)
  return (document) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message = '' }) => `${instancePath} ${message}`,
        )
}

function isConst(value: unknown): value is { readonly const: unknown } {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'const'
}
