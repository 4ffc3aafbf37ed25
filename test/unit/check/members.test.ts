// Who is in a store, and what config.toml says of it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { auditRules } from '../../../src/check/audit.ts'
import type { Finding, FindingCode } from '../../../src/check/finding.ts'
import { keyRule } from '../../../src/check/keys.ts'
import { memberRule } from '../../../src/check/members.ts'
import { rotations } from '../../../src/check/rotations.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import { fixtureStore } from '../../helpers/manifest.ts'
import { codesOf, edited, findingsOf, fixture, ofCode, textOf, type Commits } from './snapshots.ts'
import { ALICE, BOB, CONFIG, configWith, DAVE, ERIN, lineOfConfig } from './team.ts'

const team = fixture('team')
const basic = fixture('basic')

async function found(code: FindingCode, commits: Commits): Promise<readonly Finding[]> {
  return ofCode(await findingsOf(memberRule, commits), code)
}

describe('stores as the CLI leaves them give no finding that one would call false', () => {
  for (const [path, codes] of [
    ['basic', []],
    ['ci', []],
    ['dotenv-zoo', []],
    ['monorepo', []],
    ['team', ['MEMBER_PENDING', 'MEMBER_ORPHANED']],
    ['rotated/after', ['MEMBER_ORPHANED']],
    ['legacy', ['STORE_LEGACY']],
  ] as const) {
    test(path, async () => {
      const head = fixture(path)
      const rules = [memberRule, keyRule, auditRules(), rotations()]
      for (const commits of [{ head }, { head, base: head }]) {
        const findings = await Promise.all(rules.map((rule) => findingsOf(rule, commits)))
        assert.deepEqual(codesOf(findings.flat()), codes)
      }
    })
  }
})

describe('CONFIG_INVALID', () => {
  for (const [path, line, message] of [
    ['damaged/config-uuid-key', undefined, /^\.kanuka\/config\.toml has no `project_uuid`/],
    ['damaged/empty-config-toml', undefined, /has no `project_uuid`/],
    ['damaged/invalid-config-toml', 1, /is no TOML/],
    ['damaged/merge-conflict-config', 1, /conflict markers/],
  ] as const) {
    test(`${path}: what needs it is not judged`, async () => {
      const findings = await findingsOf(memberRule, { head: fixture(path), base: basic })
      assert.deepEqual(codesOf(findings), ['CONFIG_INVALID'])
      assert.deepEqual([findings[0]?.path, findings[0]?.line], [CONFIG, line])
      assert.match(findings[0]?.message ?? '', message)
      assert.match(findings[0]?.fix ?? '', /`kanuka secrets doctor`/)
    })
  }

  test('missing', async () => {
    const findings = await findingsOf(memberRule, { head: edited(basic, { [CONFIG]: undefined }) })
    assert.deepEqual(codesOf(findings), ['CONFIG_INVALID'])
    assert.match(findings[0]?.message ?? '', /is missing/)
  })

  test('a UUID with two emails', async () => {
    const head = edited(team, configWith(team, '    email = "bob@', '    email = "mallory@'))
    const [one, ...more] = await found('CONFIG_INVALID', { head })
    assert.match(one?.message ?? '', /45e676e3.*several emails, bob@.*, mallory@/)
    assert.equal(one?.line, lineOfConfig(team, BOB))
    assert.deepEqual(more, [])
  })

  test('a UUID twice, in another case', async () => {
    const twice = `[users]\n  ${BOB.toUpperCase()} = "mallory@example.com"`
    const head = edited(team, configWith(team, '[users]', twice))
    assert.equal((await found('CONFIG_INVALID', { head })).length, 1)
  })

  test('a UUID in devices and not in users', async () => {
    const head = edited(team, configWith(team, `  ${BOB} = "bob@example.com"\n`, ''))
    const [one, ...more] = await found('CONFIG_INVALID', { head })
    assert.match(one?.message ?? '', /in \[devices\] and not in \[users\]/)
    assert.equal(one?.line, lineOfConfig(head, BOB))
    assert.deepEqual(await found('MEMBER_UNLISTED', { head }), [])
    assert.deepEqual(more, [])
  })

  test('not: no entry in devices, no email in it, CRLF, an email in another case', async () => {
    for (const edits of [
      { [CONFIG]: textOf(team, CONFIG).replace(/\[devices\][^]*/, '') },
      configWith(team, '    email = "bob@example.com"\n', ''),
      configWith(team, '\n', '\r\n'),
      configWith(team, '    email = "bob@', '    email = "Bob@'),
    ]) {
      assert.deepEqual(await found('CONFIG_INVALID', { head: edited(team, edits) }), [])
    }
  })
})

