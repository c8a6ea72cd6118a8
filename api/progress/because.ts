import type { Day } from '../calendar.ts'
import { clamp } from './progress.ts'
import type { Reason, ReasonCode, Reasons } from './reasons.ts'
import type { Direction, Health } from './types.ts'

type NameOf = (memberId: string) => string

type Sentences = { [Code in ReasonCode]: (params: Reasons[Code], nameOf: NameOf) => string }

const BY_HAND = 'hand'

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 15 })
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
/** `number` without the detour over Intl, where both write the same: short of the first separator of thousands. */
function plain(value: number): string {
  const size = Math.abs(value)
  return size < 1000 && size > 1e-6 ? String(value) : number.format(value)
}

const longDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/**
 * A reason in plain English, its parts joined by semicolons: '62 % because 31 of 50'. `nameOf` turns the ids of
 * members who set something into names; without it they read *by hand*.
 */
export function because(reason: readonly Reason[], nameOf: NameOf = () => BY_HAND): string {
  return reason.map((part) => sentence(part.code, part.params, nameOf)).join('; ')
}

function sentence<Code extends ReasonCode>(code: Code, params: Reason['params'], nameOf: NameOf): string {
  // Code and params belong together in every Reason; the union cannot say so once it is taken apart.
  return sentences[code](params as Reasons[Code], nameOf)
}

const sentences: Sentences = {
  'percent.no_value': () => 'no value yet',
  'percent.done': (p) => `${percent(p.percent)} because it is done`,
  'percent.not_done': (p) => `${percent(p.percent)} because it is not done yet`,
  'percent.of_target': (p) =>
    `${percent(p.percent)} because ${plain(p.value)} of ${amount(p.target, p.unit)}${inAll(p.total)}`,
  'percent.of_way': (p) =>
    `${percent(p.percent)} because it went from ${plain(p.baseline)} to ${plain(p.value)}: ` +
    `${amount(p.moved, p.unit)} of the ${plain(p.way)} to the target ${plain(p.target)}${inAll(p.total)}`,
  'percent.target_is_baseline': (p) =>
    `${percent(p.percent)} because the target ${amount(p.target, p.unit)} is where it began, and it stands at ${plain(p.value)}`,
  'percent.holds': (p) =>
    `${percent(p.percent)} because ${amount(p.value, p.unit)} is ${side(p.direction)} ${plain(p.target)}`,
  'percent.does_not_hold': (p) =>
    `${percent(p.percent)} because ${amount(p.value, p.unit)} is not ${side(p.direction)} ${plain(p.target)}: ` +
    `${plain(p.distance)} away`,
  'percent.worse': (p) => `worse than where it began (${amount(p.baseline, p.unit)})`,

  'expected.stay': (p) => `${plain(p.value)} is expected on every day`,
  'expected.not_begun': (p) => `${plain(p.value)} is expected, as it begins on ${date(p.startDay)}`,
  'expected.over': (p) => `the target ${plain(p.value)} is expected from ${date(p.endDay)} on`,
  'expected.on_line': (p) =>
    `${percent(p.percent)} (${plain(p.value)}) is expected on ${date(p.day)}, on the straight line from ` +
    `${plain(p.fromValue)} on ${date(p.fromDay)} to ${plain(p.toValue)} on ${date(p.toDay)}`,

  'health.not_due': (p) => `not started: the first check-in is due by ${date(p.firstDue)}`,
  'health.never': (p) => `no check-in since it began on ${date(p.since)}, so unknown`,
  'health.silent': (p) => `no check-in for ${count(p.days, 'day')}, so unknown`,
  'health.no_value': (p) => `the check-in of ${date(p.day)} has no number, so unknown`,
  'health.pace': (p) =>
    `${words[p.health]} because ${percent(p.percent)} is ${pace(p.gap)} the ${percent(p.expected)} expected on ${date(p.day)}`,
  'health.worse': () => 'worse than where it began',
  'health.low_confidence': () => 'confidence is low, so one notch down',
  'health.set_by_hand': (p, nameOf) =>
    `set to ${words[p.health]} by ${setter(p.by, nameOf)} until the next check-in (derived: ${words[p.derived]})`,
  'health.set_but_silent': (p, nameOf) =>
    `set to ${words[p.health]} by ${setter(p.by, nameOf)}, but silence is never green`,
  'health.no_items': () => 'unknown because nothing counts towards it',
  'health.items': (p) => `${words[p.health]} because by weight its items stand so: ${healths(p)}`,
  'health.items_not_started': () => 'not started, as none of its items is',
  'health.items_silent': (p) =>
    `unknown because ${percent(p.silent * 100)} of its weight is silent: ${healths(p)}`,

  'share.equal': (p) => `equal share: ${percent(p.share * 100)}`,
  'share.all_zero': (p) => `all weights are 0, so equal share: ${percent(p.share * 100)}`,
  'share.left': (p) => `equal share of what is left: ${percent(p.share * 100)}`,
  'share.none_left': (p) => `no share is left: the others already weigh ${percent(p.given)}`,
  'share.zero': () => 'weight 0, so it does not count',
  'share.weight': (p) =>
    p.of === 100
      ? `weight ${percent(p.weight)}`
      : `weight ${percent(p.weight)} of ${percent(p.of)} given, so ${percent(p.share * 100)}`,

  'roll_up.nothing': () => 'unknown because none of its items is known',
  'roll_up.mean': (p) =>
    `${percent(p.percent)} because that is the mean of ${count(p.counted, 'item')} by weight`,
  'roll_up.unknown': (p) => `${p.unknown} unknown left out`,
  'roll_up.clamped': (p) => `${p.clamped} counted within 0 and 100 %`,

  'score.of_percent': (p) => `${tenths.format(p.score)} because it reached ${percent(clamp(p.percent))}`,
  'score.of_items': (p) =>
    `${tenths.format(p.score)} because that is the mean of ${count(p.counted, 'item')} by weight`,
  'score.no_percent': () => 'no score, as its percent is unknown',
}

