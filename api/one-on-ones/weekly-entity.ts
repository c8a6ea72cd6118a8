import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  id,
  instant,
  int,
  inWorkspace,
  nullable,
  text,
  uuid,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

/** The weekly of a team; there from its first note on. Its version counts edits of the notes. */
export interface WeeklyRow {
  workspaceId: string
  teamId: string
  notes: string
  notesBy: string | null
  notesAt: Date | null
  meetings: number
  version: number
}

export const WeeklyEntity = new EntitySchema<WeeklyRow>({
  name: 'team_weeklies',
  tableName: 'team_weeklies',
  columns: {
    workspaceId,
    teamId: { ...uuid, primary: true },
    notes: withDefault(text, ''),
    notesBy: nullable(uuid),
    notesAt: nullable(instant),
    meetings: withDefault(int, 0),
    version,
  },
  foreignKeys: [
    inWorkspace('team_weeklies'),
    belongsTo('teams', 'teamId', 'team_weeklies_team_fk'),
    belongsTo('members', 'notesBy', 'team_weeklies_notes_fk'),
  ],
})

/** A weekly that was closed, with its notes. */
export interface WeeklyMeetingRow {
  workspaceId: string
  id: string
  teamId: string
  seq: number
  at: Date
  day: string
  closedBy: string
  notes: string
  undoneAt: Date | null
}

export const WeeklyMeetingEntity = new EntitySchema<WeeklyMeetingRow>({
  name: 'weekly_meetings',
  tableName: 'weekly_meetings',
  columns: {
    workspaceId,
    id,
    teamId: uuid,
    seq: int,
    at: instant,
    day,
    closedBy: uuid,
    notes: text,
    undoneAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('weekly_meetings'),
    belongsTo('teams', 'teamId', 'weekly_meetings_team_fk'),
    belongsTo('members', 'closedBy', 'weekly_meetings_closed_fk'),
  ],
  indices: [
    {
      name: 'weekly_meetings_seq',
      columns: ['workspaceId', 'teamId', 'seq'],
      unique: true,
      where: 'undone_at IS NULL',
    },
  ],
})
