// Which events carry a checkout that outsiders can choose, and why a key can be missing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { explainMissingKey, needsProof } from '../../../src/platform/trust.ts'
import { folder } from '../../helpers/action.ts'
import { workflowIn } from '../../helpers/workflows.ts'

const TRUSTED = `
  push schedule workflow_dispatch repository_dispatch merge_group pull_request pull_request_review
  pull_request_review_comment release create delete deployment deployment_status page_build
  registry_package branch_protection_rule dynamic
`
const UNTRUSTED = `
  pull_request_target workflow_run issue_comment issues discussion discussion_comment fork watch
  public gollum label milestone member status check_run check_suite project project_card
  commit_comment image_version sub_issues something_new PUSH
`
const words = (text: string): readonly string[] => text.trim().split(/\s+/)

describe('the key may be used as it is on', () => {
  for (const eventName of [...words(TRUSTED), '']) {
    test(eventName || 'a machine of one’s own, outside of Actions', (t) => {
      assert.equal(needsProof(workflowIn(folder(t), { eventName })), false)
    })
  }
})

describe('the checkout must be the event’s own commit on', () => {
  for (const eventName of words(UNTRUSTED)) {
    test(eventName, (t) => {
      assert.equal(needsProof(workflowIn(folder(t), { eventName })), true)
    })
  }
})

describe('why the key is missing', () => {
  test('Dependabot has secrets of its own', (t) => {
    const { why, fix } = explainMissingKey(workflowIn(folder(t), { actor: 'dependabot[bot]' }))
    assert.match(why, /Dependabot get no Actions secrets/)
    assert.match(fix, /Dependabot secret.*`if-no-key: skip`/)
  })

  test('a pull request from a fork gets none', (t) => {
    const { why, fix } = explainMissingKey(workflowIn(folder(t), { isForkPullRequest: true }))
    assert.match(why, /from a fork gets no secrets/)
    assert.match(fix, /`if-no-key: skip`/)
  })

  test('else it is not set, misspelt, or in an environment', (t) => {
    const { why, fix } = explainMissingKey(workflowIn(folder(t)))
    assert.match(why, /not set, has another name, or belongs to an environment/)
    assert.match(
      fix,
      /private-key: \$\{\{ secrets\.KANUKA_PRIVATE_KEY \}\}` and check `gh secret list`.*`secrets: inherit`/,
    )
  })
})
