// The mutation createCommitOnBranch: one commit on top of a branch, made and signed by GitHub.
// https://docs.github.com/en/graphql/reference/input-objects#createcommitonbranchinput
import { BadTree, type TreeChange } from './git-repository.ts'
import { refusalOf } from './protection.ts'
import { botSignature, refId, refOfId, type World } from './world.ts'

export interface CommitInput {
  readonly clientMutationId?: string | null
  readonly branch: {
    readonly id?: string | null
    readonly branchName?: string | null
    readonly repositoryNameWithOwner?: string | null
  }
  readonly expectedHeadOid: string
  readonly message: { readonly headline: string; readonly body?: string | null }
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null
    readonly deletions?: readonly { readonly path: string }[] | null
  } | null
}

/** An error of GitHub's, with its type. */
export class GraphqlRefused extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

export function createCommitOnBranch(world: World, input: CommitInput): unknown {
  const { repository } = world
  const ref = branchOf(world, input.branch)
  const head = repository.resolve(ref)
  if (head === undefined) {
    throw new GraphqlRefused('NOT_FOUND', `Could not resolve to a Ref with the name '${ref}'.`)
  }
  const expected = input.expectedHeadOid
  if (head !== expected) throw staleData(expected)
  const tree = treeWith(world, head, input.fileChanges ?? {})
  const protection = repository.protectionOf(ref)
  if (protection !== undefined) {
    const { type, message } = refusalOf(protection, 'update')
    throw new GraphqlRefused(type, message)
  }
  const { headline, body } = input.message
  const message = body ? `${headline}\n\n${body}` : headline
  const oid = repository.writeCommit({ tree, parents: [head], message, ...botSignature() })
  if (!repository.setRef(ref, oid, head)) throw staleData(expected)
  world.verified.add(oid)
  const commit = commitFields(world, oid)
  return {
    __typename: 'CreateCommitOnBranchPayload',
    clientMutationId: input.clientMutationId ?? null,
    commit,
    ref: refFields(ref, commit),
  }
}

// The two spaces are GitHub's.
function staleData(expected: string): GraphqlRefused {
  const why = `Expected branch to point to "${expected}" but it did not.  Pull and try again.`
  return new GraphqlRefused('STALE_DATA', why)
}

function branchOf({ repository }: World, branch: CommitInput['branch']): string {
  const { id, branchName, repositoryNameWithOwner: name } = branch
  if (typeof id === 'string') return refOfId(id)
  if (name?.toLowerCase() !== repository.name.toLowerCase()) {
    const why = `Could not resolve to a Repository with the name '${name}'.`
    throw new GraphqlRefused('NOT_FOUND', why)
  }
  return `refs/heads/${(branchName ?? '').replace(/^refs\/heads\//, '')}`
}

/**
 * Every file that is added gets mode 100644, which is all that the mutation can express. For a file
 * that is there already GitHub was seen to keep the mode, but does not promise it: clients must not
 * count on it.
 */
function treeWith(
  { repository }: World,
  head: string,
  { additions, deletions }: NonNullable<CommitInput['fileChanges']>,
): string {
  const paths = [...(additions ?? []), ...(deletions ?? [])].map(({ path }) => path)
  if (new Set(paths).size < paths.length) {
    const why = 'A path was requested to be modified more than once.'
    throw new GraphqlRefused('UNPROCESSABLE', why)
  }
  const changes: TreeChange[] = [
    ...(deletions ?? []).map(({ path }) => ({ path, mode: '100644', sha: null })),
    ...(additions ?? []).map(({ path, contents }) => ({
      path,
      mode: '100644',
      sha: repository.writeBlob(Buffer.from(contents, 'base64')),
    })),
  ]
  try {
    return repository.writeTree(head, changes)
  } catch (error) {
    if (!(error instanceof BadTree)) throw error
    if (!error.message.startsWith('GitRPC')) {
      throw new GraphqlRefused('UNPROCESSABLE', error.message)
    }
    const why = 'A path was requested for deletion which does not exist as of commit oid'
    throw new GraphqlRefused('NOT_FOUND', `${why} \`${head}\``)
  }
}

function commitFields(world: World, oid: string): Readonly<Record<string, unknown>> {
  const { message } = world.repository.readCommit(oid)
  const [headline, ...rest] = message.split('\n')
  const url = `${world.url}/${world.repository.name}/commit/${oid}`
  const isValid = world.verified.has(oid)
  return {
    __typename: 'Commit',
    id: `C_${oid}`,
    oid,
    abbreviatedOid: oid.slice(0, 7),
    url,
    commitUrl: url,
    message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    signature: isValid
      ? { __typename: 'GpgSignature', isValid, state: 'VALID', wasSignedByGitHub: true }
      : null,
  }
}

function refFields(ref: string, target: unknown): unknown {
  const prefix = 'refs/heads/'
  return { __typename: 'Ref', id: refId(ref), name: ref.slice(prefix.length), prefix, target }
}
