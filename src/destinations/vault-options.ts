// The options of a Vault or OpenBao destination. Owns their names, defaults and forms; reads nothing.
import * as v from 'valibot'
import { secretOption } from './shared/secret-option.ts'
import { serverAddress } from './shared/server-address.ts'
import { safeSegments, SEGMENTS_ALLOWED } from './shared/url-segments.ts'

/** The entry that holds the marks where an engine has no metadata, or too little room: `<path>.kanuka`. */
export const BESIDE = '.kanuka'

// Tokens made for a cloud would open it to whoever reads them at the Vault server.
const CLOUD_AUDIENCES =
  /^sts\.amazonaws\.com|^api:\/\/AzureADTokenExchange|^https?:\/\/iam\.googleapis\.com|^\/\/iam\.googleapis\.com/i

const place = v.pipe(
  v.string(),
  v.transform((path) => path.replace(/^\/|\/$/g, '')),
  v.check((path) => safeSegments(path) !== undefined, `expected ${SEGMENTS_ALLOWED}`),
)

const role = v.pipe(v.string(), v.nonEmpty('expected the name of a role'))

const audience = v.pipe(
  v.string(),
  v.nonEmpty('expected an audience'),
  v.check((text) => !CLOUD_AUDIENCES.test(text), "expected no cloud's audience"),
)

const auth = v.union([
  v.strictObject({ token: secretOption }),
  v.strictObject({ 'role-id': secretOption, 'secret-id': secretOption, mount: v.optional(place) }),
  v.strictObject({
    'jwt-role': role,
    audience: v.optional(audience),
    mount: v.optional(place),
  }),
  v.strictObject({ 'kubernetes-role': role, mount: v.optional(place) }),
])

export const vaultOptions = v.strictObject({
  url: serverAddress,
  /** Of the key/value engine. */
  mount: v.optional(place, 'secret'),
  path: v.pipe(
    place,
    v.check((path) => !path.endsWith(BESIDE), `expected no path that ends in ${BESIDE}`),
  ),
  namespace: v.optional(
    v.pipe(place, v.regex(/^[\u0021-\u007e]+$/, 'expected printable ASCII without spaces')),
  ),
  /** Asked of the server when left out: one request more. */
  'kv-version': v.optional(v.picklist([1, 2])),
  layout: v.optional(v.picklist(['one-entry', 'entry-per-key']), 'one-entry'),
  /** Left out: the environment's VAULT_TOKEN. */
  auth: v.optional(auth),
})

export type VaultOptions = v.InferOutput<typeof vaultOptions>
export type VaultAuth = v.InferOutput<typeof auth>
