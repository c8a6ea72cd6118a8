import { first, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { whomToAsk } from './asking.ts'
import { insertBarrier } from './barriers.ts'
import { addBlocks } from './blocks.ts'
import type { BarrierKind, BarrierRow } from './entity.ts'
import { make } from './move.ts'
import { withdrawn } from './raiser.ts'
import { own } from './read.sql.ts'

/** What a check-in says of a barrier: which one, its number once raised, and who is, or would be, asked. */
export interface Mentioned {
  id: string
  number: number | null
  askedOf: string | null
}

interface Chip {
  kind: BarrierKind
  checkInId: string
  keyResult: { id: string; teamId: string; audience: 'workspace' | 'team' }
}

// The same chip again while it is still in the way is the same barrier.
const sameStatement = `
  SELECT b.id, b.number, b.asked_of AS "askedOf" FROM barriers b
  JOIN barrier_blocks x ON x.workspace_id = b.workspace_id AND x.barrier_id = b.id AND x.key_result_id = $3
  WHERE b.workspace_id = $1 AND b.raised_by = $2 AND b.kind = $4
    AND b.state IN ('draft', 'open', 'taken', 'asked_back', 'refused')
  ORDER BY b.id DESC LIMIT 1`

/**
 * Drafts a barrier from the chip of a check-in, prefilled with what it blocks and who would be asked; only its author
 * sees it until they raise it. While the author's barrier of that kind is in the way of it already, it is that one.
 */
export async function draftFromCheckIn(
  tx: Tx,
  actor: Actor,
  { kind, checkInId, keyResult }: Chip,
): Promise<Mentioned> {
  const { id: keyResultId, teamId, audience } = keyResult
  const values = [actor.workspaceId, actor.memberId, keyResultId, kind]
  const same = await first<Mentioned>(tx, sameStatement, values)
  if (same) return same
  const asked = await whomToAsk(tx, actor, { teamId, raisedBy: actor.memberId! })
  const row = await insertBarrier(tx, actor, { kind, checkInId, teamId, audience, asked })
  await addBlocks(tx, row, [{ keyResultId, stepId: null, teamId }])
  await make(tx, actor, row, { kind: 'drafted', set: {} })
  return { id: row.id, number: null, askedOf: row.askedOf }
}

/** Withdraws what a check-in drafted, as long as nobody has changed or raised it, and unless it is of this kind. */
export async function withdrawDraft(
  tx: Tx,
  actor: Actor,
  checkInId: string,
  unlessKind: string | null = null,
): Promise<void> {
  const draft = await first<BarrierRow>(
    tx,
    `SELECT ${own} FROM barriers b WHERE b.workspace_id = $1 AND b.check_in_id = $2 AND b.state = 'draft'
      AND b.last_turn = 1 AND b.version = 1 AND b.kind IS DISTINCT FROM $3 FOR UPDATE`,
    [actor.workspaceId, checkInId, unlessKind],
  )
  if (draft) await make(tx, actor, draft, { kind: 'withdrawn', set: withdrawn })
}
