import { v4 } from 'uuid'
import { addDays, dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, refuse } from '../errors.ts'
import { record } from '../events/record.ts'
import { type Actor, nobody } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { homeTeam } from '../objectives/place.ts'
import { type Moment, PulseAnswerEntity, PulseAuthorshipEntity, type PulseRow } from './entity.ts'
import type { NewPulseAnswerInput, PulseDto, PulseFigureDto } from './schema.ts'
import { fewestAnswers, fewestComments } from './suppression.ts'

/** How many days a pulse can be answered. */
const openDays = 7

/** Opens the pulse of a team at a moment of its cycle, once. The thresholds of now are frozen with it. */
export async function openPulse(
  tx: Tx,
  actor: Actor,
  { teamId, cycleId, moment }: Pick<PulseRow, 'teamId' | 'cycleId' | 'moment'>,
): Promise<void> {
  const { audience } = await homeTeam(tx, actor, teamId)
  const today = dayOf(actor.now, actor.zone)
  const id = newId(actor.now)
  const opened = await first(
    tx,
    `INSERT INTO pulses (workspace_id, id, team_id, cycle_id, audience, moment, opened_day, closes_day, fewest,
        fewest_comments, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')
      ON CONFLICT (workspace_id, team_id, cycle_id, moment) DO NOTHING RETURNING id`,
    [
      ...[actor.workspaceId, id, teamId, cycleId, audience, moment, today, addDays(today, openDays)],
      ...[fewestAnswers, fewestComments],
    ],
  )
  if (opened) await tell(tx, actor, { id, audience, teamId }, 'opened', { cycleId, moment })
}

/** Records what happened to a pulse; that somebody answered has no sender. */
export async function tell(
  tx: Tx,
  actor: Actor,
  { id, audience, teamId }: Pick<PulseRow, 'id' | 'audience' | 'teamId'>,
  past: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const subject = { kind: 'pulse', id }
  await record(tx, actor, {
    kind: `pulse.${past}`,
    subject,
    audience: { audience, teamId },
    data: { teamId, ...data },
  })
}

const mineStatement = `
  SELECT p.id, jsonb_build_object('id', t.id, 'name', t.name) AS team, p.moment, p.closes_day AS "closesDay", p.state,
    CASE WHEN w.id IS NULL THEN NULL ELSE jsonb_build_object('understand', w.understand, 'say', w.say,
      'believe', w.believe, 'comment', w.comment) END AS answer
  FROM pulses p JOIN teams t ON t.workspace_id = p.workspace_id AND t.id = p.team_id
  LEFT JOIN pulse_authorships a ON a.workspace_id = p.workspace_id AND a.pulse_id = p.id AND a.member_id = $2
  LEFT JOIN pulse_answers w ON w.workspace_id = p.workspace_id AND w.id = a.answer_id
  WHERE p.workspace_id = $1 AND p.team_id = ANY($3::uuid[]) AND p.state = 'open'`

/** The pulses that are open for the actor, with what they said. */
export async function listPulses(tx: Tx, actor: Actor): Promise<{ data: PulseDto[] }> {
  const values = [actor.workspaceId, actor.memberId, actor.teams]
  return { data: await rows<PulseDto>(tx, `${mineStatement} ORDER BY p.closes_day, p.id`, values) }
}

/**
 * Answers a pulse, or answers anew until it closes. 404 for one of another team, 409 once it is closed. Nothing of the
 * request is traced to its sender.
 */
export async function answerPulse(
  tx: Tx,
  actor: Actor,
  id: string,
  { comment, ...taps }: NewPulseAnswerInput,
  unlink: () => void,
): Promise<PulseDto> {
  unlink()
  const pulse = await first<PulseRow>(
    tx,
    `SELECT id, team_id AS "teamId", audience, state FROM pulses
      WHERE workspace_id = $1 AND id = $2 AND team_id = ANY($3::uuid[]) FOR UPDATE`,
    [actor.workspaceId, id, actor.teams],
  )
  if (!pulse) throw notFound('pulse')
  if (!actor.memberId || actor.guest) throw forbidden('The people of the team answer.')
  if (pulse.state !== 'open') throw refuse(409, 'wrong-state', 'This pulse is closed.')
  const said = { ...taps, comment: comment?.trim() || null }
  const where = { workspaceId: actor.workspaceId, pulseId: id, memberId: actor.memberId }
  const earlier = await tx.findOne(PulseAuthorshipEntity, { where })
  if (earlier) {
    await tx.update(PulseAnswerEntity, { workspaceId: actor.workspaceId, id: earlier.answerId }, said)
  } else {
    const answerId = v4()
    await tx.insert(PulseAuthorshipEntity, { ...where, answerId })
    await tx.insert(PulseAnswerEntity, { workspaceId: actor.workspaceId, id: answerId, pulseId: id, ...said })
    await rows(tx, 'UPDATE pulses SET answers = answers + 1 WHERE workspace_id = $1 AND id = $2', [
      actor.workspaceId,
      id,
    ])
  }
  await tell(tx, nobody(actor), pulse, 'answered')
  const values = [actor.workspaceId, actor.memberId, actor.teams, id]
  return (await first<PulseDto>(tx, `${mineStatement} AND p.id = $4`, values))!
}

type Counted = {
  moment: Moment
  state: PulseRow['state']
  closesDay: string
  team: { id: string; name: string } | null
  answers: number
  understand: number
  say: number
  believe: number
  comments: string[]
}

/** What the team's groups said in a cycle; for its people and whoever leads it: 403 for others. */
export async function pulseFigures(
  tx: Tx,
  actor: Actor,
  { teamId, cycleId }: { teamId: string; cycleId: string },
): Promise<{ data: PulseFigureDto[] }> {
  await homeTeam(tx, actor, teamId)
  if (actor.guest || !(actor.teams.includes(teamId) || actor.leads.includes(teamId) || actor.admin)) {
    throw forbidden('The people of the team and those who lead it see its pulse.')
  }
  const found = await rows<Counted>(
    tx,
    `SELECT p.moment, p.state, p.closes_day AS "closesDay", g.answers, g.understand, g.say, g.believe, g.comments,
        CASE WHEN t.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'name', t.name) END AS team
      FROM pulses p LEFT JOIN pulse_groups g ON g.workspace_id = p.workspace_id AND g.id = p.group_id
      LEFT JOIN teams t ON t.workspace_id = p.workspace_id AND t.id = g.team_id
      WHERE p.workspace_id = $1 AND p.team_id = $2 AND p.cycle_id = $3 ORDER BY p.opened_day, p.id`,
    [actor.workspaceId, teamId, cycleId],
  )
  return { data: found.map(toFigure) }
}

function toFigure({ moment, state, closesDay, team, answers, ...counted }: Counted): PulseFigureDto {
  if (!team) return { moment, state, closesDay, group: null }
  const { understand, say, believe, comments } = counted
  const share = (yes: number) => Math.round((yes / answers) * 100) / 100
  const shares = { understand: share(understand), say: share(say), believe: share(believe) }
  return { moment, state, closesDay, group: { team, answers, ...shares, comments } }
}
