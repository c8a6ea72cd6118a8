import type { Direction, Kept, VivaHealth, VivaMeasure } from '../model.ts'
import { quote, type Report, tell, teller } from '../report.ts'
import { day, decimal, fold } from './values.ts'

/** The outcome of an item as its source states it; every part may be missing. */
export interface Outcome {
  /** False: plain progress in per cent. */
  metric: boolean
  metricName: string | null
  unitText: string | null
  startText: string | null
  targetText: string | null
  targetTypeText: string | null
  phasedInterval: string | null
  phased: { dayText: string; valueText: string }[]
}

/** A check-in as far as it shows which way is good. */
export interface Evidence {
  value: string | null
  health: VivaHealth | null
}

export interface Place {
  pointer: string
  title: string
  report: Report
  /** Takes what cannot be read, word for word. */
  kept: Kept
}

/** Progress from 0 to 100 per cent: what projects and key results without a metric are measured by. */
export function percentMeasure(outcome: Outcome, place: Place): VivaMeasure {
  const { metricName, unitText, targetTypeText, phasedInterval } = outcome
  return {
    kind: 'percent',
    direction: 'increase_to',
    directionFrom: 'said',
    baseline: '0',
    target: '100',
    unit: null,
    metricName,
    unitText,
    targetTypeText,
    phasedInterval,
    phased: phasedOf(outcome, place),
  }
}

/** Reads a metric outcome: kind and unit, both ends, which way is good, and the phased targets. */
export function readMeasure(outcome: Outcome, evidence: Evidence[], place: Place): VivaMeasure {
  const baseline = numberOf(outcome.startText, 'Start', 'baseline-missing', place)
  const target = numberOf(outcome.targetText, 'Target', 'target-missing', place)
  const { metricName, unitText, targetTypeText, phasedInterval } = outcome
  const direction = directionOf(targetTypeText, baseline, target, evidence, place)
  const unit = unitOf(unitText, metricName, place)
  return {
    ...unit,
    ...direction,
    baseline,
    target,
    metricName,
    unitText,
    targetTypeText,
    phasedInterval,
    phased: phasedOf(outcome, place),
  }
}

function numberOf(
  text: string | null,
  field: string,
  missing: 'baseline-missing' | 'target-missing',
  place: Place,
): string | null {
  if (text === null) {
    tell(place.report, place.pointer, 'item', missing, `${quote(place.title)} has a metric but no ${field}.`)
    return null
  }
  const value = decimal(text)
  if (value === null) {
    place.kept[field] = text
    tell(
      place.report,
      place.pointer,
      'item',
      'number-unreadable',
      `The ${field} of ${quote(place.title)} is no number: ${quote(text)}.`,
    )
  }
  return value
}

function phasedOf(outcome: Outcome, place: Place): VivaMeasure['phased'] {
  return outcome.phased.flatMap(({ dayText, valueText }) => {
    const at = day(dayText)
    const value = decimal(valueText)
    if (at && value !== null) return [{ day: at, value }]
    const stood = quote(`${dayText}: ${valueText}`)
    place.kept['Phased Targets'] = outcome.phased
    tell(
      place.report,
      place.pointer,
      'item',
      'field-unreadable',
      `A phased target of ${quote(place.title)} cannot be read: ${stood}.`,
    )
    return []
  })
}

type KnownDirection = Pick<VivaMeasure, 'direction' | 'directionFrom'>

function directionOf(
  text: string | null,
  start: string | null,
  target: string | null,
  evidence: Evidence[],
  place: Place,
): KnownDirection {
  const said = fold(text ?? '')
  if (said === 'stay above') return { direction: 'stay_at_or_above', directionFrom: 'said' }
  if (said === 'stay below') return { direction: 'stay_at_or_below', directionFrom: 'said' }
  if (start === null || target === null || Number(start) === Number(target)) {
    return said === 'reach' || said === 'increase from'
      ? { direction: 'increase_to', directionFrom: 'said' }
      : stayDirection(target, evidence, place)
  }
  return slope(text, said, Number(start) < Number(target), `goes from ${start} to ${target}`, place)
}

