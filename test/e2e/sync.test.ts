// A rotation from end to end: which files it writes, and how.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  checkout,
  commitAll,
  filesIn,
  FIXTURES,
  jobIn,
  key,
  withoutGit,
} from '../helpers/action.ts'
import {
  assertHeldBy,
  assertOpenedBy,
  auditLines,
  BASIC,
  CAROL,
  DAVE,
  digest,
  everythingIn,
  LAPTOP,
  leftInTemp,
  plaintextsOf,
  synced,
  WORKSTATION,
  TEAM,
} from '../helpers/rotating.ts'
import { sealedStore } from '../helpers/sealed-store.ts'

const FILES = ['.env.kanuka', '.env.local.kanuka', 'config/.env.production.kanuka']

describe('what is written', () => {
  test('wrapped key, secret files and log are new; all else stays, and nothing lies around', async (t) => {
    const workspace = checkout(t, 'basic')
    const before = everythingIn(workspace)
    const { job, result } = await synced(t, workspace, BASIC)
    const after = everythingIn(workspace)
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    const rest = ['.kanuka/audit.jsonl', `.kanuka/secrets/${WORKSTATION}.kanuka`]
    assert.deepEqual(changed.toSorted(), [...FILES, ...rest].toSorted())
    assert.deepEqual(Object.keys(after), Object.keys(before))
    assert.deepEqual(
      result.annotations.map(({ type }) => type),
      ['warning'],
    )
    assert.match(result.annotations[0]?.message ?? '', /no git history/)
    const [post] = await job.post()
    assert.equal(post?.exitCode, 0)
    assert.equal(post.log, '')
    assert.deepEqual(leftInTemp(job), [])
    assert.deepEqual(everythingIn(workspace), after)
  })

  test('every run makes another key', async (t) => {
    const workspace = checkout(t, 'basic')
    const keys = new Set<string>()
    for (const _ of [1, 2, 3]) {
      await synced(t, workspace, BASIC)
      const found = await assertHeldBy(workspace, [WORKSTATION], plaintextsOf('basic'))
      keys.add(Buffer.from(found).toString('hex'))
    }
    assert.equal(keys.size, 3)
  })

  test('files keep their permissions', async (t) => {
    const workspace = checkout(t, 'basic')
    const modes = {
      '.env.kanuka': 0o600,
      '.env.local.kanuka': 0o755,
      'config/.env.production.kanuka': 0o666,
      '.kanuka/audit.jsonl': 0o640,
      [`.kanuka/secrets/${WORKSTATION}.kanuka`]: 0o400,
    }
    for (const [path, mode] of Object.entries(modes)) fs.chmodSync(join(workspace, path), mode)
    await synced(t, workspace, BASIC)
    for (const [path, mode] of Object.entries(modes)) {
      assert.equal(fs.statSync(join(workspace, path)).mode & 0o7777, mode, path)
    }
  })

  test('a store without a log gets one', async (t) => {
    const workspace = checkout(t, 'basic')
    const path = join(workspace, '.kanuka/audit.jsonl')
    fs.rmSync(path)
    await synced(t, workspace, BASIC)
    assert.equal(auditLines(workspace).length, 1)
    assert.equal(fs.statSync(path).mode & 0o133, 0)
  })

  test('a log whose last line has no end keeps that line whole', async (t) => {
    const workspace = checkout(t, 'basic')
    const path = join(workspace, '.kanuka/audit.jsonl')
    const old = fs.readFileSync(path, 'utf8').trimEnd()
    fs.writeFileSync(path, old)
    await synced(t, workspace, BASIC)
    assert.deepEqual(auditLines(workspace).slice(0, -1), old.split('\n'))
  })

  test('an empty plaintext, a single byte and a megabyte', async (t) => {
    const files = { '.env.kanuka': '', 'a/.env.kanuka': 'x', 'b.env.kanuka': Buffer.alloc(1e6, 7) }
    const store = await sealedStore(t, files)
    await synced(t, store.workspace, { 'private-key': store.key })
    const expected = Object.entries(files).map(([path, it]) => [path, Buffer.from(it)] as const)
    await assertHeldBy(store.workspace, [WORKSTATION], new Map(expected))
    assert.equal(fs.statSync(join(store.workspace, '.env.kanuka')).size, 40)
  })

  test('a store without secret files is rotated, which is said and logged', async (t) => {
    const store = await sealedStore(t, {})
    const wrapped = join(store.workspace, `.kanuka/secrets/${WORKSTATION}.kanuka`)
    const before = digest(fs.readFileSync(wrapped))
    const { result } = await synced(t, store.workspace, { 'private-key': store.key })
    assert.notEqual(digest(fs.readFileSync(wrapped)), before)
    assert.match(result.log, /1 member with the new one, 0 files re-encrypted/)
    assert.match(result.log, /no secret files, so the old key was unproven/)
    assert.equal(result.outputs.get('changed'), 'true')
    assert.equal(result.outputs.get('files'), '[]')
    assert.match(auditLines(store.workspace).at(-1) ?? '', /"op":"sync","users_count":1\}$/)
  })

  test('CRLF in config.toml, the log and public keys: kept where it stays', async (t) => {
    const workspace = checkout(t, 'team')
    const publicKeys = filesIn(workspace).filter((path) => path.endsWith('.pub'))
    for (const path of [...publicKeys, '.kanuka/config.toml', '.kanuka/audit.jsonl']) {
      const text = fs.readFileSync(join(workspace, path), 'utf8')
      fs.writeFileSync(join(workspace, path), text.replaceAll('\n', '\r\n'))
    }
    const log = fs.readFileSync(join(workspace, '.kanuka/audit.jsonl'), 'utf8')
    const bobs = publicKeys.map((path) => fs.readFileSync(join(workspace, path), 'utf8'))
    await synced(t, workspace, { ...TEAM, revoke: CAROL, grant: DAVE })
    const config = fs.readFileSync(join(workspace, '.kanuka/config.toml'), 'utf8')
    assert.doesNotMatch(config, /carol|studio/)
    assert.match(config, /dave@example\.com"\r\n/)
    assert.equal(config.replaceAll('\r\n', '').includes('\n'), false)
    assert.ok(fs.readFileSync(join(workspace, '.kanuka/audit.jsonl'), 'utf8').startsWith(log))
    for (const path of publicKeys.filter((name) => !name.includes(CAROL))) {
      assert.ok(bobs.includes(fs.readFileSync(join(workspace, path), 'utf8')), path)
    }
    await assertOpenedBy(workspace, [WORKSTATION, LAPTOP, DAVE], plaintextsOf('team'))
  })

  test('a member whom config.toml does not know at all', async (t) => {
    const workspace = checkout(t, 'team')
    const path = join(workspace, '.kanuka/config.toml')
    const text = fs.readFileSync(path, 'utf8')
    fs.writeFileSync(path, text.slice(0, text.indexOf('[users]')))
    const { result } = await synced(t, workspace, { ...TEAM, grant: DAVE, revoke: CAROL })
    await assertOpenedBy(workspace, [WORKSTATION, LAPTOP, DAVE], plaintextsOf('team'))
    assert.match(result.log, new RegExp(`opened as ${WORKSTATION}`))
    const last = auditLines(workspace)
      .at(-1)
      ?.replace(/^\{"ts":"[^"]+",/, '')
    const who = `"user":"","uuid":"${WORKSTATION}"`
    assert.equal(last, `${who},"op":"revoke","target_uuid":"${CAROL}"}`)
    assert.equal(fs.readFileSync(path, 'utf8'), text.slice(0, text.indexOf('[users]')))
  })

  test(
    'in a git checkout git sees these changes and nothing else',
    { skip: withoutGit },
    async (t) => {
      const workspace = checkout(t, 'basic')
      const head = commitAll(workspace)
      const status = (): string =>
        execFileSync('git', ['-C', workspace, 'status', '--porcelain', '-uall'], {
          encoding: 'utf8',
        })
      assert.equal(status(), '')
      const git = everythingIn(join(workspace, '.git'))
      const { result } = await synced(t, workspace, BASIC)
      assert.deepEqual(result.annotations, [])
      const { index: _, ...kept } = everythingIn(join(workspace, '.git'))
      const { index: __, ...had } = git
      assert.deepEqual(kept, had)
      const changed = status().trimEnd().split('\n')
      assert.deepEqual(
        changed.map((line) => line.slice(3)).toSorted(),
        ['.kanuka/audit.jsonl', `.kanuka/secrets/${WORKSTATION}.kanuka`, ...FILES].toSorted(),
      )
      assert.ok(changed.every((line) => line.startsWith(' M ')))
      assert.ok(fs.readFileSync(join(workspace, '.git/refs/heads/main'), 'utf8').startsWith(head))
    },
  )
})

test('the store is right for the next `decrypt` of the same job', async (t) => {
  const workspace = checkout(t, 'team')
  const job = await jobIn(t, workspace)
  const first = await job.run({ inputs: { command: 'sync', ...TEAM } })
  assert.equal(first.exitCode, 0, first.log)
  const next = await job.run({ inputs: { 'private-key': key('team-carol-rsa3072.pem') } })
  assert.equal(next.exitCode, 0, next.log)
  for (const [path, bytes] of plaintextsOf('team')) {
    assert.deepEqual(fs.readFileSync(join(workspace, path.replace(/\.kanuka$/, ''))), bytes, path)
  }
  for (const post of await job.post()) assert.equal(post.exitCode, 0, post.log)
  assert.deepEqual(filesIn(workspace).length, filesIn(join(FIXTURES, 'team')).length - 1)
})
