// The contract at Vault's own core: what the fake claims must be what Vault does. Each place has the rights
// that docs/destinations/vault.md asks for, and no others.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe } from 'node:test'
import * as v from 'valibot'
import { TOKEN, vaultSuites, type VaultKind } from '../contract/vault-place.ts'
import { startVault, type RunningServer } from './servers.ts'

const PAGE = new URL('../../docs/destinations/vault.md', import.meta.url)
const POLICY = 'contract'

const content = v.object({ data: v.record(v.string(), v.unknown()) })

let server: RunningServer | undefined
let places = 0

/** With every right, past the adapter. */
async function root(method: string, path: string, body?: object): Promise<Response> {
  assert.ok(server)
  const answer = await fetch(`${server.url}/v1/${path}`, {
    method,
    headers: { 'x-vault-token': 'root', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok || answer.status === 404, `${method} ${path}: ${answer.status}`)
  return answer
}

function rule(path: string, ...capabilities: readonly string[]): string {
  return `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }`
}

/** As the page says. */
function policyFor({ mount, layout }: VaultKind, path: string): string {
  if (mount === 'kv1') {
    const paths = [`kv1/${path}`, `kv1/${path}.kanuka`]
    return paths.map((each) => rule(each, 'create', 'read', 'update', 'delete')).join('\n')
  }
  const [, oneEntry] = /^```hcl\n(.+?)^```/ms.exec(readFileSync(PAGE, 'utf8')) ?? []
  assert.ok(oneEntry)
  if (layout === 'one-entry') return oneEntry.replaceAll('myapp/production', path)
  const below = oneEntry.replaceAll('myapp/production', `${path}/*`)
  return `${below}\n${rule(`secret/metadata/${path}/`, 'list')}`
}

describe('Vault itself', () => {
  before(async () => {
    server = await startVault()
    await root('POST', 'auth/token/create', { id: TOKEN, policies: [POLICY], no_parent: true })
  })
  after(async () => server?.stop())

  vaultSuites(async (_, kind) => {
    assert.ok(server)
    const path = `team/app-${++places}`
    await root('POST', `sys/policies/acl/${POLICY}`, { policy: policyFor(kind, path) })
    const isVersioned = kind.mount === 'secret'
    const at = (entry: string): string => `${kind.mount}/${isVersioned ? 'data/' : ''}${entry}`
    return {
      url: server.url,
      path,
      read: async (entry) => {
        const answer = await root('GET', at(entry))
        if (answer.status === 404) return {}
        const { data } = v.parse(content, await answer.json())
        return isVersioned ? v.parse(content, data).data : data
      },
      write: async (entry, data) => {
        await root('POST', at(entry), isVersioned ? { data } : data)
      },
    }
  })
})
