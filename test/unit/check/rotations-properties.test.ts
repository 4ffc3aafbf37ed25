// Random changes of a store: the judgement is that of the rules read word by word, from the files.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { rotationNotes, rotations } from '../../../src/check/rotations.ts'
import { publicKeyPath, wrappedKeyPath } from '../../../src/kanuka/layout.ts'
import { codesOf, contextOf, edited, findingsOf, fixture, textOf, type Files } from './snapshots.ts'

const start = fixture('team')
const MEMBERS = [...start.keys()]
  .flatMap((path) => /public_keys\/(.*)\.pub$/.exec(path)?.[1] ?? [])
  .concat('726ad8cf-53f0-4492-96ad-a4efb74e45f6')
const SECRET_FILES = [...start.keys()].filter((path) => !path.startsWith('.kanuka/'))
const AUDIT = '.kanuka/audit.jsonl'
const PUBLIC_KEYS = MEMBERS.flatMap((uuid) => start.get(publicKeyPath(uuid)) ?? [])

/** What happens to a file: nothing, other bytes (few, so that both sides may have the same), removal. */
const fate = fc.constantFrom('same', 'same', 'a', 'a', 'b', 'gone')
const fates = fc.record({
  // Mostly all alike, or nothing would ever be whole.
  most: fate,
  wrapped: fc.array(fc.option(fate, { freq: 2 }), { minLength: 6, maxLength: 6 }),
  files: fc.array(fc.option(fate, { freq: 2 }), { minLength: 5, maxLength: 5 }),
  publicKeys: fc.array(fc.constantFrom('same', 'same', 'same', 'other', 'gone'), {
    minLength: 6,
    maxLength: 6,
  }),
  added: fc.constantFrom('same', 'same', 'a', 'b'),
  line: fc.constantFrom(undefined, undefined, 'sync', 'revoke', 'rotate', 'encrypt'),
})
type Fates = typeof fates extends fc.Arbitrary<infer T> ? T : never

function changed(files: Files, to: Fates): Files {
  const result = new Map(files)
  const apply = (path: string, what: string): void => {
    if (what === 'gone') result.delete(path)
    else if (what !== 'same') result.set(path, { mode: '100644', bytes: Buffer.from(path + what) })
  }
  for (const [index, uuid] of MEMBERS.entries()) {
    apply(wrappedKeyPath(uuid), to.wrapped[index] ?? to.most)
    const key = to.publicKeys[index]
    const other = PUBLIC_KEYS[(index + 1) % PUBLIC_KEYS.length]
    if (key === 'gone') result.delete(publicKeyPath(uuid))
    else if (key === 'other' && other) result.set(publicKeyPath(uuid), other)
  }
  for (const [index, path] of SECRET_FILES.entries()) apply(path, to.files[index] ?? to.most)
  apply('added/.env.kanuka', to.added)
  if (to.line === undefined) return result
  const line = `{"ts":"2026-11-21T03:00:00.000000Z","user":"x","uuid":"y","op":"${to.line}"}\n`
  return edited(result, { [AUDIT]: textOf(files, AUDIT) + line })
}

// From here on: check.md's section, word by word, on bytes.

function both(x: Files, y: Files, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => x.has(path) && y.has(path))
}

function equal(x: Files, y: Files, path: string): boolean {
  return x.get(path)?.bytes.equals(y.get(path)?.bytes ?? Buffer.alloc(0)) ?? false
}

function sets(
  x: Files,
  y: Files,
): Record<'Wsame' | 'Wnew' | 'WnewStar' | 'Fsame' | 'Fnew', number> {
  const members = MEMBERS.filter(
    (uuid) => both(x, y, [publicKeyPath(uuid), wrappedKeyPath(uuid)]).length === 2,
  )
  const Wnew = members.filter((uuid) => !equal(x, y, wrappedKeyPath(uuid)))
  const files = both(x, y, [...SECRET_FILES, 'added/.env.kanuka'])
  return {
    Wsame: members.length - Wnew.length,
    Wnew: Wnew.length,
    WnewStar: Wnew.filter((uuid) => equal(x, y, publicKeyPath(uuid))).length,
    Fsame: files.filter((path) => equal(x, y, path)).length,
    Fnew: files.filter((path) => !equal(x, y, path)).length,
  }
}

