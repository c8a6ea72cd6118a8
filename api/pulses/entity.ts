import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  id,
  int,
  inWorkspace,
  json,
  nullable,
  text,
  uuid,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

export const moments = ['published', 'mid_cycle'] as const
export type Moment = (typeof moments)[number]

export const taps = ['yes', 'unsure', 'no'] as const
export type Tap = (typeof taps)[number]

export interface PulseRow {
  workspaceId: string
  id: string
  teamId: string
  cycleId: string
  audience: 'workspace' | 'team'
  moment: Moment
  openedDay: string
  closesDay: string
  /** Frozen as it opens: the application may not update them. */
  fewest: number
  fewestComments: number
  state: 'open' | 'closed'
  answers: number
  /** With whose answers they are shown; null while they are too few. */
  groupId: string | null
}

export const PulseEntity = new EntitySchema<PulseRow>({
  name: 'pulses',
  tableName: 'pulses',
  columns: {
    workspaceId,
    id,
    teamId: uuid,
    cycleId: uuid,
    audience: text,
    moment: text,
    openedDay: day,
    closesDay: day,
    fewest: int,
    fewestComments: int,
    state: text,
    answers: withDefault(int, 0),
    groupId: nullable(uuid),
  },
  foreignKeys: [
    inWorkspace('pulses'),
    belongsTo('teams', 'teamId', 'pulses_team_fk'),
    belongsTo('cycles', 'cycleId', 'pulses_cycle_fk'),
    belongsTo('pulse_groups', 'groupId', 'pulses_group_fk'),
  ],
  checks: [
    { name: 'pulses_audience_ck', expression: `audience IN ('workspace', 'team')` },
    { name: 'pulses_moment_ck', expression: `moment IN ('published', 'mid_cycle')` },
    { name: 'pulses_state_ck', expression: `state IN ('open', 'closed')` },
    { name: 'pulses_fewest_ck', expression: 'fewest >= 5 AND fewest_comments >= 10' },
  ],
  indices: [
    { name: 'pulses_once', columns: ['workspaceId', 'teamId', 'cycleId', 'moment'], unique: true },
    { name: 'pulses_state', columns: ['workspaceId', 'state'] },
  ],
})

/** The figure of a group, counted once and kept: how many said yes, of how many. */
export interface PulseGroupRow {
  workspaceId: string
  id: string
  teamId: string
  answers: number
  understand: number
  say: number
  believe: number
  comments: string[]
}

export const PulseGroupEntity = new EntitySchema<PulseGroupRow>({
  name: 'pulse_groups',
  tableName: 'pulse_groups',
  columns: {
    workspaceId,
    id,
    teamId: uuid,
    answers: int,
    understand: int,
    say: int,
    believe: int,
    comments: json,
  },
  foreignKeys: [inWorkspace('pulse_groups'), belongsTo('teams', 'teamId', 'pulse_groups_team_fk')],
  checks: [{ name: 'pulse_groups_fewest_ck', expression: 'answers >= 5' }],
})

/** Without author and moment; `pulse_authorships` shows whose it is to its member alone. */
export interface PulseAnswerRow {
  workspaceId: string
  id: string
  pulseId: string
  understand: Tap
  say: Tap
  believe: Tap
  comment: string | null
}

const tapCheck = (column: string) => ({
  name: `pulse_answers_${column}_ck`,
  expression: `${column} IN ('yes', 'unsure', 'no')`,
})

export const PulseAnswerEntity = new EntitySchema<PulseAnswerRow>({
  name: 'pulse_answers',
  tableName: 'pulse_answers',
  columns: {
    workspaceId,
    id,
    pulseId: uuid,
    understand: text,
    say: text,
    believe: text,
    comment: nullable(text),
  },
  foreignKeys: [inWorkspace('pulse_answers'), belongsTo('pulses', 'pulseId', 'pulse_answers_pulse_fk')],
  checks: [tapCheck('understand'), tapCheck('say'), tapCheck('believe')],
  indices: [{ name: 'pulse_answers_pulse', columns: ['workspaceId', 'pulseId'] }],
})

export interface PulseAuthorshipRow {
  workspaceId: string
  pulseId: string
  memberId: string
  answerId: string
}

export const PulseAuthorshipEntity = new EntitySchema<PulseAuthorshipRow>({
  name: 'pulse_authorships',
  tableName: 'pulse_authorships',
  columns: {
    workspaceId,
    pulseId: { ...uuid, primary: true },
    memberId: { ...uuid, primary: true },
    answerId: uuid,
  },
  foreignKeys: [
    inWorkspace('pulse_authorships'),
    belongsTo('pulses', 'pulseId', 'pulse_authorships_pulse_fk'),
    belongsTo('members', 'memberId', 'pulse_authorships_member_fk'),
  ],
})
