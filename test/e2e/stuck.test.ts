// A run that waits for what never comes: it ends, and says so.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout, commitAll, jobIn, withoutGit } from '../helpers/action.ts'
import { assertRefused } from '../helpers/rotating.ts'

const PRELOAD = join(import.meta.dirname, '../helpers/processes-without-end.mjs')

test(
  'a run without anything left to wait for fails, and says where to report it',
  { skip: withoutGit },
  async (t) => {
    const workspace = checkout(t, 'basic')
    commitAll(workspace)
    const job = await jobIn(t, workspace)
    const result = await job.run({
      inputs: { command: 'check' },
      env: { NODE_OPTIONS: `--import=${PRELOAD}` },
    })
    assertRefused(result, 'INTERNAL', /unexpected failure[^]*bug in the action/)
    assert.match(result.summary, /INTERNAL/)
  },
)
