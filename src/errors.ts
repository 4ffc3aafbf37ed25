// The one error type that a user sees. Owns the closed set of codes; docs/errors.md explains each.
// An ActionError never holds a secret value: not in `what`, not in `fix`, not in a cause.

export const errorCodes = [
  'ARCHIVE_DAMAGED',
  'ARCHIVE_EXISTS',
  'ARCHIVE_INCOMPLETE',
  'ARCHIVE_KEY_INVALID',
  'ARCHIVE_LOCKED',
  'ARCHIVE_NOT_FOUND',
  'ARCHIVE_PLACE',
  'ARCHIVE_SIGNATURE',
  'ARCHIVE_TOO_LARGE',
  'ARCHIVE_UNSAFE',
  'ARCHIVE_UNTRUE',
  'COMMIT_BRANCH_TAKEN',
  'COMMIT_BRANCH_UNKNOWN',
  'COMMIT_DENIED',
  'COMMIT_HEAD_MOVED',
  'COMMIT_PLACE',
  'COMMIT_PROTECTED',
  'CONFIG_INVALID',
  'CONFIG_MISSING',
  'DECRYPT_FAILED',
  'DELETE_REFUSED',
  'DESTINATIONS_INVALID',
  'DESTINATION_CLASH',
  'DESTINATION_FAILED',
  'DESTINATION_FULL',
  'ENDPOINT_REFUSED',
  'FILE_DAMAGED',
  'FILE_NOT_DOTENV',
  'FILE_NOT_TEXT',
  'FILE_TOO_LARGE',
  'FILE_UNREADABLE',
  'GITHUB_UNREACHABLE',
  'GIT_MISSING',
  'GRANT_UNKNOWN',
  'HISTORY_MISSING',
  'IMPORT_LOSES',
  'IMPORT_UNREADABLE',
  'INPUT_INVALID',
  'INTERNAL',
  'ITEM_FOREIGN',
  'KEYS_MIXED',
  'KEY_INVALID',
  'KEY_KIND',
  'KEY_MISSING',
  'KEY_NOT_A_MEMBER',
  'KEY_OR_STORE_DAMAGED',
  'KEY_PENDING',
  'LFS_FILTER',
  'MEMBER_KEY_REPLACED',
  'MEMBER_RETURNS',
  'NAME_CLASH',
  'NAME_INVALID',
  'NAME_RESERVED',
  'NOTHING_SELECTED',
  'OIDC_UNAVAILABLE',
  'OUTPUT_CLASH',
  'PASSPHRASE_MISSING',
  'PASSPHRASE_WRONG',
  'PATH_UNSAFE',
  'PATTERN_INVALID',
  'PLAINTEXT_TRACKED',
  'PROJECT_DIFFERS',
  'PUBLIC_KEY_INVALID',
  'PUSH_STOPPED',
  'REMOTE_FAILED',
  'REVOKE_LAST',
  'REVOKE_SELF',
  'REVOKE_UNKNOWN',
  'ROLLBACK_REFUSED',
  'RUNNER_FILE_MISSING',
  'RUN_STOPPED',
  'SCHEMA_INVALID',
  'SECRET_LITERAL',
  'SELECT_INVALID',
  'SIGNING_KEY_INVALID',
  'STORE_BUSY',
  'STORE_CHANGED',
  'STORE_DIRTY',
  'STORE_INTERRUPTED',
  'STORE_LEGACY',
  'STORE_NOT_FOUND',
  'STORE_UNSOUND',
  'TARGET_CLASH',
  'TARGET_NOT_A_FILE',
  'TEMPLATE_INVALID',
  'TOKEN_MISSING',
  'UNTRUSTED_EVENT',
  'VALUE_EMPTY',
  'VALUE_NOT_WRITABLE',
  'VALUE_TOO_LARGE',
  'WRITE_FAILED',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface Where {
  /** Path relative to the workspace, with `/`. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

export interface ErrorDetails {
  /** What is wrong, as one sentence without a value. */
  readonly what: string
  readonly where?: Where
  /** What to do about it. */
  readonly fix: string
}

export class ActionError extends Error {
  override readonly name = 'ActionError'
  readonly code: ErrorCode
  readonly what: string
  readonly where: Where
  readonly fix: string

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.what)
    this.code = code
    this.what = details.what
    this.where = details.where ?? {}
    this.fix = details.fix
  }
}

/** Several independent problems, found before anything was changed and reported together. */
export class ActionErrors extends Error {
  override readonly name = 'ActionErrors'
  readonly errors: readonly ActionError[]

  constructor(errors: readonly ActionError[]) {
    super(`${errors.length} problems`)
    this.errors = errors
  }
}

/** Throws what was collected: nothing, the one error, or all of them together. */
export function throwIfAny(errors: readonly ActionError[]): void {
  const [first] = errors
  if (first === undefined) return
  throw errors.length === 1 ? first : new ActionErrors(errors)
}

/** Whatever was thrown, as errors that are safe to print. */
export function toActionErrors(thrown: unknown): readonly ActionError[] {
  if (thrown instanceof ActionErrors) return thrown.errors
  if (thrown instanceof ActionError) return [thrown]
  return [new ActionError('INTERNAL', { what: describeUnknown(thrown), fix: REPORT_IT })]
}

const REPORT_IT =
  'This is a bug in the action. Please report it with the lines above; they hold no secret value.'

// The message of a foreign error may quote the data that it choked on, so only the parts that
// cannot are kept: what failed and where in the program.
function describeUnknown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `unexpected failure (${typeof thrown} thrown)`
  const { code, syscall } = thrown as NodeJS.ErrnoException
  const reason = [thrown.name, code, syscall].filter((part) => part !== undefined).join(' ')
  // What follows the message, which may hold lines that look like frames.
  const stack = thrown.stack ?? ''
  const start = stack.indexOf(thrown.message)
  const after = start === -1 ? '' : stack.slice(start + thrown.message.length)
  const frames = after.split('\n').filter((line) => /^\s+at /.test(line))
  return [`unexpected failure (${reason})`, ...frames.slice(0, 5)].join('\n')
}
