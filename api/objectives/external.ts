import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { ExternalIdEntity, type ExternalKind } from './external-entity.ts'
import type { ExternalName } from './external-schema.ts'

/**
 * What other systems call the items of the workspace $1: names that were given here, and the ids that items had in the
 * tool they were imported from (source `viva-zip` or `viva-csv`). A FROM item with id, source and external_id.
 */
export function externalNames(kind: ExternalKind): string {
  return `(SELECT ${kind}_id AS id, source, external_id FROM external_ids
      WHERE workspace_id = $1 AND kind = '${kind}'
    UNION ALL SELECT subject_id, source, external_id FROM imported
      WHERE workspace_id = $1 AND kind = 'item' AND subject_kind = '${kind}')`
}

/** The id of the item that a system knows by its own; undefined when there is none. */
async function find(tx: Tx, actor: Actor, kind: ExternalKind, name: ExternalName) {
  const statement = `SELECT x.id FROM ${externalNames(kind)} x WHERE x.source = $2 AND x.external_id = $3 LIMIT 1`
  const found = await first<{ id: string }>(tx, statement, [actor.workspaceId, name.source, name.externalId])
  return found?.id
}

/** The id of the item that a system knows by its own; 404 when there is none. */
export async function knownBy(tx: Tx, actor: Actor, kind: ExternalKind, name: ExternalName): Promise<string> {
  const id = await find(tx, actor, kind, name)
  if (!id) throw notFound(kind === 'objective' ? 'objective' : 'key result')
  return id
}

/** What bringing an item in line did: `made` when it was not there before. */
export interface Upserted {
  id: string
  made: boolean
}

/**
 * Changes the item of that name, or makes it: one after the other, however many ask at once. A version that was named
 * is one of something that is there, so it is refused (412) when nothing is.
 */
export async function upsert(
  tx: Tx,
  actor: Actor,
  { kind, name, versioned }: { kind: ExternalKind; name: ExternalName; versioned: boolean },
  { make, change }: { make: () => Promise<{ id: string }>; change: (id: string) => Promise<void> },
): Promise<Upserted> {
  const lock = [actor.workspaceId, kind, name.source, name.externalId].join('\n')
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock])
  const known = await find(tx, actor, kind, name)
  if (known) {
    await change(known)
    return { id: known, made: false }
  }
  if (versioned) throw stale(undefined, actor)
  const { id } = await make()
  const subject = {
    objectiveId: null,
    keyResultId: null,
    [kind === 'objective' ? 'objectiveId' : 'keyResultId']: id,
  }
  const row = { workspaceId: actor.workspaceId, id: newId(actor.now), kind, ...name, createdAt: actor.now }
  await tx.insert(ExternalIdEntity, { ...row, ...subject })
  return { id, made: true }
}

/** What of `said` is not as it is. */
export function differing<Said extends object>(row: Said, said: Partial<Said>): Partial<Said> {
  const changed = Object.entries(said).filter(
    ([field, value]) => value !== undefined && value !== row[field as keyof Said],
  )
  return Object.fromEntries(changed) as Partial<Said>
}
