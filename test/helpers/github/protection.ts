// Protected branches: how a refusal reads, by the API and by git push. The two kinds of protection
// are worded differently, and GraphQL gives them different types; a client must know both.
// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets

export type Protection = 'classic' | 'ruleset'

type Change = 'create' | 'update' | 'delete'

const CLASSIC_DOCUMENTATION = 'https://docs.github.com/articles/about-protected-branches'

// Classic protection answers with the bare rule.
const CLASSIC: Readonly<Record<Change, string>> = {
  create: 'Reference update failed',
  update: 'Changes must be made through a pull request.',
  delete: 'Cannot delete a protected branch',
}

const RULES: Readonly<Record<Change, string>> = {
  create: 'Cannot create ref due to creations being restricted.',
  update: 'Changes must be made through a pull request.',
  delete: 'Cannot delete this branch',
}

export interface ProtectionRefusal {
  readonly message: string
  readonly documentation?: string
  /** Of the GraphQL error. The one for rulesets is not documented: judge it by its message. */
  readonly type: string
}

export function refusalOf(kind: Protection, change: Change): ProtectionRefusal {
  if (kind === 'ruleset') {
    const message = `Repository rule violations found\n\n${RULES[change]}\n\n`
    return { message, type: 'UNPROCESSABLE' }
  }
  const type = 'BRANCH_PROTECTION_RULE_VIOLATION'
  return { message: CLASSIC[change], documentation: CLASSIC_DOCUMENTATION, type }
}

/** The file next to the hook that lists protected branches: kind and full ref in each line. */
export const PROTECTED_FILE = 'protected-branches'

/** Runs in the bare repository; what it prints is what git shows after `remote: `. */
export function preReceiveHook(repository: string): string {
  return `#!/bin/sh
while read -r _ _ ref; do
  while read -r kind protected; do
    [ "$ref" = "$protected" ] || continue
    if [ "$kind" = classic ]; then
      echo "error: GH006: Protected branch update failed for $ref."
    else
      echo "error: GH013: Repository rule violations found for $ref."
      echo "Review all repository rules at https://github.com/${repository}/rules"
    fi
    printf '\\n- Changes must be made through a pull request.\\n\\n'
    exit 1
  done < ${PROTECTED_FILE}
done >&2
exit 0
`
}
