// A store that cannot be read or written as it is: links, folders, limits, permissions, two at once.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout, commitAll, FIXTURES, folder, jobIn, withoutGit } from '../helpers/action.ts'
import {
  assertHeldBy,
  assertNothingDone,
  auditLines,
  BASIC,
  CAROL,
  plaintextsOf,
  synced,
  TEAM,
  WORKSTATION,
  sync,
  everythingIn,
  assertRefused,
} from '../helpers/rotating.ts'

const CONFLICT = '<<<<<<< HEAD\none\n=======\nother\n>>>>>>> branch\n'

describe('what is no store to write to', () => {
  for (const [what, spoil, code, says] of [
    [
      'conflict markers in audit.jsonl',
      (root: string) => fs.appendFileSync(join(root, '.kanuka/audit.jsonl'), CONFLICT),
      'FILE_DAMAGED',
      /audit\.jsonl holds conflict markers/,
    ],
    [
      'conflict markers in config.toml',
      (root: string) => fs.appendFileSync(join(root, '.kanuka/config.toml'), CONFLICT),
      'CONFIG_INVALID',
      /config\.toml holds conflict markers/,
    ],
    [
      'conflict markers in a secret file',
      (root: string) => fs.writeFileSync(join(root, '.env.local.kanuka'), CONFLICT),
      'FILE_DAMAGED',
      /\.env\.local\.kanuka holds conflict markers/,
    ],
    [
      'a config.toml that is not there',
      (root: string) => fs.rmSync(join(root, '.kanuka/config.toml')),
      'CONFIG_MISSING',
      /config\.toml is missing/,
    ],
    [
      'an audit.jsonl that is a link',
      (root: string) => {
        fs.renameSync(join(root, '.kanuka/audit.jsonl'), join(root, 'log'))
        fs.symlinkSync('../log', join(root, '.kanuka/audit.jsonl'))
      },
      'FILE_UNREADABLE',
      /audit\.jsonl cannot be read: no regular file/,
    ],
    [
      'an audit.jsonl that is a folder',
      (root: string) => {
        fs.rmSync(join(root, '.kanuka/audit.jsonl'))
        fs.mkdirSync(join(root, '.kanuka/audit.jsonl'))
      },
      'FILE_UNREADABLE',
      /audit\.jsonl cannot be read: no regular file/,
    ],
    [
      'a folder of public keys that is a link',
      (root: string) => {
        fs.renameSync(join(root, '.kanuka/public_keys'), join(root, 'keys'))
        fs.symlinkSync('../keys', join(root, '.kanuka/public_keys'))
      },
      'FILE_UNREADABLE',
      /public_keys cannot be listed \(a link\)/,
    ],
    [
      'a folder of wrapped keys that is a link',
      (root: string) => {
        fs.renameSync(join(root, '.kanuka/secrets'), join(root, 'keys'))
        fs.symlinkSync('../keys', join(root, '.kanuka/secrets'))
      },
      'FILE_UNREADABLE',
      /secrets cannot be listed \(a link\)/,
    ],
    [
      'a secret file over the limit',
      (root: string) => fs.truncateSync(join(root, '.env.local.kanuka'), 300 * 1024 * 1024),
      'FILE_TOO_LARGE',
      /\.env\.local\.kanuka has 315 MB/,
    ],
    [
      'no store at all',
      (root: string) => fs.rmSync(join(root, '.kanuka'), { recursive: true }),
      'STORE_NOT_FOUND',
      /no Kanuka store/,
    ],
  ] as const) {
    test(what, async (t) => {
      const workspace = checkout(t, 'basic')
      spoil(workspace)
      await assertNothingDone(t, workspace, { inputs: BASIC, code, says })
    })
  }

  test("another member's wrapped key that is a link: it is not followed, nor replaced", async (t) => {
    const workspace = checkout(t, 'team')
    const path = join(workspace, `.kanuka/secrets/${CAROL}.kanuka`)
    const target = join(folder(t), 'elsewhere')
    fs.renameSync(path, target)
    fs.symlinkSync(target, path)
    const before = fs.readFileSync(target)
    const says = new RegExp(`${CAROL}\\.kanuka`)
    await assertNothingDone(t, workspace, { inputs: TEAM, code: 'FILE_UNREADABLE', says })
    assert.deepEqual(fs.readFileSync(target), before)
  })

  test('secret files under Git LFS', { skip: withoutGit }, async (t) => {
    const workspace = checkout(t, 'basic')
    fs.writeFileSync(join(workspace, '.gitattributes'), 'config/** filter=lfs -text\n')
    commitAll(workspace)
    const says = /config\/\.env\.production\.kanuka is under Git LFS/
    await assertNothingDone(t, workspace, { inputs: BASIC, code: 'LFS_FILTER', says })
  })
})

