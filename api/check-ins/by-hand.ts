import { first, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { mayCheckIn } from '../key-results/policy.ts'
import { AssignmentEntity } from '../objectives/entity.ts'
import { toObjective } from '../objectives/objectives.ts'
import { byHand, lockObjective, type Running, restand } from '../objectives/running.ts'
import type { ObjectiveDto } from '../objectives/schema.ts'
import { checkInRow, checkOpen, type StoredCheckIn, tooLate, undoWindow } from './check-ins.ts'
import { CheckInEntity, CheckInUndoEntity } from './entity.ts'
import { latestOf, noOverride, valueBefore } from './latest.ts'
import type { NewCheckInByHandInput, ReceiptByHandDto } from './schema.ts'
import { toCheckIn } from './to-check-in.ts'

/**
 * Says how far an objective is that is followed by hand. 403 for whoever is not its owner, delegate or leader; 409
 * `wrong-state` while it is not published, its cycle is over, or it follows its items.
 */
export async function recordByHand(
  tx: Tx,
  actor: Actor,
  objectiveId: string,
  input: NewCheckInByHandInput,
): Promise<ReceiptByHandDto> {
  const objective = await lockObjective(tx, actor, objectiveId)
  const { teamId, ownerId } = objective
  const assigned = await isAssigned(tx, actor, objectiveId)
  if (!mayCheckIn(actor, { teamId, ownerId, assigned })) {
    throw forbidden('Its owner, delegate and leaders say how far it is.')
  }
  if (objective.progressMode !== 'by_hand') {
    throw wrongState('This objective follows its items.', toObjective(objective, actor), 'follows-items')
  }
  const late = checkOpen(objective, actor)
  const row = {
    ...checkInRow(actor, { ...objective, ...byHand, peopleTotal: null }, input, late),
    keyResultId: null,
    objectiveId,
  }
  row.previousValue = await valueBefore(tx, actor, objective, row)
  await tx.insert(CheckInEntity, row)
  const stored = await storeLatestByHand(tx, actor, { ...objective, lastSeq: row.seq })
  await happened(tx, actor, stored, 'check-in.recorded', {
    checkInId: row.id,
    value: row.value,
    previousValue: row.previousValue,
    percent: row.percent,
  })
  return {
    checkIn: toCheckIn({ ...row, undone: false, supersededById: null }, actor, stored),
    objective: toObjective(stored, actor),
    undoUntil: new Date(actor.now.getTime() + undoWindow).toISOString(),
  }
}

async function isAssigned(tx: Tx, { workspaceId, memberId }: Actor, objectiveId: string): Promise<boolean> {
  if (!memberId) return false
  const roles = ['delegate', 'check_in_owner'] as const
  const where = roles.map((role) => ({ workspaceId, objectiveId, memberId, role }))
  return (await tx.countBy(AssignmentEntity, where)) > 0
}

/** Works out from the facts where the objective stands now and stores it with it; an override ends here. */
async function storeLatestByHand(tx: Tx, actor: Actor, objective: Running): Promise<Running> {
  const latest = await latestOf(tx, actor, 'objective_id', objective.id)
  return restand(tx, actor, { ...objective, ...latest, ...noOverride })
}

const oneStatement = `
  SELECT c.id, c.author_id AS "authorId", c.recorded_at AS "recordedAt",
    EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id) AS undone
  FROM check_ins c WHERE c.workspace_id = $1 AND c.id = $2 AND c.objective_id = $3`

/** Takes a check-in by hand of one's own back, within ten minutes; what stood before stands again. */
export async function undoByHand(
  tx: Tx,
  actor: Actor,
  objectiveId: string,
  checkInId: string,
): Promise<ObjectiveDto> {
  const objective = await lockObjective(tx, actor, objectiveId)
  const row = await first<StoredCheckIn>(tx, oneStatement, [actor.workspaceId, checkInId, objectiveId])
  if (!row) throw notFound('check-in')
  const { workspaceId, memberId, now } = actor
  if (!memberId || row.authorId !== memberId) throw forbidden('Only its author takes back a check-in.')
  if (row.undone) throw wrongState('This check-in was taken back already.')
  if (now.getTime() - row.recordedAt.getTime() > undoWindow) throw tooLate()
  await tx.insert(CheckInUndoEntity, { workspaceId, checkInId, memberId, at: now })
  const stored = await storeLatestByHand(tx, actor, objective)
  const { latestValue: value, percent } = stored
  await happened(tx, actor, stored, 'check-in.undone', { checkInId, value, percent })
  return toObjective(stored, actor)
}

async function happened(
  tx: Tx,
  actor: Actor,
  objective: Running,
  kind: string,
  data: Record<string, unknown>,
): Promise<void> {
  await record(tx, actor, {
    kind,
    subject: { kind: 'objective', id: objective.id },
    audience: objective,
    data,
  })
}
