// Entries and sources for the tests of what goes to a destination.
import type { Limits, NameRule } from '../../../src/destinations/contract.ts'
import type { Derivation, Derived } from '../../../src/push/derive.ts'
import { readDotenv } from '../../../src/secrets/mask-collector.ts'
import type { VariableSource } from '../../../src/secrets/variables.ts'

export function source(file: string, text: string): VariableSource {
  const bytes = Buffer.from(text)
  const plaintextName = file.replace(/\.kanuka$/, '')
  return { file, plaintextName, project: 'shop', dotenv: readDotenv(bytes), size: bytes.length }
}

export function entryOf(
  changes: Partial<Derivation>,
  names: Partial<NameRule> = {},
  limits: Partial<Limits> = {},
): Derivation {
  return {
    name: 'prod',
    capabilities: {
      names: { pattern: /^[\w/.-]+$/, allows: 'letters and more', maxLength: 100, ...names },
      limits: { valueBytes: 1000, takesEmpty: false, concurrency: 1, ...limits },
    },
    select: [],
    values: new Map(),
    keySchema: '{{secretKey}}',
    environment: undefined,
    branch: 'main',
    empty: 'error',
    bundle: undefined,
    ...changes,
  }
}

export function itemsOf({ items }: Derived): Readonly<Record<string, string>> {
  return Object.fromEntries(items.map(({ name, value }) => [name, value.reveal()]))
}

export function errorsOf({ errors }: Derived): readonly string[] {
  return errors.map(({ code, what }) => `${code}: ${what}`)
}
