import { useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Team = Schemas['Team']
export type TeamPerson = Schemas['TeamPerson']
export type NewTeam = Schemas['NewTeam']
export type TeamChange = Schemas['TeamChange']

// Who is in a team decides what everybody in it may do.
const touched = [['teams'], ['me'], ['members'], ['board'], ['my-week'], ['barriers'], ['objectives']]

/** One team with its people. */
export function useTeam(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['teams', id],
    queryFn: ({ signal }) => read(api.GET('/v1/teams/{id}', { params: { path: { id } }, signal })),
  })
}

/** Makes a team. */
export function useCreateTeam() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewTeam, once) => read(api.POST('/v1/teams', { params: { header: once }, body })),
    touches: touched,
    done: ({ name }) => t('teams.created', { name }),
  })
}

/** Names a team, moves it, makes it private or open; the undo puts back what was there. */
export function useChangeTeam(before: Team) {
  const api = useApi()
  const { t } = useStrings()
  const patch = (at: Pick<Team, 'version' | 'revision'>, body: TeamChange) =>
    read(api.PATCH('/v1/teams/{id}', { params: { path: { id: before.id }, header: ifVersion(at) }, body }))
  return useAction({
    run: (change: TeamChange) => patch(before, change),
    touches: touched,
    done: ({ name }) => t('item.edited', { title: name }),
    undo: (changed, change) => patch(changed, asBefore(before, change)),
  })
}

function asBefore(before: Team, change: TeamChange): TeamChange {
  const fields = Object.keys(change) as (keyof TeamChange)[]
  return Object.fromEntries(fields.map((field) => [field, before[field]]))
}

/** Closes a team; there is no way back. */
export function useCloseTeam({ id, name }: Team) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (_: Record<string, never>, once) =>
      read(api.POST('/v1/teams/{id}/close', { params: { path: { id }, header: once } })),
    touches: touched,
    done: () => t('teams.closed', { name }),
  })
}

/** Somebody as their team has them; null: not in it. */
export interface Place {
  memberId: string
  name: string
  role: TeamPerson['role'] | null
  before: TeamPerson['role'] | null
}

/** Puts somebody in a team, gives them another role, or takes them out; each can be taken back. */
export function usePlace(team: Team) {
  const api = useApi()
  const { t } = useStrings()
  const path = { id: team.id }
  const to = async ({ memberId, role }: { memberId: string; role: Place['role'] }) => {
    if (role) return read(api.POST('/v1/teams/{id}/members', { params: { path }, body: { memberId, role } }))
    // Whoever was quicker with the team's name says nothing about who is in it.
    const header = { 'if-match': '*' }
    const params = { path: { ...path, memberId }, header }
    return read(api.DELETE('/v1/teams/{id}/members/{memberId}', { params }))
  }
  return useAction({
    run: (place: Place) => to(place),
    touches: touched,
    done: (_, { name, role }) => t(`teams.placed.${role ?? 'out'}`, { name, team: team.name }),
    undo: (_, { memberId, before }) => to({ memberId, role: before }),
  })
}

/** Names who leads a team while one is away oneself. */
export function useStandIn(team: Team, before: string | null) {
  const api = useApi()
  const { t } = useStrings()
  const name = (memberId: string | null) =>
    read(api.POST('/v1/teams/{id}/stand-in', { params: { path: { id: team.id } }, body: { memberId } }))
  return useAction({
    run: name,
    touches: touched,
    done: (_, memberId) => t(memberId ? 'teams.standIn.named' : 'teams.standIn.none', { team: team.name }),
    undo: () => name(before),
  })
}
