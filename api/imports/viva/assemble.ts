import { classify, type Shape } from '../classify.ts'
import type { VivaCheckIn, VivaItem } from '../model.ts'
import { quote, type Report, tell } from '../report.ts'
import { linkParents, readWeights } from './hierarchy.ts'
import { type Outcome, percentMeasure, readMeasure } from './measure.ts'
import { decimal, groupBy } from './values.ts'

/** An item as its row alone tells it: kind, measure and the parents' keys follow from all rows together. */
export interface Draft {
  item: VivaItem
  outcome: Outcome
}

/** Completes the items once every row is read: parents, weights, kinds, measures, and what disagrees. */
export function assemble(drafts: Draft[], checkIns: VivaCheckIn[], report: Report): void {
  const items = drafts.map((draft) => draft.item)
  linkParents(items, report)
  readWeights(items, report)
  const kinds = classify(shapesOf(drafts), report)
  orderCheckIns(checkIns, report)
  const bySubject = groupBy(checkIns, (checkIn) => checkIn.itemKey)
  for (const draft of drafts) {
    draft.item.kind = kinds.get(draft.item.key)!
    const own = bySubject.get(draft.item.key) ?? []
    draft.item.measure = measureOf(draft, own, report)
    compare(draft.item, own, report)
    tellMetricNames(draft.item, own, report)
    comparePercent(draft.item, report)
  }
  checkParents(items, report)
  tellTwins(items, report)
}

function shapesOf(drafts: Draft[]): Shape[] {
  const above = new Set(drafts.flatMap(({ item }) => item.parents.map((parent) => parent.itemKey)))
  return drafts.map(({ item, outcome }) => ({
    key: item.key,
    pointer: item.pointer,
    title: item.title,
    typeText: item.typeText,
    hasChildren: above.has(item.key),
    hasMetric: outcome.metric,
    hasParent: item.parents.length > 0,
  }))
}

function measureOf({ item, outcome }: Draft, own: VivaCheckIn[], report: Report): VivaItem['measure'] {
  const place = { pointer: item.pointer, title: item.title, report, kept: item.kept }
  if (item.kind !== 'objective') {
    return outcome.metric ? readMeasure(outcome, own, place) : percentMeasure(outcome, place)
  }
  if (!outcome.metric && outcome.phased.length === 0) return null
  item.kept.Outcome = outcome
  const line = `${quote(item.title)} is an objective with a metric or phased targets of its own`
  tell(
    report,
    item.pointer,
    'item',
    'measure-on-objective',
    `${line}: kept, its percent comes from its items.`,
  )
  return null
}

