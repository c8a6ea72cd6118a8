import type { EntitySchema } from 'typeorm'
import { snake } from '../database/naming.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from './actor.ts'
import { etagOf, isTagged } from './etag.ts'

/**
 * Edits an item if it is still at the version the caller read (null: whatever it is) and counts version and
 * revision up. 412 with the current ETag and resource otherwise. `current` is the item as it was found.
 */
export async function edit<Row extends { id: string; version: number; revision: number }>(
  tx: Tx,
  actor: Actor,
  entity: EntitySchema<Row>,
  current: Row,
  expected: number | null,
  set: Partial<Row>,
): Promise<Row> {
  const fields = Object.entries(set).filter(([, value]) => value !== undefined)
  const assignments = fields.map(([name], i) => `${snake(name)} = $${i + 4}`)
  const updated = await rows<{ version: number; revision: number }>(
    tx,
    `UPDATE ${entity.options.tableName} SET ${[...assignments, 'version = version + 1', 'revision = revision + 1']}
      WHERE workspace_id = $1 AND id = $2 AND version = $3 RETURNING version, revision`,
    [actor.workspaceId, current.id, expected ?? current.version, ...fields.map(([, value]) => value)],
  )
  if (!updated[0]) throw stale(current, actor)
  return { ...current, ...set, ...updated[0] }
}

/** 412: someone else was faster; says what is there now. */
export function stale(current: unknown, actor: Actor): Error {
  const headers: Record<string, string> = isTagged(current) ? { ETag: etagOf(current, actor) } : {}
  const detail = 'Someone changed this in the meantime. Read it again, then repeat your change.'
  return refuse(412, 'stale', detail, {}, headers)
}
