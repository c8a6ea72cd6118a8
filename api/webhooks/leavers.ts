import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { tellAdmins } from './disable.ts'

// Whoever left the workspace left all of its private teams; no event names those, for not every reader may know them.
const rest = `array(SELECT team FROM unnest(team_ids) AS team
  WHERE $3::uuid IS NOT NULL AND team <> $3::uuid ORDER BY team)::uuid[]`
const heard = `cardinality(team_ids) > 0 AND ($3::uuid IS NULL OR $3::uuid = ANY(team_ids))`
const change = `version = version + 1, revision = revision + 1`

const narrowWebhooks = `UPDATE webhooks SET team_ids = ${rest}, ${change}
  WHERE workspace_id = $1 AND ${heard} AND (created_by = $2
    OR created_by_key IN (SELECT id FROM keys WHERE workspace_id = $1 AND created_by = $2)) RETURNING id`
const narrowKeys = `UPDATE keys SET team_ids = ${rest}, ${change}
  WHERE workspace_id = $1 AND ${heard} AND created_by = $2`

/** Who is out of a private team hears it no longer: neither through webhooks they made, nor by their keys and those' webhooks. */
export async function narrowOnLeave(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const left = leaving(event)
  if (!left) return
  const values = [actor.workspaceId, left.memberId, left.teamId]
  const narrowed = await rows<{ id: string }>(tx, narrowWebhooks, values)
  await rows(tx, narrowKeys, values)
  for (const { id } of narrowed) await tellAdmins(tx, actor, id, 'webhook.changed', { because: 'left' })
}

function leaving({
  kind,
  subjectId,
  data,
}: EventRow): { memberId: string; teamId: string | null } | undefined {
  if (kind === 'member.left') return { memberId: subjectId, teamId: null }
  if (kind === 'team.member-removed') return { memberId: data.memberId as string, teamId: subjectId }
  return undefined
}
