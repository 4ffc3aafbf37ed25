// Stands in for @actions/exec in the bundle (see scripts/build.ts). @actions/core loads that package
// for a helper that this action does not use; loaded lazily, it costs only the runs that ask git.
// By its path, because its name leads here.
import type * as Exec from '@actions/exec'

export const exec: typeof Exec.exec = async (...args) => {
  const real: typeof Exec = await import('../../node_modules/@actions/exec/lib/exec.js')
  return real.exec(...args)
}

/** Only so that @actions/core finds the name; nothing calls it. */
export const getExecOutput = (): never => {
  throw new Error('not in this bundle')
}
