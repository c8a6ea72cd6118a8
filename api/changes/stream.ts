import type { Asked } from '../http/operation.ts'
import { StreamReply } from '../http/stream-reply.ts'
import { placeOf, stretchAfter } from './changes.ts'
import { checkRoom, listen } from './hub.ts'

type Query = { since?: string; lasts: number }

/**
 * The feed as server-sent events from a place on (Last-Event-ID, else `since`, else now). Refused as `listChanges`, and
 * 429 for a sixth stream at once.
 */
export async function streamChanges({ tx, actor, query, request }: Asked<object, Query, unknown>) {
  const { db, findActor } = request.server
  checkRoom(db, actor)
  const last = request.headers['last-event-id'] ?? query.since
  const place = typeof last === 'string' && last !== '' ? placeOf(actor, last) : null
  const { end } = await stretchAfter(tx, actor.workspaceId, place, 0)
  const position = place ?? end
  return new StreamReply('text/event-stream', (out) => {
    const until = Date.now() + query.lasts * 1000
    const renew = () => findActor(request)
    listen(db, request.log, { actor, renew, position, until, out, renewed: Date.now() })
  })
}
