// Every configuration that the documents show, read by the real adapters and by the JSON Schema that is
// published for editors; and mistakes that both of them find.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { destinationTypes } from '../../../src/destinations/registry.ts'
import { readDestinations } from '../../../src/push/config.ts'
import type { ConfigSource } from '../../../src/push/config-text.ts'
import { told } from './config-samples.ts'
import { editorsCheck } from './editors-check.ts'

const ROOT = join(import.meta.dirname, '../../..')
const loaded = await Promise.all(
  Object.entries(destinationTypes).map(async ([type, { load }]) => [type, await load()] as const),
)
const registry = Object.fromEntries(loaded)
const edited = editorsCheck(readFileSync(join(ROOT, 'docs/destinations.schema.json'), 'utf8'))

interface Shown {
  readonly where: string
  readonly text: string
  readonly origin: ConfigSource['origin']
}

function documents(): readonly string[] {
  const names = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  return [
    'README.md',
    ...names.filter((name) => /\.(?:md|yml)$/.test(name)).map((n) => `docs/${n}`),
  ]
}

/** Blocks of YAML: as a file of the repository would have them, and what stands in a step's input. */
function shownIn(page: string): readonly Shown[] {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const blocks = page.endsWith('.yml')
    ? [text]
    : [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block)
  return blocks.flatMap((block, index): readonly Shown[] => {
    const where = `${page}, block ${index + 1}`
    const inputs = [...block.matchAll(/^( *)destinations: \|\n((?:\1 +.*\n|\n)+)/gm)]
    if (inputs.length > 0) {
      return inputs.map(([, , content = '']) => ({
        where,
        text: dedent(content),
        origin: 'workflow',
      }))
    }
    const isWhole = /^(?:connections|destinations):/m.test(block) && !/^(?:on|env):/m.test(block)
    const isList = /^- (?:\{ )?name:/.test(block) && /\btype: /.test(block)
    return isWhole || isList ? [{ where, text: block, origin: 'file' }] : []
  })
}

function dedent(text: string): string {
  const depth = /^ */.exec(text)?.[0].length ?? 0
  return text.replaceAll(new RegExp(`^ {${depth}}`, 'gm'), '')
}

function refusals({ text, origin }: Shown): readonly string[] {
  // What a step gives as text comes out of secrets, contexts and variables.
  const content = text.replaceAll(/\$\{\{[^}]*\}\}/g, 'example')
  return told(() => readDestinations([{ shown: 'shown', origin, content }], registry))
}

const all = documents().flatMap(shownIn)

describe('what the documents show', () => {
  test('is there for every type, and in both ways to give it', () => {
    for (const type of Object.keys(destinationTypes)) {
      assert.ok(
        all.some(({ text }) => text.includes(`type: ${type}\n`)),
        `no document shows ${type}`,
      )
    }
    assert.deepEqual([...new Set(all.map(({ origin }) => origin))].toSorted(), ['file', 'workflow'])
  })

  for (const [index, shown] of all.entries()) {
    test(`${index + 1}: ${shown.where}`, () => {
      assert.deepEqual(refusals(shown), [])
      // In a file credentials are names of variables.
      const inFile = shown.text.replaceAll(/\$\{\{[^}]*\}\}/g, 'env:EXAMPLE')
      assert.deepEqual(edited(parse(inFile)), [], shown.text)
    })
  }
})

describe('mistakes that the editor shows, and the run refuses', () => {
  const start = 'destinations:\n  - name: a\n    '
  for (const [what, text] of Object.entries({
    'an unknown type': `${start}type: aws-secret-manager`,
    'a key that the type does not have': `${start}type: file\n    path: x\n    region: eu-west-1`,
    'a key of another type': `${start}type: aws-secrets-manager\n    tier: advanced`,
    'no type': `${start}path: x`,
    'what the type needs is missing': `${start}type: vault\n    path: app`,
    'a credential in the file': `${start}type: vault\n    url: https://vault.example.com\n    path: a\n    auth: { token: hvs.secret }`,
    'two ways to sign in': `${start}type: vault\n    url: https://vault.example.com\n    path: a\n    auth: { token: "env:T", jwt-role: x }`,
    'a word where one of a few is meant': `${start}type: file\n    path: x\n    delete: always`,
    'a number where a template is meant': `${start}type: file\n    path: x\n    values: { PORT: 5432 }`,
    'a region that is none': `${start}type: aws-parameter-store\n    region: Ireland`,
    'a key at the top': 'destination:\n  - { name: a, type: file, path: x }',
    'no destination': 'destinations: []',
  })) {
    test(what, () => {
      assert.notDeepEqual(refusals({ where: what, text, origin: 'file' }), [])
      assert.notDeepEqual(edited(parse(text)), [])
    })
  }
})
