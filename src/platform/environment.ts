// Takes what is secret out of process.env. Imported first by both entries, before any library is
// loaded, so that neither a library nor a child process ever sees inputs, state or tokens there.
// (The start environment stays readable in /proc until exit; see docs/threat-model.md.)

const SECRET_NAME = /^(INPUT_|STATE_)|^ACTIONS_.*_TOKEN$/i

function capture(): ReadonlyMap<string, string> {
  const taken = new Map<string, string>()
  for (const [name, value] of Object.entries(process.env)) {
    if (!SECRET_NAME.test(name)) continue
    if (value !== undefined) taken.set(name.toUpperCase(), value)
    delete process.env[name]
  }
  if (process.report) process.report.excludeEnv = true
  return taken
}

const captured = capture()

/** An input exactly as the runner passed it, untrimmed; empty when it was not given. */
export function capturedInput(name: string): string {
  return captured.get(`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`) ?? ''
}

/** A state value that main saved for post. */
export function capturedState(name: string): string {
  return captured.get(`STATE_${name.toUpperCase()}`) ?? ''
}

/** A token that the runner gave, such as ACTIONS_ID_TOKEN_REQUEST_TOKEN; empty without one. */
export function capturedToken(name: string): string {
  return captured.get(name.toUpperCase()) ?? ''
}

/** The environment that remains: the runner's own variables. */
export const environment: Readonly<NodeJS.ProcessEnv> = process.env
