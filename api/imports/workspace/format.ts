import { inSight } from '../../barriers/policy.ts'
import { visible } from '../../events/record.ts'
import type { Actor } from '../../http/actor.ts'
import { winInSight } from '../../wins/read.ts'

/** What the manifest of an archive says it is. Another version is not read: what it means has changed. */
export const archiveFormat = 'footbridge-workspace'
export const archiveVersion = 1
export const manifestFile = 'manifest.json'

/** What a condition may ask: who looks, and whether the row of a table behind an id is in the archive. */
export interface Looking {
  actor: Actor
  has(table: string, id: string): string
}

/**
 * A table as a file of the archive. Parameters of all SQL: $1 the workspace, $2 who looks, $3 their teams, $4 the moment,
 * $5 the teams they lead.
 */
export interface Archived {
  table: string
  /** What the row is called in `sight`; `t` if not said. */
  alias?: string
  /** Which rows are there for whoever exports. What points at a row that is not stays away too. */
  sight?: (looking: Looking) => string
  /** The order of its rows, never the one in which they were written; its primary key if not said. */
  order?: readonly string[]
  /** Pointers that are emptied where what they point at stays away. */
  loose?: readonly string[]
  /** Columns that never leave. */
  without?: readonly string[]
  /** Columns of which only some values leave. */
  masked?: Readonly<Record<string, string>>
}

const ofItsTeam = () => `EXISTS (SELECT FROM teams z WHERE z.workspace_id = $1 AND z.id = t.team_id
  AND (NOT z.private OR z.id = ANY($3::uuid[])))`
// Its notes and meetings are for its people (one-on-ones/weekly.ts).
const ofOwnTeam = () => 't.team_id = ANY($3::uuid[])'
const audience = ({ actor }: Looking) => visible(actor, 't', '$3')

// How sure somebody was earlier is for them and their leaders; the latest is shown with its item (check-ins/to-check-in.ts).
const confidence = `CASE WHEN t.author_id = $2 OR EXISTS (
    SELECT FROM key_results q WHERE q.workspace_id = $1 AND q.id = t.key_result_id
      AND (q.latest_check_in_id = t.id OR q.team_id = ANY($5::uuid[]))
    UNION ALL SELECT FROM objectives q WHERE q.workspace_id = $1 AND q.id = t.objective_id
      AND (q.latest_check_in_id = t.id OR q.team_id = ANY($5::uuid[])))
  THEN t.confidence END`

// Who said yes to what is for them and for who leads that team (commitments/commitments.ts).
const yesInSight = () => `t.member_id = $2 OR EXISTS (
    SELECT FROM key_results q WHERE q.workspace_id = $1 AND q.id = t.key_result_id AND q.team_id = ANY($5::uuid[])
    UNION ALL SELECT FROM objectives q WHERE q.workspace_id = $1 AND q.id = t.objective_id
      AND q.team_id = ANY($5::uuid[]))`

const importedSight = ({ has }: Looking) => `CASE t.subject_kind
  WHEN 'objective' THEN ${has('objectives', 't.subject_id')}
  WHEN 'key_result' THEN ${has('key_results', 't.subject_id')}
  WHEN 'check_in' THEN ${has('check_ins', 't.subject_id')}
  WHEN 'comment' THEN ${has('comments', 't.subject_id')}
  WHEN 'step' THEN ${has('steps', 't.subject_id')} ELSE true END`

/** All of it stands in memory until it is in the database: larger ones are not taken. Rows are those of one table. */
export const archiveBounds = { bytes: 64 * 1_048_576, rows: 200_000 }

/** Whether an archive of so many bytes, unpacked, and rows by table is one that is taken. */
export function fitsBounds(bytes: number, counts: Readonly<Record<string, number>>): boolean {
  return bytes <= archiveBounds.bytes && Object.values(counts).every((count) => count <= archiveBounds.rows)
}

