import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound, refuse } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { edit, stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { SavedViewEntity, type SavedViewRow } from './entity.ts'
import type { NewViewInput, SavedViewDto, ViewChangeInput } from './schema.ts'

/** How many views one person keeps: a list of places, not an archive. */
export const mostViews = 50

const columns = columnsOf(SavedViewEntity, 'v')

/** Names a way of looking. 409 with too many already. */
export async function saveView(tx: Tx, actor: Actor, input: NewViewInput): Promise<SavedViewDto> {
  const { workspaceId } = actor
  const kept = await first<{ n: number }>(
    tx,
    'SELECT count(*)::int AS n FROM saved_views WHERE workspace_id = $1 AND member_id = $2',
    [workspaceId, actor.memberId],
  )
  if (kept!.n >= mostViews) throw refuse(409, 'too-many-views', `At most ${mostViews} views are kept.`)
  const row: SavedViewRow = {
    workspaceId,
    id: newId(actor.now),
    memberId: actor.memberId!,
    name: input.name.trim(),
    filters: input.filters ?? {},
    sort: input.sort ?? 'title',
    createdAt: actor.now,
    version: 1,
    revision: 1,
  }
  await tx.insert(SavedViewEntity, row)
  await happened(tx, actor, 'view.saved', row.id)
  return toView(row)
}

/** A view of one's own; everybody else's is a 404. */
export async function findView(tx: Tx, actor: Actor, id: string): Promise<SavedViewRow> {
  const statement = `SELECT ${columns} FROM saved_views v WHERE v.workspace_id = $1 AND v.id = $2 AND v.member_id = $3`
  const row = await first<SavedViewRow>(tx, statement, [actor.workspaceId, id, actor.memberId])
  if (!row) throw notFound('view')
  return row
}

/** Renames a view, or has it look at something else. 412 when it changed meanwhile. */
export async function changeView(
  tx: Tx,
  actor: Actor,
  { id, version, input }: { id: string; version: number | null; input: ViewChangeInput },
): Promise<SavedViewDto> {
  const row = await findView(tx, actor, id)
  const { name, filters, sort } = input
  const set = { ...(name && { name: name.trim() }), ...(filters && { filters }), ...(sort && { sort }) }
  const edited = await edit(tx, actor, SavedViewEntity, row, version, set)
  await happened(tx, actor, 'view.changed', id)
  return toView(edited)
}

/** Forgets a view; nothing of what it showed changes. */
export async function removeView(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
): Promise<undefined> {
  const row = await findView(tx, actor, id)
  const gone = await rows<{ id: string }>(
    tx,
    'DELETE FROM saved_views WHERE workspace_id = $1 AND id = $2 AND version = $3 RETURNING id',
    [actor.workspaceId, id, version ?? row.version],
  )
  if (gone.length === 0) throw stale(row, actor)
  await happened(tx, actor, 'view.removed', id)
}

/** One's own views, in the order in which they were made. */
export async function listViews(tx: Tx, actor: Actor, query: { limit: number; cursor?: string }) {
  const after = readCursor(actor, 'views', {}, query.cursor)
  const found = await rows<SavedViewRow>(
    tx,
    `SELECT ${columns} FROM saved_views v WHERE v.workspace_id = $1 AND v.member_id = $2
      AND ($3::uuid IS NULL OR v.id > $3) ORDER BY v.id LIMIT $4`,
    [actor.workspaceId, actor.memberId, after?.[0] ?? null, query.limit + 1],
  )
  const { data, nextCursor } = page(actor, 'views', query, found, ({ id }) => [id])
  return { data: data.map(toView), nextCursor }
}

export function toView({ workspaceId: _, memberId: __, createdAt, ...view }: SavedViewRow): SavedViewDto {
  return { ...view, createdAt: createdAt.toISOString() }
}

async function happened(tx: Tx, actor: Actor, kind: string, id: string): Promise<void> {
  await record(tx, actor, {
    kind,
    subject: { kind: 'view', id },
    audience: { members: [actor.memberId!] },
  })
}
