import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  decimal,
  flag,
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

export const barrierKinds = ['waiting', 'decision', 'too_much', 'access', 'other'] as const
export type BarrierKind = (typeof barrierKinds)[number]

export const severities = ['low', 'normal', 'high'] as const
export type Severity = (typeof severities)[number]

/** open, taken and asked_back wait to be cleared; refused: the asked said *can't*; the last two are the end. */
export const barrierStates = [
  'draft',
  'open',
  'taken',
  'asked_back',
  'refused',
  'cleared',
  'confirmed',
  'withdrawn',
] as const
export type BarrierState = (typeof barrierStates)[number]

export const waitingStates: readonly BarrierState[] = ['open', 'taken', 'asked_back']

export const hows = ['fixed', 'removed', 'simplified'] as const
export type How = (typeof hows)[number]

/** Why this person is asked; codes for screens to translate. */
export const askedWhys = [
  'leader',
  'stand_in',
  'next_leader',
  'leader_above',
  'admin',
  'last_resort',
  'named',
  'handed_on',
  'took_it',
] as const
export type AskedWhy = (typeof askedWhys)[number]

/** What a turn may change and an undo brings back: whose move it is, until when, and what was said and done. */
export interface Standing {
  state: BarrierState
  /** Whose move it is; null when nothing is to be done any more. */
  clock: 'raiser' | 'asked' | null
  /** Last day of the move, read in dueZone: of the first answer, the promise, or the confirmation. */
  dueDay: string | null
  dueZone: string | null
  raisedAt: Date | null
  /** The workspace's day on which it was raised. */
  raisedDay: string | null
  askedOf: string | null
  /** The team as whose leader they are asked; one level up is its parent. */
  askedTeamId: string | null
  askedWhy: AskedWhy | null
  askedInsteadOf: string | null
  /** Everybody ever asked: with the raiser, all who see a barrier that is for the leader only. */
  told: string[]
  promiseDay: string | null
  promiseZone: string | null
  promiseBy: string | null
  /** Null while the promised day is still ahead. */
  promiseKept: boolean | null
  clearedBy: string | null
  clearedAt: Date | null
  clearedHow: How | null
  confirmedAt: Date | null
  /** Cleared, and not confirmed within five working days. */
  unconfirmed: boolean
  reopened: number
}

export interface Link {
  url: string
  text: string | null
}

/** The ticket. Owner, clock and state are what the last turn left; kept here for reads and guarded updates. */
export interface BarrierRow extends Standing {
  workspaceId: string
  id: string
  /** #41; null until it is raised for the first time. */
  number: number | null
  /** Null: screens say the kind and what is blocked. */
  title: string | null
  kind: BarrierKind
  details: string | null
  links: Link[]
  severity: Severity
  teamId: string
  audience: 'workspace' | 'team' | 'leader_only'
  raisedBy: string
  /** The check-in whose chip drafted it. */
  checkInId: string | null
  createdAt: Date
  lastTurn: number
  /** The parts of the cost of delay as last worked out: on every change and at the day turn. */
  peopleWaiting: number
  weight: number
  daysWaiting: number
  /** In hundredths, for sorting: people × weight. */
  costPerDay: number
  /** In hundredths, for sorting: costPerDay × days; null while nothing waits to be cleared. */
  costOfDelay: number | null
  version: number
  revision: number
}

const standing = {
  state: text,
  clock: nullable(text),
  dueDay: nullable(day),
  dueZone: nullable(text),
  raisedAt: nullable(instant),
  raisedDay: nullable(day),
  askedOf: nullable(uuid),
  askedTeamId: nullable(uuid),
  askedWhy: nullable(text),
  askedInsteadOf: nullable(uuid),
  told: { type: 'uuid', array: true, default: () => "'{}'" },
  promiseDay: nullable(day),
  promiseZone: nullable(text),
  promiseBy: nullable(uuid),
  promiseKept: nullable(flag),
  clearedBy: nullable(uuid),
  clearedAt: nullable(instant),
  clearedHow: nullable(text),
  confirmedAt: nullable(instant),
  unconfirmed: withDefault(flag, false),
  reopened: withDefault(int, 0),
} as const

/** The columns that a turn may change. */
export const standingFields = Object.keys(standing) as (keyof Standing)[]

export const BarrierEntity = new EntitySchema<BarrierRow>({
  name: 'barriers',
  tableName: 'barriers',
  columns: {
    workspaceId,
    id,
    number: nullable(int),
    title: nullable(text),
    kind: text,
    details: nullable(text),
    links: { ...json, default: [] },
    severity: text,
    teamId: uuid,
    audience: text,
    raisedBy: uuid,
    checkInId: nullable(uuid),
    createdAt: instant,
    ...standing,
    lastTurn: withDefault(int, 0),
    peopleWaiting: withDefault(int, 0),
    weight: decimal,
    daysWaiting: withDefault(int, 0),
    costPerDay: withDefault(int, 0),
    costOfDelay: nullable(int),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('barriers'),
    belongsTo('teams', 'teamId', 'barriers_team_fk'),
    belongsTo('members', 'raisedBy', 'barriers_raised_by_fk'),
    belongsTo('check_ins', 'checkInId', 'barriers_check_in_fk'),
    belongsTo('members', 'askedOf', 'barriers_asked_of_fk'),
    belongsTo('teams', 'askedTeamId', 'barriers_asked_team_fk'),
    belongsTo('members', 'askedInsteadOf', 'barriers_asked_instead_fk'),
    belongsTo('members', 'promiseBy', 'barriers_promise_by_fk'),
    belongsTo('members', 'clearedBy', 'barriers_cleared_by_fk'),
  ],
  checks: [
    {
      name: 'barriers_kind_ck',
      expression: `kind IN ('waiting', 'decision', 'too_much', 'access', 'other')`,
    },
    { name: 'barriers_severity_ck', expression: `severity IN ('low', 'normal', 'high')` },
    { name: 'barriers_audience_ck', expression: `audience IN ('workspace', 'team', 'leader_only')` },
    {
      name: 'barriers_state_ck',
      expression: `state IN ('draft', 'open', 'taken', 'asked_back', 'refused', 'cleared', 'confirmed', 'withdrawn')`,
    },
    { name: 'barriers_clock_ck', expression: `clock IN ('raiser', 'asked')` },
    { name: 'barriers_how_ck', expression: `cleared_how IN ('fixed', 'removed', 'simplified')` },
    {
      name: 'barriers_raised_ck',
      expression: `state IN ('draft', 'withdrawn') OR num_nulls(number, raised_at, asked_of) = 0`,
    },
  ],
  indices: [
    {
      name: 'barriers_number',
      columns: ['workspaceId', 'number'],
      unique: true,
      where: 'number IS NOT NULL',
    },
    { name: 'barriers_asked', columns: ['workspaceId', 'askedOf', 'state'] },
    {
      name: 'barriers_queue',
      columns: ['workspaceId', 'askedOf', 'costOfDelay', 'costPerDay', 'daysWaiting', 'id'],
      where: 'cost_of_delay IS NOT NULL',
    },
    { name: 'barriers_due', columns: ['workspaceId', 'dueDay'], where: 'due_day IS NOT NULL' },
    { name: 'barriers_team', columns: ['workspaceId', 'teamId', 'state'] },
    { name: 'barriers_raised_by', columns: ['workspaceId', 'raisedBy', 'state'] },
    { name: 'barriers_check_in', columns: ['workspaceId', 'checkInId'], where: 'check_in_id IS NOT NULL' },
  ],
})
