import { dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { homeTeam } from '../objectives/place.ts'
import { teamsLedBy } from './asking.ts'
import { insertBarrier, nextNumber } from './barriers.ts'
import { addBlocks, type BlockTarget } from './blocks.ts'
import { answerDue, loadWorkdays } from './clock.ts'
import type { BarrierRow } from './entity.ts'
import { move } from './move.ts'
import { inSight } from './policy.ts'
import { reader } from './read.sql.ts'
import type { BarrierDto } from './schema.ts'
import type { SuggestionDto } from './systemic-schema.ts'

type Suggestion = Omit<SuggestionDto, 'createdAt'> & { createdAt: Date; state: string }

// Parts out of sight, or let go since, are no parts.
const suggestionsStatement = (actor: Actor, which: string) => `
  SELECT s.id, s.kind, s.root_team_id AS "teamId", t.name AS "teamName", s.created_at AS "createdAt", s.state,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', b.id, 'number', b.number, 'title', b.title) ORDER BY b.number)
      FROM systemic_parts p JOIN barriers b ON b.workspace_id = $1 AND b.id = p.barrier_id
      WHERE p.workspace_id = $1 AND p.suggestion_id = s.id AND b.state <> 'withdrawn' AND ${inSight(actor)}), '[]') AS parts
  FROM systemic_suggestions s JOIN teams t ON t.workspace_id = $1 AND t.id = s.root_team_id
  WHERE s.workspace_id = $1 AND s.asked_of = $2 AND ${which} ORDER BY s.id DESC LIMIT 20`

/** What comes again and again below the teams the actor leads, as it was put to them and they have not answered. */
export async function listSuggestions(tx: Tx, actor: Actor): Promise<{ data: SuggestionDto[] }> {
  const statement = suggestionsStatement(actor, `s.state = 'waiting'`)
  const found = await rows<Suggestion>(tx, statement, reader(actor))
  const data = found
    .filter(({ parts }) => parts.length > 1)
    .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  return { data }
}

async function findSuggestion(tx: Tx, actor: Actor, id: string): Promise<Suggestion> {
  const statement = suggestionsStatement(actor, 's.id = $5')
  const found = await first<Suggestion>(tx, statement, [...reader(actor), id])
  if (!found) throw notFound('suggestion')
  return found
}

/** Answers it once; whoever comes second is told (409). */
async function answer(tx: Tx, actor: Actor, id: string, state: string, systemicId: string | null) {
  const answered = await first(
    tx,
    `UPDATE systemic_suggestions SET state = $3, answered_at = $4, systemic_id = $5
      WHERE workspace_id = $1 AND id = $2 AND state = 'waiting' RETURNING id`,
    [actor.workspaceId, id, state, actor.now, systemicId],
  )
  if (!answered) throw wrongState('This suggestion was answered already.')
}

/** Says that they are not one. 404 for everybody but whom it was put to, 409 once it is answered. */
export async function dismissSuggestion(tx: Tx, actor: Actor, id: string): Promise<undefined> {
  const suggestion = await findSuggestion(tx, actor, id)
  await answer(tx, actor, id, 'dismissed', null)
  const { kind, teamId } = suggestion
  await record(tx, actor, {
    kind: 'barrier.systemic-dismissed',
    subject: { kind: 'systemic_suggestion', id },
    audience: { members: [actor.memberId!] },
    data: { kind, teamId },
  })
}

/**
 * Makes one barrier of them, which holds up what they hold up and is the actor's to clear or to hand on; they stay as
 * they are and name it. 404 for everybody but whom it was put to, 409 once it is answered.
 */
export async function acceptSuggestion(
  tx: Tx,
  actor: Actor,
  id: string,
  { title }: { title?: string | null },
): Promise<BarrierDto> {
  const { kind, teamId, parts, state } = await findSuggestion(tx, actor, id)
  if (state !== 'waiting') throw wrongState('This suggestion was answered already.')
  const { audience } = await homeTeam(tx, actor, teamId)
  const number = await nextNumber(tx, actor)
  const row = await insertBarrier(tx, actor, { kind, title: title ?? null, teamId, audience, number })
  await answer(tx, actor, id, 'accepted', row.id)
  const ids = parts.map((part) => part.id)
  await addBlocks(tx, row, await blockedBy(tx, actor, ids))
  await rows(
    tx,
    'UPDATE barriers SET revision = revision + 1 WHERE workspace_id = $1 AND id = ANY($2::uuid[])',
    [actor.workspaceId, ids],
  )
  return raiseToMyself(tx, actor, row, ids)
}

function blockedBy(tx: Tx, actor: Actor, ids: readonly string[]): Promise<BlockTarget[]> {
  return rows<BlockTarget>(
    tx,
    `SELECT DISTINCT x.key_result_id AS "keyResultId", x.step_id AS "stepId" FROM barrier_blocks x
      WHERE x.workspace_id = $1 AND x.barrier_id = ANY($2::uuid[])`,
    [actor.workspaceId, ids],
  )
}

async function raiseToMyself(tx: Tx, actor: Actor, row: BarrierRow, partIds: string[]): Promise<BarrierDto> {
  const me = actor.memberId!
  const workdays = await loadWorkdays(tx, actor)
  const [askedTeamId = null] = await teamsLedBy(tx, actor, me)
  return move(tx, actor, row, {
    kind: 'raised',
    set: {
      state: 'open',
      clock: 'asked',
      raisedAt: actor.now,
      raisedDay: dayOf(actor.now, workdays.zone),
      askedOf: me,
      askedTeamId,
      askedWhy: 'took_it',
      told: [me],
      ...answerDue(actor.now, actor.zone, row.severity, workdays),
    },
    data: { why: 'systemic', partIds },
  })
}
