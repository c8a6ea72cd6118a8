import type { Direction } from '../../progress/types.ts'
import type { VivaItem, VivaMeasure, VivaParent } from '../model.ts'
import { quote } from '../report.ts'
import type { Cycle } from './cycles.ts'
import type { People } from './people.ts'
import { type Run, say } from './run.ts'
import type { GoalState, ItemState, MeasureState } from './state.ts'
import type { Teams } from './teams.ts'

/** Where the keys of the file lead to here. */
export interface Places {
  people: People
  teams: Teams
  cycles: Map<string | null, Cycle>
  items: Map<string, Subject>
  records: Map<string, VivaItem>
  /** By Viva's id: parents that an earlier file brought and this one leaves out. */
  elsewhere: Map<string, Subject>
  /** Keys of items under which others hang, and of those that somebody checked in on. */
  above: Set<string | null>
  checkedIn: Set<string>
}

/** What an item of the file is here. */
export interface Subject {
  kind: 'objective' | 'key_result'
  id: string
}

/** What the file says of an item, in our terms; whatever it leaves out is filled in and told. */
export function saysOf(run: Run, item: VivaItem, places: Places): ItemState {
  const { kind } = places.items.get(item.key)!
  const owners = ownersOf(run, item, places)
  const [teamId, sharedTeams] = teamsOf(run, item, places)
  return {
    title: item.title,
    description: item.description?.text ?? null,
    teamId,
    sharedTeams: kind === 'objective' ? sharedTeams : [],
    ownerId: owners[0]!,
    contributors: sorted(owners.slice(1)),
    delegates: sorted(idsOf(places, [item.delegateKey]).filter((id) => id !== owners[0])),
    checkInOwners: sorted(idsOf(places, item.checkInOwnerKeys).filter((id) => id !== owners[0])),
    ...daysOf(item, cycleOf(item, places)),
    lifecycle: item.lifecycle,
    score: item.score,
    parents: parentsOf(run, item, places),
    goal: kind === 'objective' ? goalOf(item, places) : null,
    measure: kind === 'key_result' ? measureOf(run, item) : null,
    phased: kind === 'key_result' ? phasedOf(item.measure) : [],
  }
}

function idsOf({ people }: Places, keys: (string | null)[]): string[] {
  return [...new Set(keys.flatMap((key) => (key && people.ids.get(key)) || []))]
}

const sorted = (ids: string[]) => [...new Set(ids)].toSorted()

function ownersOf(run: Run, item: VivaItem, places: Places): string[] {
  const owners = idsOf(places, item.ownerKeys)
  if (owners[0]) return owners
  const [creator] = idsOf(places, [item.creatorKey])
  const whom = creator ? 'whoever created it' : 'you, who import it'
  say(run, item, 'item', 'owner-missing', `${quote(item.title)} has no owner: it goes to ${whom}.`)
  return [creator ?? run.actor.memberId!]
}

function teamsOf(run: Run, item: VivaItem, places: Places): [string, string[]] {
  const [own, ...further] = item.teamKeys.flatMap((key) => places.teams.ids.get(key) ?? [])
  if (own && further.length > 0 && item.kind !== 'objective') {
    const detail = `${quote(item.title)} also belongs to further teams: kept, its objective can be shared with them.`
    say(run, item, 'item', 'teams-kept', detail)
  }
  if (own) return [own, sorted(further.filter((id) => id !== own))]
  const assumed = teamAbove(item, places) ?? teamOfOwner(run, item, places) ?? places.teams.nearest
  say(run, item, 'item', 'team-assumed', `${quote(item.title)} names no team: taken into its nearest.`)
  return [assumed, []]
}

function teamAbove(item: VivaItem, places: Places): string | null {
  const seen = new Set<VivaItem>()
  for (let at: VivaItem | undefined = item; at && !seen.has(at); ) {
    seen.add(at)
    const team = places.teams.ids.get(at.teamKeys[0] ?? '')
    if (team) return team
    at = places.records.get(at.parents.find(({ itemKey }) => itemKey)?.itemKey ?? '')
  }
  return null
}

