// Several stores in one run: every one is tried, and what is wrong is reported together.
import { ActionError, ActionErrors, throwIfAny, toActionErrors } from '../errors.ts'

export interface Attempts<T> {
  readonly results: readonly T[]
  readonly failures: readonly ActionError[]
}

/** One that fails does not stop the others. */
export async function eachStore<From, To>(
  items: readonly From[],
  run: (item: From) => To | Promise<To>,
): Promise<Attempts<To>> {
  const results: To[] = []
  const failures: ActionError[] = []
  for (const item of items) {
    try {
      results.push(await run(item))
    } catch (error) {
      if (!(error instanceof ActionError || error instanceof ActionErrors)) throw error
      failures.push(...toActionErrors(error))
    }
  }
  return { results, failures }
}

/** All of them, or an error for each that failed. */
export async function everyStore<From, To>(
  items: readonly From[],
  run: (item: From) => To | Promise<To>,
): Promise<readonly To[]> {
  const { results, failures } = await eachStore(items, run)
  throwIfAny(failures)
  return results
}
