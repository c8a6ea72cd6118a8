import { first, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'

const statement = `
  SELECT s.zone, s.locale, array(SELECT id FROM teams t WHERE t.workspace_id = s.workspace_id ORDER BY id)::uuid[] AS teams
  FROM workspace_settings s WHERE s.workspace_id = $1`

/** The workspace's own jobs as an actor: nobody in person, who sees every team; undefined where nothing is set up. */
export async function workerActor(tx: Tx, workspaceId: string, now: Date): Promise<Actor | undefined> {
  const place = await first<Pick<Actor, 'zone' | 'locale' | 'teams'>>(tx, statement, [workspaceId])
  if (!place) return undefined
  return {
    ...place,
    workspaceId,
    memberId: null,
    admin: true,
    guest: false,
    leads: [],
    scopes: null,
    credential: 'worker',
    surface: 'worker',
    now,
    traceId: `worker ${now.toISOString()}`,
  }
}