function teamOfOwner({ viva }: Run, item: VivaItem, { teams }: Places): string | null {
  const owner = viva.users.find(({ key }) => key === item.ownerKeys[0])
  return teams.ids.get(owner?.teamKeys[0] ?? '') ?? null
}

/** The cycle of an item. */
export function cycleOf(item: VivaItem, { cycles }: Places): Cycle {
  return cycles.get(item.periodKey) ?? cycles.get(null) ?? [...cycles.values()][0]!
}

/** An item keeps days of its own only where they are not its cycle's; an end before its start says nothing. */
function daysOf(item: VivaItem, cycle: Cycle): Pick<ItemState, 'cycleId' | 'startDay' | 'endDay'> {
  const { startDay, endDay } = item
  if (startDay && endDay && endDay < startDay) return { cycleId: cycle.id, startDay: null, endDay: null }
  return {
    cycleId: cycle.id,
    startDay: startDay === cycle.startDay ? null : startDay,
    endDay: endDay === cycle.endDay ? null : endDay,
  }
}

function parentsOf(run: Run, item: VivaItem, places: Places): ItemState['parents'] {
  const own = places.items.get(item.key)!
  const found = new Map<string, string | null>()
  for (const parent of item.parents) {
    const above = subjectOf(parent, places)
    if (above?.kind === 'objective' && above.id !== own.id) found.set(above.id, share(run, item, parent))
    else sayLeftOut(run, item, parent.title)
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function subjectOf({ itemKey, externalId }: VivaParent, { items, elsewhere }: Places): Subject | undefined {
  return items.get(itemKey ?? '') ?? elsewhere.get(externalId ?? '')
}

/** Whether every parent that the file names is here; else the file does not tell what the parents are. */
export function knowsParents(item: VivaItem, places: Places): boolean {
  return item.parents.every((parent) => subjectOf(parent, places))
}

function sayLeftOut(run: Run, item: VivaItem, title: string): void {
  const detail = `${quote(item.title)} cannot hang under ${quote(title)} here: the link is kept aside.`
  say(run, item, 'item', 'alignment-left-out', detail)
}

/** A weight is a share of a hundred. */
function share(run: Run, item: VivaItem, { title, weight }: VivaParent): string | null {
  if (weight === null || Number(weight) <= 100) return weight
  const detail = `${quote(item.title)} weighs ${weight} % under ${quote(title)}: taken as 100 %.`
  say(run, item, 'item', 'weight-bounded', detail)
  return '100'
}

/** Where the file does not say how it is followed: by hand if somebody checked in and nothing hangs under it. */
function goalOf(item: VivaItem, { above, checkedIn }: Places): GoalState {
  const alone = !above.has(item.key) && checkedIn.has(item.key)
  const byHand = item.rollUp === null ? alone : item.rollUp !== 'children'
  return { kind: item.goalType ?? 'committed', progressMode: byHand ? 'by_hand' : 'roll_up' }
}

const directions: Record<VivaMeasure['direction'], Direction> = {
  increase_to: 'increase',
  decrease_to: 'decrease',
  stay_at_or_above: 'at_least',
  stay_at_or_below: 'at_most',
}

function measureOf(run: Run, item: VivaItem): MeasureState {
  const measure = item.measure
  const baseline = measure?.baseline ?? '0'
  const target = measure?.target ?? (Number(baseline) < 100 ? '100' : baseline)
  if (measure?.target == null) {
    const detail = `${quote(item.title)} has no target: taken from ${baseline} to ${target}.`
    say(run, item, 'item', 'target-assumed', detail)
  }
  const kind = item.kind === 'project' ? 'project' : (measure?.kind ?? 'percent')
  const unit = measure?.unit ?? (kind === 'percent' || kind === 'project' ? '%' : null)
  return { kind, direction: directions[measure?.direction ?? 'increase_to'], unit, baseline, target }
}

function phasedOf(measure: VivaMeasure | null): ItemState['phased'] {
  const byDay = new Map(measure?.phased.map(({ day, value }) => [day, value]))
  return [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
