import type { Day } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound, refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { KeyResultRow } from '../key-results/entity.ts'
import type { ObjectiveRow } from '../objectives/entity.ts'
import { mayEdit, sees } from '../objectives/policy.ts'
import { suggestedForObjectives } from '../objectives/score.ts'
import { because } from '../progress/because.ts'
import { suggestScore } from '../progress/progress.ts'
import type { Suggested } from '../progress/score.ts'
import { cycleAfter } from './next-cycle.ts'
import { phaseOf } from './phase.ts'
import type { ReviewedKeyResultDto, ReviewedObjectiveDto, TeamReviewDto } from './schema.ts'
import * as sql from './team-review.sql.ts'

interface Place {
  id: string
  name: string
  private: boolean
  today: Day
  cycleId: string | null
  cycleName: string
  startDay: Day
  endDay: Day
  graceEnd: Day
  state: 'planning' | 'active' | 'reviewing' | 'closed'
}

type Shared =
  | 'id'
  | 'title'
  | 'why'
  | 'lifecycle'
  | 'percent'
  | 'health'
  | 'score'
  | 'learned'
  | 'teamId'
  | 'ownerId'
type Around = Pick<ReviewedObjectiveDto, 'owner' | 'scoring' | 'carriedTo' | 'carriedFrom'>
type ObjectiveOf = Pick<ObjectiveRow, Shared | 'kind'> & Around
type KeyResultOf = Pick<
  KeyResultRow,
  Shared | 'kind' | 'unit' | 'direction' | 'baseline' | 'target' | 'peopleTotal'
> &
  Around &
  Pick<ReviewedKeyResultDto, 'points' | 'targetEdits' | 'value'> & { objectiveId: string | null }
type BarrierOf = Omit<ReviewedObjectiveDto['barriers'][number], 'clearedAt'> & {
  clearedAt: Date
  keyResultIds: string[]
}
type WinOf = Omit<ReviewedObjectiveDto['wins'][number], 'at'> & { at: Date; itemId: string }

interface Facts {
  goals: ObjectiveOf[]
  numbers: KeyResultOf[]
  barriers: BarrierOf[]
  wins: WinOf[]
  suggested: Map<string, Suggested>
}

/**
 * How a team's cycle went, item by item: movement, scores with what the facts suggest, what was learned, barriers
 * cleared, wins. No figure is about a person. 404 for a team or cycle that is not there for the actor.
 */
export async function readTeamReview(
  tx: Tx,
  actor: Actor,
  teamId: string,
  cycleId?: string,
): Promise<TeamReviewDto> {
  const asked = [actor.workspaceId, teamId, cycleId ?? null, actor.now]
  const place = await first<Place>(tx, sql.place, asked)
  if (!place || !sees(actor, { audience: place.private ? 'team' : 'workspace', teamId }))
    throw notFound('team')
  if (!place.cycleId) throw cycleId ? notFound('cycle') : refuse(409, 'no-cycle', 'There is no cycle yet.')
  const facts = await factsOf(tx, actor, { teamId, cycleId: place.cycleId })
  const next = await cycleAfter(tx, actor, place.cycleId)
  return {
    team: { id: place.id, name: place.name },
    cycle: { ...place, id: place.cycleId, name: place.cycleName },
    phase: phaseOf(place, place.today),
    day: place.today,
    next: next ?? null,
    objectives: facts.goals.map((goal) => toObjective(actor, goal, facts)),
    keyResults: facts.numbers.filter(({ objectiveId }) => !objectiveId).map((one) => toKeyResult(actor, one)),
    toSettle: [...facts.goals, ...facts.numbers].filter(({ lifecycle }) => lifecycle !== 'closed').length,
  }
}

async function factsOf(
  tx: Tx,
  actor: Actor,
  { teamId, cycleId }: { teamId: string; cycleId: string },
): Promise<Facts> {
  const { workspaceId, memberId, teams, now } = actor
  const place = [workspaceId, teamId, teams, cycleId]
  const goals = await rows<ObjectiveOf>(tx, sql.objectives(actor), place)
  const goalIds = goals.map(({ id }) => id)
  const numbers = await rows<KeyResultOf>(tx, sql.keyResults(actor), [...place, goalIds])
  const numberIds = numbers.map(({ id }) => id)
  const [barriers, wins, suggested] = await Promise.all([
    rows<BarrierOf>(tx, sql.barriers(actor), [workspaceId, memberId, teams, now, numberIds]),
    rows<WinOf>(tx, sql.wins(actor), [workspaceId, goalIds, teams, numberIds]),
    suggestedForObjectives(tx, actor, goals),
  ])
  return { goals, numbers, barriers, wins, suggested }
}

function toObjective(actor: Actor, goal: ObjectiveOf, facts: Facts): ReviewedObjectiveDto {
  const keyResults = facts.numbers.filter(({ objectiveId }) => objectiveId === goal.id)
  const ids = new Set(keyResults.map(({ id }) => id))
  return {
    ...toItem(actor, goal, facts.suggested.get(goal.id)!),
    kind: goal.kind,
    keyResults: keyResults.map((one) => toKeyResult(actor, one)),
    barriers: facts.barriers
      .filter(({ keyResultIds }) => keyResultIds.some((id) => ids.has(id)))
      .map((barrier) => ({ ...barrier, clearedAt: barrier.clearedAt.toISOString() })),
    wins: facts.wins
      .filter(({ itemId }) => itemId === goal.id || ids.has(itemId))
      .map((win) => ({ ...win, at: win.at.toISOString() })),
  }
}

function toKeyResult(actor: Actor, row: KeyResultOf): ReviewedKeyResultDto {
  return { ...row, ...toItem(actor, row, suggestScore(row.percent)) }
}

function toItem<Row extends ObjectiveOf | KeyResultOf>(actor: Actor, row: Row, suggested: Suggested) {
  const { scoring } = row
  return {
    ...row,
    suggested: { score: suggested.score, because: because(suggested.reason), reason: suggested.reason },
    scoring: scoring && { ...scoring, at: new Date(scoring.at).toISOString() },
    can: { settle: mayEdit(actor, row) },
  }
}
