// The Git Data API on the bare repository.
// https://docs.github.com/en/rest/git
import { BadTree, isoSeconds, type Commit, type TreeChange } from './git-repository.ts'
import { refusalOf } from './protection.ts'
import { API_ROOT, Refused, type Handler, type RestCall } from './rest-call.ts'
import { botSignature, refId, type Answer, type World } from './world.ts'

interface Author {
  readonly name: string
  readonly email: string
  readonly date?: string
}

interface NewCommit {
  readonly message: string
  readonly tree: string
  readonly parents?: readonly string[]
  readonly author?: Author
  readonly committer?: Partial<Author>
}

interface NewTree {
  readonly base_tree?: string
  readonly tree: readonly {
    readonly path?: string
    readonly mode?: string
    readonly sha?: string | null
    readonly content?: string
  }[]
}

const NOTHING = '0'.repeat(40)
const reading = { permission: 'contents', level: 'read' } as const
const writing = { permission: 'contents', level: 'write' } as const

export const gitOperations: Readonly<Record<string, Handler>> = {
  'git/get-ref': { needs: reading, act: getRef },
  'git/create-ref': { needs: writing, act: createRef },
  'git/update-ref': { needs: writing, act: updateRef },
  'git/delete-ref': { needs: writing, act: deleteRef },
  'git/create-blob': { needs: writing, act: createBlob },
  'git/create-tree': { needs: writing, act: createTree },
  'git/create-commit': { needs: writing, act: createCommit },
  'git/get-commit': { needs: reading, act: getCommit },
}

function getRef({ world, params }: RestCall): Answer {
  requireContent(world)
  const ref = `refs/${params['ref']}`
  const sha = world.repository.resolve(ref)
  if (sha === undefined) throw new Refused(404, 'Not Found')
  return { status: 200, body: refBody(world, ref, sha) }
}

function createRef({ world, body }: RestCall<{ ref: string; sha: string }>): Answer {
  const { repository } = world
  requireContent(world)
  const { ref, sha } = body
  if (!/^refs\/[^/]+\/./.test(ref) || !repository.isValidRef(ref)) {
    throw new Refused(422, `${ref} is not a valid ref name.`)
  }
  if (repository.typeOf(sha) === undefined) throw new Refused(422, 'Object does not exist')
  if (repository.resolve(ref) !== undefined) throw new Refused(422, 'Reference already exists')
  requireUnprotected(world, ref, 'create')
  if (!repository.setRef(ref, sha, NOTHING)) throw new Refused(422, 'Reference update failed')
  return { status: 201, body: refBody(world, ref, sha) }
}

function updateRef(call: RestCall<{ sha: string; force?: boolean }>): Answer {
  const { world, params, body } = call
  const { repository } = world
  requireContent(world)
  const ref = `refs/${params['ref']}`
  const { sha, force = false } = body
  const before = repository.resolve(ref)
  if (before === undefined) throw new Refused(422, 'Reference does not exist')
  if (repository.typeOf(sha) === undefined) throw new Refused(422, 'Object does not exist')
  if (!force && !repository.isAncestor(before, sha)) {
    throw new Refused(422, 'Update is not a fast forward')
  }
  requireUnprotected(world, ref, 'update')
  if (!repository.setRef(ref, sha, before)) throw new Refused(422, 'Reference update failed')
  return { status: 200, body: refBody(world, ref, sha) }
}

function deleteRef({ world, params }: RestCall): Answer {
  requireContent(world)
  const ref = `refs/${params['ref']}`
  if (world.repository.resolve(ref) === undefined) {
    throw new Refused(422, 'Reference does not exist')
  }
  requireUnprotected(world, ref, 'delete')
  world.repository.deleteRef(ref)
  // GitHub closes what can no longer be merged.
  for (const pull of world.pulls) {
    if (ref === `refs/heads/${pull.head}`) pull.state = 'closed'
  }
  return { status: 204 }
}

function createBlob({ world, body }: RestCall<{ content: string; encoding?: string }>): Answer {
  requireContent(world)
  const { content, encoding = 'utf-8' } = body
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
  if (encoding === 'base64' && bytes.toString('base64') !== content.replaceAll(/\s/g, '')) {
    throw new Refused(422, 'content is not valid Base64')
  }
  const sha = world.repository.writeBlob(bytes)
  return { status: 201, body: { sha, url: gitUrl(world, `blobs/${sha}`) } }
}

function createTree({ world, body }: RestCall<NewTree>): Answer {
  const { repository } = world
  requireContent(world)
  const changes = body.tree.map((entry) => treeChange(world, entry))
  const base = body.base_tree === undefined ? undefined : treeOf(world, body.base_tree)
  const sha = writeTree(world, base, changes)
  const tree = repository.entriesOf(sha).map((entry) => ({
    ...entry,
    url: gitUrl(world, `${entry.type}s/${entry.sha}`),
  }))
  const url = gitUrl(world, `trees/${sha}`)
  return { status: 201, body: { sha, url, tree, truncated: false } }
}

