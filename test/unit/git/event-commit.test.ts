// Is what is checked out the event's own commit? The proof that untrusted events need.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { whyNotTheEventCommit } from '../../../src/git/event-commit.ts'
import { findSecretFiles } from '../../../src/kanuka/secret-files.ts'
import type { Workflow } from '../../../src/platform/workflow.ts'
import { checkout, commitAll, folder, withoutGit } from '../../helpers/action.ts'
import { setEnvironment, workflowIn } from '../../helpers/workflows.ts'
import { diskTree } from '../../../src/platform/tree.ts'

interface Checkout {
  readonly root: string
  readonly sha: string
}

function checkedOut(t: TestContext, store = 'basic', origin?: string): Checkout {
  const root = fs.realpathSync(checkout(t, store))
  return { root, sha: commitAll(root, origin) }
}

/** Asks for a store in the checkout, with the files that are there now. */
async function ask(
  { root, sha }: Checkout,
  others: Partial<Workflow> = {},
  store = '.',
): Promise<string | undefined> {
  const storeRoot = join(root, store)
  return whyNotTheEventCommit(workflowIn(root, { sha, ...others }), {
    root: storeRoot,
    folder: '.kanuka',
    files: findSecretFiles(diskTree(storeRoot)).secretFiles,
  })
}

