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
import type { BarrierKind } from './entity.ts'

/** That barriers of one kind came again and again below one team, as it was put to a leader one level up. */
export interface SuggestionRow {
  workspaceId: string
  id: string
  rootTeamId: string
  kind: BarrierKind
  askedOf: string
  createdAt: Date
  state: 'waiting' | 'accepted' | 'dismissed'
  answeredAt: Date | null
  /** The one barrier that was made of it. */
  systemicId: string | null
}

export const SuggestionEntity = new EntitySchema<SuggestionRow>({
  name: 'systemic_suggestions',
  tableName: 'systemic_suggestions',
  columns: {
    workspaceId,
    id,
    rootTeamId: uuid,
    kind: text,
    askedOf: uuid,
    createdAt: instant,
    state: text,
    answeredAt: nullable(instant),
    systemicId: nullable(uuid),
  },
  foreignKeys: [
    inWorkspace('systemic_suggestions'),
    belongsTo('teams', 'rootTeamId', 'systemic_suggestions_team_fk'),
    belongsTo('members', 'askedOf', 'systemic_suggestions_asked_fk'),
    belongsTo('barriers', 'systemicId', 'systemic_suggestions_barrier_fk'),
  ],
  checks: [
    { name: 'systemic_suggestions_state_ck', expression: `state IN ('waiting', 'accepted', 'dismissed')` },
  ],
  indices: [
    { name: 'systemic_suggestions_asked', columns: ['workspaceId', 'askedOf', 'state'] },
    {
      name: 'systemic_suggestions_barrier',
      columns: ['workspaceId', 'systemicId'],
      where: 'systemic_id IS NOT NULL',
    },
  ],
})

export interface PartRow {
  workspaceId: string
  suggestionId: string
  barrierId: string
}

/** One of the barriers a suggestion is made of; each is in one at most. */
export const PartEntity = new EntitySchema<PartRow>({
  name: 'systemic_parts',
  tableName: 'systemic_parts',
  columns: {
    workspaceId,
    suggestionId: { ...uuid, primary: true },
    barrierId: { ...uuid, primary: true },
  },
  foreignKeys: [
    inWorkspace('systemic_parts'),
    belongsTo('systemic_suggestions', 'suggestionId', 'systemic_parts_suggestion_fk'),
    belongsTo('barriers', 'barrierId', 'systemic_parts_barrier_fk'),
  ],
  indices: [{ name: 'systemic_parts_once', columns: ['workspaceId', 'barrierId'], unique: true }],
})
