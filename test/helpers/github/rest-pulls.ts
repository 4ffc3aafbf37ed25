// Pull requests, their labels, and the repository itself.
// https://docs.github.com/en/rest/pulls
import { isoSeconds } from './git-repository.ts'
import { API_ROOT, Refused, type Handler, type RestCall } from './rest-call.ts'
import type { Answer, FakePull, World } from './world.ts'

interface NewPull {
  readonly title?: string
  readonly head: string
  readonly base: string
  readonly body?: string
  readonly draft?: boolean
}

type PullChange = Partial<Pick<FakePull, 'title' | 'body' | 'state' | 'base'>>

const DEFAULT_PAGE = 30

export const pullOperations: Readonly<Record<string, Handler>> = {
  'repos/get': { needs: { permission: 'contents', level: 'read' }, act: getRepository },
  'pulls/list': { needs: { permission: 'pull_requests', level: 'read' }, act: listPulls },
  'pulls/create': { needs: { permission: 'pull_requests', level: 'write' }, act: createPull },
  'pulls/update': { needs: { permission: 'pull_requests', level: 'write' }, act: updatePull },
  'issues/add-labels': { needs: { permission: 'pull_requests', level: 'write' }, act: addLabels },
}

function getRepository({ world, contract }: RestCall): Answer {
  const { name } = world.repository
  const frame = contract.example('full-repository-default-response', name, world.url)
  const [login, short] = name.split('/')
  const owner = { ...(frame['owner'] as object), login }
  const branch = world.repository.git('symbolic-ref', '--short', 'HEAD')
  const own = { name: short, full_name: name, owner, default_branch: branch, language: null }
  const { parent: _, source: __, template_repository: ___, ...rest } = frame
  return { status: 200, body: { ...rest, ...own } }
}

function listPulls(call: RestCall): Answer {
  const { state = 'open', head = '', base, page = '1', per_page } = call.query
  const { world } = call
  const owner = ownerOf(world)
  const found = world.pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      // A head that is not `owner:branch` is ignored by GitHub, not refused.
      (!head.includes(':') || head === `${owner}:${pull.head}`) &&
      (base === undefined || pull.base === base),
  )
  const size = Number(per_page ?? DEFAULT_PAGE)
  const start = (Number(page) - 1) * size
  const shown = found.toReversed().slice(start, start + size)
  const body = shown.map((pull) => pullBody(call, pull, 'pull-request-simple-items'))
  return { status: 200, body }
}

function createPull(call: RestCall<NewPull>): Answer {
  const { world, body } = call
  const { repository, pulls } = world
  if (!world.mayOpenPullRequests) {
    // https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository
    const why = 'GitHub Actions is not permitted to create or approve pull requests.'
    throw new Refused(403, why)
  }
  const owner = ownerOf(world)
  const head = body.head.replace(new RegExp(`^${owner}:`), '')
  const { base, title = '', draft = false } = body
  const headId = repository.resolve(`refs/heads/${head}`)
  const baseId = repository.resolve(`refs/heads/${base}`)
  if (headId === undefined) throw invalid({ field: 'head', code: 'invalid' })
  if (baseId === undefined) throw invalid({ field: 'base', code: 'invalid' })
  if (title === '') throw invalid({ field: 'title', code: 'missing_field' })
  if (pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base)) {
    const message = `A pull request already exists for ${owner}:${head}.`
    throw invalid({ code: 'custom', message })
  }
  if (repository.commitsBetween(baseId, headId) === 0) {
    throw invalid({ code: 'custom', message: `No commits between ${base} and ${head}` })
  }
  const pull: FakePull = {
    number: pulls.length + 1,
    title,
    body: body.body ?? null,
    head,
    base,
    state: 'open',
    labels: [],
    draft,
    createdAt: isoSeconds(Date.now()),
    headId,
  }
  pulls.push(pull)
  return { status: 201, body: pullBody(call, pull, 'pull-request') }
}

function updatePull(call: RestCall<PullChange>): Answer {
  const pull = pullOf(call, 'pull_number')
  const { title, body, state, base } = call.body
  if (title !== undefined) pull.title = title
  if (body !== undefined) pull.body = body
  if (state !== undefined) pull.state = state
  if (base !== undefined) pull.base = base
  return { status: 200, body: pullBody(call, pull, 'pull-request') }
}

function addLabels(call: RestCall<{ labels?: readonly (string | { name: string })[] }>): Answer {
  const pull = pullOf(call, 'issue_number')
  const names = (call.body.labels ?? []).map((label) =>
    typeof label === 'string' ? label : label.name,
  )
  pull.labels.push(...names.filter((name) => !pull.labels.includes(name)))
  return { status: 200, body: pull.labels.map((name) => labelBody(call.world, name)) }
}

function pullOf({ world, params }: RestCall, parameter: string): FakePull {
  const pull = world.pulls.find(({ number }) => String(number) === params[parameter])
  if (pull === undefined) throw new Refused(404, 'Not Found')
  return pull
}

function invalid(error: Readonly<Record<string, string>>): Refused {
  const errors = [{ resource: 'PullRequest', ...error }]
  return new Refused(422, 'Validation Failed', { errors })
}

function pullBody({ world, contract }: RestCall, pull: FakePull, example: string): unknown {
  const { number, title, body, state, draft, createdAt } = pull
  const whole = contract.example(example, world.repository.name, world.url)
  const frame = JSON.parse(JSON.stringify(whole).replaceAll('/1347', `/${number}`)) as typeof whole
  const idOf = (branch: string): string | undefined =>
    world.repository.resolve(`refs/heads/${branch}`)
  pull.headId = idOf(pull.head) ?? pull.headId
  const end = (side: string, ref: string, sha: string): unknown => {
    const label = `${ownerOf(world)}:${ref}`
    return { ...(frame[side] as object), label, ref, sha }
  }
  const fresh = { merged_at: null, milestone: null, assignee: null, assignees: [], locked: false }
  const unasked = { requested_reviewers: [], requested_teams: [], auto_merge: null }
  const closed_at = state === 'closed' ? createdAt : null
  return {
    ...frame,
    ...fresh,
    ...unasked,
    number,
    title,
    body,
    state,
    draft,
    created_at: createdAt,
    closed_at,
    user: { ...(frame['user'] as object), login: 'github-actions[bot]', type: 'Bot' },
    labels: pull.labels.map((name) => labelBody(world, name)),
    head: end('head', pull.head, pull.headId),
    base: end('base', pull.base, idOf(pull.base) ?? ''),
  }
}

function labelBody({ url, repository }: World, name: string): unknown {
  const place = `${url}${API_ROOT}/repos/${repository.name}/labels/${encodeURIComponent(name)}`
  const look = { description: '', color: 'ededed', default: false }
  return { id: 1, node_id: `LA_${name}`, url: place, name, ...look }
}

function ownerOf({ repository }: World): string {
  return repository.name.split('/')[0] ?? ''
}
