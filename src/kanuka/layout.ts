// Names and limits of the Kanuka format. Everything that knows how a store is laid out is here.

export const STORE_FOLDER = '.kanuka'
export const CONFIG_FILE = '.kanuka/config.toml'
export const AUDIT_FILE = '.kanuka/audit.jsonl'
export const PUBLIC_KEYS_FOLDER = '.kanuka/public_keys'
export const WRAPPED_KEYS_FOLDER = '.kanuka/secrets'
export const PUBLIC_KEY_SUFFIX = '.pub'
export const CIPHERTEXT_SUFFIX = '.kanuka'

/** Bytes of nonce and authentication tag: ciphertext = plaintext + 40. */
export const CIPHERTEXT_OVERHEAD = 40
export const SYMMETRIC_KEY_LENGTH = 32

export const MAX_CONFIG_BYTES = 4 * 1024 * 1024
export const MAX_AUDIT_BYTES = 256 * 1024 * 1024
export const MAX_KEY_FILE_BYTES = 64 * 1024
export const MAX_SECRET_FILE_BYTES = 256 * 1024 * 1024
/** All selected files of a store together: they are opened in memory before anything is written. */
export const MAX_SELECTED_BYTES = 1024 * 1024 * 1024

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** `.env.production.kanuka`, `app.env.kanuka`: by base name alone. */
export function isSecretFileName(name: string): boolean {
  return name.endsWith(CIPHERTEXT_SUFFIX) && name.includes('.env')
}

/** Where the plaintext of a secret file goes. */
export function plaintextPath(path: string): string {
  return path.slice(0, -CIPHERTEXT_SUFFIX.length)
}

export function publicKeyPath(uuid: string): string {
  return `${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`
}

export function wrappedKeyPath(uuid: string): string {
  return `${WRAPPED_KEYS_FOLDER}/${uuid}${CIPHERTEXT_SUFFIX}`
}

/** Whether a path may be one that a store reads: what a commit has to be read for. By the name alone. */
export function mayBelongToStore(path: string): boolean {
  return (
    path.startsWith(`${STORE_FOLDER}/`) || isSecretFileName(path.slice(path.lastIndexOf('/') + 1))
  )
}

/**
 * Whether a path relative to the root, with `/`, names a file of a store: what may be written to, and
 * nothing else. By the name alone.
 */
export function isLayoutPath(path: string): boolean {
  if (path === CONFIG_FILE || path === AUDIT_FILE) return true
  if (isKeyFile(path, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX)) return true
  if (isKeyFile(path, WRAPPED_KEYS_FOLDER, CIPHERTEXT_SUFFIX)) return true
  const parts = path.split('/')
  return isSecretFileName(parts.at(-1) ?? '') && parts.every(isOwnFolderOrFile)
}

function isKeyFile(path: string, folder: string, suffix: string): boolean {
  if (!path.startsWith(`${folder}/`) || !path.endsWith(suffix)) return false
  return isUuid(path.slice(folder.length + 1, -suffix.length))
}

const IMPOSSIBLE_IN_A_NAME = process.platform === 'win32' ? /[\0\\:]/ : /\0/

function isOwnFolderOrFile(name: string): boolean {
  if (IMPOSSIBLE_IN_A_NAME.test(name)) return false
  return !['', '.', '..', STORE_FOLDER].includes(name) && name.toLowerCase() !== '.git'
}
