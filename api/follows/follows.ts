import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, notFound, refuse } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { newId } from '../ids.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { findObjective } from '../objectives/objectives.ts'
import { followsStatement } from './follows.sql.ts'
import type { FollowDto, LookedInput, NewFollowInput } from './schema.ts'

/** How much one person follows: beyond it everything moves and nothing is news. */
export const mostFollows = 200

interface Found extends Pick<FollowDto, 'id' | 'lifecycle' | 'health' | 'percent' | 'moved'> {
  at: Date
  looked_at: Date
  kind: FollowDto['subject']['kind']
  item_id: string
  title: string
  team_id: string
  team: string
}

const find = { objective: findObjective, key_result: findKeyResult }

/** Follows what the actor sees, from now on. 404 out of sight, 409 with too much already. */
export async function follow(tx: Tx, actor: Actor, { subject }: NewFollowInput): Promise<FollowDto> {
  await find[subject.kind](tx, actor, subject.id)
  const { workspaceId, memberId, now } = actor
  const kept = await first<{ n: number }>(
    tx,
    'SELECT count(*)::int AS n FROM follows WHERE workspace_id = $1 AND member_id = $2',
    [workspaceId, memberId],
  )
  if (kept!.n >= mostFollows) throw refuse(409, 'too-many-follows', `At most ${mostFollows} are followed.`)
  const made = await first<{ id: string }>(
    tx,
    `INSERT INTO follows (workspace_id, id, member_id, ${subject.kind}_id, at, looked_at)
      VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING RETURNING id`,
    [workspaceId, newId(now), memberId, subject.id, now],
  )
  if (made) await happened(tx, actor, 'follow.begun', made.id)
  return (await followOf(tx, actor, subject.id))!
}

/** Stops following; 404 for what somebody else follows. */
export async function unfollow(tx: Tx, actor: Actor, id: string): Promise<undefined> {
  const gone = await rows<{ id: string }>(
    tx,
    'DELETE FROM follows WHERE workspace_id = $1 AND id = $2 AND member_id = $3 RETURNING id',
    [actor.workspaceId, id, actor.memberId],
  )
  if (gone.length === 0) throw notFound('follow')
  await happened(tx, actor, 'follow.ended', id)
}

/** Notes until when the actor looked; 400 for an instant that is still to come, 404 for what is not followed. */
export async function look(tx: Tx, actor: Actor, { looks }: LookedInput): Promise<undefined> {
  const early = looks.findIndex(({ at }) => new Date(at) > actor.now)
  if (early >= 0)
    throw badField(`/looks/${early}/at`, 'future', 'Nobody has looked at what is still to come.')
  const known = await rows<{ id: string }>(
    tx,
    `UPDATE follows f SET looked_at = x.at FROM unnest($3::uuid[], $4::timestamptz[]) AS x (id, at)
      WHERE f.workspace_id = $1 AND f.member_id = $2 AND f.id = x.id RETURNING f.id`,
    [actor.workspaceId, actor.memberId, looks.map(({ id }) => id), looks.map(({ at }) => at)],
  )
  if (known.length < new Set(looks.map(({ id }) => id)).size) throw notFound('follow')
  await happened(tx, actor, 'follow.looked', known[0]!.id)
}

export interface ListFollows {
  limit: number
  cursor?: string
  subjectId?: string
  /** Only what moved since the actor looked. */
  moved?: boolean
}

/** What the actor follows and still sees, in the order in which they began to. */
export async function listFollows(tx: Tx, actor: Actor, query: ListFollows) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'follows', filters, cursor)
  const condition = `($4::uuid IS NULL OR s.id > $4) AND ($5::uuid IS NULL OR s.item_id = $5)
    AND (NOT $6::boolean OR x.moved IS NOT NULL)`
  const found = await rows<Found>(tx, followsStatement(actor, condition, '$7'), [
    actor.workspaceId,
    actor.memberId,
    actor.teams,
    after?.[0] ?? null,
    query.subjectId ?? null,
    query.moved ?? false,
    limit + 1,
  ])
  const { data, nextCursor } = page(actor, 'follows', query, found, ({ id }) => [id])
  return { data: data.map(toFollow), nextCursor }
}

async function followOf(tx: Tx, actor: Actor, itemId: string): Promise<FollowDto | undefined> {
  return (await listFollows(tx, actor, { limit: 1, subjectId: itemId })).data[0]
}

function toFollow({ kind, item_id, title, team_id, team, at, looked_at, moved, ...row }: Found): FollowDto {
  const { id, lifecycle, health, percent } = row
  return {
    id,
    subject: { kind, id: item_id, title },
    team: { id: team_id, name: team },
    ...{ lifecycle, health, percent },
    at: at.toISOString(),
    lookedAt: looked_at.toISOString(),
    moved: moved && { ...moved, at: new Date(moved.at).toISOString() },
  }
}

/** Whom one follows is nobody else's business. */
async function happened(tx: Tx, actor: Actor, kind: string, id: string): Promise<void> {
  await record(tx, actor, {
    kind,
    subject: { kind: 'follow', id },
    audience: { members: [actor.memberId!] },
  })
}
