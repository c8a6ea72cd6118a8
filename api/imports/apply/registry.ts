import { createHash } from 'node:crypto'
import { rows } from '../../database/transaction.ts'
import { newId } from '../../ids.ts'
import { ImportedEntity, type ImportedKind, type ImportedRow } from '../entity.ts'
import type { Traced } from '../model.ts'
import { groupBy } from '../viva/values.ts'
import type { Run } from './run.ts'
import { batches, insertAll, type Loose } from './write.ts'

/** What an earlier import made of a row. */
export type Known = Pick<
  ImportedRow,
  'source' | 'externalId' | 'matchKey' | 'rowHash' | 'subjectKind' | 'subjectId' | 'made' | 'written'
>

/** A record of the file, how it is remembered, and what is known of it. */
export interface Met<Record> {
  record: Record
  externalId: string
  matchKey: string | null
  /** The same row of the same source. */
  own: Known | null
  /** Whatever source it came from last time. */
  known: Known | null
  /** It stands in the file as it did when this source last brought it. */
  unchanged: boolean
}

interface Names<Record> {
  /** What the record is found by in sources without ids. */
  matchKey: (record: Record) => string | null
  /** What tells it from others of its source when it has no id; else the match key, else the row itself. */
  ownKey?: (record: Record) => string
}

const prefix = 'match:'
const hash = (text: string) => createHash('sha256').update(text).digest('hex')

// Row by row through the index: while an import fills the table nothing is known of its statistics, and a plan made
// without them would read all of it for every batch. OFFSET 0 keeps it from being planned as one join.
const lookUp = (column: 'external_id' | 'match_key', values: string) => `
  SELECT i.* FROM unnest(${values}::text[]) AS x (value) CROSS JOIN LATERAL (
    SELECT source, external_id AS "externalId", match_key AS "matchKey", row_hash AS "rowHash",
      subject_kind AS "subjectKind", subject_id AS "subjectId", made, written
    FROM imported WHERE workspace_id = $1 AND kind = $2 AND ${column} = x.value OFFSET 0) i`
const statement = `${lookUp('external_id', '$3')} UNION ALL ${lookUp('match_key', '$4')}`

/** Finds what earlier imports made of these records: by id, whatever the source, else by what they are matched by. */
export async function meet<Record extends Traced>(
  run: Run,
  kind: ImportedKind,
  records: readonly Record[],
  names: Names<Record>,
): Promise<Met<Record>[]> {
  const found: Met<Record>[] = []
  for (const batch of batches(records)) {
    const named = batch.map((record) => nameOf(record, names))
    const known = await rows<Known>(run.tx, statement, [
      run.actor.workspaceId,
      kind,
      named.map(({ externalId }) => externalId),
      named.flatMap(({ matchKey }) => matchKey ?? []),
    ])
    const byId = groupBy(known, ({ externalId }) => externalId)
    const byKey = groupBy(known, ({ matchKey }) => matchKey)
    found.push(
      ...named.map((name) => {
        const fitting = name.matchKey === null ? [] : (byKey.get(name.matchKey) ?? [])
        return recognise(name, byId.get(name.externalId) ?? [], fitting, run.viva.source)
      }),
    )
  }
  return withoutDoubles(found)
}

type Named<Record> = Pick<Met<Record>, 'record' | 'externalId' | 'matchKey'>

function nameOf<Record extends Traced>(record: Record, { matchKey, ownKey }: Names<Record>): Named<Record> {
  const match = matchKey(record)
  const key = record.externalId ?? prefix + hash(ownKey?.(record) ?? match ?? record.rowHash)
  return { record, externalId: key, matchKey: match === null ? null : hash(match) }
}

function recognise<Record extends Traced>(
  name: Named<Record>,
  byId: readonly Known[],
  fitting: readonly Known[],
  source: string,
): Met<Record> {
  const own = byId.find((row) => row.source === source) ?? null
  const known = own ?? byId[0] ?? theOne(name.externalId, fitting)
  return { ...name, own, known, unchanged: own?.rowHash === name.record.rowHash }
}

/** One thing only may fit, and none that has an id of its own which is another one. */
function theOne(externalId: string, fitting: readonly Known[]): Known | null {
  const foreign = fitting.filter((row) => hasId(row.externalId) && hasId(externalId))
  const strangers = new Set(foreign.map(({ subjectId }) => subjectId))
  const left = fitting.filter(({ subjectId }) => !strangers.has(subjectId))
  return new Set(left.map(({ subjectId }) => subjectId)).size === 1 ? left[0]! : null
}

const hasId = (externalId: string) => !externalId.startsWith(prefix)

/** Of several rows that mean the same thing here the first has it; the others are new. */
function withoutDoubles<Record>(met: Met<Record>[]): Met<Record>[] {
  const taken = new Set<string>()
  const first = (id: string) => !taken.has(id) && taken.add(id)
  for (const { own } of met) if (own?.subjectId) taken.add(own.subjectId)
  return met.map((one) => {
    const id = one.known?.subjectId
    return one.own || !id || first(id) ? one : { ...one, known: null }
  })
}

/** What is to be remembered of a record. */
export interface Memory<Record> {
  met: Met<Record>
  subject: { kind: string; id: string } | null
  made: boolean
  written?: ImportedRow['written']
  kept?: ImportedRow['kept']
}

const again = `ON CONFLICT (workspace_id, external_id, kind, source) DO UPDATE SET match_key = excluded.match_key,
  row_hash = excluded.row_hash, subject_kind = excluded.subject_kind, subject_id = excluded.subject_id,
  written = excluded.written, kept = excluded.kept, import_id = excluded.import_id`

/** Remembers what became of rows that are new or changed, for this source and for the others that brought the same. */
export async function remember<Record extends Traced>(
  run: Run,
  kind: ImportedKind,
  memories: readonly Memory<Record>[],
): Promise<void> {
  const fresh = memories.filter(({ met }) => !met.unchanged)
  const byId = new Map(fresh.map((memory) => [memory.met.externalId, memory]))
  const list = [...byId.values()].map((memory) => toRow(run, kind, memory))
  await insertAll(run.tx, ImportedEntity, list, again)
  const elsewhere = list.filter(({ subjectId, written }) => subjectId && Object.keys(written!).length > 0)
  for (const batch of batches(elsewhere)) {
    await rows(
      run.tx,
      `UPDATE imported i SET written = x.written FROM jsonb_to_recordset($4::jsonb) AS x (id uuid, written jsonb)
        WHERE i.workspace_id = $1 AND i.kind = $2 AND i.source <> $3 AND i.subject_id = x.id`,
      [
        run.actor.workspaceId,
        kind,
        run.viva.source,
        JSON.stringify(batch.map(({ subjectId: id, written }) => ({ id, written }))),
      ],
    )
  }
}

function toRow<Record extends Traced>(
  { actor, importId, viva }: Run,
  kind: ImportedKind,
  { met, subject, made, written = {}, kept = {} }: Memory<Record>,
): Loose<ImportedRow> {
  return {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    source: viva.source,
    kind,
    externalId: met.externalId,
    matchKey: met.matchKey,
    rowHash: met.record.rowHash,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    made,
    written,
    kept,
    importId,
  }
}
