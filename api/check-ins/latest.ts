import { dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { healthOf } from '../progress/health.ts'
import { percentOf } from '../progress/progress.ts'
import type { Confidence } from '../progress/types.ts'
import type { Subject } from './check-ins.ts'

interface Latest {
  id: string
  value: number | null
  confidence: Confidence | null
  observedAt: Date
  authorId: string | null
}

// Latest = the greatest (observed_at, seq) that was neither undone nor corrected.
const latestStatement = `
  SELECT c.id, c.value::float8, c.confidence, c.observed_at AS "observedAt", c.author_id AS "authorId"
  FROM check_ins c
  WHERE c.workspace_id = $1 AND c.key_result_id = $2
    AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id)
    AND NOT EXISTS (SELECT FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = c.id AND NOT EXISTS (
      SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = b.id))
  ORDER BY c.observed_at DESC, c.seq DESC LIMIT 1`

const storeStatement = `
  UPDATE key_results SET last_seq = $3, latest_check_in_id = $4, latest_value = $5, latest_confidence = $6,
    latest_observed_at = $7, latest_by = $8, percent = $9, health = $10, health_reason = $11,
    override_health = NULL, override_why = NULL, override_by = NULL, override_at = NULL, revision = revision + 1
  WHERE workspace_id = $1 AND id = $2 RETURNING revision`

/** Works out from the facts where the key result stands now and stores it with it; an override ends here. */
export async function storeLatest(tx: Tx, actor: Actor, subject: Subject): Promise<Subject> {
  const latest = await first<Latest>(tx, latestStatement, [actor.workspaceId, subject.id])
  const { percent } = percentOf({ ...subject, total: subject.peopleTotal, value: latest?.value ?? null })
  const { health, reason } = healthAt(subject, actor.now, latest && { ...latest, percent })
  const stored = {
    latestCheckInId: latest?.id ?? null,
    latestValue: latest?.value ?? null,
    latestConfidence: latest?.confidence ?? null,
    latestObservedAt: latest?.observedAt ?? null,
    latestBy: latest?.authorId ?? null,
    percent,
    health,
  }
  const [updated] = await rows<{ revision: number }>(tx, storeStatement, [
    actor.workspaceId,
    subject.id,
    subject.lastSeq,
    ...Object.values(stored),
    JSON.stringify(reason),
  ])
  const cleared = { overrideHealth: null, overrideWhy: null, overrideBy: null, overrideAt: null }
  return { ...subject, ...stored, ...cleared, healthReason: reason, revision: updated!.revision }
}

function healthAt(
  subject: Subject,
  now: Date,
  latest: { observedAt: Date; percent: number | null; confidence: Confidence | null } | undefined,
) {
  const { workspaceZone: zone, publishedAt } = subject
  return healthOf({
    today: dayOf(now, zone),
    plan: { ...subject, startDay: subject.firstDay, endDay: subject.lastDay },
    cadence: subject.cadence,
    ...(publishedAt && { activeSince: dayOf(publishedAt, zone) }),
    latest: latest
      ? { observedOn: dayOf(latest.observedAt, zone), percent: latest.percent, confidence: latest.confidence }
      : null,
    override: null,
  })
}
