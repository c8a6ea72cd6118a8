import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { newId } from '../ids.ts'
import { pencilBehind } from './behind.ts'
import { CommitmentEntity, type CommitmentRow, StepEntity, type StepRow } from './entity.ts'
import { checkOpen, columnOf, lockPlace, moved, type Place } from './place.ts'
import { mayCommit } from './policy.ts'
import type { CommitmentDto, CommittedDto, NewCommitmentInput } from './schema.ts'
import { blankStep, liveFields, type PlacedStep, stepHappened, wordsOf } from './steps.ts'
import { subjectOf, toStep } from './to-step.ts'

/**
 * Says yes to a key result or objective with a first step, which is live at once. 403 for strangers to its team, 409
 * when one's yes stands already, 422 `split-me` for too long a first step.
 */
export async function commit(tx: Tx, actor: Actor, input: NewCommitmentInput): Promise<CommittedDto> {
  const place = await lockPlace(tx, actor, input.subject)
  if (!mayCommit(actor, place))
    throw forbidden('Members of its team and whoever is assigned say yes to this.')
  checkOpen(place)
  const standing = await ownYes(tx, actor, place)
  if (standing) throw wrongState('You said yes to this already.', toCommitment(standing))
  const words = wordsOf(input)
  const live = await liveFields(tx, actor, place, actor.memberId!, { given: input.dueDay, words })
  const step: StepRow = { ...blankStep(actor, place), ...live, ...words }
  await tx.insert(StepEntity, step)
  if (input.after) await pencilBehind(tx, actor, { step, place }, input.after)
  const commitment = await sayYes(tx, actor, { step, place })
  const known = { ...place, committed: true }
  const now = await stepHappened(tx, actor, 'step.started', { step, place: known }, { dueDay: step.dueDay })
  return { commitment: toCommitment(commitment), step: toStep(step, actor, now) }
}

/** Keeps the yes that a first step of one's own is, unless one stands already. */
export async function yesByStarting(tx: Tx, actor: Actor, found: PlacedStep): Promise<void> {
  if (found.step.ownerId !== actor.memberId) return
  if (!(await ownYes(tx, actor, found.place))) await sayYes(tx, actor, found)
}

async function sayYes(tx: Tx, actor: Actor, { step, place }: PlacedStep): Promise<CommitmentRow> {
  const { workspaceId, keyResultId, objectiveId, ownerId, cue, text } = step
  const row: CommitmentRow = {
    workspaceId,
    id: newId(actor.now),
    keyResultId,
    objectiveId,
    memberId: ownerId,
    firstStepId: step.id,
    cue,
    text,
    committedAt: actor.now,
    source: step.source,
    surface: actor.surface,
    withdrawnAt: null,
    withdrawnSurface: null,
    withdrawReason: null,
  }
  await tx.insert(CommitmentEntity, row)
  await record(tx, actor, {
    kind: 'commitment.given',
    subject: { kind: 'commitment', id: row.id },
    audience: place,
    data: { keyResultId, objectiveId, memberId: ownerId, firstStepId: step.id },
  })
  return row
}

async function ownYes(tx: Tx, actor: Actor, place: Place): Promise<CommitmentRow | undefined> {
  const statement = `SELECT ${columns} FROM commitments y WHERE y.workspace_id = $1 AND y.${columnOf[place.kind]} = $2
    AND y.member_id = $3 AND y.withdrawn_at IS NULL`
  return first<CommitmentRow>(tx, statement, [actor.workspaceId, place.id, actor.memberId])
}

/** Takes one's own yes back; its steps stay as they are. 404 for anybody else's, 409 when it was taken back. */
export async function withdraw(tx: Tx, actor: Actor, id: string, reason?: string): Promise<CommitmentDto> {
  const { workspaceId, memberId } = actor
  const row = memberId && (await tx.findOne(CommitmentEntity, { where: { workspaceId, id, memberId } }))
  if (!row) throw notFound('commitment')
  const place = await lockPlace(tx, actor, subjectOf(row))
  const [withdrawn] = await rows<CommitmentRow>(
    tx,
    `UPDATE commitments y SET withdrawn_at = $3, withdrawn_surface = $4, withdraw_reason = $5
      WHERE y.workspace_id = $1 AND y.id = $2 AND y.withdrawn_at IS NULL RETURNING ${columns}`,
    [workspaceId, id, actor.now, actor.surface, reason?.trim() ?? null],
  )
  if (!withdrawn) throw wrongState('This yes was taken back already.', toCommitment(row))
  const { keyResultId, objectiveId } = row
  const data = { keyResultId, objectiveId, memberId }
  const subject = { kind: 'commitment', id }
  await record(tx, actor, { kind: 'commitment.withdrawn', subject, audience: place, data })
  await moved(tx, actor, place)
  return toCommitment(withdrawn)
}

const columns = `y.id, y.key_result_id AS "keyResultId", y.objective_id AS "objectiveId", y.member_id AS "memberId",
  y.first_step_id AS "firstStepId", y.cue, y.text, y.committed_at AS "committedAt", y.withdrawn_at AS "withdrawnAt",
  y.withdraw_reason AS "withdrawReason"`

export interface ListCommitments {
  limit: number
  cursor?: string
  memberId?: string
  keyResultId?: string
  objectiveId?: string
}

/** One's own commitments, and those in the teams one leads; who said yes to what is not for everybody. */
export async function listCommitments(tx: Tx, actor: Actor, query: ListCommitments) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'commitments', filters, cursor)
  const found = await rows<CommitmentRow>(
    tx,
    `SELECT ${columns} FROM commitments y
      LEFT JOIN key_results k ON k.workspace_id = y.workspace_id AND k.id = y.key_result_id
      LEFT JOIN objectives o ON o.workspace_id = y.workspace_id AND o.id = y.objective_id
      WHERE y.workspace_id = $1 AND (y.member_id = $2 OR (coalesce(k.team_id, o.team_id) = ANY($3::uuid[])
          AND (coalesce(k.audience, o.audience) = 'workspace' OR coalesce(k.team_id, o.team_id) = ANY($4::uuid[]))))
        AND ($5::uuid IS NULL OR y.member_id = $5) AND ($6::uuid IS NULL OR y.key_result_id = $6)
        AND ($7::uuid IS NULL OR y.objective_id = $7) AND ($8::uuid IS NULL OR y.id > $8)
      ORDER BY y.id LIMIT $9`,
    [
      actor.workspaceId,
      actor.memberId,
      actor.leads,
      actor.teams,
      query.memberId ?? null,
      query.keyResultId ?? null,
      query.objectiveId ?? null,
      after?.[0] ?? null,
      limit + 1,
    ],
  )
  const { data, nextCursor } = page(actor, 'commitments', query, found, (row) => [row.id])
  return { data: data.map(toCommitment), nextCursor }
}

/** The row as it is shown. */
export function toCommitment(row: CommitmentRow): CommitmentDto {
  const { id, memberId, firstStepId, cue, text, withdrawReason } = row
  return {
    ...{ id, memberId, firstStepId, cue, text, withdrawReason },
    subject: subjectOf(row),
    committedAt: row.committedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  }
}
