import type { Kind } from './kinds.ts'

/**
 * One sort of what is kept: rows `t` of a table that are over their time. In all SQL $1 is the workspace and $2 the instant
 * before which everything is over.
 */
export interface Part {
  kind: Kind
  table: string
  /** Which rows are over; those that are empty already are not. */
  over: string
  /** What they are emptied to ($4 is now); without it they are deleted. */
  empties?: string
  /** Deleted together with them, by the rows `old`. */
  along?: string
  /** Which items show it: their revision counts up. */
  shownOn?: Partial<Record<Shows, string>>
}

/** What may show a text, and counts up its revision. */
export const showing = ['objectives', 'key_results', 'barriers', 'wins', 'planning_rounds'] as const
export type Shows = (typeof showing)[number]

const here = 't.workspace_id = $1'

/** A barrier `b` that is over, and has been for so long. */
const closed = `b.state IN ('cleared', 'confirmed', 'withdrawn') AND b.created_at < $2 AND NOT EXISTS (
  SELECT FROM barrier_turns x WHERE x.workspace_id = $1 AND x.barrier_id = b.id AND x.at >= $2)`
const ofClosed = `EXISTS (SELECT FROM barriers b WHERE b.workspace_id = $1 AND b.id = t.barrier_id AND ${closed})`

/** Everything that has a time, in the order in which it goes. Goals, numbers, states and dates have none. */
export const parts = {
  comments: {
    kind: 'words',
    table: 'comments',
    over: 't.removed_at IS NULL AND greatest(t.created_at, t.edited_at) < $2',
    empties: 'text = NULL, removed_at = $4, version = t.version + 1, revision = t.revision + 1',
    along: 'DELETE FROM comment_mentions m USING old WHERE m.workspace_id = $1 AND m.comment_id = old.id',
    shownOn: { objectives: 'objective_id', key_results: 'key_result_id' },
  },
  notes: {
    kind: 'words',
    table: 'check_ins',
    over: 't.recorded_at < $2 AND num_nonnulls(t.note, t.status_text) > 0',
    empties: 'note = NULL, status_text = NULL',
    shownOn: { objectives: 'objective_id', key_results: 'key_result_id' },
  },
  barriers: {
    kind: 'words',
    table: 'barriers',
    over: `(t.details IS NOT NULL OR t.links <> '[]') AND ${closed.replaceAll('b.', 't.')}`,
    empties: `details = NULL, links = '[]', version = t.version + 1, revision = t.revision + 1`,
  },
  answers: {
    kind: 'words',
    table: 'barrier_turns',
    over: `t.words IS NOT NULL AND ${ofClosed}`,
    empties: 'words = NULL',
    shownOn: { barriers: 'barrier_id' },
  },
  pictures: {
    kind: 'words',
    table: 'barrier_screenshots',
    over: ofClosed,
    shownOn: { barriers: 'barrier_id' },
  },
  leftovers: {
    kind: 'words',
    table: 'imported',
    over: `t.kept <> '{}' AND (EXISTS (SELECT FROM comments c WHERE c.workspace_id = $1 AND t.subject_kind = 'comment'
        AND c.id = t.subject_id AND greatest(c.created_at, c.edited_at) < $2)
      OR EXISTS (SELECT FROM check_ins c WHERE c.workspace_id = $1 AND t.subject_kind = 'check_in'
        AND c.id = t.subject_id AND c.recorded_at < $2)
      OR t.kind = 'row' AND EXISTS (SELECT FROM imports i WHERE i.workspace_id = $1 AND i.id = t.import_id
        AND i.finished_at < $2))`,
    empties: `kept = '{}'`,
  },
  celebrations: {
    kind: 'words',
    table: 'win_celebrations',
    over: 't.words IS NOT NULL AND t.at < $2',
    empties: 'words = NULL',
    shownOn: { wins: 'win_id' },
  },
  // What grew into a goal is its title by now, or what that is compared with: titles stay.
  proposals: {
    kind: 'words',
    table: 'proposals',
    over: `(t.objective_id IS NULL AND t.text <> '—' OR t.reason <> '—'
        OR num_nonnulls(t.why, t.question, t.reply, t.verdict_words) > 0)
      AND EXISTS (SELECT FROM planning_rounds r WHERE r.workspace_id = $1 AND r.id = t.round_id
        AND r.state <> 'open' AND r.closed_at < $2)`,
    empties: `text = CASE WHEN t.objective_id IS NULL THEN '—' ELSE t.text END, why = NULL, question = NULL, reply = NULL,
      verdict_words = NULL, reason = CASE WHEN t.reason IS NOT NULL THEN '—' END,
      version = t.version + 1, revision = t.revision + 1`,
    shownOn: { planning_rounds: 'round_id' },
  },
  challenges: {
    kind: 'words',
    table: 'challenges',
    over: `(t.words <> '—' OR t.answer_words <> '—') AND (t.answered_at < $2 OR t.answer IS NULL AND t.created_at < $2
      AND EXISTS (SELECT FROM key_results k WHERE k.workspace_id = $1 AND k.id = t.key_result_id AND k.lifecycle = 'closed'))`,
    empties: `words = '—', answer_words = CASE WHEN t.answer IS NOT NULL THEN '—' END`,
    shownOn: { key_results: 'key_result_id' },
  },
  pulses: {
    kind: 'words',
    table: 'pulse_groups',
    over: `t.comments <> '[]' AND (SELECT max(p.closes_day) FROM pulses p WHERE p.workspace_id = $1 AND p.group_id = t.id)
      < $2::timestamptz`,
    empties: `comments = '[]'`,
  },
  pulseAnswers: {
    kind: 'words',
    table: 'pulse_answers',
    over: `t.comment IS NOT NULL AND EXISTS (SELECT FROM pulses p WHERE p.workspace_id = $1 AND p.id = t.pulse_id
      AND p.state = 'closed' AND p.closes_day < $2::timestamptz)`,
    empties: 'comment = NULL',
  },
  minutes: {
    kind: 'oneOnOnes',
    table: 'one_on_one_meetings',
    over: `t.at < $2 AND t.notes <> ''`,
    empties: `notes = ''`,
  },
  agenda: {
    kind: 'oneOnOnes',
    table: 'agenda_items',
    over: `t.text IS NOT NULL AND t.removed_at IS NULL AND t.meeting_id IS NOT NULL AND coalesce(t.done_at, t.created_at) < $2`,
    empties: 'text = NULL, removed_at = $4, version = t.version + 1, revision = t.revision + 1',
  },
  sharedNotes: {
    kind: 'oneOnOnes',
    table: 'one_on_ones',
    over: `t.notes_at < $2 AND t.notes <> ''`,
    empties: `notes = '', version = t.version + 1, revision = t.revision + 1`,
  },
  privateNotes: {
    kind: 'oneOnOnes',
    table: 'private_notes',
    over: `t.written_at < $2 AND t.text <> ''`,
    empties: `text = '', version = t.version + 1`,
  },
  weeklies: {
    kind: 'oneOnOnes',
    table: 'weekly_meetings',
    over: `t.at < $2 AND t.notes <> ''`,
    empties: `notes = ''`,
  },
  deliveries: {
    kind: 'logs',
    table: 'webhook_deliveries',
    over: 't.ended_at < $2',
    along: 'DELETE FROM webhook_attempts a USING old WHERE a.workspace_id = $1 AND a.delivery_id = old.id',
  },
  messages: { kind: 'logs', table: 'chat_sends', over: 't.ended_at < $2' },
  cards: {
    kind: 'logs',
    table: 'chat_cards',
    over: `t.expires_at < $2
      AND NOT EXISTS (SELECT FROM chat_sends s WHERE s.workspace_id = $1 AND s.card_id = t.id)`,
  },
  reports: {
    kind: 'logs',
    table: 'import_lines',
    over: `EXISTS (SELECT FROM imports i WHERE i.workspace_id = $1 AND i.id = t.import_id AND i.finished_at < $2)`,
  },
  audit: { kind: 'audit', table: 'audit_log', over: 't.at < $2' },
  events: {
    kind: 'events',
    table: 'events',
    over: `t.at < $2 AND NOT EXISTS (SELECT FROM outbox o WHERE o.workspace_id = $1 AND o.event_id = t.id)
      AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.workspace_id = $1 AND d.event_id = t.id)`,
  },
} as const satisfies Record<string, Part>

