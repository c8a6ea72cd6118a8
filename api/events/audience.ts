import { rows, type Tx } from '../database/transaction.ts'

/**
 * Gives every item of a team the audience that follows from whether the team is private, and a new revision. Any
 * table with `audience` and `team_id` takes part by having them; narrower audiences stay what they are. Events keep
 * the audience they had when they happened.
 */
export async function followPrivacy(
  tx: Tx,
  workspaceId: string,
  team: { id: string; private: boolean },
): Promise<void> {
  const [from, to] = team.private ? ['workspace', 'team'] : ['team', 'workspace']
  for (const { columns, tableName } of tx.connection.entityMetadatas) {
    const names = columns.map(({ propertyName }) => propertyName)
    if (!names.includes('audience') || !names.includes('teamId')) continue
    const counted = names.includes('revision') ? ', revision = revision + 1' : ''
    await rows(
      tx,
      `UPDATE ${tableName} SET audience = $4${counted} WHERE workspace_id = $1 AND team_id = $2 AND audience = $3`,
      [workspaceId, team.id, from, to],
    )
  }
}
