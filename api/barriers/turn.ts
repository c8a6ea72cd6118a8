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
  text,
  uuid,
  workspaceId,
} from '../database/columns.ts'
import type { BarrierState, Standing } from './entity.ts'

export const turnKinds = [
  'drafted',
  'raised',
  'asked',
  'taken',
  'handed_on',
  'asked_back',
  'answered',
  'refused',
  'cleared',
  'decided',
  'confirmed',
  'reopened',
  'withdrawn',
  'offered',
  'climbed',
  'missed',
  'reweighed',
  'unconfirmed',
  'undone',
] as const
export type TurnKind = (typeof turnKinds)[number]

/** What happened to a barrier, in order. Never changed; an undo is a turn of its own that names the one it undoes. */
export interface TurnRow {
  workspaceId: string
  id: string
  barrierId: string
  seq: number
  kind: TurnKind
  /** Null: the product itself, at a day turn. */
  byId: string | null
  at: Date
  /** State, clock, whose move it is and until when, after this turn. */
  state: BarrierState
  clock: 'raiser' | 'asked' | null
  moveOf: string | null
  dueDay: string | null
  words: string | null
  data: Record<string, unknown>
  stands: Standing
  undoes: number | null
}

export const TurnEntity = new EntitySchema<TurnRow>({
  name: 'barrier_turns',
  tableName: 'barrier_turns',
  columns: {
    workspaceId,
    id,
    barrierId: uuid,
    seq: int,
    kind: text,
    byId: nullable(uuid),
    at: instant,
    state: text,
    clock: nullable(text),
    moveOf: nullable(uuid),
    dueDay: nullable(day),
    words: nullable(text),
    data: json,
    stands: json,
    undoes: nullable(int),
  },
  foreignKeys: [
    inWorkspace('barrier_turns'),
    belongsTo('barriers', 'barrierId', 'barrier_turns_barrier_fk'),
    belongsTo('members', 'byId', 'barrier_turns_by_fk'),
    belongsTo('members', 'moveOf', 'barrier_turns_move_fk'),
  ],
  indices: [{ name: 'barrier_turns_seq', columns: ['workspaceId', 'barrierId', 'seq'], unique: true }],
})

export interface BlockRow {
  workspaceId: string
  id: string
  barrierId: string
  keyResultId: string | null
  stepId: string | null
}

export const BlockEntity = new EntitySchema<BlockRow>({
  name: 'barrier_blocks',
  tableName: 'barrier_blocks',
  columns: { workspaceId, id, barrierId: uuid, keyResultId: nullable(uuid), stepId: nullable(uuid) },
  foreignKeys: [
    inWorkspace('barrier_blocks'),
    belongsTo('barriers', 'barrierId', 'barrier_blocks_barrier_fk'),
    belongsTo('key_results', 'keyResultId', 'barrier_blocks_key_result_fk'),
    belongsTo('steps', 'stepId', 'barrier_blocks_step_fk'),
  ],
  checks: [{ name: 'barrier_blocks_one_ck', expression: 'num_nonnulls(key_result_id, step_id) = 1' }],
  indices: [
    {
      name: 'barrier_blocks_key_result_once',
      columns: ['workspaceId', 'barrierId', 'keyResultId'],
      unique: true,
      where: 'key_result_id IS NOT NULL',
    },
    {
      name: 'barrier_blocks_step_once',
      columns: ['workspaceId', 'barrierId', 'stepId'],
      unique: true,
      where: 'step_id IS NOT NULL',
    },
    {
      name: 'barrier_blocks_key_result',
      columns: ['workspaceId', 'keyResultId'],
      where: 'key_result_id IS NOT NULL',
    },
    { name: 'barrier_blocks_step', columns: ['workspaceId', 'stepId'], where: 'step_id IS NOT NULL' },
  ],
})
