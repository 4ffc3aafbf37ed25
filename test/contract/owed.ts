// Stories that adapters do not hold yet, and why. Each of them runs and must fail: who mends what it is
// about takes its line away.

const WAITS =
  'retryingFetch tries again after an abort and waits for that: p-retry is not given the signal'

/** What all owe that use the network. */
export const OWED_OVER_HTTP: Readonly<Record<string, string>> = {
  'an abort within a request ends it, without another try': WAITS,
}

const UNMARKED =
  'values are written before their marks, in another request: new keys of a run that is killed between them stay foreign, until `adopt: true`'

/** Kills between a new value and its mark. */
export const OWED_BY_VAULT: Readonly<Record<string, string>> = {
  ...OWED_OVER_HTTP,
  'killed in the first push, before any request: the next run finishes it': UNMARKED,
  'killed in the first push, after any request: the next run finishes it': UNMARKED,
  'killed in new ones beside old ones, and deletions, before any request: the next run finishes it':
    UNMARKED,
  'killed in new ones beside old ones, and deletions, after any request: the next run finishes it':
    UNMARKED,
}

const VERSIONLESS =
  'version 1 has no versions, and its marks no digest of a value: a change by hand cannot be seen'
const LYING =
  'version 1: after a kill between value and mark, the old mark speaks of the new value, and nothing tells'

export const OWED_BY_VAULT_1: Readonly<Record<string, string>> = {
  ...OWED_BY_VAULT,
  'no version is replaced but the one that was listed': VERSIONLESS,
  'a change by hand is seen, and written over': VERSIONLESS,
  'killed in an update, before any request: the next run finishes it': LYING,
  'killed in an update, after any request: the next run finishes it': LYING,
}
