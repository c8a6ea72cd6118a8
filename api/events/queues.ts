import { EntitySchema } from 'typeorm'
import { instant, inWorkspace, text, uuid, workspaceId } from '../database/columns.ts'

/** Control table: events that the worker has not handled yet. */
export interface OutboxRow {
  workspaceId: string
  eventId: string
  at: Date
}

export const OutboxEntity = new EntitySchema<OutboxRow>({
  name: 'outbox',
  tableName: 'outbox',
  columns: { workspaceId, eventId: { ...uuid, primary: true }, at: instant },
  foreignKeys: [inWorkspace('outbox')],
})

/** Control table: what is to be done at an instant. */
export interface DueRow {
  workspaceId: string
  kind: string
  subjectId: string
  runAt: Date
}

export const DueEntity = new EntitySchema<DueRow>({
  name: 'due',
  tableName: 'due',
  columns: {
    workspaceId,
    kind: { ...text, primary: true },
    subjectId: { ...uuid, primary: true },
    runAt: instant,
  },
  foreignKeys: [inWorkspace('due')],
  indices: [{ name: 'due_next', columns: ['runAt'] }],
})
