// The members' keys: replaced, doubled, wrapped wrongly.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Finding, FindingCode } from '../../../src/check/finding.ts'
import { keyRule } from '../../../src/check/keys.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import {
  contextOf,
  edited,
  findingsOf,
  fixture,
  ofCode,
  textOf,
  type Commits,
  type Files,
} from './snapshots.ts'
import { ALICE, AUDIT, BOB, DAVE, freshPem, LAPTOP } from './team.ts'

const team = fixture('team')
const basic = fixture('basic')

async function found(code: FindingCode, commits: Commits): Promise<readonly Finding[]> {
  return ofCode(await findingsOf(keyRule, commits), code)
}

describe('MEMBER_KEY_CHANGED', () => {
  const stolen = edited(team, { [publicKeyPath(BOB)]: freshPem() })
  const rewrapped = edited(stolen, { [wrappedKeyPath(BOB)]: 'new bytes' })
  const line = (uuid: string, op = 'rotate'): string =>
    `{"ts":"2026-11-21T12:00:00.000000Z","user":"x","uuid":"${uuid}","op":"${op}"}\n`
  const withLine = (files: Files, text: string): Files =>
    edited(files, { [AUDIT]: textOf(team, AUDIT) + text })

  for (const [what, head, severity] of [
    ['the public key alone', stolen, 'error'],
    ['both keys, without a line', rewrapped, 'error'],
    ['both keys, with a line about another member', withLine(rewrapped, line(ALICE)), 'error'],
    ['both keys, with another line', withLine(rewrapped, line(BOB, 'register')), 'error'],
    ['a line, but the wrapped key stayed', withLine(stolen, line(BOB)), 'error'],
    ["the member's own `rotate`", withLine(rewrapped, line(BOB)), 'warning'],
    ['what was a key is none any more', edited(team, { [publicKeyPath(BOB)]: 'x' }), 'error'],
  ] as const) {
    test(`${what}: ${severity}`, async () => {
      const [one, ...more] = await found('MEMBER_KEY_CHANGED', { base: team, head })
      assert.equal(one?.severity, severity)
      assert.equal(one.path, publicKeyPath(BOB))
      assert.match(one.message, /bob@example\.com, bobs-thinkpad .* of 4096 bits, SHA-256/)
      assert.match(one.fix, /`kanuka secrets sync`/)
      assert.deepEqual(more, [])
    })
  }

  test('an old line `rotate` excuses nothing', async () => {
    const base = withLine(team, line(BOB))
    const head = withLine(rewrapped, line(BOB))
    assert.equal((await found('MEMBER_KEY_CHANGED', { base, head }))[0]?.severity, 'error')
  })

  test('a pending member, too', async () => {
    const head = edited(team, { [publicKeyPath(DAVE)]: freshPem() })
    assert.equal((await found('MEMBER_KEY_CHANGED', { base: team, head })).length, 1)
  })

  test('not: line ends, a wrapped key written anew, a new member', async () => {
    const crlf = textOf(team, publicKeyPath(BOB)).replaceAll('\n', '\r\n')
    for (const commits of [
      { base: team, head: edited(team, { [publicKeyPath(BOB)]: crlf }) },
      { base: team, head: edited(team, { [wrappedKeyPath(BOB)]: 'x' }) },
      { base: edited(team, { [publicKeyPath(BOB)]: undefined }), head: team },
      { head: stolen },
    ]) {
      assert.deepEqual(await found('MEMBER_KEY_CHANGED', commits), [])
    }
  })
})

describe('MEMBER_KEY_DUPLICATE', () => {
  test('two UUIDs, one key, however it is written', async () => {
    const crlf = `# mine\n${textOf(team, publicKeyPath(BOB)).replaceAll('\n', '\r\n')}`
    for (const key of [team.get(publicKeyPath(BOB)), crlf]) {
      const head = edited(team, { [publicKeyPath(DAVE)]: key })
      const [one, ...more] = await found('MEMBER_KEY_DUPLICATE', { head })
      assert.match(one?.message ?? '', /dave@.*bob@/)
      assert.match(one?.fix ?? '', /`kanuka secrets revoke --file/)
      assert.deepEqual(more, [])
      assert.deepEqual(await found('PUBLIC_KEY_WEAK', { head }), [])
    }
  })

  test('not: different keys, or two that cannot be read', async () => {
    const head = edited(team, { [publicKeyPath(DAVE)]: 'x', [publicKeyPath(BOB)]: 'x' })
    assert.deepEqual(await found('MEMBER_KEY_DUPLICATE', { head }), [])
    assert.deepEqual(await found('MEMBER_KEY_DUPLICATE', { head: team }), [])
  })
})

describe('WRAPPED_KEY_DAMAGED', () => {
  test('another length than the modulus', async () => {
    const [one, ...more] = await found('WRAPPED_KEY_DAMAGED', {
      head: fixture('damaged/truncated-wrapped-key'),
    })
    assert.match(one?.message ?? '', /has 100 bytes, where the key makes 256$/)
    assert.equal(one?.path, wrappedKeyPath(ALICE))
    assert.match(one?.fix ?? '', /`kanuka secrets sync`/)
    assert.deepEqual(more, [])
  })

  test('too long, and empty', async () => {
    for (const bytes of [new Uint8Array(257), new Uint8Array()]) {
      const head = edited(basic, { [wrappedKeyPath(ALICE)]: bytes })
      assert.equal((await found('WRAPPED_KEY_DAMAGED', { head })).length, 1)
    }
  })

  test('the bytes of another member', async () => {
    const alice = team.get(wrappedKeyPath(ALICE))
    const head = edited(team, { [wrappedKeyPath(LAPTOP)]: alice })
    const [one, ...more] = await found('WRAPPED_KEY_DAMAGED', { head })
    assert.match(
      one?.message ?? '',
      /alice@example\.com, laptop .* of alice@example\.com, workstation/,
    )
    assert.deepEqual(more, [])
  })

  test('not: sound stores of all key lengths, an orphan, the same bytes in two stores', async () => {
    for (const path of ['team', 'monorepo', 'rotated/after', 'damaged/flipped-wrapped-key']) {
      assert.deepEqual(await found('WRAPPED_KEY_DAMAGED', { head: fixture(path) }), [])
    }
    const twice = new Map([...basic, ...[...basic].map(([p, file]) => [`b/${p}`, file] as const)])
    assert.deepEqual(await found('WRAPPED_KEY_DAMAGED', { head: twice }), [])
  })

  test('not: bytes that are not there to be measured', async () => {
    const context = { sizes: async () => new Map(), read: async () => new Map() }
    const findings = await keyRule({
      ...contextOf({ head: fixture('damaged/truncated-wrapped-key') }),
      blobs: context,
    })
    assert.deepEqual(findings, [])
  })
})
