import { useQuery } from '@tanstack/react-query'
import { ifMatch, readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import type { Tagged } from '../ui/editing.ts'

type Schemas = components['schemas']
export type Workspace = Schemas['Workspace']
export type DayOff = Schemas['DayOff']
export type NewPriority = Schemas['Priorities']['priorities'][number]

/** What an edit of the workspace begins with, and how it is read again when somebody was quicker. */
export interface EditedWorkspace {
  item: Tagged<Workspace>
  reload: () => Promise<Tagged<Workspace>>
}

/** The workspace with its ETag. */
export function useWorkspace() {
  const api = useApi()
  return useQuery({
    queryKey: ['workspace', 'tagged'],
    queryFn: ({ signal }) => readWithEtag(api.GET('/v1/workspace', { signal })),
  })
}

/** One part of the workspace, as it is to be. */
export type Said =
  | { change: Schemas['WorkspaceChange'] }
  | { priorities: NewPriority[] }
  | { daysOff: DayOff[] }

/** Saves a part of the workspace against the version that was read. Every screen shows something of it. */
export function useSaveWorkspace(before: Workspace) {
  const put = usePut()
  const { t } = useStrings()
  return useAction({
    run: ({ etag, said }: { etag: string; said: Said }) => put(etag, said),
    touches: [[]],
    done: () => t('settings.saved'),
    undo: ({ data, etag }, { said }) => put(etag, asBefore(before, data, said)),
  })
}

function usePut() {
  const api = useApi()
  return (etag: string, said: Said) => {
    const params = { header: ifMatch(etag) }
    if ('change' in said) return readWithEtag(api.PATCH('/v1/workspace', { params, body: said.change }))
    if ('priorities' in said) return readWithEtag(api.PUT('/v1/workspace/priorities', { params, body: said }))
    return readWithEtag(api.PUT('/v1/workspace/days-off', { params, body: said }))
  }
}

function asBefore(before: Workspace, now: Workspace, said: Said): Said {
  if ('change' in said) {
    const fields = Object.keys(said.change) as (keyof Schemas['WorkspaceChange'])[]
    return { change: Object.fromEntries(fields.map((field) => [field, before[field]])) }
  }
  if ('daysOff' in said) return { daysOff: before.daysOff }
  // One that was retired comes back as a new one.
  const still = new Set(now.priorities.map(({ id }) => id))
  return {
    priorities: before.priorities.map(({ id, sentence }) => ({ ...(still.has(id) && { id }), sentence })),
  }
}
