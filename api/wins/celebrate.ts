import { first, rows, type Tx } from '../database/transaction.ts'
import { refuse, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { reach } from '../http/reach.ts'
import type { WinCelebrationRow } from './entity.ts'
import { findWin, type SeenWin, toWin, undoWindow } from './read.ts'
import type { WinDto } from './schema.ts'

/** Celebrates a win, once a person; doing it again changes one's words, and leaves them when none are sent. */
export async function celebrate(
  tx: Tx,
  actor: Actor,
  id: string,
  words: string | null | undefined,
): Promise<WinDto> {
  const win = await findWin(tx, actor, id)
  const again = win.ownAt !== null
  if (!again) await reach(tx, actor, 'celebration')
  await mark(tx, actor, win, 'coalesce(celebrated_at, $3)')
  await rows(
    tx,
    `INSERT INTO win_celebrations AS c (workspace_id, win_id, member_id, words, at, surface)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (workspace_id, win_id, member_id) DO UPDATE
        SET words = CASE WHEN $7 THEN excluded.words WHEN c.undone_at IS NULL THEN c.words END,
          at = CASE WHEN c.undone_at IS NULL THEN c.at ELSE excluded.at END, surface = excluded.surface, undone_at = NULL`,
    [
      ...[actor.workspaceId, id, actor.memberId],
      words?.trim() || null,
      actor.now,
      actor.surface,
      words !== undefined,
    ],
  )
  return told(tx, actor, win, again ? 'win.celebration-reworded' : 'win.celebrated')
}

/** Takes one's celebration back, within ten minutes. */
export async function uncelebrate(tx: Tx, actor: Actor, id: string): Promise<WinDto> {
  const win = await findWin(tx, actor, id)
  if (!win.ownAt) throw wrongState('You have not celebrated this win.', toWin(win, actor))
  if (actor.now.getTime() - win.ownAt.getTime() > undoWindow) {
    throw refuse(409, 'too-late', 'A celebration can be taken back for ten minutes.')
  }
  await first<WinCelebrationRow>(
    tx,
    `UPDATE win_celebrations SET undone_at = $4 WHERE workspace_id = $1 AND win_id = $2 AND member_id = $3
      RETURNING at`,
    [actor.workspaceId, id, actor.memberId, actor.now],
  )
  const remaining = `(SELECT min(at) FROM win_celebrations WHERE workspace_id = $1 AND win_id = $2
    AND undone_at IS NULL AND at <= $3)`
  await mark(tx, actor, win, remaining)
  return told(tx, actor, win, 'win.celebration-undone')
}

/** Stores since when it is celebrated ($3 is now) and counts it up; whoever does so at the same time waits here. */
async function mark(tx: Tx, actor: Actor, win: SeenWin, since: string): Promise<void> {
  await rows(
    tx,
    `UPDATE wins SET celebrated_at = ${since}, revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, win.id, actor.now],
  )
}

async function told(tx: Tx, actor: Actor, win: SeenWin, kind: string): Promise<WinDto> {
  const { teamId, objectiveId, keyResultId, stepId, barrierId } = win
  const data = { teamId, objectiveId, keyResultId, stepId, barrierId }
  await record(tx, actor, { kind, subject: { kind: 'win', id: win.id }, audience: win, data })
  return toWin(await findWin(tx, actor, win.id), actor)
}
