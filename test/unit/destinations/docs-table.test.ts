// The table of destinations in the documents says what the adapters say of themselves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { destinationsPage, type DocumentedTypes } from '../../../scripts/destinations-docs.ts'

const capabilities = {
  reads: 'names',
  marks: 'manifest',
  canDelete: false,
  limits: { valueBytes: 49_152, takesEmpty: false, items: 100, concurrency: 2 },
  names: { pattern: /^[A-Z|]+$/, allows: 'A|B', maxLength: 255 },
  verified: 'contract',
} as const

const types: DocumentedTypes = {
  zebra: { title: 'Zebra', capabilities, options: v.strictObject({ path: v.string() }) },
  ape: {
    title: 'Ape',
    capabilities: { ...capabilities, canDelete: true },
    options: v.strictObject({
      auth: v.optional(
        v.union([
          v.strictObject({ role: v.string() }),
          v.strictObject({ id: v.string(), secret: v.string(), mount: v.optional(v.string()) }),
        ]),
      ),
    }),
  },
}

const rows = (page: string): readonly string[] =>
  page.split('\n').filter((line) => line.startsWith('| '))

test('what each can do, by type', () => {
  const [, , ape, zebra] = rows(destinationsPage(types))
  assert.equal(
    ape,
    '| [`ape`](ape.md): Ape | names | yes | manifest | `{role}`, `{id, secret}` | contract |',
  )
  assert.equal(zebra, '| [`zebra`](zebra.md): Zebra | names | no | manifest | none | contract |')
})

test('limits; a bar in a rule of names ends no cell', () => {
  const page = destinationsPage(types)
  const limits = rows(page.slice(page.indexOf('## Limits')))
  assert.equal(limits[2], '| `ape` | 49,152 | no | 100 | - | 2 | A\\|B | 255 |')
  assert.equal(limits.length, 4)
})

test('every row has the cells of its heading, whatever the words hold', () => {
  const odd = { ...types, odd: { ...types['ape'], title: '$& $1' } } as DocumentedTypes
  const page = destinationsPage(odd)
  assert.ok(page.includes('[`odd`](odd.md): $& $1 |'))
  assert.ok(!page.includes('@@'))
})
