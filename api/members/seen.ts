import { rows, type Tx } from '../database/transaction.ts'
import { record, visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { SeenItemsInput } from './schema.ts'

const tables = { objective: 'objectives', key_result: 'key_results' } as const

/**
 * Notes when the actor was first shown items; a later time changes nothing. What is not there for the actor is passed
 * over in silence: an answer would tell a stranger that it exists.
 */
export async function noteSeen(tx: Tx, actor: Actor, { items }: SeenItemsInput): Promise<void> {
  for (const [kind, table] of Object.entries(tables)) {
    const ids = items.filter((item) => item.kind === kind).map(({ id }) => id)
    if (ids.length === 0) continue
    const fresh = await rows<{ id: string }>(
      tx,
      `INSERT INTO seen (workspace_id, member_id, subject_kind, subject_id, first_at)
        SELECT $1, $2, $3, i.id, $4 FROM ${table} i
          WHERE i.workspace_id = $1 AND i.id = ANY($5::uuid[]) AND ${visible(actor, 'i', '$6')}
        ON CONFLICT (workspace_id, member_id, subject_id) DO NOTHING RETURNING subject_id AS id`,
      [actor.workspaceId, actor.memberId, kind, actor.now, ids, actor.teams],
    )
    if (kind === 'objective' && fresh[0]) await tell(tx, actor, fresh as [{ id: string }])
  }
}

/** What follows from a first sight is worked out by the worker; that it happened is nobody else's business. */
async function tell(tx: Tx, actor: Actor, fresh: [{ id: string }, ...{ id: string }[]]): Promise<void> {
  await record(tx, actor, {
    kind: 'seen.first',
    subject: { kind: 'objective', id: fresh[0].id },
    audience: { members: [actor.memberId!] },
    data: { objectiveIds: fresh.map(({ id }) => id) },
  })
}
