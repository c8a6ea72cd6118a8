import { addDays, type Day, dayOf, daysBetween, startOfDay, startOfWeek } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { mayEdit } from '../objectives/policy.ts'
import { mayLead } from '../planning-rounds/policy.ts'
import { busyworkOf, high, highWithLowPulse, isLow, type PulseShares, reliefsFor } from './busywork.ts'
import { cyclesOf } from './cycles.ts'
import * as sql from './facts.sql.ts'
import { figuresOf } from './figures.ts'
import { type Answers, fewest, type Group, groupOf, placeOf, shareOf, type TeamPlace } from './groups.ts'
import type { InsightsDto } from './schema.ts'

/** Check-ins of so many weeks are looked at. */
const window = 8
const waitWeeks = 4
/** For so many days a pulse says something. */
const pulseCounts = 100

export interface GroupFacts {
  checkIns: number
  people: number
  seconds: number | null
  reminders: number | null
  ledTo: number | null
}

type OfKeyResult = GroupFacts & {
  id: string
  title: string
  cadence: InsightsDto['proposals'][number]['cadence']
  asks: InsightsDto['proposals'][number]['asks']
  teamId: string
  ownerId: string
  asking: boolean
}

type Scope = { group: Group; teams: TeamPlace[]; now: Day; from: Date }

/**
 * Whether reporting is busywork, for a team with all below it (default: the first one the actor leads; admins: the
 * workspace). Below five people a team is shown with the next one above. 403 for whoever leads none of it.
 */
export async function readInsights(tx: Tx, actor: Actor, teamId?: string): Promise<InsightsDto> {
  const teams = await rows<TeamPlace>(tx, sql.teams, [actor.workspaceId, actor.teams])
  const asked = teamId ?? (actor.admin ? null : (actor.leads[0] ?? null))
  if (asked && !teams.some(({ id }) => id === asked)) throw notFound('team')
  if (!actor.admin && !(asked && actor.leads.includes(asked))) {
    throw forbidden('Leaders and admins look at these figures.')
  }
  const group = groupOf(teams, asked)
  const zone = await zoneOf(tx, actor)
  const now = dayOf(actor.now, zone)
  const scope = { group, teams, now, from: startOfDay(addDays(startOfWeek(now), -7 * window), zone) }
  const begun = await begunOn(tx, actor, group, zone)
  const weeks = begun ? await weeksOf(tx, actor, scope, begun) : []
  const facts = (await first<GroupFacts>(tx, sql.ofGroup(actor), [...placeOf(actor, group), scope.from]))!
  const worth = await worthOf(tx, actor, scope)
  const share = 'share' in worth ? worth.share : null
  const index = facts.people < fewest ? null : busyworkOf({ ...facts, worth: share })
  return {
    ...readiness(begun, now),
    group,
    figures: figuresOf(facts, worth, weeks.slice(-window)),
    index: index && { ...index, high: index.index >= high },
    weeks: group.people < fewest ? [] : weeks,
    cycles: await cyclesOf(tx, actor, group, now),
    proposals: await proposalsOf(tx, actor, scope),
  }
}

async function zoneOf(tx: Tx, { workspaceId }: Actor): Promise<string> {
  const statement = 'SELECT zone FROM workspace_settings WHERE workspace_id = $1'
  return (await first<{ zone: string }>(tx, statement, [workspaceId]))!.zone
}

async function begunOn(tx: Tx, actor: Actor, group: Group, zone: string): Promise<Day | null> {
  const found = await first<{ at: Date | null }>(tx, sql.begun(actor), placeOf(actor, group))
  return found?.at ? dayOf(found.at, zone) : null
}

function readiness(begun: Day | null, today: Day): Pick<InsightsDto, 'ready' | 'readyOn'> {
  const readyOn = begun && addDays(begun, waitWeeks * 7)
  return { ready: readyOn !== null && today >= readyOn, readyOn }
}

async function weeksOf(
  tx: Tx,
  actor: Actor,
  { group, now }: Scope,
  begun: Day,
): Promise<InsightsDto['weeks']> {
  const last = addDays(startOfWeek(now), -7)
  const longest = addDays(last, -7 * 51)
  const from = startOfWeek(begun) < longest ? longest : startOfWeek(begun)
  const found = await rows<Omit<InsightsDto['weeks'][number], 'week'>>(tx, sql.weeks(actor), [
    ...placeOf(actor, group),
    from,
    last,
  ])
  return found.map((week) => ({ ...week, week: daysBetween(startOfWeek(begun), week.monday) / 7 + 1 }))
}

async function worthOf(tx: Tx, actor: Actor, { group, teams, now }: Scope) {
  const since = addDays(startOfWeek(now), -7 * window)
  const answers = await rows<Answers>(tx, sql.worth, [actor.workspaceId, group.teamIds, since])
  const shown = group.teamIds.map((id) => groupOf(teams, id)).filter(({ joined }) => !joined)
  return shareOf(answers, group, shown)
}

// Facts of one key result are its people's own check-ins, which they see anyway; what they thought of them is left out.
async function proposalsOf(tx: Tx, actor: Actor, scope: Scope): Promise<InsightsDto['proposals']> {
  const { group, from } = scope
  const found = await rows<OfKeyResult>(tx, sql.byKeyResult(actor), [...placeOf(actor, group), from])
  const low = await lowTeams(tx, actor, scope)
  return found
    .filter((one) => mayEdit(actor, one))
    .flatMap((one) => proposalFor(actor, one, mayLead(actor, one) && low.has(one.teamId)))
    .sort((a, b) => b.index - a.index || (a.title < b.title ? -1 : 1))
    .slice(0, 10)
}

function proposalFor(actor: Actor, one: OfKeyResult, lowPulse: boolean): InsightsDto['proposals'] {
  const busywork = busyworkOf({ ...one, worth: null })
  const reliefs = reliefsFor({ ...one, mayAsk: mayLead(actor, one) && !one.asking })
  if (!busywork || busywork.index < (lowPulse ? highWithLowPulse : high) || reliefs.length === 0) return []
  const { id: keyResultId, title, cadence, asks, checkIns, asking } = one
  const { index, heaviest } = busywork
  return [{ keyResultId, title, cadence, asks, asking, checkIns, reliefs, lowPulse, index, heaviest }]
}

/** Teams whose group said yes to one of the three taps of its last pulse in fewer than half of its answers. */
async function lowTeams(tx: Tx, actor: Actor, { group, now }: Scope): Promise<Set<string>> {
  const since = addDays(now, -pulseCounts)
  const found = await rows<PulseShares & { teamId: string }>(tx, sql.pulses, [
    actor.workspaceId,
    group.teamIds,
    since,
  ])
  return new Set(found.filter(isLow).map(({ teamId }) => teamId))
}
