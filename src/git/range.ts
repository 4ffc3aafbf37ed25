// What a run compares: head, tip and merge base, in a place that has all their objects. What a shallow or
// partial clone lacks is fetched into a git folder of our own; the clone stays as it is. Judges nothing.
import { ActionError } from '../errors.ts'
import { cell, count } from '../platform/printable.ts'
import type { Workflow } from '../platform/workflow.ts'
import { runGit } from './git-process.ts'
import { ObjectReader } from './object-reader.ts'
import { planRange, unknownBase, type RangePlan } from './range-plan.ts'
import type { Remote } from './remote.ts'
import type { Repository } from './repository.ts'
import { alsoRead, inScratch, type Scratch } from './scratch.ts'

export interface Comparison {
  /** The commit that is judged. */
  readonly head: string
  /** The branch to merge into, as it stands; the base itself where nothing is to be merged. */
  readonly tip: string | undefined
  /** Merge base of head and tip. Either both are there or none: then only the head can be judged. */
  readonly base: string | undefined
  /** Where all these objects are; contents of files only after `obtain` did not say no. */
  readonly place: Scratch
  /** Whole sentences: what was not compared, or otherwise than one may think. `obtain` may add one. */
  readonly notes: readonly string[]
  /**
   * Gets contents of files that are missing into the place, as far as they can be had, with one call to
   * the remote at most. Costs a process.
   */
  readonly obtain: (ids: Iterable<string>) => Promise<void>
}

export interface CompareOptions {
  readonly workflow: Workflow
  /** The `base-ref` input; empty: what the event says. */
  readonly baseRef: string
  /** undefined: nothing may be fetched. */
  readonly remote: Remote | undefined
  readonly now: Date
}

const DAY_MS = 24 * 60 * 60 * 1000
const NEED_HISTORY =
  'PLAINTEXT_IN_HISTORY, MEMBER_ADDED, MEMBER_REMOVED, MEMBER_RELABELLED, MEMBER_KEY_CHANGED, KEY_ROTATED, PROJECT_CHANGED, CIPHERTEXT_MOVED, CIPHERTEXT_ROLLED_BACK, REVOKED_WITHOUT_ROTATION, ROTATION_PARTIAL, ROTATION_CONFLICT, AUDIT_LOG_REWRITTEN and DESTINATION_CHANGED'
const SEVERAL =
  'Head and base branch have several merge bases: the first that git names is what the head is compared with.'

/**
 * Hands over what is to be compared; its place exists as long as `use` runs.
 * @throws ActionError HISTORY_MISSING where nothing is checked out, INPUT_INVALID for an unknown `base-ref`,
 *   GIT_MISSING, PATH_UNSAFE. What cannot be fetched is a note.
 */
export async function withComparison<T>(
  repository: Repository,
  options: CompareOptions,
  use: (comparison: Comparison) => Promise<T>,
): Promise<T> {
  const plan = await planRange(repository, options.workflow, options.baseRef)
  return inScratch(
    repository,
    async (local) => {
      const found = await compareIn(local, plan, options)
      if (found.kind !== 'cut') return use(comparisonOf(local, { plan, found, options }))
      const fetched = async (own: Scratch): Promise<T> => {
        const there = await fetchInto(own, plan, options)
        if (there.kind !== 'alone') return use(comparisonOf(own, { plan, found: there, options }))
        const isHere = await isCommitIn(local, plan.head)
        const head = isHere ? plan.head : plan.checkedOut
        return use(comparisonOf(local, { plan: { ...plan, head }, found: there, options }))
      }
      return inScratch(repository, fetched, { objects: 'own' })
    },
    { objects: 'layered' },
  )
}

type Found =
  | { readonly kind: 'range'; readonly base: string; readonly tip: string; readonly note?: string }
  | { readonly kind: 'alone'; readonly why: string }

/** cut: commits or folders are missing, or may be. */
type Looked = Found | { readonly kind: 'cut' }

const CUT: Looked = { kind: 'cut' }

async function fetchInto(own: Scratch, plan: RangePlan, options: CompareOptions): Promise<Found> {
  const { remote } = options
  if (!remote) return missing('nothing may be fetched')
  let { target } = plan
  try {
    if (target.kind === 'commit' && target.name !== undefined) {
      const id = (await remote.commitNamed(target.name)) ?? target.id
      if (id === undefined) throw unknownBase(target.name)
      target = { kind: 'commit', id }
    }
    const ids = [plan.head, ...('id' in target && target.id !== undefined ? [target.id] : [])]
    await remote.fetchCommits(own, [...new Set(ids)])
  } catch (error) {
    if (!(error instanceof ActionError) || !MAY_PASS.includes(error.code)) throw error
    return missing(error.what)
  }
  // Only now: a git that sees the checkout's commits would take their history for there.
  alsoRead(own.gitDir, own.checkoutObjects)
  const found = await compareIn(own, { ...plan, target }, options)
  return found.kind === 'cut' ? missing('the remote did not give all of it') : found
}

const MAY_PASS: readonly string[] = ['REMOTE_FAILED', 'COMMIT_DENIED']

function missing(why: string): Found {
  return {
    kind: 'alone',
    why: `Only the head is judged, as the checkout lacks history: check out with \`fetch-depth: 0\`. It could not be fetched (${cell(why)}), and without it there are no findings ${NEED_HISTORY}, and PRIVATE_KEY_TRACKED and NONCE_REUSED see less.`,
  }
}

