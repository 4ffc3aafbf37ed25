// From the text of options to plain values: who says what, which of it is a secret, and which names
// a host. Owns the rule that a file of the checkout holds no credential and no audience.
import { SecretValue, type SecretText } from '../secret-value.ts'
import { serverIn } from './addresses.ts'
import { shownKey, type Place, type Problems } from './config-problems.ts'
import {
  childrenOf,
  isPublicHalf,
  isSecret,
  keysOf,
  namesHost,
  type Shape,
} from './config-shape.ts'
import type { Located, LocatedMap, LocatedScalar } from './config-yaml.ts'

/** An option that says which server is talked to. */
export interface HostOption {
  readonly option: string
  readonly url: string
  readonly place: Place
}

export interface OptionValues {
  /** For the schema of the type; mappings have no prototype. */
  readonly value: unknown
  readonly hosts: readonly HostOption[]
  /** Credentials that the workflow wrote out. */
  readonly secrets: readonly SecretText[]
}

const FROM_ENVIRONMENT = /^env:([A-Za-z_][A-Za-z0-9_]*)$/
/** What the runner keeps there is not for destinations. */
const RUNNERS_OWN = /^(?:ACTIONS_|INPUT_|STATE_)/i
/** Stands for what was refused, so that nothing more is said of it. */
const REFUSED = 'env:REFUSED'
const REFUSED_HOST = 'https://refused.invalid'

/** @param shapes of the options: several where one of several types is meant */
export function readOptions(
  located: LocatedMap,
  { shapes, of }: { readonly shapes: readonly Shape[]; readonly of: string },
  problems: Problems,
): OptionValues {
  const secrets: SecretText[] = []
  const value = plain(located, { shapes, isSecret: false, key: '' }, (scalar, key) => {
    const refusal = refusalOf(scalar, key)
    if (refusal) {
      problems.add({ place: scalar.place, ...refusal, what: `${of}: ${refusal.what}` })
      return REFUSED
    }
    if (!scalar.text.startsWith('env:')) secrets.push(new SecretValue(scalar.text))
    return scalar.text
  })
  refuseAudience(located, of, problems)
  const hosts = hostsIn(located, shapes)
  for (const { option, url, place } of hosts) {
    const server = serverIn(url)
    if (server instanceof URL) continue
    problems.add({ ...server, place, what: `${of}: \`${option}\` ${server.what}` })
    ;(value as Record<string, unknown>)[option] = REFUSED_HOST
  }
  return { value, hosts, secrets }
}

interface Spot {
  readonly shapes: readonly Shape[]
  readonly isSecret: boolean
  readonly key: string
}

type ReadSecret = (scalar: LocatedScalar, key: string) => string

/** A value without places; secrets as `readSecret` gives them. */
export function plain(
  located: Located,
  spot: Spot = { shapes: [], isSecret: false, key: '' },
  readSecret: ReadSecret = ({ text }) => text,
): unknown {
  if (located.kind === 'scalar') {
    return spot.isSecret ? readSecret(located, spot.key) : located.value
  }
  if (located.kind === 'list') {
    return located.items.map((item, index) => {
      const shapes = spot.shapes.flatMap((shape) => childrenOf(shape, index))
      return plain(item, { ...spot, shapes }, readSecret)
    })
  }
  const named = new Set(spot.shapes.flatMap(keysOf))
  const result = Object.create(null) as Record<string, unknown>
  for (const [key, { node }] of located.entries) {
    const shapes = spot.shapes.flatMap((shape) => childrenOf(shape, key))
    const inner = { shapes, key, isSecret: isSecret(key, shapes, named.has(key)) }
    result[key] = plain(node, inner, readSecret)
  }
  return result
}

function refusalOf(
  { text, place }: LocatedScalar,
  key: string,
): { what: string; fix: string; code?: 'SECRET_LITERAL' } | undefined {
  const name = shownKey(key)
  if (text.trim() === '') {
    return {
      what: `${name} is empty`,
      fix: 'Most likely the secret of the workflow that should stand there does not exist.',
    }
  }
  const [, variable] = FROM_ENVIRONMENT.exec(text) ?? []
  if (variable !== undefined && RUNNERS_OWN.test(variable)) {
    return {
      what: `${name} names a variable of the runner itself`,
      fix: 'Write `env:NAME` with a variable that the step sets from a secret.',
    }
  }
  if (variable !== undefined) return undefined
  if (text.startsWith('env:')) {
    return {
      what: `${name} names no environment variable`,
      fix: 'Write `env:NAME`: letters, digits and `_`.',
    }
  }
  if (place.origin === 'workflow' || isPublicHalf(key)) return undefined
  return {
    code: 'SECRET_LITERAL',
    what: `${name} is a credential, written out in a file of the repository`,
    fix: 'Write `env:NAME`, and give the step `env:` with NAME from a secret. If it is real, revoke it: whoever can read the repository has it.',
  }
}

// Whoever chooses the audience chooses who accepts the job's token.
function refuseAudience(located: LocatedMap, of: string, problems: Problems): void {
  const auth = located.entries.get('auth')?.node
  const audience = auth?.kind === 'map' ? auth.entries.get('audience') : undefined
  if (audience?.node.place.origin !== 'file') return
  problems.add({
    place: audience.keyPlace,
    what: `${of}: only the workflow may choose the \`audience\` of the job's token`,
    fix: 'Remove it: the origin of the URL is the default. Or move the entry to the input `destinations`.',
  })
}

function hostsIn(located: LocatedMap, shapes: readonly Shape[]): readonly HostOption[] {
  return [...located.entries].flatMap(([option, { node }]) => {
    const of = shapes.flatMap((shape) => childrenOf(shape, option))
    const isText = node.kind === 'scalar' && typeof node.value === 'string'
    return isText && namesHost(option, of) ? [{ option, url: node.text, place: node.place }] : []
  })
}
