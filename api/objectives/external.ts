import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, refuse } from '../errors.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { ExternalIdEntity, type ExternalKind } from './external-entity.ts'
import type { ExternalName } from './external-schema.ts'
import { mayEdit } from './policy.ts'

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

/** The id of the item that a system knows by its own, of those that the actor sees: the oldest; undefined for none. */
export async function findNamed(
  tx: Tx,
  actor: Actor,
  kind: ExternalKind,
  name: ExternalName,
): Promise<string | undefined> {
  const found = await first<{ id: string }>(
    tx,
    `SELECT x.id FROM ${externalNames(kind)} x JOIN ${kind}s i ON i.workspace_id = $1 AND i.id = x.id
      WHERE x.source = $2 AND x.external_id = $3 AND ${visible(actor, 'i', '$4')} ORDER BY x.id LIMIT 1`,
    [actor.workspaceId, name.source, name.externalId, actor.teams],
  )
  return found?.id
}

/** The id of the item that a system feeds by its own; 404 when there is none. */
export async function fedBy(tx: Tx, actor: Actor, kind: ExternalKind, name: ExternalName): Promise<string> {
  const id = await findNamed(tx, actor, kind, name)
  if (!id) throw notFound(kind === 'objective' ? 'objective' : 'key result')
  await noteFeeder(tx, actor, kind, id)
  return id
}

/** Which key feeds an item is shown with it. */
async function noteFeeder(tx: Tx, actor: Actor, kind: ExternalKind, id: string): Promise<void> {
  const keyId = keyOf(actor)
  if (!keyId) return
  const statement = `UPDATE external_ids SET key_id = $3
    WHERE workspace_id = $1 AND ${kind}_id = $2 AND key_id IS DISTINCT FROM $3`
  await rows(tx, statement, [actor.workspaceId, id, keyId])
}

function keyOf({ scopes, credential }: Actor): string | null {
  return scopes ? credential.slice('key:'.length) : null
}

/** Writers of one name wait for each other. */
async function lockName(tx: Tx, actor: Actor, kind: ExternalKind, name: ExternalName): Promise<void> {
  const lock = [actor.workspaceId, kind, name.source, name.externalId].join('\n')
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock])
}

/** Says what another system calls an item, in place of what it did before; null: nothing. 409 where another in sight is called so. */
export async function setExternal(
  tx: Tx,
  actor: Actor,
  { kind, id }: { kind: ExternalKind; id: string },
  name: ExternalName | null,
): Promise<void> {
  if (name) await lockName(tx, actor, kind, name)
  const known = name && (await findNamed(tx, actor, kind, name))
  if (known === id) return
  if (known) {
    const extra = { current: { kind, id: known } }
    throw refuse(
      409,
      'external-id-taken',
      'Another item is called so already. Take it away there first.',
      extra,
    )
  }
  const statement = `DELETE FROM external_ids WHERE workspace_id = $1 AND ${kind}_id = $2`
  await rows(tx, statement, [actor.workspaceId, id])
  if (name) await insertName(tx, actor, { kind, id }, name)
}

async function insertName(
  tx: Tx,
  actor: Actor,
  { kind, id: subjectId }: { kind: ExternalKind; id: string },
  { source, externalId }: ExternalName,
): Promise<void> {
  const { workspaceId, now: createdAt } = actor
  const row = { workspaceId, id: newId(createdAt), kind, source, externalId, createdAt, keyId: keyOf(actor) }
  const ofObjective = kind === 'objective'
  const subject = {
    objectiveId: ofObjective ? subjectId : null,
    keyResultId: ofObjective ? null : subjectId,
  }
  await tx.insert(ExternalIdEntity, { ...row, ...subject })
}

/** What must be so before an item is brought in line. */
export interface Conditions {
  /** A version was named: there must be something. */
  versioned: boolean
  /** There must be nothing. */
  onlyNew: boolean
  /** The version it must be at; null: any. */
  version: number | null
}

/** What bringing an item in line did: `made` when it was not there before. */
export interface Upserted {
  id: string
  made: boolean
}

interface Made {
  id: string
  teamId: string
  ownerId: string
}

/**
 * Changes the item of that name, or makes it: one after the other, however many ask at once. A version that was named
 * is one of something that is there, so it is refused (412) when nothing is. Nobody names what they may not change (403).
 */
export async function upsert(
  tx: Tx,
  actor: Actor,
  { kind, name, versioned, onlyNew }: { kind: ExternalKind; name: ExternalName } & Conditions,
  { make, change }: { make: () => Promise<Made>; change: (id: string) => Promise<void> },
): Promise<Upserted> {
  await lockName(tx, actor, kind, name)
  const known = await findNamed(tx, actor, kind, name)
  if (known && onlyNew) throw refuse(412, 'stale', 'There is one of this name already.')
  if (known) {
    await change(known)
    await noteFeeder(tx, actor, kind, known)
    return { id: known, made: false }
  }
  if (versioned) throw stale(undefined, actor)
  const made = await make()
  if (!mayEdit(actor, made)) throw forbidden('Who may change an item says what another system calls it.')
  await insertName(tx, actor, { kind, id: made.id }, name)
  return { id: made.id, made: true }
}

/** What of `said` is not as it is. */
export function differing<Said extends object>(row: Said, said: Partial<Said>): Partial<Said> {
  const changed = Object.entries(said).filter(
    ([field, value]) => value !== undefined && value !== row[field as keyof Said],
  )
  return Object.fromEntries(changed) as Partial<Said>
}

/** The names of what was changed, what another system calls it among them. */
export function fieldsOf(change: object, external: ExternalName | null | undefined): string[] {
  return [...Object.keys(change), ...(external === undefined ? [] : ['external'])]
}
