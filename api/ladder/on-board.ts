import { actionRate, type Group, medianLag, noGroup, type Rung, shownGroup, together } from './rungs.ts'
import type { ActionDto, RungCountsDto } from './schema.ts'

/** How many stand on one rung of an objective; `known`: those whose rungs the reader sees by name. */
export interface RungsRow {
  rung: Rung
  known: boolean
  people: number
  lags: number[]
}

/** How many persons stand anywhere on a team's objectives. */
export interface PersonsRow {
  known: number
  others: number
}

/** Whether the reader ($2, leading `leads`) sees the rung `r` by name. */
const known = (
  leads: string,
) => `(r.member_id = $2 OR EXISTS (SELECT FROM team_members t WHERE t.workspace_id = $1
  AND t.member_id = r.member_id AND t.team_id = ANY(${leads}::uuid[])))`

/** Where the people of objective `i` stand, as JSON of `RungsRow`. */
export function rungsOf(leads: string): string {
  return `(
    SELECT json_agg(x) FROM (
      SELECT r.rung, ${known(leads)} AS known, count(*)::int AS people,
        coalesce(json_agg(r.lag_days) FILTER (WHERE r.lag_days IS NOT NULL), '[]') AS lags
      FROM rungs r WHERE r.workspace_id = $1 AND r.objective_id = i.id GROUP BY 1, 2) x)`
}

/** How many persons stand on the objectives that a condition on `r` picks, as JSON of `PersonsRow`. */
export function personsOn(leads: string, condition: string): string {
  return `(
    SELECT json_build_object('known', count(*) FILTER (WHERE x.known), 'others', count(*) FILTER (WHERE NOT x.known))
    FROM (SELECT DISTINCT r.member_id, ${known(leads)} AS known FROM rungs r
      WHERE r.workspace_id = $1 AND ${condition}) x)`
}

/** The rung counts of an objective, as far as the reader may see them. */
export function toCounts(rows: readonly RungsRow[] | null, leads: boolean): RungCountsDto | null {
  const shown = shownGroup(groupOf(rows, true), groupOf(rows, false), leads)
  return shown && { people: shown.people, ...shown.counts }
}

/** A team's action rate and lag over its objectives, as far as the reader may see them. */
export function toAction(
  objectives: readonly (readonly RungsRow[] | null)[],
  persons: PersonsRow,
  leads: boolean,
): ActionDto | null {
  const all = (seen: boolean) => objectives.map((rows) => groupOf(rows, seen)).reduce(together, noGroup())
  const known = { ...all(true), people: persons.known }
  const shown = shownGroup(known, { ...all(false), people: persons.others }, leads)
  if (!shown) return null
  const { acting, committed, stalled, waiting } = shown.counts
  const figures = { rate: actionRate(shown.counts), lagDays: medianLag(shown.lags) }
  return { people: shown.people, acting, committed, stalled, waiting, ...figures }
}

function groupOf(rows: readonly RungsRow[] | null, seen: boolean): Group {
  const group = noGroup()
  const lags: number[] = []
  for (const row of rows ?? []) {
    if (row.known !== seen) continue
    group.people += row.people
    group.counts[row.rung] += row.people
    lags.push(...row.lags)
  }
  return { ...group, lags }
}
