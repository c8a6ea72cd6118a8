import type { Tx } from '../database/transaction.ts'
import { badField, forbidden, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { moveKeyResult, scoreKeyResult } from '../key-results/change.ts'
import { lockKeyResult } from '../key-results/subject.ts'
import { moveObjective, scoreObjective } from '../objectives/change.ts'
import type { ItemRow } from '../objectives/item.ts'
import { mayEdit } from '../objectives/policy.ts'
import { lockObjective } from '../objectives/running.ts'
import { suggestedFor } from '../objectives/score.ts'
import type { Suggested } from '../progress/score.ts'
import { carryKeyResult, carryObjective, type Kind } from './carry.ts'
import { cycleToCarryInto } from './next-cycle.ts'
import type { SettledDto, SettlingInput } from './schema.ts'

const doers = {
  objective: { lock: lockObjective, move: moveObjective, score: scoreObjective },
  key_result: { lock: lockKeyResult, move: moveKeyResult, score: scoreKeyResult },
} as const

/**
 * Ends an item with its score and what was learned, and stops it or lets it go on in a later cycle, in one
 * transaction. The facts suggest the score; another one needs a reason (400). Safe to repeat: a closed item is scored
 * again only where something differs, and what was carried is found. 409 for a draft, or without a later cycle.
 */
export async function settle(
  tx: Tx,
  actor: Actor,
  kind: Kind,
  id: string,
  input: SettlingInput,
): Promise<SettledDto> {
  const row = await doers[kind].lock(tx, actor, id)
  if (!mayEdit(actor, row)) throw forbidden("Its owner, the team's leaders and admins say how it ended.")
  if (row.lifecycle === 'draft') throw wrongState('This is a draft: it was never begun.', undefined, 'draft')
  const cycleId = input.go === 'carry' ? await cycleToCarryInto(tx, actor, row.cycleId, input.cycleId) : null
  const suggested = await suggestedFor(tx, actor, kind, row)
  const score = await end(tx, actor, kind, row, { input, suggested })
  const carriedId = cycleId ? await carry(tx, actor, kind, id, cycleId) : null
  return {
    kind,
    id,
    score,
    suggested: suggested.score,
    carried: carriedId && cycleId ? { id: carriedId, cycleId } : null,
  }
}

async function carry(tx: Tx, actor: Actor, kind: Kind, id: string, cycleId: string): Promise<string> {
  if (kind === 'objective') return carryObjective(tx, actor, await lockObjective(tx, actor, id), cycleId)
  return carryKeyResult(tx, actor, await lockKeyResult(tx, actor, id), cycleId)
}

interface Ending {
  input: SettlingInput
  suggested: Suggested
}

async function end(
  tx: Tx,
  actor: Actor,
  kind: Kind,
  row: ItemRow,
  { input, suggested }: Ending,
): Promise<number | null> {
  const closed = row.lifecycle === 'closed'
  const score = input.score === undefined ? (closed ? row.score : suggested.score) : input.score
  const learned = input.learned?.trim() || null
  const same = closed && score === row.score && (input.learned === undefined || learned === row.learned)
  if (same) return score
  const reason = reasonFor(score, suggested, input.reason)
  const how = { suggested: suggested.score, reason }
  const said = { score, ...how, ...(input.learned !== undefined && { learned }) }
  await (closed
    ? doers[kind].score(tx, actor, row.id, said)
    : doers[kind].move(tx, actor, row.id, 'close', said))
  return score
}

function reasonFor(score: number | null, suggested: Suggested, given: string | undefined): string | null {
  const reason = given?.trim() || null
  const differs = score !== null && suggested.score !== null && score !== suggested.score
  if (!differs || reason) return reason
  throw badField('/reason', 'required', `The facts suggest ${suggested.score}: say why it is another score.`)
}
