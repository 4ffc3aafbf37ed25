// The mark of ownership in a parameter's description, which goes with the value in one call (tags
// cannot). It tells the version that it was written with, so a later version is a change by hand.
import type { Mark } from '../contract.ts'

export interface DescribedMark {
  readonly mark: Mark
  /** Of the parameter, that was written together with the mark. */
  readonly version: number
}

const INTRODUCTION = 'Managed by kanuka-secrets-action; changes by hand are replaced.'
const PART = '[a-z0-9-]{1,256}'
const PATTERN = new RegExp(
  `^[^\\[\\]]{0,256}\\[kanuka v1 owner=(${PART}) kid=(${PART}) own=(${PART}) fp=([0-9a-f]{32}) ` +
    `commit=(${PART}) version=(\\d{1,15})\\]$`,
)

/** At most 1,024 characters, which is what AWS takes. */
export function descriptionOf(mark: Mark, version: number): string {
  const { owner, kid, own, fp, commit } = mark
  return (
    `${INTRODUCTION} [kanuka v1 owner=${owner} kid=${kid} own=${own} fp=${fp} ` +
    `commit=${commit} version=${version}]`
  )
}

export function markInDescription(text: string | undefined): DescribedMark | undefined {
  const found = PATTERN.exec(text ?? '')
  if (found === null) return undefined
  const [, owner = '', kid = '', own = '', fp = '', commit = '', version] = found
  return { mark: { owner, kid, own, fp, commit }, version: Number(version) }
}