const words: Record<Health, string> = {
  not_started: 'not started',
  on_track: 'on track',
  at_risk: 'at risk',
  behind: 'behind',
  unknown: 'unknown',
}

/** One decimal, but never 100 before it is reached: 99.97 reads '99.9 %'. */
function percent(value: number): string {
  const shown = value < 100 && value > 99.9 ? 99.9 : value
  return Number.isInteger(shown)
    ? `${plain(shown)} %`
    : `${tenths.format(Math.abs(shown) < 0.05 ? 0 : shown)} %`
}

function setter(by: string | null, nameOf: NameOf): string {
  return by === null ? BY_HAND : nameOf(by)
}

function amount(value: number, unit: string | null): string {
  return unit ? `${plain(value)} ${unit}` : plain(value)
}

function inAll(total: number | null): string {
  return total === null ? '' : ` (${plain(total)} in all)`
}

function side(direction: Direction): string {
  return direction === 'at_least' ? 'at or above' : 'at or below'
}

function pace(gap: number): string {
  const points = tenths.format(Math.abs(gap))
  if (points === '0') return 'level with'
  return `${points} ${points === '1' ? 'point' : 'points'} ${gap > 0 ? 'short of' : 'ahead of'}`
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

const dates = new Map<Day, string>()

/** Remembered, as a board says few days, and many times. */
function date(day: Day): string {
  const known = dates.get(day)
  if (known) return known
  const said = longDay.format(new Date(day)) // a day alone is read as its midnight in UTC
  if (dates.size > 1000) dates.clear()
  dates.set(day, said)
  return said
}

function healths(counts: Record<Health, number>): string {
  const order: Health[] = ['on_track', 'at_risk', 'behind', 'unknown', 'not_started']
  return order
    .filter((health) => counts[health] > 0)
    .map((health) => `${counts[health]} ${words[health]}`)
    .join(', ')
}
