// Who comes, who goes, and who gets another name between two commits.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Finding, FindingCode } from '../../../src/check/finding.ts'
import { memberRule } from '../../../src/check/members.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import { fixtureStore } from '../../helpers/manifest.ts'
import { edited, findingsOf, fixture, ofCode, textOf, type Commits } from './snapshots.ts'
import { BOB, CAROL, CONFIG, configWith, DAVE, ERIN, lineOfConfig } from './team.ts'

const team = fixture('team')
const basic = fixture('basic')

async function found(code: FindingCode, commits: Commits): Promise<readonly Finding[]> {
  return ofCode(await findingsOf(memberRule, commits), code)
}

const BOT = '08af7e16-2b39-45b6-b13e-9de1b7641b3f'

describe('MEMBER_ADDED', () => {
  const withoutBot = edited(fixture('ci'), {
    [publicKeyPath(BOT)]: undefined,
    [wrappedKeyPath(BOT)]: undefined,
  })

  test('who, which device, key size and fingerprint, and a command that can name the bot', async () => {
    const head = fixture('ci')
    const [one, ...more] = await found('MEMBER_ADDED', { base: withoutBot, head })
    const { public_key_sha256: digest } =
      fixtureStore('ci').members.find(({ uuid }) => uuid === BOT) ?? assert.fail()
    assert.match(one?.message ?? '', /^41898282\+github-actions\[bot\]@.*, github-actions \(08af/)
    assert.ok(
      one?.message.includes(`is let in to .kanuka with an RSA key of 2048 bits, SHA-256 ${digest}`),
    )
    assert.equal(one?.line, lineOfConfig(head, BOT))
    assert.match(
      one?.fix ?? '',
      new RegExp(`\`kanuka secrets revoke --file ${wrappedKeyPath(BOT)}\``),
    )
    assert.deepEqual(more, [])
  })

  test('a public key alone; a pending member let in; a wrapped key without a public key', async () => {
    const bot = fixture('ci').get(publicKeyPath(BOT))
    const pub = await found('MEMBER_ADDED', {
      base: withoutBot,
      head: edited(withoutBot, { [publicKeyPath(BOT)]: bot }),
    })
    assert.match(pub[0]?.message ?? '', /so far without access/)
    const letIn = await found('MEMBER_ADDED', { base: team, head: fixture('rotated/after') })
    assert.equal(letIn.length, 1)
    assert.match(letIn[0]?.message ?? '', /^dave@example\.com, daves-mac .* is let in to/)
    const orphan = await found('MEMBER_ADDED', {
      base: withoutBot,
      head: edited(withoutBot, { [wrappedKeyPath(BOT)]: 'x' }),
    })
    assert.match(orphan[0]?.message ?? '', /is let in to .* without a public key/)
  })

  test('everybody of a new store', async () => {
    assert.equal((await found('MEMBER_ADDED', { base: new Map(), head: fixture('ci') })).length, 2)
  })

  test('not: the same members; nothing to compare with; a key written anew', async () => {
    const anew = edited(team, { [wrappedKeyPath(BOB)]: 'x', [publicKeyPath(BOB)]: 'y' })
    for (const commits of [
      { base: team, head: team },
      { head: team },
      { base: team, head: anew },
    ]) {
      assert.deepEqual(await found('MEMBER_ADDED', commits), [])
    }
  })

  test('an email cannot get into a command', async () => {
    const evil = '$(touch /tmp/pwned)`id`; rm -rf ~'
    const head = edited(team, configWith(team, 'dave@example.com', evil))
    for (const { fix } of await findingsOf(memberRule, { base: basic, head })) {
      assert.ok(!fix.includes('pwned'), fix)
    }
  })
})

describe('MEMBER_REMOVED', () => {
  test('access taken away, named as before', async () => {
    const head = edited(team, {
      [publicKeyPath(CAROL)]: undefined,
      [wrappedKeyPath(CAROL)]: undefined,
      [wrappedKeyPath(ERIN)]: undefined,
      [CONFIG]: textOf(team, CONFIG).replaceAll(/^.*carol@example\.com"\n/gm, ''),
    })
    const findings = await found('MEMBER_REMOVED', { base: team, head })
    assert.deepEqual(
      findings.map(({ message }) => message.split(' (')[0]),
      ['erin@example.com, old-tower', 'carol@example.com, studio'],
    )
    assert.ok(findings.every(({ severity }) => severity === 'notice'))
  })

  test('not: a pending member; one whose public key alone went', async () => {
    for (const uuid of [DAVE, CAROL]) {
      const head = edited(team, { [publicKeyPath(uuid)]: undefined })
      assert.deepEqual(await found('MEMBER_REMOVED', { base: team, head }), [])
    }
  })
})

describe('MEMBER_RELABELLED', () => {
  test('another email for an existing UUID, in both tables or in one', async () => {
    for (const from of [
      'bob@example.com',
      '    email = "bob@example.com',
      `${BOB} = "bob@example.com`,
    ]) {
      const to = from.replace('bob@', 'alice@')
      const head = edited(team, configWith(team, from, to))
      const [one, ...more] = await found('MEMBER_RELABELLED', { base: team, head })
      assert.equal(one?.severity, 'error')
      assert.match(one.message, /was bob@example\.com and is now alice@example\.com/)
      assert.equal(one.line, lineOfConfig(head, BOB))
      assert.deepEqual(more, [])
    }
  })

  test('the table that is left does not hide it', async () => {
    const head = edited(team, {
      [CONFIG]: textOf(team, CONFIG)
        .replace(/\[devices\][^]*/, '')
        .replace('"bob@', '"mallory@'),
    })
    assert.equal((await found('MEMBER_RELABELLED', { base: team, head })).length, 1)
  })

  test('an email that was in one table before and is in the other now', async () => {
    const base = edited(team, configWith(team, `  ${BOB} = "bob@example.com"\n`, ''))
    const head = edited(team, configWith(team, '    email = "bob@example.com"\n', ''))
    assert.deepEqual(await found('MEMBER_RELABELLED', { base, head }), [])
    const other = edited(head, configWith(head, '"bob@', '"mallory@'))
    assert.equal((await found('MEMBER_RELABELLED', { base, head: other })).length, 1)
  })

  test('the line is that of the entry, not of a comment before it', async () => {
    const commented = edited(team, configWith(team, '[users]', `# ${BOB} left\n[users]`))
    const head = edited(commented, configWith(commented, 'bob@', 'mallory@'))
    const [one] = await found('MEMBER_RELABELLED', { base: team, head })
    assert.equal(one?.line, lineOfConfig(head, `${BOB} = "mallory@`))
  })

  test('non-ASCII and bidi characters: a warning, even without a range', async () => {
    for (const letter of ['\u0430', '\\u202e', '\u200b', '\u212a']) {
      const head = edited(team, configWith(team, 'bob@', `b${letter}ob@`))
      const [one, ...more] = await found('MEMBER_RELABELLED', { head })
      assert.equal(one?.severity, 'warning')
      assert.match(one.message, /: b\\u\{[0-9a-f]+\}ob@example\.com$/)
      assert.deepEqual(more, [])
    }
  })

  test('a letter whose small form is ASCII is another email', async () => {
    const base = edited(team, configWith(team, 'bob@', 'kim@'))
    const head = edited(team, configWith(team, 'bob@', '\u212aim@'))
    const severities = (await found('MEMBER_RELABELLED', { base, head })).map((f) => f.severity)
    assert.deepEqual(severities, ['error', 'warning'])
  })

  test('not: other case, another device name, a new member, an unusable base', async () => {
    for (const commits of [
      { base: team, head: edited(team, configWith(team, 'bob@', 'Bob@')) },
      { base: team, head: edited(team, configWith(team, 'bobs-thinkpad', 'x')) },
      { base: basic, head: edited(team, configWith(team, 'a211b91e', 'f310900e')) },
      { base: edited(team, { [CONFIG]: '' }), head: team },
    ]) {
      assert.deepEqual(await found('MEMBER_RELABELLED', commits), [])
    }
  })
})

describe('PROJECT_CHANGED', () => {
  test('with the line', async () => {
    const head = edited(team, configWith(team, 'a211b91e', 'b211b91e'))
    const [one] = await found('PROJECT_CHANGED', { base: team, head })
    assert.deepEqual([one?.path, one?.line], [CONFIG, 2])
    assert.match(one?.fix ?? '', /project_uuid/)
  })

  test('not: another name; a store that was unusable before', async () => {
    const renamed = edited(team, configWith(team, '"payments"', '"other"'))
    assert.deepEqual(await found('PROJECT_CHANGED', { base: team, head: renamed }), [])
    const base = edited(team, { [CONFIG]: undefined })
    assert.deepEqual(await found('PROJECT_CHANGED', { base, head: team }), [])
  })
})
