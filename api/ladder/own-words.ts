import { checkOpen, findPlace, moved } from '../commitments/place.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { ladderOf } from './ladder.ts'
import { mayUnderstand } from './policy.ts'
import type { LadderDto } from './schema.ts'
import { storeRungs } from './store.ts'

const about = `
  SELECT o.why, s.zone, array(SELECT t.member_id FROM team_members t WHERE t.workspace_id = $1 AND t.team_id = o.team_id
      AND t.role = 'leader') AS leaders,
    EXISTS (SELECT FROM team_members t WHERE t.workspace_id = $1 AND t.member_id = $3 AND (t.team_id = o.team_id
        OR t.team_id IN (SELECT x.team_id FROM shared_teams x WHERE x.workspace_id = $1 AND x.objective_id = o.id)))
      OR EXISTS (SELECT FROM rungs r WHERE r.workspace_id = $1 AND r.objective_id = o.id AND r.member_id = $3) AS "isOne"
  FROM objectives o JOIN workspace_settings s ON s.workspace_id = o.workspace_id
  WHERE o.workspace_id = $1 AND o.id = $2`

const keep = `
  INSERT INTO own_words AS w (workspace_id, id, objective_id, member_id, words, first_at, written_at, surface)
  VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
  ON CONFLICT (workspace_id, objective_id, member_id)
    DO UPDATE SET words = excluded.words, written_at = excluded.written_at, surface = excluded.surface`

/**
 * Writes the why of an objective back in one's own words: that is what *understands* means here, and the owner and the
 * leaders read it. Writing again replaces them. 403 for whoever is none of its people, 409 while there is no why.
 */
export async function writeWhyBack(
  tx: Tx,
  actor: Actor,
  objectiveId: string,
  words: string,
): Promise<LadderDto> {
  const { workspaceId, memberId, now, surface } = actor
  const place = await findPlace(tx, actor, { kind: 'objective', id: objectiveId })
  type About = { why: string | null; zone: string; leaders: string[]; isOne: boolean }
  const goal = (await first<About>(tx, about, [workspaceId, objectiveId, memberId]))!
  const involved = goal.isOne || place.ownerId === memberId || place.roles.length > 0 || place.committed
  if (!mayUnderstand(actor, involved)) throw forbidden('The people of a goal write its why back.')
  checkOpen(place)
  if (goal.why === null) throw wrongState('There is no why yet. Ask its owner for one.')
  const id = newId(now)
  await rows(tx, keep, [workspaceId, id, objectiveId, memberId, words.trim(), now, surface])
  await record(tx, actor, {
    kind: 'ladder.why-written-back',
    subject: { kind: 'objective', id: objectiveId },
    audience: { members: [...new Set([memberId!, place.ownerId, ...goal.leaders])] },
    data: { memberId },
  })
  await storeRungs(tx, actor, [objectiveId], goal.zone)
  return ladderOf(tx, actor, await moved(tx, actor, place))
}
