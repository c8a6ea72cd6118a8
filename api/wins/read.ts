import { addDays, dayOf } from '../calendar.ts'
import { snake } from '../database/naming.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { type Finding, type WinCelebrationRow, type WinCreditRow, WinEntity, type WinRow } from './entity.ts'
import type { WinDto } from './schema.ts'

/** How long a celebration can be taken back, in milliseconds. */
export const undoWindow = 10 * 60_000
/** How many days a win waits to be celebrated, and how many wait for one leader at most. */
export const waitsForDays = 7
export const mostWaiting = 3

const shownCelebrations = 50

/** What took the most comes first: movement while it was hard, and moving again after standing still. */
const ranks: Record<Finding, number> = {
  against_the_odds: 0,
  step_after_stall: 0,
  first_movement: 1,
  hand: 1,
  milestone: 2,
  best_week: 3,
  barrier_cleared: 4,
}

/** The order in which wins `w` wait to be celebrated. */
export const winRank = `CASE w.found_by ${Object.entries(ranks)
  .map(([found, rank]) => `WHEN '${found}' THEN ${rank}`)
  .join(' ')} END`

type Told = Pick<WinCelebrationRow, 'memberId' | 'words'> & { at: string }

/** A win with its credits, its celebrations and the actor's own. */
export type SeenWin = WinRow & {
  credits: Pick<WinCreditRow, 'memberId' | 'role'>[]
  celebrations: Told[]
  ownAt: Date | null
  about: Pick<Subject, 'title' | 'number'> | null
}

type Subject = NonNullable<WinDto['subject']>

const own = Object.keys(WinEntity.options.columns)
  .map((name) => `w.${snake(name)} AS "${name}"`)
  .join(', ')

// What it is called that the win is about. Whoever sees the win sees its item; of a barrier that says nothing by itself.
const about = (actor: Actor) => `(SELECT jsonb_build_object('title', x.title, 'number', x.number) FROM (
    SELECT o.title, NULL::int AS number FROM objectives o WHERE o.workspace_id = $1 AND o.id = w.objective_id
    UNION ALL SELECT k.title, NULL FROM key_results k WHERE k.workspace_id = $1 AND k.id = w.key_result_id
    UNION ALL SELECT s.text, NULL FROM steps s WHERE s.workspace_id = $1 AND s.id = w.step_id
    UNION ALL SELECT b.title, b.number FROM barriers b WHERE b.workspace_id = $1 AND b.id = w.barrier_id
      AND b.audience <> 'leader_only' AND ${visible(actor, 'b', '$3')}) x)`

// $1 workspace, $2 the actor, $3 their teams.
const select = (actor: Actor) => `
  SELECT ${own}, ${about(actor)} AS about,
    coalesce((SELECT jsonb_agg(jsonb_build_object('memberId', c.member_id, 'role', c.role) ORDER BY c.role DESC, c.member_id)
      FROM win_credits c WHERE c.workspace_id = w.workspace_id AND c.win_id = w.id), '[]') AS credits,
    coalesce((SELECT jsonb_agg(jsonb_build_object('memberId', c.member_id, 'words', c.words, 'at', c.at) ORDER BY c.at, c.member_id)
      FROM (SELECT * FROM win_celebrations x WHERE x.workspace_id = w.workspace_id AND x.win_id = w.id
        AND x.undone_at IS NULL ORDER BY x.at, x.member_id LIMIT ${shownCelebrations}) c), '[]') AS celebrations,
    (SELECT x.at FROM win_celebrations x WHERE x.workspace_id = w.workspace_id AND x.win_id = w.id
      AND x.member_id = $2 AND x.undone_at IS NULL) AS "ownAt"
  FROM wins w`

/**
 * The condition under which a win `w` is there for the actor. An item may move out of sight after its win: whoever does
 * not see the item does not see the win. $1 is the workspace, $3 the actor's teams.
 */
export const winInSight = (actor: Actor) => `
  w.workspace_id = $1 AND w.taken_back_at IS NULL AND ${visible(actor, 'w', '$3')}
  AND (coalesce(w.objective_id, w.key_result_id, w.step_id) IS NULL
    OR EXISTS (SELECT FROM objectives o LEFT JOIN steps s ON s.workspace_id = w.workspace_id AND s.id = w.step_id
      WHERE o.workspace_id = w.workspace_id AND o.id = coalesce(w.objective_id, s.objective_id)
        AND ${visible(actor, 'o', '$3')})
    OR EXISTS (SELECT FROM key_results k LEFT JOIN steps s ON s.workspace_id = w.workspace_id AND s.id = w.step_id
      WHERE k.workspace_id = w.workspace_id AND k.id = coalesce(w.key_result_id, s.key_result_id)
        AND ${visible(actor, 'k', '$3')}))`

