import { IsNull } from 'typeorm'
import { whomToAsk } from '../barriers/asking.ts'
import { addWorkingDaysFrom, loadWorkdays } from '../barriers/clock.ts'
import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { mayCheckIn } from '../key-results/policy.ts'
import { lockKeyResult, type Subject } from '../key-results/subject.ts'
import { happened, keyResultNoun } from '../objectives/lifecycle.ts'
import { mayEdit, sees } from '../objectives/policy.ts'
import { askPeopleAgain } from '../planning-rounds/planning-rounds.ts'
import { ChallengeEntity, type ChallengeRow } from './challenge-entity.ts'
import type { ChallengeDto, ChallengeReplyInput } from './challenge-schema.ts'

/** Working days in which a challenge is answered. */
const answerWithin = 3

/**
 * Says that a key result measures the wrong thing. Asked is the owner of its objective, else a leader; they answer
 * within three working days. 403 for whoever does not keep the number, 409 while another challenge waits.
 */
export async function challenge(
  tx: Tx,
  actor: Actor,
  keyResultId: string,
  words: string,
): Promise<ChallengeDto> {
  const keyResult = await lockKeyResult(tx, actor, keyResultId)
  if (actor.guest || !actor.memberId || !mayCheckIn(actor, keyResult)) {
    throw forbidden('Whoever keeps this number may question it.')
  }
  if (keyResult.lifecycle !== 'published') throw wrongState(`This key result is ${keyResult.lifecycle}.`)
  const { workspaceId } = actor
  const open = await tx.existsBy(ChallengeEntity, { workspaceId, keyResultId, answer: IsNull() })
  if (open) throw wrongState('Another one is waiting for its answer.')
  const row: ChallengeRow = {
    workspaceId,
    id: newId(actor.now),
    keyResultId,
    teamId: keyResult.teamId,
    audience: keyResult.audience,
    byId: actor.memberId,
    words: words.trim(),
    createdAt: actor.now,
    askedOf: await whoAnswers(tx, actor, keyResult),
    dueDay: addWorkingDaysFrom(actor.now, answerWithin, await loadWorkdays(tx, actor)),
    answer: null,
    answerWords: null,
    answeredBy: null,
    answeredAt: null,
    roundId: null,
  }
  await tx.insert(ChallengeEntity, row)
  const { id: challengeId, askedOf, dueDay } = row
  await happened(tx, actor, keyResultNoun, keyResult, 'challenged', { challengeId, askedOf, dueDay })
  return toChallenge(row, actor)
}

const ownerStatement = `
  SELECT o.owner_id AS id FROM alignments a JOIN objectives o ON o.workspace_id = $1 AND o.id = a.parent_objective_id
  JOIN members m ON m.workspace_id = $1 AND m.id = o.owner_id AND m.state = 'active' AND m.merged_into IS NULL
  WHERE a.workspace_id = $1 AND a.child_key_result_id = $2 AND o.owner_id <> $3 ORDER BY a.id LIMIT 1`

async function whoAnswers(tx: Tx, actor: Actor, { id, teamId }: Subject): Promise<string> {
  const owner = await first<{ id: string }>(tx, ownerStatement, [actor.workspaceId, id, actor.memberId])
  if (owner) return owner.id
  return (await whomToAsk(tx, actor, { teamId, raisedBy: actor.memberId! })).askedOf
}

/**
 * Answers a challenge: the number is kept, with the reason; it is changed; or its people are asked again. Whoever was
 * asked answers, and whoever may change the key result, but not the one who questioned it. 409 once it is answered,
 * and when there is nobody to ask again.
 */
