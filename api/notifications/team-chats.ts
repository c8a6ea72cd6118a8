import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'

/** Chooses the chat in which a team celebrates; the last choice of its leaders counts. */
export async function chooseTeamChat(
  tx: Tx,
  actor: Actor,
  teamId: string,
  conversationId: string,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO team_chats (workspace_id, team_id, conversation_id, chosen_by, at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (workspace_id, team_id) DO UPDATE SET conversation_id = excluded.conversation_id,
        chosen_by = excluded.chosen_by, at = excluded.at`,
    [actor.workspaceId, teamId, conversationId, actor.memberId, actor.now],
  )
}
