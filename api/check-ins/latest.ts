import { first, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { type Subject, storeStand } from '../key-results/subject.ts'
import type { Confidence } from '../progress/types.ts'
import type { CheckInRow } from './entity.ts'

interface Latest {
  id: string
  value: number | null
  confidence: Confidence | null
  observedAt: Date
  authorId: string | null
}

// Latest = the greatest (observed_at, seq) that was neither undone nor corrected.
const latestStatement = (subject: 'key_result_id' | 'objective_id', narrowed = '') => `
  SELECT c.id, c.value::float8, c.confidence, c.observed_at AS "observedAt", c.author_id AS "authorId"
  FROM check_ins c
  WHERE c.workspace_id = $1 AND c.${subject} = $2 ${narrowed}
    AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id)
    AND NOT EXISTS (SELECT FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = c.id AND NOT EXISTS (
      SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = b.id))
  ORDER BY c.observed_at DESC, c.seq DESC LIMIT 1`

/** The columns that say which check-in counts, worked out from the facts. */
export async function latestOf(
  tx: Tx,
  actor: Actor,
  subject: 'key_result_id' | 'objective_id',
  id: string,
): Promise<LatestColumns> {
  const latest = await first<Latest>(tx, latestStatement(subject), [actor.workspaceId, id])
  return {
    latestCheckInId: latest?.id ?? null,
    latestValue: latest?.value ?? null,
    latestConfidence: latest?.confidence ?? null,
    latestObservedAt: latest?.observedAt ?? null,
    latestBy: latest?.authorId ?? null,
  }
}

type LatestColumns = Pick<
  Subject,
  'latestCheckInId' | 'latestValue' | 'latestConfidence' | 'latestObservedAt' | 'latestBy'
>

/**
 * The same after a check-in that replaces none, without another look at the facts: it has the greatest seq, so it is the
 * latest unless what was stored has been observed after it.
 */
export function newest({ latestObservedAt }: LatestColumns, row: CheckInRow): Partial<LatestColumns> {
  if (latestObservedAt && latestObservedAt > row.observedAt) return {}
  return {
    latestCheckInId: row.id,
    latestValue: row.value,
    latestConfidence: row.confidence,
    latestObservedAt: row.observedAt,
    latestBy: row.authorId,
  }
}

type Before = LatestColumns & Pick<Subject, 'id'>

/** The value that stood before the check-in when it was observed: another look at the facts where that is not the latest. */
export async function valueBefore(tx: Tx, actor: Actor, subject: Before, row: CheckInRow) {
  const { latestValue, latestObservedAt } = subject
  const last = !latestObservedAt || latestObservedAt <= row.observedAt
  if (last && !row.supersedesId) return latestValue
  const about = row.keyResultId ? 'key_result_id' : 'objective_id'
  const found = await first<Latest>(
    tx,
    latestStatement(about, 'AND c.observed_at <= $3 AND c.id IS DISTINCT FROM $4::uuid'),
    [actor.workspaceId, subject.id, row.observedAt, row.supersedesId],
  )
  return found?.value ?? null
}

/** What an override is once it has ended. */
export const noOverride = { overrideHealth: null, overrideWhy: null, overrideBy: null, overrideAt: null }

/** Works out from the facts where the key result stands now and stores it with it; an override ends here. */
export async function storeLatest(tx: Tx, actor: Actor, subject: Subject): Promise<Subject> {
  const latest = await latestOf(tx, actor, 'key_result_id', subject.id)
  return storeStand(tx, actor, { ...subject, ...latest, ...noOverride })
}
