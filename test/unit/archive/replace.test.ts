// `import-mode: replace`: the store becomes what the archive holds; who comes back by it is named first.
import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readPresent } from '../../../src/archive/present.ts'
import { checkout } from '../../helpers/action.ts'
import { BOB, CAROL, DAVE, WORKSTATION } from '../../helpers/rotating.ts'
import { refusal, refusals } from '../../helpers/refusals.ts'
import { ALICE_KEY, ALL_TEAM, team } from './team.ts'
import {
  applied,
  archiveOf,
  assertSame,
  changed,
  CONFIG,
  filesOf,
  lastLine,
  LOG,
  planned,
  publicKey,
  states,
  without,
  wrapped,
} from './stores.ts'

const before = filesOf('rotated/before')
const after = filesOf('rotated/after')

describe('the store becomes what the archive holds', () => {
  for (const given of [{ key: ALICE_KEY }, {}]) {
    test(`after a rotation, ${'key' in given ? 'opened' : 'unverified'}`, async () => {
      const present = changed(after, { '.env.new.kanuka': Buffer.alloc(50) })
      const plan = await planned({ present, archive: before, mode: 'replace', ...given })
      assert.equal(plan.verified, 'key' in given ? 'opened' : 'unverified')
      // Who got access by the rotation loses it again.
      assert.deepEqual(states(plan, 'removed'), ['.env.new.kanuka', wrapped(DAVE)])
      assert.deepEqual(plan.returning, [])
      const result = applied(present, plan)
      assertSame(without(result, LOG), without(before, LOG))
      const line = lastLine(result)
      const count = states(plan, 'replaced').length + states(plan, 'added').length
      assert.deepEqual(
        [line['op'], line['mode'], line['files_count']],
        ['import', 'replace', count],
      )
      assert.equal(line['uuid'], 'key' in given ? WORKSTATION : '')
      const log = after.get(LOG)?.toString() ?? assert.fail()
      assert.ok(result.get(LOG)?.toString().startsWith(log), 'the log of today goes on')
    })
  }

  test('that is there already: no edit', async () => {
    const plan = await planned({ present: team, archive: team, mode: 'replace', key: ALICE_KEY })
    assert.deepEqual(plan.edits, [])
  })

  test('where none was', async () => {
    const plan = await planned({
      present: new Map(),
      archive: team,
      mode: 'replace',
      key: ALICE_KEY,
    })
    assert.equal(plan.verified, 'opened')
    assert.deepEqual(plan.returning, [])
    assertSame(without(applied(new Map(), plan), LOG), without(team, LOG))
  })

  test('edits are in the order of their paths, each once', async () => {
    const { edits } = await planned({ present: after, archive: before, mode: 'replace' })
    const paths = edits.map(({ path }) => path)
    assert.deepEqual(paths, [...new Set(paths)].toSorted())
  })

  test('nothing is given out where a file of the archive does not open', async () => {
    const archive = changed(before, { '.env.kanuka': after.get('.env.kanuka') })
    const request = { present: after, archive, mode: 'replace', key: ALICE_KEY } as const
    const error = await refusal(() => planned(request))
    assert.equal(error.code, 'DECRYPT_FAILED')
    assert.match(error.what, /^backup\.tar\.gz: \.env\.kanuka .* of "payments" of backup\.tar\.gz/)
    assert.deepEqual(error.where, {})
  })

  test('the private key of somebody whom the archive does not have says so', async () => {
    const key = 'stranger-rsa2048.pem'
    const request = { present: after, archive: before, mode: 'replace', key } as const
    const error = await refusal(() => planned(request))
    assert.equal(error.code, 'KEY_NOT_A_MEMBER')
    assert.match(error.what, /no member of "payments" of backup\.tar\.gz/)
    assert.match(error.fix, /who has access in the archive/)
  })

  test('without a key, what is visibly damaged is a warning', async () => {
    const archive = changed(before, {
      '.env.kanuka': 'SECRET=1\n',
      [publicKey(BOB)]: before.get(publicKey(BOB)),
      [publicKey(DAVE)]: 'no key',
      [wrapped(CAROL)]: Buffer.alloc(16),
    })
    const present = without(after, publicKey(DAVE))
    const plan = await planned({ present, archive, mode: 'replace', grant: [DAVE] })
    assert.deepEqual(plan.warnings, [
      {
        file: `backup.tar.gz: ${publicKey(DAVE)}`,
        what: 'holds no public key in PEM form',
      },
      {
        file: `backup.tar.gz: ${wrapped(CAROL)}`,
        what: `has 16 bytes, and a key wrapped for ${CAROL} has 384`,
      },
      {
        file: 'backup.tar.gz: .env.kanuka',
        what: 'has 9 bytes; an encrypted file has at least 40',
      },
    ])
  })
})

