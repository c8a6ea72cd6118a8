import { snake } from '../database/naming.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { Tagged } from '../http/etag.ts'
import { stale } from '../http/versions.ts'
import { schedule, unschedule } from '../jobs/due.ts'
import { photosKind, syncKind } from './claim.ts'
import { suggestLeaders } from './leaders.ts'
import type { DirectoryChangeInput, DirectoryDto } from './schema.ts'

type Stored = Omit<DirectoryDto, 'leaders' | 'syncedAt' | 'troubleAt'> & {
  syncedAt: Date | null
  troubleAt: Date | null
}

const statement = `
  SELECT s.enabled AS on, s.group_id AS "groupId", s.brings, s.photos, s.synced_at AS "syncedAt", s.trouble,
    s.trouble_at AS "troubleAt", s.held, s.version, s.revision, (SELECT count(DISTINCT m.id)::int FROM directory_people d
      JOIN members m ON m.workspace_id = $1 AND m.id = d.member_id AND m.state IN ('invited', 'active')
      WHERE d.workspace_id = $1 AND d.gone IS NULL) AS people
  FROM directory_settings s WHERE s.workspace_id = $1`

const untouched: Stored = {
  ...{ on: false, groupId: null, brings: true, photos: true, syncedAt: null, trouble: null, troubleAt: null },
  ...{ held: 0, people: 0, version: 1, revision: 1 },
}

/** Whether and how the workspace follows its directory, and how that goes. */
export async function readDirectory(tx: Tx, actor: Actor): Promise<DirectoryDto & Pick<Tagged, 'basis'>> {
  const found = (await first<Stored>(tx, statement, [actor.workspaceId])) ?? untouched
  const leaders = found.on ? await suggestLeaders(tx, actor) : []
  return {
    ...found,
    syncedAt: found.syncedAt?.toISOString() ?? null,
    troubleAt: found.troubleAt?.toISOString() ?? null,
    leaders,
    basis: [found.people, leaders], // people and teams change without an edit of the settings
  }
}

/** Turns it on or off, or says otherwise who comes; whatever is changed, everything is read anew. */
export async function changeDirectory(
  tx: Tx,
  actor: Actor,
  change: DirectoryChangeInput,
  expected: number | null,
): Promise<DirectoryDto> {
  const { workspaceId } = actor
  const insert = 'INSERT INTO directory_settings (workspace_id) VALUES ($1) ON CONFLICT DO NOTHING'
  await rows(tx, insert, [workspaceId])
  const { on: enabled, ...rest } = change
  const fields = Object.entries({ ...rest, ...(enabled !== undefined && { enabled }) })
  const changed = await rows<{ enabled: boolean; photos: boolean }>(
    tx,
    `UPDATE directory_settings SET ${fields.map(([name], i) => `${snake(name)} = $${i + 3},`).join(' ')}
      phase = 'users', link = NULL, delta_link = NULL, trouble = NULL, trouble_at = NULL, held = 0, allowed = 0,
      version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND version = coalesce($2, version) RETURNING enabled, photos`,
    [workspaceId, expected, ...fields.map(([, value]) => value)],
  )
  if (!changed[0]) throw stale(await readDirectory(tx, actor), actor)
  await begin(tx, actor, changed[0])
  await happened(tx, actor, 'directory.changed', { fields: Object.keys(change), on: changed[0].enabled })
  return readDirectory(tx, actor)
}

async function begin(
  tx: Tx,
  actor: Actor,
  { enabled, photos }: { enabled: boolean; photos: boolean },
): Promise<void> {
  const subjectId = actor.workspaceId
  if (enabled) await schedule(tx, actor, { kind: syncKind, subjectId, runAt: actor.now })
  else await unschedule(tx, actor, { kind: syncKind, subjectId })
  if (enabled && photos) return
  await unschedule(tx, actor, { kind: photosKind, subjectId })
  await rows(tx, 'DELETE FROM member_photos WHERE workspace_id = $1', [subjectId])
}

/** Asks the directory now instead of at its time; 409 while it is off. */
export async function lookNow(tx: Tx, actor: Actor): Promise<DirectoryDto> {
  const current = await readDirectory(tx, actor)
  if (!current.on) throw wrongState('Turn the directory on first.', current)
  await schedule(tx, actor, { kind: syncKind, subjectId: actor.workspaceId, runAt: actor.now })
  await happened(tx, actor, 'directory.asked', {})
  return current
}

/** Lets as many memberships end as were held back, and no more; 409 when none is. */
export async function letEnd(tx: Tx, actor: Actor): Promise<DirectoryDto> {
  const allowed = await rows(
    tx,
    `UPDATE directory_settings SET allowed = held, held = 0, trouble = NULL, trouble_at = NULL, revision = revision + 1
      WHERE workspace_id = $1 AND enabled AND held > 0 RETURNING allowed`,
    [actor.workspaceId],
  )
  const current = await readDirectory(tx, actor)
  if (!allowed[0]) throw wrongState('Nobody is held back.', current)
  await schedule(tx, actor, { kind: syncKind, subjectId: actor.workspaceId, runAt: actor.now })
  await happened(tx, actor, 'directory.let-end', {})
  return current
}

async function happened(tx: Tx, actor: Actor, kind: string, data: Record<string, unknown>): Promise<void> {
  const admins = await rows<{ id: string }>(
    tx,
    `SELECT id FROM members WHERE workspace_id = $1 AND admin AND state = 'active' ORDER BY id`,
    [actor.workspaceId],
  )
  const subject = { kind: 'workspace', id: actor.workspaceId }
  await record(tx, actor, { kind, subject, audience: { members: admins.map(({ id }) => id) }, data })
}
