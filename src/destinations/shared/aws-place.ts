// Where AWS is: regions, partitions, endpoints, and the options that all AWS destinations have.
// Must not sign in, and must send nothing.
import * as v from 'valibot'
import { DestinationError, type Context } from '../contract.ts'
import { secretOption } from './secret-option.ts'
import { serverAddress } from './server-address.ts'

// Becomes part of a host name, so nothing but this is let in.
const REGION = /^[a-z]{2,4}(?:-[a-z]{2,12}){1,2}-\d{1,2}$/
const ROLE = /^arn:(aws[a-z-]{0,16}):iam::\d{12}:role\/[\w+=,.@/-]{1,577}$/
const KMS_KEY = /^[\w:/-]{1,2048}$/
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u
const OWN_TAG = /^kanuka-/i
const AWS_OWN = /\.amazonaws\.(?:com|com\.cn|eu)$/
/** AWS has 50; five are ours. */
const MAX_USER_TAGS = 45

const authSchema = v.union(
  [
    v.strictObject({
      role: v.pipe(
        v.string(),
        v.regex(ROLE, 'the ARN of a role: arn:aws:iam::123456789012:role/…'),
      ),
    }),
    v.strictObject({
      'access-key-id': secretOption,
      'secret-access-key': secretOption,
      'session-token': v.optional(secretOption),
    }),
  ],
  '{ role } or { access-key-id, secret-access-key }; without auth, the credentials of the job',
)

const tagsSchema = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(128),
      v.regex(TAG_TEXT, 'letters, digits, spaces and _.:/=+-@'),
      v.check((key) => !/^aws:/i.test(key), 'another key: AWS reserves those that begin with aws:'),
      v.check(
        (key) => !OWN_TAG.test(key),
        'another key: those that begin with kanuka- mark what is ours',
      ),
    ),
    v.pipe(v.string(), v.maxLength(256), v.regex(TAG_TEXT, 'letters, digits, spaces and _.:/=+-@')),
  ),
  v.check((tags) => Object.keys(tags).length <= MAX_USER_TAGS, `at most ${MAX_USER_TAGS} tags`),
)

/** The part of a schema that all AWS destinations share. */
export const awsOptionEntries = {
  region: v.optional(v.pipe(v.string(), v.regex(REGION, 'a region, such as eu-west-1'))),
  endpoint: v.optional(serverAddress),
  auth: v.optional(authSchema),
  tags: v.optional(tagsSchema),
  'kms-key-id': v.optional(v.pipe(v.string(), v.regex(KMS_KEY, 'id, ARN or alias of a KMS key'))),
}

const awsOptions = v.strictObject(awsOptionEntries)
export type AwsOptions = v.InferOutput<typeof awsOptions>
type AwsAuth = v.InferOutput<typeof authSchema>

export type AwsService = 'secretsmanager' | 'ssm' | 'sts'

export interface AwsPlace {
  readonly service: AwsService
  readonly region: string
  readonly partition: string
  /** Where requests go. */
  readonly url: string
}

// As AWS's own SDKs name them.
const ENDPOINT_VARIABLES: Readonly<Record<AwsService, string>> = {
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  ssm: 'AWS_ENDPOINT_URL_SSM',
  sts: 'AWS_ENDPOINT_URL_STS',
}

interface Partition {
  readonly name: string
  readonly regions: RegExp
  /** undefined: its endpoints are not public, so one must be given. */
  readonly suffix: string | undefined
}

const PARTITIONS: readonly Partition[] = [
  { name: 'aws-cn', regions: /^cn-/, suffix: 'amazonaws.com.cn' },
  { name: 'aws-us-gov', regions: /^us-gov-/, suffix: 'amazonaws.com' },
  { name: 'aws-eusc', regions: /^eusc-/, suffix: 'amazonaws.eu' },
  { name: 'aws-iso', regions: /^[a-z]{2}-iso[a-z]?-/, suffix: undefined },
  { name: 'aws', regions: /^/, suffix: 'amazonaws.com' },
]