describe('a store that is damaged, or of the legacy kind, is replaced too', () => {
  for (const [name, present] of [
    ['without a configuration', without(team, CONFIG)],
    ['with a broken configuration', changed(team, { [CONFIG]: '<<<<<<< HEAD\n' })],
    ['legacy', filesOf('legacy')],
  ] as const) {
    test(name, async () => {
      const grant = name === 'legacy' ? ALL_TEAM : []
      const request = { present, archive: team, mode: 'replace', key: ALICE_KEY, grant } as const
      const plan = await planned(request)
      assert.equal(plan.verified, 'opened')
      const left = [...applied(present, plan)].filter(([path]) => !/\/alice\./.test(path))
      assertSame(without(new Map(left), LOG), without(team, LOG))
      const what = 'could not tell whether the archive is of the same project'
      assert.ok(plan.warnings.some((warning) => warning.file === CONFIG && warning.what === what))
    })
  }

  test('legacy members have no UUIDs, so that everybody is to be named', async () => {
    const request = { present: filesOf('legacy'), archive: team, mode: 'replace' } as const
    const errors = await refusals(() => planned(request))
    assert.equal(errors.length, ALL_TEAM.length)
    assert.ok(errors.every(({ code }) => code === 'MEMBER_RETURNS'))
  })

  test('keys of the legacy kind stay, with a warning', async () => {
    const request = { present: filesOf('legacy'), archive: team, mode: 'replace' } as const
    const plan = await planned({ ...request, grant: ALL_TEAM })
    const stays = plan.warnings.filter(({ what }) => what.startsWith('stays'))
    assert.deepEqual(
      stays.map(({ file }) => file),
      ['.kanuka/public_keys/alice.pub', '.kanuka/secrets/alice.kanuka'],
    )
  })
})

describe('older than the last rotation', () => {
  const archived = new Date('2026-11-21T02:15:28Z')
  const ROTATED = new Date('2026-11-21T02:15:29.430Z')
  const of = async (given: {
    newest?: Date
    rotatedAt?: Date
    archive?: typeof before
  }): Promise<unknown> => {
    const { newest = archived, rotatedAt, archive = before } = given
    const plan = await planned({
      present: after,
      archive: archiveOf(archive, newest),
      mode: 'replace',
      grant: [],
      ...(rotatedAt && { rotatedAt }),
    })
    return plan.isOlderThanRotation
  }

  test('as the log says', async () => {
    assert.deepEqual(await of({}), { archived, rotated: ROTATED })
  })

  test('not within the second, as an archive has no parts of it', async () => {
    assert.equal(await of({ newest: new Date('2026-11-21T02:15:29Z') }), undefined)
  })

  test('not where history has it older than a line of the log claims', async () => {
    assert.equal(await of({ rotatedAt: new Date('2026-11-20T00:00:00Z') }), undefined)
    const later = new Date('2026-11-30T00:00:00Z')
    assert.deepEqual(await of({ rotatedAt: later }), { archived, rotated: ROTATED })
  })

  test('not where the wrapped keys are the same', async () => {
    assert.equal(await of({ archive: after }), undefined)
  })
})

describe('what is in the way', () => {
  test('a link or a folder in the place of a key file', async (t) => {
    const root = checkout(t, 'team')
    fs.unlinkSync(join(root, publicKey(CAROL)))
    fs.symlinkSync(`${BOB}.pub`, join(root, publicKey(CAROL)))
    const present = readPresent(root, root)
    const error = await refusal(() => planned({ present, archive: team, mode: 'replace' }))
    assert.deepEqual([error.code, error.where.file], ['TARGET_NOT_A_FILE', publicKey(CAROL)])
  })

  test('a folder of keys that is a link', async (t) => {
    const root = checkout(t, 'team')
    fs.renameSync(join(root, '.kanuka/secrets'), join(root, 'elsewhere'))
    fs.symlinkSync('../elsewhere', join(root, '.kanuka/secrets'))
    const present = readPresent(root, root)
    const error = await refusal(() => planned({ present, archive: team, mode: 'replace' }))
    assert.equal(error.code, 'FILE_UNREADABLE')
  })
})
