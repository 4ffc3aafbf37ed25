// import with `commit`: what came back lands in git, in one commit, or nothing happens.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { checkout, commitAll, folder, withoutGit } from '../helpers/action.ts'
import { exported, imported, step, TEAM_ARCHIVE } from '../helpers/backups.ts'
import { git } from '../helpers/committing.ts'
import {
  assertOpenedBy,
  assertRefused,
  everythingIn,
  plaintextsOf,
  TEAM,
  WORKSTATION,
} from '../helpers/rotating.ts'

const BY_GIT = { commit: 'branch', 'commit-method': 'git', 'github-token': '' }

/** A folder as a checkout of a remote that has it. */
function repository(t: TestContext, workspace: string): string {
  const bare = join(folder(t), 'origin.git')
  git('.', 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  commitAll(workspace, bare)
  git(workspace, 'push', '--quiet', 'origin', 'main')
  return bare
}

function cloned(t: TestContext, bare: string): string {
  const path = join(folder(t), 'clone')
  git('.', 'clone', '--quiet', '--branch', 'main', bare, path)
  return path
}

describe('import with `commit: branch`', { skip: withoutGit, concurrency: 2 }, () => {
  test('a lost file is back in one commit', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    fs.rmSync(join(workspace, '.env.production.kanuka'))
    const bare = repository(t, workspace)
    const { result } = await imported(t, workspace, { archive: path, ...TEAM, ...BY_GIT })
    const commit = git(bare, 'rev-parse', 'main')
    assert.equal(result.outputs.get('commit-sha'), commit)
    const changed = git(bare, 'diff', '--name-only', `${commit}^`, commit).split('\n')
    assert.deepEqual(changed, ['.env.production.kanuka', '.kanuka/audit.jsonl'])
    assert.match(
      git(bare, 'log', '-1', '--format=%s|%b', commit),
      /^Restore secrets from kanuka-secrets-.*\|1 file added/,
    )
    await assertOpenedBy(cloned(t, bare), [WORKSTATION], plaintextsOf('team'))
    assert.ok(fs.existsSync(join(workspace, '.env.production.kanuka')))
  })

  test('a repository without a store gets one', async (t) => {
    const workspace = folder(t)
    fs.writeFileSync(join(workspace, 'README.md'), 'empty\n')
    const bare = repository(t, workspace)
    await imported(t, workspace, { archive: TEAM_ARCHIVE, ...TEAM, ...BY_GIT })
    await assertOpenedBy(cloned(t, bare), [WORKSTATION], plaintextsOf('team'))
  })

  test('replace repairs a store whose config.toml is gone', async (t) => {
    const workspace = checkout(t, 'team')
    const { path } = await exported(t, workspace, { archive: join(folder(t), 'b/') })
    fs.rmSync(join(workspace, '.kanuka/config.toml'))
    const bare = repository(t, workspace)
    await imported(t, workspace, { archive: path, 'import-mode': 'replace', ...TEAM, ...BY_GIT })
    await assertOpenedBy(cloned(t, bare), [WORKSTATION], plaintextsOf('team'))
  })

  test('what is not committed stops it', async (t) => {
    const workspace = checkout(t, 'team')
    const bare = repository(t, workspace)
    fs.rmSync(join(workspace, '.env.production.kanuka'))
    const before = everythingIn(workspace)
    const head = git(bare, 'rev-parse', 'main')
    const inputs = { command: 'import', archive: TEAM_ARCHIVE, ...TEAM, ...BY_GIT }
    const { result } = await step(t, workspace, inputs)
    assertRefused(result, 'STORE_DIRTY', /\.env\.production\.kanuka/)
    assert.deepEqual(everythingIn(workspace), before)
    assert.equal(git(bare, 'rev-parse', 'main'), head)
  })

  test('a dry run commits nothing', async (t) => {
    const workspace = folder(t)
    fs.writeFileSync(join(workspace, 'README.md'), 'empty\n')
    const bare = repository(t, workspace)
    const head = git(bare, 'rev-parse', 'main')
    const { result } = await imported(t, workspace, {
      archive: TEAM_ARCHIVE,
      'dry-run': 'true',
      ...TEAM,
      ...BY_GIT,
    })
    assert.match(result.log, /Dry run/)
    assert.equal(git(bare, 'rev-parse', 'main'), head)
    assert.ok(!fs.existsSync(join(workspace, '.kanuka')))
  })
})
