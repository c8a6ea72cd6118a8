import { useQuery } from '@tanstack/react-query'
import { ifMatch, readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import type { Tagged } from '../ui/editing.ts'
import { externalBefore } from '../ui/external.tsx'
import { touchedByItem } from '../ui/item-moves.ts'

type Schemas = components['schemas']
export type Objective = Schemas['ObjectiveDetail']
export type ObjectiveChange = Schemas['ObjectiveChange']
export type ContributingItem = Schemas['ContributingItem']

/** What an edit of an objective begins with, and how it is read again when somebody was quicker. */
export interface EditedObjective {
  item: Tagged<Objective>
  reload: () => Promise<Tagged<Objective>>
}

/** An objective with its ETag. */
export function useObjective(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['objectives', id],
    queryFn: ({ signal }) =>
      readWithEtag(api.GET('/v1/objectives/{id}', { params: { path: { id } }, signal })),
  })
}

/** Saves an edit against the version that was read; the undo puts back what was there. */
export function useChangeObjective(before: Objective) {
  const api = useApi()
  const { t } = useStrings()
  const patch = (etag: string, body: ObjectiveChange) =>
    readWithEtag(
      api.PATCH('/v1/objectives/{id}', {
        params: { path: { id: before.id }, header: ifMatch(etag) },
        body,
      }),
    )
  return useAction({
    run: ({ etag, change }: { etag: string; change: ObjectiveChange }) => patch(etag, change),
    touches: touchedByItem,
    done: ({ data }) => t('item.edited', { title: data.title }),
    undo: ({ etag }, { change }) =>
      patch(etag, { ...partOf(before, change), ...externalBefore(before, change) }),
  })
}

/** Says who contributes, all of them. */
export function useContributors(before: Objective) {
  const api = useApi()
  const { t } = useStrings()
  const put = (etag: string, memberIds: string[]) =>
    readWithEtag(
      api.PUT('/v1/objectives/{id}/contributors', {
        params: { path: { id: before.id }, header: ifMatch(etag) },
        body: { memberIds },
      }),
    )
  return useAction({
    run: ({ etag, memberIds }: { etag: string; memberIds: string[] }) => put(etag, memberIds),
    touches: touchedByItem,
    done: () => t('item.edited', { title: before.title }),
    undo: ({ etag }) =>
      put(
        etag,
        before.contributors.map(({ id }) => id),
      ),
  })
}

/** What the item said where a change says something else. */
function partOf(item: Objective, change: ObjectiveChange): ObjectiveChange {
  const fields = Object.keys(change) as (keyof ObjectiveChange & keyof Objective)[]
  return Object.fromEntries(fields.map((field) => [field, item[field]]))
}
