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
  workspaceId,
} from '../database/columns.ts'
import { type Rung, rungs } from './rungs.ts'

/** The why of an objective in a member's own words; writing again replaces them. */
export interface OwnWordsRow {
  workspaceId: string
  id: string
  objectiveId: string
  memberId: string
  words: string
  firstAt: Date
  writtenAt: Date
  surface: string
}

export const OwnWordsEntity = new EntitySchema<OwnWordsRow>({
  name: 'own_words',
  tableName: 'own_words',
  columns: {
    workspaceId,
    id,
    objectiveId: uuid,
    memberId: uuid,
    words: text,
    firstAt: instant,
    writtenAt: instant,
    surface: text,
  },
  foreignKeys: [
    inWorkspace('own_words'),
    belongsTo('objectives', 'objectiveId', 'own_words_objective_fk'),
    belongsTo('members', 'memberId', 'own_words_member_fk'),
  ],
  indices: [{ name: 'own_words_once', columns: ['workspaceId', 'objectiveId', 'memberId'], unique: true }],
})

/** The rung on which one of its people stands on an objective, as it was stored at the last fact or day turn. */
export interface RungRow {
  workspaceId: string
  id: string
  objectiveId: string
  memberId: string
  rung: Rung
  /** The workspace's day on which this rung began. */
  since: string
  /** Days from their yes to their first finished step. */
  lagDays: number | null
}

export const RungEntity = new EntitySchema<RungRow>({
  name: 'rungs',
  tableName: 'rungs',
  columns: {
    workspaceId,
    id,
    objectiveId: uuid,
    memberId: uuid,
    rung: text,
    since: day,
    lagDays: nullable(int),
  },
  foreignKeys: [
    inWorkspace('rungs'),
    belongsTo('objectives', 'objectiveId', 'rungs_objective_fk'),
    belongsTo('members', 'memberId', 'rungs_member_fk'),
  ],
  checks: [{ name: 'rungs_rung_ck', expression: `rung IN (${rungs.map((rung) => `'${rung}'`).join(', ')})` }],
  indices: [
    { name: 'rungs_once', columns: ['workspaceId', 'objectiveId', 'memberId'], unique: true },
    { name: 'rungs_member', columns: ['workspaceId', 'memberId'] },
  ],
})