function git(root: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' }
  const all = ['-C', root, ...identity, ...args]
  return execFileSync('git', all, {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

test('a store outside of any git checkout proves nothing', async (t) => {
  const root = fs.realpathSync(checkout(t, 'basic'))
  assert.match((await ask({ root, sha: '' })) ?? '', /in no git checkout/)
})

test(
  'a single file is proven by itself, whatever lies beside it',
  { skip: withoutGit },
  async (t) => {
    const root = fs.realpathSync(checkout(t, 'basic'))
    fs.mkdirSync(join(root, 'deploy'))
    fs.writeFileSync(join(root, 'deploy/destinations.yml'), 'destinations: []\n')
    const sha = commitAll(root)
    const deploy = join(root, 'deploy')
    const proof = async (name: string): Promise<string | undefined> =>
      whyNotTheEventCommit(workflowIn(root, { sha }), {
        root: deploy,
        folder: undefined,
        files: [name],
      })
    fs.writeFileSync(join(deploy, 'other.yml'), 'x')
    assert.equal(await proof('destinations.yml'), undefined)
    assert.match((await proof('other.yml')) ?? '', /deploy\/other\.yml differs/)
    fs.appendFileSync(join(deploy, 'destinations.yml'), '# elsewhere\n')
    assert.match((await proof('destinations.yml')) ?? '', /deploy\/destinations\.yml differs/)
  },
)

describe('accepted', { skip: withoutGit }, () => {
  test('the commit as it is', async (t) => assert.equal(await ask(checkedOut(t)), undefined))

  test('a store in a folder of the checkout', async (t) => {
    const made = checkedOut(t, 'monorepo')
    for (const store of ['.', 'services/api', 'services/web']) {
      assert.equal(await ask(made, {}, store), undefined, store)
    }
  })

  test('changes elsewhere: source, build output, plaintext', async (t) => {
    const made = checkedOut(t)
    for (const name of ['README.md', '.env', 'config/app.json']) {
      fs.writeFileSync(join(made.root, name), 'x')
    }
    assert.equal(await ask(made), undefined)
  })

  test('names with blanks, Unicode, quotes and commas', async (t) => {
    assert.equal(await ask(checkedOut(t, 'dotenv-zoo')), undefined)
  })

  test('a repository whose ids are SHA-256', async (t) => {
    const root = fs.realpathSync(checkout(t, 'basic'))
    git(root, 'init', '--quiet', '--object-format=sha256')
    git(root, 'remote', 'add', 'origin', 'https://github.com/acme/widgets')
    git(root, 'add', '--all', '--force')
    git(root, 'commit', '--quiet', '--message', 'x')
    const sha = git(root, 'rev-parse', 'HEAD')
    assert.equal(sha.length, 64)
    assert.equal(await ask({ root, sha }), undefined)
  })
})

describe('where the checkout comes from', { skip: withoutGit }, () => {
  for (const origin of [
    'https://github.com/acme/widgets',
    'https://github.com/acme/widgets.git',
    'https://github.com/acme/widgets/',
    'https://github.com/Acme/Widgets',
    'https://x-access-token:abc@github.com/acme/widgets',
    'git@github.com:acme/widgets.git',
    'ssh://git@github.com/acme/widgets.git',
  ]) {
    test(`${origin} is the repository`, async (t) => {
      assert.equal(await ask(checkedOut(t, 'basic', origin)), undefined)
    })
  }

  for (const origin of [
    'https://github.com/mallory/widgets',
    'https://github.com/acme/widgets-2',
    'https://github.com/acme',
    'https://evil.example/acme/widgets',
    'https://github.com.evil.example/acme/widgets',
    'https://github.com@evil.example/acme/widgets',
    'https://evil.example/github.com/acme/widgets',
    'git@evil.example:acme/widgets',
    'git@github.com:mallory/widgets.git',
    'ssh://git@evil.example/acme/widgets',
    '/srv/git/acme/widgets',
    'file:///srv/git/acme/widgets',
    'ext::sh -c evil% github.com/acme/widgets',
    'evil::https://github.com/acme/widgets',
  ]) {
    test(`${origin} is not`, async (t) => {
      const why = await ask(checkedOut(t, 'basic', origin))
      assert.equal(why, 'the checkout is not of acme/widgets')
    })
  }

  test('letters may differ in case', async (t) => {
    assert.equal(await ask(checkedOut(t), { repository: 'Acme/Widgets' }), undefined)
  })

  test('no origin at all', async (t) => {
    const made = checkedOut(t)
    git(made.root, 'remote', 'remove', 'origin')
    assert.equal(await ask(made), 'the checkout is not of acme/widgets')
  })

  test('on a server of one’s own, with a port', async (t) => {
    const serverUrl = 'https://ghe.example.com:8443'
    const made = checkedOut(t, 'basic', `${serverUrl}/acme/widgets`)
    assert.equal(await ask(made, { serverUrl }), undefined)
    assert.notEqual(await ask(made), undefined)
  })
})

describe('refused, with the reason', { skip: withoutGit }, () => {
  test('another commit than that of the event', async (t) => {
    const made = checkedOut(t)
    const why = await ask(made, { sha: 'f'.repeat(40) })
    assert.equal(why, `the commit that is checked out is not the event's own (${'f'.repeat(40)})`)
    assert.match((await ask(made, { sha: '' })) ?? '', /not the event's own \(unknown\)/)
    git(made.root, 'commit', '--quiet', '--allow-empty', '--message', 'more')
    assert.match((await ask(made)) ?? '', /not the event's own/)
  })

  test('no commit yet', async (t) => {
    const root = fs.realpathSync(checkout(t, 'basic'))
    git(root, 'init', '--quiet')
    assert.match((await ask({ root, sha: '' })) ?? '', /not the event's own/)
  })

  test('no git program', async (t) => {
    const made = checkedOut(t)
    setEnvironment(t, { PATH: folder(t) })
    assert.match((await ask(made)) ?? '', /not the event's own/)
  })

  const pub = '.kanuka/public_keys/7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff.pub'
  const changes: Readonly<Record<string, readonly [file: string, change: (path: string) => void]>> =
    {
      'a changed config.toml': ['.kanuka/config.toml', (path) => fs.appendFileSync(path, '# x\n')],
      'a changed public key': [pub, (path) => fs.appendFileSync(path, '\n')],
      'a missing public key': [pub, (path) => fs.rmSync(path)],
      'a missing log': ['.kanuka/audit.jsonl', (path) => fs.rmSync(path)],
      'one byte of a secret file': ['.env.kanuka', (path) => fs.writeFileSync(path, 'x')],
      'a secret file that nobody committed': [
        'new/.env.kanuka',
        (path) => fs.writeFileSync(path, 'x'),
      ],
      'a public key that nobody committed': [
        '.kanuka/public_keys/00000000-0000-4000-8000-000000000000.pub',
        (path) => fs.writeFileSync(path, 'x'),
      ],
      'a config.toml that became a link': [
        '.kanuka/config.toml',
        (path) => {
          fs.renameSync(path, `${path}.real`)
          fs.symlinkSync('config.toml.real', path)
        },
      ],
    }
  for (const [what, [file, change]] of Object.entries(changes)) {
    test(what, async (t) => {
      const made = checkedOut(t)
      fs.mkdirSync(join(made.root, file, '..'), { recursive: true })
      change(join(made.root, file))
      assert.equal(await ask(made), `${file} differs from the commit`)
    })
  }
})

describe('what a checkout can tell git hides nothing', { skip: withoutGit }, () => {
  const change = ({ root }: Checkout): void =>
    fs.appendFileSync(join(root, '.kanuka/config.toml'), '# x\n')

  for (const [what, hide] of [
    ['assume-unchanged', ['update-index', '--assume-unchanged', '.kanuka/config.toml']],
    ['skip-worktree', ['update-index', '--skip-worktree', '.kanuka/config.toml']],
    ['a changed index', ['add', '--all']],
    ['a filter that cleans it', ['config', 'filter.x.clean', 'git show HEAD:.kanuka/config.toml']],
  ] as const) {
    test(what, async (t) => {
      const made = checkedOut(t)
      change(made)
      fs.writeFileSync(join(made.root, '.git/info/attributes'), '* filter=x\n')
      git(made.root, ...hide)
      assert.equal(await ask(made), '.kanuka/config.toml differs from the commit')
    })
  }

  test('nor does an ignored secret file', async (t) => {
    const made = checkedOut(t)
    fs.writeFileSync(join(made.root, '.git/info/exclude'), '*\n')
    fs.writeFileSync(join(made.root, '.env.evil.kanuka'), 'x')
    assert.equal(await ask(made), '.env.evil.kanuka differs from the commit')
  })

  test('nor does an object that stands in for the commit (git replace)', async (t) => {
    const made = checkedOut(t)
    change(made)
    git(made.root, 'commit', '--quiet', '--all', '--message', 'evil')
    git(made.root, 'replace', made.sha, 'HEAD')
    git(made.root, 'reset', '--quiet', '--soft', made.sha)
    assert.equal(git(made.root, 'rev-parse', 'HEAD'), made.sha)
    assert.equal(await ask(made), '.kanuka/config.toml differs from the commit')
  })

  test('nor does an object with another content than its id says', async (t) => {
    const made = checkedOut(t)
    const object = (id: string): string =>
      join(made.root, '.git/objects', id.slice(0, 2), id.slice(2))
    const honest = git(made.root, 'rev-parse', 'HEAD:.kanuka')
    change(made)
    git(made.root, 'add', '--all')
    const evil = git(made.root, 'write-tree', '--prefix=.kanuka/')
    fs.rmSync(object(honest))
    fs.copyFileSync(object(evil), object(honest))
    assert.notEqual(await ask(made), undefined)
  })
})
