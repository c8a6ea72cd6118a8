import { first, rows, type Tx } from '../../database/transaction.ts'
import { notFound, refuse, wrongState } from '../../errors.ts'
import { record } from '../../events/record.ts'
import type { Actor } from '../../http/actor.ts'
import { page, readCursor } from '../../http/cursor.ts'
import type { Tagged } from '../../http/etag.ts'
import { newId } from '../../ids.ts'
import { schedule } from '../../jobs/due.ts'
import { ExportEntity, type ExportRow } from '../entity.ts'
import type { ExportDto } from '../schema.ts'

/** The kind under which the worker makes an archive, and forgets it again. */
export const exportJob = 'export'

/** Each holds all of the workspace and is work for the worker. */
const mostADay = 5
const day = 86_400_000

const columns = `e.id, e.member_id AS "memberId", e.requested_by AS "requestedBy", e.requested_at AS "requestedAt", e.state, e.made_at AS "madeAt",
  e.expires_at AS "expiresAt", e.bytes, e.fits, e.counts, e.omitted, e.version, e.revision`

/** Asks the worker for an archive of what the actor sees; while one of theirs waits, it is that one. 429 past five a day. */
export async function startExport(tx: Tx, actor: Actor): Promise<ExportDto & Tagged> {
  const lock = `export ${actor.workspaceId} ${actor.memberId}`
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock])
  const waiting = await first<{ id: string }>(
    tx,
    `SELECT id FROM exports WHERE workspace_id = $1 AND requested_by = $2 AND state = 'waiting'`,
    [actor.workspaceId, actor.memberId],
  )
  if (waiting) return findExport(tx, actor, waiting.id)
  await checkHowMany(tx, actor, { most: mostADay, ofPeople: false })
  const id = newId(actor.now)
  const { workspaceId, now } = actor
  await tx.insert(ExportEntity, {
    ...{ workspaceId, id, requestedAt: now },
    requestedBy: actor.memberId!,
    bytes: '0',
    state: 'waiting',
  })
  await schedule(tx, actor, { kind: exportJob, subjectId: id, runAt: now })
  await record(tx, actor, {
    kind: 'export.requested',
    subject: { kind: 'export', id },
    audience: { members: [actor.memberId!] },
  })
  return findExport(tx, actor, id)
}

/** 429 with the time until the next one may be asked for. */
export async function checkHowMany(
  tx: Tx,
  { workspaceId, memberId, now }: Actor,
  { most, ofPeople }: { most: number; ofPeople: boolean },
): Promise<void> {
  const statement = `SELECT requested_at AS "at" FROM exports WHERE workspace_id = $1 AND requested_by = $2
    AND requested_at > $3 AND (member_id IS NOT NULL) = $5 ORDER BY requested_at DESC OFFSET $4 LIMIT 1`
  const since = new Date(now.getTime() - day)
  const fifth = await first<{ at: Date }>(tx, statement, [workspaceId, memberId, since, most - 1, ofPeople])
  if (!fifth) return
  const seconds = Math.ceil((fifth.at.getTime() + day - now.getTime()) / 1000)
  const detail = `${most} archives a day are made for one person. Take one that is there.`
  throw refuse(429, 'exports-a-day', detail, {}, { 'retry-after': String(seconds) })
}

/** An archive of the actor's own; 404 for anybody else's: it holds what that admin sees. */
export async function findExport(tx: Tx, actor: Actor, id: string): Promise<ExportDto & Tagged> {
  const row = await findRow(tx, actor, id)
  return { ...toExport(row, actor), basis: [row.state] }
}

// Whoever is an admin no more has what they took away of themselves, and nothing else.
const theirs = (admin: string) => `(${admin}::boolean OR e.member_id = e.requested_by)`

async function findRow(tx: Tx, actor: Actor, id: string): Promise<ExportRow> {
  const statement = `SELECT ${columns} FROM exports e WHERE e.workspace_id = $1 AND e.id = $2 AND e.requested_by = $3 AND ${theirs('$4')}`
  const row = await first<ExportRow>(tx, statement, [actor.workspaceId, id, actor.memberId, actor.admin])
  if (!row) throw notFound('export')
  return row
}

/** The actor's archives, the latest first. */
export async function listExports(tx: Tx, actor: Actor, query: { limit: number; cursor?: string }) {
  const after = readCursor(actor, `exports of ${actor.memberId}`, {}, query.cursor)
  const found = await rows<ExportRow>(
    tx,
    `SELECT ${columns} FROM exports e WHERE e.workspace_id = $1 AND e.requested_by = $2
      AND ($3::uuid IS NULL OR e.id < $3) AND ${theirs('$5')} ORDER BY e.id DESC LIMIT $4`,
    [actor.workspaceId, actor.memberId, after?.[0] ?? null, query.limit + 1, actor.admin],
  )
  const { data, nextCursor } = page(actor, `exports of ${actor.memberId}`, query, found, ({ id }) => [id])
  return { data: data.map((row) => toExport(row, actor)), nextCursor }
}

/** An archive that can be had now: 409 while it is not there yet, 410 once its time is over. */
export async function readyExport(tx: Tx, actor: Actor, id: string): Promise<ExportDto> {
  const found = toExport(await findRow(tx, actor, id), actor)
  if (found.state === 'expired')
    throw refuse(410, 'export-expired', 'This archive is gone. Ask for a new one.')
  if (found.state !== 'ready') throw wrongState('This archive is not there yet.')
  return found
}

function toExport(row: ExportRow, { now }: Actor): ExportDto {
  const { id, memberId, fits, counts, omitted, version, revision, expiresAt } = row
  const over = row.state === 'ready' && expiresAt !== null && expiresAt <= now
  return {
    ...{ id, memberId, fits, counts, omitted, version, revision },
    state: over ? 'expired' : row.state,
    requestedAt: row.requestedAt.toISOString(),
    madeAt: row.madeAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    bytes: Number(row.bytes),
  }
}
