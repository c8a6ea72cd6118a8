import { EntitySchema } from 'typeorm'
import {
  instant,
  int,
  inWorkspace,
  nullable,
  text,
  uuid,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

/** Control table: events that the worker has not handled yet. */
export interface OutboxRow {
  workspaceId: string
  eventId: string
  at: Date
  /** How often handling it failed, when it is tried again, and since when it is not tried any more. */
  attempts: number
  retryAt: Date | null
  deadAt: Date | null
}

export const OutboxEntity = new EntitySchema<OutboxRow>({
  name: 'outbox',
  tableName: 'outbox',
  columns: {
    workspaceId,
    eventId: { ...uuid, primary: true },
    at: instant,
    attempts: withDefault(int, 0),
    retryAt: nullable(instant),
    deadAt: nullable(instant),
  },
  foreignKeys: [inWorkspace('outbox')],
})

/** Control table: what is to be done at an instant. */
export interface DueRow {
  workspaceId: string
  kind: string
  subjectId: string
  runAt: Date
  /** How often it failed since it last went well. */
  attempts: number
}

export const DueEntity = new EntitySchema<DueRow>({
  name: 'due',
  tableName: 'due',
  columns: {
    workspaceId,
    kind: { ...text, primary: true },
    subjectId: { ...uuid, primary: true },
    runAt: instant,
    attempts: withDefault(int, 0),
  },
  foreignKeys: [inWorkspace('due')],
  indices: [{ name: 'due_next', columns: ['runAt'] }],
})
