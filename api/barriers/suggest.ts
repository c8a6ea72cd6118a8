import { addDays, dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { whomToAskAbove } from './asking.ts'
import { BarrierEntity, type BarrierRow } from './entity.ts'
import { PartEntity, SuggestionEntity } from './systemic-entity.ts'

/** So many barriers of one kind, below one team, in so many days are put to a leader as one. */
export const oftenEnough = 3
export const withinDays = 90

// From the barrier's team upwards: what was raised there and below of this kind, is seen by the workspace, and is no
// part of an earlier suggestion. The lowest team with enough of them comes first.
const statement = `
  WITH RECURSIVE up AS (
    SELECT id, parent_id, 0 AS depth FROM teams WHERE workspace_id = $1 AND id = $2
    UNION ALL
    SELECT t.id, t.parent_id, u.depth + 1 FROM teams t JOIN up u ON t.id = u.parent_id
      WHERE t.workspace_id = $1 AND u.depth < 50),
  below AS (
    SELECT id AS root, id, depth FROM up
    UNION
    SELECT b.root, t.id, b.depth FROM teams t JOIN below b ON t.parent_id = b.id WHERE t.workspace_id = $1)
  SELECT w.root AS "teamId", array_agg(b.id ORDER BY b.id) AS ids
  FROM below w JOIN barriers b ON b.workspace_id = $1 AND b.team_id = w.id
  WHERE b.kind = $3 AND b.raised_day >= $4 AND b.raised_at <= $5 AND b.audience = 'workspace' AND b.state NOT IN ('draft', 'withdrawn')
    AND NOT EXISTS (SELECT FROM systemic_parts p WHERE p.workspace_id = $1 AND p.barrier_id = b.id)
    AND NOT EXISTS (SELECT FROM systemic_suggestions s WHERE s.workspace_id = $1 AND s.systemic_id = b.id)
  GROUP BY w.root, w.depth HAVING count(*) >= ${oftenEnough} ORDER BY w.depth LIMIT 1`

/**
 * Suggests as one what is in the way for the third time: the leader one level above where it happens is asked, nothing
 * is made by itself. *Something else* is no kind of thing, so it is never the same again.
 */
export async function suggestSystemic(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.kind !== 'barrier.raised') return
  const { workspaceId } = actor
  const row: BarrierRow | null = await tx.findOneBy(BarrierEntity, { workspaceId, id: event.subjectId })
  if (!row || row.kind === 'other' || row.audience !== 'workspace') return
  const since = addDays(dayOf(event.at, actor.zone), -withinDays)
  const values = [workspaceId, row.teamId, row.kind, since, event.at]
  const found = await first<{ teamId: string; ids: string[] }>(tx, statement, values)
  if (!found) return
  const above = await whomToAskAbove(tx, actor, { teamId: found.teamId, raisedBy: '' })
  if (!above) return
  const id = newId(actor.now)
  const place = { rootTeamId: found.teamId, kind: row.kind, askedOf: above.askedOf, createdAt: actor.now }
  await tx.insert(SuggestionEntity, { workspaceId, id, ...place, state: 'waiting' })
  await tx.insert(
    PartEntity,
    found.ids.map((barrierId) => ({ workspaceId, suggestionId: id, barrierId })),
  )
  await rows(
    tx,
    'UPDATE barriers SET revision = revision + 1 WHERE workspace_id = $1 AND id = ANY($2::uuid[])',
    [workspaceId, found.ids],
  )
  await record(tx, actor, {
    kind: 'barrier.systemic-suggested',
    subject: { kind: 'systemic_suggestion', id },
    audience: { members: [above.askedOf] },
    data: { kind: row.kind, teamId: found.teamId, barrierIds: found.ids },
  })
}
