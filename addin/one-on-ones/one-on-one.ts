import { useQuery } from '@tanstack/react-query'
import { ifMatch, ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useHost } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'
import type { Versioned } from './autosave.ts'

type Schemas = components['schemas']
export type OneOnOne = Schemas['OneOnOne']
export type AgendaItem = Schemas['AgendaItem']
export type AgendaSubject = Schemas['NewAgendaItem']['subject']
export type Meeting = Schemas['Meeting']

/** How often an open panel looks for what the other one wrote. */
const lookAgainMs = 20_000

export const oneOnOneKey = (id: string) => ['one-on-ones', id]
const touched = [['one-on-ones']]

/** A one-on-one with all that it is drawn from, in one request. */
export function useOneOnOne(id: string) {
  const api = useApi()
  const { beside } = useHost()
  return useQuery({
    queryKey: oneOnOneKey(id),
    queryFn: ({ signal }) => {
      // In somebody else's calendar others may look on: private notes stay shut.
      const query = { privateNotes: !beside?.item()?.shared }
      return read(api.GET('/v1/one-on-ones/{id}', { params: { path: { id }, query }, signal }))
    },
    // What an invitation led to is here already.
    staleTime: lookAgainMs,
    refetchInterval: lookAgainMs,
  })
}

/** Opens the one-on-one with somebody; the same pair always gives the same. */
export function useOpen() {
  const api = useApi()
  return useAction({
    run: (memberId: string, once) =>
      read(api.POST('/v1/one-on-ones', { params: { header: once }, body: { memberId } })),
    touches: touched,
  })
}

const at = (id: string, itemId: string, header: Once) => ({ params: { path: { id, itemId }, header } })

/** Puts something on the agenda of a one-on-one. */
export function useAddItem() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ id, text, subject }: NewItem, once) => {
      const body = { ...(text && { text }), ...(subject && { subject }) }
      return read(api.POST('/v1/one-on-ones/{id}/agenda', { params: { path: { id }, header: once }, body }))
    },
    touches: touched,
    done: (_, { name }) => t('oneOnOne.added', { name }),
    undo: (item, { id }) =>
      read(
        api.DELETE('/v1/one-on-ones/{id}/agenda/{itemId}', {
          params: { path: { id, itemId: item.id }, header: ifVersion(item) },
        }),
      ),
  })
}

interface NewItem {
  id: string
  /** Of the other one. */
  name: string
  text?: string | undefined
  subject?: AgendaSubject | undefined
}

/** Ticks an item off, or opens it again. */
export function useTick(id: string) {
  const api = useApi()
  const { t } = useStrings()
  const send = ({ id: itemId, doneAt }: AgendaItem, once: Once) =>
    read(
      doneAt
        ? api.POST('/v1/one-on-ones/{id}/agenda/{itemId}/open', at(id, itemId, once))
        : api.POST('/v1/one-on-ones/{id}/agenda/{itemId}/done', at(id, itemId, once)),
    )
  return useAction({
    run: send,
    touches: touched,
    change: (item) => [
      {
        query: oneOnOneKey(id),
        to: (old: OneOnOne) => ({
          ...old,
          agenda: old.agenda.map((each) =>
            each.id === item.id ? { ...each, doneAt: each.doneAt ? null : new Date().toISOString() } : each,
          ),
        }),
      },
    ],
    failed: () => t('oneOnOne.itemUnchanged'),
  })
}

/** Takes an item of one's own off the agenda. */
export function useRemoveItem(id: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (item: AgendaItem, _once) =>
      read(
        api.DELETE('/v1/one-on-ones/{id}/agenda/{itemId}', {
          params: { path: { id, itemId: item.id }, header: ifVersion(item) },
        }),
      ),
    touches: touched,
    done: () => t('oneOnOne.removed'),
  })
}

/** Closes the meeting; that is taken back with the toast. */
export function useCloseMeeting({ id, meetings }: Pick<OneOnOne, 'id' | 'meetings'>) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (_: null, once) =>
      read(
        api.POST('/v1/one-on-ones/{id}/meetings', {
          params: { path: { id }, header: once },
          body: { after: meetings },
        }),
      ),
    touches: touched,
    done: () => t('oneOnOne.closed'),
    undo: ({ id: meetingId }, _, once) =>
      read(
        api.POST('/v1/one-on-ones/{id}/meetings/{meetingId}/reopen', {
          params: { path: { id, meetingId }, header: once },
        }),
      ),
    failed: () => t('oneOnOne.notClosed'),
  })
}

const versioned = ({ version }: Versioned) => ifMatch(`"${version}.${version}.typed"`)

/** Saves the shared notes against the version they were read at. */
export function useSaveNotes(id: string) {
  const api = useApi()
  return (text: string, version: number) =>
    read(
      api.PUT('/v1/one-on-ones/{id}/notes', {
        params: { path: { id }, header: versioned({ text, version }) },
        body: { text },
      }),
    )
}

/** Saves the notes that nobody else can read. */
export function useSavePrivateNotes(oneOnOneId: string) {
  const api = useApi()
  return (text: string, version: number) =>
    read(
      api.PUT('/v1/one-on-ones/{oneOnOneId}/private-notes', {
        params: { path: { oneOnOneId }, header: versioned({ text, version }) },
        body: { text },
      }),
    )
}
