import { EntitySchema } from 'typeorm'
import {
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  revision,
  text,
  version,
  workspaceId,
} from '../database/columns.ts'

/** For how many days each kind is kept: null is what is usual, 0 for ever. And how far tonight's run has come. */
export interface RetentionRow {
  workspaceId: string
  audit: number | null
  events: number | null
  words: number | null
  oneOnOnes: number | null
  logs: number | null
  /** A run that is under way measures every age from here. */
  startedAt: Date | null
  finishedAt: Date | null
  /** What this run has taken away so far, else the last one did, by part. */
  counts: Record<string, number>
  /** At which part the run is; null before the first and after the last. */
  part: string | null
  version: number
  revision: number
}

const between = (column: string, least: number, most: number, forEver = true) => ({
  name: `retention_${column}_ck`,
  expression: `${forEver ? `${column} = 0 OR ` : ''}${column} BETWEEN ${least} AND ${most}`,
})

export const RetentionEntity = new EntitySchema<RetentionRow>({
  name: 'retention',
  tableName: 'retention',
  columns: {
    workspaceId,
    audit: nullable(int),
    events: nullable(int),
    words: nullable(int),
    oneOnOnes: nullable(int),
    logs: nullable(int),
    startedAt: nullable(instant),
    finishedAt: nullable(instant),
    counts: { ...json, default: {} },
    part: nullable(text),
    version,
    revision,
  },
  foreignKeys: [inWorkspace('retention')],
  checks: [
    between('audit', 90, 3650),
    between('events', 400, 3650),
    between('words', 180, 3650),
    between('one_on_ones', 180, 3650),
    between('logs', 30, 365, false),
  ],
})
