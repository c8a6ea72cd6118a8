import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { ItemRow } from './item.ts'
import { happened, type Noun } from './lifecycle.ts'
import { type Lacking, WaiverEntity } from './waiver.ts'

/** What the gate looks at. `under`: the objective a key result counts for, as published as that is. */
export interface Gated {
  teamId: string
  cycleId: string
  why: string | null
  /** Key results of an objective that say no why yet. */
  withoutWhy?: readonly string[]
  /** A key result under an objective that is published: its team was asked then. */
  underPublished?: boolean
}

/**
 * Lets an item through to being published: with a why, a why of each key result, and a round of its team in its cycle
 * that is closed and answered; else with a reason somebody wrote (`waive`), which is returned as what is to be kept.
 * 409 `why-missing`, `no-round`, `round-open` or `unanswered` with all that is missing; 403 for a waiver by others than
 * the team's leaders and admins.
 */
export async function passGate(
  tx: Tx,
  actor: Actor,
  item: Gated,
  waive: string | undefined,
): Promise<Lacking[]> {
  const missing = await missingOf(tx, actor, item)
  if (missing.length === 0) return []
  if (waive === undefined) {
    const [code, detail] = refusals[missing[0]!]
    throw refuse(409, code, detail, { missing, keyResultIds: item.withoutWhy ?? [] })
  }
  if (!waive.trim()) throw badField('/waive', 'required', 'Write down why it is published all the same.')
  if (!mayWaive(actor, item)) {
    throw forbidden('The leaders of the team and admins publish without having asked.')
  }
  return missing
}

const refusals: Record<Lacking, [code: string, detail: string]> = {
  why: ['why-missing', 'Say why first: who is better off?'],
  key_result_why: ['why-missing', 'Say of each key result why this number.'],
  round: ['no-round', 'The team was not asked in this cycle. Ask it first, or write down why not.'],
  round_open: ['round-open', 'The team is being asked right now. Wait for its answers.'],
  unanswered: ['unanswered', 'Proposals of the team wait for their answer.'],
}

/** Whoever leads the team and admins; keys with the scope, whose reason is audited under their name. */
function mayWaive(actor: Actor, { teamId }: Gated): boolean {
  return actor.scopes !== null || actor.admin || actor.leads.includes(teamId)
}

/** Keeps the reason beside the item, and tells that it was published without what was missing. */
export async function keepWaiver(
  tx: Tx,
  actor: Actor,
  noun: Noun,
  item: Pick<ItemRow, 'id' | 'audience' | 'teamId'>,
  { missing, reason = '' }: { missing: Lacking[]; reason: string | undefined },
): Promise<void> {
  if (missing.length === 0) return
  const subject = noun.subject === 'objective' ? { objectiveId: item.id } : { keyResultId: item.id }
  await tx.insert(WaiverEntity, {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    ...subject,
    missing,
    reason: reason.trim(),
    byId: actor.memberId,
    at: actor.now,
  })
  await happened(tx, actor, noun, item, 'waived', { missing })
}

async function missingOf(tx: Tx, actor: Actor, item: Gated): Promise<Lacking[]> {
  const { why, withoutWhy = [], underPublished = false } = item
  const asked = underPublished ? null : await askedOf(tx, actor, item)
  return [
    ...(why?.trim() ? [] : ['why' as const]),
    ...(withoutWhy.length > 0 ? ['key_result_why' as const] : []),
    ...(asked ? [asked] : []),
  ]
}

// Rounds belong to the right of this folder, so their table is read here as it stands: those of the team itself, and
// those of a team above that asked people of this one.
const roundsStatement = `
  SELECT r.state <> 'open' AS over, NOT EXISTS (SELECT FROM proposals p WHERE p.workspace_id = r.workspace_id
      AND p.round_id = r.id AND p.kind = 'member' AND p.state IN ('open', 'coached')) OR r.withheld AS answered
  FROM planning_rounds r
  WHERE r.workspace_id = $1 AND r.cycle_id = $3 AND r.kind <> 'again' AND (r.team_id = $2 OR EXISTS (
    SELECT FROM team_members m WHERE m.workspace_id = r.workspace_id AND m.team_id = $2 AND m.member_id = ANY(r.asked)))`

async function askedOf(tx: Tx, actor: Actor, { teamId, cycleId }: Gated): Promise<Lacking | null> {
  const values = [actor.workspaceId, teamId, cycleId]
  const rounds = await rows<{ over: boolean; answered: boolean }>(tx, roundsStatement, values)
  const over = rounds.filter((round) => round.over)
  if (over.some(({ answered }) => answered)) return null
  if (over.length > 0) return 'unanswered'
  return rounds.length > 0 ? 'round_open' : 'round'
}

/** The key results of an objective that are to be published with it or are, and say no why; imported ones may. */
export async function withoutWhy(tx: Tx, actor: Actor, objectiveId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT k.id FROM alignments a JOIN key_results k ON k.workspace_id = $1 AND k.id = a.child_key_result_id
      WHERE a.workspace_id = $1 AND a.parent_objective_id = $2 AND k.lifecycle IN ('draft', 'published')
        AND k.source <> 'import' AND coalesce(btrim(k.why), '') = '' ORDER BY k.id`,
    [actor.workspaceId, objectiveId],
  )
  return found.map(({ id }) => id)
}

/** Whether a key result counts for an objective that is published: its team was asked then. */
export async function isUnderPublished(tx: Tx, actor: Actor, keyResultId: string): Promise<boolean> {
  const found = await first(
    tx,
    `SELECT o.id FROM alignments a JOIN objectives o ON o.workspace_id = $1 AND o.id = a.parent_objective_id
      WHERE a.workspace_id = $1 AND a.child_key_result_id = $2 AND o.lifecycle = 'published' LIMIT 1`,
    [actor.workspaceId, keyResultId],
  )
  return found !== undefined
}
