import type { Tx } from '../database/transaction.ts'
import { forbidden, notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { toFigure, toStanding } from '../progress/schema.ts'
import { ObjectiveEntity, type ObjectiveRow } from './entity.ts'
import { blankItem } from './item.ts'
import { happened, objectiveNoun } from './lifecycle.ts'
import { type ListItems, listItems } from './list.ts'
import { checkPeople, checkPriority, homeTeam, ownerOf, runningIn } from './place.ts'
import { mayCreate, rightsOn, sees } from './policy.ts'
import { rolledUp } from './roll-up.ts'
import { standByHand } from './running.ts'
import type { NewObjectiveInput, ObjectiveDto } from './schema.ts'
import type { RunningDays } from './stand.ts'

/** The objective as this actor sees it; 404 when it is not there for them. */
export async function findObjective(tx: Tx, actor: Actor, id: string): Promise<ObjectiveRow> {
  const row = await tx.findOne(ObjectiveEntity, { where: { workspaceId: actor.workspaceId, id } })
  if (!row || !sees(actor, row)) throw notFound('objective')
  return row
}

/** Writes a new objective for a team. 403 unless the actor may write goals there. */
export async function createObjective(tx: Tx, actor: Actor, input: NewObjectiveInput): Promise<ObjectiveRow> {
  const home = await homeTeam(tx, actor, input.teamId)
  if (!mayCreate(actor, input.teamId)) {
    throw forbidden('Goals are written by the members and leaders of the team.')
  }
  const fields = newFields(actor, input)
  const running = await runningIn(tx, actor, fields)
  await checkPeople(tx, actor, home, [fields.ownerId], '/ownerId')
  if (fields.priorityId) await checkPriority(tx, actor, fields.priorityId)
  const row: ObjectiveRow = { ...fields, ...home, ...firstStand(fields, running, actor.now) }
  await tx.insert(ObjectiveEntity, row)
  const { teamId, cycleId, lifecycle } = row
  await happened(tx, actor, objectiveNoun, row, 'created', { teamId, cycleId, lifecycle })
  return row
}

function newFields(actor: Actor, input: NewObjectiveInput) {
  const lifecycle = input.lifecycle ?? 'draft'
  return {
    ...blankItem(actor, lifecycle),
    why: null,
    description: null,
    startDay: null,
    endDay: null,
    kind: 'committed' as const,
    origin: 'assigned' as const,
    progressMode: 'roll_up' as const,
    priorityId: null,
    ...input,
    ownerId: ownerOf(actor, input.ownerId),
    lifecycle,
  }
}

function firstStand(fields: ReturnType<typeof newFields>, running: RunningDays, now: Date) {
  const { expected: _, ...stand } =
    fields.progressMode === 'by_hand'
      ? standByHand({ ...fields, ...running }, now)
      : { ...rolledUp(fields, []), expected: null }
  return stand
}

/** Objectives the actor sees. */
export async function listObjectives(tx: Tx, actor: Actor, query: ListItems) {
  const kind = { entity: ObjectiveEntity, list: 'objectives', alignedBy: 'child_objective_id' } as const
  const { data, nextCursor } = await listItems<ObjectiveRow>(tx, actor, kind, query)
  return { data: data.map((row) => toObjective(row, actor)), nextCursor }
}

/** The row as the actor is shown it. */
export function toObjective(row: ObjectiveRow, actor: Actor, cycleOpen = true): ObjectiveDto {
  const rights = rightsOn(actor, row, cycleOpen)
  return {
    ...row,
    progress: toFigure(row.percent, row.percentReason),
    standing: toStanding(row),
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    can: { ...rights, checkIn: rights.override && row.progressMode === 'by_hand' },
  }
}
