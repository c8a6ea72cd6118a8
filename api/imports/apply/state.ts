import { isDeepStrictEqual } from 'node:util'
import type { Lifecycle } from '../../objectives/item.ts'
import type { Direction, Kind } from '../../progress/types.ts'
import type { ItemField, VivaExport, VivaItem } from '../model.ts'

/**
 * Everything of an item that an import writes and a person can edit, in a form that compares: ids sorted, decimals as
 * texts. What the file says, what the last import wrote and what is here now are all told this way.
 */
export interface ItemState {
  title: string
  description: string | null
  teamId: string
  ownerId: string
  cycleId: string
  startDay: string | null
  endDay: string | null
  lifecycle: Lifecycle
  score: string | null
  contributors: string[]
  delegates: string[]
  checkInOwners: string[]
  /** Parent objective and weight. */
  parents: [string, string | null][]
  goal: GoalState | null
  measure: MeasureState | null
  sharedTeams: string[]
  phased: [string, string][]
}

export interface GoalState {
  kind: 'committed' | 'aspirational'
  progressMode: 'roll_up' | 'by_hand'
}

export interface MeasureState {
  kind: Kind
  direction: Direction
  unit: string | null
  baseline: string
  target: string
}

type StateField = keyof ItemState

const carriedBy: Partial<Record<ItemField, StateField[]>> = {
  title: ['title'],
  description: ['description'],
  teamKeys: ['teamId', 'sharedTeams'],
  ownerKeys: ['ownerId', 'contributors'],
  periodKey: ['cycleId'],
  startDay: ['startDay'],
  endDay: ['endDay'],
  parents: ['parents'],
  lifecycle: ['lifecycle'],
  score: ['score'],
  delegateKey: ['delegates'],
  checkInOwnerKeys: ['checkInOwners'],
}

/**
 * What the file wants of an item that is here: what it carries as it says, all else, and `silent`, as it was written
 * last.
 */
export function wanted(
  viva: VivaExport,
  item: VivaItem,
  says: ItemState,
  written: ItemState,
  silent: readonly StateField[],
): ItemState {
  const fields = viva.carries
    .flatMap((field) => carriedBy[field] ?? [])
    .filter((field) => !silent.includes(field))
  const carried = Object.fromEntries(fields.map((field) => [field, says[field]]))
  return {
    ...written,
    ...carried,
    goal: goalWanted(viva, says, written),
    measure: measureWanted(viva, item, says, written),
    phased: viva.source === 'viva-zip' ? says.phased : written.phased,
  }
}

function goalWanted({ carries }: VivaExport, says: ItemState, written: ItemState): GoalState | null {
  if (!says.goal || !written.goal) return written.goal
  return {
    kind: carries.includes('goalType') ? says.goal.kind : written.goal.kind,
    progressMode: carries.includes('rollUp') ? says.goal.progressMode : written.goal.progressMode,
  }
}

/** A direction that was only inferred does not overrule one that was said. */
function measureWanted(
  { carries }: VivaExport,
  { measure }: VivaItem,
  says: ItemState,
  written: ItemState,
): MeasureState | null {
  if (!carries.includes('measure') || !says.measure || !written.measure) return written.measure
  const direction = measure?.directionFrom === 'said' ? says.measure.direction : written.measure.direction
  return { ...says.measure, direction }
}

/** The fields in which two states differ. */
export function differences(a: ItemState, b: ItemState): StateField[] {
  const fields = Object.keys(a) as StateField[]
  return fields.filter((field) => !isDeepStrictEqual(a[field], b[field]))
}
