import { rows, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Position } from '../events/read.ts'
import type { Actor } from '../http/actor.ts'
import { readCursor, writeCursor } from '../http/cursor.ts'
import { changesStatement } from './changes.sql.ts'
import type { ChangeDto, ChangePageDto } from './schema.ts'
import { type Happened, sightOf } from './sight.ts'

/** For how long a cursor leads on, in days. */
const keeps = 30
/** How many events are looked at for one page: whoever sees few of many gets a short one. */
const looksAt = 1000
const list = 'changes'

/** A place in the order with an event, or the end of what is settled. */
type Placed = Happened & Position

/** A stretch of the workspace's events, whoever sees them, and where the next one begins. */
export interface Stretch {
  events: Placed[]
  end: Position
  more: boolean
}

type Row = Placed & { settled: string; epochNow: number }

/**
 * What happened after `since`, in order, as far as the actor sees it; without `since` nothing but the place from which to
 * go on. 400 for a cursor from elsewhere, 410 `changes-gone` for one that is older than 30 days or from before a restore.
 */
export async function listChanges(
  tx: Tx,
  actor: Actor,
  { since, limit }: { since?: string; limit: number },
): Promise<ChangePageDto> {
  const after = since === undefined ? null : placeOf(actor, since)
  const { events, end, more } = await stretchAfter(tx, actor.workspaceId, after)
  const seen = changesFor(actor, events)
  const page = seen.slice(0, limit)
  const cut = seen.length > limit
  const at = cut ? page.at(-1)!.at : end
  return { data: page.map(({ change }) => change), next: cursorOf(actor, at), more: cut || more }
}

/** The position that a cursor stands for; 400 or 410 as `listChanges` says. */
export function placeOf(actor: Actor, cursor: string): Position {
  const [epoch, tx, seq, read] = readCursor(actor, list, {}, cursor)!
  const age = actor.now.getTime() - new Date(read!).getTime()
  if (age > keeps * 86_400_000) throw gone()
  return { epoch: Number(epoch), tx: tx!, seq: seq! }
}

/** The cursor of a position, good for 30 days from now. */
export function cursorOf(actor: Actor, { epoch, tx, seq }: Position): string {
  return writeCursor(actor, list, {}, [String(epoch), tx, seq, actor.now.toISOString()])
}

/** Up to `size` events after a position (null: the end) with one statement; 410 when there is no way on from it. */
export async function stretchAfter(
  tx: Tx,
  workspaceId: string,
  after: Position | null,
  size = after ? looksAt : 0,
): Promise<Stretch> {
  const from = after ?? { epoch: 0, tx: '0', seq: '0' }
  const found = await rows<Row>(tx, changesStatement, [workspaceId, from.epoch, from.tx, from.seq, size])
  const { settled, epochNow } = found[0]!
  // A database that was restored has counted less far, or names a later epoch; either way its order is another one.
  if (after && (after.epoch !== epochNow || BigInt(after.tx) > BigInt(settled))) throw gone()
  const events = found.filter(({ id }) => id !== null)
  const last = events.at(-1)
  const more = last !== undefined && events.length === size
  return { events, end: more ? positionOf(last) : { epoch: epochNow, tx: settled, seq: '0' }, more }
}

/** The events that the actor sees or loses sight by, as changes with their places. */
export function changesFor(actor: Actor, events: readonly Placed[]): { at: Position; change: ChangeDto }[] {
  return events.flatMap((event) => {
    const sight = sightOf(actor, event)
    return sight === 'hidden' ? [] : [{ at: positionOf(event), change: toChange(event, sight === 'lost') }]
  })
}

const positionOf = ({ epoch, tx, seq }: Position): Position => ({ epoch, tx, seq })

/** Kinds that end their own subject. */
const endings = new Set(['view.removed', 'member.merged', 'member.erased'])

/** Who lost sight is told that, and no more. */
function toChange(event: Happened, lost: boolean): ChangeDto {
  const { id, kind, subjectKind, subjectId, source, at } = event
  return {
    id,
    kind: lost ? 'sight.lost' : kind,
    subject: { kind: subjectKind, id: subjectId },
    gone: lost || endings.has(kind),
    teamId: lost ? null : event.audienceTeamId,
    actorId: lost ? null : event.actorId,
    source: source as ChangeDto['source'],
    at: at.toISOString(),
  }
}

function gone() {
  return refuse(
    410,
    'changes-gone',
    'The feed leads on from there no more. Read what you need anew, and go on from the place that GET /v1/changes gives without since.',
  )
}
