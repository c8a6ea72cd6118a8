import { badField } from '../errors.ts'
import type { KeyResultRow } from './entity.ts'

type Measured = Pick<KeyResultRow, 'kind' | 'direction' | 'unit' | 'baseline' | 'target' | 'peopleTotal'>

/**
 * The measure of a key result from what was said of it and what it was before: *done* goes from 0 to 1, and the
 * direction follows from baseline and target unless it is said. 400 where the parts do not fit together.
 */
export function measureFrom(
  said: { [K in keyof Measured]?: Measured[K] | undefined },
  before: Partial<Measured> = {},
): Measured {
  const kind = said.kind ?? before.kind ?? 'number'
  const unit = said.unit === undefined ? (before.unit ?? null) : said.unit
  if (kind === 'done') return { kind, unit, direction: 'increase', baseline: 0, target: 1, peopleTotal: null }
  const baseline = said.baseline ?? before.baseline ?? 0
  const target = said.target ?? before.target ?? 100
  const ends = said.baseline !== undefined || said.target !== undefined
  const kept = ends && !isStay(before.direction) ? undefined : before.direction
  const direction = said.direction ?? kept ?? (target < baseline ? 'decrease' : 'increase')
  const total = said.peopleTotal === undefined ? (before.peopleTotal ?? null) : said.peopleTotal
  const measure = { kind, unit, direction, baseline, target, peopleTotal: kind === 'people' ? total : null }
  check(measure)
  return measure
}

/** Whether a measure can have this value: *done* has 0 and 1, people are whole and no more than there are. */
export function isOf(
  { kind, peopleTotal: total }: Pick<Measured, 'kind' | 'peopleTotal'>,
  value: number,
): boolean {
  if (kind === 'done') return value === 0 || value === 1
  return kind !== 'people' || (Number.isInteger(value) && value >= 0 && (total === null || value <= total))
}

/** Another kind of measure must fit the numbers that are there: 87 of 120 is no *done*. */
export function checkNumbers(before: KeyResultRow, after: Measured): void {
  const strange = before.kind !== after.kind && before.spark.some(({ value }) => !isOf(after, value))
  if (strange) throw badField('/kind', 'numbers', 'It has numbers already that do not fit this kind.')
}

function isStay(direction: Measured['direction'] | undefined): boolean {
  return direction === 'at_least' || direction === 'at_most'
}

function check(measure: Measured): void {
  const { kind, direction, baseline, target } = measure
  if (kind === 'people') checkPeople(measure)
  if ((direction === 'increase' && target < baseline) || (direction === 'decrease' && target > baseline)) {
    throw badField('/direction', 'against', 'The target lies the other way from the baseline.')
  }
}

function checkPeople({ baseline, target, peopleTotal: total }: Measured): void {
  if (!total) throw badField('/peopleTotal', 'required', 'Say of how many people.')
  for (const [name, value] of Object.entries({ baseline, target })) {
    if (!Number.isInteger(value) || value < 0 || value > total) {
      throw badField(`/${name}`, 'people', `Say a number of people from 0 to ${total}.`)
    }
  }
}
