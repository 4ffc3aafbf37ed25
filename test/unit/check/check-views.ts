// Views of a check, for what is made of them.
import type { ContentChange } from '../../../src/check/content-diff.ts'
import { finding, type Finding, type FindingCode } from '../../../src/check/finding.ts'
import { commentMarkdown, markerOf, type CheckView } from '../../../src/check/markdown.ts'
import { redactorOf } from '../../../src/secrets/redaction.ts'
import { judge, parseFailOn } from '../../../src/check/verdict.ts'

export const MARKER = markerOf('test')

export const found = (code: FindingCode, message: string = code, path = '.env.kanuka'): Finding =>
  finding(code, { path, message, fix: 'Do this.' })

export interface Given extends Partial<Omit<CheckView, 'verdict' | 'redact'>> {
  readonly findings?: readonly Finding[]
  readonly ignored?: FindingCode
  readonly masks?: readonly string[]
}

export function view(given: Given = {}): CheckView {
  const { findings = [], ignored, masks = [], changes = undefined } = given
  const rule = { text: ignored ?? '', code: ignored ?? 'CONFIG_INVALID', matches: () => true }
  const ignore = ignored ? [rule] : []
  return {
    verdict: judge(findings, { failOn: parseFailOn(['error']), ignore }),
    changes,
    scope: 'One store',
    namesVisible: given.namesVisible ?? true,
    notes: given.notes ?? [],
    redact: redactorOf(masks),
  }
}

export const change = (path: string, rest: Partial<ContentChange> = {}): ContentChange => ({
  path,
  kind: 'changed',
  added: [],
  removed: [],
  changed: [],
  hasVariables: true,
  ...rest,
})

export const comment = (of: CheckView, link = ''): string =>
  commentMarkdown(of, { marker: MARKER, link })
