// Summary and comment where a pull request chooses every name: nothing in them that it could steer, and
// never too long.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { ContentChange } from '../../../src/check/content-diff.ts'
import { finding, findingDefinitions, type FindingCode } from '../../../src/check/finding.ts'
import { summaryMarkdown } from '../../../src/check/markdown.ts'
import { change, comment, found, MARKER, view } from './check-views.ts'
import { hostile, proseOf, rawMarkup } from './hostile-texts.ts'

const CODES = Object.keys(findingDefinitions) as FindingCode[]

describe('size', () => {
  const nasty = '@&<|`\u202e😀'.repeat(300)
  const findings = CODES.flatMap((code) =>
    Array.from({ length: 40 }, (_, index) =>
      finding(code, { path: `${index}${nasty}`, message: nasty, fix: nasty }),
    ),
  )
  const changes = Array.from({ length: 500 }, (_, index) =>
    change(`${index}${nasty}`, {
      kind: index % 2 === 0 ? 'changed' : 're-encrypted',
      added: Array.from({ length: 100 }, (_each, at) => `N${at}${nasty}`),
    }),
  )
  const notes = Array.from({ length: 100 }, () => nasty)

  for (const [what, given] of [
    ['findings', { findings }],
    ['changes', { changes }],
    ['notes', { notes }],
    ['everything', { findings, changes, notes }],
    ['ignored ones', { findings, ignored: 'MEMBER_ADDED' }],
  ] as const) {
    test(`a flood of ${what} is cut, and whole all the same`, () => {
      const link = 'https://github.com/acme/widgets/actions/runs/1'
      const body = comment(view(given), link)
      assert.ok(body.length <= 60_000, `${body.length}`)
      assert.ok(summaryMarkdown(view(given)).length <= 250_000)
      for (const text of [body, summaryMarkdown(view(given))]) {
        for (const tag of ['details', 'summary', 'code']) {
          const [open, close] = [text.split(`<${tag}>`).length, text.split(`</${tag}>`).length]
          assert.equal(open, close, tag)
        }
        assert.match(text, /…/)
        assert.ok(text.isWellFormed())
      }
      assert.ok(body.endsWith('</sub>\n'))
    })
  }

  test('a list that fits is not cut', () => {
    const few = Array.from({ length: 60 }, (_, index) => found('MEMBER_PENDING', `n${index} waits`))
    const text = comment(view({ findings: few }))
    for (const { message } of few) assert.ok(text.includes(`| ${message}<br>`))
  })
})

describe('hostile names', () => {
  const anyFinding = fc
    .record({ code: fc.constantFrom(...CODES), path: hostile, name: hostile, fix: hostile })
    .map(({ code, path, name, fix }) =>
      finding(code, { path, message: `the file ${name} is odd`, fix }),
    )
  const anyChange = fc
    .record({
      path: hostile,
      kind: fc.constantFrom<ContentChange['kind']>(
        'added',
        'removed',
        'changed',
        're-encrypted',
        'unknown',
      ),
      names: fc.array(hostile, { maxLength: 3 }),
      hasVariables: fc.boolean(),
    })
    .map(({ path, kind, names, hasVariables }) =>
      change(path, { kind, hasVariables, added: names, removed: names, changed: names }),
    )
  const anyView = fc
    .record({
      findings: fc.array(anyFinding, { maxLength: 4 }),
      changes: fc.array(anyChange, { maxLength: 4 }),
      notes: fc.array(hostile, { maxLength: 2 }),
    })
    .map(view)

  test('make no HTML, link, image, mention, reference, heading, command', () => {
    fc.assert(
      fc.property(anyView, (each) => {
        const body = comment(each)
        assert.ok(body.startsWith(`${MARKER}\n`))
        for (const text of [body.slice(MARKER.length), summaryMarkdown(each)]) {
          assert.doesNotMatch(rawMarkup(text), /[<>[\]@!~\\`]|:\/\/|www\./i)
          assert.doesNotMatch(proseOf(text), /@|#\w|:\/\/|www\.|\bgh-\d/i)
          // The lines are ours, and what begins them.
          for (const line of text.split('\n')) {
            assert.match(
              line,
              /^(?:$|### [✅⚠❌]|\*\*[A-Z][\w ()]+\*\*(?:: none changes)?$|- |\| |<details>|<\/details>$|Encrypted again|One store$)/u,
            )
            assert.doesNotMatch(line, /\p{Cc}|\p{Bidi_Control}|\u200b|\u2028/u)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('leave every row its columns', () => {
    fc.assert(
      fc.property(anyView, (each) => {
        const columns = summaryMarkdown(each)
          .split('\n')
          .filter((line) => line.startsWith('| '))
          .map((line) => line.split('|').length - 2)
        assert.ok(columns.every((amount) => amount === 4 || amount === 5))
      }),
    )
  })
})
