// config.toml as the CLI writes it, as people edit it, and as merges leave it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { ActionError } from '../../../src/errors.ts'
import { parseConfig, readConfig } from '../../../src/kanuka/config.ts'
import { MAX_CONFIG_BYTES } from '../../../src/kanuka/layout.ts'
import { checkout, folder, FIXTURES } from '../../helpers/action.ts'
import { manifest } from '../../helpers/manifest.ts'
import { refusal } from '../../helpers/refusals.ts'
import { diskTree } from '../../../src/platform/tree.ts'

const SHOWN = 'app/.kanuka/config.toml'
const ALICE = '7c1d65f0-67c7-45b2-bdbe-a3acd2e8d9ff'
const BOB = '45e676e3-a9fb-4f34-8ae9-1ed7ea66102e'

/** Byte for byte as the CLI writes it: indented, bare keys, nine digits of a second. */
const AS_WRITTEN = `[project]
  project_uuid = "f310900e-e564-479b-abb1-a91bb7de8218"
  name = "basic-app"

[users]
  ${BOB} = "bob@example.com"
  ${ALICE} = "alice@example.com"

[devices]
  [devices.${ALICE}]
    email = "alice@example.com"
    name = "workstation"
    created_at = 2026-11-21T02:15:26.769478616Z
`

const parse = (text: string): ReturnType<typeof parseConfig> =>
  parseConfig(Buffer.from(text), SHOWN)

test('what the CLI writes is read', () => {
  const config = parse(AS_WRITTEN)
  assert.equal(config.projectUuid, 'f310900e-e564-479b-abb1-a91bb7de8218')
  assert.equal(config.projectName, 'basic-app')
  assert.deepEqual(
    [...config.users],
    [
      [BOB, 'bob@example.com'],
      [ALICE, 'alice@example.com'],
    ],
  )
  const device = { email: 'alice@example.com', name: 'workstation' }
  assert.deepEqual([...config.devices], [[ALICE, device]])
})

describe('every healthy store of the fixtures', () => {
  const stores = manifest.stores.filter(({ project_uuid }) => project_uuid !== null)
  for (const store of stores.filter(({ path }) => path !== 'damaged/config-uuid-key')) {
    test(store.path, () => {
      const config = readConfig(diskTree(join(FIXTURES, store.path)), SHOWN)
      assert.equal(config?.projectUuid, store.project_uuid)
      assert.equal(config.projectName, store.name)
      for (const { uuid, email } of store.members) {
        const found: string | undefined = config.devices.get(uuid)?.email ?? config.users.get(uuid)
        assert.equal(found ?? null, email)
      }
    })
  }
})

describe('read all the same', () => {
  const forms: Readonly<Record<string, string>> = {
    'CRLF line ends': AS_WRITTEN.replaceAll('\n', '\r\n'),
    'without the last newline': AS_WRITTEN.trimEnd(),
    'quoted UUIDs': AS_WRITTEN.replaceAll(ALICE, `"${ALICE}"`).replaceAll(BOB, `'${BOB}'`),
    'comments and tables of other tools': `# ours\n${AS_WRITTEN}\n[tool.lint]\nstrict = true\n`,
    'a text that only looks like a marker': `${AS_WRITTEN}# <<<<<<< HEAD\n`,
    'dates with a zone': AS_WRITTEN.replace('616Z', '616+01:00'),
  }
  for (const [form, text] of Object.entries(forms)) {
    test(form, () => assert.deepEqual(parse(text), parse(AS_WRITTEN)))
  }

  test('a member registered from a file has no entry in [devices]', () => {
    const config = parse(AS_WRITTEN.slice(0, AS_WRITTEN.indexOf('[devices]')))
    assert.equal(config.devices.size, 0)
    assert.equal(config.users.get(BOB), 'bob@example.com')
  })

  test('a project without users, devices and name', () => {
    const config = parse('[project]\nproject_uuid = "x"\n')
    assert.deepEqual([config.projectName, config.users.size, config.devices.size], ['', 0, 0])
  })

  test('a device without email or name', () => {
    const config = parse(`[project]\nproject_uuid = "x"\n[devices.${ALICE}]\nname = "laptop"\n`)
    assert.deepEqual(config.devices.get(ALICE), { email: undefined, name: 'laptop' })
  })

  test('names that every object of JavaScript has are names like others', () => {
    const names = ['toString', 'hasOwnProperty', 'valueOf']
    const users = names.map((name) => `${name} = "${name}@example.com"`).join('\n')
    const config = parse(`[project]\nproject_uuid = "x"\n[users]\n${users}\n`)
    for (const name of names) assert.equal(config.users.get(name), `${name}@example.com`)
    assert.equal(parse(AS_WRITTEN).users.get('constructor'), undefined)
  })

  test('`__proto__` changes no object', () => {
    const hostile = `[project]\nproject_uuid = "x"\n[users.__proto__]\npolluted = "yes"\n`
    const outcome = ((): unknown => {
      try {
        return parse(hostile)
      } catch (error) {
        return error
      }
    })()
    if (outcome instanceof Error) assert.ok(outcome instanceof ActionError)
    assert.equal(Reflect.get({}, 'polluted'), undefined)
  })
})

