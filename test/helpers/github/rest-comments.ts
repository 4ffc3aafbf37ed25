// Comments on pull requests, which are GitHub's issue comments.
// https://docs.github.com/en/rest/issues/comments
import { isoSeconds } from './git-repository.ts'
import { Refused, type Handler, type RestCall } from './rest-call.ts'
import { JOB_USER, type Answer, type FakeComment } from './world.ts'

const DEFAULT_PAGE = 30
/** Not said in the description; GitHub answers 422 above it. */
const MAX_BODY = 65_536

// A token with `issues` may as well; that the fake's tokens do not have.
export const commentOperations: Readonly<Record<string, Handler>> = {
  'issues/list-comments': {
    needs: { permission: 'pull_requests', level: 'read' },
    act: listComments,
  },
  'issues/create-comment': {
    needs: { permission: 'pull_requests', level: 'write' },
    act: createComment,
  },
  'issues/update-comment': {
    needs: { permission: 'pull_requests', level: 'write' },
    act: updateComment,
  },
}

/** In ascending order of id. */
function listComments(call: RestCall): Answer {
  const { page = '1', per_page } = call.query
  const number = pullNumber(call)
  const found = call.world.comments
    .filter(({ pullNumber: of }) => of === number)
    .toSorted((one, other) => one.id - other.id)
  // GitHub takes more than a hundred for a hundred.
  const size = Math.min(100, Number(per_page ?? DEFAULT_PAGE))
  const start = (Number(page) - 1) * size
  const body = found.slice(start, start + size).map((comment) => commentBody(call, comment))
  return { status: 200, body }
}

function createComment(call: RestCall<{ body: string }>): Answer {
  const { world, body } = call
  const id = Math.max(0, ...world.comments.map((comment) => comment.id)) + 1
  const comment = { id, pullNumber: pullNumber(call), author: JOB_USER, body: checked(body.body) }
  world.comments.push(comment)
  return { status: 201, body: commentBody(call, comment) }
}

/** Whoever may write may change the comments of everybody. */
function updateComment(call: RestCall<{ body: string }>): Answer {
  const { world, params, body } = call
  const comment = world.comments.find(({ id }) => String(id) === params['comment_id'])
  if (comment === undefined) throw new Refused(404, 'Not Found')
  comment.body = checked(body.body)
  return { status: 200, body: commentBody(call, comment) }
}

function checked(body: string): string {
  if (body !== '' && body.length <= MAX_BODY) return body
  const message =
    body === '' ? "Body can't be blank" : 'Body is too long (maximum is 65536 characters)'
  const error = { resource: 'IssueComment', code: 'unprocessable', field: 'data', message }
  throw new Refused(422, 'Validation Failed', { errors: [error] })
}

function pullNumber({ world, params }: RestCall): number {
  const pull = world.pulls.find(({ number }) => String(number) === params['issue_number'])
  if (pull === undefined) throw new Refused(404, 'Not Found')
  return pull.number
}

function commentBody({ world, contract }: RestCall, comment: FakeComment): unknown {
  const { id, pullNumber: number, author, body } = comment
  const whole = contract.example('issue-comment', world.repository.name, world.url)
  const text = JSON.stringify(whole)
    .replaceAll(/issuecomment-1\b/g, `issuecomment-${id}`)
    .replaceAll('comments/1"', `comments/${id}"`)
    .replaceAll('/issues/1347#', '/pull/1347#')
    .replaceAll('/1347', `/${number}`)
  const frame = JSON.parse(text) as typeof whole
  const now = isoSeconds(Date.now())
  return {
    ...frame,
    id,
    body,
    user: {
      ...(frame['user'] as object),
      login: author,
      type: author.endsWith(']') ? 'Bot' : 'User',
    },
    created_at: now,
    updated_at: now,
  }
}
