// Which types a configuration names, before anything of it is read in earnest: so that only these are
// loaded. Finds no mistakes; that is config.ts's.
import { Problems } from './config-problems.ts'
import type { ConfigSource } from './config-text.ts'
import { readYaml, type Located } from './config-yaml.ts'

/** Whether any entry or connection may need a type; `aws` names all that begin with `aws-`. */
export function typesNamedIn(sources: readonly ConfigSource[]): (type: string) => boolean {
  const named = new Set(
    sources.flatMap((source) => {
      const root = readYaml(source, new Problems())
      return root ? nodesIn(root).flatMap(typeOf) : []
    }),
  )
  return (type) => [...named].some((word) => type === word || type.startsWith(`${word}-`))
}

/** All that may be an entry or a connection. */
function nodesIn(root: Located): readonly Located[] {
  if (root.kind === 'list') return root.items
  if (root.kind === 'scalar') return []
  return [...root.entries.values()].flatMap(({ node }) => {
    if (node.kind === 'list') return node.items
    return node.kind === 'map' ? [...node.entries.values()].map((entry) => entry.node) : []
  })
}

function typeOf(node: Located): readonly string[] {
  const type = node.kind === 'map' ? node.entries.get('type')?.node : undefined
  return type?.kind === 'scalar' && typeof type.value === 'string' ? [type.value] : []
}
