import { EntitySchema } from 'typeorm'
import {
  belongsTo,
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
import type { VivaOrganisation, VivaSource } from './model.ts'
import type { Counts, PersonToMatch, TeamReached } from './outcome.ts'
import type { RecordKind, ReportCode, ReportLevel } from './report.ts'

/** One file that was taken, or tried: who, when, how far, and what came of it. */
export interface ImportRow {
  workspaceId: string
  id: string
  state: 'running' | 'done' | 'failed'
  dryRun: boolean
  source: VivaSource | 'workspace'
  fileName: string | null
  fileHash: string
  organisation: VivaOrganisation
  startedBy: string
  startedAt: Date
  finishedAt: Date | null
  /** What it is at, and how many of how many records of it are done. */
  phase: string
  done: number
  total: number
  counts: Counts | Record<string, never>
  /** How many lines the report has of each level. */
  lines: Partial<Record<ReportLevel, number>>
  people: PersonToMatch[]
  teams: TeamReached[]
  /** Why it failed. */
  problem: { code: string; detail: string } | null
  version: number
  revision: number
}

export const ImportEntity = new EntitySchema<ImportRow>({
  name: 'imports',
  tableName: 'imports',
  columns: {
    workspaceId,
    id,
    state: text,
    dryRun: flag,
    source: text,
    fileName: nullable(text),
    fileHash: text,
    organisation: json,
    startedBy: uuid,
    startedAt: instant,
    finishedAt: nullable(instant),
    phase: text,
    done: withDefault(int, 0),
    total: withDefault(int, 0),
    counts: { ...json, default: {} },
    lines: { ...json, default: {} },
    people: { ...json, default: [] },
    teams: { ...json, default: [] },
    problem: nullable(json),
    version,
    revision,
  },
  foreignKeys: [inWorkspace('imports'), belongsTo('members', 'startedBy', 'imports_started_by_fk')],
  checks: [
    { name: 'imports_state_ck', expression: `state IN ('running', 'done', 'failed')` },
    { name: 'imports_source_ck', expression: `source IN ('viva-zip', 'viva-csv', 'workspace')` },
  ],
})

/** One line of an import's report. */
export interface ImportLineRow {
  workspaceId: string
  importId: string
  line: number
  level: ReportLevel
  code: ReportCode
  kind: RecordKind
  pointer: string
  detail: string
}

export const ImportLineEntity = new EntitySchema<ImportLineRow>({
  name: 'import_lines',
  tableName: 'import_lines',
  columns: {
    workspaceId,
    importId: { ...uuid, primary: true },
    line: { ...int, primary: true },
    level: text,
    code: text,
    kind: text,
    pointer: text,
    detail: text,
  },
  foreignKeys: [inWorkspace('import_lines'), belongsTo('imports', 'importId', 'import_lines_import_fk')],
  checks: [
    {
      name: 'import_lines_level_ck',
      expression: `level IN ('review', 'changed', 'kept', 'note', 'done')`,
    },
  ],
  indices: [{ name: 'import_lines_level', columns: ['workspaceId', 'importId', 'level', 'line'] }],
})

export const importedKinds = ['user', 'team', 'period', 'item', 'check-in', 'comment', 'task', 'row'] as const
export type ImportedKind = (typeof importedKinds)[number]

/** What one row of a source became here. Several sources may have brought the same thing. */
export interface ImportedRow {
  workspaceId: string
  id: string
  source: VivaSource
  kind: ImportedKind
  /** The source's own id, else a hash of what tells the row from others. */
  externalId: string
  /** What the row is found by in a source without ids. */
  matchKey: string | null
  rowHash: string
  subjectKind: string | null
  /** Null for rows that have no place here and are only kept. */
  subjectId: string | null
  /** Whether the import made the subject, or found it here. */
  made: boolean
  /** What the import last wrote: whatever differs from it now was edited here. */
  written: Record<string, unknown>
  /** What has no place here, word for word. */
  kept: Record<string, unknown>
  importId: string
}

export const ImportedEntity = new EntitySchema<ImportedRow>({
  name: 'imported',
  tableName: 'imported',
  columns: {
    workspaceId,
    id,
    source: text,
    kind: text,
    externalId: text,
    matchKey: nullable(text),
    rowHash: text,
    subjectKind: nullable(text),
    subjectId: nullable(uuid),
    made: flag,
    written: { ...json, default: {} },
    kept: { ...json, default: {} },
    importId: uuid,
  },
  foreignKeys: [inWorkspace('imported'), belongsTo('imports', 'importId', 'imported_import_fk')],
  checks: [
    { name: 'imported_source_ck', expression: `source IN ('viva-zip', 'viva-csv')` },
    {
      name: 'imported_kind_ck',
      expression: `kind IN (${importedKinds.map((kind) => `'${kind}'`).join(', ')})`,
    },
  ],
  indices: [
    { name: 'imported_row', columns: ['workspaceId', 'externalId', 'kind', 'source'], unique: true },
    { name: 'imported_match', columns: ['workspaceId', 'matchKey', 'kind'] },
    { name: 'imported_subject', columns: ['workspaceId', 'subjectId'] },
  ],
})