/**
 * @param options.endpoint of this service; STS has only the variables and its public one
 * @throws DestinationError rejected
 */
export function awsPlace(
  service: AwsService,
  options: Pick<AwsOptions, 'region' | 'endpoint'>,
  context: Context,
): AwsPlace {
  const region = regionOf(options.region, context)
  const partition = PARTITIONS.find(({ regions }) => regions.test(region))
  const given = options.endpoint ?? endpointOfJob(service, context)
  if (given === undefined && partition?.suffix === undefined) {
    throw misconfigured(`no public endpoint is known for the region of ${context.name}`, {
      fix: 'Name one as `endpoint`.',
    })
  }
  const url = given ?? `https://${service}.${region}.${partition?.suffix}/`
  return { service, region, partition: partition?.name ?? 'aws', url }
}

/**
 * The same text for the same region and account. An account is known by the role or the key that signs in:
 * two entries may write the same names in two accounts. The job's own is not known here, and counts as one.
 */
export function samePlace(
  service: AwsService,
  { region, endpoint, auth }: AwsOptions,
  variable: Context['variable'],
): string {
  const account = auth === undefined ? '' : accountOf(auth, variable)
  const given = v.safeParse(serverAddress, endpoint ?? givenByJob(service, variable)?.url)
  // AWS's own lead to one region, whatever they are called: FIPS, VPC.
  const isElsewhere = given.success && !AWS_OWN.test(new URL(given.output).hostname)
  const server = isElsewhere ? given.output : ''
  return JSON.stringify([service, regionIn(region, variable), server, account])
}

function accountOf(auth: AwsAuth, variable: Context['variable']): string {
  if ('role' in auth) return auth.role.split(':')[4] ?? ''
  const id = auth['access-key-id']
  return id.from === 'workflow' ? id.value.reveal() : (variable(id.variable)?.trim() ?? '')
}

function regionIn(option: string | undefined, variable: Context['variable']): string {
  const ofJob = ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) => variable(name)?.trim() ?? '')
  return option ?? ofJob.find((region) => region !== '') ?? ''
}

function regionOf(option: string | undefined, context: Context): string {
  const region = regionIn(option, (name) => context.variable(name))
  if (REGION.test(region)) return region
  const what = region === '' ? 'no AWS region is given' : 'the AWS region of the job is no region'
  throw misconfigured(`${what} for ${context.name}`, {
    fix: 'Name it as `region: eu-west-1`, or set AWS_REGION.',
  })
}

function endpointOfJob(service: AwsService, context: Context): string | undefined {
  const given = givenByJob(service, (name) => context.variable(name))
  if (given === undefined) return undefined
  const address = v.safeParse(serverAddress, given.url)
  if (address.success) return address.output
  throw misconfigured(`${given.name} cannot be used for ${context.name}`, {
    fix: 'It must be an https URL (http on this machine) without user, query or fragment.',
  })
}

interface Given {
  readonly name: string
  readonly url: string
}

function givenByJob(service: AwsService, variable: Context['variable']): Given | undefined {
  if (variable('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')?.toLowerCase() === 'true') return undefined
  return [ENDPOINT_VARIABLES[service], 'AWS_ENDPOINT_URL']
    .map((name) => ({ name, url: variable(name) ?? '' }))
    .find(({ url }) => url !== '')
}

/** @throws DestinationError rejected: a role of another partition cannot be assumed from here */
export function requireSamePartition(role: string, place: AwsPlace): void {
  const partition = ROLE.exec(role)?.[1]
  if (partition === place.partition || place.partition === 'aws-iso') return
  throw misconfigured(`the role and the region (${place.region}) are of different partitions`, {
    fix: `The role of a region there begins with arn:${place.partition}:iam::`,
  })
}

export function isRole(text: string): boolean {
  return ROLE.test(text)
}

function misconfigured(what: string, { fix }: { readonly fix: string }): DestinationError {
  return new DestinationError('rejected', { what, fix })
}