export type PartName = keyof typeof parts
export const partNames = Object.keys(parts) as PartName[]
export const allParts: readonly [PartName, Part][] = partNames.map((name) => [name, parts[name]])

/**
 * Up to $3 rows of a part go: what its statement answers is one row for each, with the items that showed it. One that others
 * go along with stays for another night while somebody is at it.
 */
export function goes({ table, over, empties, along, shownOn = {} }: Part): string {
  const old = `SELECT t.ctid AS place${along ? ', t.id' : ''} FROM ${table} t WHERE ${here} AND ${over} LIMIT $3${along ? ' FOR UPDATE SKIP LOCKED' : ''}`
  const shown = Object.entries(shownOn).map(([items, column]) => `t.${column} AS ${items}`)
  const what = empties
    ? `UPDATE ${table} t SET ${empties} FROM old WHERE`
    : `DELETE FROM ${table} t USING old WHERE`
  return `WITH old AS MATERIALIZED (${old})${along ? `, along AS (${along})` : ''}
    ${what} ${here} AND t.ctid = old.place AND ${empties?.includes('$4') ? '' : '$4::timestamptz IS NOT NULL AND '}${over}
    RETURNING ${shown.join(', ') || '1'}`
}

/** How many rows of a part are over, counted up to $3. */
export function counts(name: PartName, instant: string): string {
  const { table, over }: Part = parts[name]
  const found = `SELECT FROM ${table} t WHERE ${here} AND ${over.replaceAll('$2', instant)} LIMIT $2`
  return `SELECT '${name}' AS part, count(*)::int AS count FROM (${found}) x`
}
