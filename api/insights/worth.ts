import { v4 } from 'uuid'
import { type Day, dayOf, startOfWeek } from '../calendar.ts'
import { checkInAudience } from '../check-ins/find.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { WorthAnswerEntity } from './entity.ts'

/**
 * Says whether a check-in of one's own was worth the time. The answer is kept without its author, its check-in and its
 * day. There is no event: it is nobody's news, and an event would say who and when. 409 the second time.
 */
export async function answerWorth(
  tx: Tx,
  actor: Actor,
  checkInId: string,
  worth: boolean,
): Promise<undefined> {
  await checkInAudience(tx, actor, checkInId)
  const found = await first<{ authorId: string | null; teamId: string; zone: string }>(
    tx,
    `SELECT c.author_id AS "authorId", coalesce(k.team_id, o.team_id) AS "teamId", s.zone FROM check_ins c
      JOIN workspace_settings s ON s.workspace_id = c.workspace_id
      LEFT JOIN key_results k ON k.workspace_id = c.workspace_id AND k.id = c.key_result_id
      LEFT JOIN objectives o ON o.workspace_id = c.workspace_id AND o.id = c.objective_id
      WHERE c.workspace_id = $1 AND c.id = $2`,
    [actor.workspaceId, checkInId],
  )
  const { authorId, teamId, zone } = found!
  if (!actor.memberId || authorId !== actor.memberId) throw forbidden('Only its author says this.')
  const given = await rows(
    tx,
    `INSERT INTO worth_given (workspace_id, check_in_id, member_id) VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING RETURNING check_in_id`,
    [actor.workspaceId, checkInId, actor.memberId],
  )
  if (given.length === 0) throw wrongState('You said this already.')
  const week: Day = startOfWeek(dayOf(actor.now, zone))
  await tx.insert(WorthAnswerEntity, { workspaceId: actor.workspaceId, id: v4(), teamId, week, worth })
  return undefined
}
