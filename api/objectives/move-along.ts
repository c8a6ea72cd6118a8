import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import type { ObjectiveRow } from './entity.ts'
import { happened, keyResultNoun, leftSight } from './lifecycle.ts'
import { checkPeople, type Home } from './place.ts'

type Along = Home & { id: string; ownerId: string }

// What also counts in another goal of the old team stays there: two teams would see it move for one of them.
const alongStatement = `
  SELECT k.id, k.team_id AS "teamId", k.audience, k.owner_id AS "ownerId" FROM key_results k
  WHERE k.workspace_id = $1 AND k.team_id = $3
    AND EXISTS (SELECT FROM alignments a WHERE a.workspace_id = $1 AND a.child_key_result_id = k.id
      AND a.parent_objective_id = $2)
    AND NOT EXISTS (SELECT FROM alignments a JOIN objectives o ON o.workspace_id = $1 AND o.id = a.parent_objective_id
      WHERE a.workspace_id = $1 AND a.child_key_result_id = k.id AND o.id <> $2 AND o.team_id = $3)
  ORDER BY k.id FOR UPDATE OF k`

/**
 * An objective that moves to another team takes its key results along: they belong to that team then, and are seen by
 * whom it decides. A private team is shared with nobody. 400 when somebody who owns one would not see it any more.
 */
export async function moveAlong(tx: Tx, actor: Actor, before: ObjectiveRow, home: Home): Promise<void> {
  const { workspaceId } = actor
  const found = await rows<Along>(tx, alongStatement, [workspaceId, before.id, before.teamId])
  await checkPeople(
    tx,
    actor,
    home,
    found.map(({ ownerId }) => ownerId),
    '/teamId',
  )
  await rows(
    tx,
    `UPDATE key_results SET team_id = $3, audience = $4, version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND id = ANY($2::uuid[])`,
    [workspaceId, found.map(({ id }) => id), home.teamId, home.audience],
  )
  await rows(
    tx,
    'DELETE FROM shared_teams WHERE workspace_id = $1 AND objective_id = $2 AND (team_id = $3 OR $4)',
    [workspaceId, before.id, home.teamId, home.audience === 'team'],
  )
  for (const keyResult of found) {
    await leftSight(tx, actor, keyResultNoun, keyResult, home)
    await happened(tx, actor, keyResultNoun, { ...keyResult, ...home }, 'edited', {
      fields: ['teamId'],
      ...{ teamId: home.teamId, teamIdBefore: before.teamId, objectiveId: before.id },
    })
  }
}
