// Findings as SARIF 2.1.0, for code scanning. Owns the form; writes no file. Neither the runner nor
// GitHub hides anything in it, so every text goes through the redaction first.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning
import { createHash } from 'node:crypto'
import { printable } from '../platform/printable.ts'
import { findingDefinitions, type Finding, type FindingCode, type Severity } from './finding.ts'
import type { Redact } from '../secrets/redaction.ts'

export interface SarifOptions {
  /** Of the action, such as `1.2.3`; empty where it is not known. */
  readonly version: string
  /** Absolute; where the findings are explained. Empty where that is not known. */
  readonly informationUri: string
  readonly redact: Redact
}

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const SOURCE_ROOT = '%SRCROOT%'
/** GitHub shows as many of a run, and refuses five times as many. */
const MAX_RESULTS = 5000
const MAX_MESSAGE = 1000

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  notice: 'note',
}
/** On CVSS's scale, by which GitHub says high, medium, low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '5.0',
  notice: '2.0',
}

const CODES = Object.keys(findingDefinitions) as readonly FindingCode[]

/**
 * The text of the file.
 * @param findings sorted, errors first; ignored ones left out: code scanning would show them as open
 */
export function sarifOf(findings: readonly Finding[], options: SarifOptions): string {
  const { version, informationUri, redact } = options
  const ordinals = new Map<string, number>()
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Kanuka',
            ...(version !== '' && { version }),
            ...(informationUri !== '' && { informationUri }),
            rules: CODES.map((code) => ruleOf(code, informationUri)),
          },
        },
        automationDetails: { id: 'kanuka-check/' },
        invocations: [{ executionSuccessful: true }],
        originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: 'The checkout' } } },
        columnKind: 'utf16CodeUnits',
        results: findings
          .slice(0, MAX_RESULTS)
          .map((each) => resultOf(redacted(each, redact), ordinals)),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function ruleOf(code: FindingCode, helpUri: string): object {
  const { severity, needsKey, title } = findingDefinitions[code]
  const help = needsKey ? `${title}. Found only where a private key is given.` : `${title}.`
  return {
    id: code,
    name: code
      .toLowerCase()
      .replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: `${title}.` },
    help: { text: help, markdown: help },
    ...(helpUri !== '' && { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', 'secrets'],
      precision: 'high',
      'problem.severity': severity === 'notice' ? 'recommendation' : severity,
      'security-severity': SECURITY_SEVERITY[severity],
    },
  }
}

function redacted({ path, message, fix, ...rest }: Finding, redact: Redact): Finding {
  return { ...rest, path: redact(path), message: redact(message), fix: redact(fix) }
}

function resultOf(finding: Finding, ordinals: Map<string, number>): object {
  const { code, severity, path, line, message, fix } = finding
  const uri = uriOf(path)
  return {
    ruleId: code,
    ruleIndex: CODES.indexOf(code),
    level: LEVELS[severity],
    message: { text: messageText(`${message}. ${fix}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: SOURCE_ROOT },
          region: { startLine: Math.max(1, Math.trunc(line ?? 1)) },
        },
      },
    ],
    partialFingerprints: fingerprints(finding, ordinals),
  }
}

/** A path as a relative reference; `.` where it is none that stays below the root. */
export function uriOf(path: string): string {
  const parts = path.toWellFormed().split('/')
  if (parts.some((part) => ['', '.', '..'].includes(part))) return '.'
  // Strict: what is left is unreserved, whoever reads it.
  const encode = (part: string): string =>
    encodeURIComponent(part).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  return parts.map(encode).join('/')
}

// In SARIF `[text](target)` is a link and `{0}` a placeholder, in plain text too.
function messageText(text: string): string {
  const line = printable(text)
  const cut = line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE).toWellFormed()}…` : line
  return cut.replace(/[\\[\]]/g, String.raw`\$&`).replace(/\{(\d+)\}/g, '{{$1}}')
}

// Not by the line, which moves, nor by numbers in the sentence (ages, counts), which change: the same
// finding stays one alert. GitHub knows the first name, in its own form of hash and ordinal.
function fingerprints(
  { code, path, message }: Finding,
  ordinals: Map<string, number>,
): Readonly<Record<string, string>> {
  const text = [code, path, message.replaceAll(/\b\d+\b/g, '#')].join('\0')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 32)
  const ordinal = (ordinals.get(hash) ?? 0) + 1
  ordinals.set(hash, ordinal)
  const value = `${hash}:${ordinal}`
  return { primaryLocationLineHash: value, 'kanukaFinding/v1': value }
}
