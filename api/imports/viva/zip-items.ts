import { readRollUp } from '../classify.ts'
import type { VivaItem, VivaParent, VivaTask } from '../model.ts'
import { quote, type Report } from '../report.ts'
import { type Draft, readScore } from './assemble.ts'
import { type Fields, fieldsOf, leftOver, list, nested, placeKeys, placeRef, text } from './fields.ts'
import type { JsonElement } from './json-elements.ts'
import type { Outcome } from './measure.ts'
import { mentionPeriod, mentionTeam } from './places.ts'
import {
  type Context,
  daysOf,
  goalTypeOf,
  keysOf,
  newItem,
  newParent,
  placeStatus,
  readDay,
  readInstant,
  readNumber,
  readWords,
  tellKept,
} from './records.ts'
import { matchKey, rowHash } from './values.ts'
import { readTask } from './zip-records.ts'

export interface ReadObjective extends Draft {
  childIds: string[]
  tasks: VivaTask[]
}

/** Reads one element of the objectives file. */
export function readObjective(
  element: JsonElement,
  row: Record<string, unknown>,
  context: Context,
): ReadObjective {
  const fields = fieldsOf(row)
  const { report } = context
  const at = element.pointer
  const id = text(fields, 'ID')
  const item = newItem(id, at, text(fields, 'Title') ?? `Id ${id}`)
  item.rowHash = rowHash(row)
  Object.assign(
    item,
    textsOf(fields, at, report),
    placesOf(fields, at, context),
    peopleOf(fields, at, context),
  )
  placeStatus(item, report)
  item.reported.value = readNumber(fields, 'Progress', item, report)
  item.reported.lastCheckInDay = readDay(fields, 'Last Check-in')
  item.score = readScore(text(fields, 'Score'), item, report)
  item.parents = parentsOf(fields)
  item.rollUp = rollUpOf(fields)
  item.matchKey = matchKey(item.title, item.ownerKeys.map(nameIn(context)), periodName(item, context))
  const outcome = outcomeOf(fields)
  const { childIds, tasks } = childrenOf(fields, item, context)
  item.kept = { ...item.kept, ...leftOver(fields) }
  tellKept(item.kept, at, 'item', quote(item.title), report)
  return { item, outcome, childIds, tasks }
}

function textsOf(fields: Fields, at: string, report: Report) {
  return {
    typeText: text(fields, 'Type'),
    statusText: text(fields, 'Status'),
    description: readWords(text(fields, 'Description'), null, at, 'item', report),
    goalType: goalTypeOf(fields),
    createdAt: readInstant(fields, 'Created At'),
  }
}

function placesOf(fields: Fields, at: string, { places, report }: Context) {
  const period = nested(fields, 'Time Period', placeKeys)
  return {
    teamKeys: list(fields, 'Teams', placeKeys).map((team) => mentionTeam(places, placeRef(team), at)),
    periodKey: period && mentionPeriod(places, placeRef(period), at),
    ...daysOf(fields, at, report),
  }
}

function peopleOf(fields: Fields, at: string, { people }: Context) {
  const one = (key: string) => keysOf(fields, key, at, people)[0] ?? null
  return {
    creatorKey: one('Created By'),
    ownerKeys: keysOf(fields, 'Owner', at, people),
    delegateKey: one('Delegated To'),
    checkInOwnerKeys: keysOf(fields, 'Check-in Owners', at, people),
  }
}

function parentsOf(fields: Fields): VivaParent[] {
  const aligned = list(fields, 'Alignment', ['ID', 'Title', 'Weight']).map((row) => {
    const parent = fieldsOf(row)
    const externalId = text(parent, 'ID')
    return newParent(externalId, text(parent, 'Title') ?? `Id ${externalId}`, text(parent, 'Weight'))
  })
  const ids = fields.row['Parent IDs'] ?? []
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) return aligned
  fields.placed.add('Parent IDs')
  const further = ids.filter((id) => !aligned.some((parent) => parent.externalId === id))
  return [...aligned, ...further.map((id) => newParent(id, `Id ${id}`, null))]
}

const outcomeKeys = ['Outcome Type', 'Metric Name', 'Metric Unit', 'Start', 'Target', 'Target Type']

function outcomeOf(fields: Fields): Outcome {
  const said = fieldsOf(nested(fields, 'Outcome', outcomeKeys) ?? {})
  const outcome = {
    metricName: text(said, 'Metric Name'),
    unitText: text(said, 'Metric Unit'),
    startText: text(said, 'Start'),
    targetText: text(said, 'Target'),
    targetTypeText: text(said, 'Target Type'),
  }
  const type = text(said, 'Outcome Type')
  const metric = type === 'Metric' || outcome.targetText !== null
  if (type !== null && type !== 'Metric' && type !== 'Percentage') fields.placed.delete('Outcome')
  return { ...outcome, metric, ...phasedOf(fields) }
}

function phasedOf(fields: Fields): Pick<Outcome, 'phased' | 'phasedInterval'> {
  const none = { phased: [], phasedInterval: null }
  const stood = fields.row['Phased Targets']
  if (stood === 'Disabled') {
    fields.placed.add('Phased Targets')
    return none
  }
  const plan = nested(fields, 'Phased Targets', ['Interval', 'Phased Targets'])
  if (!plan) return none
  const inner = fieldsOf(plan)
  const targets = list(inner, 'Phased Targets', ['Target Value', 'Target Date']).map(fieldsOf)
  if (!inner.placed.has('Phased Targets')) fields.placed.delete('Phased Targets')
  return {
    phasedInterval: text(inner, 'Interval'),
    phased: targets.map((target) => ({
      dayText: text(target, 'Target Date') ?? '',
      valueText: text(target, 'Target Value') ?? '',
    })),
  }
}

const childKeys = ['ID', 'Title', 'Type', 'Task Name', 'Task Date', 'Task Status', 'Task Owner']

function childrenOf(
  fields: Fields,
  item: VivaItem,
  context: Context,
): { childIds: string[]; tasks: VivaTask[] } {
  const children = list(fields, 'Children', childKeys)
  const isTask = (child: Record<string, unknown>) => 'Task Name' in child
  return {
    childIds: children
      .filter((child) => !isTask(child))
      .flatMap((child) => text(fieldsOf(child), 'ID') ?? []),
    tasks: children.filter(isTask).map((child, index) => readTask(child, index, item, context)),
  }
}

/** "Progress and Status Configuration" is read for who moves the percent and kept whole beside. */
function rollUpOf(fields: Fields): VivaItem['rollUp'] {
  const configuration = nested(fields, 'Progress and Status Configuration', [])
  return configuration ? readRollUp(text(fieldsOf(configuration), 'Progress')) : null
}

const nameIn =
  ({ people }: Context) =>
  (key: string) =>
    people.users.get(key)!.name
const periodName = (item: VivaItem, { places }: Context) =>
  item.periodKey === null ? '' : places.periods.get(item.periodKey)!.name
