import type { VivaItem, VivaPeriod, VivaTeam } from '../model.ts'
import { quote, type Report, tell } from '../report.ts'
import { clean, fold, rowHash } from './values.ts'

/** Teams and periods of one export, by key; those only named somewhere are added as they are met. */
export interface Places {
  teams: Map<string, VivaTeam>
  periods: Map<string, VivaPeriod>
  report: Report
  hasList: boolean
}

export interface PlaceRef {
  externalId: string | null
  name: string | null
}

/** No teams and periods yet; `hasList` tells whether the source lists them. */
export function createPlaces(report: Report, hasList: boolean): Places {
  return { teams: new Map(), periods: new Map(), report, hasList }
}

/** The key under which a team or period of that id, else of that name, is kept. */
export function placeKey(kind: 'team' | 'period', ref: PlaceRef): string {
  return ref.externalId ? `${kind}:${ref.externalId}` : `${kind}:${fold(ref.name ?? '')}`
}

/** The key of a team named by an item; an unlisted one is added and told. */
export function mentionTeam(places: Places, ref: PlaceRef, at: string): string {
  const key = placeKey('team', ref)
  if (places.teams.has(key)) return key
  places.teams.set(key, {
    ...blank(key, ref, at),
    parentKey: null,
    ownerKeys: [],
    description: null,
    kept: {},
  })
  if (places.hasList) {
    tell(
      places.report,
      at,
      'team',
      'team-missing',
      `${quote(nameOf(ref))} is not in the list of teams: added.`,
    )
  }
  return key
}

/** The key of a period named by an item; its days follow from its items when no list tells them. */
export function mentionPeriod(places: Places, ref: PlaceRef, at: string): string {
  const key = placeKey('period', ref)
  if (!places.periods.has(key)) {
    places.periods.set(key, { ...blank(key, ref, at), startDay: null, endDay: null, inferred: true })
  }
  return key
}

function blank(key: string, ref: PlaceRef, pointer: string) {
  return { key, externalId: ref.externalId, pointer, rowHash: rowHash(ref), name: nameOf(ref) }
}

const nameOf = (ref: PlaceRef) => clean(ref.name ?? '') || `Id ${ref.externalId}`

/** Gives periods without days the widest days of their items, and tells so. */
export function inferPeriods(places: Places, items: VivaItem[]): void {
  const unknown = [...places.periods.values()].filter((period) => period.inferred)
  for (const period of unknown) {
    const own = items.filter((item) => item.periodKey === period.key)
    period.startDay = own.flatMap((item) => item.startDay ?? []).sort()[0] ?? null
    period.endDay =
      own
        .flatMap((item) => item.endDay ?? [])
        .sort()
        .at(-1) ?? null
    const days = `${period.startDay ?? 'no day'} to ${period.endDay ?? 'no day'}`
    tell(
      places.report,
      period.pointer,
      'period',
      'period-inferred',
      `${quote(period.name)} is taken to last as its items do: ${days}.`,
    )
  }
}

/** Finds parent teams by their names; a name of none, of several or of the team itself is told. */
export function linkTeams(places: Places, parentNames: Map<string, string>): void {
  for (const [key, name] of parentNames) {
    const team = places.teams.get(key)!
    const named = [...places.teams.values()].filter((other) => fold(other.name) === fold(name))
    const parent = named.length === 1 ? named[0]! : null
    if (parent && !above(places, parent).includes(key)) team.parentKey = parent.key
    else {
      team.kept['Parent Team'] = name
      const why = parent
        ? 'hangs under it itself'
        : named.length
          ? 'is the name of several teams'
          : 'is no team here'
      tell(
        places.report,
        team.pointer,
        'team',
        'team-missing',
        `The parent team ${quote(name)} of ${quote(team.name)} ${why}.`,
      )
    }
  }
}

function above(places: Places, team: VivaTeam): string[] {
  const keys: string[] = []
  for (let at: VivaTeam | undefined = team; at && !keys.includes(at.key); ) {
    keys.push(at.key)
    at = at.parentKey === null ? undefined : places.teams.get(at.parentKey)
  }
  return keys
}
