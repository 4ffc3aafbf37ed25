// Which events carry a checkout that outsiders can choose.
import type { Workflow } from './workflow.ts'

// Started by members, or with nothing of value in reach (a fork's pull request has no secrets).
// Everything else must prove what is checked out: pull_request_target, workflow_run, issue_comment,
// issues, discussion, fork, watch, and whatever GitHub adds.
const TRUSTED_EVENTS: ReadonlySet<string> = new Set([
  '', // not in Actions at all
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'merge_group',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'release',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'page_build',
  'registry_package',
  'branch_protection_rule',
  'dynamic',
])

/** Whether the event may run with a checkout from elsewhere and secrets at once. */
export function needsProof(workflow: Workflow): boolean {
  return !TRUSTED_EVENTS.has(workflow.eventName)
}

/** Whether GitHub gives this run no secrets, whatever the workflow says. */
export function getsNoSecrets({ actor, isForkPullRequest }: Workflow): boolean {
  return actor === 'dependabot[bot]' || isForkPullRequest
}

/** Why a repository secret can be empty in this run, as a sentence and the way out. */
export function explainMissingKey(workflow: Workflow): { why: string; fix: string } {
  if (workflow.actor === 'dependabot[bot]') {
    return {
      why: 'runs of Dependabot get no Actions secrets',
      fix: 'Add the key as a Dependabot secret too, or set `if-no-key: skip`.',
    }
  }
  if (workflow.isForkPullRequest) {
    return {
      why: 'a pull request from a fork gets no secrets',
      fix: 'Set `if-no-key: skip` where the workflow also runs for forks.',
    }
  }
  return {
    why: 'the secret is not set, has another name, or belongs to an environment that this job does not name',
    fix: 'Write `private-key: ${{ secrets.KANUKA_PRIVATE_KEY }}` and check `gh secret list`; a reusable workflow needs `secrets: inherit`.',
  }
}
