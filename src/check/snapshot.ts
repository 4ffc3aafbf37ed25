// A commit as the rules see it: what every file is (by blob id), and the stores in it. Types only; who
// reads them is read-snapshot.ts.
import type { Config } from '../kanuka/config.ts'
import type { Member } from '../kanuka/members.ts'

/** A file at a commit. Equal ids are equal bytes. */
export interface CommitFile {
  /** `100644`, `100755`, `120000` (a link), `160000` (a submodule). */
  readonly mode: string
  /** Blob id. */
  readonly id: string
}

export interface Snapshot {
  /** Commit id. */
  readonly commit: string
  /** By path relative to the repository's root, with `/`: every file, links and submodules too. */
  readonly files: ReadonlyMap<string, CommitFile>
  /** By the folder that holds `.kanuka/`, relative to the repository's root; '' for the root. */
  readonly stores: ReadonlyMap<string, StoreState>
}

/** One store at a commit. Paths inside are relative to its root. */
export interface StoreState {
  /** Relative to the repository's root; '' for the root. */
  readonly root: string
  /** Everything in `.kanuka/`. */
  readonly storeFiles: ReadonlyMap<string, CommitFile>
  /** Regular files with a secret file's name that belong to this store (not to a nested one). */
  readonly secretFiles: ReadonlyMap<string, CommitFile>
  /** `.kanuka/public_keys/<uuid>.pub`, by UUID; regular files only. */
  readonly publicKeys: ReadonlyMap<string, CommitFile>
  /** `.kanuka/secrets/<uuid>.kanuka`, by UUID; regular files only. */
  readonly wrappedKeys: ReadonlyMap<string, CommitFile>
  readonly config: ConfigState
  /** With what config.toml says of them; of an unusable one, UUIDs alone. */
  readonly members: readonly Member[]
  /** Bytes of audit.jsonl; undefined without one. */
  readonly auditLog: Uint8Array | undefined
}

export type ConfigState =
  | { readonly kind: 'valid'; readonly config: Config; readonly bytes: Uint8Array }
  /** what: the end of a sentence about the file. */
  | { readonly kind: 'invalid'; readonly what: string; readonly line?: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'legacy' }

/** A path of a store as findings show it: relative to the repository's root. */
export function pathIn({ root }: Pick<StoreState, 'root'>, path: string): string {
  return root === '' ? path : `${root}/${path}`
}
