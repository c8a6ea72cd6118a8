import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Member = Schemas['Member']
export type Person = Schemas['Person']
export type PersonChange = Schemas['PersonChange']
export type Invitation = Schemas['Invitation']
export type Absence = Schemas['Absence']

const touched = [['members'], ['names'], ['me'], ['teams'], ['barriers'], ['board'], ['my-week']]

/** The people of the workspace, page by page; `q` finds the beginning of any word of a name. */
export function useMembers(q: string) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['members', 'list', q],
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { limit: 50, ...(q && { q }), ...(cursor && { cursor }) }
      return read(api.GET('/v1/members', { params: { query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
  })
}

/** One person, with all that the reader may see. */
export function usePerson(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['members', id],
    queryFn: ({ signal }) => read(api.GET('/v1/members/{id}', { params: { path: { id } }, signal })),
  })
}

/** Invites a person. */
export function useInvite() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: Invitation, once) => read(api.POST('/v1/members', { params: { header: once }, body })),
    touches: touched,
    done: ({ name }) => t('people.invited', { name }),
  })
}

/** Sets zone, language, name or admin; the undo puts back what was there. */
export function useChangePerson(before: Person) {
  const api = useApi()
  const { t } = useStrings()
  const patch = (at: Pick<Person, 'version' | 'revision'>, body: PersonChange) =>
    read(api.PATCH('/v1/members/{id}', { params: { path: { id: before.id }, header: ifVersion(at) }, body }))
  return useAction({
    run: (change: PersonChange) => patch(before, change),
    touches: touched,
    done: () => t('settings.saved'),
    undo: (changed, change) => {
      const fields = Object.keys(change) as (keyof PersonChange)[]
      return patch(changed, Object.fromEntries(fields.map((field) => [field, before[field]])))
    },
  })
}

/** Enters time away, or takes it back; each takes the other back. */
export function useAbsences({ id }: Person) {
  const api = useApi()
  const { t } = useStrings()
  const path = { id }
  const add = ({ fromDay, toDay }: Omit<Absence, 'id'>, once: Once) =>
    read(api.POST('/v1/members/{id}/absences', { params: { path, header: once }, body: { fromDay, toDay } }))
  // Another edit of the person says nothing about this absence.
  const take = (absenceId: string) =>
    read(
      api.DELETE('/v1/members/{id}/absences/{absenceId}', {
        params: { path: { ...path, absenceId }, header: { 'if-match': '*' } },
      }),
    )
  const entered = useAction({
    run: add,
    touches: touched,
    done: () => t('people.absence.added'),
    undo: ({ absences }, { fromDay, toDay }) => {
      const found = absences.findLast((each) => each.fromDay === fromDay && each.toDay === toDay)
      return found ? take(found.id) : Promise.resolve()
    },
  })
  const taken = useAction({
    run: (absence: Absence) => take(absence.id),
    touches: touched,
    done: () => t('people.absence.removed'),
    undo: (_, absence, once) => add(absence, once),
  })
  return { enter: entered, takeBack: taken }
}

/** Ends a membership, or takes back who had left. */
export function useMembership({ id, name }: Person) {
  const api = useApi()
  const { t } = useStrings()
  const send = (move: 'leave' | 'take-back', once: Once) =>
    read(
      api.POST(`/v1/members/{id}/${move}` as '/v1/members/{id}/leave', {
        params: { path: { id }, header: once },
      }),
    )
  return useAction({
    run: send,
    touches: touched,
    done: (_, move) => t(move === 'leave' ? 'people.left' : 'people.takenBack', { name }),
  })
}

/** Confirms that a placeholder or invited person is somebody who is here; there is no way back. */
export function useMerge({ id, name }: Person) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (intoId: string, once) =>
      read(api.POST('/v1/members/{id}/merge', { params: { path: { id }, header: once }, body: { intoId } })),
    touches: [[]],
    done: (into) => t('people.merged', { name, into: into.name }),
  })
}

/** Says who in the directory somebody is; they are let in at their first sign-in. */
export function useIdentify({ id, name }: Person) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (objectId: string, once) =>
      read(
        api.POST('/v1/members/{id}/identify', { params: { path: { id }, header: once }, body: { objectId } }),
      ),
    touches: touched,
    done: () => t('people.identified', { name }),
  })
}
