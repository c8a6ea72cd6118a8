import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  id,
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  revision,
  text,
  uuid,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

/** Two people's running agenda; firstId is the smaller of their ids. Its version counts edits of the shared notes. */
export interface OneOnOneRow {
  workspaceId: string
  id: string
  firstId: string
  secondId: string
  openedBy: string
  openedAt: Date
  notes: string
  notesBy: string | null
  notesAt: Date | null
  /** How many meetings were closed and not taken back. */
  meetings: number
  version: number
  revision: number
}

export const OneOnOneEntity = new EntitySchema<OneOnOneRow>({
  name: 'one_on_ones',
  tableName: 'one_on_ones',
  columns: {
    workspaceId,
    id,
    firstId: uuid,
    secondId: uuid,
    openedBy: uuid,
    openedAt: instant,
    notes: withDefault(text, ''),
    notesBy: nullable(uuid),
    notesAt: nullable(instant),
    meetings: withDefault(int, 0),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('one_on_ones'),
    belongsTo('members', 'firstId', 'one_on_ones_first_fk'),
    belongsTo('members', 'secondId', 'one_on_ones_second_fk'),
    belongsTo('members', 'openedBy', 'one_on_ones_opened_fk'),
    belongsTo('members', 'notesBy', 'one_on_ones_notes_fk'),
  ],
  checks: [{ name: 'one_on_ones_pair_ck', expression: 'first_id < second_id' }],
  indices: [
    { name: 'one_on_ones_pair', columns: ['workspaceId', 'firstId', 'secondId'], unique: true },
    { name: 'one_on_ones_second', columns: ['workspaceId', 'secondId'] },
  ],
})

/** A promise as it stood when a meeting was closed: ids, days and words of ours only. */
export interface KeptPromise {
  barrierId: string
  by: string
  day: string
  done: boolean
  missed: boolean
}

/** A meeting that was closed; taken back within ten minutes it stays, with the moment. */
export interface MeetingRow {
  workspaceId: string
  id: string
  oneOnOneId: string
  seq: number
  at: Date
  day: string
  closedBy: string
  notes: string
  promises: KeptPromise[]
  undoneAt: Date | null
}

export const MeetingEntity = new EntitySchema<MeetingRow>({
  name: 'one_on_one_meetings',
  tableName: 'one_on_one_meetings',
  columns: {
    workspaceId,
    id,
    oneOnOneId: uuid,
    seq: int,
    at: instant,
    day,
    closedBy: uuid,
    notes: text,
    promises: json,
    undoneAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('one_on_one_meetings'),
    belongsTo('one_on_ones', 'oneOnOneId', 'one_on_one_meetings_pair_fk'),
    belongsTo('members', 'closedBy', 'one_on_one_meetings_closed_fk'),
  ],
  indices: [
    {
      name: 'one_on_one_meetings_seq',
      columns: ['workspaceId', 'oneOnOneId', 'seq'],
      unique: true,
      where: 'undone_at IS NULL',
    },
  ],
})

export const agendaKinds = ['objective', 'key_result', 'step', 'barrier', 'win', 'comment'] as const
export type AgendaKind = (typeof agendaKinds)[number]

/** What one of the two wants to speak about, in words, about an item, or both. */
export interface AgendaItemRow {
  workspaceId: string
  id: string
  oneOnOneId: string
  authorId: string
  text: string | null
  objectiveId: string | null
  keyResultId: string | null
  stepId: string | null
  barrierId: string | null
  winId: string | null
  commentId: string | null
  createdAt: Date
  doneAt: Date | null
  doneBy: string | null
  /** Over how many meetings it was carried. */
  carried: number
  /** The meeting that it was closed with. */
  meetingId: string | null
  removedAt: Date | null
  version: number
  revision: number
}

export const AgendaItemEntity = new EntitySchema<AgendaItemRow>({
  name: 'agenda_items',
  tableName: 'agenda_items',
  columns: {
    workspaceId,
    id,
    oneOnOneId: uuid,
    authorId: uuid,
    text: nullable(text),
    objectiveId: nullable(uuid),
    keyResultId: nullable(uuid),
    stepId: nullable(uuid),
    barrierId: nullable(uuid),
    winId: nullable(uuid),
    commentId: nullable(uuid),
    createdAt: instant,
    doneAt: nullable(instant),
    doneBy: nullable(uuid),
    carried: withDefault(int, 0),
    meetingId: nullable(uuid),
    removedAt: nullable(instant),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('agenda_items'),
    belongsTo('one_on_ones', 'oneOnOneId', 'agenda_items_pair_fk'),
    belongsTo('members', 'authorId', 'agenda_items_author_fk'),
    belongsTo('members', 'doneBy', 'agenda_items_done_fk'),
    belongsTo('one_on_one_meetings', 'meetingId', 'agenda_items_meeting_fk'),
    belongsTo('objectives', 'objectiveId', 'agenda_items_objective_fk'),
    belongsTo('key_results', 'keyResultId', 'agenda_items_key_result_fk'),
    belongsTo('steps', 'stepId', 'agenda_items_step_fk'),
    belongsTo('barriers', 'barrierId', 'agenda_items_barrier_fk'),
    belongsTo('wins', 'winId', 'agenda_items_win_fk'),
    belongsTo('comments', 'commentId', 'agenda_items_comment_fk'),
  ],
  checks: [
    {
      name: 'agenda_items_one_subject_ck',
      expression: 'num_nonnulls(objective_id, key_result_id, step_id, barrier_id, win_id, comment_id) <= 1',
    },
    {
      name: 'agenda_items_says_ck',
      expression: `removed_at IS NOT NULL OR text IS NOT NULL
        OR num_nonnulls(objective_id, key_result_id, step_id, barrier_id, win_id, comment_id) = 1`,
    },
  ],
  indices: [{ name: 'agenda_items_pair', columns: ['workspaceId', 'oneOnOneId', 'meetingId'] }],
})

/** What one of the two keeps for themselves; row-level security shows it to its writer alone. */
export interface PrivateNotesRow {
  workspaceId: string
  oneOnOneId: string
  memberId: string
  text: string
  writtenAt: Date
  version: number
}

export const PrivateNotesEntity = new EntitySchema<PrivateNotesRow>({
  name: 'private_notes',
  tableName: 'private_notes',
  columns: {
    workspaceId,
    oneOnOneId: { ...uuid, primary: true },
    memberId: { ...uuid, primary: true },
    text,
    writtenAt: { ...instant, default: () => 'now()' },
    version,
  },
  foreignKeys: [
    inWorkspace('private_notes'),
    belongsTo('one_on_ones', 'oneOnOneId', 'private_notes_pair_fk'),
    belongsTo('members', 'memberId', 'private_notes_member_fk'),
  ],
})
