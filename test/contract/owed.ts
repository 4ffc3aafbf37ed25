// Stories that adapters do not hold yet, and why. Each of them runs and must fail: who mends what it is
// about takes its line away.

const VERSIONLESS =
  'version 1 has no versions, and its marks no digest of a value: a change by hand cannot be seen'

export const OWED_BY_VAULT_1: Readonly<Record<string, string>> = {
  'no version is replaced but the one that was listed': VERSIONLESS,
  'a change by hand is seen, and written over': VERSIONLESS,
}
