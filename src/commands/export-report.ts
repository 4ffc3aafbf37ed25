// The report of export: what is in the archive, that it can be restored, what to do with it next.
import type { ArchiveTarget, Published, StagedArchive } from '../archive/archive-file.ts'
import type { Sealing } from '../archive/sealing.ts'
import type { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { count, size } from '../platform/printable.ts'
import { EMPTY_REPORT, type Message, type Report, type Section } from './command.ts'
import type { Proof } from './export-proof.ts'
import type { ExportSource } from './export-source.ts'

export interface ExportedStore {
  readonly source: ExportSource
  readonly target: ArchiveTarget
  /** undefined in a dry run. */
  readonly archive:
    | (StagedArchive & {
        readonly published: Published
        /** Where its signature lies, as messages show it. */
        readonly signature: string | undefined
      })
    | undefined
  readonly proof: Proof | undefined
}

interface Exported {
  readonly results: readonly ExportedStore[]
  readonly failures: readonly ActionError[]
  readonly sealing: Sealing | undefined
}

export function describeExport(exported: Exported, inputs: Inputs): Report {
  const { results, failures } = exported
  const written = results.flatMap(({ archive }) => archive ?? [])
  const files = results.flatMap(({ source: { store } }) =>
    store.secretFiles.map((path) => store.shown(path)),
  )
  const members = results.flatMap(({ source }) => withAccess(source))
  return {
    ...EMPTY_REPORT,
    headline: headline(results, inputs),
    sections: [contentsSection(results)],
    notes: notes(exported, inputs),
    notices: written.filter(({ published }) => published === 'replaced').map(replacedNotice),
    warnings: results.flatMap(({ source }) => [...source.damaged, ...odd(source)]),
    failures,
    outputs: {
      changed: String(written.some(({ published }) => published !== 'same')),
      files: JSON.stringify(files),
      'files-count': String(files.length),
      'members-count': String(members.length),
      archive: written.map(({ target }) => target.shown).join('\n'),
      'archive-sha256': written.map(({ sha256 }) => sha256).join('\n'),
    },
    details: { dryRun: inputs.dryRun, ...details(exported) },
  }
}

function withAccess({ store }: ExportSource): readonly string[] {
  return store.members.filter(({ state }) => state !== 'pending').map(({ uuid }) => uuid)
}

function odd({ store }: ExportSource): readonly Message[] {
  return store.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` }))
}

function headline(results: readonly ExportedStore[], { dryRun }: Inputs): string {
  const names = results.map(({ target }) => target.shown)
  const where = names.length <= 3 ? names.join(', ') : count(names.length, 'archive')
  if (dryRun) return `Dry run: secrets would be exported to ${where}`
  const isSame = results.every(({ archive }) => archive?.published === 'same')
  return isSame ? `${where}: unchanged, the same archive is there` : `Exported secrets to ${where}`
}

// What Kanuka's own export shows, as a table.
function contentsSection(results: readonly ExportedStore[]): Section {
  const rows = results.flatMap(({ source, target }) => {
    const { store } = source
    const keys = store.members
    const publicKeys = keys.filter(({ state }) => state !== 'orphan').length
    return [
      [target.shown, '.kanuka/config.toml', '1 file'],
      [target.shown, '.kanuka/public_keys/', count(publicKeys, 'file')],
      [target.shown, '.kanuka/secrets/', count(withAccess(source).length, 'user key')],
      [target.shown, 'secret files', count(store.secretFiles.length, 'encrypted secret file')],
    ]
  })
  return { title: 'Archive contents', columns: ['archive', 'part', 'holds'], rows }
}

function notes({ results, sealing }: Exported, { dryRun }: Inputs): readonly string[] {
  const list: string[] = []
  for (const { archive, proof, source } of results) {
    if (!archive || !proof) continue
    const { target, sha256, signature } = archive
    list.push(
      `${target.shown}: ${size(archive.size)}, SHA-256 ${sha256}`,
      `Restore test of ${target.shown}: read back from disk, ${count(proof.compared, 'entry')} as in ${source.store.title}${openedWords(proof)}`,
      ...(signature === undefined
        ? []
        : [
            `Signature: ${signature}. Keep it beside the archive; \`gpg --verify\` and \`import\` look at it.`,
          ]),
    )
  }
  list.push(
    "An archive holds encrypted data only. Private keys are NOT included: nobody reads it without a member's.",
    sealing ? sealedNote(sealing) : OPEN_NOTE,
  )
  if (!dryRun) list.push(NEXT_STEP)
  return list
}

function openedWords({ opened }: Proof): string {
  return opened === undefined
    ? '; nothing was decrypted, as there is no `private-key`'
    : `; ${count(opened, 'secret file')} decrypted in memory`
}

const OPEN_NOTE =
  'Names of files, members and the project are readable in it. If that matters, encrypt it with `archive-recipients` or `archive-passphrase`.'
const NEXT_STEP =
  'Next: keep it outside of this runner, with a step `uses: actions/upload-artifact@v4` and `path: ${{ steps.<id>.outputs.archive }}`, or copy it to a bucket.'

function sealedNote({ recipients, hasPassphrase, signer }: Sealing): string {
  const to = [
    ...recipients.map(({ id, name }) => (name === '' ? id : `${id} (${name})`)),
    ...(hasPassphrase ? ['a passphrase'] : []),
  ]
  const by = signer === undefined ? '' : `, signed by ${signer}`
  return `Encrypted as a whole (OpenPGP) to ${to.join(', ')}${by}. \`gpg --decrypt\` opens it.`
}

function replacedNotice({ target }: StagedArchive): Message {
  return { text: `${target.shown} of earlier today was replaced` }
}

function details({ results, failures, sealing }: Exported): Readonly<Record<string, unknown>> {
  return {
    archives: results.map(({ source, target, archive, proof }) => ({
      store: source.store.path,
      project: source.store.config.projectName,
      projectUuid: source.store.config.projectUuid,
      archive: target.shown,
      sha256: archive?.sha256 ?? null,
      size: archive?.size ?? null,
      state: archive?.published ?? 'not written',
      signature: archive?.signature ?? null,
      members: withAccess(source),
      files: source.store.secretFiles,
      bytes: source.total,
      compared: proof?.compared ?? null,
      opened: proof?.opened ?? null,
      damaged: source.damaged.map(({ file }) => file),
    })),
    recipients: sealing?.recipients.map(({ id }) => id) ?? [],
    hasPassphrase: sealing?.hasPassphrase ?? false,
    signer: sealing?.signer ?? null,
    errors: failures.map(({ code, what }) => ({ code, what })),
  }
}
