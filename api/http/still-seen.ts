import { first, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from './actor.ts'

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Notes whose matter a change is; a stored reply to it is for the actor as long as they see what that team does. */
export function concernsTeam(tx: Tx, actor: Actor, audience: 'workspace' | 'team', teamId: string): void {
  if (audience === 'team' && !actor.teams.includes(teamId)) return // known to the actor by name, or as an admin
  const { data } = tx.queryRunner!
  data.teams ??= new Set<string>()
  data.teams.add(teamId)
}

/** The teams that `concernsTeam` noted in this transaction. */
export function teamsConcerned(tx: Tx): string[] {
  return [...((tx.queryRunner!.data.teams as Set<string> | undefined) ?? [])]
}

/**
 * 404 unless the actor still sees all that an earlier reply tells of: the teams it concerned, and every item it names.
 * Any table with `audience` and `team_id` takes part by having them; who was told of an item by name keeps it.
 */
export async function checkStillSeen(
  tx: Tx,
  actor: Actor,
  { teams, text }: { teams: readonly string[]; text: string },
): Promise<void> {
  const ids = [...new Set(text.match(uuid))]
  const values = [actor.workspaceId, ids, actor.teams, teams, actor.memberId]
  if (await first(tx, hidden(tx, actor), values)) throw notFound('item')
}

function hidden(tx: Tx, actor: Actor): string {
  const items = tx.connection.entityMetadatas
    .filter(({ columns }) => ['id', 'audience', 'teamId'].every((name) => columns.some(isNamed(name))))
    .map(
      ({ tableName }) => `
        SELECT 1 FROM ${tableName} i WHERE i.workspace_id = $1 AND i.id = ANY($2::uuid[])
          AND i.audience IN (${actor.guest ? "'workspace', 'team'" : "'team'"}) AND NOT i.team_id = ANY($3::uuid[])
          AND NOT EXISTS (SELECT FROM events e WHERE e.workspace_id = i.workspace_id AND e.subject_id = i.id
            AND e.audience = 'members' AND $5::uuid = ANY(e.audience_members))`,
    )
  const gone = `SELECT 1 FROM teams t WHERE t.workspace_id = $1 AND t.id = ANY($4::uuid[])
    AND NOT t.id = ANY($3::uuid[])${actor.guest ? '' : ' AND t.private'}`
  return `${[gone, ...items].join(' UNION ALL ')} LIMIT 1`
}

function isNamed(name: string): (column: { propertyName: string }) => boolean {
  return ({ propertyName }) => propertyName === name
}
