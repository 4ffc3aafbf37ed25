// A check of pull requests that touch config.toml: lost, broken, contradicting itself, a member under
// another name, another project.
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  all,
  assertFindings,
  CONFIG,
  freshKey,
  lineOf,
  publicKey,
  replaces,
  tidy,
} from '../helpers/checking-store.ts'
import { becomes, checkPull, put, removes, writes, type Edit } from '../helpers/checking.ts'
import { BOB, CAROL, WORKSTATION } from '../helpers/rotating.ts'

const TEAM = { store: 'team', arrange: tidy }
const INVALID = { code: 'CONFIG_INVALID', path: CONFIG } as const
// Of each, config.toml would have told.
const STRANGER = '11111111-2222-4333-8444-555555555555'
const attacks = all(
  replaces(CONFIG, 'a211b91e', 'b211b91e'),
  replaces(CONFIG, 'bob@', 'mallory@'),
  replaces(CONFIG, 'carol@', 'c\u0430rol@'),
)

function breaksConfig(change: (text: string) => string): Edit {
  return (root) => put(root, CONFIG, change(fs.readFileSync(join(root, CONFIG), 'utf8')))
}

describe('CONFIG_INVALID', () => {
  test('the file is removed: said once, and whom the keys belong to is not guessed', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      branch: [removes(CONFIG), writes(publicKey(STRANGER), freshKey())],
    })
    assertFindings(
      await pull.check(),
      { ...INVALID, message: /is missing/, fix: /\.gitignore/ },
      {
        code: 'MEMBER_ADDED',
        severity: 'warning',
        path: publicKey(STRANGER),
        message: new RegExp(`^${STRANGER} gets a public key, so far without access`),
      },
      { code: 'MEMBER_PENDING', severity: 'warning', path: publicKey(STRANGER) },
    )
  })

  for (const [what, change, line, message] of [
    ['is no TOML', (text: string) => text.replace('[users]', '[users'), 5, /is no TOML/],
    ['has a byte order mark', (text: string) => `\uFEFF${text}`, 1, /byte order mark/],
    [
      'holds the conflict of a merge',
      (text: string) => `<<<<<<< HEAD\n${text}=======\n>>>>>>> feature\n`,
      1,
      /conflict markers/,
    ],
    [
      'has `uuid`, as the guides show it',
      (text: string) => text.replace('project_uuid', 'uuid'),
      undefined,
      /no `project_uuid`/,
    ],
  ] as const) {
    test(`the file ${what}: what is hidden behind that is not judged, the keys are`, async (t) => {
      const pull = await checkPull(t, {
        ...TEAM,
        branch: [all(attacks, breaksConfig(change)), writes(publicKey(CAROL), freshKey(3072))],
      })
      assertFindings(
        await pull.check(),
        {
          ...INVALID,
          ...(line !== undefined && { line }),
          message,
          fix: /`kanuka secrets doctor`/,
        },
        {
          code: 'MEMBER_KEY_CHANGED',
          path: publicKey(CAROL),
          message: new RegExp(`^The public key of ${CAROL} `),
        },
      )
    })
  }

  test('the file is a link', async (t) => {
    const pull = await checkPull(t, {
      ...TEAM,
      branch: [
        (root) => {
          fs.renameSync(join(root, CONFIG), join(root, 'config.toml'))
          fs.symlinkSync('../config.toml', join(root, CONFIG))
        },
      ],
    })
    assertFindings(
      await pull.check(),
      { ...INVALID, message: /is no regular file/ },
      { code: 'STORE_FILE_UNEXPECTED', severity: 'warning', path: CONFIG, message: /is a link/ },
    )
  })

  test('a UUID has two emails: since this range, and since ever', async (t) => {
    const edit = replaces(CONFIG, '    email = "bob@', '    email = "mallory@')
    const message = new RegExp(`${BOB} has several emails, bob@example\\.com, mallory@example`)
    const pull = await checkPull(t, { ...TEAM, branch: [edit] })
    const line = lineOf(pull.workspace, CONFIG, `${BOB} =`)
    const invalid = { ...INVALID, line, message, fix: /one email in `\[users\]`/ }
    assertFindings(await pull.check(), invalid, { code: 'MEMBER_RELABELLED', path: CONFIG, line })
    const old = await checkPull(t, { ...TEAM, arrange: all(tidy, edit) })
    assertFindings(await old.check(), invalid)
  })

  test('a device of nobody', async (t) => {
    const edit = replaces(CONFIG, `  ${BOB} = "bob@example.com"\n`, '')
    const pull = await checkPull(t, { ...TEAM, branch: [edit] })
    assertFindings(await pull.check(), {
      ...INVALID,
      line: lineOf(pull.workspace, CONFIG, `[devices.${BOB}]`),
      message: new RegExp(`${BOB} is in \\[devices\\] and not in \\[users\\]`),
    })
  })

  for (const [what, edit] of [
    ['line ends of Windows', replaces(CONFIG, '\n', '\r\n')],
    ['no devices, as after `register --file`', replaces(CONFIG, /\[devices\][^]*/, '')],
    ['an email in capitals', replaces(CONFIG, '    email = "bob@', '    email = "BOB@')],
    ['another name of the project', replaces(CONFIG, '"payments"', '"billing"')],
    ['another name of a device', replaces(CONFIG, 'bobs-thinkpad', 'bobs-framework')],
    [
      'somebody listed who has no key yet',
      replaces(CONFIG, '[users]\n', `[users]\n  ${STRANGER} = "zoe@example.com"\n`),
    ],
  ] as const) {
    test(`not: ${what}`, async (t) => {
      const pull = await checkPull(t, { ...TEAM, branch: [edit] })
      assertFindings(await pull.check())
    })
  }
})