function writeTree(world: World, base: string | undefined, changes: readonly TreeChange[]): string {
  try {
    return world.repository.writeTree(base, changes)
  } catch (error) {
    throw error instanceof BadTree ? new Refused(422, error.message) : error
  }
}

function treeChange(world: World, entry: NewTree['tree'][number]): TreeChange {
  const { path = '', mode = '100644', sha, content } = entry
  if (sha === null) return { path, mode, sha }
  if (sha === undefined) {
    return { path, mode, sha: world.repository.writeBlob(Buffer.from(content ?? '')) }
  }
  const type = mode === '040000' ? 'tree' : 'blob'
  if (mode !== '160000' && world.repository.typeOf(sha) !== type) {
    throw new Refused(422, `tree.sha ${sha} is not a valid ${type}`)
  }
  return { path, mode, sha }
}

/** GitHub takes a commit for the tree that it has. */
function treeOf(world: World, sha: string): string {
  const type = world.repository.typeOf(sha)
  if (type === 'commit') return world.repository.readCommit(sha).tree
  if (type !== 'tree') throw new Refused(422, 'base_tree is not a valid tree oid')
  return sha
}

function createCommit({ world, body }: RestCall<NewCommit>): Answer {
  const { repository } = world
  requireContent(world)
  const { message, tree, parents = [], author, committer } = body
  if (repository.typeOf(tree) !== 'tree') throw new Refused(422, 'Tree SHA does not exist')
  if (parents.some((parent) => repository.typeOf(parent) !== 'commit')) {
    throw new Refused(422, 'Parent SHA does not exist or is not a commit object')
  }
  // Signed for a bot that names neither author nor committer:
  // https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots
  const bot = botSignature()
  const isVerified = author === undefined && committer === undefined
  const given = { ...bot.author, ...author }
  const people = isVerified ? bot : { author: given, committer: { ...given, ...committer } }
  const sha = repository.writeCommit({ tree, parents, message, ...people })
  if (isVerified) world.verified.add(sha)
  return { status: 201, body: commitBody(world, sha) }
}

function getCommit({ world, params }: RestCall): Answer {
  requireContent(world)
  const sha = params['commit_sha'] ?? ''
  if (world.repository.typeOf(sha) !== 'commit') throw new Refused(404, 'Not Found')
  return { status: 200, body: commitBody(world, sha) }
}

function commitBody(world: World, sha: string): unknown {
  const commit = world.repository.readCommit(sha)
  const { author, committer, message } = commit
  const html = (id: string): string => `${world.url}/${world.repository.name}/commit/${id}`
  const link = (id: string) => ({
    sha: id,
    url: gitUrl(world, `commits/${id}`),
    html_url: html(id),
  })
  return {
    ...link(sha),
    node_id: `C_${sha}`,
    author,
    committer,
    message,
    tree: { sha: commit.tree, url: gitUrl(world, `trees/${commit.tree}`) },
    parents: commit.parents.map(link),
    verification: verificationOf(world, sha, commit),
  }
}

function verificationOf(world: World, sha: string, commit: Commit & { raw: string }): unknown {
  if (!world.verified.has(sha)) {
    const nothing = { signature: null, payload: null, verified_at: null }
    return { verified: false, reason: 'unsigned', ...nothing }
  }
  const signature = '-----BEGIN PGP SIGNATURE-----\n\nfake\n-----END PGP SIGNATURE-----\n'
  const verified_at = isoSeconds(Date.parse(commit.committer.date))
  return { verified: true, reason: 'valid', signature, payload: commit.raw, verified_at }
}

function refBody(world: World, ref: string, sha: string): unknown {
  const type = world.repository.typeOf(sha)
  const object = { sha, type, url: gitUrl(world, `${type}s/${sha}`) }
  return { ref, node_id: refId(ref), url: gitUrl(world, ref), object }
}

function gitUrl({ url, repository }: World, rest: string): string {
  return `${url}${API_ROOT}/repos/${repository.name}/git/${rest}`
}

function requireContent({ repository }: World): void {
  if (repository.isEmpty) throw new Refused(409, 'Git Repository is empty.')
}

function requireUnprotected(
  { repository }: World,
  ref: string,
  change: 'create' | 'update' | 'delete',
): void {
  const kind = repository.protectionOf(ref)
  if (kind === undefined) return
  const { message, documentation } = refusalOf(kind, change)
  throw new Refused(
    422,
    message,
    documentation === undefined ? {} : { documentation_url: documentation },
  )
}
