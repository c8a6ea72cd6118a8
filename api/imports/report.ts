/** `review`: a person should decide; `changed`: read otherwise than it stood; `kept`: no place, kept word for word; `note`: placed, but look. */
export type ReportLevel = 'review' | 'changed' | 'kept' | 'note'
export type RecordKind =
  | 'file'
  | 'user'
  | 'team'
  | 'period'
  | 'item'
  | 'check-in'
  | 'comment'
  | 'task'
  | 'tag'

const levels = {
  'activity-day-differs': 'note',
  'check-in-unreadable': 'kept',
  'check-ins-same-day': 'note',
  'child-missing': 'note',
  'child-not-aligned': 'changed',
  'comment-empty': 'kept',
  'comment-without-item': 'kept',
  'check-in-without-item': 'kept',
  'dates-reversed': 'review',
  'direction-contradicted': 'review',
  'direction-guessed': 'review',
  'direction-inferred': 'note',
  'duplicate-id': 'review',
  'duplicate-row': 'note',
  'email-clash': 'review',
  'email-unusual': 'note',
  'field-kept': 'kept',
  'field-unreadable': 'kept',
  'file-missing': 'note',
  'file-unknown': 'kept',
  'health-unknown': 'kept',
  'id-missing': 'note',
  'kind-guessed': 'review',
  'kind-renamed': 'note',
  'last-check-in-differs': 'review',
  'measure-on-objective': 'kept',
  'mention-unmatched': 'note',
  'metric-name-changed': 'note',
  'no-check-in-for-progress': 'review',
  'note-cleaned': 'changed',
  'note-html-differs': 'note',
  'number-unreadable': 'kept',
  'owners-ambiguous': 'review',
  'parent-ambiguous': 'review',
  'parent-by-title': 'note',
  'parent-cycle': 'review',
  'parent-missing': 'review',
  'parent-not-objective': 'review',
  'period-inferred': 'note',
  'person-ambiguous': 'review',
  'person-by-name': 'review',
  'person-clash': 'review',
  'person-new': 'note',
  'person-unlisted': 'note',
  'progress-differs': 'review',
  'progress-is-percent': 'note',
  'reopened-kept': 'kept',
  'score-empty': 'changed',
  'status-unknown': 'kept',
  'target-missing': 'review',
  'baseline-missing': 'review',
  'task-status-unknown': 'kept',
  'team-missing': 'review',
  'twin-items': 'review',
  'unit-clash': 'review',
  'unit-unknown': 'note',
  'weight-equal-share': 'changed',
  'weight-unreadable': 'review',
  'weight-zero': 'changed',
} as const satisfies Record<string, ReportLevel>

export type ReportCode = keyof typeof levels

export interface ReportLine {
  /** Where in the source, as a JSON pointer: "/objectives/3" (from 0) or "/rows/5" (records, the header being row 1). */
  pointer: string
  kind: RecordKind
  level: ReportLevel
  code: ReportCode
  detail: string
}

export type Report = ReportLine[]

/** Adds one line to a report; its level follows from the code. */
export function tell(
  report: Report,
  pointer: string,
  kind: RecordKind,
  code: ReportCode,
  detail: string,
): void {
  report.push({ pointer, kind, level: levels[code], code, detail })
}

/** Says things about one record: `tell` with its place filled in. */
export function teller(report: Report, pointer: string, kind: RecordKind) {
  return (code: ReportCode, detail: string) => tell(report, pointer, kind, code, detail)
}

/** Shortens a text of the source for a sentence of the report. */
export function quote(text: string, length = 80): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return `“${line.length > length ? `${line.slice(0, length - 1)}…` : line}”`
}
