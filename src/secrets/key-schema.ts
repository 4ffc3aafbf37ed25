// The `key-schema`: how a variable is called on its way out. Its grammar is in key-schema-parser.ts,
// loaded only when a schema other than the default is given.

export const IDENTITY_SCHEMA = '{{secretKey}}'

export interface KeySchema {
  readonly usesEnvironment: boolean
  /** The name for one variable; `values` has all schema variables. */
  apply(values: ReadonlyMap<string, string>): string
}

/**
 * The environment that a file name tells: what follows `.env.`, without a last `.local`.
 * @param name base name of the plaintext
 * @returns undefined for `.env`, `.env.local` and `app.env`
 */
export function environmentOf(name: string): string | undefined {
  const [, environment] = /\.env\.(.+)$/s.exec(name.replace(/\.local$/, '')) ?? []
  return environment
}
