import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, notFound, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { Lifecycle } from '../objectives/item.ts'
import { sees } from '../objectives/policy.ts'

/** What a step or commitment is about. */
export interface StepSubject {
  kind: 'key_result' | 'objective'
  id: string
}

/** The key result or objective whose path it is, with what the policy needs to know of the actor there. */
export interface Place extends StepSubject {
  teamId: string
  ownerId: string
  audience: 'workspace' | 'team'
  lifecycle: Lifecycle
  cycleState: 'planning' | 'active' | 'reviewing' | 'closed'
  revision: number
  /** The actor's assignments: contributor, delegate, check_in_owner. */
  roles: string[]
  /** Whether the actor said yes to it. */
  committed: boolean
}

export const tableOf = { key_result: 'key_results', objective: 'objectives' } as const
export const columnOf = { key_result: 'key_result_id', objective: 'objective_id' } as const

const called = { key_result: 'key result', objective: 'objective' } as const

const statement = (kind: StepSubject['kind']) => `
  SELECT '${kind}' AS kind, i.id, i.team_id AS "teamId", i.owner_id AS "ownerId", i.audience, i.lifecycle, i.revision,
    c.state AS "cycleState",
    array(SELECT a.role FROM assignments a WHERE a.workspace_id = $1 AND a.${columnOf[kind]} = i.id
      AND a.member_id = $3) AS roles,
    EXISTS (SELECT FROM commitments y WHERE y.workspace_id = $1 AND y.${columnOf[kind]} = i.id AND y.member_id = $3
      AND y.withdrawn_at IS NULL) AS committed
  FROM ${tableOf[kind]} i JOIN cycles c ON c.workspace_id = i.workspace_id AND c.id = i.cycle_id
  WHERE i.workspace_id = $1 AND i.id = $2`

/** The item as the actor sees it; 404 when it is not there for them. */
export function findPlace(tx: Tx, actor: Actor, subject: StepSubject): Promise<Place> {
  return read(tx, actor, subject, statement(subject.kind))
}

/** The same, locked: whoever changes a path waits here, so that limits of a path can be counted. */
export function lockPlace(tx: Tx, actor: Actor, subject: StepSubject): Promise<Place> {
  return read(tx, actor, subject, `${statement(subject.kind)} FOR UPDATE OF i`)
}

async function read(tx: Tx, actor: Actor, subject: StepSubject, sql: string): Promise<Place> {
  const found = await first<Place>(tx, sql, [actor.workspaceId, subject.id, actor.memberId])
  if (!found || !sees(actor, found)) throw notFound(called[subject.kind])
  return found
}

/** 409 unless the item is being worked on: published, and its cycle not closed. */
export function checkOpen(place: Place): void {
  const name = called[place.kind]
  if (place.lifecycle !== 'published') throw wrongState(`This ${name} is ${place.lifecycle}.`)
  if (place.cycleState === 'closed')
    throw wrongState(`The cycle of this ${name} is closed.`, undefined, 'cycle-closed')
}

/** Whether steps are taken here at all. */
export function isOpen({ lifecycle, cycleState }: Place): boolean {
  return lifecycle === 'published' && cycleState !== 'closed'
}

/** Counts the item's revision up, because its path is shown with it. Returns the place as it is then. */
export async function moved(tx: Tx, actor: Actor, place: Place): Promise<Place> {
  const [updated] = await rows<{ revision: number }>(
    tx,
    `UPDATE ${tableOf[place.kind]} SET revision = revision + 1 WHERE workspace_id = $1 AND id = $2 RETURNING revision`,
    [actor.workspaceId, place.id],
  )
  return { ...place, revision: updated!.revision }
}

/** 400 unless this member, still with us, owns the item, is assigned to it or said yes to it. */
export async function checkPerson(
  tx: Tx,
  place: Place,
  workspaceId: string,
  memberId: string,
): Promise<void> {
  const column = columnOf[place.kind]
  const found = await first(
    tx,
    `SELECT FROM members m WHERE m.workspace_id = $1 AND m.id = $2 AND m.state NOT IN ('left', 'erased')
      AND m.merged_into IS NULL AND (m.id = $4
        OR EXISTS (SELECT FROM assignments a WHERE a.workspace_id = $1 AND a.${column} = $3 AND a.member_id = m.id)
        OR EXISTS (SELECT FROM commitments y WHERE y.workspace_id = $1 AND y.${column} = $3 AND y.member_id = m.id
          AND y.withdrawn_at IS NULL))`,
    [workspaceId, memberId, place.id, place.ownerId],
  )
  if (!found) throw badField('/ownerId', 'unknown', 'Steps are for the owner and those who said yes to this.')
}
