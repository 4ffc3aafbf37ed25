// Runs after the job, also when it failed or was cancelled: takes back what main wrote. Node's own
// modules alone, so that it starts fast and cannot fail on a library.
import { appendFileSync, existsSync } from 'node:fs'
import { ActionError } from './errors.ts'
import { hasLeftovers, recover } from './kanuka/recovery.ts'
import { cleanUpFrom, type AnnouncedTransaction } from './platform/cleanup.ts'
import { capturedState, environment } from './platform/environment.ts'

const journal = capturedState('journal')
// Without `cleanup` main removed its journal at the end; when it was killed before, it is still there.
if (journal !== '' && existsSync(journal)) cleanUp(journal)

function cleanUp(path: string): void {
  const { removed, kept, failed, variables, transactions } = cleanUpFrom(path)
  for (const transaction of transactions) bringToAnEnd(transaction)
  blank(variables)
  if (removed.length > 0 || transactions.length === 0)
    console.log(
      `${removed.length} decrypted file(s) removed, ${variables.length} variable(s) blanked`,
    )
  for (const file of kept) warn(`${file} was changed by a later step and stays`)
  for (const file of failed) warn(`${file} could not be removed: it may still hold plaintext`)
  if (failed.length > 0) process.exitCode = 1
}

// Main was killed while it changed a store, and its next run may be a week away.
function bringToAnEnd({ root, folder }: AnnouncedTransaction): void {
  const home = { root, folder, shown: (path: string): string => `${root}/${path}` }
  try {
    if (!hasLeftovers(home)) return
    const { outcome, files } = recover(home, { dryRun: false })
    if (outcome !== 'nothing') {
      warn(
        `the change of the store in ${root} was not finished; it was ${outcome} (${files.length} files)`,
      )
    }
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    warn(`${error.code}: ${error.what}. ${error.fix}`)
    process.exitCode = 1
  }
}

// Names were checked before they were exported, so `NAME=` is all that is needed.
function blank(names: readonly string[]): void {
  const file = environment['GITHUB_ENV']
  if (names.length === 0 || file === undefined || file === '') return
  appendFileSync(file, names.map((name) => `${name}=\n`).join(''))
}

function warn(text: string): void {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  console.log(`::warning title=Kanuka::${escaped}`)
}
