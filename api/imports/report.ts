/**
 * `review`: a person should decide; `changed`: read otherwise than it stood; `kept`: no place, kept word for word;
 * `note`: placed, but look; `done`: what became of a record.
 */
export const reportLevels = ['review', 'changed', 'kept', 'note', 'done'] as const
export type ReportLevel = (typeof reportLevels)[number]
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
  'admin-as-member': 'review',
  'admin-comes': 'review',
  'activity-day-differs': 'note',
  'alignment-left-out': 'kept',
  'check-in-corrected': 'changed',
  'check-in-edited-here': 'review',
  'check-in-unreadable': 'kept',
  'check-ins-same-day': 'note',
  'child-missing': 'note',
  'child-not-aligned': 'changed',
  'comment-empty': 'kept',
  'comment-without-item': 'kept',
  created: 'done',
  'check-in-without-item': 'kept',
  'dates-reversed': 'review',
  'direction-contradicted': 'review',
  'direction-guessed': 'review',
  'direction-inferred': 'note',
  'duplicate-id': 'review',
  'duplicate-row': 'note',
  'edited-both': 'review',
  'edited-here': 'note',
  'email-clash': 'review',
  'email-unusual': 'note',
  'field-kept': 'kept',
  'field-unreadable': 'kept',
  'file-missing': 'note',
  'file-unknown': 'kept',
  'health-unknown': 'kept',
  'id-missing': 'note',
  'kind-differs': 'review',
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
  'owner-missing': 'review',
  'parent-ambiguous': 'review',
  'parent-by-title': 'note',
  'parent-cycle': 'review',
  'parent-missing': 'review',
  'parent-not-objective': 'review',
  'period-found': 'note',
  'period-inferred': 'note',
  'period-missing': 'review',
  'person-ambiguous': 'review',
  'person-as-before': 'note',
  'person-by-name': 'review',
  'person-clash': 'review',
  'person-new': 'note',
  'person-skipped': 'changed',
  'person-unlisted': 'note',
  'progress-differs': 'review',
  'progress-is-percent': 'note',
  'reopened-kept': 'kept',
  'restricted-view': 'review',
  same: 'done',
  'score-empty': 'changed',
  'status-unknown': 'kept',
  'step-too-long': 'changed',
  'target-missing': 'review',
  'baseline-missing': 'review',
  'task-status-unknown': 'kept',
  'target-assumed': 'changed',
  'team-assumed': 'changed',
  'team-found': 'note',
  'team-missing': 'review',
  'teams-kept': 'kept',
  'twin-items': 'review',
  'unit-clash': 'review',
  'unit-unknown': 'note',
  updated: 'done',
  'weight-bounded': 'changed',
  'weight-equal-share': 'changed',
  'weight-unreadable': 'review',
  'weight-zero': 'changed',
} as const satisfies Record<string, ReportLevel>

export type ReportCode = keyof typeof levels
export const reportCodes = Object.keys(levels) as ReportCode[]

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
