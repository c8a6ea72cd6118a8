import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changeKeyResult } from '../key-results/change.ts'
import { lockKeyResult } from '../key-results/subject.ts'
import { happened, keyResultNoun } from '../objectives/lifecycle.ts'
import { mayEdit } from '../objectives/policy.ts'
import type { MidwayAnswerInput, MidwayDto } from './midway-schema.ts'
import { settle } from './settle.ts'

/**
 * Answers, half way through a cycle, whether a key result is kept, changed or stopped. A change may bring a new target
 * (its words are the reason); a stop ends it with the score that the facts suggest. Said again, the last answer counts.
 * 409 while it was not asked, or once it is closed.
 */
export async function answerMidway(
  tx: Tx,
  actor: Actor,
  keyResultId: string,
  { choice, words: given, target }: MidwayAnswerInput,
): Promise<MidwayDto> {
  const row = await lockKeyResult(tx, actor, keyResultId)
  if (!mayEdit(actor, row)) throw forbidden("Its owner, the team's leaders and admins answer this.")
  if (row.lifecycle !== 'published') throw wrongState(`This key result is ${row.lifecycle}.`)
  const words = wordsOf(choice, given, target)
  await store(tx, actor, row, { choice, words })
  if (choice === 'change' && target !== undefined && words) {
    await changeKeyResult(tx, actor, keyResultId, null, { target, reason: words.slice(0, 500) })
  }
  if (choice === 'stop') await settle(tx, actor, 'key_result', keyResultId, { go: 'stop', learned: words })
  await happened(tx, actor, keyResultNoun, row, 'midway-answered', { choice, cycleId: row.cycleId })
  return { keyResultId, cycleId: row.cycleId, choice, words }
}

function wordsOf(choice: MidwayAnswerInput['choice'], given: string | undefined, target: number | undefined) {
  const words = given?.trim() || null
  if (choice !== 'keep' && !words) throw badField('/words', 'required', 'Say why, in a sentence.')
  if (choice !== 'change' && target !== undefined) {
    throw badField('/target', 'unexpected', 'Only a change brings a new target.')
  }
  return words
}

async function store(
  tx: Tx,
  { workspaceId, memberId, now }: Actor,
  { id, cycleId }: { id: string; cycleId: string },
  { choice, words }: { choice: string; words: string | null },
): Promise<void> {
  const stored = await rows(
    tx,
    `UPDATE midway_reviews SET choice = $4, words = $5, answered_by = $6, answered_at = $7
      WHERE workspace_id = $1 AND key_result_id = $2 AND cycle_id = $3 RETURNING key_result_id`,
    [workspaceId, id, cycleId, choice, words, memberId, now],
  )
  if (stored.length === 0) throw wrongState('This is asked half way through the cycle.')
}

const askedStatement = `
  SELECT key_result_id AS "keyResultId", cycle_id AS "cycleId", choice, words FROM midway_reviews
  WHERE workspace_id = $1 AND key_result_id = $2 AND cycle_id = $3`

/** What was answered for a key result half way, if it was asked. */
export function midwayOf(tx: Tx, actor: Actor, keyResultId: string, cycleId: string) {
  return first<MidwayDto>(tx, askedStatement, [actor.workspaceId, keyResultId, cycleId])
}
