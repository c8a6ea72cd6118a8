import { EntitySchema } from 'typeorm'
import { instant, int, inWorkspace, text, workspaceId } from '../database/columns.ts'
import { first, send, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from './actor.ts'

/** What reaches people by somebody's hand: being mentioned, being celebrated, a move of a barrier. */
export const reachKinds = ['mention', 'celebration', 'barrier'] as const
export type ReachKind = (typeof reachKinds)[number]

/** How many people one sender may reach with a kind of thing in an hour, and in a day. */
export type ReachLimits = Partial<Record<ReachKind, { hour: number; day: number }>>

/** What hands do not do by themselves; a program that runs wild meets it within the hour. */
export const usualReach: ReachLimits = {
  mention: { hour: 100, day: 400 },
  celebration: { hour: 60, day: 200 },
  barrier: { hour: 60, day: 200 },
}

let limits: ReachLimits = {}

/** Sets the limits of this process; none until it is called. */
export function limitReach(given: ReachLimits): void {
  limits = given
}

export interface ReachRow {
  workspaceId: string
  credential: string
  kind: ReachKind
  hour: Date
  count: number
}

export const ReachEntity = new EntitySchema<ReachRow>({
  name: 'reaches',
  tableName: 'reaches',
  columns: {
    workspaceId,
    credential: { ...text, primary: true },
    kind: { ...text, primary: true },
    hour: { ...instant, primary: true },
    count: int,
  },
  foreignKeys: [inWorkspace('reaches')],
  checks: [{ name: 'reaches_kind_ck', expression: `kind IN ('mention', 'celebration', 'barrier')` }],
})

// Counted where all processes count; the row of the hour makes requests of one sender at the same moment wait their turn.
const countStatement = `
  WITH counted AS (
    INSERT INTO reaches AS r (workspace_id, credential, kind, hour, count) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (workspace_id, credential, kind, hour) DO UPDATE SET count = r.count + excluded.count
    RETURNING count)
  SELECT c.count AS hour, c.count + coalesce((SELECT sum(r.count) FROM reaches r WHERE r.workspace_id = $1
      AND r.credential = $2 AND r.kind = $3 AND r.hour < $4 AND r.hour > $4::timestamptz - interval '24 hours'), 0)::int
    AS day FROM counted c`

const hours = 3_600_000

/**
 * Counts that the actor reaches so many people; 429 `flood` past the limit of the hour or the day. What is refused or
 * rolled back does not count. Jobs of the workspace are not counted.
 */
export async function reach(tx: Tx, actor: Actor, kind: ReachKind, people = 1): Promise<void> {
  const limit = limits[kind]
  if (!limit || people === 0 || (!actor.memberId && !actor.scopes)) return
  const hour = new Date(Math.floor(actor.now.getTime() / hours) * hours)
  const key = [actor.workspaceId, actor.credential, kind, hour]
  const counted = await first<{ hour: number; day: number }>(tx, countStatement, [...key, people])
  if (counted!.hour > limit.hour || counted!.day > limit.day) {
    const seconds = Math.ceil((hour.getTime() + hours - actor.now.getTime()) / 1000)
    const detail = 'That reaches many people in a short time. Wait until the next hour.'
    throw refuse(429, 'flood', detail, {}, { 'retry-after': String(seconds) })
  }
  send(
    tx,
    `DELETE FROM reaches WHERE workspace_id = $1 AND credential = $2 AND kind = $3 AND hour < $4::timestamptz - interval '2 days'`,
    key,
  )
}
