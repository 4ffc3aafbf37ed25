// DESTINATION_CHANGED: what a range changes in the file that says where secrets go.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { destinations } from '../../../src/check/destinations.ts'
import type { Finding } from '../../../src/check/finding.ts'
import type { Judgement } from '../../../src/check/context.ts'
import { HOSTILE_FOLDERS, link, problems } from './histories.ts'
import { contextOf, edited, fixture, type Edits } from './snapshots.ts'

const BASIC = fixture('basic')
const PATH = 'deploy/destinations.yml'
const BEFORE = `connections:
  main: { type: vault, url: 'https://vault.example.com', auth: { role: ci } }
destinations:
  - name: api
    type: vault
    connection: main
    path: api
  - name: site
    type: aws-secrets-manager
    region: eu-west-1
`

type Content = Edits[string]

async function judged(before: Content, after: Content, path = PATH): Promise<Judgement> {
  const at = (content: Content): typeof BASIC =>
    content === undefined ? BASIC : edited(BASIC, { [path]: content })
  return destinations(contextOf({ base: at(before), head: at(after) }), path)
}

async function found(before: Content, after: Content): Promise<Finding | undefined> {
  const { findings, notes } = await judged(before, after)
  assert.deepEqual(notes, [])
  assert.ok(findings.length <= 1)
  assert.deepEqual(problems(findings), [])
  const [first] = findings
  if (first) assert.deepEqual([first.code, first.severity, first.path], [...AS_ALWAYS, PATH])
  return first
}

const AS_ALWAYS = ['DESTINATION_CHANGED', 'warning'] as const

