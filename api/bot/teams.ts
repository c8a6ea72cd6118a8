import { previewAsked } from '../barriers/barriers.ts'
import { rows } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Moment } from './kind.ts'

export interface NamedTeam {
  id: string
  name: string
}

/** The actor's teams of these, by name. */
export async function teamsOf({ tx, actor }: Moment, ids: readonly string[]): Promise<NamedTeam[]> {
  return rows<NamedTeam>(
    tx,
    'SELECT id, name FROM teams WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND closed_at IS NULL ORDER BY name, id',
    [actor.workspaceId, ids],
  )
}

/** The teams that somebody may raise something for, each with who is asked there. */
export async function raisableOf(moment: Moment): Promise<(NamedTeam & { askedOf: string })[]> {
  const { tx, actor } = moment
  const found = []
  for (const team of await teamsOf(moment, actor.teams)) {
    const { name: askedOf } = await previewAsked(tx, actor, { teamId: team.id })
    found.push({ ...team, askedOf })
  }
  return found
}

/** The team that was picked, which is one of the actor's; `otherwise` where there was nothing to pick. */
export function pickedTeam({ actor }: Moment, picked: unknown, otherwise: string): string {
  if (picked === undefined) return otherwise
  const team = actor.teams.find((id) => id === picked)
  if (!team) throw badField('/team', 'unknown', 'Pick one of your teams.')
  return team
}

/** The teams that somebody leads themselves, by name. */
export async function ledBy({ tx, actor }: Moment): Promise<NamedTeam[]> {
  return rows<NamedTeam>(
    tx,
    `SELECT t.id, t.name FROM team_members m JOIN teams t ON t.workspace_id = m.workspace_id AND t.id = m.team_id
      WHERE m.workspace_id = $1 AND m.member_id = $2 AND m.role = 'leader' AND t.closed_at IS NULL ORDER BY t.name, t.id`,
    [actor.workspaceId, actor.memberId],
  )
}