/** The win as this actor sees it; 404 when it is not there for them, or was taken back. */
export async function findWin(tx: Tx, actor: Actor, id: string): Promise<SeenWin> {
  const statement = `${select(actor)} WHERE ${winInSight(actor)} AND w.id = $4`
  const found = await first<SeenWin>(tx, statement, [actor.workspaceId, actor.memberId, actor.teams, id])
  if (!found) throw notFound('win')
  return found
}

export interface ListWins {
  limit: number
  cursor?: string
  teamId?: string
  state?: 'waiting' | 'celebrated'
}

/** Wins the actor sees, the newest first; of those that wait to be celebrated at most three. */
export async function listWins(tx: Tx, actor: Actor, query: ListWins) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'wins', filters, cursor)
  if (query.state === 'waiting') return { data: await waiting(tx, actor, query), nextCursor: null }
  const found = await rows<SeenWin>(
    tx,
    `${select(actor)} WHERE ${winInSight(actor)} AND ($4::uuid IS NULL OR w.team_id = $4)
      AND ($5::boolean IS FALSE OR w.celebrated_at IS NOT NULL)
      AND ($6::timestamptz IS NULL OR (w.created_at, w.id) < ($6, $7::uuid))
      ORDER BY w.created_at DESC, w.id DESC LIMIT $8`,
    [
      ...[actor.workspaceId, actor.memberId, actor.teams],
      query.teamId ?? null,
      query.state === 'celebrated',
      ...[after?.[0] ?? null, after?.[1] ?? null],
      limit + 1,
    ],
  )
  const keys = (row: SeenWin) => [row.createdAt.toISOString(), row.id]
  const { data, nextCursor } = page(actor, 'wins', query, found, keys)
  return { data: data.map((row) => toWin(row, actor)), nextCursor }
}

/**
 * What waits to be celebrated in one team, else in the teams the actor leads, else anywhere in sight; what took the
 * most comes first. The day is the workspace's, so the list changes by time at its day turn only.
 */
async function waiting(tx: Tx, actor: Actor, { limit, teamId }: ListWins): Promise<WinDto[]> {
  const teams = teamId ? [teamId] : actor.leads.length > 0 ? actor.leads : null
  const found = await rows<SeenWin>(
    tx,
    `${select(actor)} WHERE ${winInSight(actor)} AND w.celebrated_at IS NULL AND w.fact_gone_at IS NULL
      AND ($4::uuid[] IS NULL OR w.team_id = ANY($4))
      AND w.waits_until >= $5::date
      ORDER BY ${winRank}, w.created_at DESC, w.id DESC LIMIT $6`,
    [
      ...[actor.workspaceId, actor.memberId, actor.teams],
      teams,
      await today(tx, actor),
      Math.min(limit, mostWaiting),
    ],
  )
  return found.map((row) => toWin(row, actor))
}

async function today(tx: Tx, actor: Actor): Promise<string> {
  const statement = 'SELECT zone FROM workspace_settings WHERE workspace_id = $1'
  const settings = await first<{ zone: string }>(tx, statement, [actor.workspaceId])
  return dayOf(actor.now, settings!.zone)
}

/** The last day on which a win of now waits. */
export async function waitsUntil(tx: Tx, actor: Actor): Promise<string> {
  return addDays(await today(tx, actor), waitsForDays)
}

/** The row as the actor is shown it. */
export function toWin(row: SeenWin, actor: Actor): WinDto {
  const { id, teamId, foundBy, what, betterOff, credits, loggedBy, version, revision } = row
  return {
    ...{ id, teamId, foundBy, what, betterOff, credits, loggedBy, version, revision },
    subject: subjectOf(row),
    createdAt: row.createdAt.toISOString(),
    state: row.celebratedAt ? 'celebrated' : 'waiting',
    waitsUntil: row.waitsUntil,
    celebrations: row.celebrations.map(({ at, ...told }) => ({ ...told, at: new Date(at).toISOString() })),
    factGoneAt: row.factGoneAt?.toISOString() ?? null,
    undoUntil: row.ownAt && new Date(row.ownAt.getTime() + undoWindow).toISOString(),
    can: { celebrate: actor.memberId !== null, takeBack: mayTakeBack(actor, row) },
  }
}

/** A win that was logged by hand is taken back by whoever logged it; a found one by nobody. */
export function mayTakeBack(actor: Actor, row: Pick<WinRow, 'foundBy' | 'loggedBy'>): boolean {
  return row.foundBy === 'hand' && row.loggedBy !== null && row.loggedBy === actor.memberId
}

function subjectOf({ objectiveId, keyResultId, stepId, barrierId, about }: SeenWin): Subject | null {
  const named = { title: about?.title ?? null, number: about?.number ?? null }
  if (objectiveId) return { kind: 'objective', id: objectiveId, ...named }
  if (keyResultId) return { kind: 'key_result', id: keyResultId, ...named }
  if (stepId) return { kind: 'step', id: stepId, ...named }
  return barrierId ? { kind: 'barrier', id: barrierId, ...named } : null
}
