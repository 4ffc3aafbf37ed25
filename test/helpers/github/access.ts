// Tokens and what each may do. GitHub's schemas say nothing of this.
// https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps

export interface Permissions {
  readonly contents?: 'read' | 'write'
  readonly pull_requests?: 'none' | 'read' | 'write'
}

export interface Need {
  readonly permission: keyof Permissions
  readonly level: 'read' | 'write'
}

const LEVELS = ['none', 'read', 'write']

export class Access {
  readonly #tokens = new Map<string, Required<Permissions>>()

  allow(token: string, permissions: Permissions = {}): void {
    this.#tokens.set(token, { contents: 'write', pull_requests: 'write', ...permissions })
  }

  revoke(token: string): void {
    this.#tokens.delete(token)
  }

  /** Undefined for a token that is unknown or revoked. */
  permissionsOf(token: string): Required<Permissions> | undefined {
    return this.#tokens.get(token)
  }
}

export function suffices(permissions: Permissions, { permission, level }: Need): boolean {
  return LEVELS.indexOf(permissions[permission] ?? 'none') >= LEVELS.indexOf(level)
}

/** The token of an API request. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^(?:bearer|token) +(.+)$/i.exec(authorization ?? '')?.[1]
}

/** The token that git sends: HTTP basic with the user name that the documentation gives. */
export function gitToken(authorization: string | undefined): string | undefined {
  const encoded = /^basic +(.+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  return /^x-access-token:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString())?.[1]
}
