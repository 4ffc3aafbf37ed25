// npm run generate: writes what follows from the tables of inputs and outputs (action.yml, the tables in
// README.md) and from the registry of destinations (their table, the JSON Schema of a destinations
// file). A test fails when they are stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputDefinitions } from '../src/action-definition.ts'
import type { InputDefinition } from '../src/input-definition.ts'
import { outputDefinitions } from '../src/action-outputs.ts'
import { destinationTypes } from '../src/destinations/registry.ts'
import { destinationsPage } from './destinations-docs.ts'
import { destinationsSchema } from './destinations-schema.ts'

const ROOT = join(import.meta.dirname, '..')
const GROUPS: Readonly<Record<InputDefinition['group'], string>> = {
  store: 'Store and key',
  files: 'Files',
  variables: 'Variables',
  rotation: 'Rotation',
  check: 'Check',
  push: 'Push',
  archive: 'Backups',
  commit: 'Commit and pull request',
  safety: 'Safety',
}

const inputs: readonly (readonly [string, InputDefinition])[] = Object.entries(inputDefinitions)

/** The files and what they must hold, by path from the root of the project. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const types = Object.fromEntries(
    await Promise.all(
      Object.entries(destinationTypes).map(
        async ([type, { load }]) => [type, await load()] as const,
      ),
    ),
  )
  return new Map([
    ['action.yml', actionYml()],
    [
      'README.md',
      replaceBlock(replaceBlock(readme, 'inputs', inputTables()), 'outputs', outputTable()),
    ],
    ['docs/destinations/README.md', destinationsPage(types)],
    ['docs/destinations.schema.json', destinationsSchema(types)],
  ])
}

function actionYml(): string {
  return [
    '# Generated from src/action-definition.ts by `npm run generate`.',
    'name: Kanuka secrets',
    'description: Decrypts, rotates, checks and pushes secrets that are kept in git in the Kanuka format; masked, and cleaned up after the job',
    'author: kanuka-secrets-action contributors',
    'branding:',
    '  icon: lock',
    '  color: green',
    'inputs:',
    ...inputs.flatMap(([name, definition]) => [
      `  ${name}:`,
      `    description: ${quote(definition.description)}`,
      '    required: false',
      ...(definition.default === undefined ? [] : [`    default: ${quote(definition.default)}`]),
    ]),
    'outputs:',
    ...Object.entries(outputDefinitions).flatMap(([name, { description }]) => [
      `  ${name}:`,
      `    description: ${quote(description)}`,
    ]),
    'runs:',
    '  using: node24',
    '  main: dist/main/index.js',
    '  post: dist/post/index.js',
    '',
  ].join('\n')
}

/** A single-quoted YAML scalar. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function inputTables(): string {
  return Object.entries(GROUPS)
    .flatMap(([group, title]) => [
      `**${title}**`,
      '',
      '| input | default | |',
      '| --- | --- | --- |',
      ...inputs
        .filter(([, definition]) => definition.group === group)
        .map(([name, { default: value, description }]) =>
          row([`\`${name}\``, value === undefined ? '' : `\`${value}\``, description]),
        ),
      '',
    ])
    .join('\n')
    .trimEnd()
}

function outputTable(): string {
  return [
    '| output | |',
    '| --- | --- |',
    ...Object.entries(outputDefinitions).map(([name, { description }]) =>
      row([`\`${name}\``, description]),
    ),
  ].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function replaceBlock(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md lacks the markers of "${name}"`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}

if (import.meta.main) {
  for (const [path, content] of await generated()) writeFileSync(join(ROOT, path), content)
}
