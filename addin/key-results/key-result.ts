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
export type KeyResult = Schemas['KeyResultDetail']
export type KeyResultChange = Schemas['KeyResultChange']
export type KeyResultPeople = Schemas['KeyResultPeople']
export type PhasedTarget = Schemas['PhasedTarget']

/** What an edit of a key result begins with, and how it is read again when somebody was quicker. */
export interface EditedKeyResult {
  item: Tagged<KeyResult>
  reload: () => Promise<Tagged<KeyResult>>
}

/** A key result with its ETag. */
export function useKeyResult(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['key-results', id],
    queryFn: ({ signal }) =>
      readWithEtag(api.GET('/v1/key-results/{id}', { params: { path: { id } }, signal })),
  })
}

/** Saves an edit against the version that was read; the undo puts back what was there. */
export function useChangeKeyResult(before: KeyResult) {
  const api = useApi()
  const { t } = useStrings()
  const patch = (etag: string, body: KeyResultChange) =>
    readWithEtag(api.PATCH('/v1/key-results/{id}', { params: against(before, etag), body }))
  return useAction({
    run: ({ etag, change }: { etag: string; change: KeyResultChange }) => patch(etag, change),
    touches: touchedByItem,
    done: ({ data }) => t('item.edited', { title: data.title }),
    undo: ({ etag }, { change }) =>
      patch(etag, { ...partOf(before, change), ...externalBefore(before, change) }),
  })
}

/** Sets the values expected on the way, all of them. */
export function usePhasedTargets(before: KeyResult) {
  const api = useApi()
  const { t } = useStrings()
  const put = (etag: string, targets: PhasedTarget[]) =>
    readWithEtag(
      api.PUT('/v1/key-results/{id}/phased-targets', { params: against(before, etag), body: { targets } }),
    )
  return useAction({
    run: ({ etag, targets }: { etag: string; targets: PhasedTarget[] }) => put(etag, targets),
    touches: touchedByItem,
    done: () => t('item.edited', { title: before.title }),
    undo: ({ etag }) => put(etag, before.phasedTargets),
  })
}

/** Says who keeps the number up to date beside the owner, and who contributes. */
export function useKeyResultPeople(before: KeyResult) {
  const api = useApi()
  const { t } = useStrings()
  const put = (etag: string, body: KeyResultPeople) =>
    readWithEtag(api.PUT('/v1/key-results/{id}/people', { params: against(before, etag), body }))
  return useAction({
    run: ({ etag, people }: { etag: string; people: KeyResultPeople }) => put(etag, people),
    touches: touchedByItem,
    done: () => t('item.edited', { title: before.title }),
    undo: ({ etag }) => put(etag, peopleOf(before)),
  })
}

/** Who has to do with a key result, by id. */
export function peopleOf({ delegates, checkInOwners, contributors }: KeyResult): KeyResultPeople {
  const ids = (people: { id: string }[]) => people.map(({ id }) => id)
  return {
    delegateIds: ids(delegates),
    checkInOwnerIds: ids(checkInOwners),
    contributorIds: ids(contributors),
  }
}

function against({ id }: KeyResult, etag: string) {
  return { path: { id }, header: ifMatch(etag) }
}

/** What the item said where a change says something else. */
function partOf(item: KeyResult, { reason, ...change }: KeyResultChange): KeyResultChange {
  const fields = Object.keys(change) as (keyof KeyResultChange & keyof KeyResult)[]
  return { ...Object.fromEntries(fields.map((field) => [field, item[field]])), ...(reason && { reason }) }
}
