import { EntitySchema } from 'typeorm'
import {
  day,
  id,
  int,
  inWorkspace,
  revision,
  text,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

export interface CycleRow {
  workspaceId: string
  id: string
  name: string
  startDay: string
  endDay: string
  graceDays: number
  state: 'planning' | 'active' | 'reviewing' | 'closed'
  version: number
  revision: number
}

export const CycleEntity = new EntitySchema<CycleRow>({
  name: 'cycles',
  tableName: 'cycles',
  columns: {
    workspaceId,
    id,
    name: text,
    startDay: day,
    endDay: day,
    graceDays: withDefault(int, 7),
    state: text,
    version,
    revision,
  },
  foreignKeys: [inWorkspace('cycles')],
  checks: [
    { name: 'cycles_state_ck', expression: `state IN ('planning', 'active', 'reviewing', 'closed')` },
    { name: 'cycles_order_ck', expression: 'start_day <= end_day' },
  ],
  indices: [{ name: 'cycles_start', columns: ['workspaceId', 'startDay'] }],
})
