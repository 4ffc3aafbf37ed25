// What a range changes inside of secret files.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import {
  diffContents,
  sameBytes,
  type ContentChange,
  type FileVersion,
} from '../../../src/check/content-diff.ts'
import { SecretValue } from '../../../src/secret-value.ts'

let serial = 0

/** Each with an id of its own, as every encryption gives another ciphertext. */
function version(text: string | Uint8Array | undefined, id = `id-${(serial += 1)}`): FileVersion {
  return {
    id,
    plaintext: text === undefined ? undefined : new SecretValue(Buffer.from(text as string)),
  }
}

function change(
  before: FileVersion | undefined,
  after: FileVersion | undefined,
): ContentChange | undefined {
  const side = (file: FileVersion | undefined): ReadonlyMap<string, FileVersion> =>
    new Map(file ? [['.env.kanuka', file]] : [])
  const [only, ...more] = diffContents(side(before), side(after))
  assert.deepEqual(more, [])
  return only
}

const none = { added: [], removed: [], changed: [] }

describe('one file', () => {
  for (const [what, before, after, expected] of [
    [
      'variables come, go and change',
      'A=1\nB=2\nC=3',
      'C=3\nB=x\nD=4',
      { kind: 'changed', added: ['D'], removed: ['A'], changed: ['B'], hasVariables: true },
    ],
    ['only encrypted again', 'A=1', 'A=1', { kind: 're-encrypted', ...none, hasVariables: true }],
    ['other comments', '# x\nA=1', 'A=1', { kind: 'changed', ...none, hasVariables: true }],
    ['other quotes', 'A=1', 'A="1"', { kind: 'changed', ...none, hasVariables: true }],
    ['the last of two wins', 'A=1\nA=2', 'A=2', { kind: 'changed', ...none, hasVariables: true }],
    ['binary, changed', '\0a', '\0b', { kind: 'changed', ...none, hasVariables: false }],
    [
      'binary, encrypted again',
      '\0a',
      '\0a',
      { kind: 're-encrypted', ...none, hasVariables: false },
    ],
    ['from binary to text', '\0a', 'A=1', { kind: 'changed', ...none, hasVariables: false }],
    ['emptied', 'A=1', '', { kind: 'changed', ...none, removed: ['A'], hasVariables: true }],
  ] as const) {
    test(what, () => {
      assert.deepEqual(change(version(before), version(after)), {
        path: '.env.kanuka',
        ...expected,
      })
    })
  }

  test('a new file, one that goes', () => {
    assert.deepEqual(change(undefined, version('B=1\nA=2')), {
      path: '.env.kanuka',
      kind: 'added',
      ...none,
      added: ['B', 'A'],
      hasVariables: true,
    })
    assert.equal(change(version('A=2'), undefined)?.kind, 'removed')
    assert.deepEqual(change(version('A=2'), undefined)?.removed, ['A'])
    assert.equal(change(undefined, version('\0'))?.kind, 'added')
  })

  test('the same ciphertext is not looked at', () => {
    assert.equal(change(version(undefined, 'x'), version(undefined, 'x')), undefined)
  })

  test('what did not open', () => {
    const unknown = { path: '.env.kanuka', kind: 'unknown', ...none, hasVariables: false }
    assert.deepEqual(change(version(undefined), version('A=1')), unknown)
    assert.deepEqual(change(version('A=1'), version(undefined)), unknown)
    assert.equal(change(undefined, version(undefined))?.kind, 'added')
    assert.equal(change(version(undefined), undefined)?.kind, 'removed')
  })
})

test('is what comparing objects says, both ways round, and holds no value', () => {
  const name = fc.constantFrom('A', 'B', 'C', 'D_1', 'toString', 'constructor')
  const value = fc.constantFrom('one-value', 'other-value', 'one-valuf', '')
  const variables = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key })
  const files = fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.option(variables, { nil: undefined }),
  )
  const versions = (
    side: Readonly<Record<string, [string, string][] | undefined>>,
  ): Map<string, FileVersion> =>
    new Map(
      Object.entries(side).map(([path, list]) => [
        path,
        version(list?.map(([key, text]) => `${key}='${text}'\n`).join('')),
      ]),
    )
  fc.assert(
    fc.property(files, files, (base, head) => {
      const [from, to] = [versions(base), versions(head)]
      const there = diffContents(from, to)
      const back = diffContents(to, from)
      assert.deepEqual(
        there.map(({ path }) => path),
        [...new Set([...from.keys(), ...to.keys()])].toSorted(),
      )
      for (const [index, { path, kind, added, removed, changed }] of there.entries()) {
        const [old, fresh] = [new Map(base[path]), new Map(head[path])]
        const isKnown = !(from.has(path) && !base[path]) && !(to.has(path) && !head[path])
        const only = (one: Map<string, string>, other: Map<string, string>): string[] =>
          isKnown ? [...one.keys()].filter((key) => !other.has(key)).toSorted() : []
        assert.deepEqual(added.toSorted(), only(fresh, old))
        assert.deepEqual(removed.toSorted(), only(old, fresh))
        const differ = [...old.keys()].filter(
          (key) => fresh.has(key) && old.get(key) !== fresh.get(key),
        )
        assert.deepEqual(changed.toSorted(), isKnown ? differ.toSorted() : [])
        if (kind === 're-encrypted') assert.deepEqual(base[path], head[path])
        assert.deepEqual(back[index]?.added.toSorted(), removed.toSorted())
        assert.deepEqual(back[index]?.changed.toSorted(), changed.toSorted())
      }
      assert.doesNotMatch(JSON.stringify(there), /value/)
    }),
    { numRuns: 500 },
  )
})

test('bytes are the same or not', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
      assert.equal(sameBytes(one, other), Buffer.compare(one, other) === 0)
      assert.ok(sameBytes(one, Uint8Array.from(one)))
    }),
  )
})
