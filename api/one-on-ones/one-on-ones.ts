import { first, rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { newId } from '../ids.ts'
import { audienceOf, lastMeeting, mine, other } from './find.ts'
import type { OneOnOneNameDto } from './schema.ts'

interface NameRow {
  id: string
  otherId: string
  otherName: string
  lastMetDay: string | null
  agenda: number
  sort: Date
}

const select = `
  SELECT p.id, ${other} AS "otherId", m.name AS "otherName", l.day AS "lastMetDay", coalesce(l.at, p.opened_at) AS sort,
    (SELECT count(*)::int FROM agenda_items a WHERE a.workspace_id = p.workspace_id AND a.one_on_one_id = p.id
      AND a.meeting_id IS NULL AND a.removed_at IS NULL AND a.done_at IS NULL) AS agenda
  FROM one_on_ones p JOIN members m ON m.workspace_id = p.workspace_id AND m.id = ${other} ${lastMeeting}`

/**
 * Opens the one-on-one with a member, whichever of the two does so first: the same pair always gives the same. 400 for
 * oneself, and for who is not there: a stranger, a guest, a former member.
 */
export async function openOneOnOne(tx: Tx, actor: Actor, memberId: string): Promise<OneOnOneNameDto> {
  await checkOther(tx, actor, memberId)
  const [firstId, secondId] = [actor.memberId!, memberId].sort()
  const opened = await first<{ id: string }>(
    tx,
    `INSERT INTO one_on_ones (workspace_id, id, first_id, second_id, opened_by, opened_at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace_id, first_id, second_id) DO NOTHING RETURNING id`,
    [actor.workspaceId, newId(actor.now), firstId, secondId, actor.memberId, actor.now],
  )
  if (opened) {
    const audience = audienceOf({ memberId: actor.memberId!, otherId: memberId })
    await record(tx, actor, {
      kind: 'one-on-one.opened',
      subject: { kind: 'one_on_one', id: opened.id },
      audience,
    })
  }
  const statement = `${select} WHERE ${mine} AND $3::uuid IN (p.first_id, p.second_id)`
  return toName((await first<NameRow>(tx, statement, [actor.workspaceId, actor.memberId, memberId]))!)
}

async function checkOther(tx: Tx, actor: Actor, memberId: string): Promise<void> {
  if (memberId === actor.memberId) throw badField('/memberId', 'oneself', 'It takes two: name somebody else.')
  const found = await first(
    tx,
    `SELECT id FROM members WHERE workspace_id = $1 AND id = $2 AND merged_into IS NULL AND NOT guest
      AND state IN ('placeholder', 'invited', 'active')`,
    [actor.workspaceId, memberId],
  )
  if (!found) throw badField('/memberId', 'unknown', 'Nobody of this id is with us.')
}

/** The actor's one-on-ones, what was met or opened last first. */
export async function listOneOnOnes(tx: Tx, actor: Actor, query: { limit: number; cursor?: string }) {
  const after = readCursor(actor, 'one-on-ones', {}, query.cursor)
  const found = await rows<NameRow>(
    tx,
    `${select} WHERE ${mine} AND ($3::timestamptz IS NULL OR (coalesce(l.at, p.opened_at), p.id) < ($3, $4::uuid))
      ORDER BY coalesce(l.at, p.opened_at) DESC, p.id DESC LIMIT $5`,
    [actor.workspaceId, actor.memberId, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
  )
  const keys = (row: NameRow) => [row.sort.toISOString(), row.id]
  const { data, nextCursor } = page(actor, 'one-on-ones', query, found, keys)
  return { data: data.map(toName), nextCursor }
}

function toName({ id, otherId, otherName, lastMetDay, agenda }: NameRow): OneOnOneNameDto {
  return { id, with: { id: otherId, name: otherName }, lastMetDay, agenda }
}