describe('refused, saying why and on which line', () => {
  const edited = (from: string, to: string): string => AS_WRITTEN.replace(from, to)
  const cases: Readonly<
    Record<string, readonly [text: string, why: RegExp, line?: number | undefined]>
  > = {
    'nothing in it': ['', /has no `project_uuid` in \[project\]/],
    'no project_uuid': [
      edited(/ {2}project_uuid.*\n/.exec(AS_WRITTEN)?.[0] ?? '', ''),
      /has no `project_uuid`/,
    ],
    '`uuid`, as the guides show it': [edited('project_uuid', 'uuid'), /has no `project_uuid`/],
    'an empty project_uuid': ['[project]\nproject_uuid = "  "\n', /has no `project_uuid`/],
    'a number as project_uuid': ['[project]\nproject_uuid = 5\n', /has no `project_uuid`/],
    'a project that is a text': ['project = "app"\n', /has no `project_uuid`/],
    'a byte order mark': [`\ufeff${AS_WRITTEN}`, /starts with a byte order mark/, 1],
    'a table twice': [`${AS_WRITTEN}[users]\n`, /is no TOML/, 14],
    'a user twice': [edited('[devices]', `${BOB} = "eve@example.com"\n[devices]`), /is no TOML/, 9],
    'an open bracket': ['[project\nproject_uuid = "x"\n', /is no TOML/, 1],
    'a value without quotes': [edited('"bob@example.com"', 'bob@example.com'), /is no TOML/, 6],
    'a NUL byte': [edited('basic-app', 'basic\0app'), /is no TOML/, 3],
    'markers of a merge': [
      edited('  name', '<<<<<<< HEAD\n  name = "a"\n=======\n  name'),
      /holds conflict markers/,
      3,
    ],
    'the last marker of a merge alone': [
      edited('[users]', '>>>>>>> feature\n[users]'),
      /holds conflict markers/,
      5,
    ],
    'markers with CRLF': [
      edited('[users]', '<<<<<<< HEAD\n[users]').replaceAll('\n', '\r\n'),
      /holds conflict markers/,
      5,
    ],
    'users as a text': ['users = "bob"\n[project]\nproject_uuid = "x"\n', /wrong value at `users`/],
    'an email that is a number': [edited('"bob@example.com"', '7'), /wrong value at `users\./],
    'a device that is a text': [
      `[project]\nproject_uuid = "x"\n[devices]\n${ALICE} = "laptop"\n`,
      /wrong value at `devices\./,
    ],
    'a name that is a list': [edited('"basic-app"', '["a"]'), /wrong value at `project\.name`/],
  }
  for (const [what, [text, why, line]] of Object.entries(cases)) {
    test(what, async () => {
      const error = await refusal(() => parse(text))
      assert.equal(error.code, 'CONFIG_INVALID')
      assert.match(error.what, /^app\/\.kanuka\/config\.toml /)
      assert.match(error.what, why)
      assert.deepEqual(error.where, { file: SHOWN, ...(line !== undefined && { line }) })
      assert.match(error.fix, /git log -- \.kanuka\/config\.toml.*kanuka secrets doctor/)
    })
  }

  test('bytes that are not UTF-8: Latin-1, UTF-16', async () => {
    for (const encoding of ['latin1', 'utf16le'] as const) {
      const bytes = Buffer.from(`${AS_WRITTEN}# größe\u00ff\n`, encoding)
      const error = await refusal(() => parseConfig(bytes, SHOWN))
      assert.match(error.what, /is (not UTF-8|no TOML)/)
    }
  })
})

describe('the file', () => {
  test('is absent: nothing to read, and no error here', (t) => {
    assert.equal(readConfig(diskTree(folder(t)), SHOWN), undefined)
  })

  test('is a link, a folder, a pipe or too large: refused without reading it', async (t) => {
    const cases: readonly (readonly [reason: string, make: (path: string) => void])[] = [
      ['no regular file', (path) => symlinkSync(join(FIXTURES, 'basic/.kanuka/config.toml'), path)],
      ['no regular file', (path) => mkdirSync(path)],
      ['no regular file', (path) => execFileSync('mkfifo', [path])],
      ['too large', (path) => writeFileSync(path, Buffer.alloc(MAX_CONFIG_BYTES + 1, '#'))],
    ]
    for (const [reason, make] of cases) {
      const root = folder(t)
      mkdirSync(join(root, '.kanuka'))
      make(join(root, '.kanuka/config.toml'))
      const error = await refusal(() => readConfig(diskTree(root), SHOWN))
      assert.equal(error.code, 'CONFIG_INVALID')
      assert.ok(error.what.endsWith(`cannot be used: ${reason}`), error.what)
    }
  })

  test('as large as is allowed is read', (t) => {
    const root = checkout(t, 'basic')
    const text = AS_WRITTEN.padEnd(MAX_CONFIG_BYTES, '\n')
    writeFileSync(join(root, '.kanuka/config.toml'), text)
    assert.equal(readConfig(diskTree(root), SHOWN)?.projectName, 'basic-app')
  })
})

test('whatever its bytes, it is a configuration or an error of ours', () => {
  const piece = fc.constantFrom(
    '[project]\n',
    '[users]\n',
    '[[users]]\n',
    'project_uuid = "x"\n',
    '__proto__',
    '= ',
    '"',
    "'''",
    '[',
    '{',
    '\n',
    '\r',
    '.',
    '1e9',
    '\0',
    '<<<<<<< ',
  )
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(fc.oneof(piece, fc.string({ maxLength: 5 })))
      .map((parts) => Buffer.from(parts.join(''))),
    fc.nat({ max: 100_000 }).map((depth) => Buffer.from(`a = ${'['.repeat(depth)}`)),
  )
  fc.assert(
    fc.property(bytes, (content) => {
      try {
        assert.equal(typeof parseConfig(content, SHOWN).projectUuid, 'string')
      } catch (error) {
        assert.ok(error instanceof ActionError && error.code === 'CONFIG_INVALID', String(error))
      }
    }),
    { numRuns: 1000 },
  )
})