function slope(text: string | null, said: string, up: boolean, way: string, place: Place): KnownDirection {
  const say = teller(place.report, place.pointer, 'item')
  const increases = said.startsWith('increase')
  const direction = up ? 'increase_to' : 'decrease_to'
  if (increases && !up) {
    say(
      'direction-contradicted',
      `${quote(place.title)} says ${quote(text!)} but ${way}: taken as decreasing.`,
    )
  }
  if (text === null)
    say('direction-inferred', `${quote(place.title)} ${way}: ${direction.replace('_', ' ')}.`)
  return { direction, directionFrom: said === 'reach' || (increases && up) ? 'said' : 'start-and-target' }
}

/** Start equal to target means "stay"; the side on which check-ins were on track says which way. */
function stayDirection(target: string | null, evidence: Evidence[], place: Place): KnownDirection {
  const goal = Number(target ?? Number.NaN)
  let sum = 0
  for (const { value, health } of evidence) {
    if (value === null || health === null || health === 'not_started' || Number(value) === goal) continue
    const above = Number(value) > goal ? 1 : -1
    sum += health === 'on_track' ? above : -above
  }
  const direction: Direction = sum < 0 ? 'stay_at_or_below' : 'stay_at_or_above'
  const known = sum !== 0
  const why = known ? 'by the colours of its check-ins' : 'nothing tells which way'
  tell(
    place.report,
    place.pointer,
    'item',
    known ? 'direction-inferred' : 'direction-guessed',
    `${quote(place.title)} starts at its target: ${direction.replaceAll('_', ' ')} (${why}).`,
  )
  return { direction, directionFrom: known ? 'check-ins' : 'guess' }
}

const currencies: Record<string, string> = {
  dollar: 'USD',
  dollars: 'USD',
  $: 'USD',
  usd: 'USD',
  euro: 'EUR',
  euros: 'EUR',
  '€': 'EUR',
  eur: 'EUR',
  pound: 'GBP',
  pounds: 'GBP',
  '£': 'GBP',
  gbp: 'GBP',
  yen: 'JPY',
  '¥': 'JPY',
  jpy: 'JPY',
  rupee: 'INR',
  rupees: 'INR',
  '₹': 'INR',
  inr: 'INR',
  chf: 'CHF',
  cad: 'CAD',
  aud: 'AUD',
}

type Unit = Pick<VivaMeasure, 'kind' | 'unit'>

/** The unit field decides; a metric name that speaks of another unit is told, never obeyed. */
function unitOf(unitText: string | null, metricName: string | null, place: Place): Unit {
  const word = fold(unitText ?? '')
  const unit = unitByWord(word) ?? { kind: 'number', unit: unitText }
  if (!unitByWord(word))
    tell(
      place.report,
      place.pointer,
      'item',
      'unit-unknown',
      `The unit ${quote(unitText!)} of ${quote(place.title)} is kept as a word.`,
    )
  const named = (metricName ?? '').split(/[\s()/,.]+/).map((part) => unitByWord(part.toLowerCase()))
  const clash = named.find((other) => other?.unit && other.unit !== unit.unit)
  if (clash) {
    tell(
      place.report,
      place.pointer,
      'item',
      'unit-clash',
      `${quote(place.title)} has the metric name ${quote(metricName!)} but the unit ${quote(unitText ?? 'Number')}: kept in ${unit.unit ?? 'plain numbers'}.`,
    )
  }
  return unit
}

function unitByWord(word: string): Unit | null {
  if (['', 'number', '#'].includes(word)) return { kind: 'number', unit: null }
  if (['percentage', 'percent', '%'].includes(word)) return { kind: 'percent', unit: null }
  return Object.hasOwn(currencies, word) ? { kind: 'currency', unit: currencies[word]! } : null
}
