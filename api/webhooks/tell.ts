import { changesFor } from '../changes/changes.ts'
import type { ChangeDto } from '../changes/schema.ts'
import { type Happened, sightOf } from '../changes/sight.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import type { WebhookRow } from './entity.ts'
import { asksFor, nouns } from './events.ts'
import { enqueue } from './queue.ts'

/** Whoever listens behind a webhook, as the feed knows readers: nobody in person, in the private teams granted. */
export function listenerOf(actor: Actor, { teamIds }: Pick<WebhookRow, 'teamIds'>): Actor {
  return { ...actor, memberId: null, admin: false, guest: false, teams: teamIds, leads: [] }
}

type Listening = Pick<WebhookRow, 'id' | 'events' | 'teamIds' | 'busyUntil'> & { closedOff: boolean }

const listening = `
  SELECT w.id, w.events, w.team_ids AS "teamIds", w.busy_until AS "busyUntil", coalesce((
    SELECT t.private FROM teams t WHERE t.workspace_id = $1 AND t.id = $2), false) AS "closedOff"
  FROM webhooks w WHERE w.workspace_id = $1 AND w.disabled_at IS NULL`

/**
 * Puts an event into the queue of every webhook that asks for it and may hear it. Of imports, their end alone is told. What
 * somebody said without their name is not told: the moment of the message would be the moment of the word.
 */
export async function tellWebhooks(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const { kind, source, audience, audienceTeamId } = event
  if (audience === 'members' || !nouns.some((noun) => kind.startsWith(`${noun}.`))) return
  if (source === 'person' && event.actorId === null) return
  if (source === 'import' && kind !== 'import.finished') return
  for (const to of await rows<Listening>(tx, listening, [actor.workspaceId, audienceTeamId])) {
    const sight = sightOf(listenerOf(actor, to), { ...event, closedOff: to.closedOff })
    if (sight === 'hidden' || !asksFor(to.events, kind, sight === 'lost')) continue
    await enqueue(tx, actor, to, { eventId: event.id, kind })
  }
}

const eventsStatement = `
  SELECT e.epoch, e.tx::text, e.seq::text, e.id, e.kind, e.subject_kind AS "subjectKind", e.subject_id AS "subjectId",
    e.actor_id AS "actorId", e.source, e.at, e.audience, e.audience_team_id AS "audienceTeamId",
    e.audience_members AS "audienceMembers", e.data, coalesce(t.private, false) AS "closedOff"
  FROM events e LEFT JOIN teams t ON t.workspace_id = e.workspace_id AND t.id = e.audience_team_id
  WHERE e.workspace_id = $1 AND e.id = ANY($2::uuid[])`

/** What events are to a reader now, by their ids; those that they do not see are missing. */
export async function changesById(
  tx: Tx,
  reader: Actor,
  ids: readonly (string | null)[],
): Promise<Map<string, ChangeDto>> {
  const values = [reader.workspaceId, ids.filter((id) => id !== null)]
  const events = await rows<Happened & { epoch: number; tx: string; seq: string }>(
    tx,
    eventsStatement,
    values,
  )
  return new Map(changesFor(reader, events).map(({ change }) => [change.id, change]))
}
