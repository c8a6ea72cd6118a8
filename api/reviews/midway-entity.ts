import { EntitySchema } from 'typeorm'
import { belongsTo, instant, inWorkspace, nullable, text, uuid, workspaceId } from '../database/columns.ts'

export const choices = ['keep', 'change', 'stop'] as const
export type Choice = (typeof choices)[number]

/** Asked half way through a cycle; choice is null until somebody answers. */
export interface MidwayRow {
  workspaceId: string
  keyResultId: string
  cycleId: string
  askedAt: Date
  choice: Choice | null
  words: string | null
  answeredBy: string | null
  answeredAt: Date | null
}

export const MidwayEntity = new EntitySchema<MidwayRow>({
  name: 'midway_reviews',
  tableName: 'midway_reviews',
  columns: {
    workspaceId,
    keyResultId: { ...uuid, primary: true },
    cycleId: { ...uuid, primary: true },
    askedAt: instant,
    choice: nullable(text),
    words: nullable(text),
    answeredBy: nullable(uuid),
    answeredAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('midway_reviews'),
    belongsTo('key_results', 'keyResultId', 'midway_reviews_key_result_fk'),
    belongsTo('cycles', 'cycleId', 'midway_reviews_cycle_fk'),
    belongsTo('members', 'answeredBy', 'midway_reviews_answered_by_fk'),
  ],
  checks: [
    { name: 'midway_reviews_choice_ck', expression: `choice IN ('keep', 'change', 'stop')` },
    { name: 'midway_reviews_answered_ck', expression: 'num_nulls(choice, answered_at) <> 1' },
  ],
})
