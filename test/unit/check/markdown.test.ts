// What a reviewer reads: complete, and short.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  headlineOf,
  isWorthAComment,
  markerOf,
  summaryMarkdown,
} from '../../../src/check/markdown.ts'
import { change, comment, found, MARKER, view } from './check-views.ts'

describe('the summary', () => {
  test('all is well: two lines', () => {
    assert.equal(summaryMarkdown(view()), '### ✅ Kanuka: all is well\n\nOne store\n')
  })

  test('everything at once', () => {
    const text = summaryMarkdown(
      view({
        findings: [
          found('MEMBER_ADDED', 'alice@example.com (laptop) is let in'),
          found('MEMBER_REMOVED', 'bob is removed'),
          found('CIPHERTEXT_DAMAGED', 'it is damaged'),
          found('STORE_UNOWNED', 'nobody owns it'),
          found('MEMBER_PENDING', 'carol waits'),
        ],
        ignored: 'MEMBER_PENDING',
        changes: [
          change('.env.kanuka', { added: ['A', 'B'], removed: ['C'], changed: ['D'] }),
          change('same.env.kanuka', { kind: 're-encrypted' }),
          change('new.env.kanuka', { kind: 'added', added: ['E'] }),
          change('odd.env.kanuka', { kind: 'unknown', hasVariables: false }),
          change('bin.env.kanuka', { hasVariables: false }),
          change('layout.env.kanuka'),
        ],
        notes: ['No key was given.'],
      }),
    )
    assert.equal(
      text,
      `### ❌ Kanuka: 1 error, 1 warning, 2 notices (1 ignored)

One store

**Gains access (1)**

- ➕ <code>alice&#64;example.com</code> (laptop) is let in

**Loses access (1)**

- ➖ bob is removed

**Variables (5 files)**

| secret file | | added | removed | changed |
| --- | --- | --- | --- | --- |
| <code>.env.kanuka</code> |  | <code>A, B</code> | <code>C</code> | <code>D</code> |
| <code>new.env.kanuka</code> | new file | <code>E</code> |  |  |
| <code>odd.env.kanuka</code> | cannot be compared |  |  |  |
| <code>bin.env.kanuka</code> | content changed, no variables in it |  |  |  |
| <code>layout.env.kanuka</code> | comments or order only |  |  |  |

Encrypted again, same content: <code>same.env.kanuka</code>

**To look at**

- **CIPHERTEXT&#95;DAMAGED** <code>.env.kanuka</code>: it is damaged<br>Do this.

<details><summary>Findings (4)</summary>

| | code | where | what and how to mend it |
| --- | --- | --- | --- |
| error | CIPHERTEXT&#95;DAMAGED | <code>.env.kanuka</code> | it is damaged<br>Do this. |
| warning | MEMBER&#95;ADDED | <code>.env.kanuka</code> | <code>alice&#64;example.com</code> (laptop) is let in<br>Do this. |
| notice | MEMBER&#95;REMOVED | <code>.env.kanuka</code> | bob is removed<br>Do this. |
| notice | STORE&#95;UNOWNED | <code>.env.kanuka</code> | nobody owns it<br>Do this. |

</details>

<details><summary>Ignored (1)</summary>

| | code | where | what and how to mend it |
| --- | --- | --- | --- |
| warning | MEMBER&#95;PENDING | <code>.env.kanuka</code> | carol waits<br>Do this. |

</details>

<details><summary>Notes (1)</summary>

- No key was given.

</details>
`,
    )
  })

  test('hidden names are counted', () => {
    const changes = [
      change('.env.kanuka', { added: ['HIDDEN_A', 'HIDDEN_B'], changed: ['HIDDEN_C'] }),
    ]
    const text = summaryMarkdown(view({ changes, namesVisible: false }))
    assert.match(text, /\| <code>\.env\.kanuka<\/code> \| {2}\| 2 \| {2}\| 1 \|/)
    assert.doesNotMatch(text, /HIDDEN/)
  })

  test('a sentence without end is cut', () => {
    const text = summaryMarkdown(view({ notes: ['x'.repeat(1000)] }))
    assert.match(text, /\n- x{300}…\n/)
  })

  test('rules that met nothing are told', () => {
    assert.match(
      summaryMarkdown(view({ ignored: 'MEMBER_PENDING' })),
      /met no finding: MEMBER&#95;PENDING/,
    )
  })

  test('an ignored newcomer is a newcomer all the same', () => {
    const text = summaryMarkdown(
      view({ findings: [found('MEMBER_ADDED', 'eve')], ignored: 'MEMBER_ADDED' }),
    )
    assert.match(
      text,
      /^### ✅ Kanuka: all is well \(1 ignored\)\n\nOne store\n\n\*\*Gains access \(1\)\*\*\n\n- ➕ eve\n/,
    )
  })
})

test('the headline', () => {
  assert.equal(headlineOf(view({ findings: [found('MEMBER_PENDING')] }).verdict), '1 warning')
})

describe('the comment', () => {
  test('begins with the marker, ends with the run', () => {
    const text = comment(view(), 'https://github.com/acme/widgets/actions/runs/1')
    assert.match(MARKER, /^<!-- kanuka-secrets-action check [0-9a-f]{16} -->$/)
    assert.ok(text.startsWith(`${MARKER}\n### ✅`))
    assert.ok(text.endsWith('(https://github.com/acme/widgets/actions/runs/1)</sub>\n'))
  })

  test('takes no link that could be more than one', () => {
    for (const link of ['javascript:alert(1)', 'https://x/) [a](b', 'https://x/\n# y', '']) {
      assert.equal(comment(view(), link), `${MARKER}\n### ✅ Kanuka: all is well\n\nOne store\n`)
    }
  })

  test('markers tell checks apart', () => {
    assert.notEqual(markerOf('a'), markerOf('b'))
    assert.doesNotMatch(markerOf('--> <img>'), /img/)
  })

  test('is written where there is something to tell', () => {
    assert.equal(isWorthAComment(view()), false)
    assert.equal(isWorthAComment(view({ findings: [found('STORE_UNOWNED')] })), false)
    assert.equal(isWorthAComment(view({ findings: [found('MEMBER_REMOVED')] })), true)
    assert.equal(isWorthAComment(view({ findings: [found('MEMBER_PENDING')] })), true)
    assert.equal(isWorthAComment(view({ changes: [change('a')] })), true)
    assert.equal(isWorthAComment(view({ changes: [] })), false)
  })
})

test('values are taken out before anything is escaped', () => {
  const value = 'p@ss|w<rd>1'
  const each = view({
    findings: [found('VALUE_EXPOSED', `see ${value}`, `a/${value}`), found('MEMBER_ADDED', value)],
    changes: [change(value, { added: [value] }), change(value, { kind: 're-encrypted' })],
    notes: [value],
    masks: [value],
  })
  for (const text of [comment(each), summaryMarkdown(each)]) {
    assert.doesNotMatch(text, /ss&#124;w|ss\|w|rd&gt;1/)
    assert.equal(text.split('&#42;&#42;&#42;').length - 1, 10)
  }
})
