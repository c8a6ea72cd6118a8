import { type ColumnType, EntitySchema } from 'typeorm'
import {
  id,
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  text,
  uuid,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

export interface EventRow {
  workspaceId: string
  id: string
  epoch: number
  tx: string
  seq: string
  kind: string
  subjectKind: string
  subjectId: string
  actorId: string | null
  surface: string
  source: string
  at: Date
  audience: 'workspace' | 'team' | 'members'
  audienceTeamId: string | null
  audienceMembers: string[] | null
  data: Record<string, unknown>
}

export const EventEntity = new EntitySchema<EventRow>({
  name: 'events',
  tableName: 'events',
  columns: {
    workspaceId,
    id,
    epoch: withDefault(int, 1),
    tx: { type: 'xid8' as string as ColumnType, default: () => 'pg_current_xact_id()' },
    seq: { type: 'bigint', generated: 'increment' },
    kind: text,
    subjectKind: text,
    subjectId: uuid,
    actorId: nullable(uuid),
    surface: text,
    source: text,
    at: instant,
    audience: text,
    audienceTeamId: nullable(uuid),
    audienceMembers: { type: 'uuid', array: true, nullable: true },
    data: json,
  },
  foreignKeys: [inWorkspace('events')],
  checks: [{ name: 'events_audience_ck', expression: `audience IN ('workspace', 'team', 'members')` }],
  indices: [
    { name: 'events_feed', columns: ['workspaceId', 'epoch', 'tx', 'seq'] },
    { name: 'events_subject', columns: ['workspaceId', 'subjectId', 'at'] },
    { name: 'events_age', columns: ['workspaceId', 'at'] },
  ],
})
