import {
  ArrowImportRegular,
  BroomRegular,
  CalendarLtrRegular,
  ChatMultipleRegular,
  DataTrendingRegular,
  type FluentIcon,
  ListRegular,
  MapRegular,
  MegaphoneRegular,
  PeopleTeamRegular,
  SettingsRegular,
  SparkleRegular,
} from '@fluentui/react-icons'
import { type ComponentType, lazy } from 'react'
import type { Me, Part } from '../api/provider.tsx'
import type { StringKey } from '../strings/strings.tsx'
import type { Place } from '../ui/places.ts'

export interface PageProps {
  me: Me
  /** The `:id` of the address, where it has one. */
  id: string
}

interface Route {
  /** Its own chunk, loaded when first shown. */
  page: ComponentType<PageProps>
  /** Its door in the navigation: absent for pages that are reached through others. */
  nav?: Door
}

interface Door {
  label: StringKey
  icon: FluentIcon
  /** The part with which it unfolds; without one it is there from the first day. */
  part?: Part
  /** Always behind "More": not of every day. */
  behind?: true
  /** For leaders and admins alone. */
  leads?: boolean
}

/** Which page stands at which place, in the order of the navigation. Places without a page yet are left out. */
export const routes: Partial<Record<Place, Route>> = {
  myWeek: {
    page: lazy(async () => ({ default: (await import('./my-week.tsx')).MyWeekPage })),
    nav: { label: 'nav.myWeek', icon: CalendarLtrRegular },
  },
  teams: {
    page: lazy(async () => ({ default: (await import('./team.tsx')).TeamPage })),
    nav: { label: 'nav.team', icon: PeopleTeamRegular },
  },
  team: { page: lazy(async () => ({ default: (await import('./team.tsx')).TeamPage })) },
  review: { page: lazy(async () => ({ default: (await import('./review.tsx')).ReviewPage })) },
  reviewPack: { page: lazy(async () => ({ default: (await import('./review-pack.tsx')).ReviewPackPage })) },
  objective: { page: lazy(async () => ({ default: (await import('./objective.tsx')).ObjectivePage })) },
  keyResult: { page: lazy(async () => ({ default: (await import('./key-result.tsx')).KeyResultPage })) },
  barrier: { page: lazy(async () => ({ default: (await import('./barrier.tsx')).BarrierPage })) },
  toClear: {
    page: lazy(async () => ({ default: (await import('./to-clear.tsx')).ToClearPage })),
    nav: { label: 'nav.toClear', icon: BroomRegular, part: 'to_clear' },
  },
  rounds: {
    page: lazy(async () => ({ default: (await import('./rounds.tsx')).RoundsPage })),
    nav: { label: 'nav.rounds', icon: MegaphoneRegular, part: 'ask' },
  },
  round: { page: lazy(async () => ({ default: (await import('./round.tsx')).RoundPage })) },
  wins: {
    page: lazy(async () => ({ default: (await import('./wins.tsx')).WinsPage })),
    nav: { label: 'nav.wins', icon: SparkleRegular, part: 'wins' },
  },
  map: {
    page: lazy(async () => ({ default: (await import('./map.tsx')).MapPage })),
    nav: { label: 'nav.map', icon: MapRegular, part: 'map' },
  },
  views: {
    page: lazy(async () => ({ default: (await import('./views.tsx')).ViewsPage })),
    nav: { label: 'nav.views', icon: ListRegular, part: 'map', behind: true },
  },
  view: { page: lazy(async () => ({ default: (await import('./views.tsx')).ViewsPage })) },
  insights: {
    page: lazy(async () => ({ default: (await import('./insights.tsx')).InsightsPage })),
    nav: { label: 'nav.insights', icon: DataTrendingRegular, part: 'insights', leads: true },
  },
  configure: { page: lazy(async () => ({ default: (await import('./configure.tsx')).ConfigurePage })) },
  oneOnOnes: {
    page: lazy(async () => ({ default: (await import('./one-on-ones.tsx')).OneOnOnesPage })),
    nav: { label: 'nav.oneOnOnes', icon: ChatMultipleRegular, behind: true },
  },
  oneOnOne: { page: lazy(async () => ({ default: (await import('./one-on-one.tsx')).OneOnOnePage })) },
  weekly: { page: lazy(async () => ({ default: (await import('./weekly.tsx')).WeeklyPage })) },
  import: {
    page: lazy(async () => ({ default: (await import('./import.tsx')).ImportPage })),
    nav: { label: 'nav.import', icon: ArrowImportRegular, part: 'import', behind: true },
  },
  settings: {
    page: lazy(async () => ({ default: (await import('./settings.tsx')).SettingsPage })),
    nav: { label: 'nav.settings', icon: SettingsRegular, behind: true },
  },
  settingsPart: { page: lazy(async () => ({ default: (await import('./settings.tsx')).SettingsPage })) },
  settingsTeam: {
    page: lazy(async () => ({ default: (await import('./settings-team.tsx')).SettingsTeamPage })),
  },
  settingsPerson: {
    page: lazy(async () => ({ default: (await import('./settings-person.tsx')).SettingsPersonPage })),
  },
}

/** The places in the navigation of this person, in order. */
export function doorsOf({ unfolded, leads, admin }: Pick<Me, 'unfolded' | 'leads' | 'admin'>): Place[] {
  const there = new Set(unfolded.map(({ part }) => part))
  return (Object.keys(routes) as Place[]).filter((place) => {
    const nav = routes[place]?.nav
    return nav && (!nav.part || there.has(nav.part)) && (!nav.leads || admin || leads.length > 0)
  })
}
