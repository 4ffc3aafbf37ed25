// Git's output as it comes, cut anywhere.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BatchParser, pathText, Splitter, type BatchObject } from '../../../src/git/git-output.ts'

/** Feeds it in parts of so many bytes, each of which is gone afterwards, as git's are. */
function feed(take: (chunk: Buffer) => void, bytes: Buffer, step: number): void {
  for (let at = 0; at < bytes.length; at += step) {
    const chunk = Buffer.from(bytes.subarray(at, at + step))
    take(chunk)
    chunk.fill(0xff)
  }
}

describe('a path', () => {
  test('of UTF-8 is itself', () => {
    for (const path of ['a/b', 'é/日本/😀', 'a\nb\t"', '\ufffd', '\ufeffx', '']) {
      assert.equal(pathText(Buffer.from(path)), path)
    }
  })

  test('of other bytes is like no other path', () => {
    const paths = [
      [0x61, 0xff, 0x62],
      [0x61, 0xfe, 0x62],
      // Halves, too long forms, surrogates, beyond the last character, cut off at the end.
      [0xc3],
      [0xc3, 0x28],
      [0xe2, 0x82],
      [0xe2, 0x82, 0x61],
      [0xf0, 0x9f, 0x98],
      [0xc0, 0xaf],
      [0xed, 0xb3, 0xbf],
      [0xed, 0xa0, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0x80],
      [0xff, 0xc3, 0xa9],
      [0xef, 0xbf, 0xbd],
      [0xef, 0xbf, 0xbd, 0xff],
    ].map((bytes) => pathText(Buffer.from(bytes)))
    assert.equal(new Set(paths).size, paths.length)
    assert.equal(paths[0], 'a\udcffb')
    assert.equal(pathText(Buffer.from([0xff, 0xc3, 0xa9, 0x2f])), '\udcffé/')
  })
})

test('fields end with a byte, wherever the output is cut', () => {
  const bytes = Buffer.from('one\0\0three\0' + 'x'.repeat(50) + '\0unfinished')
  for (const step of [1, 2, 3, 5, 1000]) {
    const fields: string[] = []
    feed(new Splitter(0, (field) => fields.push(field.toString())).take, bytes, step)
    assert.deepEqual(fields, ['one', '', 'three', 'x'.repeat(50)])
  }
})

describe('a batch of objects', () => {
  const id = 'ab'.repeat(20)

  test('is told object by object, wherever the output is cut', () => {
    const blob = Buffer.from('\n\0 blob 3\n'.repeat(9))
    const bytes = Buffer.concat([
      Buffer.from(`${id} blob ${blob.length}\n`),
      blob,
      Buffer.from(`\n${id} missing\n${id} commit 0\n\n${id} tree 2\n\n\n\n`),
    ])
    for (const step of [1, 2, 3, 7, 64, 1000]) {
      const objects: (BatchObject | undefined)[] = []
      feed(new BatchParser((object) => objects.push(object)).take, bytes, step)
      assert.deepEqual(objects, [
        { id, type: 'blob', bytes: blob },
        undefined,
        { id, type: 'commit', bytes: Buffer.alloc(0) },
        { id, type: 'tree', bytes: Buffer.from('\n\n') },
      ])
    }
  })

  test('that is none does not fill the memory', () => {
    const parser = new BatchParser(() => assert.fail('there is no object'))
    assert.throws(() => feed(parser.take, Buffer.alloc(100_000, 'x'), 1000), /never says/)
  })
})
