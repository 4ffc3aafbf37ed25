// decrypt and sync with destinations: the push after them. Nothing is pushed where something before it
// failed; a push that fails undoes nothing.
import type { Inputs } from '../inputs.ts'
import type { Deps, Report } from './command.ts'
import type { Landed } from './commit-stores.ts'

export function hasDestinations({ push }: Inputs): boolean {
  return push.destinations !== undefined || push.destinationsFile !== undefined
}

/** Before anything is changed: a mistake in the configuration is found first. */
export async function checkDestinations(inputs: Inputs, deps: Deps): Promise<void> {
  if (!hasDestinations(inputs)) return
  const { readConfigured } = await import('./push-config.ts')
  await readConfigured(inputs, deps.workflow)
}

interface Before {
  readonly inputs: Inputs
  readonly deps: Deps
  /** By what was done before. */
  readonly committed?: Landed | undefined
}

/** @param report of what was done before */
export async function thenPush(
  report: Report,
  { inputs, deps, committed }: Before,
): Promise<Report> {
  if (!hasDestinations(inputs)) return report
  if (report.failures.length > 0) {
    const text = 'Nothing was pushed to the destinations, because of the errors before'
    return { ...report, notices: [...report.notices, { text }] }
  }
  const { pushAfter } = await import('./push.ts')
  return joined(report, await pushAfter({ committed }, inputs, deps))
}

function joined(first: Report, second: Report): Report {
  const changed = [first, second].some(({ outputs }) => outputs.changed === 'true')
  return {
    ...first,
    headline: `${first.headline}; ${second.headline}`,
    sections: [...first.sections, ...second.sections],
    notes: [...first.notes, ...second.notes],
    notices: [...first.notices, ...second.notices],
    warnings: [...first.warnings, ...second.warnings],
    failures: [...first.failures, ...second.failures],
    outputs: { ...first.outputs, ...second.outputs, changed: String(changed) },
    details: { ...first.details, push: second.details },
  }
}