export async function answerChallenge(
  tx: Tx,
  actor: Actor,
  id: string,
  { answer, words, ...asking }: ChallengeReplyInput,
): Promise<ChallengeDto> {
  const row = await find(tx, actor, id)
  const keyResult = await lockKeyResult(tx, actor, row.keyResultId)
  if (!mayAnswer(actor, row, keyResult))
    throw forbidden('Whoever was asked, or leads the team, answers this.')
  if (row.answer !== null) throw wrongState('This is answered already.', toChallenge(row, actor))
  const roundId = answer === 'ask_again' ? await askItsPeople(tx, actor, row, asking) : null
  const set = {
    answer,
    answerWords: words.trim(),
    answeredBy: actor.memberId,
    answeredAt: actor.now,
    roundId,
  }
  const answered = await rows(
    tx,
    `UPDATE challenges SET answer = $3, answer_words = $4, answered_by = $5, answered_at = $6, round_id = $7
      WHERE workspace_id = $1 AND id = $2 AND answer IS NULL RETURNING id`,
    [actor.workspaceId, id, answer, set.answerWords, set.answeredBy, set.answeredAt, roundId],
  )
  if (answered.length === 0) throw wrongState('This is answered already.', toChallenge(row, actor))
  const data = { challengeId: id, answer, byId: row.byId, ...(roundId && { roundId }) }
  await happened(tx, actor, keyResultNoun, keyResult, 'challenge-answered', data)
  return toChallenge({ ...row, ...set }, actor)
}

/** Opens the small round that was promised; 400 without its question or its last day. */
async function askItsPeople(
  tx: Tx,
  actor: Actor,
  { keyResultId }: ChallengeRow,
  { question, closesDay }: Pick<ChallengeReplyInput, 'question' | 'closesDay'>,
): Promise<string> {
  if (!question?.trim()) throw badField('/question', 'required', 'Say what its people are asked.')
  if (!closesDay) throw badField('/closesDay', 'required', 'Say until when they are asked.')
  return (await askPeopleAgain(tx, actor, { keyResultId, question, closesDay })).id
}

function mayAnswer(actor: Actor, { askedOf, byId }: ChallengeRow, keyResult: Subject): boolean {
  if (actor.guest || !actor.memberId) return false
  if (askedOf === actor.memberId) return true
  return byId !== actor.memberId && mayEdit(actor, keyResult)
}

const select = `SELECT ${columnsOf(ChallengeEntity, 'h')} FROM challenges h`

async function find(tx: Tx, actor: Actor, id: string): Promise<ChallengeRow> {
  const statement = `${select} WHERE h.workspace_id = $1 AND h.id = $2`
  const row = await first<ChallengeRow>(tx, statement, [actor.workspaceId, id])
  if (!row || !sees(actor, row)) throw notFound('challenge')
  return row
}

/** What was said against a key result, the newest first; 404 when it is not there for the actor. */
export async function listChallenges(
  tx: Tx,
  actor: Actor,
  keyResultId: string,
): Promise<{ data: ChallengeDto[] }> {
  const statement = `${select} WHERE h.workspace_id = $1 AND h.key_result_id = $2 ORDER BY h.created_at DESC, h.id DESC LIMIT 50`
  const { id } = await lookUp(tx, actor, keyResultId)
  const found = await rows<ChallengeRow>(tx, statement, [actor.workspaceId, id])
  return { data: found.map((row) => toChallenge(row, actor)) }
}

async function lookUp(tx: Tx, actor: Actor, id: string) {
  const found = await first<{ id: string; teamId: string; audience: string }>(
    tx,
    'SELECT id, team_id AS "teamId", audience FROM key_results WHERE workspace_id = $1 AND id = $2',
    [actor.workspaceId, id],
  )
  if (!found || !sees(actor, found)) throw notFound('key result')
  return found
}

/** The row as the actor is shown it. */
export function toChallenge(row: ChallengeRow, actor: Actor): ChallengeDto {
  const { memberId } = actor
  const mayAnswer =
    row.askedOf === memberId || (row.byId !== memberId && (actor.admin || actor.leads.includes(row.teamId)))
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    can: { answer: row.answer === null && memberId !== null && !actor.guest && mayAnswer },
  }
}
