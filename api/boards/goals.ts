import type { Day } from '../calendar.ts'
import type { Actor } from '../http/actor.ts'
import { type RungsRow, toAction, toCounts } from '../ladder/on-board.ts'
import { mayEdit } from '../objectives/policy.ts'
import { expectedOn } from '../progress/expected.ts'
import { meanPercent } from '../progress/roll-up.ts'
import { toFigure } from '../progress/schema.ts'
import { type Board, type BoardLists, type ChildRow, type GoalRow, type NumberRow, toBoard } from './lists.ts'
import { teamOf, toItem, toMeasured, toOpen, toPath } from './present.ts'
import type { ItemRow, PathRow } from './row.ts'
import type { BoardKeyResultDto, BoardObjectiveDto, TeamBoardDto } from './schema.ts'
import { agreedOn, isStill } from './unmoved.ts'

/** The board's goals with what counts towards them, the key results outside of them, and what has not moved yet. */
export function toGoals(
  lists: BoardLists,
  actor: Actor,
): Pick<TeamBoardDto, 'objectives' | 'keyResults' | 'unmoved' | 'action' | 'barriers'> {
  const [numbers, edges] = [lists.numbers ?? [], lists.edges ?? []]
  const board = toBoard(lists, actor)
  const goals = (lists.goals ?? []).map((goal) => toGoal(goal, board))
  const under = new Set(edges.map(({ keyResultId }) => keyResultId))
  const outside = numbers
    .filter(({ id, seen }) => seen && !under.has(id))
    .map((row) => toNumber(row, null, board))
  return {
    objectives: goals.map(({ dto }) => dto),
    keyResults: outside.map(({ dto }) => dto),
    unmoved: unmovedOf(lists.id, goals, outside),
    barriers: openOf(null, board),
    action: toAction(ownRungs(lists), lists.persons, actor.leads.includes(lists.id)),
  }
}

/** An item as shown, and since when it is agreed. */
interface Shown<Dto> {
  dto: Dto
  since: Day | null
}

interface ShownGoal extends Shown<BoardObjectiveDto> {
  numbers: Shown<BoardKeyResultDto>[]
}

function toGoal(row: GoalRow, board: Board): ShownGoal {
  const { actor, today } = board
  const items = itemsOf(row, board)
  const numbers = items.flatMap(({ number, weight }) =>
    number?.seen ? [toNumber(number, weight, board)] : [],
  )
  const since = agreedOn(row)
  const path = pathOf(row.id, board)
  const dto = Object.assign(toItem(row), {
    kind: row.kind,
    origin: row.origin,
    shared: row.shared,
    progress: toFigure(row.percent, row.percentReason),
    expected: expectedOfGoal(row, items, today),
    path: toPath(path, today),
    parents: parentsOf(row.id, board),
    line: lineOf(row.id, board),
    rungs: toCounts(row.rungs, actor.leads.includes(row.teamId)),
    keyResults: numbers.map(({ dto }) => dto),
    contributions: items.flatMap(({ child, weight }) => (child?.seen ? [toContribution(child, weight)] : [])),
    // What is being drafted in a private team is nobody else's business, not even that it is there.
    privateContributions: items
      .filter(({ number, child }) => !(number ?? child)!.seen && counts((number ?? child)!))
      .map(({ weight, percent }) => ({ weight, percent })),
    unmoved: isOld(since, board) && path.laid === 0 && items.every((item) => !hasMoved(item, board)),
    can: { edit: mayEdit(actor, row) },
  })
  return { dto, since, numbers }
}

function toNumber(row: NumberRow, weight: number | null, board: Board): Shown<BoardKeyResultDto> {
  const { actor, today } = board
  const since = agreedOn(row)
  const path = pathOf(row.id, board)
  const dto = Object.assign(toMeasured(row, actor), {
    weight,
    path: toPath(path, today),
    barriers: openOf(row.id, board),
    parents: parentsOf(row.id, board),
    unmoved: isOld(since, board) && isStill(row, path),
  })
  return { dto, since }
}

const noStep: PathRow = { live: null, laid: 0, pencilled: 0 }

function pathOf(id: string, { paths }: Board): PathRow {
  return paths.get(id) ?? noStep
}

