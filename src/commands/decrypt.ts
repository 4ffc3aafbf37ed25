// decrypt: from encrypted files to files, variables and outputs of the job. Everything is opened,
// derived and checked in memory first; then it is masked; only then anything is written.
import { outputDefinitions } from '../action-outputs.ts'
import { ActionError, throwIfAny } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import type { OpenedFile, OpenedStore } from '../kanuka/open-store.ts'
import { makePrivate, writeAllOrNothing } from '../platform/staged-write.ts'
import { checkEnvironment, checkOutputs } from '../secrets/export-checks.ts'
import { IDENTITY_SCHEMA } from '../secrets/key-schema.ts'
import { MaskCollector, readDotenv, type MaskReport } from '../secrets/mask-collector.ts'
import { parseSelection } from '../secrets/selection.ts'
import { isReservedName } from '../secrets/variable-names.ts'
import { collectVariables, type Collected } from '../secrets/variables.ts'
import type { Deps, Report } from './command.ts'
import { describeDecrypt, type DecryptedFile } from './decrypt-report.ts'
import { maskPolicyOf, showsNames } from './masks.ts'
import { openStores, skippedReport } from './open-stores.ts'
import { planTargets, type Target } from './targets.ts'
import { checkDestinations, thenPush } from './then-push.ts'

interface Run {
  readonly inputs: Inputs
  readonly deps: Deps
}

const NO_VARIABLES: Collected = { variables: new Map(), overridden: [], errors: [] }

export async function decrypt(inputs: Inputs, deps: Deps): Promise<Report> {
  if (!inputs.privateKey && inputs.ifNoKey === 'skip')
    return skippedReport(deps, 'Nothing was decrypted')
  refuseWithoutRunnerFiles(inputs, deps)
  await checkDestinations(inputs, deps)
  const stores = await openStores(inputs, deps)
  const files = stores.flatMap((opened) => opened.files.map((file) => look(opened, file)))
  const collected = await collect(files, inputs, deps)
  const masking = maskAll(files, collected, { inputs, deps })
  const plan = inputs.writeFiles
    ? await planTargets(deps.workflow, stores, inputs.outputDirectory)
    : { targets: [], errors: [] }
  throwIfAny([...collected.errors, ...plan.errors])
  if (!inputs.dryRun) await write(plan.targets, collected, { inputs, deps })
  const namesVisible = showsNames(inputs, deps.workflow)
  const { targets } = plan
  const decrypted = { stores, files, targets, collected, masking, namesVisible }
  return thenPush(describeDecrypt(decrypted, inputs, deps.workflow), { inputs, deps })
}

// Without these files the toolkit would print names and values into the log instead.
function refuseWithoutRunnerFiles(inputs: Inputs, deps: Deps): void {
  const missing = [
    inputs.exportEnv && !deps.workflow.hasEnvironmentFile ? 'GITHUB_ENV' : '',
    inputs.setOutputs && !deps.workflow.hasOutputFile ? 'GITHUB_OUTPUT' : '',
  ].filter((name) => name !== '')
  if (missing.length === 0) return
  throw new ActionError('RUNNER_FILE_MISSING', {
    what: `the runner gave no file for variables (${missing.join(', ')})`,
    fix: 'Exports and outputs work only in a step of GitHub Actions, with a current runner.',
  })
}

function look(opened: OpenedStore, file: OpenedFile): DecryptedFile {
  return {
    opened,
    file,
    shown: opened.store.shown(file.path),
    dotenv: readDotenv(file.plaintext.reveal()),
  }
}

async function collect(
  files: readonly DecryptedFile[],
  inputs: Inputs,
  deps: Deps,
): Promise<Collected> {
  if (!inputs.exportEnv && !inputs.setOutputs) return NO_VARIABLES
  const schema =
    inputs.keySchema === IDENTITY_SCHEMA
      ? undefined
      : (await import('../secrets/key-schema-parser.ts')).parseKeySchema(inputs.keySchema)
  const sources = files.map(({ opened, file, shown, dotenv }) => ({
    file: shown,
    plaintextName: file.plaintextPath,
    project: opened.store.config.projectName,
    dotenv,
    size: file.size,
  }))
  const collected = collectVariables(sources, {
    selection: parseSelection(inputs.select),
    schema,
    environment: inputs.environment,
    branch: deps.workflow.refName,
  })
  return { ...collected, errors: [...collected.errors, ...checkNames(collected, inputs)] }
}

function checkNames({ variables }: Collected, inputs: Inputs): readonly ActionError[] {
  const own = Object.keys(outputDefinitions)
  const errors = [
    ...(inputs.exportEnv ? checkEnvironment(variables, inputs.allowEnv) : []),
    ...(inputs.setOutputs ? checkOutputs(variables, own) : []),
  ]
  // Asked for both, an invalid name is found twice.
  return [...new Map(errors.map((error) => [`${error.code} ${error.what}`, error])).values()]
}

function maskAll(
  files: readonly DecryptedFile[],
  { variables }: Collected,
  { inputs, deps }: Run,
): MaskReport {
  // A renamed variable may be named either way.
  const renamed = [...variables.values()].filter((v) => inputs.unmasked.includes(v.name))
  const unmasked = new Set([...inputs.unmasked, ...renamed.map((v) => v.sourceName)])
  const collector = new MaskCollector(maskPolicyOf(inputs, deps.workflow), unmasked)
  for (const { sourceName, value } of variables.values()) {
    collector.addExported(sourceName, value.reveal())
  }
  for (const { file, shown, dotenv } of files) {
    collector.addFile(shown, file.plaintext.reveal(), dotenv)
  }
  deps.mask(collector.masks)
  return collector.report()
}

async function write(
  targets: readonly Target[],
  { variables }: Collected,
  { inputs, deps }: Run,
): Promise<void> {
  const writes = targets.filter(({ state }) => state !== 'unchanged').map((target) => target.write)
  if (writes.length > 0) await writeAllOrNothing(writes, deps.journal())
  for (const { state, write: planned } of targets) {
    if (state === 'unchanged') makePrivate(planned.path)
  }
  if (!inputs.exportEnv || variables.size === 0) return
  // An empty PATH would break the posts of other actions.
  deps.journal().variables([...variables.keys()].filter((name) => !isReservedName(name)))
}
