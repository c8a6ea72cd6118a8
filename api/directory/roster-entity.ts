import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  inWorkspace,
  nullable,
  text,
  uuid,
  workspaceId,
} from '../database/columns.ts'

export const rosterTroubles = ['no-bot', 'refused', 'away'] as const

/** A team of Microsoft Teams in which the app is installed. */
export interface RosterRow {
  workspaceId: string
  id: string
  /** What Teams calls it in its addresses. */
  place: string
  name: string
  serviceUrl: string
  /** The team here that its people come into; null: nobody comes by it. */
  teamId: string | null
  linkedBy: string | null
  installedAt: Date
  removedAt: Date | null
  readAt: Date | null
  trouble: (typeof rosterTroubles)[number] | null
}

export const RosterEntity = new EntitySchema<RosterRow>({
  name: 'rosters',
  tableName: 'rosters',
  columns: {
    workspaceId,
    id,
    place: text,
    name: text,
    serviceUrl: text,
    teamId: nullable(uuid),
    linkedBy: nullable(uuid),
    installedAt: instant,
    removedAt: nullable(instant),
    readAt: nullable(instant),
    trouble: nullable(text),
  },
  foreignKeys: [
    inWorkspace('rosters'),
    belongsTo('teams', 'teamId', 'rosters_team_fk'),
    belongsTo('members', 'linkedBy', 'rosters_linked_by_fk'),
  ],
  checks: [
    { name: 'rosters_linked_ck', expression: '(team_id IS NULL) = (linked_by IS NULL)' },
    { name: 'rosters_trouble_ck', expression: `trouble IN ('no-bot', 'refused', 'away')` },
  ],
  indices: [{ name: 'rosters_place', columns: ['workspaceId', 'place'], unique: true }],
})
