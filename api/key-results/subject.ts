import { columnsOf } from '../database/select.ts'
import { first, rows, send, type Tx } from '../database/transaction.ts'
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

/**
 * The last twelve values of a key result as boards show them, worked out from the facts; taken back and corrected ones
 * do not count. $1 is the workspace, $2 the key result.
 */
export const sparkOf = `coalesce((
  SELECT jsonb_agg(jsonb_build_object('at', to_char(v.observed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'value', v.value) ORDER BY v.observed_at, v.seq) FROM (
    SELECT x.observed_at, x.seq, x.value FROM check_ins x
    WHERE x.workspace_id = $1 AND x.key_result_id = $2 AND x.value IS NOT NULL
      AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = x.workspace_id AND u.check_in_id = x.id)
      AND NOT EXISTS (SELECT FROM check_ins b WHERE b.workspace_id = x.workspace_id AND b.supersedes_id = x.id
        AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = b.workspace_id AND u.check_in_id = b.id))
    ORDER BY x.observed_at DESC, x.seq DESC LIMIT 12) v), '[]')`

const storeStatement = `
  UPDATE key_results SET last_seq = $3, latest_check_in_id = $4, latest_value = $5, latest_confidence = $6,
    latest_observed_at = $7, latest_by = $8, percent = $9, health = $10, health_reason = $11, expected = $12,
    override_health = $13, override_why = $14, override_by = $15, override_at = $16, percent_reason = $17,
    spark = ${sparkOf}, revision = revision + 1
  WHERE workspace_id = $1 AND id = $2 RETURNING revision, spark`

/** Works out how the key result stands now and stores it with the rest that is shown; the row must be locked. */
export async function storeStand(tx: Tx, actor: Actor, subject: Subject): Promise<Subject> {
  const stand = standOfKeyResult(subject, actor.now)
  type Stored = Pick<Subject, 'revision' | 'spark'>
  const [updated] = await rows<Stored>(tx, storeStatement, storeValues(actor, { ...subject, ...stand }))
  return { ...subject, ...stand, ...updated! }
}

/** The same without waiting for it; `spark`, which no reply of a change shows, stays as it was read. */
export function sendStand(tx: Tx, actor: Actor, subject: Subject): Subject {
  const stood = { ...subject, ...standOfKeyResult(subject, actor.now) }
  send(tx, storeStatement, storeValues(actor, stood))
  return { ...stood, revision: subject.revision + 1 }
}

function storeValues({ workspaceId }: Actor, subject: Subject & Stand): unknown[] {
  return [
    workspaceId,
    subject.id,
    subject.lastSeq,
    subject.latestCheckInId,
    subject.latestValue,
    subject.latestConfidence,
    subject.latestObservedAt,
    subject.latestBy,
    subject.percent,
    subject.health,
    JSON.stringify(subject.healthReason),
    subject.expected && JSON.stringify(subject.expected),
    subject.overrideHealth,
    subject.overrideWhy,
    subject.overrideBy,
    subject.overrideAt,
    JSON.stringify(subject.percentReason),
  ]
}