/** Oldest first within each item, by day, then instant, then as they stood; several a day all stay. */
function orderCheckIns(checkIns: VivaCheckIn[], report: Report): void {
  for (const own of groupBy(checkIns, (checkIn) => checkIn.itemKey).values()) {
    const seen = new Map<string, number>()
    own.sort(
      (a, b) =>
        compareText(a.day, b.day) || compareText(a.activityAt ?? '', b.activityAt ?? '') || byId(a, b),
    )
    own.forEach((checkIn, order) => {
      const twin = `${checkIn.day} ${checkIn.value}`
      checkIn.order = order
      checkIn.position = seen.get(twin) ?? 0
      seen.set(twin, checkIn.position + 1)
    })
    tellSameDay(own, report)
  }
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Viva numbers its check-ins in the order in which they were made; without ids the sort leaves them in place. */
function byId(a: VivaCheckIn, b: VivaCheckIn): number {
  if (a.externalId === null || b.externalId === null) return 0
  return a.externalId.length - b.externalId.length || compareText(a.externalId, b.externalId)
}

function tellSameDay(own: VivaCheckIn[], report: Report): void {
  for (const [day, several] of groupBy(own, (checkIn) => checkIn.day)) {
    if (several.length < 2) continue
    const values = several.map((checkIn) => checkIn.value ?? 'none').join(', ')
    const line = `${several.length} check-ins on ${day} (${values})`
    tell(
      report,
      several[0]!.pointer,
      'check-in',
      'check-ins-same-day',
      `${line}: all kept, the last one holds.`,
    )
  }
}

function compare(item: VivaItem, own: VivaCheckIn[], report: Report): void {
  const last = own.at(-1)
  const { value, lastCheckInDay, lastNote } = item.reported
  if (last) compareLast(item, last, report)
  else if (value !== null || lastCheckInDay !== null || lastNote !== null) {
    const line = `${quote(item.title)} stood at ${value ?? 'no value'} (${lastCheckInDay ?? 'no day'})`
    tell(
      report,
      item.pointer,
      'item',
      'no-check-in-for-progress',
      `${line}, but has no check-in that says so.`,
    )
  }
}

function compareLast(item: VivaItem, last: VivaCheckIn, report: Report): void {
  const { value, lastCheckInDay, lastNote } = item.reported
  const differs = (line: string) =>
    tell(
      report,
      item.pointer,
      'item',
      'last-check-in-differs',
      `${quote(item.title)} ${line}: both are kept.`,
    )
  if (lastCheckInDay !== null && lastCheckInDay !== last.day) {
    differs(`says its last check-in was on ${lastCheckInDay}, its check-ins end on ${last.day}`)
  }
  if (lastNote !== null && lastNote !== last.note?.text) {
    differs(`has the last note ${quote(lastNote)}, its last check-in another`)
  }
  if (value !== null && last.value !== null && value !== last.value) {
    tellProgress(item, value, last.value, report)
  }
}

function tellMetricNames(item: VivaItem, own: VivaCheckIn[], report: Report): void {
  const now = item.measure?.metricName ?? 'Progress'
  const others = new Set(own.map((checkIn) => checkIn.metricName ?? now))
  others.delete(now)
  if (others.size === 0) return
  const line = `${quote(item.title)} is measured in ${quote(now)}, some check-ins in ${[...others].map((name) => quote(name)).join(', ')}`
  tell(report, item.pointer, 'item', 'metric-name-changed', `${line}: both names stay.`)
}

/** "Progress" of a metric is nearly always the value; now and then it is the percent of that very value. */
function tellProgress(item: VivaItem, value: string, lastValue: string, report: Report): void {
  const { baseline, target } = item.measure ?? {}
  const span = Number(target) - Number(baseline)
  const percent = ((Number(lastValue) - Number(baseline)) / span) * 100
  const line = `${quote(item.title)} stands at ${value}, its last check-in at ${lastValue}`
  if (baseline && target && Math.abs(percent - Number(value)) < 0.01) {
    item.reported.percent ??= value
    item.reported.value = lastValue
    tell(report, item.pointer, 'item', 'progress-is-percent', `${line}: the former is its percent.`)
  } else tell(report, item.pointer, 'item', 'progress-differs', `${line}: the check-in holds.`)
}

/** A percent that does not follow from value, start and target is a sign that one of them is read wrongly. */
function comparePercent({ measure, reported, title, pointer }: VivaItem, report: Report): void {
  const { value, percent } = reported
  if (!measure || value === null || percent === null || measure.direction.startsWith('stay')) return
  const span = Number(measure.target) - Number(measure.baseline)
  const expected = ((Number(value) - Number(measure.baseline)) / span) * 100
  if (span === 0 || Math.abs(expected - Number(percent)) < 0.51) return
  const line = `${quote(title)} says ${percent} %, its numbers say ${expected.toFixed(2)} %`
  tell(report, pointer, 'item', 'progress-differs', `${line}: the numbers hold.`)
}

/** Only objectives have items under them here; a project under a key result must be hung elsewhere. */
function checkParents(items: VivaItem[], report: Report): void {
  const byKey = new Map(items.map((item) => [item.key, item]))
  for (const item of items) {
    for (const parent of item.parents) {
      const above = parent.itemKey ? byKey.get(parent.itemKey) : undefined
      if (!above || above.kind === 'objective') continue
      const line = `${quote(item.title)} hangs under ${quote(above.title)}, a ${above.kind.replace('_', ' ')}`
      tell(
        report,
        item.pointer,
        'item',
        'parent-not-objective',
        `${line}: it needs an objective as its parent.`,
      )
    }
  }
}

function tellTwins(items: VivaItem[], report: Report): void {
  const withoutId = items.filter((item) => item.externalId === null)
  for (const twins of groupBy(withoutId, (item) => item.matchKey).values()) {
    for (const item of twins.slice(1)) {
      const line = `${quote(item.title)} has the same title, owners and period as ${twins[0]!.pointer}`
      tell(report, item.pointer, 'item', 'twin-items', `${line}, and no id tells them apart.`)
    }
  }
}

/** Viva's score runs from 0 to 1; "0.0" on an item that is still open was never given. */
export function readScore(text: string | null, item: VivaItem, report: Report): string | null {
  const score = text === null ? null : decimal(text)
  if (text !== null && (score === null || Number(score) < 0 || Number(score) > 1)) {
    tell(
      report,
      item.pointer,
      'item',
      'number-unreadable',
      `The score of ${quote(item.title)} is none: ${quote(text)}.`,
    )
    item.kept.Score = text
    return null
  }
  if (score !== '0' || item.lifecycle === 'closed') return score
  tell(
    report,
    item.pointer,
    'item',
    'score-empty',
    `${quote(item.title)} is not closed: its score 0 means “not scored”.`,
  )
  return null
}