describe('STORE_LEGACY', () => {
  test('says so once, and nothing of a missing config.toml', async () => {
    const findings = await findingsOf(memberRule, { head: fixture('legacy') })
    assert.deepEqual(codesOf(findings), ['STORE_LEGACY'])
    assert.equal(findings[0]?.path, '.kanuka/public_keys/alice.pub')
    assert.match(findings[0].fix, /`kanuka secrets sync`/)
  })

  test('not where there is a config.toml', async () => {
    const head = edited(basic, { '.kanuka/public_keys/alice.pub': 'x' })
    assert.deepEqual(await found('STORE_LEGACY', { head }), [])
  })
})

describe('states', () => {
  test('pending and orphaned members, as the manifest has them, with line or file', async () => {
    for (const path of ['team', 'rotated/after', 'ci', 'monorepo']) {
      const head = fixture(path)
      for (const [code, state] of [
        ['MEMBER_PENDING', 'pending'],
        ['MEMBER_ORPHANED', 'orphan'],
      ] as const) {
        const expected = fixtureStore(path).members.filter((member) => member.state === state)
        const findings = await found(code, { head })
        assert.equal(findings.length, expected.length, `${path} ${code}`)
        for (const [index, { message }] of findings.entries()) {
          assert.ok(message.includes(expected[index]?.uuid ?? '?'), message)
        }
      }
    }
    const [pending] = await found('MEMBER_PENDING', { head: team })
    assert.deepEqual([pending?.path, pending?.line], [CONFIG, lineOfConfig(team, DAVE)])
    assert.match(pending?.message ?? '', /2048 bits, SHA-256 [0-9a-f]{64}/)
    assert.match(pending?.fix ?? '', /`kanuka secrets sync`.*`git rm \.kanuka\/public_keys\/0022/)
    const [orphan] = await found('MEMBER_ORPHANED', { head: team })
    assert.equal(orphan?.path, wrappedKeyPath(ERIN))
    assert.match(orphan?.fix ?? '', /`kanuka secrets clean`/)
  })

  test('a link is neither public key nor wrapped key', async () => {
    const link = { mode: '120000', bytes: Buffer.from('/etc/passwd') }
    const head = edited(basic, { [wrappedKeyPath(ALICE)]: link })
    assert.equal((await found('MEMBER_PENDING', { head })).length, 1)
  })

  test('MEMBER_UNLISTED: neither in users nor in devices', async () => {
    const [one, ...more] = await found('MEMBER_UNLISTED', { head: fixture('damaged/garbage-pub') })
    assert.equal(one?.path, publicKeyPath('00000000-0000-4000-8000-000000000000'))
    assert.match(one.fix, /`git rm /)
    assert.deepEqual(more, [])
    const head = edited(basic, { [CONFIG]: '[project]\nproject_uuid = "x"\n' })
    const [alice] = await found('MEMBER_UNLISTED', { head })
    assert.match(alice?.fix ?? '', /`kanuka secrets revoke --file \.kanuka\/secrets\/7c1d65f0/)
  })

  test('not MEMBER_UNLISTED: in users alone; config.toml unusable', async () => {
    const users = { [CONFIG]: textOf(team, CONFIG).replace(/\[devices\][^]*/, '') }
    for (const edits of [users, { [CONFIG]: '<<<<<<< HEAD' }, { [CONFIG]: undefined }]) {
      assert.deepEqual(await found('MEMBER_UNLISTED', { head: edited(team, edits) }), [])
    }
  })
})

test('a nested store: paths are those of the repository', async () => {
  const base = fixture('monorepo')
  const path = [...base.keys()].find((name) => /^services\/web\/.*\.pub$/.test(name)) ?? ''
  const findings = await findingsOf(memberRule, { base, head: edited(base, { [path]: undefined }) })
  assert.deepEqual(codesOf(findings), ['MEMBER_ORPHANED'])
  assert.match(findings[0]?.path ?? '', /^services\/web\/\.kanuka\/secrets\//)
})

test('50,000 members of a hostile config.toml take no time', async () => {
  const uuid = (n: number): string =>
    `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
  const lines = Array.from({ length: 50_000 }, (_, n) => `${uuid(n)} = "é${n}@example.com"`)
  const head = edited(basic, {
    [CONFIG]: `[project]\nproject_uuid = "x"\n[users]\n${lines.join('\n')}`,
  })
  const start = performance.now()
  const findings = await findingsOf(memberRule, { base: basic, head })
  assert.ok(performance.now() - start < 20_000)
  assert.equal(ofCode(findings, 'MEMBER_RELABELLED').length, 50_000)
  assert.equal(ofCode(findings, 'MEMBER_RELABELLED').at(-1)?.line, 50_003)
})
