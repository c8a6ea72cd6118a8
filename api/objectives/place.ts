import { checkCycleOpen } from '../cycles/cycles.ts'
import type { CycleRow } from '../cycles/entity.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { ItemRow } from './item.ts'
import { sees } from './policy.ts'
import type { RunningDays } from './stand.ts'

/** Who sees an item, as its team decides. */
export type Home = Pick<ItemRow, 'audience' | 'teamId'>

/** The team an item is to belong to, as far as the actor sees it: its audience follows from it. */
export async function homeTeam(tx: Tx, actor: Actor, teamId: string): Promise<Home> {
  const team = await first<{ private: boolean }>(
    tx,
    'SELECT private FROM teams WHERE workspace_id = $1 AND id = $2 AND closed_at IS NULL',
    [actor.workspaceId, teamId],
  )
  const audience = team?.private ? 'team' : 'workspace'
  if (!team || !sees(actor, { audience, teamId })) {
    throw badField('/teamId', 'unknown', 'There is no such team.')
  }
  return { audience, teamId }
}

/** 400 at the pointer unless all of them are members still with us who can see the item. */
export async function checkPeople(
  tx: Tx,
  actor: Actor,
  home: Home,
  memberIds: readonly string[],
  pointer: string,
): Promise<void> {
  const found = await rows<{ id: string; inside: boolean }>(
    tx,
    `SELECT m.id, EXISTS (SELECT FROM team_members t WHERE t.workspace_id = $1 AND t.member_id = m.id
        AND t.team_id = $3) AS inside
      FROM members m WHERE m.workspace_id = $1 AND m.id = ANY($2::uuid[]) AND m.merged_into IS NULL
        AND m.state IN ('placeholder', 'invited', 'active')`,
    [actor.workspaceId, memberIds, home.teamId],
  )
  if (found.length < new Set(memberIds).size) throw badField(pointer, 'unknown', 'There is no such member.')
  if (home.audience === 'team' && !found.every(({ inside }) => inside)) {
    throw badField(pointer, 'outsider', "Only its members see a private team's goals; this member is none.")
  }
}

/** The open cycle an item is written in, with the days the item narrows it to; 400 when these lie outside. */
export async function runningIn(
  tx: Tx,
  actor: Actor,
  item: Pick<ItemRow, 'cycleId' | 'startDay' | 'endDay'>,
): Promise<RunningDays> {
  const cycle = await checkCycleOpen(tx, actor, item.cycleId)
  checkDays(item, cycle)
  const settings = await first<RunningDays>(
    tx,
    `SELECT s.zone AS "workspaceZone", (c.end_day + c.grace_days) AS "graceEnd"
      FROM cycles c JOIN workspace_settings s ON s.workspace_id = c.workspace_id
      WHERE c.workspace_id = $1 AND c.id = $2`,
    [actor.workspaceId, cycle.id],
  )
  return {
    ...settings!,
    cycleState: cycle.state,
    firstDay: item.startDay ?? cycle.startDay,
    lastDay: item.endDay ?? cycle.endDay,
  }
}

/** 400 unless an item's own days are in order and within its cycle. */
export function checkDays(
  { startDay, endDay }: Pick<ItemRow, 'startDay' | 'endDay'>,
  cycle: Pick<CycleRow, 'startDay' | 'endDay'>,
): void {
  const outside = (day: string | null) => day !== null && (day < cycle.startDay || day > cycle.endDay)
  if (outside(startDay)) throw badField('/startDay', 'outside', 'This day is not in its cycle.')
  if (outside(endDay)) throw badField('/endDay', 'outside', 'This day is not in its cycle.')
  if ((startDay ?? cycle.startDay) > (endDay ?? cycle.endDay)) {
    throw badField('/endDay', 'order', 'It ends on or after the day it starts.')
  }
}

/** 400 unless the priority is one of the workspace's and not retired. */
export async function checkPriority(tx: Tx, actor: Actor, priorityId: string): Promise<void> {
  const found = await first(
    tx,
    'SELECT id FROM priorities WHERE workspace_id = $1 AND id = $2 AND retired_at IS NULL',
    [actor.workspaceId, priorityId],
  )
  if (!found) throw badField('/priorityId', 'unknown', 'There is no such priority.')
}

/** The member an item belongs to unless somebody is named: whoever asks; a key must name somebody. */
export function ownerOf(actor: Actor, given: string | undefined): string {
  const ownerId = given ?? actor.memberId
  if (!ownerId) throw badField('/ownerId', 'required', 'Say who owns it: a key is nobody.')
  return ownerId
}
