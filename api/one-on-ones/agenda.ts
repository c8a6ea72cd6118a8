import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, refuse, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { itemOf, subjectOfItem } from './agenda.sql.ts'
import { AgendaItemEntity, type AgendaItemRow, type AgendaKind } from './entity.ts'
import { audienceOf, findPair, type Pair } from './find.ts'
import type { AgendaItemDto, AgendaSubjectDto, NewAgendaItemInput } from './schema.ts'

/** How many items may stand on an agenda. */
const mostItems = 100

/** An item as JSON brings it. */
export interface ItemJson {
  id: string
  authorId: string
  authorName: string
  text: string | null
  subject: AgendaSubjectDto | null
  createdAt: string
  doneAt: string | null
  doneBy: string | null
  carried: number
  meetingId: string | null
  version: number
  revision: number
}

const reader = (actor: Actor) => [actor.workspaceId, actor.memberId, actor.teams, actor.now]

type Links = Pick<
  AgendaItemRow,
  'objectiveId' | 'keyResultId' | 'stepId' | 'barrierId' | 'winId' | 'commentId'
>
const propertyOf: Record<AgendaKind, keyof Links> = {
  objective: 'objectiveId',
  key_result: 'keyResultId',
  step: 'stepId',
  barrier: 'barrierId',
  win: 'winId',
  comment: 'commentId',
}
const nothing: Links = {
  ...{ objectiveId: null, keyResultId: null, stepId: null },
  ...{ barrierId: null, winId: null, commentId: null },
}

/**
 * Puts something on the agenda: words, an item, or both. 400 for neither, 404 for an item that the author does not see,
 * 409 when it is full. The other one sees the link only if they see what it leads to.
 */
export async function addAgendaItem(
  tx: Tx,
  actor: Actor,
  oneOnOneId: string,
  { text, subject }: NewAgendaItemInput,
): Promise<AgendaItemDto> {
  const pair = await findPair(tx, actor, oneOnOneId)
  if (!text && !subject) throw badField('/text', 'required', 'Say what you want to speak about.')
  const links = { ...nothing, ...(subject && { [propertyOf[subject.kind]]: subject.id }) }
  if (subject) await checkSeen(tx, actor, subject.kind, links)
  await checkRoom(tx, actor, pair)
  const row: AgendaItemRow = {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    oneOnOneId,
    authorId: actor.memberId!,
    text: text?.trim() || null,
    ...links,
    createdAt: actor.now,
    ...{ doneAt: null, doneBy: null, carried: 0, meetingId: null, removedAt: null },
    ...{ version: 1, revision: 1 },
  }
  await tx.insert(AgendaItemEntity, row)
  return told(tx, actor, pair, row.id, 'added')
}

async function checkSeen(tx: Tx, actor: Actor, kind: AgendaKind, links: Links): Promise<void> {
  const columns = ['objective_id', 'key_result_id', 'step_id', 'barrier_id', 'win_id', 'comment_id']
  const given = columns.map((name, i) => `$${i + 5}::uuid AS ${name}`)
  const { objectiveId, keyResultId, stepId, barrierId, winId, commentId } = links
  const ids = [objectiveId, keyResultId, stepId, barrierId, winId, commentId]
  const statement = `SELECT ${subjectOfItem(actor)} AS subject FROM (SELECT ${given.join(', ')}) a`
  const seen = await first<{ subject: unknown }>(tx, statement, [...reader(actor), ...ids])
  if (!seen?.subject) throw notFound(kind.replace('_', ' '))
}

async function checkRoom(tx: Tx, actor: Actor, pair: Pair): Promise<void> {
  const counted = await first<{ items: number }>(
    tx,
    `SELECT count(*)::int AS items FROM agenda_items WHERE workspace_id = $1 AND one_on_one_id = $2
      AND meeting_id IS NULL AND removed_at IS NULL`,
    [actor.workspaceId, pair.id],
  )
  if (counted!.items < mostItems) return
  throw refuse(409, 'agenda-full', `An agenda holds up to ${mostItems} items. Close the meeting first.`)
}