function openOf(item: string | null, { inTheWay, today }: Board) {
  return toOpen(inTheWay.get(item) ?? { open: 0, worst: null }, today)
}

function toContribution(row: ChildRow, weight: number | null) {
  const { id, title, percent, health } = row
  return { id, title, team: teamOf(row), weight, percent, health }
}

function parentsOf(id: string, { parents }: Board) {
  return (parents.get(id) ?? []).map((row) => {
    return {
      id: row.id,
      title: row.title,
      team: teamOf(row),
      sentence: row.sentence,
      confirmed: row.confirmed,
    }
  })
}

/** The priority that a goal leads to, the workspace's first of several; null: it is not linked to any. */
function lineOf(id: string, { lines }: Board) {
  const [line] = [...(lines.get(id) ?? [])].sort((a, b) => a.position - b.position)
  return line ? { id: line.id, sentence: line.sentence } : null
}

/** Where people stand on the goals of the team itself. */
function ownRungs({ goals }: BoardLists): (RungsRow[] | null)[] {
  return (goals ?? []).filter(({ shared }) => !shared).map(({ rungs }) => rungs)
}

/** Something that counts towards a goal: a key result or another objective. */
interface Item {
  id: string
  weight: number | null
  percent: number | null
  number: NumberRow | undefined
  child: ChildRow | undefined
}

function itemsOf({ id }: GoalRow, { edges, numbers, children }: Board): Item[] {
  const items = (edges.get(id) ?? []).map(({ keyResultId, objectiveId, weight }) => {
    const number = numbers.get(keyResultId ?? '')
    const child = children.get(objectiveId ?? '')
    return {
      id: keyResultId ?? objectiveId!,
      weight,
      percent: (number ?? child)?.percent ?? null,
      number,
      child,
    }
  })
  return items.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function hasMoved({ number, child }: Item, board: Board): boolean {
  if (number) return counts(number) && !isStill(number, pathOf(number.id, board))
  return (child?.percent ?? 0) > 0
}

function isOld(since: Day | null, { tooYoung }: Board): boolean {
  return since !== null && since < tooYoung
}

/**
 * What the plan expects of a goal: the mean of what it expects of its items, by the same weights as its percent, so
 * that the two compare. A goal without items, or followed by hand, is expected to advance evenly with its days.
 */
function expectedOfGoal(goal: GoalRow, items: readonly Item[], today: Day): number | null {
  const counting = items.filter(({ number, child }) => counts((number ?? child)!))
  if (goal.progressMode === 'by_hand' || counting.length === 0) return evenly(goal, today)
  const expected = counting.map(({ id, weight, number, child }) => {
    return { id, weight, percent: number ? number.expected : evenly(child!, today) }
  })
  return meanPercent(expected)
}

/** Published and closed items count towards a goal; drafts are not said yet, postponed ones wait. */
function counts({ lifecycle }: ItemRow): boolean {
  return lifecycle === 'published' || lifecycle === 'closed'
}

function evenly({ startDay, endDay }: ItemRow, today: Day): number {
  return expectedOn(today, { direction: 'increase', baseline: 0, target: 100, startDay, endDay, phased: [] })
    .percent
}

/** What has not moved, of this team's own items: a goal once for all that stands under it; the oldest first. */
function unmovedOf(
  teamId: string,
  goals: readonly ShownGoal[],
  outside: readonly Shown<BoardKeyResultDto>[],
): TeamBoardDto['unmoved'] {
  const found = new Map<string, TeamBoardDto['unmoved'][number]>()
  const note = (
    kind: 'objective' | 'key_result',
    { dto, since }: Shown<BoardObjectiveDto | BoardKeyResultDto>,
  ) => {
    const { id, title } = dto
    if (dto.unmoved && dto.team.id === teamId) found.set(id, { kind, id, title, since: since! })
  }
  for (const goal of goals) {
    if (goal.dto.unmoved) note('objective', goal)
    else for (const number of goal.numbers) note('key_result', number)
  }
  for (const number of outside) note('key_result', number)
  return [...found.values()].sort((a, b) => (a.since === b.since ? 0 : a.since < b.since ? -1 : 1))
}
