import { send, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { concernsTeam } from '../http/still-seen.ts'
import { newId } from '../ids.ts'
import { idsIn, moveBoards } from './board-revisions.ts'

/** Who may ever learn of an item or event. Compiled in one place, used by reads, feed, cards and webhooks alike. */
export type Audience =
  | { audience: 'workspace' | 'team'; teamId: string }
  /** Of the workspace as such: everyone in it but guests, who know their teams only. */
  | { audience: 'workspace'; teamId: null }
  | { members: readonly string[] }

/** Something that happened. `data` holds ids, numbers and our own words; never a name or a text of people. */
export interface Happening {
  kind: string
  subject: { kind: string; id: string }
  audience: Audience
  source?: 'person' | 'api' | 'import' | 'worker'
  data?: Record<string, unknown>
}

const statement = `
  WITH event AS (
    INSERT INTO events (workspace_id, id, kind, subject_kind, subject_id, actor_id, surface, source, at, audience,
      audience_team_id, audience_members, data)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    RETURNING workspace_id, id, at)
  INSERT INTO outbox (workspace_id, event_id, at) SELECT workspace_id, id, at FROM event`

/**
 * Writes the event and its outbox row in the transaction of the change; returns the event's id. Boards that show what
 * the event names get a new revision.
 */
export async function record(tx: Tx, actor: Actor, happening: Happening): Promise<string> {
  const { kind, subject, audience, source = sourceOf(actor), data = {} } = happening
  const id = newId(actor.now)
  const [name, teamId, members] =
    'members' in audience ? ['members', null, audience.members] : [audience.audience, audience.teamId, null]
  send(tx, statement, [
    actor.workspaceId,
    id,
    kind,
    subject.kind,
    subject.id,
    actor.memberId,
    actor.surface,
    source,
    actor.now,
    name,
    teamId,
    members,
    data,
  ])
  if ('audience' in audience && teamId) concernsTeam(tx, actor, audience.audience, teamId)
  const people = subject.kind === 'member' ? [subject.id] : []
  moveBoards(tx, actor.workspaceId, [subject.id, ...(teamId ? [teamId] : []), ...idsIn(data)], people)
  return id
}

/** Whether a person, an integration, an import or the product itself made the change. */
export function sourceOf(actor: Actor): 'person' | 'api' | 'import' | 'worker' {
  if (actor.surface === 'import' || actor.surface === 'worker') return actor.surface
  return actor.scopes ? 'api' : 'person'
}

/**
 * The condition under which the actor sees rows of `alias`, a table with audience and team_id: everyone sees what
 * the workspace sees, guests only their own teams. `$teams` must be the parameter that holds actor.teams.
 */
export function visible(actor: Actor, alias: string, teams: string): string {
  const own = `${alias}.team_id = ANY(${teams}::uuid[])`
  return actor.guest ? own : `(${alias}.audience = 'workspace' OR ${own})`
}