function claimed(x: Files, y: Files): boolean {
  const lines = textOf(x, AUDIT).split('\n')
  return textOf(y, AUDIT)
    .split('\n')
    .some((line) => /"op":"(sync|revoke)"/.test(line) && !lines.includes(line))
}

function whole(x: Files, y: Files): boolean {
  const { Wsame, WnewStar, Fsame, Fnew } = sets(x, y)
  return Wsame === 0 && Fsame === 0 && (WnewStar > 0 || (claimed(x, y) && Fnew > 0))
}

function partial(x: Files, y: Files): boolean {
  const { Wsame, WnewStar, Fsame } = sets(x, y)
  if (Wsame === 0 && Fsame === 0) return false
  return claimed(x, y) || WnewStar >= 2 || (WnewStar > 0 && Wsame === 0)
}

function leavers(m: Files, h: Files): readonly string[] {
  return MEMBERS.filter((uuid) => {
    const pair = [publicKeyPath(uuid), wrappedKeyPath(uuid)]
    return pair.every((path) => m.has(path)) && !pair.every((path) => h.has(path))
  })
}

function writes(m: Files, one: Files, other: Files): boolean {
  const wrapped = MEMBERS.filter((uuid) => one.has(publicKeyPath(uuid))).map(wrappedKeyPath)
  return [...wrapped, ...SECRET_FILES, 'added/.env.kanuka'].some(
    (path) => one.has(path) && !equal(one, m, path) && !equal(one, other, path),
  )
}

function rotated(x: Files, y: Files): boolean {
  return whole(x, y) || claimed(x, y)
}

function expected(m: Files, t: Files, h: Files): readonly string[] {
  const { Wsame, Fsame } = sets(m, h)
  const conflict = (rotated(m, t) && writes(m, h, t)) || (rotated(m, h) && writes(m, t, h))
  return [
    ...(Wsame + Fsame > 0 ? leavers(m, h).map(() => 'REVOKED_WITHOUT_ROTATION') : []),
    ...(partial(m, h) ? ['ROTATION_PARTIAL'] : []),
    ...(conflict ? ['ROTATION_CONFLICT'] : []),
    ...(whole(m, h) ? ['KEY_ROTATED'] : []),
  ]
}

describe('random changes', () => {
  test('are judged as the rules say, on both branches', async () => {
    const seen = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(fates, fates, fates, async (one, two, three) => {
        const base = changed(start, { ...one, line: undefined })
        const tip = changed(base, two)
        const head = changed(base, three)
        const found = codesOf(await findingsOf(rotations(), { base, tip, head }))
        assert.deepEqual(found, expected(base, tip, head))
        for (const code of new Set(found.length > 0 ? found : ['nothing'])) {
          seen.set(code, (seen.get(code) ?? 0) + 1)
        }
        const { Wsame, Fsame } = sets(base, head)
        const isOpen = Wsame + Fsame === 0 && leavers(base, head).length > 0 && !whole(base, head)
        assert.equal(rotationNotes(contextOf({ base, tip, head })).length, isOpen ? 1 : 0)
        if (isOpen) seen.set('note', (seen.get('note') ?? 0) + 1)
      }),
      { numRuns: 600 },
    )
    // Or the test would prove nothing.
    for (const code of [
      'REVOKED_WITHOUT_ROTATION',
      'ROTATION_PARTIAL',
      'ROTATION_CONFLICT',
      'KEY_ROTATED',
      'nothing',
      'note',
    ]) {
      assert.ok((seen.get(code) ?? 0) >= 3, `${code}: ${seen.get(code)} of 600`)
    }
  })
})