describe('DESTINATION_CHANGED', () => {
  test('not where nothing changed, nor where only comments, order and quotes did', async () => {
    assert.equal(await found(BEFORE, BEFORE), undefined)
    const [head = '', tail = ''] = BEFORE.split('  - name: site')
    const [top = '', api = ''] = head.split('destinations:\n')
    const other = `# now with a comment\n${top}destinations:\n  - name: "site"${tail}${api}`
    assert.equal(await found(BEFORE, other), undefined)
  })

  test('an entry more, with its host and line', async () => {
    const more = `${BEFORE}  - { name: copy, type: vault, url: 'https://Vault.Evil.example:8200/x', path: a }\n`
    const finding = await found(BEFORE, more)
    assert.equal(
      finding?.message,
      `The destinations changed in ${PATH}: added copy (vault); new hosts: vault.evil.example:8200`,
    )
    assert.equal(finding.line, 11)
  })

  test('an entry less', async () => {
    const [less] = BEFORE.split('  - name: site')
    const finding = await found(BEFORE, less)
    assert.match(finding?.message ?? '', /: removed site \(aws-secrets-manager\)$/)
    assert.equal(finding?.line, undefined)
  })

  test('an entry that says otherwise: which of its keys', async () => {
    const finding = await found(
      BEFORE,
      BEFORE.replace('eu-west-1', 'us-east-1').replace('path: api', 'path: other\n    adopt: true'),
    )
    assert.match(finding?.message ?? '', /: changed api \(path, adopt\), site \(region\)$/)
    assert.equal(finding?.line, 4)
  })

  test('sign-in and host of a connection that entries share', async () => {
    const after = BEFORE.replace('role: ci', 'role: root').replace('vault.ex', 'vault2.ex')
    assert.match(
      (await found(BEFORE, after))?.message ?? '',
      /: changed connection main \(url, auth\); new hosts: vault2\.example\.com; hosts no longer named: vault\.example\.com$/,
    )
  })

  test('a text that becomes a number of the same look', async () => {
    const [before, after] = ["- { name: a, path: '1' }", '- { name: a, path: 1 }']
    assert.match((await found(before, after))?.message ?? '', /changed a \(path\)$/)
  })

  test('a renamed entry is another one', async () => {
    const { message } = (await found(BEFORE, BEFORE.replace('site', 'page'))) ?? assert.fail()
    assert.match(message, /added page \(aws-secrets-manager\); removed site \(aws/)
  })

  test('a file that is new, and one that is removed', async () => {
    assert.match(
      (await found(undefined, BEFORE))?.message ?? '',
      /^The destinations are new in deploy\/destinations\.yml: added api \(vault\), site .*connection main \(vault\); new hosts: vault\.example\.com$/,
    )
    assert.match((await found(BEFORE, undefined))?.message ?? '', /is removed$/)
  })

  test('URLs in templates of values are no hosts', async () => {
    const after = `${BEFORE}    values: { API: 'https://api.example.com/{{TOKEN}}' }\n`
    assert.match((await found(BEFORE, after))?.message ?? '', /: changed site \(values\)$/)
  })

  test('nothing of the file but names, keys and hosts is said', async () => {
    const [password, token] = ['hunter2-hunter2', 'hvs.CAESIJ']
    const after = `${BEFORE}  - name: copy
    type: vault
    url: 'https://admin:${password}@vault.example.com/?t=${token}'
    auth: { token: ${token} }
`
    const { message, fix } = (await found(BEFORE, after)) ?? assert.fail()
    assert.deepEqual(problems([{ message, fix, path: PATH }], password, token), [])
    assert.match(message, /: added copy \(vault\)$/)
  })

  for (const [what, content, how] of [
    ['no YAML', 'destinations: [', /; now it cannot be read as destinations$/],
    ['bytes', Buffer.from([0, 1, 2, 0xff, 0xfe]), /; now it cannot be read/],
    ['conflict markers', `<<<<<<< a\n${BEFORE}`, /; now it cannot be read/],
    ['an entry without name', '- type: vault', /; now it cannot be read/],
    ['two entries with one name', '- name: a\n- name: a\n', /; now it cannot be read/],
    ['an entry that is a text', '- a\n', /; now it cannot be read/],
    ['a link', link('/etc/passwd'), /; now it is a link or a submodule$/],
    ['over 1 MiB', `${BEFORE}#${'x'.repeat(1024 * 1024)}`, /; now it has over 1 MiB$/],
    ['deep nesting', '['.repeat(5000), /; now it cannot be read/],
  ] as const) {
    test(`${what}, where there were destinations`, async () => {
      assert.match((await found(BEFORE, content))?.message ?? '', how)
    })

    test(`destinations, where there was ${what}`, async () => {
      const { message } = (await found(content, BEFORE)) ?? assert.fail()
      assert.match(message, /; before it /)
    })
  }

  test('a link with the bytes that the file had', async () => {
    assert.match((await found(BEFORE, link(BEFORE)))?.message ?? '', /now it is a link/)
    assert.equal(await found(link('a'), link('a')), undefined)
  })

  test('aliases that stand for very much', async () => {
    const big = 'x'.repeat(900_000)
    const many = Array.from({ length: 9000 }, () => '*big').join(', ')
    const bomb = `- name: a\n  one: &big ${big}\n  many: [${many}]\n`
    assert.match((await found(BEFORE, bomb))?.message ?? '', /added a; removed api/)
  })

  test('entries with names from a hostile hand are not quoted', async () => {
    for (const name of HOSTILE_FOLDERS.filter((each) => !/^[\w.-]+$/.test(each))) {
      const after = `${BEFORE}  - { name: ${JSON.stringify(name)}, ${JSON.stringify(name)}: 1 }\n`
      const { message } = (await found(BEFORE, after)) ?? assert.fail()
      assert.match(message, /: added destination with an unusual name, line 11$/)
      const keys = BEFORE.replace('region:', `${JSON.stringify(name)}: 1\n    region:`)
      assert.match(
        (await found(BEFORE, keys))?.message ?? '',
        /: changed site \(a key of another kind\)$/,
      )
    }
  })

  test('without a range nothing; in no commit at all, a note', async () => {
    const head = edited(BASIC, { [PATH]: BEFORE })
    const alone = await destinations(contextOf({ head }), PATH)
    assert.deepEqual(alone, { findings: [], notes: [] })
    const { findings, notes } = await judged(undefined, undefined)
    assert.deepEqual(findings, [])
    assert.match(notes.join('\n'), /is deploy\/destinations\.yml, which is in no commit/)
  })
})
