// What a run was refused with.
import assert from 'node:assert/strict'
import { ActionError, ActionErrors } from '../../src/errors.ts'

/** The one error that `run` throws; fails when it throws none, several or something else. */
export async function refusal(run: () => unknown): Promise<ActionError> {
  const thrown = await whatIsThrown(run)
  if (thrown instanceof ActionError) return thrown
  throw new assert.AssertionError({ message: 'no ActionError', actual: thrown })
}

/** Several errors that are reported together. */
export async function refusals(run: () => unknown): Promise<readonly ActionError[]> {
  const thrown = await whatIsThrown(run)
  if (thrown instanceof ActionErrors) return thrown.errors
  throw new assert.AssertionError({ message: 'no ActionErrors', actual: thrown })
}

async function whatIsThrown(run: () => unknown): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  assert.fail('nothing was refused')
}
