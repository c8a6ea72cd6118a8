import { askedOfMe } from '../barriers/read.sql.ts'
import { addStep, dropStep } from '../commitments/plan.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, wrongState } from '../errors.ts'
import { record, visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { BreakDownDto, SuggestStepsInput } from './schema.ts'

interface Found {
  id: string
  keyResultId: string
  title: string
  why: string | null
  teamId: string
  teamName: string
  ownerId: string
  ownerName: string
  askedOf: string
  since: string
  laid: number
  room: number
  suggestedAt: Date | null
  closedAt: Date | null
  mine: boolean
}

// $1 workspace, $2 the actor, $3 their teams, $4 now.
const columns = `b.id, k.id AS "keyResultId", k.title, k.why, k.team_id AS "teamId", t.name AS "teamName",
  m.id AS "ownerId", m.name AS "ownerName", b.asked_of AS "askedOf", b.since, b.suggested_at AS "suggestedAt",
  b.closed_at AS "closedAt",
  (SELECT count(*)::int FROM steps s WHERE s.workspace_id = $1 AND s.key_result_id = k.id AND s.state = 'laid') AS laid,
  greatest(0, 3 - (SELECT count(*)::int FROM steps s WHERE s.workspace_id = $1 AND s.key_result_id = k.id
    AND s.owner_id = b.owner_id AND s.state = 'pencilled')) AS room,
  EXISTS (SELECT FROM (${askedOfMe}) q WHERE q.member_id = b.asked_of
    AND (q.team_id IS NULL OR q.team_id = b.asked_team_id)) AS mine`

const from = `FROM break_downs b
  JOIN key_results k ON k.workspace_id = b.workspace_id AND k.id = b.key_result_id
  JOIN teams t ON t.workspace_id = k.workspace_id AND t.id = k.team_id
  JOIN members m ON m.workspace_id = b.workspace_id AND m.id = b.owner_id`

const listStatement = (actor: Actor) => `
  SELECT * FROM (SELECT ${columns} ${from}
    WHERE b.workspace_id = $1 AND b.closed_at IS NULL AND b.suggested_at IS NULL AND ${visible(actor, 'k', '$3')}
      AND b.asked_of IN (SELECT member_id FROM (${askedOfMe}) x)) f
  WHERE f.mine ORDER BY f.since, f.id LIMIT 50`

function reader(actor: Actor): unknown[] {
  return [actor.workspaceId, actor.memberId, actor.teams, actor.now]
}

/** What is asked of the actor, and of leaders for whom they stand in today, to help break down: the longest first. */
export async function listBreakDowns(tx: Tx, actor: Actor): Promise<{ data: BreakDownDto[] }> {
  const found = await rows<Found>(tx, listStatement(actor), reader(actor))
  return { data: found.map((row) => toBreakDown(row)) }
}

/**
 * Suggests up to three steps, of which the owner picks one with one tap. 404 out of sight, 403 for whoever is neither
 * asked nor leads the team, 409 once it was answered or when the path has no room for so many.
 */
export async function suggestSteps(
  tx: Tx,
  actor: Actor,
  id: string,
  { steps }: SuggestStepsInput,
): Promise<BreakDownDto> {
  const found = await lock(tx, actor, id)
  const { keyResultId, ownerId } = found
  for (const { cue, text } of steps) {
    await addStep(tx, actor, {
      subject: { kind: 'key_result', id: keyResultId },
      cue: cue ?? null,
      text,
      ownerId,
    })
  }
  await rows(
    tx,
    'UPDATE break_downs SET suggested_by = $3, suggested_at = $4 WHERE workspace_id = $1 AND id = $2',
    [actor.workspaceId, id, actor.memberId, actor.now],
  )
  await tell(tx, actor, 'suggested', found)
  return toBreakDown({ ...found, suggestedAt: actor.now })
}

/** Settles it without a suggestion, as after a talk; it asks again after five more working days without a step. */
export async function settleBreakDown(tx: Tx, actor: Actor, id: string): Promise<BreakDownDto> {
  const found = await lock(tx, actor, id)
  const values = [actor.workspaceId, id, actor.now]
  await rows(tx, 'UPDATE break_downs SET closed_at = $3 WHERE workspace_id = $1 AND id = $2', values)
  await tell(tx, actor, 'settled', found)
  return toBreakDown({ ...found, closedAt: actor.now })
}

/**
 * Takes an answer back: the question stands in the queue again, and what was suggested is taken off the path. 409 where
 * there is none to take back, or where the owner goes on already.
 */
export async function undoBreakDown(tx: Tx, actor: Actor, id: string): Promise<BreakDownDto> {
  const found = await find(tx, actor, id)
  const { suggestedAt, closedAt, keyResultId } = found
  if (!suggestedAt && !closedAt) throw wrongState('There is no answer to take back.', toBreakDown(found))
  const values = [actor.workspaceId, keyResultId, suggestedAt]
  const steps = await rows<{ id: string; state: string }>(tx, suggestedStatement, values)
  const goesOn = steps.some(({ state }) => state !== 'pencilled') || (await hasStep(tx, actor, found))
  if (goesOn) throw wrongState('Its owner goes on already.', toBreakDown(found))
  for (const step of steps) await dropStep(tx, actor, step.id)
  await rows(
    tx,
    `UPDATE break_downs SET suggested_by = NULL, suggested_at = NULL, closed_at = NULL
      WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, id],
  )
  await tell(tx, actor, 'undone', found)
  return toBreakDown({ ...found, suggestedAt: null, closedAt: null })
}

// What was suggested is known by its instant: the steps were pencilled with it.
const suggestedStatement = `
  SELECT id, state FROM steps WHERE workspace_id = $1 AND key_result_id = $2 AND pencilled_at = $3
    AND suggested_by IS NOT NULL AND state <> 'dropped' ORDER BY id`

/** Whether a step is live by now, or the next question asked. */
async function hasStep(tx: Tx, { workspaceId }: Actor, { id, keyResultId }: Found): Promise<boolean> {
  const found = await rows(
    tx,
    `SELECT 1 FROM steps WHERE workspace_id = $1 AND key_result_id = $2 AND state = 'live'
      UNION ALL SELECT 1 FROM break_downs WHERE workspace_id = $1 AND key_result_id = $2 AND id <> $3
        AND closed_at IS NULL`,
    [workspaceId, keyResultId, id],
  )
  return found.length > 0
}

/** The question, locked; 404 out of sight, 403 for whoever is neither asked nor leads the team. */
async function find(tx: Tx, actor: Actor, id: string): Promise<Found> {
  const statement = `SELECT ${columns} ${from} WHERE b.workspace_id = $1 AND b.id = $5 AND ${visible(actor, 'k', '$3')}
    FOR UPDATE OF b`
  const found = await first<Found>(tx, statement, [...reader(actor), id])
  if (!found) throw notFound('question')
  if (!found.mine && !actor.leads.includes(found.teamId)) {
    throw forbidden('Whoever is asked and the leaders of the team help break it down.')
  }
  return found
}

async function lock(tx: Tx, actor: Actor, id: string): Promise<Found> {
  const found = await find(tx, actor, id)
  if (found.suggestedAt || found.closedAt) throw wrongState('This was answered already.', toBreakDown(found))
  return found
}

function tell(
  tx: Tx,
  actor: Actor,
  past: string,
  { id, keyResultId, ownerId, askedOf }: Found,
): Promise<string> {
  return record(tx, actor, {
    kind: `break-down.${past}`,
    subject: { kind: 'break_down', id },
    audience: { members: [...new Set([ownerId, askedOf])] },
    data: { keyResultId, ownerId },
  })
}

function toBreakDown(row: Found): BreakDownDto {
  const { id, keyResultId, title, why, teamId, teamName, ownerId, ownerName, since, laid, room } = row
  return {
    id,
    keyResult: { id: keyResultId, title, why },
    team: { id: teamId, name: teamName },
    owner: { id: ownerId, name: ownerName },
    ...{ since, laid, room },
    state: row.closedAt ? 'settled' : row.suggestedAt ? 'suggested' : 'open',
  }
}