/** Says it in other words. 403 for who did not write it, 409 once its meeting was closed. */
export async function rewordItem(
  tx: Tx,
  actor: Actor,
  at: ItemAt,
  version: number | null,
  text: string,
): Promise<AgendaItemDto> {
  const { pair, row } = await findItem(tx, actor, at)
  checkAuthor(actor, row)
  await edit<AgendaItemRow>(tx, actor, AgendaItemEntity, row, version, { text: text.trim() })
  return told(tx, actor, pair, row.id, 'reworded')
}

/** Takes one's own item off the agenda; its words go with it. */
export async function removeItem(
  tx: Tx,
  actor: Actor,
  at: ItemAt,
  version: number | null,
): Promise<undefined> {
  const { pair, row } = await findItem(tx, actor, at)
  checkAuthor(actor, row)
  await edit<AgendaItemRow>(tx, actor, AgendaItemEntity, row, version, { text: null, removedAt: actor.now })
  await happened(tx, actor, pair, row.id, 'removed')
}

/** Ticks an item off, or opens it again; either of the two may. 409 when it stands so already. */
export async function tick(tx: Tx, actor: Actor, at: ItemAt, done: boolean): Promise<AgendaItemDto> {
  const { pair, row } = await findItem(tx, actor, at)
  const ticked = await first(
    tx,
    `UPDATE agenda_items SET done_at = $3, done_by = $4, revision = revision + 1
      WHERE workspace_id = $1 AND id = $2 AND meeting_id IS NULL AND (done_at IS NULL) = $5 RETURNING id`,
    [actor.workspaceId, row.id, done ? actor.now : null, done ? actor.memberId : null, done],
  )
  if (!ticked) {
    const detail = done ? 'This was ticked off already.' : 'This is still open.'
    throw wrongState(detail, await readItem(tx, actor, row.id))
  }
  return told(tx, actor, pair, row.id, done ? 'done' : 'reopened')
}

export interface ItemAt {
  id: string
  itemId: string
}

async function findItem(
  tx: Tx,
  actor: Actor,
  { id, itemId }: ItemAt,
): Promise<{ pair: Pair; row: AgendaItemRow }> {
  const pair = await findPair(tx, actor, id)
  const where = { workspaceId: actor.workspaceId, oneOnOneId: id, id: itemId }
  const row = await tx.findOne(AgendaItemEntity, { where })
  if (!row || row.removedAt) throw notFound('item of the agenda')
  if (row.meetingId) throw wrongState('The meeting of this item was closed.')
  return { pair, row }
}

function checkAuthor(actor: Actor, { authorId }: AgendaItemRow): void {
  if (authorId !== actor.memberId) throw forbidden('An item is changed by whoever put it on the agenda.')
}

async function readItem(tx: Tx, actor: Actor, id: string): Promise<AgendaItemDto> {
  const statement = `SELECT ${itemOf(actor)} AS item FROM agenda_items a WHERE a.workspace_id = $1 AND a.id = $5`
  const [found] = await rows<{ item: ItemJson }>(tx, statement, [...reader(actor), id])
  return toItem(found!.item, actor)
}

async function told(tx: Tx, actor: Actor, pair: Pair, itemId: string, past: string): Promise<AgendaItemDto> {
  await happened(tx, actor, pair, itemId, past)
  return readItem(tx, actor, itemId)
}

function happened(tx: Tx, actor: Actor, pair: Pair, itemId: string, past: string): Promise<string> {
  return record(tx, actor, {
    kind: `agenda-item.${past}`,
    subject: { kind: 'agenda_item', id: itemId },
    audience: audienceOf(pair),
    data: { oneOnOneId: pair.id },
  })
}

/** The item as the actor is shown it. */
export function toItem({ authorId, authorName, meetingId, ...item }: ItemJson, actor: Actor): AgendaItemDto {
  return {
    ...item,
    author: { id: authorId, name: authorName },
    createdAt: new Date(item.createdAt).toISOString(),
    doneAt: item.doneAt && new Date(item.doneAt).toISOString(),
    can: { edit: meetingId === null && authorId === actor.memberId },
  }
}
