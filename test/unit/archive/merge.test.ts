// `import-mode: merge`: what is missing comes back, and what is there stays.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseConfig } from '../../../src/kanuka/config.ts'
import { refusal } from '../../helpers/refusals.ts'
import { WORKSTATION } from '../../helpers/rotating.ts'
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
  presentOf,
  states,
  without,
  type Files,
} from './stores.ts'
import { ALICE_KEY, LOST, team } from './team.ts'

describe('what was lost comes back', () => {
  test('secret files, with a private key: opened before anything is written', async () => {
    const present = without(team, ...LOST)
    const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY })
    assert.deepEqual(states(plan, 'added'), LOST)
    assert.deepEqual(
      plan.edits.map(({ path }) => path),
      [LOST[0], LOG, LOST[1]],
    )
    assert.equal(plan.verified, 'opened')
    assert.deepEqual(plan.returning, [])
    const after = applied(present, plan)
    assertSame(without(after, LOG), without(team, LOG))
    assert.deepEqual(lastLine(after), {
      ts: '2026-12-01T02:03:04.005000Z',
      user: 'alice@example.com',
      uuid: WORKSTATION,
      op: 'import',
      files_count: 2,
      mode: 'merge',
    })
    const [log, longer] = [team, after].map((files) => files.get(LOG)?.toString() ?? '')
    assert.ok(longer?.startsWith(log ?? 'no log'))
  })

  test('without a private key, where all wrapped keys are the same', async () => {
    const present = without(team, ...LOST)
    const plan = await planned({ present, archive: team, mode: 'merge' })
    assert.deepEqual(states(plan, 'added'), LOST)
    assert.equal(plan.verified, 'same keys')
    const { user, uuid } = lastLine(applied(present, plan))
    assert.deepEqual([user, uuid], ['', ''])
  })

  test('the configuration', async () => {
    const present = without(team, CONFIG)
    const plan = await planned({ present, archive: team, mode: 'merge', key: ALICE_KEY })
    assert.deepEqual(states(plan, 'added'), [CONFIG])
    assertSame(without(applied(present, plan), LOG), without(team, LOG))
  })

  for (const given of [{}, { key: ALICE_KEY }]) {
    test(`a whole store, ${'key' in given ? 'opened' : 'without a private key'}`, async () => {
      const plan = await planned({ present: new Map(), archive: team, mode: 'merge', ...given })
      assert.equal(plan.verified, 'key' in given ? 'opened' : 'unverified')
      assert.deepEqual(plan.returning, [])
      assert.equal(lastLine(applied(new Map(), plan))['files_count'], team.size - 1)
      assertSame(without(applied(new Map(), plan), LOG), without(team, LOG))
    })
  }

  test('all keys, where secret files are left: these show that it is the right archive', async () => {
    const present = new Map([...team].filter(([path]) => !path.startsWith('.kanuka/')))
    const plan = await planned({ present, archive: team, mode: 'merge' })
    assertSame(without(applied(present, plan), LOG), without(team, LOG))
    const other = changed(present, { '.env.kanuka': filesOf('rotated/after').get('.env.kanuka') })
    const error = await refusal(() => planned({ present: other, archive: team, mode: 'merge' }))
    assert.equal(error.code, 'KEY_MISSING')
  })

  test('nothing, where nothing is missing: no edit, no line in the log', async () => {
    for (const given of [{}, { key: ALICE_KEY }]) {
      const plan = await planned({ present: team, archive: team, mode: 'merge', ...given })
      assert.deepEqual(plan.edits, [])
      assert.equal(states(plan, 'same').length, team.size - 1)
      assert.equal(plan.verified, 'key' in given ? 'opened' : 'same keys')
    }
  })
})

describe('what is there stays byte for byte', () => {
  test('and is listed where the archive has something else', async () => {
    const other = filesOf('rotated/after')
    const archive = changed(team, { '.env.kanuka': other.get('.env.kanuka') })
    const plan = await planned({ present: team, archive, mode: 'merge' })
    assert.deepEqual(states(plan, 'kept'), ['.env.kanuka'])
    assert.deepEqual(plan.edits, [])
  })

  test('so that damage in the archive is of no interest there', async () => {
    const present = without(team, ...LOST)
    const archive = changed(team, { '.env.kanuka': 'short', [LOST[1]]: 'short' })
    const plan = await planned({ present, archive, mode: 'merge' })
    assert.deepEqual(
      plan.warnings.map(({ file }) => file),
      [`backup.tar.gz: ${LOST[1]}`],
    )
  })

  test('other line ends of text are no difference', async () => {
    const config = team.get(CONFIG)?.toString().replaceAll('\n', '\r\n')
    const present = changed(without(team, LOST[0]), { [CONFIG]: config })
    const plan = await planned({ present, archive: team, mode: 'merge' })
    assert.deepEqual(states(plan, 'kept'), [])
    assert.deepEqual(states(plan, 'added'), [LOST[0]])
  })
})

describe('a store that is damaged', () => {
  test('of the legacy kind, or with a configuration that cannot be read, stays as it is', async () => {
    const cases: readonly (readonly [Files, string])[] = [
      [filesOf('legacy'), 'STORE_LEGACY'],
      [changed(team, { [CONFIG]: '[project' }), 'CONFIG_INVALID'],
    ]
    for (const [present, code] of cases) {
      const error = await refusal(() =>
        planned({ present, archive: team, mode: 'merge', key: ALICE_KEY }),
      )
      assert.equal(error.code, code)
      assert.match(error.fix, /`import-mode: replace`\.$/)
    }
  })

  test('with conflict markers in its log', async () => {
    const present = changed(without(team, ...LOST), { [LOG]: '<<<<<<< HEAD\n' })
    const error = await refusal(() => planned({ present, archive: team, mode: 'merge' }))
    assert.deepEqual([error.code, error.where.file], ['FILE_DAMAGED', LOG])
  })
})

test('the archive of another project is refused in both modes', async () => {
  for (const mode of ['merge', 'replace'] as const) {
    const error = await refusal(() => planned({ present: team, archive: filesOf('ci'), mode }))
    assert.equal(error.code, 'PROJECT_DIFFERS')
    const { projectUuid } = parseConfig(team.get(CONFIG) ?? Buffer.alloc(0), CONFIG)
    assert.ok(error.what.includes(`of "payments" (${projectUuid})`))
  }
})

test('an archive without a configuration, or with a broken one, is refused', async () => {
  const cases = [
    [without(team, CONFIG), 'ARCHIVE_INCOMPLETE', 'backup.tar.gz holds no .kanuka/config.toml'],
    [
      changed(team, { [CONFIG]: 'x' }),
      'CONFIG_INVALID',
      'backup.tar.gz: .kanuka/config.toml is no TOML',
    ],
  ] as const
  for (const [archive, code, what] of cases) {
    const error = await refusal(() => planned({ present: team, archive, mode: 'replace' }))
    assert.deepEqual([error.code, error.what, error.where], [code, what, {}])
  }
})

test('entries below what is a store of its own today are left out', async () => {
  const present = presentOf(
    changed(team, { 'services/api/.kanuka/config.toml': '[project]\nproject_uuid = "p"\n' }),
  )
  for (const mode of ['merge', 'replace'] as const) {
    const plan = await planned({ present, archive: archiveOf(team), mode })
    assert.deepEqual(plan.edits, [])
    assert.deepEqual(states(plan, 'left out'), ['services/api/.env.kanuka'])
    assert.deepEqual(plan.warnings, [
      {
        file: 'services/api/.env.kanuka',
        what: 'is left out: it belongs to the store in services/api',
      },
    ])
  }
})
