// What the configuration may say of AWS.
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { test } from 'node:test'
import { safeParse } from 'valibot'
import { places } from '../../helpers/aws-places.ts'

for (const { destination } of places) {
  test(`${destination.title} refuses unknown keys and wrong options`, () => {
    for (const options of [
      { colour: 'red' },
      { region: 'evil.example/#' },
      { endpoint: 'http://evil.example' },
      { endpoint: 'https://169.254.169.254' },
      { auth: { role: 'arn:aws:iam::1:role/x' } },
      { tags: { 'aws:x': 'y' } },
      { tags: { 'kanuka-owner': 'y' } },
      { tags: Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`t${index}`, ''])) },
    ]) {
      assert.equal(safeParse(destination.options, options).success, false, inspect(options))
    }
    assert.ok(
      safeParse(destination.options, { region: 'us-gov-west-1', tags: { team: 'core' } }).success,
    )
  })
}
