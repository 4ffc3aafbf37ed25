// What is hidden before anything is said: credentials that were given, by which policy the values of
// files, and names. How a mask is made is secrets/masking.ts.
import type { Inputs } from '../inputs.ts'
import type { Workflow } from '../platform/workflow.ts'
import type { SecretText } from '../secret-value.ts'
import { masksOf, type MaskPolicy } from '../secrets/masking.ts'
import type { Deps } from './command.ts'

/** What everybody can see anyway is not masked: a mask of it would blank the log. */
export function maskPolicyOf({ minMaskLength }: Inputs, workflow: Workflow): MaskPolicy {
  const { refName, repository, owner, actor } = workflow
  const name = repository.split('/')[1] ?? ''
  return {
    minLength: minMaskLength,
    publicValues: new Set([refName, repository, name, owner, actor]),
  }
}

/** Whether names of variables may stand where everybody who sees the run can read them. */
export function showsNames({ showNames }: Inputs, { isPrivate }: Workflow): boolean {
  return showNames === 'true' || (showNames === 'auto' && isPrivate)
}

/** GitHub masks a secret only as it was pasted, and what comes from another step not always. */
export function maskCredentials(
  credentials: readonly (SecretText | undefined)[],
  { mask }: Pick<Deps, 'mask'>,
): void {
  const policy = { minLength: 4, publicValues: new Set<string>() }
  for (const secret of credentials) {
    if (secret) mask(masksOf(secret.reveal(), policy).masks)
  }
}
