// The findings of `check`: a closed set of codes, each with its severity, what it is about and whether
// a key is needed to find it. The documents and SARIF's rules come from this table.

export type Severity = 'error' | 'warning' | 'notice'

export interface FindingDefinition {
  readonly severity: Severity
  readonly needsKey: boolean
  /** One sentence, as a heading of SARIF and the documents. */
  readonly title: string
}

function keyless(severity: Severity, title: string): FindingDefinition {
  return { severity, needsKey: false, title }
}

function keyed(severity: Severity, title: string): FindingDefinition {
  return { severity, needsKey: true, title }
}

export const findingDefinitions = {
  PLAINTEXT_TRACKED: keyless('error', 'A plaintext of secrets is committed'),
  PLAINTEXT_IN_HISTORY: keyless('error', 'A commit of the range adds a plaintext of secrets'),
  PLAINTEXT_NOT_IGNORED: keyless('warning', 'git would not ignore the plaintext of a secret file'),
  PLAINTEXT_AS_CIPHERTEXT: keyless('error', 'A secret file holds readable text'),
  PRIVATE_KEY_TRACKED: keyless('error', 'A private key is committed'),
  CIPHERTEXT_DAMAGED: keyless('error', 'A secret file is no ciphertext'),
  NONCE_REUSED: keyless('error', 'Two ciphertexts share a nonce'),
  CONFIG_INVALID: keyless(
    'error',
    '.kanuka/config.toml is missing, unreadable or contradicts itself',
  ),
  STORE_LEGACY: keyless('error', 'The store has the form of old versions of Kanuka'),
  MEMBER_PENDING: keyless('warning', 'A member waits for access'),
  MEMBER_ORPHANED: keyless('error', 'A wrapped key has no public key'),
  MEMBER_UNLISTED: keyless('error', 'A key belongs to nobody in config.toml'),
  MEMBER_ADDED: keyless('warning', 'Somebody is let in'),
  MEMBER_REMOVED: keyless('notice', 'Somebody loses access'),
  MEMBER_RELABELLED: keyless('error', 'The email of a member changed'),
  KEY_ROTATED: keyless('notice', 'The symmetric key was rotated'),
  PROJECT_CHANGED: keyless('error', 'The UUID of the project changed'),
  CIPHERTEXT_MOVED: keyless('warning', 'A secret file has the bytes of another one'),
  CIPHERTEXT_ROLLED_BACK: keyless('warning', 'A secret file has the bytes of an older version'),
  CIPHERTEXT_EMPTY: keyless('warning', 'A secret file holds nothing'),
  CIPHERTEXT_IGNORED: keyless('warning', 'git would ignore a secret file or `.kanuka/`'),
  ATTRIBUTES_MISSING: keyless('notice', 'git may merge secret files as text'),
  DESTINATION_CHANGED: keyless('warning', 'The range changes where values go'),
  STORE_UNOWNED: keyless('notice', 'CODEOWNERS leaves the store out'),
  MEMBER_KEY_CHANGED: keyless('error', 'The public key of a member was replaced'),
  MEMBER_KEY_DUPLICATE: keyless('warning', 'Two members have the same key'),
  PUBLIC_KEY_INVALID: keyless('error', 'A public key cannot be used'),
  PUBLIC_KEY_WEAK: keyless('warning', 'A public key is weak'),
  WRAPPED_KEY_DAMAGED: keyless('error', 'A wrapped key cannot be right'),
  REVOKED_WITHOUT_ROTATION: keyless('error', 'Somebody was removed, and the key stayed the same'),
  ROTATION_PARTIAL: keyless('error', 'A rotation is not whole'),
  ROTATION_CONFLICT: keyless('error', 'Merging would mix two symmetric keys'),
  AUDIT_LOG_REWRITTEN: keyless('warning', 'Lines of the audit log were changed or removed'),
  STORE_FILE_UNEXPECTED: keyless('warning', 'Something in `.kanuka/` does not belong there'),
  ROTATION_DUE: keyless('warning', 'The symmetric key is older than allowed'),
  KEY_NOT_A_MEMBER: keyed('error', 'The given private key is of no member'),
  DECRYPT_FAILED: keyed('error', "A secret file does not open under the store's key"),
  CONTENT_STALE: keyed('error', 'A plaintext in the checkout differs from its secret file'),
  VALUE_EXPOSED: keyed('error', 'A secret value stands in clear'),
  DOTENV_INVALID: keyed('warning', 'A line of a secret file is no assignment'),
  NAME_DUPLICATE: keyed('warning', 'A variable is set twice'),
  NAME_RESERVED: keyed('warning', 'A variable has a reserved name'),
  NAME_INVALID: keyed('warning', 'A variable has a name that no environment takes'),
  EXAMPLE_MISMATCH: keyed('warning', 'An example file lists other variables'),
  DESTINATION_DRIFT: keyed('warning', 'A destination differs from the store'),
} as const satisfies Readonly<Record<string, FindingDefinition>>

export type FindingCode = keyof typeof findingDefinitions

/** One thing that is not as it should be. */
export interface Finding {
  readonly code: FindingCode
  /** Mostly that of its code. */
  readonly severity: Severity
  /** Relative to the workspace, with `/`. */
  readonly path: string
  /** 1-based. */
  readonly line?: number
  /** One sentence, never a value. */
  readonly message: string
  /** One sentence. */
  readonly fix: string
}

/** A finding with the severity of its code, unless another is given. */
export function finding(
  code: FindingCode,
  details: Omit<Finding, 'code' | 'severity'> & { readonly severity?: Severity },
): Finding {
  return { code, severity: findingDefinitions[code].severity, ...details }
}
