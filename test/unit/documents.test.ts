// The documents: generated ones are current, lists are complete, links lead somewhere, and workflows are
// the examples that are run.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, test } from 'node:test'
import { inputDefinitions } from '../../src/action-definition.ts'
import { outputDefinitions } from '../../src/action-outputs.ts'
import { findingDefinitions } from '../../src/check/finding.ts'
import { destinationTypes } from '../../src/destinations/registry.ts'
import { errorCodes } from '../../src/errors.ts'
import { generated } from '../../scripts/generate.ts'

const ROOT = join(import.meta.dirname, '../..')
const GENERATED = await generated()

describe('documents', () => {
  for (const [path, content] of GENERATED) {
    test(`${path} is current (npm run generate)`, () => {
      assert.equal(readFileSync(join(ROOT, path), 'utf8'), content)
    })
  }

  test('docs/errors.md explains every code, and no other', () => {
    const text = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8')
    const headings = [...text.matchAll(/^## `?([A-Z_]+)`?$/gm)].map(([, code]) => code)
    assert.deepEqual(headings, [...errorCodes])
  })

  test('docs/check.md explains every finding in the order of the table, with its severity', () => {
    const text = readFileSync(join(ROOT, 'docs/check.md'), 'utf8')
    const told = [...text.matchAll(/^### ([A-Z_]+)\n\n(.+)$/gm)].map(([, code, line]) => [
      code,
      line,
    ])
    const table = Object.entries(findingDefinitions).map(([code, { severity, needsKey }]) => [
      code,
      `${severity} · ${needsKey ? 'with a key' : 'no key needed'}`,
    ])
    assert.deepEqual(told, table)
  })

  test('README has the two commands, each on a line of its own', () => {
    const lines = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n')
    assert.ok(lines.includes('npm ci && npm run demo'))
    assert.ok(lines.includes('npm ci && npm test'))
  })

  test('whole workflows in the documents are the examples that are run and linted', () => {
    const folder = join(ROOT, 'docs/examples')
    const examples = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    for (const page of ['README.md', ...docsPages()]) {
      const text = readFileSync(join(ROOT, page), 'utf8')
      for (const [, block = ''] of text.matchAll(/```yaml\n(.*?)```/gs)) {
        const isWorkflow = /^on:/m.test(block) && /^jobs:/m.test(block)
        if (isWorkflow) assert.ok(examples.includes(block), `${page}: ${block.slice(0, 200)}`)
      }
    }
  })

  test('links between documents lead somewhere', () => {
    const roots = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md']
    for (const page of roots.concat(docsPages())) {
      const text = readFileSync(join(ROOT, page), 'utf8').replace(/```.*?```|`[^`\n]*`/gs, '')
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)) {
        const path = join(ROOT, posix.dirname(page), target)
        assert.doesNotThrow(() => readdirOrFile(path), `${page} links to ${target}`)
      }
    }
  })

  test('links to headings lead to one', () => {
    for (const page of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...docsPages()]) {
      const text = readFileSync(join(ROOT, page), 'utf8').replace(/```.*?```|`[^`\n]*`/gs, '')
      for (const [, target = '', anchor] of text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)/g)) {
        const to = target === '' ? page : posix.join(posix.dirname(page), target)
        assert.ok(anchorsOf(to).includes(anchor ?? ''), `${page} links to ${target}#${anchor}`)
      }
    }
  })

  test('every input and output is explained on a page, beside the lists in README', () => {
    const text = docsPages()
      .map((page) => readFileSync(join(ROOT, page), 'utf8'))
      .join('\n')
    const names = [...Object.keys(inputDefinitions), ...Object.keys(outputDefinitions)]
    const missing = names.filter((name) => !new RegExp(`\`${name}[\`:]`).test(text))
    assert.deepEqual(missing, [])
  })

  test('every destination has a page, and a row in the list of types', () => {
    const push = readFileSync(join(ROOT, 'docs/push.md'), 'utf8')
    for (const type of Object.keys(destinationTypes)) {
      assert.ok(docsPages().includes(`docs/destinations/${type}.md`), type)
      assert.ok(push.includes(`\`${type}\``), `docs/push.md does not name ${type}`)
    }
  })

  test('examples that change a store, or look at destinations, do it one at a time', () => {
    const folder = join(ROOT, 'docs/examples')
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8')
      const needsTurns = /destinations|command: (?:push|pull|sync|import)/.test(text)
      if (needsTurns) assert.match(text, /^concurrency:\n {2}group: /m, name)
    }
  })
})

function docsPages(): readonly string[] {
  return readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
}

/** The headings of a page, as GitHub makes addresses of them. */
function anchorsOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```.*?^```/gms, '')
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function readdirOrFile(path: string): void {
  try {
    readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
  }
}
