// The schema that is published for SARIF 2.1.0, as a package holds it.
import { readFileSync } from 'node:fs'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'

interface Schema {
  readonly definitions: { readonly region: Record<string, unknown> }
}

const validate = compiled()

/** Where a log breaks it. */
export function violationsOf(log: unknown): readonly string[] {
  if (validate(log)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function compiled() {
  // As SchemaStore publishes it.
  const file = import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
  const schema = JSON.parse(readFileSync(new URL(file), 'utf8')) as Schema
  // All that OASIS's errata 01 adds to what is used here.
  schema.definitions.region['anyOf'] = ['startLine', 'charOffset', 'byteOffset'].map((name) => ({
    required: [name],
  }))
  // The schema's pattern of a language has a bracket too many, which only the flag `u` minds.
  const ajv = new Ajv.default({ allErrors: true, allowUnionTypes: true, unicodeRegExp: false })
  addFormats.default(ajv, ['date-time', 'uri', 'uri-reference'])
  return ajv.compile(schema)
}
