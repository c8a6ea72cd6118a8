import { rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newByNow, newByToday } from './facts.sql.ts'
import { byFact, byRole, type Part, parts, type UnfoldReason } from './parts.ts'
import type { ToldInput, UnfoldedDto } from './schema.ts'

/** What has unfolded as a read finds it: by facts, to whom it was told, and whether an admin shows everything. */
export interface Found {
  showAll: boolean
  byFact: { part: Part; reason: UnfoldReason }[] | null
  told: Part[] | null
}

/** Columns of a statement about workspace $1 (its settings as s) and member $2 that answer `Found`. */
export const foundColumns = `
  s.show_all AS "showAll",
  (SELECT jsonb_agg(jsonb_build_object('part', f.part, 'reason', f.reason)) FROM (
    SELECT part, reason FROM unfolded WHERE workspace_id = $1 UNION ALL ${newByNow}) f) AS "byFact",
  (SELECT jsonb_agg(t.part) FROM unfolding_told t WHERE t.workspace_id = $1 AND t.member_id = $2) AS told`

/** The parts that are there for the actor, in order, each with its reason and whether the actor was told. */
export function unfoldedFor(actor: Actor, found: Found): UnfoldedDto[] {
  const why = new Map<Part, UnfoldReason>()
  for (const { part, reason } of found.byFact ?? []) if (!why.has(part)) why.set(part, reason)
  if (found.showAll) for (const part of byFact) if (!why.has(part)) why.set(part, 'shown_by_admin')
  if (actor.leads.length > 0) for (const part of byRole.leads) why.set(part, 'leads')
  if (actor.admin) for (const part of byRole.admin) why.set(part, 'admin')
  const told = new Set(actor.memberId ? found.told : parts)
  return parts.flatMap((part) => {
    const reason = why.get(part)
    return reason ? [{ part, reason, told: told.has(part) }] : []
  })
}

/** Notes that parts have told the actor why they appeared; they do so once. */
export async function noteTold(tx: Tx, actor: Actor, { parts: told }: ToldInput): Promise<void> {
  await rows(
    tx,
    `INSERT INTO unfolding_told (workspace_id, member_id, part, at) SELECT $1, $2, part, $3 FROM unnest($4::text[]) AS part
      ON CONFLICT (workspace_id, member_id, part) DO NOTHING`,
    [actor.workspaceId, actor.memberId, actor.now, [...new Set(told)]],
  )
}

const keep = (facts: string, at: string) => `
  INSERT INTO unfolded (workspace_id, part, reason, at)
    SELECT $1, n.part, min(n.reason), ${at} FROM (${facts}) n GROUP BY n.part
  ON CONFLICT (workspace_id, part) DO NOTHING RETURNING part`

const keepNow = keep(newByNow, '$2')
const keepToday = keep(newByToday, '$3')

/** Notes down what the facts show, so that it stays when they change; with `today`, also what the day brought. */
export async function unfold(tx: Tx, actor: Actor, today?: string): Promise<void> {
  const { workspaceId, now } = actor
  const kept = today
    ? await rows<{ part: Part }>(tx, keepToday, [workspaceId, today, now])
    : await rows<{ part: Part }>(tx, keepNow, [workspaceId, now])
  if (kept.length === 0) return
  await record(tx, actor, {
    kind: 'workspace.unfolded',
    subject: { kind: 'workspace', id: workspaceId },
    audience: { audience: 'workspace', teamId: null },
    data: { parts: kept.map(({ part }) => part).sort() },
  })
}
