// What is wrong with config.toml by itself, or with its absence. Nothing is compared with another commit.
import type { Config } from '../kanuka/config.ts'
import { CONFIG_FILE, PUBLIC_KEYS_FOLDER } from '../kanuka/layout.ts'
import { finding, type Finding } from './finding.ts'
import { listed, storeName } from './member-wording.ts'
import { pathIn, type StoreState } from './snapshot.ts'

const CONFIG_FIX =
  'Restore it from git history (`git log -- .kanuka/config.toml`); `kanuka secrets doctor` checks it.'

/** @param lines where config.toml has UUIDs (in lower case) */
export function configProblems(
  store: StoreState,
  lines: ReadonlyMap<string, number>,
): readonly Finding[] {
  const { config } = store
  const path = pathIn(store, CONFIG_FILE)
  if (config.kind === 'legacy') return [legacy(store)]
  if (config.kind === 'missing') {
    return [
      finding('CONFIG_INVALID', {
        path,
        message: `${path} is missing, so nobody can tell whose keys these are`,
        fix: 'Commit it (does a .gitignore name `.kanuka/`?), or restore it from git history; `kanuka secrets doctor` checks it.',
      }),
    ]
  }
  if (config.kind === 'invalid') {
    return [
      finding('CONFIG_INVALID', {
        path,
        ...(config.line !== undefined && { line: config.line }),
        message: `${path} ${config.what}`,
        fix: CONFIG_FIX,
      }),
    ]
  }
  return contradictions(config.config).map(([uuid, what]) => {
    const line = lines.get(uuid.toLowerCase())
    return finding('CONFIG_INVALID', {
      path,
      ...(line !== undefined && { line }),
      message: `${path} contradicts itself: ${uuid} ${what}`,
      fix: 'Give the UUID one email in `[users]` and the same in `[devices]`; `kanuka secrets doctor` checks it.',
    })
  })
}

function legacy(store: StoreState): Finding {
  const keys = [...store.storeFiles.keys()].filter((path) => path.startsWith(PUBLIC_KEYS_FOLDER))
  return finding('STORE_LEGACY', {
    path: pathIn(store, keys.toSorted()[0] ?? CONFIG_FILE),
    message: `${storeName(store)} has the form of old versions of Kanuka: no config.toml, and keys named after users`,
    fix: 'Run any `kanuka` command in a local clone, which migrates it; check `user_uuid` in your own Kanuka config, run `kanuka secrets sync`, then commit and push.',
  })
}

/** UUIDs of which config.toml says two things, and what. */
function contradictions({ users, devices }: Config): readonly (readonly [string, string])[] {
  const emails = new Map<string, Map<string, string>>()
  const said = [...users, ...[...devices].map(([uuid, { email }]) => [uuid, email] as const)]
  for (const [uuid, email] of said) {
    if (email === undefined) continue
    // One file on many a disk, whatever the case of its name.
    const key = uuid.toLowerCase()
    emails.set(key, (emails.get(key) ?? new Map<string, string>()).set(folded(email), email))
  }
  return [
    ...[...emails]
      .filter(([, different]) => different.size > 1)
      .map(([uuid, all]) => [uuid, `has several emails, ${listed([...all.values()])}`] as const),
    ...[...devices.keys()]
      .filter((uuid) => !users.has(uuid))
      .map((uuid) => [uuid, 'is in [devices] and not in [users]'] as const),
  ]
}

export function isSameEmail(one: string, other: string): boolean {
  return folded(one) === folded(other)
}

/** ASCII alone: other letters can have the same small form as an ASCII one, and be somebody else's. */
function folded(email: string): string {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
