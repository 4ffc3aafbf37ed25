// Which paths of a commit the rules about files look at: secret files, their plaintexts, and what else
// is named like a plaintext. By names alone; reads nothing.
import { isSecretFileName, plaintextPath, STORE_FOLDER } from '../kanuka/layout.ts'
import type { Range } from './context.ts'
import { pathIn, type CommitFile, type Snapshot } from './snapshot.ts'

export function isRegular({ mode }: CommitFile): boolean {
  return mode.startsWith('100')
}

/** A path that a secret file can have, whether there is a store or not. */
export function isSecretPath(path: string): boolean {
  return isSecretFileName(baseName(path)) && !path.split('/').includes(STORE_FOLDER)
}

/** Whether what lies there is ciphertext if all is well: a secret file, or a wrapped key. */
export function isCiphertextPath(path: string): boolean {
  return isSecretPath(path) || /(?:^|\/)\.kanuka\/secrets\/[^/]+\.kanuka$/.test(path)
}

/** The secret files of all stores, by path relative to the repository's root. */
export function secretFilesOf(snapshot: Snapshot): ReadonlyMap<string, CommitFile> {
  const files = new Map<string, CommitFile>()
  for (const store of snapshot.stores.values()) {
    for (const [path, file] of store.secretFiles) files.set(pathIn(store, path), file)
  }
  return files
}

/** Where the secret files of a commit, or of any version in a range, have their plaintext. */
export function plaintextPaths(snapshot: Snapshot, range?: Range): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const path of secretFilesOf(snapshot).keys()) paths.add(plaintextPath(path))
  if (!range) return paths
  for (const path of secretFilesOf(range.base).keys()) paths.add(plaintextPath(path))
  for (const { path, file } of range.changes) {
    if (isRegular(file) && isSecretPath(path)) paths.add(plaintextPath(path))
  }
  return paths
}

const PUBLIC_PARTS = new Set(['example', 'sample', 'template', 'dist', 'schema', 'defaults'])

// Files in a programming, markup or style language, by the last part of their names. Those in which
// people also keep variables (json, yaml, toml, ini, txt) are not among them.
const SOURCE_CODE = new Set(
  [
    'ts tsx mts cts js jsx mjs cjs vue svelte astro coffee py pyi pyx ipynb rb erb rake gemspec',
    'go rs java kt kts scala groovy gradle clj cljs ex exs erl hrl hs ml mli elm c h cc cpp cxx hpp hh',
    'cs fs fsx vb swift m mm php phtml pl pm lua r jl dart zig nim sol asm wat',
    'sh bash zsh fish csh ksh ps1 psm1 bat cmd awk sql graphql gql proto thrift tf hcl nix bzl cmake mk',
    'md mdx rst adoc tex html htm xhtml xml svg css scss sass less styl hbs ejs pug njk liquid j2 tmpl tpl',
    'patch diff snap',
  ].flatMap((line) => line.split(' ')),
)

/** Names that never are a plaintext: kept to be read by all, or to be compiled. */
export function isNeverPlaintext(path: string): boolean {
  const parts = baseName(path).toLowerCase().split('.')
  if (parts.some((part) => PUBLIC_PARTS.has(part))) return true
  return parts.length > 1 && SOURCE_CODE.has(parts.at(-1) ?? '')
}

/** `.env`, `.env.production`, `app.env`: not `.envrc`, `environment.rb`, nor a secret file. */
export function isNamedLikePlaintext(path: string): boolean {
  const name = baseName(path)
  return name.split('.').includes('env') && !isSecretFileName(name) && !isNeverPlaintext(path)
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
