import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  id,
  instant,
  inWorkspace,
  nullable,
  text,
  uuid,
  workspaceId,
} from '../database/columns.ts'

export const challengeAnswers = ['keep', 'change', 'ask_again'] as const
export type ChallengeAnswer = (typeof challengeAnswers)[number]

/** Somebody who keeps a number says that it measures the wrong thing; whoever is asked answers by a day. */
export interface ChallengeRow {
  workspaceId: string
  id: string
  keyResultId: string
  teamId: string
  audience: 'workspace' | 'team'
  byId: string
  words: string
  createdAt: Date
  askedOf: string
  dueDay: string
  answer: ChallengeAnswer | null
  answerWords: string | null
  answeredBy: string | null
  answeredAt: Date | null
  /** The small round that asks its people again. */
  roundId: string | null
}

export const ChallengeEntity = new EntitySchema<ChallengeRow>({
  name: 'challenges',
  tableName: 'challenges',
  columns: {
    workspaceId,
    id,
    keyResultId: uuid,
    teamId: uuid,
    audience: text,
    byId: uuid,
    words: text,
    createdAt: instant,
    askedOf: uuid,
    dueDay: day,
    answer: nullable(text),
    answerWords: nullable(text),
    answeredBy: nullable(uuid),
    answeredAt: nullable(instant),
    roundId: nullable(uuid),
  },
  foreignKeys: [
    inWorkspace('challenges'),
    belongsTo('key_results', 'keyResultId', 'challenges_key_result_fk'),
    belongsTo('teams', 'teamId', 'challenges_team_fk'),
    belongsTo('members', 'byId', 'challenges_by_fk'),
    belongsTo('members', 'askedOf', 'challenges_asked_of_fk'),
    belongsTo('members', 'answeredBy', 'challenges_answered_by_fk'),
    belongsTo('planning_rounds', 'roundId', 'challenges_round_fk'),
  ],
  checks: [
    { name: 'challenges_audience_ck', expression: `audience IN ('workspace', 'team')` },
    { name: 'challenges_answer_ck', expression: `answer IN ('keep', 'change', 'ask_again')` },
    { name: 'challenges_answered_ck', expression: 'num_nulls(answer, answer_words, answered_at) IN (0, 3)' },
    { name: 'challenges_round_ck', expression: `round_id IS NULL OR answer = 'ask_again'` },
  ],
  indices: [
    {
      name: 'challenges_one_open',
      columns: ['workspaceId', 'keyResultId'],
      unique: true,
      where: 'answer IS NULL',
    },
    { name: 'challenges_asked', columns: ['workspaceId', 'askedOf'], where: 'answer IS NULL' },
    { name: 'challenges_key_result', columns: ['workspaceId', 'keyResultId', 'createdAt'] },
  ],
})
