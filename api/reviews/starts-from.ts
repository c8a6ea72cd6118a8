import type { KeyResultRow } from '../key-results/entity.ts'
import { percentOf } from '../progress/progress.ts'

type Measured = Pick<
  KeyResultRow,
  'kind' | 'direction' | 'unit' | 'baseline' | 'target' | 'peopleTotal' | 'latestValue'
>

/**
 * The baseline of a key result that goes on: where it stands, so that the next cycle shows the next cycle's movement.
 * What is to stay on one side, has no value, has reached its target or fell behind where it began keeps its baseline.
 */
export function startsFrom(measure: Measured): number {
  const { latestValue: value, baseline, direction } = measure
  if (value === null || direction === 'at_least' || direction === 'at_most') return baseline
  const { met, worse } = percentOf({ ...measure, total: measure.peopleTotal, value })
  return met || worse ? baseline : value
}