describe('MEMBER_RELABELLED', () => {
  test('a key gets the email of somebody else', async (t) => {
    const pull = await checkPull(t, { ...TEAM, branch: [replaces(CONFIG, 'bob@', 'alice@')] })
    assertFindings(await pull.check(), {
      code: 'MEMBER_RELABELLED',
      path: CONFIG,
      line: lineOf(pull.workspace, CONFIG, `${BOB} =`),
      message: new RegExp(
        `${BOB} in \\.kanuka was bob@example\\.com and is now alice@example\\.com`,
      ),
      fix: /Give it back the email/,
    })
  })

  for (const [what, letter, spelled] of [
    ['a letter of another alphabet', '\u0430', '\\\\u\\{430\\}'],
    ['a mark that turns the direction of writing', '\u202E', '\\\\u\\{202e\\}'],
  ] as const) {
    test(`an email with ${what}: shown by its code`, async (t) => {
      const edit = replaces(CONFIG, 'carol@', `c${letter}rol@`)
      const pull = await checkPull(t, { ...TEAM, branch: [edit] })
      const place = { path: CONFIG, line: lineOf(pull.workspace, CONFIG, `${CAROL} =`) }
      const odd = {
        ...place,
        code: 'MEMBER_RELABELLED',
        severity: 'warning',
        message: new RegExp(`: c${spelled}rol@example\\.com$`),
        fix: /letter by letter/,
      } as const
      const result = await pull.check()
      assertFindings(result, { ...place, code: 'MEMBER_RELABELLED' }, odd)
      const old = await checkPull(t, { ...TEAM, arrange: all(tidy, edit) })
      assertFindings(await old.check(), odd)
    })
  }
})

test('PROJECT_CHANGED: members do not find their keys any more', async (t) => {
  const pull = await checkPull(t, { ...TEAM, branch: [replaces(CONFIG, 'a211b91e', 'b211b91e')] })
  assertFindings(await pull.check(), {
    code: 'PROJECT_CHANGED',
    path: CONFIG,
    line: 2,
    message: /was a211b91e-\S+ and is now b211b91e-/,
    fix: /Set `project_uuid` back/,
  })
})

describe('STORE_LEGACY', () => {
  test('a store of an old version: one finding, and how to migrate it', async (t) => {
    const pull = await checkPull(t, { store: 'legacy', branch: [writes('docs/a.md', 'hello\n')] })
    assertFindings(await pull.check(), {
      code: 'STORE_LEGACY',
      path: '.kanuka/public_keys/alice.pub',
      message: /form of old versions/,
      fix: /Run any `kanuka` command in a local clone.*`kanuka secrets sync`/,
    })
  })

  test('not: the pull request that migrates it; its member is new then', async (t) => {
    const pull = await checkPull(t, { store: 'legacy', branch: [becomes('basic')] })
    assertFindings(await pull.check(), {
      code: 'MEMBER_ADDED',
      severity: 'warning',
      path: CONFIG,
      line: lineOf(pull.workspace, CONFIG, WORKSTATION),
    })
  })

  test('not: an old key left over beside config.toml', async (t) => {
    const path = '.kanuka/public_keys/alice.pub'
    const pull = await checkPull(t, { ...TEAM, branch: [writes(path, freshKey())] })
    assertFindings(await pull.check(), {
      code: 'STORE_FILE_UNEXPECTED',
      severity: 'warning',
      path,
    })
  })
})
