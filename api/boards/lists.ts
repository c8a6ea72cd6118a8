import type { Day } from '../calendar.ts'
import type { Actor } from '../http/actor.ts'
import type { PersonsRow, RungsRow } from '../ladder/on-board.ts'
import type { ObjectiveRow } from '../objectives/entity.ts'
import type { Reason } from '../progress/reasons.ts'
import type { ItemRow, KeyResultRow, OpenRow, PathRow } from './row.ts'
import { tooYoung } from './unmoved.ts'

export interface GoalRow extends ItemRow, Pick<ObjectiveRow, 'kind' | 'origin' | 'progressMode'> {
  percentReason: Reason[]
  shared: boolean
  publishedOn: Day | null
  rungs: RungsRow[] | null
}

export type NumberRow = KeyResultRow & { seen: boolean }
export type ChildRow = ItemRow & { seen: boolean }

interface EdgeRow {
  parentId: string
  objectiveId: string | null
  keyResultId: string | null
  weight: number | null
  sentence: string | null
  confirmed: boolean
}

/** A goal above that is not on the board itself. */
interface ParentRow {
  child: string
  id: string
  title: string
  teamId: string
  teamName: string
  sentence: string | null
  confirmed: boolean
}

/** A priority to which a goal leads, by itself or through those above it. */
interface LineRow {
  goal: string
  id: string
  sentence: string
  position: number
}

/** The lists of a board as the statement brings them; null where there is nothing. */
export interface BoardLists {
  id: string
  today: Day
  workingWeekdays: number[]
  daysOff: Day[] | null
  goals: GoalRow[] | null
  edges: EdgeRow[] | null
  numbers: NumberRow[] | null
  paths: (PathRow & { item: string })[] | null
  /** Without an item: of the team. */
  inTheWay: (OpenRow & { item: string | null })[] | null
  children: ChildRow[] | null
  parents: ParentRow[] | null
  lines: LineRow[] | null
  persons: PersonsRow
}

/** The lists by id, with what all items share. */
export interface Board {
  actor: Actor
  today: Day
  tooYoung: Day
  numbers: Map<string, NumberRow>
  paths: Map<string, PathRow>
  inTheWay: Map<string | null, OpenRow>
  children: Map<string, ChildRow>
  edges: Map<string, EdgeRow[]>
  parents: Map<string, ParentRow[]>
  lines: Map<string, LineRow[]>
}

/** A board's lists by id. */
export function toBoard(lists: BoardLists, actor: Actor): Board {
  const { today, workingWeekdays, daysOff } = lists
  const [goals, edges] = [lists.goals ?? [], lists.edges ?? []]
  return {
    actor,
    today,
    tooYoung: tooYoung(today, { workingWeekdays, daysOff: daysOff ?? [] }),
    numbers: new Map(lists.numbers?.map((row) => [row.id, row])),
    paths: new Map(lists.paths?.map((row) => [row.item, row])),
    inTheWay: new Map(lists.inTheWay?.map((row) => [row.item, row])),
    children: new Map(lists.children?.map((row) => [row.id, row])),
    edges: grouped(edges, ({ parentId }) => parentId),
    parents: parentsBelow(goals, edges, lists.parents ?? []),
    lines: grouped(lists.lines ?? [], ({ goal }) => goal),
  }
}

/** The goals above each item by its id, those of the board and those outside of it, in the order of their ids. */
function parentsBelow(goals: readonly GoalRow[], edges: readonly EdgeRow[], outside: readonly ParentRow[]) {
  const byId = new Map(goals.map((goal) => [goal.id, goal]))
  const inside = edges.map(({ parentId, objectiveId, keyResultId, sentence, confirmed }) => {
    const { id, title, teamId, teamName } = byId.get(parentId)!
    return { child: (keyResultId ?? objectiveId)!, id, title, teamId, teamName, sentence, confirmed }
  })
  const parents = grouped([...inside, ...outside], ({ child }) => child)
  for (const list of parents.values()) if (list.length > 1) list.sort((a, b) => (a.id < b.id ? -1 : 1))
  return parents
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
