// npm run demo: runs the bundled action on an embedded sample store, as the runner would, and prints
// what a user sees in Actions. The key is a throw-away one made for tests; it guards nothing.
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inputDefinitions } from '../src/action-definition.ts'
import type { InputDefinition } from '../src/input-definition.ts'
import { Job, type StepResult } from '../test/helpers/runner.ts'

const FIXTURES = join(import.meta.dirname, '../test/fixtures')

async function main(): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'kanuka-demo-'))
  await cp(join(FIXTURES, 'team'), workspace, { recursive: true })
  const definitions: readonly (readonly [string, InputDefinition])[] =
    Object.entries(inputDefinitions)
  const defaults = Object.fromEntries(definitions.map(([name, d]) => [name, d.default ?? '']))
  const job = await Job.create({ workspace, defaults })
  try {
    const key = readFileSync(join(FIXTURES, 'keys/team-alice-workstation.pem'), 'utf8')
    job.addSecret(key)
    const inputs = { 'private-key': key, 'export-env': 'true', files: '.env.production.kanuka' }
    title('The step')
    console.log('  - uses: OWNER/kanuka-secrets-action@v0')
    console.log('    with:')
    console.log('      private-key: ${{ secrets.KANUKA_PRIVATE_KEY }}')
    console.log('      files: .env.production.kanuka')
    console.log('      export-env: true')
    show(await job.run({ inputs }))
    const exported = 'DB_PASSWORD is set for later steps, and printed it looks like this: '
    title('A later step')
    console.log(`${exported}${job.print(readPassword(workspace))}`)
    title('After the job')
    for (const post of await job.post()) console.log(post.log)
    const left = (await readdir(workspace, { recursive: true })).filter(isPlaintext)
    console.log(`plaintext files left: ${left.length}`)
    if (left.length > 0) process.exitCode = 1
  } finally {
    await job.dispose()
    await rm(workspace, { recursive: true, force: true })
  }
}

function show(result: StepResult): void {
  title('What the log shows')
  console.log(result.log)
  title('The job summary')
  console.log(result.summary)
  title('Outputs')
  for (const [name, value] of result.outputs) console.log(`${name} = ${value}`)
  if (result.exitCode !== 0) process.exitCode = 1
}

function readPassword(workspace: string): string {
  const text = readFileSync(join(workspace, '.env.production'), 'utf8')
  return /^DB_PASSWORD=(.*)$/m.exec(text)?.[1] ?? ''
}

function isPlaintext(name: string): boolean {
  return /\.env[^/]*$/.test(name) && !name.endsWith('.kanuka')
}

function title(text: string): void {
  console.log(`\n== ${text} ${'='.repeat(Math.max(0, 70 - text.length))}\n`)
}

await main()
