import { v4 } from 'uuid'
import { type Day, dayOf } from '../calendar.ts'
import { halfTimeOf } from '../cycles/half-time.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { PulseGroupEntity, type PulseRow } from './entity.ts'
import { openPulse, tell } from './pulses.ts'
import { type Group, groupUp } from './suppression.ts'

/** The first thing a team publishes in a cycle opens its pulse; what is imported asks nobody. */
export async function pulseOnEvent(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const created = event.kind === 'objective.created' && event.data.lifecycle === 'published'
  if (event.source === 'import' || !(created || event.kind === 'objective.published')) return
  const [goal] = await rows<Pick<PulseRow, 'teamId' | 'cycleId'>>(
    tx,
    `SELECT o.team_id AS "teamId", o.cycle_id AS "cycleId" FROM objectives o
      JOIN teams t ON t.workspace_id = o.workspace_id AND t.id = o.team_id AND t.closed_at IS NULL
      WHERE o.workspace_id = $1 AND o.id = $2`,
    [actor.workspaceId, event.subjectId],
  )
  if (goal) await openPulse(tx, actor, { ...goal, moment: 'published' })
}

/** At the day turn: pulses whose last day is over close and are put into groups; half way each team has a second one. */
export async function turnPulses(tx: Tx, actor: Actor): Promise<void> {
  const today = dayOf(actor.now, actor.zone)
  const over = await rows<PulseRow>(
    tx,
    `UPDATE pulses SET state = 'closed' WHERE workspace_id = $1 AND state = 'open' AND closes_day < $2
      RETURNING id, team_id AS "teamId", audience`,
    [actor.workspaceId, today],
  )
  for (const pulse of over) await tell(tx, actor, pulse, 'closed')
  await formGroups(tx, actor)
  await openHalfWay(tx, actor, today)
}

/** One cycle and moment after the other: what closed and is not shown yet is put into groups that are large enough. */
async function formGroups(tx: Tx, actor: Actor): Promise<void> {
  const waiting = await rows<PulseRow>(
    tx,
    `SELECT id, team_id AS "teamId", cycle_id AS "cycleId", moment, answers, fewest,
        fewest_comments AS "fewestComments", audience FROM pulses
      WHERE workspace_id = $1 AND state = 'closed' AND group_id IS NULL AND answers > 0 ORDER BY id`,
    [actor.workspaceId],
  )
  if (waiting.length === 0) return
  const teams = await rows<{ id: string; parentId: string | null }>(
    tx,
    `SELECT t.id, CASE WHEN t.private OR p.private THEN NULL ELSE t.parent_id END AS "parentId" FROM teams t
      LEFT JOIN teams p ON p.workspace_id = t.workspace_id AND p.id = t.parent_id WHERE t.workspace_id = $1`,
    [actor.workspaceId],
  )
  const parentOf = new Map(teams.map(({ id, parentId }) => [id, parentId]))
  const kinds = new Map<string, PulseRow[]>()
  for (const pulse of waiting) {
    const kind = `${pulse.cycleId} ${pulse.moment}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), pulse])
  }
  for (const alike of kinds.values()) {
    const fewest = Math.max(...alike.map((pulse) => pulse.fewest))
    for (const group of groupUp(alike, parentOf, fewest)) await keep(tx, actor, group, alike)
  }
}

type Answer = { understand: string; say: string; believe: string; comment: string | null }

async function keep(tx: Tx, actor: Actor, group: Group, alike: readonly PulseRow[]): Promise<void> {
  const pulses = alike.filter(({ teamId }) => group.members.includes(teamId))
  const ids = pulses.map((pulse) => pulse.id)
  const answers = await rows<Answer>(
    tx,
    `SELECT understand, say, believe, comment FROM pulse_answers
      WHERE workspace_id = $1 AND pulse_id = ANY($2::uuid[]) ORDER BY id`,
    [actor.workspaceId, ids],
  )
  const yes = (tap: 'understand' | 'say' | 'believe') =>
    answers.filter((answer) => answer[tap] === 'yes').length
  const enough = answers.length >= Math.max(...pulses.map((pulse) => pulse.fewestComments))
  const comments = answers.map(({ comment }) => comment).filter((comment) => comment !== null)
  const id = v4()
  await tx.insert(PulseGroupEntity, {
    ...{ workspaceId: actor.workspaceId, id, teamId: group.teamId, answers: answers.length },
    ...{ understand: yes('understand'), say: yes('say'), believe: yes('believe') },
    comments: enough ? comments : [],
  })
  const statement = 'UPDATE pulses SET group_id = $3 WHERE workspace_id = $1 AND id = ANY($2::uuid[])'
  await rows(tx, statement, [actor.workspaceId, ids, id])
  for (const pulse of pulses) await tell(tx, actor, pulse, 'counted', { groupTeamId: group.teamId })
}

/** Half way through a cycle every team that published in it has a second pulse. */
async function openHalfWay(tx: Tx, actor: Actor, today: Day): Promise<void> {
  const running = await rows<{ id: string; startDay: Day; endDay: Day }>(
    tx,
    `SELECT id, start_day AS "startDay", end_day AS "endDay" FROM cycles WHERE workspace_id = $1 AND state = 'active'`,
    [actor.workspaceId],
  )
  for (const { id: cycleId, startDay, endDay } of running) {
    if (today < halfTimeOf({ startDay, endDay }) || today > endDay) continue
    const teams = await rows<{ teamId: string }>(
      tx,
      `SELECT p.team_id AS "teamId" FROM pulses p
        JOIN teams t ON t.workspace_id = p.workspace_id AND t.id = p.team_id AND t.closed_at IS NULL
        WHERE p.workspace_id = $1 AND p.cycle_id = $2 AND p.moment = 'published' AND p.state = 'closed'
          AND NOT EXISTS (SELECT FROM pulses m WHERE m.workspace_id = $1 AND m.team_id = p.team_id
            AND m.cycle_id = $2 AND m.moment = 'mid_cycle') ORDER BY p.team_id`,
      [actor.workspaceId, cycleId],
    )
    for (const { teamId } of teams) await openPulse(tx, actor, { teamId, cycleId, moment: 'mid_cycle' })
  }
}
