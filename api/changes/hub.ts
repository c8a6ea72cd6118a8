import type { ServerResponse } from 'node:http'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { transaction } from '../database/transaction.ts'
import { Refusal, refuse } from '../errors.ts'
import type { Position } from '../events/read.ts'
import type { Actor } from '../http/actor.ts'
import { changesFor, cursorOf, stretchAfter } from './changes.ts'

/** Milliseconds between two looks, and between two signs of life of a stream. */
const pace = 1_000
const heartbeat = 10_000
/** Streams of one person or key, and of one process; a reader who leaves more than this unread is dropped. */
const mostOfOne = 5
const most = 2_000
const mostUnread = 1_048_576

/** One open stream. */
export interface Listener {
  actor: Actor
  /** Who it is by now; fails once the token has ended. */
  renew: () => Promise<Actor>
  position: Position
  /** When it is closed, in milliseconds of this process's clock. */
  until: number
  out: ServerResponse
  /** When it was last renewed. */
  renewed: number
}

interface Hub {
  db: Database
  log: FastifyBaseLogger
  listeners: Set<Listener>
  timer: NodeJS.Timeout | undefined
}

const hubs = new WeakMap<Database, Hub>()

/** 429 when the actor has five streams open on this process, 503 when the process has as many as it bears. */
export function checkRoom(db: Database, { credential }: Actor): void {
  const open = [...(hubs.get(db)?.listeners ?? [])]
  if (open.length >= most) {
    throw refuse(
      503,
      'busy',
      'Too many streams are open. Ask the feed by itself.',
      {},
      { 'retry-after': '30' },
    )
  }
  if (open.filter(({ actor }) => actor.credential === credential).length < mostOfOne) return
  const detail = `You have ${mostOfOne} streams open. Close one.`
  throw refuse(429, 'streams', detail, {}, { 'retry-after': '10' })
}

/** Sends what happens from its position on, until its time is over, its token ends or the reader goes. */
export function listen(db: Database, log: FastifyBaseLogger, listener: Listener): void {
  const hub = hubs.get(db) ?? { db, log, listeners: new Set(), timer: undefined }
  hubs.set(db, hub)
  hub.listeners.add(listener)
  listener.out.on('close', () => leave(hub, listener))
  listener.out.write(`retry: 2000\nid: ${cursorOf(listener.actor, listener.position)}\n\n`)
  goOn(hub, 0)
}

/** Ends every stream of a process that closes. */
export function closeAll(db: Database): void {
  const hub = hubs.get(db)
  for (const listener of hub?.listeners ?? []) leave(hub!, listener)
}

function leave(hub: Hub, listener: Listener): void {
  hub.listeners.delete(listener)
  if (!listener.out.writableEnded) listener.out.end()
}

/** One look after the other, for all streams together, and none without streams. */
function goOn(hub: Hub, wait = pace): void {
  if (hub.timer || hub.listeners.size === 0) return
  hub.timer = setTimeout(async () => {
    await look(hub, [...hub.listeners])
    hub.timer = undefined
    goOn(hub)
  }, wait)
  hub.timer.unref()
}

/** Who stands at the same place of the same workspace shares a statement; who has caught up stands at the end. */
async function look(hub: Hub, listeners: readonly Listener[]): Promise<void> {
  await Promise.all(listeners.map((listener) => keepAlive(hub, listener)))
  const together = new Map<string, Listener[]>()
  for (const listener of listeners) {
    if (!hub.listeners.has(listener)) continue
    const { epoch, tx, seq } = listener.position
    const place = [listener.actor.workspaceId, epoch, tx, seq].join(' ')
    together.set(place, [...(together.get(place) ?? []), listener])
  }
  for (const group of together.values()) await tell(hub, group)
}

async function tell(hub: Hub, group: readonly Listener[]): Promise<void> {
  const [{ actor, position }] = group as [Listener]
  const { workspaceId } = actor
  try {
    const read = () =>
      transaction(hub.db, { workspaceId }, (tx) => stretchAfter(tx, workspaceId, position), { oneTrip: true })
    const { events, end, more } = await read()
    for (const listener of group) {
      for (const { at, change } of changesFor(listener.actor, events)) {
        const id = cursorOf(listener.actor, at)
        listener.out.write(`id: ${id}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`)
      }
      listener.position = end
      const over = !more && listener.until <= Date.now()
      if (over || listener.out.writableLength > mostUnread) leave(hub, listener)
    }
  } catch (error) {
    // A stream whose place is gone ends; asked for again, its reader is told why. Anything else passes.
    if (error instanceof Refusal) for (const listener of group) leave(hub, listener)
    else hub.log.error({ err: error }, 'the changes could not be read for streams')
  }
}

/** Now and then: a look whether the token still holds, and the place reached, without an event. */
async function keepAlive(hub: Hub, listener: Listener): Promise<void> {
  if (Date.now() - listener.renewed < heartbeat) return
  listener.renewed = Date.now()
  try {
    listener.actor = await listener.renew()
    listener.out.write(`id: ${cursorOf(listener.actor, listener.position)}\n\n`)
  } catch (error) {
    if (error instanceof Refusal) leave(hub, listener)
  }
}
