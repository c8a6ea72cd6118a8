import { rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { changeable } from './change.ts'
import { type AssignmentRow, ObjectiveEntity } from './entity.ts'
import { happened, objectiveNoun } from './lifecycle.ts'
import { checkPeople } from './place.ts'

/** Says who contributes to an objective, all of them. */
export async function setContributors(
  tx: Tx,
  actor: Actor,
  id: string,
  expected: number | null,
  memberIds: readonly string[],
): Promise<void> {
  const row = await changeable(tx, actor, id)
  await checkPeople(tx, actor, row, memberIds, '/memberIds')
  await edit(tx, actor, ObjectiveEntity, row, expected, {})
  const changed = await assign(tx, actor, { objective_id: id }, 'contributor', memberIds)
  await happened(tx, actor, objectiveNoun, row, 'contributors-set', changed)
}

/** Replaces the people who have a role on an item; says who came and who went. */
export async function assign(
  tx: Tx,
  actor: Actor,
  subject: { objective_id: string } | { key_result_id: string },
  role: AssignmentRow['role'],
  memberIds: readonly string[],
): Promise<{ added: string[]; removed: string[] }> {
  const [[column, id]] = Object.entries(subject) as [[string, string]]
  const values = [actor.workspaceId, id, role, memberIds]
  const removed = await rows<{ id: string }>(
    tx,
    `DELETE FROM assignments WHERE workspace_id = $1 AND ${column} = $2 AND role = $3
      AND member_id <> ALL($4::uuid[]) RETURNING member_id AS id`,
    values,
  )
  const added = await rows<{ id: string }>(
    tx,
    `INSERT INTO assignments (workspace_id, id, ${column}, member_id, role)
      SELECT $1, n.id, $2, n.member_id, $3 FROM unnest($4::uuid[], $5::uuid[]) AS n (member_id, id)
      WHERE NOT EXISTS (SELECT FROM assignments a WHERE a.workspace_id = $1 AND a.${column} = $2 AND a.role = $3
        AND a.member_id = n.member_id) RETURNING member_id AS id`,
    [...values, memberIds.map(() => newId(actor.now))],
  )
  return { added: added.map((row) => row.id), removed: removed.map((row) => row.id) }
}

/** Says which further teams an objective is shared with, all of them; the goals of a private team are not shared. */
export async function shareWithTeams(
  tx: Tx,
  actor: Actor,
  id: string,
  expected: number | null,
  teamIds: readonly string[],
): Promise<void> {
  const row = await changeable(tx, actor, id)
  if (row.audience === 'team' && teamIds.length > 0) {
    throw badField('/teamIds', 'private', "A private team's goals stay with it.")
  }
  await checkTeams(tx, actor, row.teamId, teamIds)
  await edit(tx, actor, ObjectiveEntity, row, expected, {})
  const values = [actor.workspaceId, id, teamIds]
  const removed = await rows<{ id: string }>(
    tx,
    `DELETE FROM shared_teams WHERE workspace_id = $1 AND objective_id = $2 AND team_id <> ALL($3::uuid[])
      RETURNING team_id AS id`,
    values,
  )
  const added = await rows<{ id: string }>(
    tx,
    `INSERT INTO shared_teams (workspace_id, objective_id, team_id) SELECT $1, $2, unnest($3::uuid[])
      ON CONFLICT DO NOTHING RETURNING team_id AS id`,
    values,
  )
  await happened(tx, actor, objectiveNoun, row, 'teams-shared', {
    added: added.map((team) => team.id),
    removed: removed.map((team) => team.id),
  })
}

async function checkTeams(tx: Tx, actor: Actor, home: string, teamIds: readonly string[]): Promise<void> {
  if (teamIds.includes(home)) throw badField('/teamIds', 'home', 'This is the team it belongs to.')
  const found = await rows(
    tx,
    `SELECT id FROM teams WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND closed_at IS NULL
      AND (NOT private OR id = ANY($3::uuid[]))`,
    [actor.workspaceId, teamIds, actor.teams],
  )
  if (found.length < teamIds.length) throw badField('/teamIds', 'unknown', 'There is no such team.')
}
