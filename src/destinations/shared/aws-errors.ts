// What AWS's refusals mean. Owns the list of codes that are told to users; anything else that a server
// says is never repeated, because it may quote what was sent.
import { ActionError } from '../../errors.ts'
import { noAnswer } from '../../platform/no-answer.ts'
import { DestinationError, type FailureKind } from '../contract.ts'
import { REACH } from './http-json.ts'

const CODES: Readonly<Record<Exclude<FailureKind, 'absent'>, readonly string[]>> & {
  readonly absent: readonly string[]
} = {
  auth: [
    'AccessDenied',
    'AccessDeniedException',
    'DecryptionFailure',
    'ExpiredToken',
    'ExpiredTokenException',
    'IDPRejectedClaim',
    'IncompleteSignature',
    'IncompleteSignatureException',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidIdentityToken',
    'InvalidSignatureException',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'NotAuthorized',
    'OptInRequired',
    'RequestExpired',
    'RequestTimeTooSkewed',
    'SignatureDoesNotMatch',
    'UnrecognizedClientException',
  ],
  absent: ['ParameterNotFound', 'ResourceNotFoundException'],
  limited: [
    'BandwidthLimitExceeded',
    'PriorRequestNotComplete',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'TooManyRequestsException',
    'TooManyUpdates',
  ],
  rejected: [
    'EncryptionFailure',
    'HierarchyLevelLimitExceededException',
    'HierarchyTypeMismatchException',
    'InvalidKeyId',
    'InvalidParameterException',
    'InvalidRequestException',
    'LimitExceededException',
    'MalformedPolicyDocumentException',
    'ParameterLimitExceeded',
    'ParameterMaxVersionLimitExceeded',
    'ParameterPatternMismatchException',
    'PoliciesLimitExceededException',
    'PreconditionNotMetException',
    'RegionDisabledException',
    'UnsupportedParameterType',
    'ValidationError',
    'ValidationException',
  ],
  conflict: ['ParameterAlreadyExists', 'ResourceExistsException'],
  down: [
    'IDPCommunicationError',
    'InternalFailure',
    'InternalServerError',
    'InternalServiceError',
    'InvalidNextToken',
    'InvalidNextTokenException',
    'ServiceUnavailable',
    'ServiceUnavailableException',
  ],
}

const KINDS: ReadonlyMap<string, FailureKind> = new Map(
  Object.entries(CODES).flatMap(([kind, codes]) =>
    codes.map((code) => [code, kind as FailureKind] as const),
  ),
)

const FIXES: Readonly<Record<FailureKind, string>> = {
  auth: 'Look at the role or key: is it right, not expired, and allowed to do this (also by the KMS key)?',
  absent: 'Look at the region and the name: nothing is there.',
  limited: 'AWS asks for fewer requests. Run it again later, or ask AWS for a higher quota.',
  rejected:
    'AWS does not take this item or option. Look at its name, size, KMS key and the quotas.',
  conflict:
    'Somebody else has written it. Run again; take it over with `adopt: true` if it is yours.',
  down: 'Run it again later; look at the region and the endpoint.',
}

export interface Refusal {
  /** As people know it: `AWS Secrets Manager`. */
  readonly title: string
  readonly action: string
  readonly status: number
  /** As the server has it; believed only where it is known. */
  readonly code: string
}

/** AWS answered, and the answer is no. */
export class AwsRefusal extends DestinationError {
  /** A code that AWS documents, or `''`. */
  readonly code: string
  readonly status: number

  constructor({ title, action, status, code }: Refusal) {
    const known = KINDS.get(code)
    const kind = known ?? kindOfStatus(status)
    const said = known === undefined ? `HTTP ${status}` : `${code}, HTTP ${status}`
    super(kind, { what: `${title} refused ${action} (${said})`, fix: fixOf(kind, code) })
    this.code = known === undefined ? '' : code
    this.status = status
  }
}

export function isRefusal(error: unknown, ...codes: readonly string[]): error is AwsRefusal {
  return error instanceof AwsRefusal && codes.includes(error.code)
}

function kindOfStatus(status: number): FailureKind {
  if (status === 401 || status === 403) return 'auth'
  if (status === 404) return 'absent'
  if (status === 429) return 'limited'
  return status >= 400 && status < 500 ? 'rejected' : 'down'
}

function fixOf(kind: FailureKind, code: string): string {
  if (code === 'InvalidIdentityToken' || code === 'IDPRejectedClaim') {
    return 'Add GitHub as an identity provider to the AWS account, with the audience that the action asks for.'
  }
  if (/TimeTooSkewed|RequestExpired|Signature/.test(code)) {
    return 'Look at the secret access key, and at the clock of the runner.'
  }
  return FIXES[kind]
}

/** `com.amazonaws.secretsmanager#ResourceExistsException:http://…` -> `ResourceExistsException` */
export function bareCode(text: string): string {
  return text.slice(0, 300).split(':')[0]?.split('#').at(-1) ?? ''
}

/**
 * What fetch threw. What is an error for people already, such as a token that GitHub does not give, stays.
 * @throws the signal's reason when the run was stopped
 */
export function unreachable(title: string, error: unknown, signal: AbortSignal): Error {
  if (error instanceof DestinationError) return error
  signal.throwIfAborted()
  if (error instanceof ActionError) return error
  if (error instanceof RangeError) {
    return new DestinationError('down', {
      what: `${title}: its answer is too large`,
      fix: FIXES.down,
    })
  }
  return new DestinationError('down', {
    what: `${title} ${noAnswer(error)}`,
    fix: `Look at the region. ${REACH} Then run the job again.`,
  })
}

/** The answer is not what AWS documents. */
export function senseless(title: string, action: string): DestinationError {
  return new DestinationError('down', {
    what: `${title} answered ${action} with something that makes no sense`,
    fix: 'Look at the endpoint: is it AWS, or a proxy in between?',
  })
}

export function conflicting(title: string, name: string): DestinationError {
  return new DestinationError('conflict', {
    what: `${title}: ${name} was changed by somebody else since it was listed`,
    fix: FIXES.conflict,
  })
}
