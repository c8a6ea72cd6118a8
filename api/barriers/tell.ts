import { rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { BarrierRow } from './entity.ts'
import type { TurnKind } from './turn.ts'

/**
 * Records what happened to a barrier for all whom it concerns: whoever sees its team's items, or for a draft and one
 * that is for the leader only its raiser and everybody ever asked. People asked from outside a private team are told
 * by an event of their own. Teams it blocks learn of it by `key-result.blocked`
 * and `key-result.unblocked`, or `objective.…` where a step on an objective is held up.
 */
export async function tell(
  tx: Tx,
  actor: Actor,
  row: BarrierRow,
  turn: TurnKind | 'edited',
  data: Record<string, unknown> = {},
): Promise<void> {
  const { audience, teamId, number, state, raisedBy, askedOf } = row
  const happening = {
    kind: `barrier.${turn.replace('_', '-')}`,
    subject: { kind: 'barrier', id: row.id },
    data: { number, state, raisedBy, askedOf, ...data },
  }
  const unraised = row.raisedAt === null && turn !== 'undone'
  if (unraised || audience === 'leader_only') {
    const members = unraised ? [raisedBy] : [...new Set([raisedBy, ...row.told])]
    await record(tx, actor, { ...happening, audience: { members } })
    return
  }
  await record(tx, actor, { ...happening, audience: { audience, teamId } })
  const outside = audience === 'team' ? await outsiders(tx, actor, row) : []
  if (outside.length > 0) await record(tx, actor, { ...happening, audience: { members: outside } })
  if (turn in news) await tellBlocked(tx, actor, row, news[turn as keyof typeof news])
}

async function outsiders(tx: Tx, actor: Actor, { teamId, raisedBy, told }: BarrierRow): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT DISTINCT id FROM unnest($3::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM team_members t
      WHERE t.workspace_id = $1 AND t.team_id = $2 AND t.member_id = id)`,
    [actor.workspaceId, teamId, [raisedBy, ...told]],
  )
  return found.map(({ id }) => id)
}

/** The turns that change whether something is blocked. */
const news = {
  raised: 'blocked',
  reopened: 'blocked',
  cleared: 'unblocked',
  decided: 'unblocked',
  withdrawn: 'unblocked',
} as const

interface BlockedItem {
  kind: 'key_result' | 'objective'
  id: string
  teamId: string
  audience: 'workspace' | 'team'
}

/** Clearing one barrier tells all; but nobody learns of a barrier that is not there for them. */
export async function tellBlocked(
  tx: Tx,
  actor: Actor,
  { id, teamId, audience }: BarrierRow,
  word: 'blocked' | 'unblocked',
  onlyBlock: string | null = null,
): Promise<void> {
  if (audience === 'leader_only') return
  const found = await rows<BlockedItem>(
    tx,
    `SELECT DISTINCT i.kind, i.id, i.team_id AS "teamId", i.audience FROM barrier_blocks x
      LEFT JOIN steps s ON s.workspace_id = x.workspace_id AND s.id = x.step_id
      JOIN (SELECT 'key_result' AS kind, workspace_id, id, team_id, audience FROM key_results
        UNION ALL SELECT 'objective', workspace_id, id, team_id, audience FROM objectives) i
        ON i.workspace_id = x.workspace_id AND i.id = coalesce(x.key_result_id, s.key_result_id, s.objective_id)
      WHERE x.workspace_id = $1 AND x.barrier_id = $2 AND ($3::uuid IS NULL OR x.id = $3) ORDER BY i.id`,
    [actor.workspaceId, id, onlyBlock],
  )
  const told = found.filter((item) => audience === 'workspace' || item.teamId === teamId)
  for (const item of told) {
    await record(tx, actor, {
      kind: `${item.kind.replace('_', '-')}.${word}`,
      subject: { kind: item.kind, id: item.id },
      audience: item,
      data: { barrierId: id },
    })
  }
}
