import { EntitySchema } from 'typeorm'
import {
  day,
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

export interface WorkspaceRow {
  id: string
  tid: string
  state: 'active' | 'closed'
  createdAt: Date
}

export const WorkspaceEntity = new EntitySchema<WorkspaceRow>({
  name: 'workspaces',
  tableName: 'workspaces',
  columns: { id, tid: uuid, state: text, createdAt: instant },
  uniques: [{ name: 'workspaces_tid_uq', columns: ['tid'] }],
  checks: [{ name: 'workspaces_state_ck', expression: `state IN ('active', 'closed')` }],
})

export interface SettingsRow {
  workspaceId: string
  name: string
  mission: string | null
  zone: string
  locale: string
  workingWeekdays: number[]
  words: Record<string, string>
  lastBarrier: number
  /** Everything is shown from the first day, whatever has happened so far. */
  showAll: boolean
  /** Whether good news comes with a small effect on the screen. */
  celebrations: boolean
  version: number
  revision: number
}

export const SettingsEntity = new EntitySchema<SettingsRow>({
  name: 'workspace_settings',
  tableName: 'workspace_settings',
  columns: {
    workspaceId,
    name: text,
    mission: nullable(text),
    zone: text,
    locale: text,
    workingWeekdays: { type: 'integer', array: true, default: () => "'{1,2,3,4,5}'" },
    words: { ...json, default: {} },
    lastBarrier: withDefault(int, 0),
    showAll: withDefault(flag, false),
    celebrations: withDefault(flag, true),
    version,
    revision,
  },
  foreignKeys: [inWorkspace('workspace_settings')],
})

export interface PriorityRow {
  workspaceId: string
  id: string
  position: number
  sentence: string
  retiredAt: Date | null
}

export const PriorityEntity = new EntitySchema<PriorityRow>({
  name: 'priorities',
  tableName: 'priorities',
  columns: { workspaceId, id, position: int, sentence: text, retiredAt: nullable(instant) },
  foreignKeys: [inWorkspace('priorities')],
})

export interface DayOffRow {
  workspaceId: string
  day: string
  name: string
}

export const DayOffEntity = new EntitySchema<DayOffRow>({
  name: 'days_off',
  tableName: 'days_off',
  columns: { workspaceId, day: { ...day, primary: true }, name: text },
  foreignKeys: [inWorkspace('days_off')],
})
