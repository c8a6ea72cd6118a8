import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  id,
  instant,
  inWorkspace,
  nullable,
  revision,
  text,
  uuid,
  version,
  workspaceId,
} from '../database/columns.ts'

/** How a win came to light: logged by hand, or by which fact. */
export const findings = [
  'hand',
  'first_movement',
  'step_after_stall',
  'against_the_odds',
  'milestone',
  'best_week',
  'barrier_cleared',
] as const
export type Finding = (typeof findings)[number]

export const creditRoles = ['did', 'raised', 'cleared'] as const
export type CreditRole = (typeof creditRoles)[number]

/** Something that truly happened. */
export interface WinRow {
  workspaceId: string
  id: string
  teamId: string
  audience: 'workspace' | 'team'
  foundBy: Finding
  /** The fact that it tells; none is told twice. */
  factKey: string | null
  /** In the words of whoever logged it; null for a found one, which its subject tells. */
  what: string | null
  betterOff: string | null
  keyResultId: string | null
  objectiveId: string | null
  stepId: string | null
  barrierId: string | null
  loggedBy: string | null
  createdAt: Date
  source: 'person' | 'api' | 'import' | 'worker'
  surface: string
  /** The last day on which it waits to be celebrated. */
  waitsUntil: string
  celebratedAt: Date | null
  takenBackAt: Date | null
  takenBackBy: string | null
  /** Since when the fact that it tells is no longer so; only of one that was celebrated before. */
  factGoneAt: Date | null
  version: number
  revision: number
}

export const WinEntity = new EntitySchema<WinRow>({
  name: 'wins',
  tableName: 'wins',
  columns: {
    workspaceId,
    id,
    teamId: uuid,
    audience: text,
    foundBy: text,
    factKey: nullable(text),
    what: nullable(text),
    betterOff: nullable(text),
    keyResultId: nullable(uuid),
    objectiveId: nullable(uuid),
    stepId: nullable(uuid),
    barrierId: nullable(uuid),
    loggedBy: nullable(uuid),
    createdAt: instant,
    source: text,
    surface: text,
    waitsUntil: day,
    celebratedAt: nullable(instant),
    takenBackAt: nullable(instant),
    takenBackBy: nullable(uuid),
    factGoneAt: nullable(instant),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('wins'),
    belongsTo('teams', 'teamId', 'wins_team_fk'),
    belongsTo('key_results', 'keyResultId', 'wins_key_result_fk'),
    belongsTo('objectives', 'objectiveId', 'wins_objective_fk'),
    belongsTo('steps', 'stepId', 'wins_step_fk'),
    belongsTo('barriers', 'barrierId', 'wins_barrier_fk'),
    belongsTo('members', 'loggedBy', 'wins_logged_by_fk'),
  ],
  checks: [
    { name: 'wins_audience_ck', expression: `audience IN ('workspace', 'team')` },
    {
      name: 'wins_found_by_ck',
      expression: `found_by IN ('hand', 'first_movement', 'step_after_stall', 'against_the_odds', 'milestone',
        'best_week', 'barrier_cleared')`,
    },
    {
      name: 'wins_one_subject_ck',
      expression: 'num_nonnulls(key_result_id, objective_id, step_id, barrier_id) <= 1',
    },
    { name: 'wins_source_ck', expression: `source IN ('person', 'api', 'import', 'worker')` },
  ],
  indices: [
    { name: 'wins_recent', columns: ['workspaceId', 'createdAt'] },
    { name: 'wins_team', columns: ['workspaceId', 'teamId', 'createdAt'] },
    {
      name: 'wins_waiting',
      columns: ['workspaceId', 'teamId', 'waitsUntil'],
      where: 'celebrated_at IS NULL AND taken_back_at IS NULL',
    },
    {
      name: 'wins_barrier_once',
      columns: ['workspaceId', 'barrierId'],
      unique: true,
      where: 'barrier_id IS NOT NULL AND taken_back_at IS NULL',
    },
    {
      name: 'wins_fact_once',
      columns: ['workspaceId', 'factKey'],
      unique: true,
      where: 'fact_key IS NOT NULL',
    },
  ],
})

export interface WinCreditRow {
  workspaceId: string
  winId: string
  memberId: string
  role: CreditRole
}

export const WinCreditEntity = new EntitySchema<WinCreditRow>({
  name: 'win_credits',
  tableName: 'win_credits',
  columns: {
    workspaceId,
    winId: { ...uuid, primary: true },
    memberId: { ...uuid, primary: true },
    role: text,
  },
  foreignKeys: [
    inWorkspace('win_credits'),
    belongsTo('wins', 'winId', 'win_credits_win_fk'),
    belongsTo('members', 'memberId', 'win_credits_member_fk'),
  ],
  checks: [{ name: 'win_credits_role_ck', expression: `role IN ('did', 'raised', 'cleared')` }],
})

/** One member's celebration of one win. Taken back: kept, with the moment. */
export interface WinCelebrationRow {
  workspaceId: string
  winId: string
  memberId: string
  words: string | null
  at: Date
  surface: string
  undoneAt: Date | null
}

export const WinCelebrationEntity = new EntitySchema<WinCelebrationRow>({
  name: 'win_celebrations',
  tableName: 'win_celebrations',
  columns: {
    workspaceId,
    winId: { ...uuid, primary: true },
    memberId: { ...uuid, primary: true },
    words: nullable(text),
    at: instant,
    surface: text,
    undoneAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('win_celebrations'),
    belongsTo('wins', 'winId', 'win_celebrations_win_fk'),
    belongsTo('members', 'memberId', 'win_celebrations_member_fk'),
  ],
})