/** What is in an archive, in an order in which every row finds what it points at. */
export const archived: readonly Archived[] = [
  { table: 'workspace_settings' },
  { table: 'days_off' },
  { table: 'priorities' },
  { table: 'unfolded' },
  { table: 'members' },
  { table: 'member_identities' },
  { table: 'absences' },
  { table: 'teams' },
  { table: 'team_members', sight: ofItsTeam },
  { table: 'cycles' },
  { table: 'objectives', sight: audience },
  { table: 'key_results', sight: audience },
  { table: 'alignments' },
  { table: 'assignments' },
  { table: 'shared_teams' },
  { table: 'phased_targets' },
  { table: 'target_edits' },
  { table: 'scorings' },
  { table: 'publish_waivers' },
  { table: 'carried_forward' },
  { table: 'midway_reviews' },
  { table: 'steps' },
  { table: 'commitments', sight: yesInSight },
  {
    table: 'check_ins',
    without: ['seconds', 'reminders_before'],
    masked: { confidence },
  },
  { table: 'check_in_undos' },
  { table: 'barriers', alias: 'b', sight: ({ actor }) => inSight(actor), loose: ['check_in_id'] },
  { table: 'barrier_turns' },
  { table: 'barrier_blocks' },
  { table: 'barrier_screenshots' },
  { table: 'systemic_suggestions', loose: ['systemic_id'] },
  { table: 'systemic_parts' },
  { table: 'wins', alias: 'w', sight: ({ actor }) => winInSight(actor) },
  { table: 'win_credits' },
  { table: 'win_celebrations', sight: () => 't.undone_at IS NULL' },
  { table: 'comments' },
  { table: 'comment_mentions' },
  {
    table: 'planning_rounds',
    sight: (looking) => `${audience(looking)} AND t.state <> 'open' AND NOT t.withheld`,
  },
  { table: 'proposals', sight: () => `t.state <> 'withdrawn'` },
  { table: 'challenges', sight: audience },
  { table: 'team_weeklies', sight: ofOwnTeam },
  { table: 'weekly_meetings', sight: () => `${ofOwnTeam()} AND t.undone_at IS NULL` },
  { table: 'imports' },
  { table: 'import_lines' },
  { table: 'imported', sight: importedSight },
  { table: 'external_ids', without: ['key_id'] },
  { table: 'retention', without: ['started_at', 'finished_at', 'counts', 'part'] },
  { table: 'audit_log', order: ['at', 'id'], without: ['archive_of'] },
]

const own = 'belongs to one or two people, who alone see it; they take it away themselves'
const secret = 'holds secrets, or opens doors'
const group = 'was answered on the promise that it only ever shows as the figure of a group'
const again = 'follows from what is in the archive, and is made again'
const here = 'is about what this installation is doing, not about the work'

/** What is not in an archive, and why. A test finds every table in one list or the other. */
export const leftOut: Readonly<Record<string, string>> = {
  agenda_items: own,
  authorships: own,
  break_downs: here,
  chat_cards: here,
  chat_conversations: secret,
  chat_sends: here,
  check_in_reminders: here,
  check_in_worth: group,
  commitment_asks: here,
  credentials: secret,
  due: here,
  events: again,
  export_parts: here,
  directory_people: here,
  directory_settings: here,
  exports: here,
  follows: own,
  idempotency: here,
  keys: secret,
  member_photos: here,
  notification_settings: own,
  one_on_one_meetings: own,
  one_on_ones: own,
  outbox: here,
  own_words: own,
  private_notes: own,
  pulse_answers: group,
  pulse_authorships: own,
  pulse_groups: group,
  pulses: group,
  reaches: here,
  rosters: here,
  rungs: again,
  saved_views: own,
  search_tokens: again,
  seen: own,
  team_chats: here,
  unfolding_told: own,
  webhooks: secret,
  webhook_secrets: secret,
  webhook_deliveries: secret,
  webhook_attempts: secret,
  workspaces: here,
  worth_answers: group,
  worth_given: own,
}
