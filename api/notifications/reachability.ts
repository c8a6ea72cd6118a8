import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import type { ReachabilityDto } from './schema.ts'

const selecting = `
  SELECT m.id, m.name, c.seen_at AS "seenAt", c.unreachable_why AS why, c.id IS NULL AS never,
    c.unreachable_at IS NOT NULL AS away, greatest(c.delivered_at, l.delivered_at) AS "deliveredAt",
    EXISTS (SELECT FROM member_identities i WHERE i.workspace_id = $1 AND i.member_id = m.id AND i.kind = 'email')
      AND l.unreachable_at IS NULL AS mail,
    (SELECT count(*)::int FROM chat_sends s WHERE s.workspace_id = $1 AND s.conversation_id IN (c.id, l.id)
      AND s.uncertain AND s.run_at > $2::timestamptz - interval '30 days') AS uncertain
  FROM members m
  LEFT JOIN chat_conversations c ON c.workspace_id = m.workspace_id AND c.member_id = m.id AND c.kind = 'personal'
  LEFT JOIN chat_conversations l ON l.workspace_id = m.workspace_id AND l.member_id = m.id AND l.kind = 'mail'
  WHERE m.workspace_id = $1 AND m.state = 'active' AND m.merged_into IS NULL`

const statement = `${selecting} AND ($3::uuid IS NULL OR m.id > $3) ORDER BY m.id LIMIT $4`

interface Row {
  id: string
  name: string
  seenAt: Date | null
  why: ReachabilityDto['why']
  never: boolean
  away: boolean
  mail: boolean
  deliveredAt: Date | null
  uncertain: number
}

/** Whom the bot or, where `mails` are sent, a mail can reach, when something last arrived, and why not; in one statement. */
export async function listReachability(
  tx: Tx,
  actor: Actor,
  query: { limit: number; cursor?: string },
  mails: boolean,
) {
  const after = readCursor(actor, 'reachability', {}, query.cursor)
  const values = [actor.workspaceId, actor.now, after?.[0] ?? null, query.limit + 1]
  const found = await rows<Row>(tx, statement, values)
  const { data, nextCursor } = page(actor, 'reachability', query, found, ({ id }) => [id])
  return { data: data.map((row) => toReachability(row, mails)), nextCursor }
}

/** Whether messages reach the reader, and why not. */
export async function readMyReachability(tx: Tx, actor: Actor, mails: boolean): Promise<ReachabilityDto> {
  const values = [actor.workspaceId, actor.now, actor.memberId]
  return toReachability((await first<Row>(tx, `${selecting} AND m.id = $3`, values))!, mails)
}

function toReachability(
  { never, away, mail, seenAt, deliveredAt, why, ...row }: Row,
  mails: boolean,
): ReachabilityDto {
  const chat = !never && !away
  return {
    ...row,
    by: chat ? 'chat' : mail && mails ? 'mail' : null,
    seenAt: seenAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    why: never ? 'never_met' : why,
  }
}
