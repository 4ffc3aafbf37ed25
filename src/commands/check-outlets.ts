// Where a check leaves its result beside the run itself: a SARIF file, and a comment on the pull request.
// Neither is masked by the runner, so all of it is redacted.
import { keepComment, type CommentOutcome } from '../check/comment.ts'
import { commentMarkdown, isWorthAComment, markerOf } from '../check/markdown.ts'
import { sarifOf } from '../check/sarif.ts'
import { ActionError } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { shownPath } from '../platform/files.ts'
import { GithubApi } from '../platform/github-api.ts'
import { writeAtomically } from '../platform/atomic-write.ts'
import type { Workflow } from '../platform/workflow.ts'
import { viewOf } from './check-report.ts'
import type { Published, ShownCheck } from './check-run.ts'
import { outputPlace } from './output-place.ts'

export interface Outlets {
  readonly inputs: Inputs
  readonly workflow: Workflow
}

const NOTHING: Published = { notes: [], notices: [], warnings: [], failures: [], comment: null }

/** Does not throw for what it cannot write: the findings are to be shown all the same. */
export async function publishCheck(check: ShownCheck, outlets: Outlets): Promise<Published> {
  if (check.isCancelled) return unpublished(outlets)
  const sarif = tried(() => writeSarif(check, outlets))
  const comment = await comments(check, outlets)
  return { ...comment, failures: sarif.failures, notes: [...sarif.notes, ...comment.notes] }
}

// What would be told there is not whole; and there is little time, which the log should have.
function unpublished({ inputs: { check } }: Outlets): Published {
  const text = 'The job was cancelled: no SARIF file was written, and no comment'
  return { ...NOTHING, notes: check.comment || check.sarifFile !== undefined ? [text] : [] }
}

function tried(write: () => readonly string[]): Pick<Published, 'notes' | 'failures'> {
  try {
    return { notes: write(), failures: [] }
  } catch (error) {
    if (error instanceof ActionError) return { notes: [], failures: [error] }
    throw error
  }
}

/** @throws ActionError PATH_UNSAFE, WRITE_FAILED, TARGET_NOT_A_FILE */
function writeSarif(
  { verdict, redact }: ShownCheck,
  { inputs, workflow }: Outlets,
): readonly string[] {
  const { sarifFile } = inputs.check
  if (sarifFile === undefined) return []
  const { path } = outputPlace(workflow, { name: 'sarif-file', value: sarifFile })
  const shown = shownPath(workflow.workspace.real, path)
  if (inputs.dryRun) return [`The findings would be written to ${shown} as SARIF`]
  const { serverUrl, actionRepository = '', actionRef = '' } = workflow
  const [version = ''] = /^v?\d+\.\d+\.\d+$/.exec(actionRef) ?? []
  const informationUri =
    actionRepository === '' || actionRef === ''
      ? ''
      : encodeURI(`${serverUrl}/${actionRepository}/blob/${actionRef}/docs/check.md`)
  const options = { version: version.replace(/^v/, ''), informationUri, redact }
  writeAtomically(path, sarifOf(verdict.findings, options), shown)
  return [`The findings are in ${shown} as SARIF`]
}

async function comments(check: ShownCheck, { inputs, workflow }: Outlets): Promise<Published> {
  if (!inputs.check.comment) return NOTHING
  const { pullNumber, repository, apiUrl, graphqlUrl, serverUrl, runId } = workflow
  if (pullNumber === undefined) {
    return noticed('`comment` is on, but this event is about no pull request')
  }
  const { token } = inputs.commit
  if (!token) return noticed('`comment` is on, but `github-token` is empty')
  if (inputs.dryRun) {
    return {
      ...NOTHING,
      notes: [`A comment on pull request ${pullNumber} would be kept up to date`],
    }
  }
  const marker = markerOf(inputs.workingDirectories.join('\n'))
  const link = runId === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`
  const outcome = await keepComment(new GithubApi({ repository, apiUrl, graphqlUrl, token }), {
    pullNumber,
    marker,
    body: commentMarkdown(viewOf(check), { marker, link }),
    mayCreate: isWorthAComment(viewOf(check)),
  })
  return { ...toldOf(outcome), comment: outcome.kind }
}

function toldOf(outcome: CommentOutcome): Published {
  switch (outcome.kind) {
    case 'forbidden':
      return noticed(
        `The comment on the pull request could not be kept up to date, as the token may not (${outcome.why}): give the job \`pull-requests: write\`. On a pull request from a fork the token only reads`,
      )
    case 'failed':
      return {
        ...NOTHING,
        warnings: [
          { text: `The comment on the pull request could not be kept up to date: ${outcome.why}` },
        ],
      }
    case 'none':
      return { ...NOTHING, notes: ['All is well, so no comment was begun on the pull request'] }
    default:
      return {
        ...NOTHING,
        notes: [`The comment on the pull request is ${outcome.kind}: ${outcome.url}`],
      }
  }
}

function noticed(text: string): Published {
  return { ...NOTHING, notices: [{ text }] }
}
