import { rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { idle, inWorkspace, mostAttempts, type Round, retryAt, together, type Work } from '../jobs/work.ts'
import type { EventRow } from './entity.ts'

/** Does what follows from an event, in the transaction in which the event leaves the outbox. */
export type Consumer = (tx: Tx, actor: Actor, event: EventRow) => Promise<void>

/** Events handled in one transaction: few enough that what they change is not locked for long. */
const batch = 25

const waitingStatement = `
  SELECT DISTINCT workspace_id AS "workspaceId" FROM outbox
  WHERE dead_at IS NULL AND (retry_at IS NULL OR retry_at <= $1)`

const nextStatement = `
  SELECT e.workspace_id AS "workspaceId", e.id, e.epoch, e.tx::text, e.seq, e.kind, e.subject_kind AS "subjectKind",
    e.subject_id AS "subjectId", e.actor_id AS "actorId", e.surface, e.source, e.at, e.audience,
    e.audience_team_id AS "audienceTeamId", e.audience_members AS "audienceMembers", e.data, b.attempts
  FROM outbox b JOIN events e ON e.workspace_id = b.workspace_id AND e.id = b.event_id
  WHERE b.workspace_id = $1 AND b.dead_at IS NULL AND (b.retry_at IS NULL OR b.retry_at <= $2)
  ORDER BY e.epoch, e.tx, e.seq LIMIT ${batch}`

type Waiting = EventRow & { attempts: number }

/** Hands a batch of every workspace's events to the consumers, oldest first. */
export async function handleOutbox(work: Work, consumers: readonly Consumer[]): Promise<Round> {
  const found = await transaction(work.db, {}, (tx) =>
    rows<{ workspaceId: string }>(tx, waitingStatement, [work.clock()]),
  )
  let round = idle
  for (const { workspaceId } of found) round = together(round, await handleOf(work, workspaceId, consumers))
  return round
}

/** One workspace must not keep the others waiting: what fails as a whole is logged and comes again next time. */
async function handleOf(work: Work, workspaceId: string, consumers: readonly Consumer[]): Promise<Round> {
  try {
    return await inWorkspace(work, workspaceId, (tx, actor) => handleBatch(work, tx, actor, consumers))
  } catch (error) {
    work.log(`the events of workspace ${workspaceId} could not be handled`, error)
    return idle
  }
}

async function handleBatch(
  work: Work,
  tx: Tx,
  actor: Actor,
  consumers: readonly Consumer[],
): Promise<number> {
  const events = await rows<Waiting>(tx, nextStatement, [actor.workspaceId, actor.now])
  for (const event of events) await handleOne(work, tx, actor, event, consumers)
  return events.length
}

/** All consumers or none: a failure takes back what they did and leaves the event for later. */
async function handleOne(
  work: Work,
  tx: Tx,
  actor: Actor,
  event: Waiting,
  consumers: readonly Consumer[],
): Promise<void> {
  await rows(tx, 'SAVEPOINT event')
  try {
    for (const consume of consumers) await consume(tx, actor, event)
    const values = [actor.workspaceId, event.id]
    await rows(tx, 'DELETE FROM outbox WHERE workspace_id = $1 AND event_id = $2', values)
    await rows(tx, 'RELEASE SAVEPOINT event')
  } catch (error) {
    await rows(tx, 'ROLLBACK TO SAVEPOINT event')
    await layAside(work, tx, actor, event, error)
  }
}

async function layAside(work: Work, tx: Tx, actor: Actor, event: Waiting, error: unknown): Promise<void> {
  const attempts = event.attempts + 1
  const dead = attempts >= mostAttempts
  const fate = dead ? 'is laid aside' : 'is tried again'
  work.log(`event ${event.id} (${event.kind}) of workspace ${actor.workspaceId} failed and ${fate}`, error)
  await rows(
    tx,
    'UPDATE outbox SET attempts = $3, retry_at = $4, dead_at = $5 WHERE workspace_id = $1 AND event_id = $2',
    [actor.workspaceId, event.id, attempts, retryAt(actor.now, attempts), dead ? actor.now : null],
  )
}
