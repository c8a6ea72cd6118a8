import { whomToAsk } from '../barriers/asking.ts'
import { waitingStates } from '../barriers/entity.ts'
import { type Absence, type Day, dayOf, type WorkCalendar, workingDaysBetween } from '../calendar.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { BreakDownEntity } from './break-down-entity.ts'

/** Working days of its owner without a next step after which a key result asks for help: as long as a step may last. */
export const EMPTY_DAYS = 5

interface Empty extends WorkCalendar {
  id: string
  ownerId: string
  teamId: string
  zone: string
  since: Date
  absences: Absence[]
}

// Running key results on which nothing is live since some days. What something is in the way of stands in the queue as
// that, and what was imported without a step waits for a first one.
const emptyStatement = `
  SELECT k.id, k.owner_id AS "ownerId", k.team_id AS "teamId", coalesce(m.zone, s.zone) AS zone, e.since,
    s.working_weekdays AS "workingWeekdays",
    array(SELECT d.day::text FROM days_off d WHERE d.workspace_id = $1 AND d.day >= e.since::date - 1) AS "daysOff",
    coalesce((SELECT json_agg(json_build_object('from', a.from_day, 'to', a.to_day)) FROM absences a
      WHERE a.workspace_id = $1 AND a.member_id = m.id AND a.to_day >= e.since::date - 1), '[]') AS absences
  FROM key_results k
  JOIN workspace_settings s ON s.workspace_id = k.workspace_id
  JOIN cycles c ON c.workspace_id = k.workspace_id AND c.id = k.cycle_id AND c.state = 'active'
  JOIN members m ON m.workspace_id = k.workspace_id AND m.id = k.owner_id AND m.state IN ('invited', 'active')
  CROSS JOIN LATERAL (SELECT greatest(k.published_at, c.start_day::timestamp AT TIME ZONE s.zone,
    (SELECT max(coalesce(t.finished_at, t.dropped_at)) FROM steps t
      WHERE t.workspace_id = $1 AND t.key_result_id = k.id AND t.started_at IS NOT NULL),
    (SELECT max(b.closed_at) FROM break_downs b WHERE b.workspace_id = $1 AND b.key_result_id = k.id)) AS since) e
  WHERE k.workspace_id = $1 AND k.lifecycle = 'published' AND coalesce(k.percent, 0) < 100
    AND e.since < $2::timestamptz - interval '6 days'
    AND NOT EXISTS (SELECT FROM steps t WHERE t.workspace_id = $1 AND t.key_result_id = k.id AND t.state = 'live')
    AND NOT EXISTS (SELECT FROM break_downs b WHERE b.workspace_id = $1 AND b.key_result_id = k.id AND b.closed_at IS NULL)
    AND (k.source <> 'import' OR EXISTS (SELECT FROM steps t WHERE t.workspace_id = $1 AND t.key_result_id = k.id
      AND t.source <> 'import'))
    AND NOT EXISTS (SELECT FROM barrier_blocks x JOIN barriers b ON b.workspace_id = $1 AND b.id = x.barrier_id
      WHERE x.workspace_id = $1 AND x.key_result_id = k.id AND b.state = ANY($3::text[]))
  ORDER BY k.id`

/** At the day turn: asks a leader to help break down whatever has had no next step for five working days. */
export async function turnBreakDowns(tx: Tx, actor: Actor): Promise<void> {
  await closeDone(tx, actor, null)
  const found = await rows<Empty>(tx, emptyStatement, [actor.workspaceId, actor.now, waitingStates])
  for (const empty of found) if (isLong(empty, actor.now)) await ask(tx, actor, empty)
}

/** Whether the owner has had their working days: in their zone, less days off and their absences. */
export function isLong(
  { since, zone, absences, ...calendar }: Omit<Empty, 'id' | 'ownerId' | 'teamId'>,
  now: Date,
) {
  const [from, today] = [dayOf(since, zone), dayOf(now, zone)]
  return workingDaysBetween(from, today, calendar, absences) > EMPTY_DAYS
}

async function ask(
  tx: Tx,
  actor: Actor,
  { id: keyResultId, ownerId, teamId, since, zone }: Empty,
): Promise<void> {
  const { askedOf, askedTeamId, askedWhy } = await whomToAsk(tx, actor, { teamId, raisedBy: ownerId })
  if (askedWhy === 'last_resort') return // nobody above: its owner sees it in My week
  const id = newId(actor.now)
  const day: Day = dayOf(since, zone)
  await tx.insert(BreakDownEntity, {
    workspaceId: actor.workspaceId,
    id,
    ...{ keyResultId, ownerId, askedOf, askedTeamId, since: day, askedAt: actor.now },
    ...{ suggestedBy: null, suggestedAt: null, closedAt: null },
  })
  await record(tx, actor, {
    kind: 'break-down.asked',
    subject: { kind: 'break_down', id },
    audience: { members: [...new Set([askedOf, ownerId])] },
    data: { keyResultId, ownerId, askedOf, since: day },
  })
}

/** A step that begins ends the question. */
export async function closeBreakDowns(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const [noun] = event.kind.split('.')
  if (noun === 'step') await closeDone(tx, actor, event.data.keyResultId as string | null)
  if (noun === 'key-result') await closeDone(tx, actor, event.subjectId)
}

const closeStatement = `
  UPDATE break_downs b SET closed_at = $3 FROM key_results k JOIN cycles c ON c.workspace_id = $1 AND c.id = k.cycle_id
  WHERE b.workspace_id = $1 AND b.closed_at IS NULL AND ($2::uuid IS NULL OR b.key_result_id = $2)
    AND k.workspace_id = $1 AND k.id = b.key_result_id
    AND (k.lifecycle <> 'published' OR c.state = 'closed' OR k.owner_id <> b.owner_id OR EXISTS (SELECT FROM steps s
      WHERE s.workspace_id = $1 AND s.key_result_id = k.id AND s.state = 'live'))`

function closeDone(tx: Tx, actor: Actor, keyResultId: string | null): Promise<unknown[]> {
  return rows(tx, closeStatement, [actor.workspaceId, keyResultId, actor.now])
}
