import { type Day, dayOf, daysBetween } from '../calendar.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { AskedWhyDto } from './schema.ts'

interface WithoutWhy {
  id: string
  title: string
  ownerId: string
}

/** A Monday, from which weeks are counted. */
const firstMonday: Day = '1970-01-05'

/** The one of a list that has its turn in the week of a day: one a week, each in turn, without keeping a record. */
export function ofTheWeek<Item>(items: readonly Item[], today: Day): Item | undefined {
  const week = Math.floor(daysBetween(firstMonday, today) / 7)
  return items[week % Math.max(items.length, 1)]
}

/** Whether a week begins on this day. */
export function isFirstOfWeek(today: Day): boolean {
  return daysBetween(firstMonday, today) % 7 === 0
}

/** What runs as it was imported and never said why; nothing waits for it. */
function withoutWhys(tx: Tx, actor: Actor, ownerId: string | null): Promise<WithoutWhy[]> {
  return rows<WithoutWhy>(
    tx,
    `SELECT o.id, o.title, o.owner_id AS "ownerId" FROM objectives o
      JOIN cycles c ON c.workspace_id = o.workspace_id AND c.id = o.cycle_id AND c.state <> 'closed'
      JOIN members m ON m.workspace_id = o.workspace_id AND m.id = o.owner_id AND m.state = 'active'
      WHERE o.workspace_id = $1 AND o.source = 'import' AND o.lifecycle = 'published'
        AND coalesce(btrim(o.why), '') = '' AND ($2::uuid IS NULL OR o.owner_id = $2) ORDER BY o.owner_id, o.id`,
    [actor.workspaceId, ownerId],
  )
}

/** The imported goal of the actor that is asked for its why this week. */
export async function askedWhy(tx: Tx, actor: Actor): Promise<AskedWhyDto> {
  if (!actor.memberId) return { objective: null }
  const asked = ofTheWeek(await withoutWhys(tx, actor, actor.memberId), dayOf(actor.now, actor.zone))
  return { objective: asked ? { id: asked.id, title: asked.title } : null }
}

/** At the turn to a Monday: every owner of imported goals without a why is asked for one of them. */
export async function askForWhys(tx: Tx, actor: Actor): Promise<void> {
  const today = dayOf(actor.now, actor.zone)
  if (!isFirstOfWeek(today)) return
  const byOwner = new Map<string, WithoutWhy[]>()
  for (const goal of await withoutWhys(tx, actor, null)) {
    byOwner.set(goal.ownerId, [...(byOwner.get(goal.ownerId) ?? []), goal])
  }
  for (const [ownerId, goals] of byOwner) {
    const subject = { kind: 'objective', id: ofTheWeek(goals, today)!.id }
    await record(tx, actor, { kind: 'objective.why-asked', subject, audience: { members: [ownerId] } })
  }
}