const PROTECT = 'chattr'

/** Runs with a path that cannot be written. Says why that cannot be, if so. */
async function withReadOnly(path: string, run: () => Promise<void>): Promise<string | undefined> {
  const mode = fs.statSync(path).mode & 0o777
  // Root writes whatever the permissions say; what may not change at all stops root too.
  const isRoot = process.getuid?.() === 0
  const setFlag = (flag: string): boolean => spawnSync(PROTECT, [flag, path]).status === 0
  const lift = (): unknown => (isRoot ? setFlag('-i') : fs.chmodSync(path, mode))
  if (!isRoot) fs.chmodSync(path, mode & 0o555)
  else if (!setFlag('+i')) return `root, and ${PROTECT} does not work`
  try {
    await run()
  } finally {
    lift()
  }
  return undefined
}

describe('read-only', () => {
  for (const path of ['', '.kanuka', '.kanuka/secrets', 'config']) {
    test(`the folder ${path || 'of the store'}`, async (t) => {
      const workspace = checkout(t, 'basic')
      const why = await withReadOnly(join(workspace, path), async () => {
        const says = /could not be written \((EACCES|EPERM)\); the store is as it was/
        await assertNothingDone(t, workspace, { inputs: BASIC, code: 'WRITE_FAILED', says })
      })
      if (why !== undefined) t.skip(why)
    })
  }

  test('a file that not even root may replace', async (t) => {
    if (process.getuid?.() !== 0) return t.skip('only root can make such a file')
    const workspace = checkout(t, 'basic')
    const path = join(workspace, 'config/.env.production.kanuka')
    const why = await withReadOnly(path, async () => {
      const says = /config\/\.env\.production\.kanuka could not be written \(EPERM\)/
      await assertNothingDone(t, workspace, { inputs: BASIC, code: 'WRITE_FAILED', says })
    })
    if (why !== undefined) t.skip(why)
  })

  test('a file without write permission, in a folder with it, is no obstacle', async (t) => {
    const workspace = checkout(t, 'basic')
    const path = join(workspace, 'config/.env.production.kanuka')
    fs.chmodSync(path, 0o444)
    await synced(t, workspace, BASIC)
    assert.equal(fs.statSync(path).mode & 0o777, 0o444)
  })
})

test('of two runs at once each rotates the whole store, or is stopped', async (t) => {
  const workspace = checkout(t, 'basic')
  // Where their lock is: without it each has a temp folder of its own.
  fs.mkdirSync(join(workspace, '.git'))
  const jobs = await Promise.all([jobIn(t, workspace), jobIn(t, workspace)])
  const inputs = { command: 'sync', ...BASIC }
  const results = await Promise.all(jobs.map(async (job) => job.run({ inputs })))
  const rotations = results.filter(({ exitCode }) => exitCode === 0).length
  const before = auditLines(join(FIXTURES, 'basic')).length
  assert.equal(auditLines(workspace).length, before + rotations)
  await assertHeldBy(workspace, [WORKSTATION], plaintextsOf('basic'))
  assert.deepEqual(fs.readdirSync(join(workspace, '.git')), [])
})

describe('a store that somebody else changes meanwhile', { skip: withoutGit }, () => {
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim()
  const file = '.env.kanuka'
  for (const [what, command, inputs, path] of [
    ['a secret file is written', `printf x >> ${file}`, {}, file],
    ['a secret file is removed', `rm ${file}`, {}, file],
    ['a secret file becomes a link to itself', `mv ${file} x; ln -s x ${file}`, {}, file],
    [
      'config.toml is written, which the rotation writes too',
      'echo "# more" >> .kanuka/config.toml',
      { revoke: 'carol@example.com' },
      '.kanuka/config.toml',
    ],
  ] as const) {
    test(`${what}: nothing is written`, async (t) => {
      const workspace = checkout(t, 'team')
      commitAll(workspace)
      const bin = folder(t)
      // Once all files are read, git is asked for its log; that is when it happens.
      const script = `#!/bin/sh
case "$*" in *' log '*) (cd ${workspace}; ${command});; esac
exec ${real} "$@"
`
      fs.writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
      const before = everythingIn(workspace)
      const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` }
      const { job, result } = await sync(t, { workspace, env }, { ...TEAM, ...inputs })
      assertRefused(result, 'STORE_CHANGED', /nothing was written/)
      assert.equal(result.annotations.find(({ type }) => type === 'error')?.file, path)
      const after = everythingIn(workspace)
      const others = Object.keys(before).filter((name) => ![path, ''].includes(name))
      for (const name of others) assert.equal(after[name], before[name], name)
      for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
      assert.ok(!fs.existsSync(join(workspace, '.git/kanuka')))
    })
  }
})
