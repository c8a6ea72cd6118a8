import { readStatus } from '../classify.ts'
import type { VivaCheckIn } from '../model.ts'
import { quote, teller } from '../report.ts'
import type { Context } from './records.ts'
import { decimal } from './values.ts'

/** A check-in that says nothing but its day yet. */
export function newCheckIn(itemKey: string, on: string, pointer: string): VivaCheckIn {
  return {
    key: pointer,
    externalId: null,
    pointer,
    rowHash: '',
    itemKey,
    order: 0,
    position: 0,
    day: on,
    activityDay: null,
    activityAt: null,
    authorKey: null,
    note: null,
    metricName: null,
    statusText: null,
    health: null,
    value: null,
    kept: {},
  }
}

/** Reads a check-in's value and status; what cannot be read is kept and told. */
export function placeValue(checkIn: VivaCheckIn, valueText: string | null, { report }: Context): void {
  const { pointer, statusText, day: on, activityDay } = checkIn
  const say = teller(report, pointer, 'check-in')
  checkIn.value = valueText === null ? null : decimal(valueText)
  if (valueText !== null && checkIn.value === null) {
    checkIn.kept['Current Value'] = valueText
    say('number-unreadable', `The value ${quote(valueText)} of ${on} is no number.`)
  }
  const status = readStatus(statusText)
  checkIn.health = status.health
  if (!status.known) say('health-unknown', `The status ${quote(statusText!)} of ${on} is kept as a word.`)
  if (activityDay !== null && activityDay !== on) {
    say('activity-day-differs', `The check-in of ${on} was made on ${activityDay}.`)
  }
}
