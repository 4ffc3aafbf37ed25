// The contract at the fake Vault.
import { startVault, type FakeVault } from '../helpers/fake-vault.ts'
import { TOKEN, vaultSuites, type Entry } from './vault-place.ts'

function versioned(fake: FakeVault, path: string): Entry {
  const there = fake.v2.get(path)
  const isGone = (there?.versions.get(there.current)?.deletion_time ?? '') !== ''
  return isGone ? {} : (fake.current(path) ?? {})
}

vaultSuites(async (t, { mount }) => {
  const fake = await startVault(t)
  fake.tokens.add(TOKEN)
  const { url } = fake
  const at = { url, path: 'app' }
  return mount === 'kv1'
    ? {
        ...at,
        read: (path) => fake.v1.get(path) ?? {},
        write: (path, entry) => void fake.v1.set(path, entry),
      }
    : {
        ...at,
        read: (path) => versioned(fake, path),
        write: (path, entry) => fake.writeByHand(path, entry),
      }
})
