import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { sees } from '../objectives/policy.ts'
import { type RunningDays, runningDays, type Stand, type Standable, standOf } from '../objectives/stand.ts'
import { KeyResultEntity, type KeyResultRow } from './entity.ts'

/** A key result and whether the actor is a delegate or check-in owner of it. */
export type SeenKeyResult = KeyResultRow & { assigned: boolean }

/** A key result with all that decides how it stands, and who may say so. */
export type Subject = SeenKeyResult & RunningDays & { phased: { day: string; value: number }[] }

/** The columns of a Subject but for `assigned`, from key_results k, cycles c and workspace_settings s. */
export const subjectColumns = `${columnsOf(KeyResultEntity, 'k')}, ${runningDays('k')},
  coalesce((SELECT jsonb_agg(jsonb_build_object('day', p.day, 'value', p.value) ORDER BY p.day)
    FROM phased_targets p WHERE p.workspace_id = k.workspace_id AND p.key_result_id = k.id), '[]') AS phased`

/** Where a Subject comes from. */
export const subjectTables = `key_results k
  JOIN cycles c ON c.workspace_id = k.workspace_id AND c.id = k.cycle_id
  JOIN workspace_settings s ON s.workspace_id = k.workspace_id`

// One trip for everything that policy and formulas need.
const statement = `
  SELECT ${subjectColumns},
    EXISTS (SELECT FROM assignments a WHERE a.workspace_id = k.workspace_id AND a.key_result_id = k.id
      AND a.member_id = $3 AND a.role IN ('delegate', 'check_in_owner')) AS assigned
  FROM ${subjectTables} WHERE k.workspace_id = $1 AND k.id = $2
  FOR UPDATE OF k`

/** The key result with all that a change needs, locked; 404 when it is not there for the actor. */
export async function lockKeyResult(tx: Tx, actor: Actor, id: string): Promise<Subject> {
  const found = await first<Subject>(tx, statement, [actor.workspaceId, id, actor.memberId])
  if (!found || !sees(actor, found)) throw notFound('key result')
  return found
}

/** How a key result stands at an instant. */
export function standOfKeyResult(subject: Omit<Subject, 'assigned'>, now: Date): Stand {
  const measure: Standable = { ...subject, total: subject.peopleTotal }
  return standOf(measure, now)
}

const storeStatement = `
  UPDATE key_results SET last_seq = $3, latest_check_in_id = $4, latest_value = $5, latest_confidence = $6,
    latest_observed_at = $7, latest_by = $8, percent = $9, health = $10, health_reason = $11, expected = $12,
    override_health = $13, override_why = $14, override_by = $15, override_at = $16, revision = revision + 1
  WHERE workspace_id = $1 AND id = $2 RETURNING revision`

/** Works out how the key result stands now and stores it with the rest that is shown; the row must be locked. */
export async function storeStand(tx: Tx, actor: Actor, subject: Subject): Promise<Subject> {
  const { percent, health, healthReason, expected } = standOfKeyResult(subject, actor.now)
  const [updated] = await rows<{ revision: number }>(tx, storeStatement, [
    actor.workspaceId,
    subject.id,
    subject.lastSeq,
    subject.latestCheckInId,
    subject.latestValue,
    subject.latestConfidence,
    subject.latestObservedAt,
    subject.latestBy,
    percent,
    health,
    JSON.stringify(healthReason),
    expected && JSON.stringify(expected),
    subject.overrideHealth,
    subject.overrideWhy,
    subject.overrideBy,
    subject.overrideAt,
  ])
  return { ...subject, percent, health, healthReason, expected, revision: updated!.revision }
}
