import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { type ItemKind, touchedByItem } from '../ui/item-moves.ts'

type Schemas = components['schemas']
export type TeamReview = Schemas['TeamReview']
export type ReviewedObjective = Schemas['ReviewedObjective']
export type ReviewedKeyResult = Schemas['ReviewedKeyResult']
export type Settling = Schemas['Settling']

/** A goal or a measure at the end of its cycle. */
export type Reviewed = (ReviewedObjective | ReviewedKeyResult) & { of: ItemKind; aspirational: boolean }

/** How a team's cycle went; without a cycle the one that is under review or runs. */
export function useTeamReview(teamId: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['review', teamId],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/teams/{id}/review', { params: { path: { id: teamId } }, signal })),
  })
}

/** Ends an item with its score, and stops it or carries it forward. A stop can be taken back. */
export function useSettle(item: Reviewed) {
  const api = useApi()
  const { t } = useStrings()
  const root = item.of === 'objective' ? 'objectives' : 'key-results'
  const path = { path: { id: item.id } }
  const url = `/v1/${root}/{id}/settle` as '/v1/objectives/{id}/settle'
  const reopen = `/v1/${root}/{id}/reopen` as '/v1/objectives/{id}/reopen'
  const { title } = item
  const again = item.lifecycle === 'closed'
  const options = {
    run: (body: Settling, once: { 'idempotency-key': string }) =>
      read(api.POST(url, { params: { ...path, header: once }, body })),
    touches: [['review'], ...touchedByItem],
    done: (_: unknown, { go }: Settling) =>
      t(go === 'carry' ? 'review.done.carry' : 'review.done.stop', { title }),
  }
  const undo = (_: unknown, __: unknown, once: { 'idempotency-key': string }) =>
    read(api.POST(reopen, { params: { ...path, header: once } }))
  const stop = useAction({ ...options, ...(!again && { undo }) })
  const carry = useAction(options)
  return {
    busy: stop.busy || carry.busy,
    run: (said: Settling) => (said.go === 'stop' ? stop : carry).run(said),
    send: (said: Settling) => (said.go === 'stop' ? stop : carry).send(said),
  }
}
