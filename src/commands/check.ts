// check: what a commit and its range do to the stores in it, without a key and with one. Reads commits,
// and of the disk only plaintexts that lie beside their secret files; changes nothing but what it is
// asked to write: a SARIF file and a comment.
import type { CheckContext } from '../check/context.ts'
import { judgeRotations, judgeWithoutKey } from '../check/keyless.ts'
import { GitBlobs } from '../check/git-blobs.ts'
import { pathIn } from '../check/snapshot.ts'
import { judge, parseFailOn, parseIgnore } from '../check/verdict.ts'
import { withComparison } from '../git/range.ts'
import type { Inputs } from '../inputs.ts'
import { plaintextPath } from '../kanuka/layout.ts'
import { selectFiles } from '../kanuka/secret-files.ts'
import { findPlace, readContext } from './check-place.ts'
import { publishCheck } from './check-outlets.ts'
import { describeCheck } from './check-report.ts'
import type { Checked, CheckRun } from './check-run.ts'
import { judgeKeyed } from './check-with-key.ts'
import type { Deps, Report } from './command.ts'
import { maskCredentials, showsNames } from './masks.ts'
import { refuseUnknownFiles } from './open-stores.ts'

export async function check(inputs: Inputs, deps: Deps): Promise<Report> {
  const rules = {
    failOn: parseFailOn(inputs.check.failOn),
    ignore: await parseIgnore(inputs.check.ignore),
  }
  maskCredentials([inputs.privateKey, inputs.passphrase, inputs.commit.token], deps)
  const place = await findPlace(inputs, deps.workflow)
  const options = {
    workflow: deps.workflow,
    baseRef: inputs.check.baseRef,
    remote: place.remote,
    now: new Date(),
  }
  return withComparison(place.repository, options, async (comparison) => {
    const blobs = new GitBlobs(comparison.place, comparison.obtain)
    const run = { inputs, deps, place, comparison, blobs }
    const checked = await closing(blobs, async () => checkRange(run, options.now))
    const verdict = judge(checked.findings, rules)
    const shown = {
      ...checked,
      verdict,
      namesVisible: showsNames(inputs, deps.workflow),
      redact: deps.redactor(),
    }
    const published = await publishCheck(shown, { inputs, workflow: deps.workflow })
    return describeCheck(shown, published)
  })
}

async function closing<T>(blobs: GitBlobs, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await blobs.close()
  }
}

async function checkRange(run: CheckRun, now: Date): Promise<Checked> {
  const { inputs, place, comparison, blobs } = run
  const { maxKeyAge } = inputs.check
  const { context, notes } = await readContext(place, comparison, { blobs, now, maxKeyAge })
  const selection = await select(context, inputs)
  const keyless = await judgeWithoutKey(context, comparison.place)
  const keyed = await judgeKeyed(context, run, (path) => selection.chosen.has(path))
  const rotations = await judgeRotations(context, keyed.keys)
  const findings = [...keyless.findings, ...rotations.findings, ...keyed.findings]
  return {
    context,
    findings: [
      ...findings
        .filter(({ path }) => !selection.left.has(path))
        .map((found) => ({ ...found, path: place.shown(found.path) })),
      ...keyed.drift,
    ],
    notes: [
      ...notes,
      ...elsewhere(run),
      ...keyless.notes,
      ...rotations.notes,
      ...keyed.notes,
      // Last, as reading may have added to them.
      ...comparison.notes,
    ],
    failures: keyed.failures,
    notices: keyed.notices,
    changes: keyed.changes?.map((change) => ({ ...change, path: place.shown(change.path) })),
    isKeyed: keyed.isKeyed,
    isCancelled: keyed.isCancelled,
    stores: [...context.head.stores.keys()].map((root) => place.shown(root) || '.'),
    files: [...selection.chosen]
      .filter((path) => context.head.files.has(path))
      .map((path) => place.shown(path)),
  }
}

function elsewhere({ inputs, place }: CheckRun): readonly string[] {
  if (inputs.push.destinationsFile === undefined || place.destinationsFile !== undefined) return []
  return [
    '`destinations-file` is not in the repository that is checked: what becomes of it is not seen',
  ]
}

interface Selection {
  /** Secret files to judge, those too that the range removes; relative to the repository's root. */
  readonly chosen: ReadonlySet<string>
  /** The others, and their plaintexts. */
  readonly left: ReadonlySet<string>
}

async function select({ head, range }: CheckContext, { files }: Inputs): Promise<Selection> {
  const chosen = new Set<string>()
  const left = new Set<string>()
  const selections = []
  for (const store of head.stores.values()) {
    const before = range?.base.stores.get(store.root)?.secretFiles.keys() ?? []
    const secretFiles = [...new Set([...store.secretFiles.keys(), ...before])].toSorted()
    const selected = await selectFiles(secretFiles, files)
    selections.push({ secretFiles, ...selected })
    const wanted = new Set(selected.paths)
    for (const path of secretFiles) {
      const shown = pathIn(store, path)
      if (wanted.has(path)) chosen.add(shown)
      else left.add(shown).add(plaintextPath(shown))
    }
  }
  refuseUnknownFiles(selections, files)
  return { chosen, left }
}
