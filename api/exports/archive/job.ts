import { asMember, first, rows, type Tx } from '../../database/transaction.ts'
import { Refusal } from '../../errors.ts'
import type { Actor } from '../../http/actor.ts'
import type { Job } from '../../jobs/due.ts'
import { actorFor } from '../../members/find-actor.ts'
import { ExportPartEntity, type ExportRow } from '../entity.ts'
import { archiveOf, type Zip } from './zip.ts'

type Place = Pick<Actor, 'workspaceId' | 'memberId' | 'now'>
/** Which export it is, for whom, and of whom. */
type Of = Pick<ExportRow, 'id' | 'requestedBy' | 'memberId'>

const day = 86_400_000
// That of a person is made at once, is there to be fetched at once, and may hold what nobody else knows.
const keptFor = ({ memberId }: Of) => (memberId ? day : 7 * day)
const keptAtOnce = 2
const partBytes = 1_048_576

/**
 * Makes an archive, or forgets it once its time is over. It is made in the one transaction of the job: killed on the way,
 * nothing of it is there and it is begun anew.
 */
export const makeOrForget: Job = async (tx, actor, id) => {
  const row = await first<Pick<ExportRow, 'state' | 'requestedBy'>>(
    tx,
    `SELECT state, requested_by AS "requestedBy" FROM exports WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
    [actor.workspaceId, id],
  )
  if (row?.state === 'waiting') return make(tx, actor, id, row.requestedBy)
  if (row?.state === 'ready') await forget(tx, actor, id, row.requestedBy)
  return null
}

async function make(tx: Tx, actor: Actor, id: string, requestedBy: string): Promise<Date | null> {
  const reader = await readerOf(tx, actor, requestedBy)
  if (!reader) return refused(tx, actor, id)
  return store(tx, actor, { id, requestedBy, memberId: null }, await archiveOf(tx, reader))
}

/** Keeps what was made, in parts, and forgets what whoever asked had of the same before; says until when it is kept. */
export async function store(tx: Tx, actor: Place, of: Of, { file, told }: Zip): Promise<Date> {
  const { id } = of
  let bytes = 0
  let seq = 0
  for await (const part of inParts(file)) {
    bytes += part.length
    seq += 1
    await tx.insert(ExportPartEntity, { workspaceId: actor.workspaceId, exportId: id, seq, bytes: part })
  }
  const expiresAt = new Date(actor.now.getTime() + keptFor(of))
  const { counts, omitted, fits } = told()
  await rows(
    tx,
    `UPDATE exports SET state = 'ready', made_at = $3, expires_at = $4, bytes = $5, fits = $6, counts = $7, omitted = $8,
      revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [
      ...[actor.workspaceId, id, actor.now, expiresAt, bytes, fits],
      ...[counts, omitted].map((value) => JSON.stringify(value)),
    ],
  )
  await forgetEarlier(tx, actor, of)
  return expiresAt
}

/** Of one person's archives the last ones are kept. */
async function forgetEarlier(tx: Tx, actor: Place, { requestedBy, memberId }: Of): Promise<void> {
  const statement = `SELECT id FROM exports WHERE workspace_id = $1 AND requested_by = $2 AND state = 'ready'
    AND member_id IS NOT DISTINCT FROM $4 ORDER BY made_at DESC, id DESC OFFSET $3`
  const earlier = await rows<{ id: string }>(tx, statement, [
    actor.workspaceId,
    requestedBy,
    keptAtOnce,
    memberId,
  ])
  for (const { id } of earlier) await forget(tx, actor, id, requestedBy)
}

/** Whoever asked, with what they see now; null when they are no admin any more. */
async function readerOf(tx: Tx, actor: Actor, memberId: string): Promise<Actor | null> {
  const { workspaceId, now, traceId } = actor
  try {
    const reader = await actorFor(tx, { workspaceId, surface: 'worker', now, traceId }, memberId)
    return reader.admin ? reader : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

async function refused(tx: Tx, actor: Actor, id: string): Promise<null> {
  const statement = `UPDATE exports SET state = 'refused', revision = revision + 1 WHERE workspace_id = $1 AND id = $2`
  await rows(tx, statement, [actor.workspaceId, id])
  return null
}

async function forget(tx: Tx, actor: Place, id: string, requestedBy: string): Promise<void> {
  const statement = `UPDATE exports SET state = 'expired', revision = revision + 1 WHERE workspace_id = $1 AND id = $2`
  await rows(tx, statement, [actor.workspaceId, id])
  // Also what an earlier release, to which parts were everybody's, could not see to take away.
  const parts = `DELETE FROM export_parts p USING exports e WHERE p.workspace_id = $1 AND e.workspace_id = $1
    AND e.id = p.export_id AND e.requested_by = $2 AND e.state = 'expired'`
  await asMember(tx, actor, requestedBy, () => rows(tx, parts, [actor.workspaceId, requestedBy]))
}

/** Pieces of one size, the last one smaller. */
async function* inParts(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const chunk of file) {
    waiting.push(chunk)
    length += chunk.length
    if (length < partBytes) continue
    yield Buffer.concat(waiting)
    waiting = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(waiting)
}
