import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { endForDirectory, takeBack } from '../members/change.ts'
import type { SettingsRow } from './entity.ts'

type Ended = Pick<SettingsRow, 'whole' | 'groupId' | 'brings' | 'allowed'> & { startedAt: Date }

/** Fewer memberships may always end at once; of more than this share a person decides, lest a mistake empties a workspace. */
const fewest = 5
const share = 0.2
/** Who has been here for less than a day may be newer than what the directory tells. */
const settled = 86_400_000

/**
 * Who is gone by the account that they are known by today: an account that was corrected, or merged into somebody else, ends nobody, and
 * neither does one of two while the other is there.
 */
const goingStatement = `
  SELECT DISTINCT ON (m.id) m.id, d.gone FROM directory_people d
  JOIN members m ON m.workspace_id = $1 AND m.id = d.member_id AND m.merged_into IS NULL AND m.state IN ('invited', 'active')
  JOIN member_identities i ON i.workspace_id = $1 AND i.member_id = m.id AND i.kind = 'entra' AND i.value = d.object_id::text
  WHERE d.workspace_id = $1 AND d.gone IS NOT NULL AND NOT EXISTS (
    SELECT FROM member_identities o JOIN directory_people e ON e.workspace_id = $1 AND e.object_id::text = o.value
    WHERE o.workspace_id = $1 AND o.member_id = m.id AND o.kind = 'entra' AND e.gone IS NULL)
  ORDER BY m.id, d.object_id`

/**
 * Makes memberships follow what a finished pass has noted: who is gone loses theirs, who is back gets it back if it was
 * taken for that reason. Returns how many are held back for an admin to decide; then none ends.
 */
export async function reconcile(tx: Tx, actor: Actor, pass: Ended): Promise<number> {
  if (pass.whole) await noteMissing(tx, actor, pass.startedAt)
  if (pass.groupId && pass.brings) await noteUngrouped(tx, actor, pass.startedAt)
  await takeBackReturned(tx, actor)
  const going = await rows<{ id: string; gone: string }>(tx, goingStatement, [actor.workspaceId])
  if (going.length > pass.allowed && going.length > (await most(tx, actor))) return going.length
  for (const { id, gone } of going) {
    await endForDirectory(tx, actor, id, gone)
    await rows(
      tx,
      'UPDATE directory_people SET ended_at = $3 WHERE workspace_id = $1 AND member_id = $2 AND gone IS NOT NULL',
      [actor.workspaceId, id, actor.now],
    )
  }
  return 0
}

/** A pass over everything has not met them: they are there no more. */
async function noteMissing(tx: Tx, { workspaceId }: Actor, startedAt: Date): Promise<void> {
  await rows(
    tx,
    `UPDATE directory_people SET gone = 'deleted' WHERE workspace_id = $1 AND seen_at < $2 AND gone IS NULL`,
    [workspaceId, startedAt],
  )
  await rows(
    tx,
    `INSERT INTO directory_people (workspace_id, object_id, member_id, brought, seen_at, gone)
      SELECT $1, i.value::uuid, m.id, false, $2, 'deleted' FROM member_identities i
      JOIN members m ON m.workspace_id = $1 AND m.id = i.member_id AND m.state = 'active' AND m.created_at < $3
      WHERE i.workspace_id = $1 AND i.kind = 'entra' ON CONFLICT (workspace_id, object_id) DO NOTHING`,
    [workspaceId, startedAt, new Date(startedAt.getTime() - settled)],
  )
}

/** Whoever the group brought in, and is in it no more. */
async function noteUngrouped(tx: Tx, { workspaceId }: Actor, startedAt: Date): Promise<void> {
  await rows(
    tx,
    `UPDATE directory_people SET gone = 'group' WHERE workspace_id = $1 AND brought AND gone IS NULL
      AND (grouped_at IS NULL OR grouped_at < $2)`,
    [workspaceId, startedAt],
  )
}

/** Only whom the directory had let go; whom an admin removed stays removed. */
async function takeBackReturned(tx: Tx, actor: Actor): Promise<void> {
  const returned = await rows<{ id: string }>(
    tx,
    `UPDATE directory_people d SET ended_at = NULL FROM members m
      WHERE d.workspace_id = $1 AND d.gone IS NULL AND d.ended_at IS NOT NULL
        AND m.workspace_id = $1 AND m.id = d.member_id AND m.state = 'left' RETURNING m.id`,
    [actor.workspaceId],
  )
  for (const { id } of returned) await takeBack(tx, actor, id)
}

async function most(tx: Tx, { workspaceId }: Actor): Promise<number> {
  const found = await first<{ people: number }>(
    tx,
    `SELECT count(*)::int AS people FROM members WHERE workspace_id = $1 AND state IN ('invited', 'active')
      AND merged_into IS NULL`,
    [workspaceId],
  )
  return Math.max(fewest, Math.floor(found!.people * share))
}