async function compareIn(
  place: Scratch,
  { head, target }: RangePlan,
  { now }: CompareOptions,
): Promise<Looked> {
  if (target.kind === 'nothing') {
    // The head itself must be there: a merge that is checked out alone has no parents here.
    return (await isCommitIn(place, head)) ? { kind: 'alone', why: target.why } : CUT
  }
  const isDay = target.kind === 'day'
  if (isDay && !(await isCommitIn(place, head))) return CUT
  const tip = isDay ? await yesterday(place, head, now) : target.id
  if (tip === head && isDay) return { kind: 'alone', why: QUIET }
  if (tip === undefined) {
    return isDay && place.shallow.size === 0 ? { kind: 'alone', why: YOUNG } : CUT
  }
  // Where one of them is not there, git cannot tell.
  const bases = await mergeBases(place, head, tip)
  if (!bases) return CUT
  const [base] = bases
  if (base === undefined) return place.shallow.size > 0 ? CUT : { kind: 'alone', why: UNRELATED }
  if (await isCutBetween(place, [head, tip], base)) return CUT
  if (target.kind === 'before' || isDay) {
    const note = base === tip ? {} : { note: FORCED }
    return { kind: 'range', base: tip, tip, ...note }
  }
  return { kind: 'range', base, tip, ...(bases.length > 1 && { note: SEVERAL }) }
}

const QUIET = 'The branch got no commits in the last 24 hours: only its last commit is judged.'
const YOUNG = 'The whole history is of the last 24 hours: only the last commit is judged.'
const UNRELATED =
  'Head and base have no commit in common: only the head is judged. `base-ref` may name what to compare it with.'
const FORCED = 'The push was forced: the branch is compared with what it was before.'

async function isCommitIn(place: Scratch, id: string): Promise<boolean> {
  return (await runGit(place, ['cat-file', '-e', `${id}^{commit}`])).exitCode === 0
}

/** The last commit of the first-parent line that is older than a day. */
async function yesterday(place: Scratch, head: string, now: Date): Promise<string | undefined> {
  const seconds = Math.floor((now.getTime() - DAY_MS) / 1000)
  const args = ['rev-list', '--first-parent', '-1', `--before=${seconds}`, '--end-of-options', head]
  const { exitCode, stdout } = await runGit(place, args)
  return (exitCode === 0 && stdout.toString('latin1').trim()) || undefined
}

/** The best first; undefined when git cannot tell. */
async function mergeBases(
  place: Scratch,
  head: string,
  tip: string,
): Promise<readonly string[] | undefined> {
  const args = ['merge-base', '--all', '--end-of-options', head, tip]
  const { exitCode, stdout } = await runGit(place, args)
  if (exitCode > 1) return undefined
  return exitCode === 0 ? stdout.toString('latin1').trim().split('\n') : []
}

/** Whether history is cut off before the base is reached, or lacks folders: then git may name a wrong base. */
async function isCutBetween(
  place: Scratch,
  tips: readonly string[],
  base: string,
): Promise<boolean> {
  if (place.shallow.size > 0) {
    const { exitCode, stdout } = await runGit(place, ['rev-list', ...tips, `^${base}`, '--'])
    const commits = stdout.toString('latin1').split('\n')
    if (exitCode !== 0 || commits.some((id) => place.shallow.has(id))) return true
  }
  if (!place.isPartial) return false
  const walk = ['rev-list', '--objects', '--filter=blob:none', '--missing=print', '--quiet']
  const ranges = [
    [...tips, `^${base}`],
    ['--no-walk', ...tips, base],
  ]
  for (const range of ranges) {
    const { exitCode, stdout } = await runGit(place, [...walk, ...range, '--'])
    if (exitCode !== 0 || /^\?/m.test(stdout.toString('latin1'))) return true
  }
  return false
}

interface Parts {
  readonly plan: RangePlan
  readonly found: Found
  readonly options: CompareOptions
}

function comparisonOf(place: Scratch, { plan, found, options }: Parts): Comparison {
  const { kind } = found
  const note = kind === 'alone' ? found.why : found.note
  const notes = [...plan.notes, ...(note === undefined ? [] : [note])]
  const reader = new ObjectReader(place)
  let mayBeHad = true
  return {
    head: plan.head,
    tip: kind === 'range' ? found.tip : undefined,
    base: kind === 'range' ? found.base : undefined,
    place,
    notes,
    obtain: async (ids) => {
      if (!mayBeHad) return
      const wanted = new Set(ids)
      const sizes = await reader.sizes(wanted)
      const lacking = [...wanted].filter((id) => !sizes.has(id))
      if (lacking.length === 0) return
      const why = await whyNotFetched(options.remote, place, lacking)
      if (why === undefined) return
      mayBeHad = false
      notes.push(withoutContents(lacking.length, why))
    },
  }
}

async function whyNotFetched(
  remote: Remote | undefined,
  place: Scratch,
  ids: readonly string[],
): Promise<string | undefined> {
  if (!remote) return 'nothing may be fetched'
  try {
    await remote.fetchBlobs(place, ids)
    return undefined
  } catch (error) {
    if (!(error instanceof ActionError) || !MAY_PASS.includes(error.code)) throw error
    return error.what
  }
}

function withoutContents(amount: number, why: string): string {
  return `The contents of ${count(amount, 'file')} are not in the checkout and could not be fetched (${cell(why)}): nothing is said about what they hold. Check out with \`fetch-depth: 0\` and without \`filter:\`.`
}
