import { isZone } from '../calendar.ts'
import { snake } from '../database/naming.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import type { DaysOffInput, PrioritiesInput, WorkspaceChangeInput, WorkspaceDto } from './schema.ts'

const statement = `
  SELECT s.name, s.mission, s.zone, s.locale, s.working_weekdays AS "workingWeekdays", s.words, s.show_all AS "showAll",
    s.celebrations, s.version, s.revision,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'sentence', p.sentence) ORDER BY p.position)
      FROM priorities p WHERE p.workspace_id = $1 AND p.retired_at IS NULL), '[]') AS priorities,
    coalesce((SELECT jsonb_agg(jsonb_build_object('day', d.day, 'name', d.name) ORDER BY d.day)
      FROM days_off d WHERE d.workspace_id = $1), '[]') AS "daysOff"
  FROM workspace_settings s WHERE s.workspace_id = $1`

/** The actor's workspace. */
export async function findWorkspace(tx: Tx, actor: Actor): Promise<WorkspaceDto> {
  const row = await first<Omit<WorkspaceDto, 'id' | 'can'>>(tx, statement, [actor.workspaceId])
  if (!row) throw notFound('workspace')
  return { ...row, id: actor.workspaceId, can: { edit: mayEdit(actor) } }
}

/** The workspace's name, mission, zone, language, working days and words are the admins' to change. */
function mayEdit(actor: Actor): boolean {
  return actor.admin
}

/** Changes settings; 403 unless an admin, 400 for a zone that does not exist. */
export async function changeWorkspace(
  tx: Tx,
  actor: Actor,
  change: WorkspaceChangeInput,
  expected: number | null,
): Promise<WorkspaceDto> {
  if (change.zone !== undefined && !isZone(change.zone)) {
    throw badField('/zone', 'unknown', 'There is no such time zone.')
  }
  const { name, mission, workingWeekdays, ...rest } = change
  const set = {
    ...rest,
    ...(name !== undefined && { name: name.trim() }),
    ...(mission !== undefined && { mission: mission?.trim() || null }),
    ...(workingWeekdays && { workingWeekdays: [...workingWeekdays].sort() }),
  }
  await count(tx, actor, expected, set)
  await happened(tx, actor, { fields: Object.keys(change) })
  return findWorkspace(tx, actor)
}

/** Says what matters most, in order; a priority with its id stays itself, one left out is retired and kept. */
export async function setPriorities(
  tx: Tx,
  actor: Actor,
  { priorities }: PrioritiesInput,
  expected: number | null,
): Promise<WorkspaceDto> {
  const before = await count(tx, actor, expected)
  const known = new Set(before.priorities.map(({ id }) => id))
  const kept = priorities.flatMap(({ id }) => id ?? [])
  if (new Set(kept).size < kept.length)
    throw badField('/priorities', 'twice', 'A priority stands here twice.')
  const { workspaceId } = actor
  await rows(
    tx,
    'UPDATE priorities SET retired_at = $2 WHERE workspace_id = $1 AND retired_at IS NULL AND NOT id = ANY($3::uuid[])',
    [workspaceId, actor.now, kept],
  )
  for (const [position, { id, sentence }] of priorities.entries()) {
    if (id && !known.has(id))
      throw badField(`/priorities/${position}/id`, 'unknown', 'There is no such priority.')
    const values = [workspaceId, id ?? newId(actor.now), position, sentence.trim()]
    const write = id
      ? 'UPDATE priorities SET position = $3, sentence = $4 WHERE workspace_id = $1 AND id = $2'
      : 'INSERT INTO priorities (workspace_id, id, position, sentence) VALUES ($1, $2, $3, $4)'
    await rows(tx, write, values)
  }
  await happened(tx, actor, { fields: ['priorities'] })
  return findWorkspace(tx, actor)
}

/** Says on which days nobody works, all of them at once. */
export async function setDaysOff(
  tx: Tx,
  actor: Actor,
  { daysOff }: DaysOffInput,
  expected: number | null,
): Promise<WorkspaceDto> {
  const days = daysOff.map(({ day }) => day)
  if (new Set(days).size < days.length) throw badField('/daysOff', 'twice', 'A day stands here twice.')
  await count(tx, actor, expected)
  await rows(tx, 'DELETE FROM days_off WHERE workspace_id = $1', [actor.workspaceId])
  await rows(
    tx,
    'INSERT INTO days_off (workspace_id, day, name) SELECT $1, day, name FROM unnest($2::date[], $3::text[]) AS d (day, name)',
    [actor.workspaceId, days, daysOff.map(({ name }) => name.trim())],
  )
  await happened(tx, actor, { fields: ['daysOff'] })
  return findWorkspace(tx, actor)
}

/** Counts an edit by an admin against the version that was read, and sets fields; answers what stood before. */
async function count(
  tx: Tx,
  actor: Actor,
  expected: number | null,
  set: Record<string, unknown> = {},
): Promise<WorkspaceDto> {
  if (!mayEdit(actor)) throw forbidden('The workspace is changed by its admins.')
  const before = await findWorkspace(tx, actor)
  const fields = Object.entries(set)
  const assignments = fields.map(([name], i) => `${snake(name)} = $${i + 3}`)
  const counted = await rows(
    tx,
    `UPDATE workspace_settings SET ${[...assignments, 'version = version + 1', 'revision = revision + 1']}
      WHERE workspace_id = $1 AND version = $2 RETURNING version`,
    [actor.workspaceId, expected ?? before.version, ...fields.map(([, value]) => value)],
  )
  if (!counted[0]) throw stale(before, actor)
  return before
}

async function happened(tx: Tx, actor: Actor, data: Record<string, unknown>): Promise<void> {
  const subject = { kind: 'workspace', id: actor.workspaceId }
  const audience = { audience: 'workspace' as const, teamId: null }
  await record(tx, actor, { kind: 'workspace.changed', subject, audience, data })
}
